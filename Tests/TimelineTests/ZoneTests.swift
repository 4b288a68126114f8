import Testing
import Timeline

/// The instant written in the text; a wrong text fails the test that asks.
func instant(_ text: String) throws -> Instant { try #require(Instant(iso: text), "\(text)") }

/// The local time written in the text.
func local(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(iso: text), "\(text)") }

/// The date written in the text.
func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text), "\(text)") }

/// The first day of a year.
func newYear(_ year: Int) throws -> Instant { try instant("\(year)-01-01T00:00:00Z") }

@Suite("Zones")
struct ZoneTests {
  @Test(
    "the clock shows the right offset in every zone with a trap",
    arguments: [
      ("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"),
      ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"),
      ("Europe/Berlin", "2027-10-31T01:00:00Z", "2027-10-31T02:00:00+01:00"),
      ("Europe/Lisbon", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00+01:00"),
      ("Europe/Lisbon", "2027-10-31T00:59:59Z", "2027-10-31T01:59:59+01:00"),
      ("Europe/Dublin", "2026-07-01T12:00:00Z", "2026-07-01T13:00:00+01:00"),
      ("Europe/Dublin", "2026-12-01T12:00:00Z", "2026-12-01T12:00:00+00:00"),
      ("Asia/Kolkata", "2026-07-01T12:00:00Z", "2026-07-01T17:30:00+05:30"),
      ("Asia/Kathmandu", "2026-07-01T12:00:00Z", "2026-07-01T17:45:00+05:45"),
      ("Pacific/Chatham", "2026-07-01T12:00:00Z", "2026-07-02T00:45:00+12:45"),
      ("Pacific/Chatham", "2026-01-01T12:00:00Z", "2026-01-02T01:45:00+13:45"),
      ("Australia/Lord_Howe", "2026-01-01T12:00:00Z", "2026-01-01T23:00:00+11:00"),
      ("Australia/Lord_Howe", "2026-07-01T12:00:00Z", "2026-07-01T22:30:00+10:30"),
      ("Pacific/Auckland", "2026-01-01T12:00:00Z", "2026-01-02T01:00:00+13:00"),
      ("America/Santiago", "2026-07-01T12:00:00Z", "2026-07-01T08:00:00-04:00"),
      ("America/Mexico_City", "2026-07-01T12:00:00Z", "2026-07-01T06:00:00-06:00"),
      ("Asia/Jerusalem", "2026-03-27T00:00:00Z", "2026-03-27T03:00:00+03:00"),
      ("Africa/Cairo", "2026-10-29T21:00:00Z", "2026-10-29T23:00:00+02:00"),
      ("America/Nuuk", "2026-03-29T01:00:00Z", "2026-03-29T00:00:00-01:00"),
      ("Antarctica/Troll", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00+02:00"),
      ("Antarctica/Troll", "2026-12-01T12:00:00Z", "2026-12-01T12:00:00+00:00"),
      ("Asia/Manila", "2026-07-01T12:00:00Z", "2026-07-01T20:00:00+08:00"),
      ("Etc/GMT+5", "2026-07-01T12:00:00Z", "2026-07-01T07:00:00-05:00"),
    ])
  func offsets(name: String, utc: String, local: String) throws {
    let zone = try Zone(named: name)
    #expect(try zone.isoText(at: instant(utc)) == local)
    #expect(try Instant(iso: zone.isoText(at: instant(utc))) == instant(utc))
  }

  @Test(
    "changes decided in 2026 hold where the system's data knows them",
    .enabled(if: ("2026f"..<"2100").contains(Zone.dataVersion()), "needs time zone data 2026f or later"),
    arguments: [
      ("America/Vancouver", "2026-02-15T12:00:00Z", -8), ("America/Vancouver", "2026-12-15T12:00:00Z", -7),
      ("America/Vancouver", "2027-02-15T12:00:00Z", -7), ("Africa/Casablanca", "2026-03-01T12:00:00Z", 0),
      ("Africa/Casablanca", "2026-06-01T12:00:00Z", 1), ("Africa/Casablanca", "2026-12-15T12:00:00Z", 0),
      ("Africa/Casablanca", "2027-06-01T12:00:00Z", 0),
    ])
  func recentChanges(name: String, utc: String, hours: Int) throws {
    #expect(try Zone(named: name).offset(at: instant(utc)) == hours * 3600)
  }

  @Test("the rule goes on far beyond the listed changes")
  func farFuture() throws {
    let berlin = try Zone(named: "Europe/Berlin")
    // Last Sundays of March and October: 2099-03-29 and 2500-03-28.
    #expect(try berlin.isoText(at: instant("2099-03-29T01:00:00Z")) == "2099-03-29T03:00:00+02:00")
    #expect(try berlin.isoText(at: instant("2500-03-28T00:59:59Z")) == "2500-03-28T01:59:59+01:00")
    #expect(try berlin.isoText(at: instant("2500-03-28T01:00:00Z")) == "2500-03-28T03:00:00+02:00")
    #expect(try berlin.transitions(from: newYear(2098), to: newYear(2104)).count == 12)
    #expect(try berlin.transitions(from: newYear(2400), to: newYear(2500)).count == 200)
    let start = try local("2500-03-28T02:30")
    guard case .never(_, _, gapSeconds: 3600) = berlin.resolve(start) else {
      Issue.record("02:30 exists on 2500-03-28")
      return
    }
  }

  @Test("both clock changes of a year are listed with their names")
  func listed() throws {
    let changes = try Zone(named: "Europe/Berlin").transitions(from: newYear(2026), to: newYear(2027))
    #expect(changes.map(\.instant.isoText) == ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"])
    #expect(changes.map(\.offsetBefore) == [3600, 7200])
    #expect(changes.map(\.offsetAfter) == [7200, 3600])
    #expect(changes.map(\.abbreviation) == ["CEST", "CET"])
    #expect(changes.map(\.isDaylight) == [true, false])
  }

  @Test("the range of listed changes holds its start and not its end")
  func listedRange() throws {
    let zone = try Zone(named: "Europe/Berlin")
    let spring = try instant("2026-03-29T01:00:00Z")
    let autumn = try instant("2026-10-25T01:00:00Z")
    #expect(zone.transitions(from: spring, to: autumn).map(\.instant) == [spring])
    #expect(zone.transitions(from: spring.advanced(bySeconds: 1), to: autumn).isEmpty)
    #expect(zone.transitions(from: autumn, to: spring).isEmpty)
  }

  @Test(
    "summer time is the offset further ahead, also where the data calls the winter the exception",
    arguments: ["Europe/Dublin", "Europe/Berlin", "America/Nuuk", "Antarctica/Troll"])
  func daylight(name: String) throws {
    let changes = try Zone(named: name).transitions(from: newYear(2024), to: newYear(2031))
    #expect(changes.count == 14)
    for change in changes {
      #expect(change.isDaylight == (change.offsetAfter > change.offsetBefore))
    }
  }

  @Test("UTC needs no data and never changes")
  func utc() throws {
    #expect(Zone.utc.offset(at: Instant(secondsSinceEpoch: 1 << 40)) == 0)
    #expect(try Zone.utc == Zone(named: "UTC"))
    #expect(try Zone.utc.transitions(from: newYear(1800), to: newYear(2500)).isEmpty)
    #expect(try Zone.utc.dayLengthSeconds(date("2026-03-29")) == 86_400)
  }
}
