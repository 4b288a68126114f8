import Foundation
import Testing

/// Two plans in a row by the built command: the roster of the first is worked.csv of the second.
@Suite(.serialized) struct WorkedTableTests {
  /// A scenario of eight people who answer the phone day and night, without history: the requirement is put into the out folder.
  private func scenario(first: String) throws -> URL {
    let folder = try Command.temporaryFolder()
    try write(folder, first: first)
    let agents = (1...8).map { "N\($0),Nora \($0),oslo,shift,no,phone L1" }
    try text("id,name,site,contract,languages,skills\n" + agents.joined(separator: "\n") + "\n", folder, "agents.csv")
    try text(
      "start,queue,offered,handle_seconds_total\n2026-01-05T08:00+01:00,no-phone,10,3000\n", folder, "history.csv")
    return folder
  }

  private func write(_ folder: URL, first: String) throws {
    try text(
      """
      name: Night and day
      horizon: { first: \(first), weeks: 1, interval: 60 min }
      history: history.csv
      agents: agents.csv
      queues:
        - { id: no-phone, language: "no", channel: phone, open: { daily: 24 h }, goal: { answered: 80 %, within: 30 s } }
      sites:
        - { id: oslo, zone: Europe/Oslo }
      contracts:
        - id: shift
          week: { hours: 40 h, days: 5 }
          shifts: { lengths: [8 h], starts: [07:00, 15:00, 23:00] }
          rest: 11 h
          days-in-a-row: 5
          cost: 200 NOK/h

      """, folder, "scenario.yaml")
    // One person needed in every hour.
    let out = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let start = try #require(ISO8601DateFormatter().date(from: "\(first)T00:00:00+01:00"))
    let format = ISO8601DateFormatter()
    let rows = (0..<168).map { "no-phone,\(format.string(from: start.addingTimeInterval(Double($0) * 3600))),1" }
    try text("queue,start,net_agents\n" + rows.joined(separator: "\n") + "\n", out, "requirement.csv")
  }

