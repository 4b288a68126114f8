/// How far counts fall from their forecast, by lead.
///
/// The variance of a count with mean m is m + b m²: chance, and a part of the mean that the forecast misses. Quantiles
/// are those of the back-tests' residuals in units of its root.
///
/// - Source: the form of the variance as in Taylor, Management Science 58 (2012).
struct CountSpread: Sendable {
  /// Shares for which quantiles are kept: 0.05, 0.10 ... 0.95.
  package static let levels = (1...19).map { Double($0) / 20 }

  /// Leads that are calibrated together.
  private struct Group: Sendable {
    let relativeVariance: Double
    /// Shape [levels].
    let quantiles: [Double]
  }

  /// The first week, and everything after it.
  private let near: Group
  private let far: Group
  private let week: Int
  /// Size of the first day's residuals in units of the first week's.
  private let nextDayScale: Double
  /// Multiplies b after the first day where the tests have seen few weeks.
  private let doubt: Double

  /// A residual of a back-test.
  struct Residual {
    let value: Double
    let mean: Double
    /// Rows since the origin, from 0.
    let lead: Int
    /// Variance by chance of a contact: 1 of counts, the factor of counts times a factor.
    var chance = 1.0

    /// The distance from the mean in units of its deviation, where so much of the mean is missed.
    func standardised(_ relative: Double) -> Double { (value - mean) / deviation(mean, relative, chance: chance) }
  }

  /// - Parameters:
  ///   - residuals: of the back-tests.
  ///   - week: rows a week.
  ///   - testedRows: how many different rows the back-tests have seen.
  init(_ residuals: [Residual], week: Int, testedRows: Int) {
    self.week = week
    let early = residuals.filter { $0.lead < week }
    let late = residuals.filter { $0.lead >= week }
    let near = Self.calibrated(early.count < 50 ? residuals : early)
    self.near = near
    nextDayScale = Self.nextDayScale(early, near)
    far = Self.calibrated(late.count < 50 ? residuals : late)
    doubt = Self.doubt(weeks: Double(testedRows) / Double(week))
  }

  /// How much wider than the spread seen in k weeks, around their own mean, that of the next weeks is: (k + 1) / (k - 1),
  /// a mean being uncertain itself. Seventeen weeks, as a long history's tests see, are the measure of all.
  private static func doubt(weeks: Double) -> Double {
    let full = 17.0
    let seen = min(max(weeks, 2), full)
    return (seen + 1) / (seen - 1) * (full - 1) / (full + 1)
  }

  /// b of the first week.
  var relativeVariance: Double { near.relativeVariance }

  /// Correlation of relative residuals of days that follow each other in a test; drawn towards 0.3 as by 20 pairs, and
  /// kept in 0...0.95.
  static func carry(_ days: [Residual]) -> Double {
    var product = 0.3 * 20
    var square = 20.0
    var scale = 0.0
    for day in days { scale += ((day.value - day.mean) / day.mean) * ((day.value - day.mean) / day.mean) }
    scale = days.isEmpty ? 1 : max(scale / Double(days.count), 1e-12)
    for (one, next) in zip(days, days.dropFirst()) where next.lead == one.lead + 1 {
      let a = (one.value - one.mean) / one.mean
      let b = (next.value - next.mean) / next.mean
      product += a * b / scale
      square += (a * a + b * b) / 2 / scale
    }
    return min(max(product / square, 0), 0.95)
  }

  /// Share of the variance of relative residuals that days of a test a week and more apart have in common: how far their level is
  /// missed. Each test counts once; drawn towards 0.05 as by two tests, and kept in 0...0.95.
  static func levelShare(_ days: [Residual], week: Int) -> Double {
    let misses = days.map { ($0.value - $0.mean) / $0.mean }
    let scale = misses.isEmpty ? 1 : max(misses.reduce(0) { $0 + $1 * $1 } / Double(misses.count), 1e-12)
    var (sum, tests) = (0.05 * 2, 2.0)
    var start = 0
    while start < days.count {
      var end = start + 1
      while end < days.count, days[end].lead > days[end - 1].lead { end += 1 }
      var (product, pairs) = (0.0, 0.0)
      for one in start..<end {
        for other in (one + 1)..<max(one + 1, end) where days[other].lead >= days[one].lead + week {
          product += misses[one] * misses[other]
          pairs += 1
        }
      }
      if pairs > 0 {
        // One test of a level that was lost altogether is no law.
        sum += min(product / pairs / scale, 1)
        tests += 1
      }
      start = end
    }
    return min(max(sum / tests, 0), 0.95)
  }

