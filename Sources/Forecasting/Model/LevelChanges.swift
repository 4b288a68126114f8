import Libc

/// Where the level of a queue has moved from one day to the next and stayed: a customer won, a line moved, a price raised.
///
/// Levels before and after a candidate date are compared over a few windows of days, on what the day regression leaves
/// over. How large a difference is unusual is told by the same comparison over all other dates of the same queue, so that
/// queues which wander, grow or have a strong season are not taken for queues with steps.
struct LevelChanges: Sendable {
  /// A step of the level.
  struct Change: Sendable, Equatable {
    /// The first row at the new level.
    let row: Int
    /// Logarithm of the new level over the old one.
    var size: Double
    /// Rows of the history that have the new level, the last step only; others count as old.
    let age: Int
  }

  /// A weekday that has become busier or quieter beside the others.
  struct WeekdayChange: Sendable, Equatable {
    /// The first row at the new size.
    let row: Int
    /// Logarithm of the new size over the old one.
    let size: Double
  }

  /// In order of time.
  let changes: [Change]
  /// Weekdays that have moved against the others.
  private(set) var weekdayChanges: [WeekdayChange] = []
  /// Shape [rows]: what is added to the logarithm of a day's total to bring it to today's level.
  private(set) var shift: [Double]

  /// No changes.
  init(rows: Int) {
    changes = []
    shift = [Double](repeating: 0, count: rows)
  }

  private init(changes: [Change], rows: Int) {
    self.changes = changes
    var shift = [Double](repeating: 0, count: rows)
    for change in changes { for row in 0..<change.row { shift[row] += change.size } }
    self.shift = shift
  }

  /// Rows that are read at most: steps further back have faded from every member.
  private static let reachWeeks = 156
  private static let mostChanges = 4
  /// How unlike its own past a queue must be, in robust deviations of the comparison.
  private static let threshold = 5.0
  /// The smallest step that is looked for: 10 %.
  private static let leastSize = 0.1
  /// Deviations of a single day at which it is cut off, so that odd days make no levels.
  private static let oddDay = 3.5

  /// - Parameters:
  ///   - logTotal: by row; NaN where unknown.
  ///   - rejected: rows at which no step can start, since a planner has said so.
  init(logTotal: [Double], _ calendar: DayCalendar, firstRow: Int, ridge: Double, rejected: Set<Int> = []) {
    let rows = logTotal.count
    let week = calendar.week
    let known = logTotal[firstRow...].count { !$0.isNaN }
    guard known >= 5 * week, rows - firstRow >= 21 else {
      self.init(rows: rows)
      return
    }
    let first = max(firstRow, rows - Self.reachWeeks * week)
    // A season can swallow a step, and growth looks like a season with a step: dates are found without a season, and
    // sizes then with one.
    let plain = Self.withoutCalendar(logTotal, LevelChanges(rows: rows), calendar, ridge: ridge, hasSeason: false)
    var steps = StepSearch(
      Array(plain[first...]), windows: StepSearch.days(week: week), reach: week,
      rejected: Set(rejected.map { $0 - first })
    ).steps(most: Self.mostChanges, threshold: Self.threshold, least: Self.leastSize)
    func changes() -> [Change] {
      steps.map { Change(row: first + $0.row, size: $0.size, age: rows - first - $0.row) }
    }
    for _ in 0..<2 where known >= 56 * week && !steps.isEmpty {
      let found = LevelChanges(changes: changes(), rows: rows)
      let plain = Self.withoutCalendar(logTotal, found, calendar, ridge: ridge, hasSeason: true)
      StepSearch(Array(plain[first...]), windows: StepSearch.days(week: week), reach: week, rejected: []).resize(&steps)
    }
    self.init(changes: changes(), rows: rows)
    moveWeekdays(zip(plain, shift).map { $0 + $1 }, calendar, from: first)
  }

  /// Finds weekdays that have moved against the others, and moves what came before.
  ///
  /// - Parameter plain: by row; what came without the effects of the calendar, at today's level.
  private mutating func moveWeekdays(_ plain: [Double], _ calendar: DayCalendar, from first: Int) {
    guard calendar.week > 2 else { return }
    var around: [Double] = []
    var own = [[(row: Int, value: Double)]](repeating: [], count: 7)
    for row in first..<plain.count where !plain[row].isNaN && !calendar.isSpecial[row] {
      around.removeAll(keepingCapacity: true)
      for other in max(first, row - calendar.week + 1)..<min(plain.count, row + calendar.week)
      where !plain[other].isNaN && calendar.weekday[other] != calendar.weekday[row] {
        around.append(plain[other])
      }
      if around.count >= calendar.week - 1 {
        own[calendar.weekday[row]].append((row, plain[row] - median(&around)))
      }
    }
    for weekday in own.indices where own[weekday].count >= 12 {
      let search = StepSearch(own[weekday].map(\.value), windows: StepSearch.weeks, reach: 3, rejected: [])
      for step in search.steps(most: 2, threshold: Self.threshold, least: Self.leastSize) {
        let row = own[weekday][step.row].row
        weekdayChanges.append(WeekdayChange(row: row, size: step.size))
        for earlier in 0..<row where calendar.weekday[earlier] == weekday { shift[earlier] += step.size }
      }
    }
  }

