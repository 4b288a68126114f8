/// Back-tests inside a history, from which the members' weights and the width of the intervals are learned.
struct InnerTests {
  /// First rows forecast, increasing.
  let origins: [Int]
  /// The row after the last one forecast, per origin.
  let ends: [Int]

  /// Up to ten overlapping tests (seven from a year on) of four weeks and two shorter ones after them; shorter ones where the history is short;
  /// none when it is under a month.
  ///
  /// A test is at most a fifth of the history long, so that the members have learned something before it.
  ///
  /// - Parameter first: the first row that is known.
  init(from first: Int, historyRows: Int, week: Int) {
    // Where there are years, tests that overlap less tell as much.
    let most = historyRows - first >= 52 * week ? 7 : 10
    let length = min(4 * week, max(week, (historyRows - first) / 5))
    var step = max(1, Int((Double(length) / 3 * 10 / Double(most)).rounded()) + 1)
    var found = (0..<most).map { historyRows - length - $0 * step }.filter { $0 >= first + max(5 * week, 21) }
    if found.count < 4 {
      step = max(1, length / 6)
      found = (0..<most).map { historyRows - length / 2 - $0 * step }.filter { $0 >= first + 4 * week }
    } else if length > 2 * week {
      found = [historyRows - week, historyRows - 2 * week] + found
    }
    origins = found.reversed()
    ends = origins.map { min($0 + length, historyRows) }
  }
}
