import Foundation
import Muster
import Testing
import Timeline

/// What a desk sees of the scenario's files while others write on them.
@Suite struct DeskFilesTests {
  /// A tiny plan, and a variant of it in `variant`.
  private func folder() throws -> URL {
    let folder = try TinyScenario.temporary()
    #expect(try Command.shell("muster plan plan --effort quick", in: folder).status <= 1)
    let variant = folder.appending(path: "variant")
    try FileManager.default.createDirectory(at: variant, withIntermediateDirectories: true)
    try write("extends: ../plan\nname: Variant\n", to: variant.appending(path: "scenario.yaml"))
    #expect(try Command.shell("muster plan variant --effort quick", in: folder).status <= 1)
    return folder
  }

  private func write(_ text: String, to file: URL) throws {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// The first shift of a roster, moved by an hour: who breaks which rules by that.
  private func broken(_ desk: Desk, _ folder: URL) throws -> [String] {
    let roster = try String(contentsOf: folder.appending(path: "plan/out/roster.csv"), encoding: .utf8)
    let row = try #require(roster.split(whereSeparator: \.isNewline).dropFirst().first).split(separator: ",")
    let date = try #require(CivilDate(iso: String(row[1])))
    let hour = row[6].contains(" 08:00") ? "09:00" : "08:00"
    let change = HandChange.move(String(row[0]), on: date, to: try #require(TimeOfDay(hour)))
    return try desk.preview(change, now: Instant(secondsSinceEpoch: 1_772_000_000)).broken
  }

  @Test(
    "a table that is read without being named, and every file of what a scenario extends, is news, and rules in it count"
  )
  func unnamed() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    let desks = ["plan": Desk(folder: plan.path), "variant": Desk(folder: folder.appending(path: "variant").path)]
    for (name, desk) in desks {
      #expect(try broken(desk, folder).isEmpty)
      let before = desk.files()
      try write(
        "agent_id,weekdays,from,to\np1,daily,12:00,13:00\np2,daily,12:00,13:00\np3,daily,12:00,13:00\n",
        to: plan.appending(path: "availability.csv"))
      let shown = name == "plan" ? "availability.csv" : "../plan/availability.csv"
      let after = desk.files()
      #expect(before[shown] == nil && after[shown] != nil, "\(after.keys.sorted())")
      #expect(try broken(desk, folder).contains { $0.contains("availability") })
      try FileManager.default.removeItem(at: plan.appending(path: "availability.csv"))
      #expect(try broken(desk, folder).isEmpty)
    }
    // What the base says, and what is wrong in it meanwhile.
    let desk = try #require(desks["variant"])
    try write(
      TinyScenario.yaml.replacing("cost: 12", with: "rest: 23 h, cost: 12"), to: plan.appending(path: "scenario.yaml"))
    #expect(try !broken(desk, folder).isEmpty)
    try write("name: [", to: plan.appending(path: "scenario.yaml"))
    #expect(throws: (any Error).self) { try broken(desk, folder) }
    try write(TinyScenario.yaml, to: plan.appending(path: "scenario.yaml"))
    #expect(try broken(desk, folder).isEmpty)
  }

  @Test("rows are shown and added under the names that a table has for its columns")
  func otherNames() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    try write("Agent_ID,date,start\np1,2026-03-02,08:00\n", to: plan.appending(path: "fixed.csv"))
    let desk = Desk(folder: plan.path)
    let table = desk.table(.fixed)
    #expect(table.header == ["agent", "date", "start"] && table.rows == [["p1", "2026-03-02", "08:00"]])
    let decision =
      #"{"table":"fixed","seen":"\#(table.hash)","add":{"agent":"p2","date":"2026-03-03","start":"08:00","paid":"480 min"}}"#
    try desk.decide(JSONDecoder().decode(TableDecision.self, from: Data(decision.utf8)))
    let text = try String(contentsOf: plan.appending(path: "fixed.csv"), encoding: .utf8)
    #expect(text == "Agent_ID,date,start\np1,2026-03-02,08:00\np2,2026-03-03,08:00\n")
  }
}