  /// What came, without the effects of the calendar, at the level of its time.
  private static func withoutCalendar(
    _ logTotal: [Double], _ found: LevelChanges, _ calendar: DayCalendar, ridge: Double, hasSeason: Bool
  ) -> [Double] {
    var regression = DayRegression(
      calendar, logTotal: zip(logTotal, found.shift).map { $0 + $1 }, halfLife: 104, ridge: ridge,
      keeping: .infinity)
    if !hasSeason { regression.scalePenalty(of: .season, by: 1e6) }
    return zip(regression.fit(before: logTotal.count).residuals, found.shift).map { $0 - $1 }
  }

  /// Whether anything of the past is moved.
  var isMoved: Bool { !changes.isEmpty || !weekdayChanges.isEmpty }

  /// `x1.6` for a step of the logarithm.
  static func factorText(_ size: Double) -> String { "x" + decimals(exp(size), size > -0.7 ? 1 : 2) }

  /// Variance that a young step adds to the logarithm of the days ahead: it may be an event that ends.
  func youngVariance(week: Int) -> Double {
    guard let last = changes.last else { return 0 }
    let doubt = 0.25 * abs(last.size) * exp(-Double(last.age) / Double(week))
    return doubt * doubt
  }
}

/// The search for steps in a series of logarithms.
private struct StepSearch {
  /// So many values before and after a candidate are compared.
  struct Window {
    let before: Int
    let after: Int
    /// Looked at near the end only, where longer ones do not fit, and with more doubt.
    var isShort = false
  }

  private let values: [Double]
  private let windows: [Window]
  private let reach: Int
  private let rejected: Set<Int>
  /// Deviation of one value from the next, over root 2.
  private let noise: Double

  /// Windows over days.
  static func days(week: Int) -> [Window] {
    [
      Window(before: 3 * week, after: max(3, (week + 1) / 2), isShort: true),
      Window(before: 4 * week, after: week, isShort: true), Window(before: 4 * week, after: 2 * week),
      Window(before: 6 * week, after: 4 * week),
    ]
  }

  /// Windows over the same weekday of weeks.
  static let weeks = [
    Window(before: 8, after: 3, isShort: true), Window(before: 10, after: 4), Window(before: 12, after: 8),
  ]

  /// - Parameter reach: values around one that tell whether it is odd.
  init(_ values: [Double], windows: [Window], reach: Int, rejected: Set<Int>) {
    self.windows = windows
    self.reach = reach
    self.rejected = rejected
    var distances: [Double] = []
    var last = Double.nan
    for value in values where !value.isNaN {
      if !last.isNaN { distances.append(abs(value - last)) }
      last = value
    }
    let noise = max(0.01, 1.4826 * median(&distances) / 2.0.squareRoot())
    self.noise = noise
    self.values = Self.withoutOddDays(values, reach: reach, limit: 3.5 * noise)
  }

  /// Days cut to the range of the middles of the week before and the week after them, and a few deviations around it: a
  /// single day is cut off, a step is not.
  private static func withoutOddDays(_ values: [Double], reach: Int, limit: Double) -> [Double] {
    var window: [Double] = []
    func middle(_ range: Range<Int>) -> Double? {
      window.removeAll(keepingCapacity: true)
      for row in range where !values[row].isNaN { window.append(values[row]) }
      return window.isEmpty ? nil : median(&window)
    }
    return values.indices.map { row in
      let value = values[row]
      guard !value.isNaN, let before = middle(max(0, row - reach)..<row),
        let after = middle(row..<min(values.count, row + reach))
      else { return value }
      return min(max(value, min(before, after) - limit), max(before, after) + limit)
    }
  }

  func steps(most: Int, threshold: Double, least: Double) -> [(row: Int, size: Double)] {
    var series = values
    var found: [(row: Int, size: Double)] = []
    while found.count < most, let row = strongest(series, threshold: threshold, least: least) {
      found.append((row, 0))
      found.sort { $0.row < $1.row }
      resize(&found)
      series = levelled(found)
    }
    // What came back within six weeks was an event, and no level.
    var index = 0
    while index + 1 < found.count {
      let sum = found[index].size + found[index + 1].size
      if found[index + 1].row - found[index].row <= 6 * reach, abs(sum) < 0.5 * abs(found[index].size) {
        found.removeSubrange(index...(index + 1))
        index = 0
      } else {
        index += 1
      }
    }
    resize(&found)
    return found.filter { abs($0.size) >= 0.7 * least }
  }

  /// The series at the level of its end.
  private func levelled(_ steps: [(row: Int, size: Double)]) -> [Double] {
    var series = values
    for step in steps { for row in 0..<step.row { series[row] += step.size } }
    return series
  }