  private static func calibrated(_ residuals: [Residual]) -> Group {
    guard residuals.count >= 20 else {
      // Too little to learn from: a normal deviate and 7 % of the mean.
      return Group(relativeVariance: 0.0049, quantiles: normalQuantiles)
    }
    let squares = residuals.map { ($0.value - $0.mean) * ($0.value - $0.mean) }
    var reordered = squares
    let cap = select(&reordered, rank: (residuals.count - 1) * 49 / 50)
    var excess = 0.0
    var scale = 0.0
    for (index, residual) in residuals.enumerated() {
      excess += min(squares[index], cap) - residual.chance * residual.mean
      scale += residual.mean * residual.mean
    }
    let relative = scale > 0 ? max(0, excess / scale) : 0
    var standardised = residuals.map { $0.standardised(relative) }
    let count = standardised.count
    let tenth = count / 10
    let ninth = count * 9 / 10
    arrange(
      &standardised, ranks: Set([tenth, ninth] + levels.flatMap { quantileRanks($0, count: count) }).sorted())
    // The tests' common bias is theirs, not the next weeks': quantiles are taken around their own middle eight tenths.
    let bias = standardised[tenth..<ninth].reduce(0, +) / Double(ninth - tenth)
    return Group(
      relativeVariance: relative,
      quantiles: levels.map { level in
        let found = quantile(ofArranged: standardised, level) - bias
        // The mean stays inside [p10, p90] whatever the back-tests say.
        if level <= 0.1 { return min(found, -0.6) }
        if level >= 0.9 { return max(found, 0.6) }
        return found
      })
  }

  /// Drawn a third of the way towards 1, since it is seen on no more days than there are tests.
  private static func nextDayScale(_ early: [Residual], _ near: Group) -> Double {
    var squares = [0.0, 0.0]
    var counts = [0.0, 0.0]
    for residual in early {
      let standardised = residual.standardised(near.relativeVariance)
      let index = residual.lead == 0 ? 0 : 1
      squares[index] += min(standardised * standardised, 9)
      counts[index] += 1
    }
    guard counts[0] > 0, counts[1] > 0, squares[1] > 0 else { return 1 }
    let ratio = (squares[0] / counts[0]) / (squares[1] / counts[1])
    return ((1 + 2 * min(max(ratio, 0.25), 2)) / 3).squareRoot()
  }

  private static func deviation(_ mean: Double, _ relative: Double, chance: Double = 1) -> Double {
    max(chance * mean + relative * mean * mean, 1e-6).squareRoot()
  }

  /// Places of all levels.
  static let allPlaces = Array(levels.indices)
  /// Places of 0.1, 0.5 and 0.9 among the levels.
  static let middleAndEnds = [1, 9, 17]

  /// The quantiles of the count of an interval.
  ///
  /// - Parameters:
  ///   - lead: rows since the last known one, from 0.
  ///   - extra: further variance of the day's total, as a share of its square.
  ///   - places: which of `levels`.
  ///   - each: takes the index of a level and its count.
  func counts(
    mean: Double, lead: Int, extra: Double, places: [Int] = allPlaces, each: (Int, Double) -> Void
  ) {
    let group = lead < week ? near : far
    let scale = lead == 0 ? nextDayScale : 1
    let relative = group.relativeVariance * (lead == 0 ? 1 : doubt)
    let deviation = Self.deviation(mean, relative + extra)
    for level in places {
      let value = mean + scale * group.quantiles[level] * deviation
      // A count below a half is none: ranges of quiet intervals include the empty ones.
      each(level, value < min(0.5, mean) ? 0 : value)
    }
  }

  /// Quantiles of the normal distribution at `levels`.
  private static let normalQuantiles = [
    -1.645, -1.282, -1.036, -0.842, -0.674, -0.524, -0.385, -0.253, -0.126, 0, 0.126, 0.253, 0.385, 0.524, 0.674, 0.842,
    1.036, 1.282, 1.645,
  ]
}
