import Timeline

/// A zone's clock as one yearly rule each way, the only form every calendar client reads.
///
/// Outlook keeps one rule for summer and one for winter and drops the rest, so a zone that needs more cannot be written.
struct YearlyZone {
  /// The day and clock reading of a yearly change, on the clock before the change.
  struct Change: Hashable {
    var month: Int
    /// `1...4`, or -1 for the last.
    var week: Int
    var weekday: Weekday
    var secondsOfDay: Int

    /// The reading in a year.
    func local(inYear year: Int) -> LocalDateTime? {
      guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
      let last = first.firstOfNextMonth.advanced(byDays: -1)
      let date =
        week > 0
        ? first.advanced(byDays: (weekday.rawValue - first.weekday.rawValue + 7) % 7 + 7 * (week - 1))
        : last.advanced(byDays: -((last.weekday.rawValue - weekday.rawValue + 7) % 7))
      return LocalDateTime(date: date, secondsOfDay: secondsOfDay)
    }
  }

  let name: String
  /// The smaller offset, in force all year where there is no summer time; seconds east of UTC.
  let standardOffset: Int
  /// The larger offset with its beginning and end; `nil` where the clock never changes.
  let daylight: (offset: Int, begin: Change, end: Change)?

  /// How long a rule must hold: after 28 years weekdays and dates repeat (while no century year intervenes).
  private static let yearsToHold = 28

  /// How long a rule must have held. Readers believe their own zone data by name and not the file's rules, and that data
  /// is years old on many machines: a zone whose rules are younger is safer in UTC.
  private static let yearsHeld = 3

  /// The zone as yearly rules, or `nil` when they would not give exactly the zone's own changes from three years before
  /// the first instant until 28 years after the last.
  ///
  /// - Parameter hasToLast: whether those years count; without, the rules must hold from the first instant to a year after the last.
  init?(_ zone: Zone, over window: ClosedRange<Instant>, hasToLast: Bool = true) {
    let year = 366 * 86_400
    let first = window.lowerBound.advanced(bySeconds: hasToLast ? -Self.yearsHeld * year : 0)
    let range = first..<window.upperBound.advanced(bySeconds: (hasToLast ? Self.yearsToHold : 1) * year)
    let changes = zone.transitions(from: range.lowerBound, to: range.upperBound)
      .filter { $0.offsetBefore != $0.offsetAfter }
    name = zone.name
    guard let change = changes.first else {
      standardOffset = zone.offset(at: window.lowerBound)
      daylight = nil
      return
    }
    let low = min(change.offsetBefore, change.offsetAfter)
    let high = max(change.offsetBefore, change.offsetAfter)
    let begins = changes.filter { $0.offsetBefore == low && $0.offsetAfter == high }
    let ends = changes.filter { $0.offsetBefore == high && $0.offsetAfter == low }
    guard begins.count + ends.count == changes.count else { return nil }
    let years = zone.local(at: range.lowerBound).date.year - 1...zone.local(at: range.upperBound).date.year + 1
    // Of few years a fourth Sunday is a last one too: the rules are those that give all changes and no other.
    let rules = Self.commonChanges(of: begins).lazy.flatMap { begin in
      Self.commonChanges(of: ends).lazy.map { (begin: begin, end: $0) }
    }.first { rule in
      let predicted = years.flatMap { year in
        [(rule.begin, low), (rule.end, high)].compactMap { change, offset in
          change.local(inYear: year).map { Instant(secondsSinceEpoch: $0.secondsSinceEpoch - offset) }
        }
      }
      return predicted.filter(range.contains).sorted() == changes.map(\.instant)
    }
    guard let rules else { return nil }
    standardOffset = low
    daylight = (high, rules.begin, rules.end)
  }

  /// The yearly changes that all these are; none where they are not of one kind.
  private static func commonChanges(of transitions: [ZoneTransition]) -> [Change] {
    let locals = transitions.map {
      LocalDateTime(secondsSinceEpoch: $0.instant.secondsSinceEpoch + $0.offsetBefore)
    }
    guard let first = locals.first else { return [] }
    return [1, 2, 3, 4, -1]
      .map { week in
        Change(
          month: first.date.month, week: week, weekday: first.date.weekday, secondsOfDay: first.secondsOfDay)
      }
      .filter { change in locals.allSatisfy { change.local(inYear: $0.date.year) == $0 } }
  }

  /// Writes the `VTIMEZONE`.
  func write(to writer: inout CalendarWriter) {
    writer.raw("BEGIN", "VTIMEZONE")
    writer.raw("TZID", name)
    if let daylight {
      write("STANDARD", change: daylight.end, from: daylight.offset, to: standardOffset, writer: &writer)
      write("DAYLIGHT", change: daylight.begin, from: standardOffset, to: daylight.offset, writer: &writer)
    } else {
      write("STANDARD", change: nil, from: standardOffset, to: standardOffset, writer: &writer)
    }
    writer.raw("END", "VTIMEZONE")
  }

  private func write(_ kind: String, change: Change?, from: Int, to: Int, writer: inout CalendarWriter) {
    let start = change?.local(inYear: 1970) ?? LocalDateTime(secondsSinceEpoch: 0)
    writer.raw("BEGIN", kind)
    writer.raw("DTSTART", CalendarTime.text(start))
    if let change {
      let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][change.weekday.rawValue]
      writer.raw("RRULE", "FREQ=YEARLY;BYMONTH=\(change.month);BYDAY=\(change.week)\(day)")
    }
    writer.raw("TZOFFSETFROM", CalendarTime.offset(from))
    writer.raw("TZOFFSETTO", CalendarTime.offset(to))
    writer.raw("END", kind)
  }
}
