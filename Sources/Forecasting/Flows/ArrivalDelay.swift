import Libc

/// When contacts of an interval come up again: uniform over their interval, then an exponential handle time, then a fixed delay.
///
/// With `U` uniform on `0...L` and `H` exponential of mean `m`, `P(U + H <= t)` is `(t - m (1 - exp(-t/m))) / L` up to `L`, and
/// `1 - (m/L) (exp(-(t-L)/m) - exp(-t/m))` from there on; without `H` it is `t / L`.
struct ArrivalDelay {
  /// Intervals until the first of the weights counts.
  let first: Int
  /// Share of the contacts by interval from there on; adds up to 1.
  let weights: [Double]

  /// Later than this nobody is worth counting apart.
  private static let negligible = 1e-12

  /// - Parameters:
  ///   - handleTime: mean in seconds; 0 for none.
  ///   - after: fixed delay in seconds.
  ///   - length: of an interval in seconds.
  init(handleTime m: Double, after: Double, length: Double) {
    first = Int((after / length).rounded(.down))
    let offset = after - Double(first) * length
    var weights: [Double] = []
    var before = 0.0
    var end = length - offset
    while before < 1 - Self.negligible, weights.count < 10_000 {
      let until = Self.share(finishedBy: end, m, length)
      weights.append(max(0, until - before))
      before = max(before, until)
      end += length
    }
    // What is left goes with the last, so that nobody gets lost.
    let sum = weights.reduce(0, +)
    if let last = weights.indices.last { weights[last] += 1 - sum }
    self.weights = weights
  }

  private static func share(finishedBy t: Double, _ m: Double, _ length: Double) -> Double {
    guard t > 0 else { return 0 }
    guard m > 0 else { return min(1, t / length) }
    if t <= length { return max(0, (t + m * expm1(-t / m)) / length) }
    return 1 - m / length * (exp(-(t - length) / m) - exp(-t / m))
  }
}
