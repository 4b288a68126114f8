import Chance
import Forecasting
import Libc
import Timeline
import Workforce

/// Possible courses of volume over the months: what the outlook's ranges allow, queues missing together as far as their pasts did.
///
/// Within a queue the miss of a month is that of the month before and a step on top, as a level walks that moves at random; its size
/// in each month is the outlook's tenth or ninetieth percentile, whichever side it lies on.
struct VolumeCourses: Sendable {
  /// Shape [queues][queues], lower triangle: what turns independent deviates into those of queues that miss together.
  private let root: [[Double]]

  /// Learns how queues miss together from courses of the weeks ahead.
  init(_ study: ForecastStudy, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let paths = study.paths(Self.pathsForCorrelation, using: &generator)
    let totals = paths.map { $0.map { $0.reduce(0, +) } }
    root = Self.root(of: Self.correlations(totals, queues: study.forecast.queues.count))
  }

  private static let pathsForCorrelation = 100
  /// Quantile of the normal law at nine tenths.
  private static let ninetieth = 1.281_551_565_544_600

  /// Factors on the mean volume, shape [count][queues][months].
  func factors(_ count: Int, for demand: MonthlyDemand, using generator: inout some RandomNumberGenerator)
    -> [[[Double]]]
  {
    let queues = demand.spread.count
    let variances = demand.spread.map { spread in
      spread.map { side in
        let deviation = (side.below + side.above) / 2 / Self.ninetieth
        return deviation * deviation
      }
    }
    return (0..<count).map { _ in
      var walk = [Double](repeating: 0, count: queues)
      var walked = walk
      var factors = [[Double]](repeating: [Double](repeating: 1, count: demand.monthCount), count: queues)
      for month in 0..<demand.monthCount {
        let news = root.map { _ in Self.normal(&generator) }
        for queue in 0..<queues {
          let together = (0...queue).reduce(0.0) { $0 + root[queue][$1] * news[$1] }
          let step = max(month == 0 ? 1e-12 : 0, variances[queue][month] - walked[queue])
          walk[queue] += together * step.squareRoot()
          walked[queue] += step
          let deviate = walk[queue] / max(walked[queue], 1e-12).squareRoot()
          let side = deviate < 0 ? demand.spread[queue][month].below : demand.spread[queue][month].above
          factors[queue][month] = max(0, 1 + deviate * side / Self.ninetieth)
        }
      }
      return factors
    }
  }

  /// Net hours wanted on each course, shape [count][queues][months], what shifts lose included.
  func hours(_ count: Int, for model: HeadcountModel, using generator: inout some RandomNumberGenerator) -> [[[Double]]]
  {
    let demand = model.demand
    return factors(count, for: demand, using: &generator).map { course in
      let relative = zip(course, demand.planned).map { zip($0, $1).map { $1 > 0 ? $0 / $1 : 1 } }
      return zip(demand.hours(at: relative), model.loss).map { own, loss in own.map { $0 * loss } }
    }
  }

  /// A standard normal deviate (Box and Muller).
  private static func normal(_ generator: inout some RandomNumberGenerator) -> Double {
    let first = (Double(generator.next() >> 11) + 1) * 0x1p-53
    let second = Double(generator.next() >> 11) * 0x1p-53
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }

  private static func correlations(_ totals: [[Double]], queues: Int) -> [[Double]] {
    let count = Double(max(1, totals.count))
    let means = (0..<queues).map { queue in totals.reduce(0) { $0 + $1[queue] } / count }
    func covariance(_ one: Int, _ other: Int) -> Double {
      totals.reduce(0) { $0 + ($1[one] - means[one]) * ($1[other] - means[other]) } / count
    }
    let deviations = (0..<queues).map { covariance($0, $0).squareRoot() }
    return (0..<queues).map { one in
      (0..<queues).map { other in
        if one == other { return 1 }
        let scale = deviations[one] * deviations[other]
        return scale > 0 ? covariance(one, other) / scale : 0
      }
    }
  }

  /// Cholesky's root; a direction that the others hold already gets none of its own.
  private static func root(of matrix: [[Double]]) -> [[Double]] {
    var root = matrix.map { $0.map { _ in 0.0 } }
    for row in matrix.indices {
      for column in 0...row {
        let known = (0..<column).reduce(0.0) { $0 + root[row][$1] * root[column][$1] }
        if row == column {
          root[row][row] = max(0, matrix[row][row] - known).squareRoot()
        } else if root[column][column] > 1e-9 {
          root[row][column] = (matrix[row][column] - known) / root[column][column]
        }
      }
    }
    return root
  }
}
