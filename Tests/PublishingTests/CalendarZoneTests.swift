import Foundation
import Publishing
import Testing
import Timeline
import Workforce

/// Zones whose clocks are awkward in one way or another, with a year in which they show it.
let awkwardZones: [(name: String, year: Int)] = [
  ("Europe/Berlin", 2027), ("Europe/Lisbon", 2027), ("Europe/Dublin", 2027), ("Europe/Madrid", 2026),
  ("America/New_York", 2027), ("America/Mexico_City", 2026), ("America/Vancouver", 2026), ("America/Nuuk", 2027),
  ("America/Santiago", 2027), ("Asia/Kolkata", 2027), ("Asia/Kathmandu", 2027), ("Asia/Manila", 2026),
  ("Asia/Jerusalem", 2027), ("Africa/Casablanca", 2026), ("Africa/Cairo", 2027), ("Australia/Lord_Howe", 2027),
  ("Pacific/Auckland", 2027), ("Pacific/Chatham", 2027),
]

extension Case {
  /// One person in a zone who works an ordinary day, a night, and across, after and up to every change of a year.
  init(everyChangeIn zone: String, year: Int) throws {
    try self.init(zones: [zone], first: "\(year)-01-04", weeks: 52)
    let clock = scenario.sites[0].zone
    hire("p-" + zone.lowercased().filter { $0.isLetter }, "Zoë, " + zone, site: zone, team: "All", language: "de")
    let person = scenario.agents[0].id
    func day(_ text: String) throws -> Instant { clock.startOfDay(try date("\(year)-\(text)")) }
    var spans: [(Instant, Instant)] = []
    for (text, hour) in [("01-11", 9), ("07-05", 22)] {
      let start = try day(text).advanced(bySeconds: hour * 3600)
      spans.append((start, start.advanced(bySeconds: 30600)))
    }
    for change in clock.transitions(from: try day("01-05"), to: try day("12-28")) {
      let at = change.instant
      spans.append((at.advanced(bySeconds: -14400), at.advanced(bySeconds: 14400)))
      spans.append((at.advanced(bySeconds: 900), at.advanced(bySeconds: 21600)))
      spans.append((at.advanced(bySeconds: -25 * 3600), at.advanced(bySeconds: -900)))
    }
    for (ordinal, span) in spans.enumerated() {
      let pause = Break(
        kind: .rest, start: span.0.advanced(bySeconds: 3600), end: span.0.advanced(bySeconds: 4500), isPaid: true)
      try work(person, from: span.0, to: span.1, ordinal: ordinal, breaks: [pause], queues: [0, 1])
    }
  }
}

@Suite("Zones in calendars")
struct CalendarZoneTests {
  /// The calendar of one shift that starts at an instant and lasts 8 hours.
  private func calendar(_ zone: String, _ start: String) throws -> CalendarFile {
    var small = try Case(zones: [zone])
    small.hire("A1", "Ana", site: zone)
    let start = try instant(start)
    try small.work("A1", from: start, to: start.advanced(bySeconds: 8 * 3600))
    return small.people()[0]
  }

  @Test(
    "a zone that two yearly rules describe is written with them",
    arguments: [
      ("Europe/Berlin", ["+0100", "+0200"], "-1SU"), ("Europe/Lisbon", ["+0000", "+0100"], "-1SU"),
      ("America/New_York", ["-0500", "-0400"], "2SU"), ("Pacific/Auckland", ["+1200", "+1300"], "-1SU"),
      ("Australia/Lord_Howe", ["+1030", "+1100"], "1SU"), ("Pacific/Chatham", ["+1245", "+1345"], "-1SU"),
    ])
  func yearly(zone: String, offsets: [String], begin: String) throws {
    let file = try calendar(zone, "2027-06-01T06:00Z")
    #expect(file.values("TZID") == [zone])
    #expect(file.values("TZOFFSETTO") == offsets)
    #expect(file.values("RRULE").last?.hasSuffix("BYDAY=" + begin) == true)
    #expect(file.values("BEGIN") == ["VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"])
  }

