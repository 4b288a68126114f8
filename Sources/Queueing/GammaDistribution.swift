internal import Units

/// A gamma distribution with scale 1, for uncertain rates.
struct GammaDistribution {
  /// The shape, above 0; also the mean.
  let shape: Double

  /// `x^shape e^-x / Gamma(shape + 1)`; the density is `shape / x` times this.
  func kernel(_ x: Double) -> Double { poissonChance(of: shape, mean: x) }

  /// Share of the distribution at or below `x`, and above it; each with its own digits.
  ///
  /// - Source: the lower share is the sum over waiting contacts in Erlang A, the upper the inverse of Erlang's loss formula.
  func shares(at x: Double) -> (below: Double, above: Double) {
    guard x > 0 else { return (0, 1) }
    guard x < .infinity else { return (1, 0) }
    if x < shape + 1 {
      let threshold = WaitThreshold(.seconds(0), patience: .seconds(1))
      let law = WaitLaw(answers: shape, arrivals: x, surplus: shape - x, threshold: threshold, withWaits: false)
      let below = kernel(x) * shape / x * law.waiting / law.start
      return (below, 1 - below)
    }
    let above = kernel(x) * shape / x * inverseBlocking(agents: shape - 1, load: x)
    return (1 - above, above)
  }

  /// The value below which a share of the distribution lies; 0 for a share of 0, infinite for 1.
  func quantile(_ share: Double) -> Double {
    guard share > 0 else { return 0 }
    guard share < 1 else { return .infinity }
    var low = 0.0
    var high = Double.infinity
    // Below shape 1 the mass sits near 0, where the share grows like x^shape / Gamma(shape + 1).
    var x = shape < 1 ? exponential((naturalLog(share * gammaFunction(shape + 1))) / shape) : shape
    guard x > 0 else { return 0 }
    for _ in 0..<200 {
      let (below, above) = shares(at: x)
      let error = share < 0.5 ? below - share : (1 - share) - above
      if error > 0 { high = x } else { low = x }
      var next = x * exponential(-error / (shape * kernel(x)))  // Newton's step in ln x
      if abs(next - x) <= 2e-16 * x { return next }
      if !(next > low && next < high) {
        next = high == .infinity ? 2 * x : (low + high) / 2
        if next == low || next == high { return x }
      }
      x = next
    }
    return x
  }
}
