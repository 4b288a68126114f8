/// A fast seeded generator; one independent stream for each replication.
///
/// - Source: xoshiro256++ of Blackman and Vigna, seeded through SplitMix64.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// The stream of one replication of a seed.
  public init(seed: UInt64, replication: Int) {
    var state = seed &+ UInt64(truncatingIfNeeded: replication) &* 0xD134_2543_DE82_EF95
    func split() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    a = split()
    b = split()
    c = split()
    d = split()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let sum = a &+ d
    let result = ((sum << 23) | (sum >> 41)) &+ a
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A number in `0..<1`.
  @inline(__always)
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An exponential time with mean 1.
  @inline(__always)
  public mutating func exponential() -> Double { -naturalLog((Double(next() >> 11) + 0.5) * 0x1p-53) }

  /// A whole number below a bound above 0.
  @inline(__always)
  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }
}

extension RandomStream {
  /// A gamma-distributed factor with mean 1 and a coefficient of variation above 0.
  ///
  /// - Source: Marsaglia and Tsang (2000); shapes below 1 by their power trick.
  mutating func gammaFactor(variation: Double) -> Double {
    let shape = 1 / (variation * variation)
    let boosted = shape < 1 ? shape + 1 : shape
    let d = boosted - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      if v <= 0 { continue }
      let cube = v * v * v
      if naturalLog(1 - uniform()) < 0.5 * x * x + d - d * cube + d * naturalLog(cube) {
        let power = shape < 1 ? Queueing.exponential(-exponential() / shape) : 1
        return d * cube * power / shape
      }
    }
  }

  /// A standard normal number by Marsaglia's polar method.
  private mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let s = x * x + y * y
      if s > 0 && s < 1 { return x * (-2 * naturalLog(s) / s).squareRoot() }
    }
  }
}
