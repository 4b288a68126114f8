/// What joint draws of a queue's horizon need.
struct PathModel: Sendable {
  /// Days in order: the intervals of the grid that are theirs, and the quantiles of their total over its mean.
  struct Day: Sendable {
    let intervals: [Int]
    /// Shape [19].
    let ratios: [Double]
  }

  let days: [Day]
  /// Shape [grid.count].
  let mean: [Double]
  /// Variance, relative to the squared mean, of an interval around its day.
  let withinDayVariance: Double
  /// Correlation of one day's miss with the next day's.
  let carry: Double

  /// One possible course: whole contacts per interval, shape [grid.count].
  ///
  /// Each day's factor is drawn from the quantiles of its total, days in a chain of normal deviates with correlation
  /// `carry`; each interval then has a gamma factor of its own, and a Poisson count.
  func path(_ generator: inout some RandomNumberGenerator) -> [Double] {
    var path = [Double](repeating: 0, count: mean.count)
    var deviate = RandomCounts.normal(&generator)
    for day in days {
      let factor = Self.ratio(day.ratios, share: normalShare(below: deviate))
      for interval in day.intervals where mean[interval] > 0 {
        let own = RandomCounts.gamma(variance: withinDayVariance, &generator)
        path[interval] = RandomCounts.poisson(mean: mean[interval] * factor * own, &generator)
      }
      deviate = carry * deviate + (1 - carry * carry).squareRoot() * RandomCounts.normal(&generator)
    }
    return path
  }

  /// The quantile of a share between those kept; straight lines go on beyond the last.
  private static func ratio(_ quantiles: [Double], share: Double) -> Double {
    let position = share * 20 - 1
    let index = min(max(Int(position.rounded(.down)), 0), quantiles.count - 2)
    let value = quantiles[index] + (position - Double(index)) * (quantiles[index + 1] - quantiles[index])
    return max(0, value)
  }
}
