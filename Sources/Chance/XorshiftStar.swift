/// A multiplicative generator small enough to stay in registers.
///
/// - Source: xorshift64* of Vigna (2016).
public struct XorshiftStar: Sendable {
  @usableFromInline var state: UInt64

  /// A generator that starts at a seed; every seed is good, 0 too.
  public init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<20 { _ = next() }
  }

  /// The next 64 random bits.
  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  /// A whole number in 0..<bound.
  @inlinable @inline(__always)
  public mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

  /// A number in 0..<1.
  @inlinable @inline(__always)
  public mutating func share() -> Float { Float(next() >> 40) * (1 / 16_777_216) }
}
