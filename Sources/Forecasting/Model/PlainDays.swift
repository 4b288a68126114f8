import Libc
import Timeline

/// The contacts of each day of the past as logarithms, before anything is learned, and those of plain days apart.
struct PlainDays {
  /// The first date.
  let first: CivilDate
  /// By days since the first date; NaN where unknown.
  private(set) var logs: [Double]
  /// The same; NaN on holidays and beside them too.
  private(set) var plain: [Double]

  /// - Parameters:
  ///   - contacts: shape [rows of the past]; contacts a day, NaN where unknown.
  ///   - isPlain: whether a row is neither a holiday nor beside one.
  init?(_ dates: [CivilDate], contacts: [Double], isPlain: (Int) -> Bool) {
    guard let first = dates.first, let last = dates.last, !contacts.isEmpty else { return nil }
    self.first = first
    logs = [Double](repeating: .nan, count: last.days(since: first) + 1)
    plain = logs
    for (row, value) in contacts.enumerated() where !value.isNaN {
      let day = dates[row].days(since: first)
      logs[day] = log(value + 0.5)
      if isPlain(row) { plain[day] = logs[day] }
    }
  }

  /// The logarithm of a plain day; NaN outside.
  subscript(day: Int) -> Double { plain.indices.contains(day) ? plain[day] : .nan }

  /// How far a day is off the plain same weekdays of some weeks before and after it; NaN where fewer than half of these are known.
  func distance(_ day: Int, weeks: Int) -> Double {
    var around: [Double] = []
    around.reserveCapacity(2 * weeks)
    for week in 1...weeks {
      for other in [self[day - 7 * week], self[day + 7 * week]] where !other.isNaN { around.append(other) }
    }
    return around.count >= weeks ? logs[day] - median(&around) : .nan
  }
}