  /// Sizes from the means of up to six weeks on both sides, no further than the next step.
  func resize(_ steps: inout [(row: Int, size: Double)]) {
    for index in steps.indices {
      let from = max(index > 0 ? steps[index - 1].row : 0, steps[index].row - 6 * reach)
      let to = min(index + 1 < steps.count ? steps[index + 1].row : values.count, steps[index].row + 6 * reach)
      steps[index].size = mean(values, steps[index].row..<to) - mean(values, from..<steps[index].row)
    }
  }

  private func mean(_ series: [Double], _ range: Range<Int>) -> Double {
    var sum = 0.0
    var count = 0.0
    for row in range where !series[row].isNaN {
      sum += series[row]
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  /// The most unlikely step, placed where two levels fit best; `nil` when none stands out.
  private func strongest(_ series: [Double], threshold: Double, least: Double) -> Int? {
    let sums = RunningSums(series)
    var best: (row: Int, score: Double)?
    for window in windows {
      let (before, after, isShort) = (window.before, window.after, window.isShort)
      guard series.count >= before + after else { continue }
      let all = before...(series.count - after)
      var contrasts = [Double](repeating: .nan, count: series.count + 1)
      for row in all { contrasts[row] = sums.contrast(row, before: before, after: after) }
      let earliest = isShort ? max(before, series.count - 2 * reach) : before
      guard earliest <= series.count - after else { continue }
      let candidates = (earliest...(series.count - after)).filter { !contrasts[$0].isNaN && !rejected.contains($0) }
        .sorted { (abs(contrasts[$0]), $0) > (abs(contrasts[$1]), $1) }
      let first = candidates.prefix(2 * reach).first { isConsistent(series, $0, window, size: contrasts[$0]) }
      guard let row = first else { continue }
      let largest = (row: row, size: abs(contrasts[row]))
      guard largest.size >= least * (isShort ? 1.5 : 1) else { continue }
      // How far apart levels usually are at this distance, where the candidate has no part in it.
      var usual: [Double] = []
      for row in all where row <= largest.row - after || row >= largest.row + before {
        if !contrasts[row].isNaN { usual.append(abs(contrasts[row])) }
      }
      let chance = noise * (1 / Double(before) + 1 / Double(after)).squareRoot()
      let scale = usual.count >= 2 * reach ? max(1.4826 * median(&usual), chance) : 1.7 * chance
      let score = largest.size / scale / (isShort ? 1.2 : 1)
      if score > threshold, score > best?.score ?? 0 { best = (largest.row, score) }
    }
    guard let best else { return nil }
    return placed(series, near: best.row)
  }

  /// Whether most days after a candidate lie nearer to the new level than to the old one, and most before it the other way
  /// round: a few days far off make no level.
  private func isConsistent(_ series: [Double], _ row: Int, _ window: Window, size: Double) -> Bool {
    let middle = mean(series, (row - window.before)..<row) + size / 2
    func share(_ range: Range<Int>, above: Bool) -> Double {
      var known = 0.0
      var found = 0.0
      for index in range where !series[index].isNaN {
        known += 1
        if (series[index] > middle) == above { found += 1 }
      }
      return known > 0 ? found / known : 0
    }
    let needed = window.after <= 4 ? 1 : window.after < 2 * reach ? 0.8 : 0.65
    return share(row..<(row + window.after), above: size > 0) >= needed
      && share((row - window.before)..<row, above: size < 0) >= 0.65
  }

  /// The row near a candidate at which two levels leave the least over.
  private func placed(_ series: [Double], near row: Int) -> Int {
    let from = max(0, row - 4 * reach)
    let to = min(series.count, row + 4 * reach)
    var best = (row: row, gain: -1.0)
    let all = mean(series, from..<to)
    for split in max(from + reach, row - 2 * reach)...max(from + reach, row - 2 * reach, min(to - 2, row + 2 * reach))
    where split < to && !rejected.contains(split) {
      let before = mean(series, from..<split)
      let after = mean(series, split..<to)
      let left = Double(series[from..<split].count { !$0.isNaN })
      let right = Double(series[split..<to].count { !$0.isNaN })
      let gain = left * (before - all) * (before - all) + right * (after - all) * (after - all)
      if gain > best.gain { best = (split, gain) }
    }
    return best.row
  }
}

/// Sums over ranges of a series with gaps, in constant time.
private struct RunningSums {
  private var sum: [Double] = [0]
  private var count: [Double] = [0]

  init(_ series: [Double]) {
    for value in series {
      sum.append((sum.last ?? 0) + (value.isNaN ? 0 : value))
      count.append((count.last ?? 0) + (value.isNaN ? 0 : 1))
    }
  }

  /// Mean of the rows from `row` on less the mean of those before it; NaN where too little is known.
  func contrast(_ row: Int, before: Int, after: Int) -> Double {
    let left = count[row] - count[row - before]
    let right = count[row + after] - count[row]
    guard left >= 0.6 * Double(before), right >= 0.6 * Double(after) else { return .nan }
    return (sum[row + after] - sum[row]) / right - (sum[row] - sum[row - before]) / left
  }
}
