import LabourRules
import Testing
import Timeline
import Workforce

@Suite("Between shifts: rest, days, nights, weekends")
struct RowTests {
  @Test("rest of exactly the contract's length is enough, a minute less is not")
  func rest() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", at: "12:00")  // to 20:30
    try centre.work("2026-03-25", at: "07:30")
    #expect(centre.violations.isEmpty)
    centre.contract.restMinutes += 1
    #expect(
      centre.violations.map(\.finding) == [
        "rests 11 h after the shift of 2026-03-24, 1 min less than 11 h 1 min"
      ])
  }

  @Test("rest is measured in elapsed hours: the spring night is an hour short, the autumn night an hour long")
  func restAcrossTheChange() throws {
    var spring = try Centre(first: "2026-03-23")
    try spring.work("2026-03-28", at: "11:30")  // to 20:00
    try spring.work("2026-03-29", at: "07:00")
    #expect(spring.violations.map(\.finding) == ["rests 10 h after the shift of 2026-03-28, 1 h less than 11 h"])

    var autumn = try Centre(first: "2026-10-19")
    try autumn.work("2026-10-24", at: "11:30")
    try autumn.work("2026-10-25", at: "06:00")
    #expect(autumn.violations.isEmpty)
  }

  @Test("shifts that overlap by a minute are found, at one site or at two")
  func overlap() throws {
    var centre = try Centre()
    centre.contract.restMinutes = 0
    centre.contract.starts[0].stepMinutes = 1
    try centre.work("2026-03-24", at: "22:00")  // to 06:30
    try centre.work("2026-03-25", at: "06:30")
    #expect(centre.violations.isEmpty)
    centre.shifts[1].move(byMinutes: -1)
    #expect(centre.violations.map(\.finding) == ["starts 1 min before the shift of 2026-03-24 ends"])
    centre.shifts[1].site = "away"
    #expect(centre.broken == ["own-site", "two-places"])
    #expect(centre.violations[1].finding == "works at home and away at once for 1 min")
  }

  @Test("a short shift inside a long one does not hide what comes after the long one")
  func restAfterTheLongest() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", at: "21:30")  // to 06:00
    try centre.work("2026-03-24", at: "22:00", paid: 240)  // to 02:00
    try centre.work("2026-03-25", at: "13:30")  // 11 h 30 after the short one, 7 h 30 after the long one
    #expect(centre.broken == ["one-shift-a-day", "overlap", "rest"])
  }

  @Test("five days in a row are allowed, six are not, and the sixth is named")
  func daysInARow() throws {
    var centre = try Centre(first: "2026-03-21")  // weeks from Saturday, so that the week's five days are no limit here
    try centre.work("2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-28")
    #expect(centre.violations.isEmpty)
    try centre.work("2026-03-23")
    centre.contract.weekDays = 6
    centre.contract.weekMostMinutes = 2880
    #expect(
      centre.violations.map(\.sentence) == [
        "ana on 2026-03-28 works 6 days in a row from 2026-03-23, 1 more than 5 (days-in-a-row)"
      ])
  }

  @Test("two days in a row are enough where two are the fewest, one is not; ends of the horizon and leave excuse")
  func leastDaysInARow() throws {
    var centre = try Centre()
    centre.contract.leastDaysInARow = 2
    try centre.work("2026-03-23", "2026-03-25", "2026-03-26", "2026-04-05")
    #expect(centre.violations.isEmpty)
    centre.shifts.remove(at: 2)
    #expect(
      centre.violations.map(\.sentence) == [
        "ana on 2026-03-25 works only 1 day in a row, 1 fewer than 2 (days-in-a-row-least)"
      ])
    for neighbour in ["2026-03-24", "2026-03-26"] {
      let away = Leave(agent: "ana", from: try date(neighbour), to: try date(neighbour), kind: "vacation")
      #expect(centre.after { $0.scenario.leave = [away] }.violations.isEmpty)
      #expect(centre.after { $0.scenario.absences = [away] }.violations.isEmpty)
    }
  }

  @Test("between two rows of work lie enough days off; leave is not counted as too few")
  func daysOff() throws {
    var centre = try Centre()
    centre.contract.daysOffInARow = 2
    try centre.work("2026-03-24", "2026-03-27")
    #expect(centre.violations.isEmpty)
    centre.contract.daysOffInARow = 3
    #expect(centre.violations.map(\.finding) == ["works again after 2 days off, 1 fewer than 3"])
    centre.scenario.leave = [
      Leave(agent: "ana", from: try date("2026-03-25"), to: try date("2026-03-25"), kind: "sick")
    ]
    #expect(centre.violations.isEmpty)
  }

  @Test("three nights in a row are found, with a night off between them they are not")
  func nights() throws {
    var centre = try Centre()
    centre.contract.nightsInARow = 2
    try centre.work("2026-03-23", "2026-03-24", "2026-03-26", at: "22:00")
    #expect(centre.violations.isEmpty)
    try centre.work("2026-03-25", at: "22:00")
    #expect(centre.violations.map(\.finding) == ["works 4 nights in a row from 2026-03-23, 2 more than 2"])
    #expect(centre.violations[0].date == (try date("2026-03-25")))
  }

  @Test(
    "a night starts at midnight and ends at five",
    arguments: [
      ("19:30", 240, false),  // to 23:30
      ("20:00", 240, false),  // to 24:00
      ("20:01", 240, true),  // to 00:01
      ("05:00", 240, false), ("04:59", 240, true), ("22:00", 480, true),
    ])
  func whatANightIs(start: String, paid: Int, isNight: Bool) throws {
    var centre = try Centre()
    centre.contract.nightsInARow = 0
    centre.contract.starts = [StartWindow(from: .midnight, to: .endOfDay, stepMinutes: 1)]
    try centre.work("2026-03-24", at: start, paid: paid)
    #expect(centre.broken == (isNight ? ["nights-in-a-row"] : []))
  }

  @Test("two weekends of four are allowed, three are not, and four weeks may start anywhere")
  func weekends() throws {
    var centre = try Centre(weeks: 5)
    centre.contract.weekendsPerFourWeeks = 2
    try centre.work("2026-03-28", "2026-04-05", "2026-04-25", "2026-04-26")
    #expect(centre.violations.isEmpty)
    try centre.work("2026-04-11")
    // The Saturday makes the third weekend of the first four, and again of the last four.
    #expect(centre.violations.map(\.date.isoText) == ["2026-04-11", "2026-04-25"])
    #expect(centre.broken == ["weekends", "weekends"])
    #expect(centre.violations[0].finding == "works on 3 weekends of the four up to this one, 1 more than 2")
  }
}

