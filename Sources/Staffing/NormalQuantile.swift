import Libc

/// Quantiles of the standard normal distribution.
enum NormalQuantile {
  /// The value below which a share of a standard normal lies.
  ///
  /// - Parameter share: strictly between 0 and 1.
  /// - Returns: the quantile, to 4.5e-4 absolute.
  /// - Source: Abramowitz and Stegun, formula 26.2.23.
  static func value(at share: Double) -> Double {
    precondition(share > 0 && share < 1, "a normal quantile needs a share between 0 and 1")
    let tail = min(share, 1 - share)
    let t = (-2 * log(tail)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    let value = t - numerator / denominator
    return share < 0.5 ? -value : value
  }
}