  @Test(
    "zoned times are zoned in every fortnight of a year, also where a fourth Sunday is a last one",
    arguments: ["Europe/London", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"])
  func everyFortnight(zone: String) throws {
    let first = try date("2026-01-05")
    for week in 0..<52 {
      let monday = first.advanced(byDays: 7 * week)
      var small = try Case(zones: [zone], first: monday.isoText)
      small.hire("A1", "Ana", site: zone)
      for day in [0, 13] {
        let start = small.scenario.sites[0].zone.startOfDay(monday.advanced(byDays: day)).advanced(bySeconds: 43_200)
        try small.work("A1", from: start, to: start.advanced(bySeconds: 28_800))
      }
      var options = small.options
      options.timeForm = .zoned
      #expect(small.people(options)[0].values("TZID") == [zone], "\(monday)")
    }
  }

  @Test("in Dublin summer is the daylight time, whatever the law calls it")
  func dublin() throws {
    let file = try calendar("Europe/Dublin", "2027-06-01T06:00Z")
    let daylight = try #require(file.lines.firstIndex(of: "BEGIN:DAYLIGHT"))
    #expect(file.lines[daylight...].contains("TZOFFSETTO:+0100"))
    #expect(file.values("DTSTART").last == "20270601T070000")
  }

  @Test(
    "a clock that never changes has one offset and no rule",
    arguments: [
      ("Asia/Kolkata", "+0530"), ("Asia/Kathmandu", "+0545"), ("America/Mexico_City", "-0600"),
      ("Asia/Manila", "+0800"),
    ])
  func fixed(zone: String, offset: String) throws {
    let file = try calendar(zone, "2027-06-01T06:00Z")
    #expect(file.values("BEGIN") == ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"])
    #expect(file.values("TZOFFSETTO") == [offset])
    #expect(file.values("RRULE").isEmpty)
  }

  @Test(
    "a clock no yearly rule describes is written in UTC",
    arguments: [
      ("Africa/Casablanca", "2026-03-01T06:00Z"), ("Africa/Cairo", "2027-06-01T06:00Z"),
      ("Asia/Jerusalem", "2027-06-01T06:00Z"), ("America/Santiago", "2027-06-01T06:00Z"),
      ("America/Nuuk", "2027-06-01T06:00Z"), ("UTC", "2027-06-01T06:00Z"),
    ])
  func inUTC(zone: String, start: String) throws {
    let file = try calendar(zone, start)
    #expect(!file.text.contains("TZID="))
    #expect(file.values("DTSTART").allSatisfy { $0.hasSuffix("Z") })
    #expect(file.text.contains(zone), "the text still tells the site's clock")
  }

  /// Whether the system's zone data knows that Vancouver's clock stays where it is from 2026 on.
  private static var knowsVancouverStays: Bool {
    guard let zone = try? Zone(named: "America/Vancouver"), let winter = Instant(iso: "2026-12-15T12:00Z") else {
      return false
    }
    return zone.offset(at: winter) == -7 * 3600
  }

  // Zone data older than 2026f does not have the change.
  @Test(
    "Vancouver is written in UTC until its last change is three years old, and with one offset from then on",
    .enabled(if: knowsVancouverStays))
  func vancouver() throws {
    #expect(try calendar("America/Vancouver", "2026-02-01T06:00Z").values("DTSTART") == ["20260201T060000Z"])
    #expect(try calendar("America/Vancouver", "2026-12-01T16:00Z").values("DTSTART") == ["20261201T160000Z"])
    #expect(try calendar("America/Vancouver", "2030-06-01T06:00Z").values("TZOFFSETTO") == ["-0700"])
  }

  @Test("only the edge that happens twice is written in UTC, and the text says which of the two it is")
  func twice() throws {
    // Berlin goes from 03:00 back to 02:00 at 01:00Z.
    let file = try calendar("Europe/Berlin", "2026-10-25T00:30Z")
    #expect(file.values("DTSTART").last == "20261025T003000Z")
    #expect(file.lines.contains("DTEND;TZID=Europe/Berlin:20261025T093000"))
    #expect(file.values("DESCRIPTION").last?.hasPrefix("02:30 (UTC+02:00)–09:30 Europe/Berlin") == true)
    let later = try calendar("Europe/Berlin", "2026-10-25T01:30Z")
    #expect(later.values("DTSTART").last == "20261025T013000Z")
    #expect(later.values("DESCRIPTION").last?.hasPrefix("02:30 (UTC+01:00)–") == true)
  }

  @Test("a night across either change tells how long it really is")
  func acrossTheChange() throws {
    for (start, length) in [("2026-03-28T21:00Z", "06:00"), ("2026-10-24T20:00Z", "05:00")] {
      let file = try calendar("Europe/Berlin", start)
      let text = try #require(file.values("DESCRIPTION").last)
      #expect(text.contains("The clock changes during this shift: it lasts 8 h."))
      #expect(file.values("DTSTART").last?.hasSuffix("T220000") == true)
      #expect(text.hasPrefix("22:00–" + (length == "06:00" ? "07:00" : "05:00")))
    }
  }
}
