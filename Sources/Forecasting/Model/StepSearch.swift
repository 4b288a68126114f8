/// The search for steps in a series of logarithms.
struct StepSearch {
  /// So many values before and after a candidate are compared.
  struct Window {
    let before: Int
    let after: Int
    /// Looked at near the end only, where longer ones do not fit, and with more doubt.
    var isShort = false
  }

  /// The series, odd days cut.
  let values: [Double]
  private let windows: [Window]
  private let reach: Int
  private let rejected: Set<Int>
  /// Deviation of one value from the next, over root 2.
  let noise: Double

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

  /// - Parameters:
  ///   - reach: values around one that tell whether it is odd; a week of days.
  ///   - rejected: rows at which no step is, each stretch of them from a week before the step that was taken for one; of stretches that meet,
  ///     the first step counts.
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
    self.values = Self.withoutSteps(
      Self.withoutOddDays(values, reach: reach, limit: 3.5 * noise), at: rejected, reach: reach)
  }

  /// The series without what rises or falls where no step is: seen from the weeks before, it would be one there.
  private static func withoutSteps(_ values: [Double], at rejected: Set<Int>, reach: Int) -> [Double] {
    var series = values
    for row in rejected.sorted() where !rejected.contains(row - 1) {
      let step = row + reach
      guard step > 0, step < series.count else { continue }
      // No further than the stretch: another step may follow it.
      var end = step + 1
      while end < min(series.count, step + 6 * reach), rejected.contains(end) { end += 1 }
      let (before, after) = (max(0, step - 6 * reach)..<step, step..<end)
      guard [before, after].allSatisfy({ series[$0].contains { !$0.isNaN } }) else { continue }
      let size = mean(series, after) - mean(series, before)
      for earlier in 0..<step { series[earlier] += size }
    }
    return series
  }

  /// Days cut to the range of the middles of the week before and the week after them, and a few deviations around it: a
  /// single day is cut off, a step is not.
  private static func withoutOddDays(_ values: [Double], reach: Int, limit: Double) -> [Double] {
    var window: [Double] = []
    // By row: the middle of those up to `reach` before it; NaN of none. What follows on a row is what precedes a later one.
    let middles = (0..<(values.count + reach)).map { end in
      window.removeAll(keepingCapacity: true)
      for row in max(0, end - reach)..<min(values.count, end) where !values[row].isNaN { window.append(values[row]) }
      return window.isEmpty ? .nan : median(&window)
    }
    return values.indices.map { row in
      let (value, before, after) = (values[row], middles[row], middles[row + reach])
      guard !(value + before + after).isNaN else { return value }
      return min(max(value, min(before, after) - limit), max(before, after) + limit)
    }
  }

  /// The steps that stay, in order of time, and stretches of up to six weeks after which all was as before.
  func steps(
    most: Int, threshold: Double, least: Double
  ) -> (lasting: [(row: Int, size: Double)], passed: [(rows: Range<Int>, size: Double)]) {
    var series = values
    var found: [(row: Int, size: Double)] = []
    while found.count < most, let row = strongest(series, threshold: threshold, least: least) {
      found.append((row, 0))
      found.sort { $0.row < $1.row }
      resize(&found)
      series = levelled(found)
    }
    let first = found.dropLast().last?.row ?? 0
    if let last = found.last, let row = comeBack(from: last, after: first, threshold: threshold) {
      found.append((row, 0))
      resize(&found)
    }
    // What came back within six weeks was an event, and no level.
    var passed: [(rows: Range<Int>, size: Double)] = []
    var index = 0
    while index + 1 < found.count {
      let sum = found[index].size + found[index + 1].size
      if found[index + 1].row - found[index].row <= 6 * reach, abs(sum) < 0.5 * abs(found[index].size) {
        passed.append((found[index].row..<found[index + 1].row, found[index].size))
        found.removeSubrange(index...(index + 1))
        index = 0
      } else {
        index += 1
      }
    }
    resize(&found, without: passed)
    return (found.filter { abs($0.size) >= 0.7 * least }, passed.filter { abs($0.size) >= 0.7 * least })
  }

  /// Days that must be back at the old level, and the part of the usual threshold: an old level is likelier than one never seen.
  private static let (leastBack, backShare) = (3, 0.8)

  /// Where the newest step has gone again: the windows of a search hold too much of it to see that until weeks later.
  ///
  /// - Parameter first: where the level before it begins.
  private func comeBack(from step: (row: Int, size: Double), after first: Int, threshold: Double) -> Int? {
    let end = values.count
    guard step.row + 2 * Self.leastBack <= end, step.row > first else { return nil }
    let before = Self.mean(values, max(first, step.row - 6 * reach)..<step.row)
    var best: (row: Int, gain: Double)?
    for row in (step.row + Self.leastBack)...(end - Self.leastBack) where !rejected.contains(row) {
      let distance = Self.mean(values, row..<end) - Self.mean(values, step.row..<row)
      let (during, after) = (Double(row - step.row), Double(end - row))
      let gain = distance * distance * during * after / (during + after)
      if gain > best?.gain ?? 0 { best = (row, gain) }
    }
    guard let best else { return nil }
    let (during, after) = (Self.mean(values, step.row..<best.row), Self.mean(values, best.row..<end))
    let middle = (before + during) / 2
    let newest = values[best.row...].filter { !$0.isNaN }
    let back = newest.count { ($0 > middle) == (before > middle) }
    guard best.gain.squareRoot() > Self.backShare * threshold * noise, (after > middle) == (before > middle),
      newest.count >= Self.leastBack,
      Double(back) >= (newest.count <= 4 ? 1 : 0.8) * Double(newest.count)
    else { return nil }
    return best.row
  }

  /// The series at the level of its end.
  private func levelled(_ steps: [(row: Int, size: Double)]) -> [Double] {
    var series = values
    for step in steps { for row in 0..<step.row { series[row] += step.size } }
    return series
  }

  /// Sizes from the means of up to six weeks on both sides, no further than the next step.
  ///
  /// - Parameter stretches: what has passed, and is taken out.
  func resize(_ steps: inout [(row: Int, size: Double)], without stretches: [(rows: Range<Int>, size: Double)] = []) {
    var series = values
    for stretch in stretches { for row in stretch.rows { series[row] -= stretch.size } }
    for index in steps.indices {
      let from = max(index > 0 ? steps[index - 1].row : 0, steps[index].row - 6 * reach)
      let to = min(index + 1 < steps.count ? steps[index + 1].row : series.count, steps[index].row + 6 * reach)
      steps[index].size = Self.mean(series, steps[index].row..<to) - Self.mean(series, from..<steps[index].row)
    }
  }

  /// The mean of some rows less that of up to six weeks around them, no further than the next step; `nil` where nothing is known around
  /// them.
  func size(of rows: Range<Int>, between steps: [(row: Int, size: Double)]) -> Double? {
    let from = max(steps.last { $0.row <= rows.lowerBound }?.row ?? 0, rows.lowerBound - 6 * reach)
    let to = min(steps.first { $0.row >= rows.upperBound }?.row ?? values.count, rows.upperBound + 6 * reach)
    let around = Array(values[from..<rows.lowerBound] + values[rows.upperBound..<to])
    guard around.contains(where: { !$0.isNaN }) else { return nil }
    return Self.mean(values, rows) - Self.mean(around, around.indices)
  }

  /// Steps that stay, and apart from them those that come every year; what takes a season away again is none of both.
  ///
  /// - Parameters:
  ///   - year: values a year.
  ///   - growth: what the series has been rid of a row.
  func apart(
    _ steps: [(row: Int, size: Double)], year: Int, growth: Double
  ) -> (lasting: [(row: Int, size: Double)], yearly: [(row: Int, size: Double)]) {
    let years = steps.map { self.year(of: $0, year: year, growth: growth) }
    let lasting = steps.indices.filter { step in
      years[step] == nil
        && !steps.indices.contains { other in
          steps[other].size * steps[step].size < 0 && years[other]?.contains(steps[step].row) == true
        }
    }
    return (lasting.map { steps[$0] }, steps.indices.filter { years[$0] != nil }.map { steps[$0] })
  }

  /// Whether a stretch after which all was as before came a year before as well: a season.
  func isYearly(_ stretch: (rows: Range<Int>, size: Double), year: Int, growth: Double) -> Bool {
    self.year(of: (row: stretch.rows.lowerBound, size: stretch.size), year: year, growth: growth) != nil
  }

  /// From a step to the same one a year before or after it, where that had gone again in between: a season, and no level that moved.
  ///
  /// - Returns: the rows between the two; `nil` where there is no such other.
  private func year(of step: (row: Int, size: Double), year: Int, growth: Double) -> Range<Int>? {
    let sign = step.size < 0 ? -1.0 : 1.0
    let month = 4 * reach
    for middle in [step.row - year, step.row + year] {
      var largest: (row: Int, size: Double)?
      for row in (middle - 2 * reach)...(middle + 2 * reach) {
        guard let before = level((row - month)..<row), let after = level(row..<min(row + month, values.count)) else {
          continue
        }
        if sign * (after - before) > largest?.size ?? 0 { largest = (row, sign * (after - before)) }
      }
      guard let largest, largest.size >= 0.6 * abs(step.size) else { continue }
      let (first, second) = (min(step.row, largest.row), max(step.row, largest.row))
      guard let before = level((first - month)..<first) else { continue }
      // Steps that stay, taken for growth and rid of it, would seem to go.
      let hasGone = stride(from: first, through: second - month, by: reach).contains { row in
        guard let level = level(row..<(row + month)) else { return false }
        return sign * (level - before + growth * Double(row + month - first)) < 0.5 * min(largest.size, abs(step.size))
      }
      if hasGone { return first..<second }
    }
    return nil
  }

  /// The mean of a week or more of values; `nil` where fewer than half of them are known.
  private func level(_ range: Range<Int>) -> Double? {
    guard range.lowerBound >= 0, range.upperBound <= values.count, range.count >= reach else { return nil }
    let known = range.count { !values[$0].isNaN }
    return 2 * known >= range.count ? Self.mean(values, range) : nil
  }

  private static func mean(_ series: [Double], _ range: Range<Int>) -> Double {
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
    let middle = Self.mean(series, (row - window.before)..<row) + size / 2
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
    let all = Self.mean(series, from..<to)
    for split in max(from + reach, row - 2 * reach)...max(from + reach, row - 2 * reach, min(to - 2, row + 2 * reach))
    where split < to && !rejected.contains(split) {
      let before = Self.mean(series, from..<split)
      let after = Self.mean(series, split..<to)
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