@Suite("Weeks: hours and days, with leave")
struct WeekTests {
  /// Four shifts of 8 h from Monday 2026-03-23 in a horizon of one week.
  private func fourDays() throws -> Centre {
    var centre = try Centre(weeks: 1)
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26")
    return centre
  }

  private func away(_ centre: Centre, from: String, to: String) throws -> Centre {
    try centre.after {
      $0.scenario.leave = [Leave(agent: "ana", from: try date(from), to: try date(to), kind: "vacation")]
    }
  }

  @Test("a week's most hours are kept to the minute")
  func most() throws {
    let centre = try fourDays()
    #expect(centre.after { $0.contract.weekMostMinutes = 1920 }.violations.isEmpty)
    let less = centre.after { $0.contract.weekMostMinutes = 1919 }
    #expect(
      less.violations.map(\.sentence) == [
        "ana on 2026-03-23 is paid 32 h in the week from here, 1 min more than 31 h 59 min (week-hours-most)"
      ])
  }

  @Test("hours of a reference period are kept to the minute, over whole periods only")
  func referencePeriod() throws {
    var centre = try Centre(weeks: 3)
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-30", "2026-04-06")
    func broken(_ least: Int, _ most: Int) -> [Violation] {
      centre.after { $0.contract.reference = ReferencePeriod(weeks: 2, minutes: least...most) }.violations
    }
    #expect(broken(2400, 2400).isEmpty)
    #expect(
      broken(0, 2399).map(\.sentence) == [
        "ana on 2026-03-23 is paid 40 h in the 2 weeks from here, 1 min more than 39 h 59 min (reference-hours-most)"
      ])
    #expect(
      broken(2401, 4800).map(\.finding) == ["is paid 40 h in the 2 weeks from here, 1 min less than 40 h 1 min"])
  }

  @Test("a day away takes a day's share off a reference period, a week away no more than the mean of a week")
  func referencePeriodAndLeave() throws {
    var centre = try away(Centre(weeks: 2), from: "2026-03-27", to: "2026-03-27")
    centre.contract.weekMostMinutes = 2880  // a day's share of 9 h 36 min
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26")
    centre.contract.reference = ReferencePeriod(weeks: 2, minutes: 2496...3000)
    #expect(centre.violations.isEmpty)
    centre.contract.reference = ReferencePeriod(weeks: 2, minutes: 2497...3000)
    #expect(
      centre.violations.map(\.finding) == [
        "is paid 32 h in the 2 weeks from here, 1 min less than 32 h 1 min with 1 day away"
      ])
    centre.scenario.absences = [
      Leave(agent: "ana", from: try date("2026-04-02"), to: try date("2026-04-02"), kind: "sick")
    ]
    #expect(centre.violations.isEmpty)
    // The second week away takes 25 h off 50 h, not seven shares.
    centre.scenario.absences = []
    centre = try away(centre, from: "2026-03-30", to: "2026-04-05")
    centre.contract.reference = ReferencePeriod(weeks: 2, minutes: 0...3420)
    #expect(centre.broken == ["reference-hours-most"])
    centre.contract.reference = ReferencePeriod(weeks: 2, minutes: 0...3840)
    #expect(centre.violations.isEmpty)
  }

  @Test("a week's least hours are kept to the minute, also by people without a shift")
  func least() throws {
    let centre = try fourDays()
    #expect(centre.after { $0.contract.weekLeastMinutes = 1920 }.violations.isEmpty)
    #expect(centre.after { $0.contract.weekLeastMinutes = 1921 }.broken == ["week-hours-least"])
    let idle = centre.after {
      $0.shifts = []
      $0.contract.weekLeastMinutes = 60
    }
    #expect(idle.violations.map(\.finding) == ["is paid 0 min in the week from here, 1 h less than 1 h"])
  }

  @Test("a day of leave lowers both bounds by a day's share and the days by one")
  func leaveCredit() throws {
    var centre = try away(fourDays(), from: "2026-03-27", to: "2026-03-27")
    centre.contract.weekLeastMinutes = 2400  // 40 h less 8 h leaves exactly the 32 h worked
    #expect(centre.violations.isEmpty)
    centre.scenario.leave[0].to = try date("2026-03-28")  // 24 h and 3 days
    #expect(centre.broken == ["week-days", "week-hours-most"])
    #expect(
      centre.violations[0].finding == "works on 4 days in the week from here, 1 more than 3 with 2 days away")
  }

  @Test("a whole week of leave asks for nothing and allows nothing")
  func wholeWeekAway() throws {
    var centre = try away(Centre(weeks: 1), from: "2026-03-01", to: "2026-04-30")
    centre.contract.weekLeastMinutes = 2400
    #expect(centre.violations.isEmpty)
    try centre.work("2026-03-23", paid: 240)
    #expect(centre.broken == ["leave", "week-days", "week-hours-most"])
  }

  @Test("joining on Thursday counts like leave until Wednesday, and both on one date count once")
  func partialEmployment() throws {
    var centre = try Centre(weeks: 1)
    centre.contract.weekLeastMinutes = 960
    centre.contract.weekMostMinutes = 2400
    centre.scenario.agents[0].from = try date("2026-03-26")  // three days away: at most 16 h and two days
    try centre.work("2026-03-26", "2026-03-27")
    #expect(centre.violations.isEmpty)
    let doubled = try away(centre, from: "2026-03-24", to: "2026-03-25")
    #expect(doubled.violations.isEmpty)
    #expect(try away(centre, from: "2026-03-28", to: "2026-03-28").broken == ["week-days", "week-hours-most"])
  }

  @Test("five days a week are allowed, six are not")
  func days() throws {
    var centre = try fourDays()
    centre.contract.weekMostMinutes = 2880
    try centre.work("2026-03-28")
    #expect(centre.violations.isEmpty)
    try centre.work("2026-03-29", at: "10:00")
    #expect(centre.broken == ["week-days"])
  }

  @Test("a night shift counts for the week in which it starts")
  func nightAtTheWeeksEnd() throws {
    var centre = try Centre(weeks: 2)
    centre.contract.weekMostMinutes = 480
    try centre.work("2026-03-29", at: "22:00")
    try centre.work("2026-03-31")
    #expect(centre.violations.isEmpty)
  }
}
