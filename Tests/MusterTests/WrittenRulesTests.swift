import Foundation
import Testing

/// What planners write about kinds of shifts and hours, by the built command: said by check, kept by the roster, told where it cannot be.
@Suite struct WrittenRulesTests {
  /// Six people who answer the phone day and night, one needed at any time; the requirement stands in the out folder.
  private func scenario(availability: String, kinds: String = "early: 07:00, late: 15:00, night: 23:00") throws -> URL {
    let folder = try Command.temporaryFolder()
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      """
      name: Three kinds
      horizon: { first: 2026-10-19, weeks: 1, interval: 60 min }
      history: history.csv
      agents: agents.csv
      kinds: { \(kinds) }
      queues:
        - { id: no-phone, language: "no", channel: phone, open: { daily: 24 h }, goal: { answered: 80 %, within: 30 s } }
      sites:
        - { id: oslo, zone: Europe/Oslo }
      contracts:
        - id: shift
          week: { hours: 24-40 h, days: 5 }
          shifts: { lengths: [8 h], starts: [07:00, 15:00, 23:00] }
          rotation: [early, late, night]
          kinds-in-a-row: { night: 4 }
          after: { night: [night] }
          rest: 11 h
          days-in-a-row: 5
          cost: 200 NOK/h

      """, "scenario.yaml")
    try write(
      "id,name,site,contract,languages,skills,rotation_week\n"
        + (1...6).map { "N\($0),Nora \($0),oslo,shift,no,phone L1,\($0 == 6 ? "2" : "")\n" }.joined(), "agents.csv")
    try write("start,queue,offered,handle_seconds_total\n2026-01-05T08:00+01:00,no-phone,10,3000\n", "history.csv")
    try write("agent_id,weekdays,from,to\n" + availability, "availability.csv")
    let out = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let format = ISO8601DateFormatter()
    let start = try #require(format.date(from: "2026-10-19T00:00:00+02:00"))
    let rows = (0..<168).map { "no-phone,\(format.string(from: start.addingTimeInterval(Double($0) * 3600))),1\n" }
    try write("queue,start,net_agents\n" + rows.joined(), "out/requirement.csv")
    return folder
  }

  @Test("a rotation is kept, said by check, shown with its kinds, and a shift by hand against it is a fault")
  func rotation()
    throws
  {
    let folder = try scenario(availability: "N1,mon-thu,06:00,16:00\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    let check = try Command.muster("check", folder.path)
    #expect(
      check.output.contains(
        "weeks of early, late, night in turn, a first one from 2026-10-19, at most 4 night in a row, after night only night"
      ), "\(check.output)\(check.errors)")
    let made = try Command.muster("roster", folder.path, "--effort", "quick")
    #expect(made.status < 2, "\(made.errors)")
    let audit = try Command.muster("audit", folder.path)
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    // In the order of the table early, late, night and round again; N6's row says late.
    for (agent, kind) in zip(1...6, ["early", "late", "night", "early", "late", "late"]) {
      let shown = try Command.muster("show", folder.path, "--agent", "N\(agent)").output
      let others = Set(["early", "late", "night"]).subtracting([kind])
      #expect(shown.contains(" \(kind) ") && !others.contains { shown.contains(" \($0) ") }, "\(shown)")
    }
    // N1 can work from Monday to Thursday until four in the afternoon; Friday and a late by hand are two faults.
    let file = folder.appending(path: "out/own.csv")
    try """
    agent_id,start_local,end_local
    N1,2026-10-23 15:00:00,2026-10-23 23:00:00

    """.write(to: file, atomically: true, encoding: .utf8)
    let own = try Command.muster("audit", folder.path, "--roster", file.path)
    #expect(own.output.contains("N1 on 2026-10-23 starts at 15:00, which is late, in a week of early (rotation)"))
    #expect(
      own.output.contains(
        "N1 on 2026-10-23 is at work at 15:00, outside the hours of availability: none on this fri (availability)"),
      "\(own.output)")
  }

  @Test("somebody for whom no shift fits is named with the rules that clash, before and after the plan is made")
  func nothingFits() throws {
    let folder = try scenario(availability: "N2,daily,06:00,14:00\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    let check = try Command.muster("check", folder.path)
    #expect(check.status == 1)
    #expect(
      check.output.contains(
        "contradiction: N2: no lawful way to work in the week from 2026-10-19; these clash, and leaving any one out would "
          + "help: the hours of availability; at least 24 h a week"), "\(check.output)")
    let made = try Command.muster("roster", folder.path, "--effort", "quick")
    #expect(
      (made.output + made.errors).contains("N2: no shift of contract shift lies within the hours of availability"))
  }
}
