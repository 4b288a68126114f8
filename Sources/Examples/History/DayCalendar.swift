import Timeline

/// What kind of day a date is for the customers of one region.
struct DayCalendar: Sendable {
  private let holidays: Set<CivilDate>

  /// The calendar of a region.
  init(region: String, holidays: [PublicHoliday]) {
    self.holidays = Set(holidays.lazy.filter { $0.region == region }.map(\.date))
  }

  /// Whether the date is a public holiday.
  func isHoliday(_ date: CivilDate) -> Bool { holidays.contains(date) }

  /// Whether the date is Monday to Friday and no holiday.
  func isWorkingDay(_ date: CivilDate) -> Bool { date.weekday < .saturday && !isHoliday(date) }

  /// Whether the date is open after a holiday: the last day before it that is Monday to Friday was one.
  func followsHoliday(_ date: CivilDate) -> Bool {
    var before = date.advanced(byDays: -1)
    while before.weekday >= .saturday { before = before.advanced(byDays: -1) }
    return !isHoliday(date) && isHoliday(before)
  }

  /// Extra share of contacts at the turn of the month: bills are sent and paid on its first and last working days.
  func monthTurn(_ date: CivilDate) -> Double {
    guard isWorkingDay(date) else { return 0 }
    switch workingDays(from: date.firstOfMonth, through: date) {
    case 1: return 0.12
    case 2, 3: return 0.06
    default: return workingDays(from: date, through: date.firstOfNextMonth.advanced(byDays: -1)) == 1 ? 0.05 : 0
    }
  }

  private func workingDays(from first: CivilDate, through last: CivilDate) -> Int {
    var count = 0
    var date = first
    while date <= last {
      if isWorkingDay(date) { count += 1 }
      date = date.advanced(byDays: 1)
    }
    return count
  }
}
