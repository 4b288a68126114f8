import Libc

/// The search for growth or decline that set in after a calm time and goes on, in a series of logarithms.
///
/// A level that becomes a line is one way to read the last forty weeks; nothing at all, one to four steps, and growth that
/// has ended are others. Each costs what it leaves over, in units of the variance of a day as weeks show it, and
/// something for every date it names. The line is believed where all others are clearly dearer.
struct GrowthSearch {
  /// A level that becomes a line.
  struct Growth {
    /// Where it sets out.
    let row: Int
    /// What it rises a row.
    let slope: Double

    /// A series without it.
    func taken(from series: [Double]) -> [Double] {
      series.indices.map { series[$0] - slope * Double(max(0, $0 - row)) }
    }
  }

  private var found: Growth?

  private let sums: RampSums
  private let week: Int
  private let window: Range<Int>
  /// Variance of a day, or of a week's mean times its days where that is more: queues that wander have no dates.
  private let variance: Double

  /// Weeks that are read in other ways.
  private static let windowWeeks = 40
  /// Weeks that must be known before growth, so that a season has shown what it does.
  private static let calmWeeks = 40
  /// Weeks from which on growth is seen.
  private static let leastWeeks = 4
  /// The least growth that is looked for: of a week, and of all of it.
  private static let least = (week: 0.025, whole: 0.15)
  /// How much must be explained at all.
  private static let leastGain = 30.0
  /// Cost of a date.
  private static let date = 14.0
  private static let mostSteps = 4
  /// By how much every other way must be dearer.
  private static let margin = 8.0
  /// How much steeper it must be than any line as long before it.
  private static let steeper = 1.5

  /// Weeks before the end of a history in which its season is not learned, and that it must have before them.
  private static let season = (apart: 16, least: 56)

  /// Growth that set in, in a series as it is or else without its season.
  ///
  /// - Parameters:
  ///   - values: by row, what came without the effects of the calendar, odd days cut; NaN where unknown.
  ///   - noise: deviation of a day.
  ///   - rejected: rows where a planner has said that nothing moved.
  static func growth(of values: [Double], noise: Double, week: Int, rejected: Set<Int>) -> Growth? {
    GrowthSearch(values, noise: noise, week: week, rejected: rejected).found
      ?? withoutSeason(values, week: week).flatMap {
        GrowthSearch($0, noise: noise, week: week, rejected: rejected).found
      }
  }

  /// A series without the wave of a year that its older rows have, going on as it was; `nil` where they are too few.
  private static func withoutSeason(_ values: [Double], week: Int) -> [Double]? {
    let end = values.count - season.apart * week
    guard end >= season.least * week else { return nil }
    let turn = 2 * Double.pi / (52.1775 * Double(week))
    var waves: [Double] = []
    waves.reserveCapacity(3 * values.count)
    for row in values.indices {
      waves.append(1)
      waves.append(sin(turn * Double(row)))
      waves.append(cos(turn * Double(row)))
    }
    var gram = [Double](repeating: 0, count: 9)
    var moment = [Double](repeating: 0, count: 3)
    for row in 0..<end where !values[row].isNaN {
      for one in 0..<3 {
        moment[one] += waves[3 * row + one] * values[row]
        for other in one..<3 { gram[one * 3 + other] += waves[3 * row + one] * waves[3 * row + other] }
      }
    }
    for one in 0..<3 { gram[one * 4] += 1e-6 }
    let wave = CholeskyFactor(ofUpper: gram, size: 3).solve(moment)
    return values.indices.map { values[$0] - wave[1] * waves[3 * $0 + 1] - wave[2] * waves[3 * $0 + 2] }
  }

  private init(_ values: [Double], noise: Double, week: Int, rejected: Set<Int>) {
    self.week = week
    sums = RampSums(values)
    window = max(0, values.count - Self.windowWeeks * week)..<values.count
    variance = Self.variance(values, noise: noise, week: week)
    guard values.count >= (Self.calmWeeks + Self.leastWeeks) * week else { return }
    guard let growth = steepest(), isLarge(growth), !(rejected.contains { abs($0 - growth.row) <= 2 * week }),
      isUnlikePast(growth), isCheapest(growth), goesOn(growth)
    else { return }
    found = Growth(row: growth.row, slope: growth.slope)
  }

  private static func variance(_ values: [Double], noise: Double, week: Int) -> Double {
    var distances: [Double] = []
    var last = Double.nan
    for end in stride(from: values.count, to: week - 1, by: -week) {
      let known = values[(end - week)..<end].filter { !$0.isNaN }
      let mean = known.count * 2 >= week ? known.reduce(0, +) / Double(known.count) : .nan
      if !(mean - last).isNaN { distances.append(abs(mean - last)) }
      last = mean
    }
    let deviation = 1.4826 * median(&distances)
    return max(noise * noise, Double(week) * deviation * deviation / 2)
  }

