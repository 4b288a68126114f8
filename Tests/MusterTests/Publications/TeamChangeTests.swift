import Foundation
import Testing

/// Somebody who changes teams, as readers of the teams' calendars see it, by the built command.
@Suite struct TeamChangeTests {
  private typealias Events = [String: [String: String]]

  private func move(_ person: String, from team: String, to other: String, _ life: LifeOfRoster) throws {
    let file = life.folder.appending(path: "plan/agents.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").map { line in
      line.hasPrefix("\(person),") && line.hasSuffix(",\(team)") ? line.dropLast(team.count) + other : line[...]
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
  }

  /// Entries of a team's calendar that are held, and those that are withdrawn, of one person.
  private func entries(_ team: String, _ events: Events, of name: String) -> (held: Events, withdrawn: Events) {
    let own = events.filter { $0.value["FILE"] == "\(team).ics" && $0.value["SUMMARY"]?.contains(name) == true }
    return (
      own.filter { $0.value["STATUS"] == "CONFIRMED" }, own.filter { $0.value["STATUS"] == "CANCELLED" }
    )
  }

  /// Expects that nothing vanished and that whatever changed has risen.
  private func expectPromised(_ before: Events, _ after: Events, _ what: String) {
    for (uid, old) in before {
      guard let new = after[uid] else {
        Issue.record("\(what): \(old) vanished")
        continue
      }
      let sequences = [old, new].compactMap { $0["SEQUENCE"].flatMap(Int.init) }
      #expect(sequences.count == 2)
      func content(_ event: [String: String]) -> [String: String] {
        event.filter { !["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"].contains($0.key) }
      }
      let isRisen = content(new) != content(old) && sequences[0] < sequences[1]
      #expect(new == old || isRisen, "\(what): \(old) became \(new)")
    }
  }

  @Test("the old team's readers see what is to come as withdrawn, the new one's see it held; what has begun stays")
  func moved() throws {
    // At this price Person 1 works on both sides of the moment at which the team changes.
    let life = try LifeOfRoster(yaml: TinyScenario.yaml + "prices: { single-day-off: 20 }\n")
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    var before = try life.events("teams")
    let own = try life.events("people")
    let told = entries("team", before, of: "Person 1").held
    let begun = told.filter { ($0.value["DTSTART"] ?? "") < "20260303T120000" }
    #expect(!begun.isEmpty && begun.count < told.count)

    func publish(_ hour: Int, _ what: String) throws -> Events {
      let report = try life.publish(at: "2026-03-03T\(hour):00")
      #expect(report.contains("Publication "), "\(what): \(report)")
      let after = try life.events("teams")
      expectPromised(before, after, what)
      #expect(try life.publish(at: "2026-03-03T\(hour):30").contains("Nothing to publish"), "\(what)")
      #expect(try life.events("teams") == after, "\(what)")
      before = after
      return after
    }

    try move("p2", from: "team", to: "other", life)
    var after = try publish(12, "another team")
    var (held, withdrawn) = entries("team", after, of: "Person 1")
    #expect(held == begun)
    #expect(Set(withdrawn.keys) == Set(told.keys).subtracting(begun.keys))
    #expect(withdrawn.values.allSatisfy { $0["SUMMARY"]?.hasPrefix("Cancelled") == true && $0["SEQUENCE"] == "1" })
    (held, withdrawn) = entries("other", after, of: "Person 1")
    #expect(held.count == told.count - begun.count && withdrawn.isEmpty)
    #expect(try life.events("people") == own, "nobody's own calendar says anything else")

    // What becomes of the shift is seen in both.
    let row = try #require(try life.rows("out/roster.csv").last { $0["agent_id"] == "p2" })
    let date = try #require(row["date"])
    let moved = try life.muster("move plan p2 --on \(date) --to 10:00 --at 2026-03-03T12:40 --allow-faults")
    #expect(moved.status <= 1, "\(moved.errors)")
    after = try publish(13, "moved")
    let day = date.filter { $0 != "-" }
    for (team, status) in [("team", "CANCELLED"), ("other", "CONFIRMED")] {
      let entry = after.values.filter { $0["FILE"] == "\(team).ics" && $0["DTSTART"] == "\(day)T100000" }
      #expect(entry.contains { $0["STATUS"] == status }, "\(team): \(entry)")
    }

    // Back again.
    try move("p2", from: "other", to: "team", life)
    after = try publish(14, "back again")
    #expect(Set(entries("team", after, of: "Person 1").held.keys) == Set(told.keys))
    #expect(entries("other", after, of: "Person 1").held.isEmpty)

    // In no team, then in one again.
    try move("p2", from: "team", to: "", life)
    after = try publish(15, "no team")
    #expect(entries("team", after, of: "Person 1").held == begun)
    try move("p2", from: "", to: "third", life)
    after = try publish(16, "a third team")
    #expect(entries("third", after, of: "Person 1").held.count == told.count - begun.count)
  }

  @Test("what was withdrawn before somebody left a team is told there as it was, also when it comes back elsewhere")
  func broughtBack() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let row = try #require(try life.rows("out/roster.csv").last { $0["agent_id"] == "p2" })
    let uid = try #require(row["uid"])
    try life.edit { $0.contains(uid) ? nil : $0 }
    try life.publish(at: "2026-02-27T13:00")
    try move("p2", from: "team", to: "other", life)
    try life.publish(at: "2026-02-27T14:00")
    let before = try life.events("teams")
    let withdrawn = entries("team", before, of: "Person 1").withdrawn
    #expect(try life.muster("rollback plan 1 --at 2026-02-27T15:00").status == 0)
    let after = try life.events("teams")
    expectPromised(before, after, "rolled back")
    #expect(entries("team", after, of: "Person 1").withdrawn == withdrawn)
    #expect(entries("other", after, of: "Person 1").held.count == withdrawn.count)
    #expect(try life.publish(at: "2026-02-27T16:00").contains("Nothing to publish"))
  }

  @Test("a team that is called otherwise is another one: its old calendar says so of every shift")
  func renamed() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let before = try life.events("teams")
    for person in ["p1", "p2", "p3"] { try move(person, from: "team", to: "crew", life) }
    try life.publish(at: "2026-02-27T13:00")
    let after = try life.events("teams")
    expectPromised(before, after, "renamed")
    #expect(after.values.filter { $0["FILE"] == "team.ics" }.allSatisfy { $0["STATUS"] == "CANCELLED" })
    #expect(after.values.filter { $0["FILE"] == "crew.ics" }.count == before.count)
    // Once they are past there is nobody left to tell of.
    try life.fallIll(on: "2026-03-06")
    try life.publish(at: "2026-03-05T23:00")
    let last = try life.events("teams").values.filter { $0["FILE"] == "team.ics" }
    #expect(last.allSatisfy { ($0["DTSTART"] ?? "") > "20260306" } && !last.isEmpty)
  }
}
