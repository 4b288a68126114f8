import Foundation
import Testing

/// Our own checker of calendars finds what it is for.
@Suite struct EventCheckTests {
  private static func calendar(
    _ start: String = "20260323T080000Z", uid: String = "a@x", sequence: Int = 0, status: String = "CONFIRMED",
    summary: String = "Work"
  ) -> String {
    [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test", "BEGIN:VEVENT", "UID:\(uid)", "DTSTAMP:20260301T000000Z",
      "SEQUENCE:\(sequence)", "STATUS:\(status)", "DTSTART:\(start)", "DTEND:20260323T160000Z", "SUMMARY:\(summary)",
      "END:VEVENT", "END:VCALENDAR", "",
    ].joined(separator: "\r\n")
  }

  private static let row = "p1,2026-03-23 08:00:00Z,2026-03-23 16:00:00Z,a@x"

  @Test(
    "a lost row, a moved event, a revision too few or too many, an end before the beginning: each is told",
    arguments: [
      (calendar(), row, calendar(), ""), (calendar(), "", calendar(), "stands in no row"),
      (calendar(), row + "\np2,2026-03-24 08:00:00Z,2026-03-24 16:00:00Z,b@x", calendar(), "no event b@x"),
      (calendar(uid: "c@x"), row, calendar(uid: "c@x"), "no event a@x"),
      (calendar(sequence: 1), row, calendar(), "nothing changed"),
      (calendar(summary: "Early work"), row, calendar(), "changed, and its revision"),
      (calendar(sequence: 1, summary: "Early work"), row, calendar(), ""),
      (calendar(status: "CANCELLED"), row, calendar(status: "CANCELLED"), "no event a@x"),
      (calendar("20260323T170000Z"), "", calendar("20260323T170000Z"), "ends before it begins"),
      (calendar(), row, calendar(uid: "old@x"), "is not there any more"),
    ])
  func faults(now: String, rows: String, before: String, finding: String) throws {
    guard try Command.shell("python3 -c 'import icalendar, vobject'", in: Command.repository).status == 0 else {
      print("skipped: the calendar checker's parsers are not here")
      return
    }
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = "agent_id,start_utc,end_utc,uid\n\(rows)\n"
    for (name, text) in [("now.ics", now), ("before.ics", before), ("roster.csv", table)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let tool = Command.repository.appending(path: "Tests/Clients/check_events.py")
    let line =
      "PYTHONDONTWRITEBYTECODE=1 python3 '\(tool.path)' now.ics --strict --roster roster.csv --previous before.ics"
    let answer = try Command.shell(line, in: folder)
    #expect(answer.status == (finding.isEmpty ? 0 : 1), "\(answer.output)\(answer.errors)")
    #expect(finding.isEmpty || answer.output.contains(finding), "\(answer.output)")
  }
}
