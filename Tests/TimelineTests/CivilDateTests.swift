import Testing
import Timeline

@Suite("Civil dates")
struct CivilDateTests {
  @Test("a date that the calendar has is read, one that it has not is refused")
  func validity() {
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
    #expect(CivilDate(iso: "2026-03-29")?.daysSinceEpoch == 20_541)
    #expect(CivilDate(year: 2024, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 2026, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2026, month: 4, day: 31) == nil)
    #expect(CivilDate(year: 2026, month: 0, day: 1) == nil)
    for text in ["2026-3-29", "2026-03-29T", "29.03.2026", "", "2026/03/29", "20260329", "2026-03-2a"] {
      #expect(CivilDate(iso: text) == nil)
    }
  }

  @Test("every day of 800 years follows the one before in date, weekday and ISO week")
  func everyDay() throws {
    let first = try #require(CivilDate(year: 1600, month: 1, day: 1))
    let last = try #require(CivilDate(year: 2400, month: 12, day: 31))
    // 1600-01-01 was a Saturday of ISO week 52 of 1599.
    var expected = (year: 1600, month: 1, day: 1, weekday: 5, week: 52)
    for date in first...last {
      let parts = date.parts
      try #require(parts == (expected.year, expected.month, expected.day))
      try #require(date.weekday.rawValue == expected.weekday)
      try #require(CivilDate(year: parts.year, month: parts.month, day: parts.day) == date)
      try #require(date.isoWeek.week == expected.week)

      expected.day += 1
      if expected.day > CivilDate.dayCount(year: expected.year, month: expected.month) {
        (expected.day, expected.month) = (1, expected.month + 1)
      }
      if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
      expected.weekday = (expected.weekday + 1) % 7
      if expected.weekday == 0 {
        // The week with 4 January is week 1.
        let monday = date.advanced(byDays: 1)
        let isFirst = monday.month == 12 && monday.day >= 29 || monday.month == 1 && monday.day <= 4
        expected.week = isFirst ? 1 : expected.week + 1
      }
    }
  }

  @Test(
    "ISO weeks belong to the year of their Thursday",
    arguments: [
      ("2026-03-29", 2026, 13), ("2026-01-01", 2026, 1), ("2027-01-01", 2026, 53), ("2024-12-30", 2025, 1),
      ("2021-01-03", 2020, 53), ("2023-01-01", 2022, 52),
    ])
  func isoWeeks(text: String, year: Int, week: Int) throws {
    let date = try #require(CivilDate(iso: text))
    #expect(date.isoWeek == (year, week))
  }

  @Test("months and weeks have a first day")
  func firsts() throws {
    let date = try #require(CivilDate(iso: "2026-03-29"))
    #expect(date.firstOfMonth.isoText == "2026-03-01")
    #expect(date.firstOfNextMonth.isoText == "2026-04-01")
    #expect(date.monday.isoText == "2026-03-23")
    #expect(date.dayOfYear == 88)
    #expect(date.weekday == .sunday)
    #expect(date.advanced(byDays: 3).days(since: date) == 3)
    #expect(try #require(CivilDate(iso: "2026-12-31")).firstOfNextMonth.isoText == "2027-01-01")
  }

  @Test("weekdays are written with three letters")
  func weekdays() {
    #expect(Weekday.allCases.map(\.abbreviation) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    for day in Weekday.allCases { #expect(Weekday(abbreviation: day.abbreviation) == day) }
    #expect(Weekday(abbreviation: "Mon") == nil)
    #expect(Weekday.monday.rawValue == 0)
  }
}

@Suite("Times of day")
struct TimeOfDayTests {
  @Test("every minute of the day is written and read back, with 24:00 as its end")
  func roundTrip() throws {
    for minutes in 0...1440 {
      let time = try #require(TimeOfDay(minutes: minutes))
      #expect(TimeOfDay(time.text) == time)
      #expect((time.hour * 60 + time.minute) == minutes)
    }
    #expect(TimeOfDay("08:30")?.minutes == 510)
    #expect(TimeOfDay("8:30")?.text == "08:30")
    #expect(TimeOfDay("24:00") == .endOfDay)
    #expect(TimeOfDay("00:00") == .midnight)
  }

  @Test(
    "text that no clock shows is refused",
    arguments: ["", ":", "24:01", "25:00", "08:60", "08.30", "0830", "08:3", "08:30:00", "-1:30", "a8:30", " 8:30"])
  func refused(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test("24:00 is the next day's midnight")
  func endOfDay() throws {
    let date = try #require(CivilDate(iso: "2026-12-31"))
    let end = LocalDateTime(date: date, time: .endOfDay)
    #expect(end.isoText == "2027-01-01T00:00:00")
    #expect("\(end)" == "2027-01-01T00:00")
    #expect("\(LocalDateTime(date: date, secondsOfDay: 3661))" == "2026-12-31T01:01:01")
  }
}
