import Timeline

/// When email arrives, as its history has it: hours without rows stay without contacts, whatever hours it is worked in.
struct ArrivalHours {
  /// Shape [7][1440]: whether a slot of a weekday has rows; empty without a history, when nothing is known.
  private var isSeen: [Bool] = []
  /// Holidays, where none of the past had a row.
  private var quietHolidays: Set<CivilDate> = []

  /// Hours may have changed: those of the last thirteen weeks count.
  private static let days = 91

  init(_ cells: [LocalTable.Cell], slotMinutes: Int, holidays: [CivilDate: String]) {
    guard let last = cells.map(\.day).max(), let first = cells.map(\.day).min() else { return }
    isSeen = [Bool](repeating: false, count: 7 * 1440)
    for cell in cells where last - cell.day < Self.days {
      isSeen[CivilDate(daysSinceEpoch: cell.day).weekday.rawValue * 1440 + cell.minute] = true
    }
    let past = holidays.keys.filter { date in
      first...last ~= date.daysSinceEpoch && isSeen[(date.weekday.rawValue * 1440)...].prefix(1440).contains(true)
    }
    let withRows = Set(cells.map(\.day))
    if !past.isEmpty, !past.contains(where: { withRows.contains($0.daysSinceEpoch) }) {
      quietHolidays = Set(holidays.keys)
    }
  }

  /// Whether email may arrive in the slot that starts at a minute of a date.
  func contains(_ date: CivilDate, minute: Int) -> Bool {
    isSeen.isEmpty || (isSeen[date.weekday.rawValue * 1440 + minute] && !quietHolidays.contains(date))
  }
}