  private func text(_ text: String, _ folder: URL, _ name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  private func roster(_ folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: "out/roster.csv"), encoding: .utf8)
  }

  @Test(
    "the second week knows the first: rest over the border, nobody missing in the first morning, the audit sees both")
  func twoWeeks() throws {
    let folder = try scenario(first: "2026-02-02")
    defer { try? FileManager.default.removeItem(at: folder) }
    let one = try Command.muster("roster", folder.path, "--effort", "quick")
    #expect(one.status == 0, "\(one.errors)")
    let first = try roster(folder)
    try text(first, folder, "worked.csv")
    try write(folder, first: "2026-02-09")
    let check = try Command.muster("check", folder.path)
    #expect(check.status == 0, "\(check.output) \(check.errors)")
    let two = try Command.muster("roster", folder.path, "--effort", "quick")
    #expect(two.status == 0, "\(two.errors)")
    #expect(try Command.muster("audit", folder.path).status == 0)
    let coverage = try String(contentsOf: folder.appending(path: "out/coverage.csv"), encoding: .utf8)
      .components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
    let rostered = try #require(coverage[0].firstIndex(of: "rostered_agents"))
    for row in coverage.dropFirst().prefix(7) { #expect(try #require(Double(row[rostered])) >= 1, "\(row)") }
    // A shift too early after the night before: only the audit with worked.csv sees it.
    let night = try #require(
      first.components(separatedBy: "\r\n").first { $0.contains("2026-02-08 23:00:00,2026-02-09 07") })
    let agent = String(night.prefix { $0 != "," })
    let rows = try roster(folder).components(separatedBy: "\r\n").filter { !$0.hasPrefix(agent + ",") }
    let early =
      [rows[0]] + rows.dropFirst().filter { !$0.isEmpty }
      + ["\(agent),2026-02-09,0,oslo,,,2026-02-09 15:00:00,2026-02-09 23:00:00,+01:00,Europe/Oslo,480,,,"]
    let columns = rows[0].components(separatedBy: ",").count
    try text(
      early.map { $0 + String(repeating: ",", count: max(0, columns - $0.components(separatedBy: ",").count)) }
        .joined(separator: "\n") + "\n", folder, "early.csv")
    let audit = try Command.muster("audit", folder.path, "--roster", folder.appending(path: "early.csv").path)
    #expect(audit.status == 1)
    #expect(audit.output.contains("rests 8 h after the shift of 2026-02-08"), "\(audit.output) \(audit.errors)")
  }

  @Test("faults of worked.csv have their place; people who left and dates of the plan are warned of")
  func check() throws {
    let folder = try scenario(first: "2026-02-09")
    defer { try? FileManager.default.removeItem(at: folder) }
    try text(
      """
      agent_id,start_local,end_local
      N1,2026-02-07T07:00:00+01:00,2026-02-07T15:00:00+01:00
      GONE,2026-02-07T07:00:00+01:00,2026-02-07T15:00:00+01:00
      N2,2026-02-09T07:00:00+01:00,2026-02-09T15:00:00+01:00

      """, folder, "worked.csv")
    let warned = try Command.muster("check", folder.path)
    #expect(warned.status == 0, "\(warned.output)")
    #expect(warned.output.contains("shifts of GONE are left out"), "\(warned.output)")
    #expect(warned.output.contains("1 shift from 2026-02-09 on is left out"), "\(warned.output)")
    try text(
      "agent_id,start_local,end_local\nN1,2026-02-07T07:00:00+01:00,2026-02-07T06:00:00+01:00\n", folder, "worked.csv")
    let wrong = try Command.muster("check", folder.path)
    #expect(wrong.status == 2)
    #expect(wrong.output.contains("worked.csv:2"), "\(wrong.output)")
  }

  @Test("who works into the plan from the night before has the lunch of the contract there too") func lunch() throws {
    let folder = try scenario(first: "2026-02-02")
    defer { try? FileManager.default.removeItem(at: folder) }
    func plan() throws {
      let yaml = folder.appending(path: "scenario.yaml")
      try text(
        String(contentsOf: yaml, encoding: .utf8).replacing("23:00] }", with: "23:00], lunch: 30 min unpaid }")
          .replacing("interval: 60 min", with: "interval: 30 min"), folder, "scenario.yaml")
      let requirement = folder.appending(path: "out/requirement.csv")
      let rows = try String(contentsOf: requirement, encoding: .utf8).split(separator: "\n").map(String.init)
      let halves = rows.dropFirst().flatMap { [$0, $0.replacing(":00:00Z", with: ":30:00Z")] }
      try text(([rows[0]] + halves).joined(separator: "\n") + "\n", folder, "out/requirement.csv")
      let run = try Command.muster("roster", folder.path, "--effort", "quick")
      #expect(run.status <= 1, "\(run.errors)")
    }
    try plan()
    let first = try roster(folder)
    try text(first, folder, "worked.csv")
    try write(folder, first: "2026-02-09")
    try plan()
    let nights = first.components(separatedBy: "\r\n").count { $0.contains("2026-02-08 23:00:00,2026-02-09 07:30") }
    // Nobody of the new week can be there before 07:00.
    func hours() throws -> Double {
      let coverage = try String(contentsOf: folder.appending(path: "out/coverage.csv"), encoding: .utf8)
        .components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
      let rostered = try #require(coverage[0].firstIndex(of: "rostered_agents"))
      return try coverage.dropFirst().prefix(14).reduce(0) { $0 + (try #require(Double($1[rostered]))) / 2 }
    }
    let before = try hours()
    #expect(nights > 0 && abs(before - 6.5 * Double(nights)) < 1e-6, "\(nights) \(before)")
    // A change by hand leaves them there.
    let row = try #require(try roster(folder).components(separatedBy: "\r\n").last { $0.contains(" 07:00:00,") })
    let cells = row.components(separatedBy: ",")
    let moved = try Command.muster(
      "move", folder.path, cells[0], "--on", cells[1], "--to", "15:00", "--allow-faults", "--at", "2026-02-01T00:00Z")
    #expect(moved.output.contains("Written"), "\(moved.output)\(moved.errors)")
    let after = try hours()
    #expect(after == before)
  }
}
