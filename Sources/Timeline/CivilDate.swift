/// A day of the Gregorian calendar, without a place and without a clock.
///
/// `first...last` is a range that can be walked day by day.
public struct CivilDate: Hashable, Comparable, Strideable, Sendable {
  /// Days since 1970-01-01; negative before.
  public var daysSinceEpoch: Int

  /// Wraps a number of days since 1970-01-01.
  @inlinable public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

  /// The day with these numbers, or nil where the calendar has none (30 February, month 13).
  public init?(year: Int, month: Int, day: Int) {
    guard 1...12 ~= month, day >= 1, day <= CivilDate.dayCount(year: year, month: month) else { return nil }
    self.init(daysSinceEpoch: CivilDate.days(year: year, month: month, day: day))
  }

  /// The date so many days later, or earlier when negative.
  @inlinable public func advanced(byDays days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// Days from `earlier` to this date; negative when `earlier` is in fact later.
  @inlinable public func days(since earlier: CivilDate) -> Int { daysSinceEpoch - earlier.daysSinceEpoch }

  /// Days to `other`, for ranges.
  @inlinable public func distance(to other: CivilDate) -> Int { other.daysSinceEpoch - daysSinceEpoch }

  /// The date `days` later, for ranges.
  @inlinable public func advanced(by days: Int) -> CivilDate { advanced(byDays: days) }

  /// Whether `a` is the earlier one.
  @inlinable public static func < (a: CivilDate, b: CivilDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

  /// Whether both are the same day.
  @inlinable public static func == (a: CivilDate, b: CivilDate) -> Bool { a.daysSinceEpoch == b.daysSinceEpoch }
}

extension CivilDate {
  /// The year, for example 2026.
  public var year: Int { parts.year }
  /// The month, `1...12`.
  public var month: Int { parts.month }
  /// The day of the month, `1...31`.
  public var day: Int { parts.day }

  /// Year, month and day in one step, for loops that want all three.
  ///
  /// Works in a year that starts on 1 March, so that the leap day comes last, and in eras of 400 years = 146 097 days,
  /// after which the Gregorian calendar repeats.
  public var parts: (year: Int, month: Int, day: Int) {
    let sinceMarch = daysSinceEpoch + CivilDate.epochSinceMarchOfYearZero
    let era = floorDivide(sinceMarch, 146_097)
    let dayOfEra = sinceMarch - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  /// Days from 0000-03-01 to 1970-01-01.
  private static let epochSinceMarchOfYearZero = 719_468

  /// Days since 1970-01-01 of a date whose month is valid; the inverse of `parts`.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivide(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - epochSinceMarchOfYearZero
  }

  /// Whether 29 February exists in that year.
  public static func isLeap(year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days in a month, `28...31`.
  ///
  /// - Parameter month: `1...12`.
  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = daysSinceEpoch + Weekday.thursday.rawValue
    return Weekday.allCases[index - floorDivide(index, 7) * 7]
  }

  /// The first day of this month.
  public var firstOfMonth: CivilDate { advanced(byDays: 1 - day) }

  /// The first day of the next month.
  public var firstOfNextMonth: CivilDate { firstOfMonth.advanced(byDays: 31).firstOfMonth }

  /// The Monday of this week; this date itself when it is a Monday.
  public var monday: CivilDate { advanced(byDays: -weekday.rawValue) }

  /// Day of the year, `1...366`.
  public var dayOfYear: Int { daysSinceEpoch - CivilDate.days(year: year, month: 1, day: 1) + 1 }

  /// Week number and its year after ISO 8601: weeks start on Monday and belong to the year of their Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = monday.advanced(byDays: 3)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, for example `2026-03-29`.
  public var isoText: String { IsoWriter.text { $0.date(self) } }

  /// Adds the same text to bytes.
  public func appendText(to bytes: inout [UInt8]) { IsoWriter.append(to: &bytes) { $0.date(self) } }

  /// The same as `isoText`.
  public var description: String { isoText }

  /// Reads exactly `YYYY-MM-DD`; nil for anything else, and for days the calendar does not have.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span)
  }

  /// Reads exactly `YYYY-MM-DD` from bytes.
  public init?(iso bytes: borrowing Span<UInt8>) {
    var position = 0
    guard let date = IsoReader.date(bytes, &position), position == bytes.count else { return nil }
    self = date
  }
}

/// Division that rounds towards minus infinity; `divisor` is positive.
func floorDivide(_ value: Int, _ divisor: Int) -> Int {
  value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
}

extension CivilDate: Encodable {
  /// Writes `isoText`.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(isoText)
  }
}
