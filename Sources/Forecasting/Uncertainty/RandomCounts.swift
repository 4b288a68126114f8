import Libc

/// Draws from the distributions of counts, from any seeded generator.
enum RandomCounts {
  /// A number in `0..<1`.
  static func uniform(_ generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() >> 11) / 9_007_199_254_740_992
  }

  /// A standard normal deviate.
  ///
  /// - Source: the polar method of Marsaglia and Bray.
  static func normal(_ generator: inout some RandomNumberGenerator) -> Double {
    while true {
      let x = 2 * uniform(&generator) - 1
      let y = 2 * uniform(&generator) - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// A gamma deviate with mean 1 and the given variance.
  ///
  /// - Source: Marsaglia and Tsang, A simple method for generating gamma variables (2000).
  static func gamma(variance: Double, _ generator: inout some RandomNumberGenerator) -> Double {
    guard variance > 1e-9 else { return 1 }
    let shape = 1 / variance
    // Shapes under 1 are those of one more, times a power of a uniform number.
    let lifted = shape < 1 ? shape + 1 : shape
    let d = lifted - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal(&generator)
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      guard log(max(uniform(&generator), 1e-300)) < 0.5 * x * x + d - d * v + d * log(v) else { continue }
      let lift = shape < 1 ? pow(max(uniform(&generator), 1e-300), 1 / shape) : 1
      return d * v * lift / shape
    }
  }

  /// A Poisson count: by multiplication of uniform numbers for small means, rounded normal for large ones.
  static func poisson(mean: Double, _ generator: inout some RandomNumberGenerator) -> Double {
    guard mean > 0 else { return 0 }
    if mean > 60 { return max(0, (mean + mean.squareRoot() * normal(&generator)).rounded()) }
    let limit = exp(-mean)
    var product = uniform(&generator)
    var count = 0.0
    while product > limit {
      count += 1
      product *= uniform(&generator)
    }
    return count
  }
}

/// The standard normal distribution function.
///
/// - Source: through the complementary error function.
func normalShare(below x: Double) -> Double {
  0.5 * erfc(-x / 2.0.squareRoot())
}
