import Timeline

/// Days of the month that are unlike the same weekdays around them in most months: invoices go out on the 6th, wages are paid on the 25th.
///
/// The columns of all queues know the month's first and last days and its middle; these are the days that a queue has of its own.
struct MonthDays {
  /// From 1 to 31.
  let days: Set<Int>

  /// Days that are looked at, two years of them.
  private static let span = 730
  /// Weeks before and after a day in which the same weekday says what is usual.
  private static let reach = 4
  /// The fewest months that can tell.
  private static let fewest = 8
  /// Errors of the mean by which it must be off nothing, and the least of it.
  private static let errors = 6.0
  private static let least = 0.1
  /// Months of which most must go the way of all.
  private static let share = 0.9

  init(_ past: PlainDays) {
    let end = (past.plain.lastIndex { !$0.isNaN } ?? -1) + 1
    var found = [[Double]](repeating: [], count: 32)
    for day in max(0, end - Self.span)..<end where !past.plain[day].isNaN {
      let off = past.distance(day, weeks: Self.reach)
      if !off.isNaN { found[past.first.advanced(byDays: day).day].append(off) }
    }
    var sizes = found.joined().map { abs($0) }
    guard sizes.count >= 7 * Self.fewest else {
      days = []
      return
    }
    let sigma = max(0.01, 1.4826 * median(&sizes))
    days = Set(
      found.indices.filter { day in
        let count = Double(found[day].count)
        guard found[day].count >= Self.fewest else { return false }
        let mean = found[day].reduce(0, +) / count
        return abs(mean) > max(Self.least, Self.errors * sigma / count.squareRoot())
          && Double(found[day].count { $0 * mean > 0 }) >= Self.share * count
      })
  }
}
