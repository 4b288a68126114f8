import Foundation
import Testing

/// Calendars before and after every kind of change, over the clock changes of 2026, as an independent checker sees them.
@Suite struct CheckedCalendarsTests {
  struct Place: Sendable, CustomTestStringConvertible {
    var zone: String
    var first: String
    var times: String
    var testDescription: String { "\(zone) from \(first), \(times)" }
  }

  static let places = [
    ("Europe/Paris", "2026-03-23"), ("Africa/Casablanca", "2026-03-16"), ("Australia/Lord_Howe", "2026-09-28"),
    ("America/Nuuk", "2026-10-19"), ("Europe/Paris", "2026-10-19"), ("America/Havana", "2026-10-26"),
    ("America/Vancouver", "2026-10-26"), ("America/Vancouver", "2026-12-07"),
  ].enumerated().map { place, entry in
    Place(zone: entry.0, first: entry.1, times: ["automatic", "utc", "zoned"][place % 3])
  }

  @Test(
    "published, moved, withdrawn, ill, swapped, rolled back: every event that did not change is the same, every other has risen",
    arguments: places)
  func changes(place: Place) throws {
    let tool = Command.calendarChecker
    guard try Command.shell("python3 -c 'import icalendar, vobject, tzdata'", in: Command.repository).status == 0 else {
      print("skipped: the calendar checker's parsers are not here")
      return
    }
    let yaml = TinyScenario.yaml.replacing("2026-03-02", with: place.first).replacing("weeks: 1", with: "weeks: 2")
      .replacing("{ id: paris, zone: Europe/Paris }", with: "{ id: paris, zone: \(place.zone) }")
      .replacing("starts: 08:00-09:00 every 60 min", with: "starts: 08:00-22:00 every 120 min")
    let life = try LifeOfRoster(yaml: yaml, people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    let at = "\(place.first.prefix(8))01T12:00"
    func check(_ step: String) throws {
      try life.publish(at: at, "--times \(place.times)")
      let calendars = life.out.appending(path: "calendars")
      for group in ["people", "changes", "afresh"]
      where (try? FileManager.default.contentsOfDirectory(atPath: calendars.appending(path: group).path))?
        .contains(where: { $0.hasSuffix(".ics") }) == true
      {
        var line = "python3 '\(tool.path)' plan/out/calendars/\(group)/*.ics --strict"
        if group == "people" { line += " --roster plan/out/roster.csv" }
        if group == "people", step != "first" { line += "$(printf ' --previous %s' plan/before/*.ics)" }
        let result = try Command.shell(line, in: life.folder)
        #expect(result.status == 0, "\(step), \(group): \(result.output.suffix(1500))\(result.errors.suffix(500))")
      }
      _ = try Command.shell("mkdir -p plan/before; cp plan/out/calendars/people/*.ics plan/before/", in: life.folder)
    }
    try check("first")
    let rows = try life.rows("out/roster.csv")
    let (one, two) = (rows[1], rows[rows.count - 2])
    try life.edit { line in
      let key = line.components(separatedBy: ",").prefix(2)
      return key == [one["agent_id"] ?? "", one["date"] ?? ""] ? nil : line
    }
    try check("withdrawn by hand")
    _ = try life.muster(
      "move plan \(two["agent_id"] ?? "") --on \(two["date"] ?? "") --to 11:00 --allow-faults --at \(at)")
    try check("moved")
    _ = try life.muster("replan plan --sick p2 --on \(rows[0]["date"] ?? "") --price 1")
    try check("ill")
    _ = try life.muster(
      "swap plan p3 p4 --on \(place.first) --until \(rows[rows.count - 1]["date"] ?? "") --allow-faults --at \(at)")
    try check("swapped")
    #expect(try life.muster("rollback plan 1 --at \(at)").status == 0)
    try check("rolled back")
  }
}
