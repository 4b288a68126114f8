/// Means and quantiles of the intervals of some rows.
package struct SeriesForecast: Sendable {
  /// Rows of the calendar.
  package let rows: Range<Int>
  package let slotCount: Int
  /// Shape [rows.count][slotCount], contacts per interval; 0 where closed.
  package let mean: [Double]
  /// Shape [19][rows.count][slotCount]: quantiles 0.05 to 0.95 in steps of 0.05.
  package let quantiles: [[Double]]
  /// One a row.
  package let days: [Day]

  /// A day's total and why it is what it is.
  package struct Day: Sendable {
    package let row: Int
    /// Contacts offered; `level` x all `factors` x `opening`.
    package let total: Double
    /// Shape [19]: quantiles of the total.
    package let quantiles: [Double]
    /// Contacts of a plain full day.
    package let level: Double
    /// Shape [DayFactor.parts].
    package let factors: [Double]
    /// Open share of the usual day: less where hours are cut, more where the clock goes back.
    package let opening: Double
  }

  /// The forecast of a queue without history: no contacts.
  static func nothing(rows: Range<Int>, slotCount: Int) -> SeriesForecast {
    let zeros = [Double](repeating: 0, count: rows.count * slotCount)
    let levels = CountSpread.levels.count
    return SeriesForecast(
      rows: rows, slotCount: slotCount, mean: zeros, quantiles: Array(repeating: zeros, count: levels),
      days: rows.map { row in
        Day(
          row: row, total: 0, quantiles: Array(repeating: 0, count: levels), level: 0,
          factors: Array(repeating: 1, count: DayFactor.parts.count), opening: 1)
      })
  }

  /// Tenth percentile.
  package var p10: [Double] { quantiles[1] }
  /// Ninetieth percentile.
  package var p90: [Double] { quantiles[17] }
}
