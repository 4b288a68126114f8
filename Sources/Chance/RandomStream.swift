public import Libc

/// A fast seeded generator; one independent stream for each replication.
///
/// - Source: xoshiro256++ of Blackman and Vigna, seeded through SplitMix64.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline var a: UInt64
  @usableFromInline var b: UInt64
  @usableFromInline var c: UInt64
  @usableFromInline var d: UInt64

  /// The stream of one replication of a seed.
  public init(seed: UInt64, replication: Int) {
    var start = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: replication) &* 0xD134_2543_DE82_EF95)
    a = start.next()
    b = start.next()
    c = start.next()
    d = start.next()
  }

  /// The next 64 random bits.
  @inlinable @inline(__always)
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
  @inlinable @inline(__always)
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An exponential time with mean 1.
  @inlinable @inline(__always)
  public mutating func exponential() -> Double { -log((Double(next() >> 11) + 0.5) * 0x1p-53) }

  /// A whole number below a bound above 0.
  @inlinable @inline(__always)
  public mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }
}

extension RandomStream {
  /// A gamma-distributed factor with mean 1 and a coefficient of variation above 0.
  ///
  /// - Source: Marsaglia and Tsang (2000); shapes below 1 by their power trick.
  public mutating func gammaFactor(variation: Double) -> Double {
    let shape = 1 / (variation * variation)
    let boosted = shape < 1 ? shape + 1 : shape
    let d = boosted - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      if v <= 0 { continue }
      let cube = v * v * v
      if log(1 - uniform()) < 0.5 * x * x + d - d * cube + d * log(cube) {
        let power = shape < 1 ? exp(-exponential() / shape) : 1
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
      if s > 0 && s < 1 { return x * (-2 * log(s) / s).squareRoot() }
    }
  }
}
