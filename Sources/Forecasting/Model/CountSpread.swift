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

  /// A residual of a back-test.
  struct Residual {
    let value: Double
    let mean: Double
    /// Rows since the origin, from 0.
    let lead: Int
  }

  init(_ residuals: [Residual], week: Int) {
    self.week = week
    let early = residuals.filter { $0.lead < week }
    let late = residuals.filter { $0.lead >= week }
    near = Self.calibrated(early.count < 50 ? residuals : early)
    far = Self.calibrated(late.count < 50 ? residuals : late)
  }

  private static func calibrated(_ residuals: [Residual]) -> Group {
    guard residuals.count >= 20 else {
      // Too little to learn from: a normal deviate and 7 % of the mean.
      return Group(relativeVariance: 0.0049, quantiles: normalQuantiles)
    }
    let squares = residuals.map { ($0.value - $0.mean) * ($0.value - $0.mean) }
    let cap = quantile(ofSorted: squares.sorted(), 0.98)
    var excess = 0.0
    var scale = 0.0
    for (index, residual) in residuals.enumerated() {
      excess += min(squares[index], cap) - residual.mean
      scale += residual.mean * residual.mean
    }
    let relative = scale > 0 ? max(0, excess / scale) : 0
    let standardised = residuals.map { residual in
      (residual.value - residual.mean) / deviation(residual.mean, relative)
    }.sorted()
    // The tests' common bias is theirs, not the next weeks': quantiles are taken around their own middle eight tenths.
    let middle = standardised[(standardised.count / 10)..<(standardised.count * 9 / 10)]
    let bias = middle.reduce(0, +) / Double(middle.count)
    return Group(
      relativeVariance: relative,
      quantiles: levels.map { level in
        let found = quantile(ofSorted: standardised, level) - bias
        // The mean stays inside [p10, p90] whatever the back-tests say.
        if level <= 0.1 { return min(found, -0.6) }
        if level >= 0.9 { return max(found, 0.6) }
        return found
      })
  }

  private static func deviation(_ mean: Double, _ relative: Double) -> Double {
    max(mean + relative * mean * mean, 1e-6).squareRoot()
  }

  /// A quantile of the count of an interval.
  ///
  /// - Parameters:
  ///   - level: index into `levels`.
  ///   - lead: rows since the last known one, from 0.
  ///   - extra: further variance of the day's total, as a share of its square.
  func count(atLevel level: Int, mean: Double, lead: Int, extra: Double) -> Double {
    let group = lead < week ? near : far
    return max(0, mean + group.quantiles[level] * Self.deviation(mean, group.relativeVariance + extra))
  }

  /// Quantiles of the normal distribution at `levels`.
  private static let normalQuantiles = [
    -1.645, -1.282, -1.036, -0.842, -0.674, -0.524, -0.385, -0.253, -0.126, 0, 0.126, 0.253, 0.385, 0.524, 0.674, 0.842,
    1.036, 1.282, 1.645,
  ]
}
