import Foundation
import Testing

/// Calendars before and after every kind of change, over the clock changes of 2026, as an independent checker sees them; `make lives`
/// does the same with both examples.
@Suite struct CheckedCalendarsTests {
  @Test(
    "moved, withdrawn, given, swapped, ill, on leave, from a spreadsheet, copied, planned anew, rolled back, under other zone rules: every event that did not change is the same, every other has risen"
  )
  func changes() async throws {
    guard let tool = Command.shared?.appending(path: "tools/check_calendars.py"),
      try Command.shell("python3 -c 'import icalendar, vobject, tzdata'", in: Command.repository).status == 0
    else {
      print("skipped: the calendar checker or its parsers are not here")
      return
    }
    let script = Command.repository.appending(path: "Tests/Clients/lives.py")
    let muster = Command.products.appending(path: "muster").path
    let answer = try await Command.aside {
      try Command.run("/usr/bin/env", ["python3", script.path, muster, tool.path])
    }
    #expect(
      answer.status == 0 && answer.output.contains("all held"),
      "\(answer.output.suffix(3000))\(answer.errors.suffix(1000))")
    print(answer.output.components(separatedBy: "\n").filter { $0.hasPrefix("skipped") }.joined(separator: "\n"))
  }
}
