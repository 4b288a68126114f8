import Testing
import Timeline

@Suite("Local times")
struct LocalTimeTests {
  @Test("a local time in the gap of spring never happens")
  func gap() throws {
    let berlin = try Zone(named: "Europe/Berlin")
    let expected = try Resolution.never(
      before: instant("2026-03-29T01:30+01:00"), after: instant("2026-03-29T03:30+02:00"), gapSeconds: 3600)
    #expect(try berlin.resolve(local("2026-03-29T02:30")) == expected)
    #expect(try berlin.resolve(local("2026-03-29T01:59:59")) == .once(instant("2026-03-29T00:59:59Z")))
    #expect(try berlin.resolve(local("2026-03-29T03:00")) == .once(instant("2026-03-29T01:00:00Z")))
    guard case .never = try berlin.resolve(local("2026-03-29T02:00")) else {
      Issue.record("02:00 exists")
      return
    }
  }

  @Test("a local time in the fold of autumn happens twice")
  func fold() throws {
    let berlin = try Zone(named: "Europe/Berlin")
    let expected = try Resolution.twice(
      earlier: instant("2026-10-25T02:30+02:00"), later: instant("2026-10-25T02:30+01:00"))
    #expect(try berlin.resolve(local("2026-10-25T02:30")) == expected)
    #expect(try berlin.resolve(local("2026-10-25T01:59:59")) == .once(instant("2026-10-24T23:59:59Z")))
    #expect(try berlin.resolve(local("2026-10-25T03:00")) == .once(instant("2026-10-25T02:00:00Z")))
  }

  @Test("Lord Howe's gap and fold are half an hour")
  func lordHowe() throws {
    let zone = try Zone(named: "Australia/Lord_Howe")
    // Forward at 02:00 on the first Sunday of October, back at 02:00 on the first Sunday of April.
    guard case .never(_, _, gapSeconds: 1800) = try zone.resolve(local("2026-10-04T02:15")) else {
      Issue.record("02:15 exists")
      return
    }
    #expect(try zone.resolve(local("2026-10-04T02:30")) == .once(instant("2026-10-03T15:30:00Z")))
    guard case .twice(let earlier, let later) = try zone.resolve(local("2026-04-05T01:45")) else {
      Issue.record("01:45 does not happen twice")
      return
    }
    #expect(later.seconds(since: earlier) == 1800)
  }

  @Test(
    "days last as long as the clock changes make them",
    arguments: [
      ("Europe/Berlin", "2027-03-28", 23.0), ("Europe/Berlin", "2027-10-31", 25), ("Europe/Berlin", "2027-10-30", 24),
      ("Europe/Lisbon", "2027-03-28", 23), ("Europe/Lisbon", "2027-10-31", 25), ("Europe/Dublin", "2026-03-29", 23),
      ("Australia/Lord_Howe", "2026-10-04", 23.5), ("Australia/Lord_Howe", "2026-04-05", 24.5),
      ("Antarctica/Troll", "2026-03-29", 22), ("Antarctica/Troll", "2026-10-25", 26),
      ("Pacific/Chatham", "2026-09-27", 23), ("Pacific/Auckland", "2026-04-05", 25), ("Asia/Kolkata", "2026-03-29", 24),
      ("America/Mexico_City", "2026-04-05", 24), ("America/Nuuk", "2026-03-28", 23), ("America/Nuuk", "2026-10-24", 25),
      ("Africa/Cairo", "2026-04-24", 23), ("Africa/Cairo", "2026-10-29", 25), ("Asia/Jerusalem", "2026-03-27", 23),
      ("America/Santiago", "2026-09-06", 23), ("America/Santiago", "2026-04-04", 25),
      ("Pacific/Apia", "2011-12-30", 0), ("Pacific/Apia", "2011-12-31", 24),
    ])
  func dayLengths(name: String, text: String, hours: Double) throws {
    #expect(try Zone(named: name).dayLengthSeconds(date(text)) == Int(hours * 3600))
  }

  @Test("a day starts where midnight would be, or right after the gap that swallows it")
  func startOfDay() throws {
    let cairo = try Zone(named: "Africa/Cairo")
    // Clocks go from 00:00 to 01:00.
    #expect(try cairo.isoText(at: cairo.startOfDay(date("2026-04-24"))) == "2026-04-24T01:00:00+03:00")
    let santiago = try Zone(named: "America/Santiago")
    #expect(try santiago.isoText(at: santiago.startOfDay(date("2026-09-06"))) == "2026-09-06T01:00:00-03:00")
    // Clocks go from 24:00 on the 4th back to 23:00.
    #expect(try santiago.isoText(at: santiago.startOfDay(date("2026-04-05"))) == "2026-04-05T00:00:00-04:00")
    // Clocks went from 00:01 back to 23:01: the date began, stopped and began again.
    let stJohns = try Zone(named: "America/St_Johns")
    #expect(try stJohns.isoText(at: stJohns.startOfDay(date("2010-11-07"))) == "2010-11-07T00:00:00-02:30")
  }

  @Test(
    "the first instant of each date is the start of the day, and what the clock shows resolves back",
    arguments: [
      "Europe/Berlin", "Europe/Lisbon", "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham",
      "Australia/Lord_Howe", "Pacific/Auckland", "America/Santiago", "America/Mexico_City", "America/Vancouver",
      "Africa/Casablanca", "Asia/Jerusalem", "Africa/Cairo", "America/Nuuk", "Antarctica/Troll", "Asia/Manila",
    ])
  func walk(name: String) throws {
    let zone = try Zone(named: name)
    var previous = zone.local(at: try instant("2025-12-31T00:00:00Z")).date
    var second = try instant("2025-12-31T00:15:00Z")
    var starts: [CivilDate: Instant] = [:]
    let end = try instant("2028-01-02T00:00:00Z")
    while second < end {
      let shown = zone.local(at: second)
      if shown.date > previous {
        starts[shown.date] = second
        previous = shown.date
      }
      switch zone.resolve(shown) {
      case .once(let only): try #require(only == second)
      case .twice(let earlier, let later): try #require(second == earlier || second == later)
      case .never: Issue.record("\(shown) is shown and yet never happens")
      }
      second = second.advanced(bySeconds: 900)
    }
    for (date, start) in starts { try #require(zone.startOfDay(date) == start) }
    #expect(starts.count > 700)
  }
}
