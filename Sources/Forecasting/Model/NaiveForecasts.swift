/// The two forecasts every planner knows, as bars to beat: the last same weekday, and the mean of the last eight.
struct NaiveForecasts: Sendable {
  private let history: DayMatrix
  /// Shape [7]: rows with any contacts recorded, newest first, at most eight.
  private let rows: [[Int]]

  init(_ history: DayMatrix, _ calendar: DayCalendar) {
    self.history = history
    var rows = [[Int]](repeating: [], count: 7)
    for row in stride(from: history.rowCount - 1, through: 0, by: -1) {
      let weekday = calendar.weekday[row]
      if rows[weekday].count < 8, history.hasAny(row: row) { rows[weekday].append(row) }
      if rows.allSatisfy({ $0.count == 8 }) { break }
    }
    self.rows = rows
  }

  /// The newest same weekday's value; NaN where none has one.
  func lastWeek(_ weekday: Int, _ slot: Int) -> Double {
    rows[weekday].lazy.map { history[$0, slot] }.first { !$0.isNaN } ?? .nan
  }

  /// The mean of the last eight recorded same weekdays; NaN where none has one.
  func eightWeekMean(_ weekday: Int, _ slot: Int) -> Double {
    var sum = 0.0
    var count = 0.0
    for row in rows[weekday] where !history[row, slot].isNaN {
      sum += history[row, slot]
      count += 1
    }
    return count > 0 ? sum / count : .nan
  }

  /// The standard deviation of the last eight recorded same weekdays; NaN of fewer than two.
  func eightWeekDeviation(_ weekday: Int, _ slot: Int) -> Double {
    let values = rows[weekday].map { history[$0, slot] }.filter { !$0.isNaN }
    guard values.count > 1 else { return .nan }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
