import Timeline

/// Weekdays that are busier every second week, as where wages are paid each fortnight.
///
/// With `y` the logarithm of a plain day and `s` 1 or -1 from week to week, `d = s (y(t) - (y(t-1) + y(t+1)) / 2)` over the same weekday
/// of the last year has the mean `a`, the logarithm of one kind of week over the other. Its error is `2 sigma / root(n)`, and the
/// deviation of `d` by chance `root(1.5) sigma`.
struct AlternateWeeks {
  /// 0 Monday to 6 Sunday.
  let weekdays: Set<Int>

  /// Weeks that are looked at.
  private static let weeks = 52
  /// The fewest weeks that can tell.
  private static let fewest = 12
  /// Errors of the mean by which it must be off nothing, and the least of it.
  private static let errors = 6.0
  private static let least = 0.08
  /// Weeks of which most must go the way of all.
  private static let share = 0.8

  init(_ days: PlainDays) {
    let end = (days.plain.lastIndex { !$0.isNaN } ?? -1) + 1
    var found = [[Double]](repeating: [], count: 7)
    for day in max(0, end - 7 * Self.weeks)..<end {
      let date = days.first.advanced(byDays: day)
      let off = days[day] - (days[day - 7] + days[day + 7]) / 2
      if !off.isNaN { found[date.weekday.rawValue].append(2 * Self.half(date) * off) }
    }
    weekdays = Set(found.indices.filter { Self.alternates(found[$0]) })
  }

  private static func alternates(_ signed: [Double]) -> Bool {
    guard signed.count >= fewest else { return false }
    let count = Double(signed.count)
    let mean = signed.reduce(0, +) / count
    var distances = signed.map { abs($0 - mean) }
    let sigma = max(0.01, 1.4826 * median(&distances) / 1.5.squareRoot())
    return abs(mean) > max(least, errors * 2 * sigma / count.squareRoot())
      && Double(signed.count { $0 * mean > 0 }) >= share * count
  }

  /// Half in one week, less half in the next; weeks begin on Mondays.
  static func half(_ date: CivilDate) -> Double {
    // The first Monday of the epoch is its fifth day.
    (date.daysSinceEpoch - date.weekday.rawValue - 4) / 7 % 2 == 0 ? 0.5 : -0.5
  }
}