  /// The line that leaves least over.
  private func steepest() -> RampSums.Ramp? {
    (window.lowerBound..<max(window.lowerBound, window.upperBound - Self.leastWeeks * week))
      .map { sums.ramp(from: $0, to: window.upperBound, in: window) }.min { $0.left < $1.left }
  }

  private func isLarge(_ growth: RampSums.Ramp) -> Bool {
    abs(growth.slope) * Double(week) >= Self.least.week
      && abs(growth.slope) * Double(window.upperBound - growth.row) >= Self.least.whole
      && sums.squaredDistance(window) - growth.left >= Self.leastGain * variance
  }

  /// Whether no line as long before it is nearly as steep: seasons and wanderings are.
  private func isUnlikePast(_ growth: RampSums.Ramp) -> Bool {
    let length = window.upperBound - growth.row
    let starts = Array(stride(from: growth.row - length, through: 0, by: -week))
    guard sums.known(0..<growth.row) >= Double(Self.calmWeeks * week) * 0.8, starts.count >= 4 else {
      return false
    }
    return starts.allSatisfy { start in
      let rows = start..<(start + length)
      return abs(growth.slope) > Self.steeper * abs(sums.ramp(from: start, to: rows.upperBound, in: rows).slope)
    }
  }

  /// Whether nothing, and every number of steps, costs clearly more.
  private func isCheapest(_ growth: RampSums.Ramp) -> Bool {
    let own = growth.left / variance + Self.date + Self.margin
    let start = window.lowerBound
    // By how many rows are read: what the best levels leave over of them.
    var left = (0...window.count).map { sums.squaredDistance(start..<(start + $0)) }
    if left[window.count] / variance <= own { return false }
    for steps in 1...Self.mostSteps {
      var next = left
      for end in 1...window.count {
        for split in 0..<max(0, end - 2) {
          next[end] = min(next[end], left[split] + sums.squaredDistance((start + split)..<(start + end)))
        }
      }
      left = next
      if left[window.count] / variance + Double(steps) * Self.date <= own { return false }
    }
    return true
  }

  /// Whether growth that ended some time ago leaves no less over.
  private func goesOn(_ growth: RampSums.Ramp) -> Bool {
    let last = window.upperBound
    for end in stride(from: growth.row + 2 * week, to: last - 3, by: 2) {
      let starts = max(window.lowerBound, growth.row - 4 * week)..<min(growth.row + 4 * week, end - week)
      for start in stride(from: starts.lowerBound, to: starts.upperBound, by: 2)
      where sums.ramp(from: start, to: end, in: window).left + 4 * variance < growth.left { return false }
    }
    return true
  }
}

/// Sums over ranges of a series with gaps, for levels and lines in constant time.
private struct RampSums {
  private var count: [Double] = [0]
  private var sum: [Double] = [0]
  private var square: [Double] = [0]
  private var row: [Double] = [0]
  private var rowSquare: [Double] = [0]
  private var product: [Double] = [0]

  init(_ series: [Double]) {
    for (index, value) in series.enumerated() {
      let isKnown = !value.isNaN
      let (x, r, one): (Double, Double, Double) = isKnown ? (value, Double(index), 1) : (0, 0, 0)
      count.append(count[index] + one)
      sum.append(sum[index] + x)
      square.append(square[index] + x * x)
      row.append(row[index] + r)
      rowSquare.append(rowSquare[index] + r * r)
      product.append(product[index] + r * x)
    }
  }

  /// A level that becomes a line at a row: what it rises a row, and the squared distances that it leaves over.
  struct Ramp {
    let row: Int
    let slope: Double
    let left: Double
  }

  func known(_ range: Range<Int>) -> Double { count[range.upperBound] - count[range.lowerBound] }

  /// Sum of squared distances of a range's values from their mean.
  func squaredDistance(_ range: Range<Int>) -> Double {
    let known = known(range)
    let all = sum[range.upperBound] - sum[range.lowerBound]
    return known > 0 ? max(0, square[range.upperBound] - square[range.lowerBound] - all * all / known) : 0
  }

  /// Least squares of a range's values by a level that becomes a line at `from` and a level again at `to`.
  func ramp(from: Int, to: Int, in range: Range<Int>) -> Ramp {
    let total = squaredDistance(range)
    let known = known(range)
    guard known > 2 else { return Ramp(row: from, slope: 0, left: total) }
    let (b, rise) = (Double(from), Double(to - from))
    let inside = count[to] - count[from]
    let after = count[range.upperBound] - count[to]
    let t = row[to] - row[from] - b * inside + rise * after
    let tt = rowSquare[to] - rowSquare[from] - 2 * b * (row[to] - row[from]) + b * b * inside + rise * rise * after
    let tx =
      product[to] - product[from] - b * (sum[to] - sum[from]) + rise * (sum[range.upperBound] - sum[to])
    let spread = tt - t * t / known
    let common = tx - t * (sum[range.upperBound] - sum[range.lowerBound]) / known
    guard spread > 1e-6 else { return Ramp(row: from, slope: 0, left: total) }
    return Ramp(row: from, slope: common / spread, left: max(0, total - common * common / spread))
  }
}
