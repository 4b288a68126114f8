import Timeline
import Workforce

/// A queue of a history whose contacts are those of all others together, as the line `Total` of many reports: it would be planned
/// twice.
struct SummedQueue {
  /// Its place among the series.
  let place: Int
  /// Places of the others that have contacts.
  let parts: [Int]

  /// Rows that are looked at, spread over the history.
  private static let samples = 60
  /// Fewer different counts may agree by chance.
  private static let fewestCounts = 5

  /// The first such queue; nil where there is none, or fewer than two others.
  ///
  /// - Complexity: O(queues) look-ups a queue for all that are none, O(samples x queues) for one that is.
  static func found(in history: ContactHistory) -> SummedQueue? {
    guard history.series.count >= 3 else { return nil }
    for (place, series) in history.series.enumerated() where series.starts.count >= samples {
      if let parts = parts(of: place, in: history) { return SummedQueue(place: place, parts: parts) }
    }
    return nil
  }

  private static func parts(of place: Int, in history: ContactHistory) -> [Int]? {
    let series = history.series[place]
    var parts = Set<Int>()
    var counts = Set<Double>()
    for sample in 0..<samples {
      let row = sample * series.starts.count / samples
      var sum = 0.0
      for (other, line) in history.series.enumerated() where other != place {
        guard let contacts = contacts(of: line, at: series.starts[row]), contacts > 0 else { continue }
        sum += contacts
        parts.insert(other)
      }
      guard abs(sum - series.offered[row]) < 1e-6 * max(1, sum) else { return nil }
      counts.insert(sum)
    }
    return parts.count >= 2 && counts.count >= fewestCounts ? parts.sorted() : nil
  }

  private static func contacts(of series: ContactHistory.Series, at start: Instant) -> Double? {
    var low = 0
    var high = series.starts.count
    while low < high {
      let middle = (low + high) / 2
      if series.starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < series.starts.count && series.starts[low] == start ? series.offered[low] : nil
  }

  /// What it is, in a sentence.
  func note(_ history: ContactHistory) -> String {
    let names = parts.map { history.series[$0].queue }
    let text =
      names.count > 3 ? "all others" : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    return "Queue \(history.series[place].queue): its contacts are those of \(text) together, so they would be planned "
      + "twice. If it is a total, take the queue out of scenario.yaml and its rows out of the history."
  }
}
