/// The two forecasts every planner knows, as bars to beat: the last same weekday, and the mean of the last eight.
struct NaiveForecasts: Sendable {
  private let slotCount: Int
  /// Shape [7][slotCount]: the newest value of the last eight recorded same weekdays, their mean and their standard
  /// deviation; NaN where there is none, or fewer than two.
  private var newest: [Double]
  private var means: [Double]
  private var deviations: [Double]

  init(_ history: DayMatrix, _ calendar: DayCalendar) {
    slotCount = history.slotCount
    /// Shape [7]: rows with any contacts recorded, newest first, at most eight.
    var rows = [[Int]](repeating: [], count: 7)
    for row in stride(from: history.rowCount - 1, through: 0, by: -1) {
      let weekday = calendar.weekday[row]
      if rows[weekday].count < 8, history.hasAny(row: row) { rows[weekday].append(row) }
      if rows.allSatisfy({ $0.count == 8 }) { break }
    }
    newest = [Double](repeating: .nan, count: 7 * history.slotCount)
    means = newest
    deviations = newest
    for weekday in rows.indices {
      for slot in 0..<slotCount { learn(rows[weekday], history, weekday: weekday, slot: slot) }
    }
  }

  private mutating func learn(_ rows: [Int], _ history: DayMatrix, weekday: Int, slot: Int) {
    var sum = 0.0
    var count = 0.0
    let index = weekday * slotCount + slot
    for row in rows where !history[row, slot].isNaN {
      if count == 0 { newest[index] = history[row, slot] }
      sum += history[row, slot]
      count += 1
    }
    guard count > 0 else { return }
    let mean = sum / count
    means[index] = mean
    guard count > 1 else { return }
    var squares = 0.0
    for row in rows where !history[row, slot].isNaN {
      squares += (history[row, slot] - mean) * (history[row, slot] - mean)
    }
    deviations[index] = (squares / (count - 1)).squareRoot()
  }

  /// The newest same weekday's value; NaN where none has one.
  func lastWeek(_ weekday: Int, _ slot: Int) -> Double { newest[weekday * slotCount + slot] }

  /// The mean of the last eight recorded same weekdays; NaN where none has one.
  func eightWeekMean(_ weekday: Int, _ slot: Int) -> Double { means[weekday * slotCount + slot] }

  /// The standard deviation of the last eight recorded same weekdays; NaN of fewer than two.
  func eightWeekDeviation(_ weekday: Int, _ slot: Int) -> Double { deviations[weekday * slotCount + slot] }
}
