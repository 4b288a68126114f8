/// Finds the least number of agents, whole or real, at which a goal is met.
///
/// The caller gives a margin: a function of the agents that never falls, at least 0 exactly where the goal is met. Margins are
/// logarithms of allowed over actual, which are close to straight lines in `n`, so false position needs a few steps.
struct AgentSearch {
  /// Where to look first.
  var start: Double
  /// The least whole answer; fewer agents count as not meeting the goal.
  var floor: Double
  /// By how many agents the margin changes by about 1.
  var spread: Double

  /// Least whole number at which the margin is at least 0.
  ///
  /// - Complexity: 2 to 5 margins from a fair start, O(log distance) from any.
  @inline(__always)
  func least(where margin: (Double) -> Double) throws(QueueingError) -> Double {
    var low = floor - 1
    var lowMargin = -Double.infinity
    var high = Double.infinity
    var highMargin = Double.infinity
    var slope = 1 / spread
    var reach = max(1, (spread * 2).rounded())
    var rounds = 0
    var n = max(floor, start.rounded())
    var last = (n: 0.0, margin: Double.nan)
    while true {
      let value = margin(n)
      if value >= 0 {
        (high, highMargin) = (n, value)
      } else {
        (low, lowMargin) = (n, value)
      }
      if high - low <= 1 { return high }
      rounds += 1
      let secant = (value - last.margin) / (n - last.n)
      if secant > 0 && secant < .infinity { slope = secant }
      last = (n, value)
      let crossing = n - value / slope
      if high == .infinity {
        // Not met yet: go up to where the line crosses, at most by a reach that doubles.
        guard n < 1e15 else { throw .noFiniteAnswer(.tooManyAgents) }
        n = max(n + 1, min(n + reach, crossing.rounded(.up)))
        reach *= 2
      } else if lowMargin == -.infinity {
        // Met, with nothing below tried or nothing near: go down to just below the crossing.
        n = max(low + 1, max(n - reach, min(n - 1, crossing.rounded(.down))))
        reach *= 2
      } else if rounds % 8 == 0 || highMargin == .infinity {
        n = ((low + high) / 2).rounded(.down)
      } else {
        n = min(high - 1, max(low + 1, value >= 0 ? crossing.rounded(.down) : crossing.rounded(.up)))
      }
    }
  }

  /// Least real number at which the margin is at least 0, given the least whole one.
  ///
  /// - Returns: the answer to about 1e-11; `lowest` when the goal is met everywhere above it.
  /// - Complexity: some 6 margins.
  @inline(__always)
  func leastReal(below whole: Double, above lowest: Double, where margin: (Double) -> Double) -> Double {
    var high = whole
    var low = max(lowest, whole - 1)
    var highMargin = margin(high)
    var lowMargin = low > lowest ? margin(low) : -.infinity
    if lowMargin >= 0 { return low }
    var staying = 0  // how often in a row the same end has stayed: above 0 the low one, below 0 the high one
    for round in 1...200 where high - low > 1e-11 + 4e-16 * high {
      var n = (low + high) / 2
      if lowMargin > -.infinity && highMargin < .infinity && round % 8 != 0 {
        n = low + (high - low) * (-lowMargin) / (highMargin - lowMargin)
      }
      guard n > low, n < high else { break }
      let value = margin(n)
      // Near the crossing the margin is a straight line, whose slope the bracket gives where both its ends have a margin.
      let slope = (highMargin - lowMargin) / (high - low)
      if slope < .infinity && abs(value) < 1e-11 * slope { return n }
      if value >= 0 {
        (high, highMargin) = (n, value)
        staying = max(1, staying + 1)
        if staying > 1 { lowMargin /= 2 }
      } else {
        (low, lowMargin) = (n, value)
        staying = min(-1, staying - 1)
        if staying < -1 { highMargin /= 2 }
      }
    }
    return high
  }
}

/// The margin of a measure that must not pass a cap: `ln(cap / actual)`.
@inline(__always)
func allowedRatio(_ actual: Double, _ cap: Double) -> Double {
  actual > 0 ? naturalLog(cap / actual) : .infinity
}

/// A cap with the room that ties need: rounding must not decide between meeting a goal exactly and missing it.
@inline(__always)
func toleratedCap(_ cap: Double) -> Double { cap + min(1e-12, cap * 1e-9) }
