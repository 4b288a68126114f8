import Libc
import Workforce

/// The work under way in each interval when arrivals change faster than contacts are finished (modified offered load).
///
/// With `lambda` arrivals a second the number `m` of contacts under way, if nobody ever waited, follows
///
///     m' = lambda - m / AHT
///
/// which is solved exactly inside each interval, where `lambda` and `AHT` stand still: `m` goes from where it was towards
/// `lambda AHT`, by the factor `exp(-interval / AHT)`. The load of an interval is the mean of `m` over it. Where the handle
/// time is short against the interval that is `lambda AHT`, the steady load.
///
/// - Source: Jennings, Mandelbaum, Massey and Whitt (1996); Feldman, Mandelbaum, Massey and Whitt (2008).
enum LaggedLoad {
  /// Load in erlangs of each interval; nothing is under way before the first.
  ///
  /// - Parameters:
  ///   - offered: contacts per interval.
  ///   - handleTime: seconds; where it is 0 (a closed interval) the one before goes on.
  ///   - interval: seconds.
  /// - Complexity: O(intervals).
  static func loads(offered: [Double], handleTime: [Double], interval: Double) -> [Double] {
    var underWay = 0.0
    var current = handleTime.first { $0 > 0 } ?? interval
    return offered.indices.map { index in
      if handleTime[index] > 0 { current = handleTime[index] }
      let steady = offered[index] * current / interval
      let left = exp(-interval / current)
      let mean = steady + (underWay - steady) * (1 - left) * current / interval
      underWay = steady + (underWay - steady) * left
      return mean
    }
  }

  /// Whether a queue is sized on the lagged load: where it says so, or its contacts take an interval or longer.
  static func applies(to queue: Queue, offered: [Double], handleTime: [Double], interval: Double) -> Bool {
    guard !queue.isDeferred else { return false }
    switch queue.loadModel {
    case .lagged: return true
    case .steady: return false
    case .automatic:
      let contacts = offered.reduce(0, +)
      let work = zip(offered, handleTime).reduce(0) { $0 + $1.0 * $1.1 }
      return contacts > 0 && work / contacts >= interval
    }
  }
}
