import Files
import Foundation
import Testing

/// Entries that tell the same in other words: they rise once, and nobody is told that a shift moved, by the built command.
@Suite struct RewordingTests {
  /// What is said of one entry: its text, and the text without what says which version it is.
  private struct Said {
    var text: String
    var content: String
    var sequence: Int
    var stamp: String
  }

  /// All entries of a folder of calendars by identity.
  private func said(_ group: String, _ life: LifeOfRoster) throws -> [String: Said] {
    var found: [String: Said] = [:]
    for (uid, event) in try life.events(group) {
      let file = life.out.appending(path: "calendars/\(group)/\(event["FILE"] ?? "")")
      let lines =
        try String(contentsOf: file, encoding: .utf8).replacing("\r\n ", with: "")
        .components(separatedBy: "BEGIN:VEVENT").first { $0.contains("UID:\(uid)\r\n") }?
        .components(separatedBy: "END:VEVENT").first?.components(separatedBy: "\r\n") ?? []
      let volatile = ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"]
      found[uid] = Said(
        text: lines.joined(separator: "\n"),
        content: lines.filter { line in !volatile.contains { line.hasPrefix($0) } }.joined(separator: "\n"),
        sequence: Int(event["SEQUENCE"] ?? "") ?? -1, stamp: event["LAST-MODIFIED"] ?? "")
    }
    return found
  }

  /// Expects of each entry that it is the same to the byte, or else says something else, one sequence and a later stamp on.
  ///
  /// - Returns: how many rose.
  @discardableResult
  private func expectRisen(_ before: [String: Said], _ after: [String: Said], _ what: String) -> Int {
    #expect(before.keys == after.keys, "\(what)")
    var risen = 0
    for (uid, old) in before {
      guard let new = after[uid], new.text != old.text else { continue }
      risen += 1
      #expect(
        new.content != old.content && new.sequence == old.sequence + 1 && new.stamp > old.stamp,
        "\(what):\n\(old.text)\nbecame\n\(new.text)")
    }
    return risen
  }

  private func replace(_ file: String, _ old: String, _ new: String, _ life: LifeOfRoster) throws {
    let file = life.folder.appending(path: "plan/\(file)")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }

  @Test(
    "a language, a name, a form of time: who reads other words has them under a higher sequence, and no news")
  func reworded() throws {
    let duties = "on-call:\n  - { site: paris, skill: phone, days: daily, hours: 20:00-06:00 }\n"
    let life = try LifeOfRoster(yaml: TinyScenario.yaml + duties, people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00", "--all-day off")
    let groups = ["people", "teams", "on-call", "days-off"]
    func all() throws -> [[String: Said]] { try groups.map { try said($0, life) } }
    var before = try all()
    #expect(before.allSatisfy { !$0.isEmpty })
    let shiftsOf = Dictionary(grouping: try life.rows("out/roster.csv")) { $0["agent_id"] ?? "" }.mapValues(\.count)

    // Some have risen, each once, and nobody hears of it. Whoever publishes again has nothing to say.
    func publish(_ hour: Int, _ what: String, _ more: String = "") throws -> [Int] {
      let told = try life.publish(at: "2026-02-27T\(hour):00", more)
      #expect(told.contains("0 changes for 0 people; calendars alone differ."), "\(what): \(told)")
      let after = try all()
      let risen = zip(before, after).map { expectRisen($0, $1, what) }
      before = after
      #expect(try life.events("changes").isEmpty, "\(what)")
      let mail = try life.muster("publish plan --at 2026-02-27T\(hour):01 --mail drafts --mail-from a@example.org")
      #expect(mail.output.contains("Nothing to publish") && mail.output.contains("Mail: 0 drafts"), "\(mail.output)")
      return risen
    }
    let own = try #require(shiftsOf["p1"])
    let everybody = shiftsOf.values.reduce(0, +)
    let calls = try life.rows("out/oncall.csv").count
    #expect(own > 0 && calls > 0)

    try replace("scenario.yaml", "agents: agents.csv", "agents: agents.csv\ncalendar-language: en", life)
    #expect(try life.publish(at: "2026-02-27T13:00").contains("Nothing to publish"), "the same language said twice")

    // One of four reads another language; the team's stays that of most.
    try replace("agents.csv", "languages,skills,team\n", "languages,skills,team,calendar_language\n", life)
    try replace("agents.csv", "phone,team\n", "phone,team,\n", life)
    try replace("agents.csv", "p1,Person 0,paris,full,en,phone,team,", "p1,Person 0,paris,full,en,phone,team,fr", life)
    let language = try publish(14, "a language")
    #expect(language[0] == own && language[1] == 0 && language[3] > 0)
    #expect(try life.rows("published/0002/identities.csv").contains { $0["event"] == "team" })

    // A name stands in front of a team's entries alone.
    try replace("agents.csv", "p2,Person 1", "p2,Person Two", life)
    #expect(try publish(15, "a name") == [0, shiftsOf["p2"] ?? 0, 0, 0])

    // Times of whole days have no form.
    #expect(try publish(17, "UTC", "--times utc") == [everybody, everybody, calls, 0])
    #expect(Set(before[0].values.map(\.sequence)) == [1, 2], "each time once")

    // What is news is told then, to whom it concerns alone, and goes on from there.
    try life.fallIll(on: "2026-03-04")
    let news = try life.publish(at: "2026-02-27T18:00")
    #expect(!news.contains("alone"), "\(news)")
    let changed = Set(try life.events("changes").keys)
    let after = try said("people", life)
    let moved = Set(after.filter { $0.value.text != before[0][$0.key]?.text }.keys)
    #expect(!moved.isEmpty && changed.intersection(after.keys) == moved)
    #expect(moved.allSatisfy { (after[$0]?.sequence ?? 0) > (before[0][$0]?.sequence ?? -1) })
    let teams = try said("teams", life)
    for (uid, old) in before[1] where teams[uid]?.text != old.text {
      #expect((teams[uid]?.sequence ?? 0) > old.sequence)
    }
  }

  @Test("where an earlier version recorded no wordings nothing rises for them, and they are recorded from then on")
  func earlier() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let record = life.published.appending(path: "0001")
    let table = record.appending(path: "identities.csv")
    let lines = try String(contentsOf: table, encoding: .utf8).components(separatedBy: "\r\n")
      .map { $0.components(separatedBy: ",").prefix(8).joined(separator: ",") }
    #expect(lines[0].hasSuffix(",until"))
    try Data(lines.joined(separator: "\r\n").utf8).write(to: table)
    let file = record.appending(path: "publication.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    let hash = try #require(text.firstMatch(of: /"identities.csv" : "([0-9a-f]{64})"/)).1
    try Data(text.replacing(hash, with: ContentHash.sha256Hex([UInt8](Data(contentsOf: table)))).utf8).write(to: file)
    let before = try said("people", life)
    #expect(try life.publish(at: "2026-02-27T13:00").contains("Nothing to publish"))
    #expect(try said("people", life).mapValues(\.text) == before.mapValues(\.text))
    try life.publish(at: "2026-02-27T14:00", "--times utc")
    #expect(try expectRisen(before, said("people", life), "UTC") == before.count)
    #expect(try life.rows("published/0002/identities.csv").allSatisfy { ($0["wording"] ?? "").count == 25 })
  }
}
