#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Back-tests inside a history, from which the members' weights and the width of the intervals are learned.
struct InnerTests {
  /// First rows forecast, increasing.
  let origins: [Int]
  /// The row after the last one forecast, per origin.
  let ends: [Int]

  /// Up to ten overlapping tests of four weeks; shorter ones where the history is short; none when it is under a month.
  ///
  /// A test is at most a fifth of the history long, so that the members have learned something before it.
  ///
  /// - Parameter first: the first row that is known.
  init(from first: Int, historyRows: Int, week: Int) {
    let length = min(4 * week, max(week, (historyRows - first) / 5))
    var step = max(1, Int((Double(length) / 3).rounded()) + 1)
    var found = (0..<10).map { historyRows - length - $0 * step }.filter { $0 >= first + max(5 * week, 21) }
    if found.count < 4 {
      step = max(1, length / 6)
      found = (0..<10).map { historyRows - length / 2 - $0 * step }.filter { $0 >= first + 4 * week }
    }
    origins = found.reversed()
    ends = origins.map { min($0 + length, historyRows) }
  }

  /// One weight a member, from the errors of the tests: error to the power -20, so that members 10 % worse than the
  /// best still count a little and members 30 % worse do not.
  ///
  /// The first week counts twice. Days on which every member is far off tell nothing about members and are left out.
  static func weights(
    _ tests: [MemberForecasts], _ clean: DayMatrix, _ calendar: DayCalendar, members: Int
  ) -> [Double] {
    guard !tests.isEmpty else { return [Double](repeating: 1 / Double(members), count: members) }
    var days: [(errors: [Double], least: Double)] = []
    for test in tests {
      for lead in 0..<test.rowCount {
        let row = test.origin + lead
        var errors = [Double](repeating: 0, count: members)
        var actual = 0.0
        let shares = calendar.weekday[row] * clean.slotCount
        for slot in 0..<clean.slotCount {
          let value = clean[row, slot]
          if value.isNaN { continue }
          actual += value
          for member in 0..<members {
            errors[member] += abs(value - test.totals[member][lead] * test.profiles[member].shares[shares + slot])
          }
        }
        guard let least = errors.min() else { continue }
        let weight = lead < calendar.week ? 2.0 : 1
        days.append((errors.map { $0 * weight }, least / max(actual, 1)))
      }
    }
    var sizes = days.map(\.least)
    let usual = median(&sizes)
    var sums = [Double](repeating: 0, count: members)
    for day in days where day.least <= 5 * usual {
      for member in 0..<members { sums[member] += day.errors[member] }
    }
    let best = max(sums.min() ?? 0, 1e-9)
    let raw = sums.map { pow(max($0, 1e-9) / best, -20) }
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }
}
