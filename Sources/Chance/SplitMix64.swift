/// A small seeded generator: SplitMix64 by Steele, Lea and Flood (OOPSLA 2014).
///
/// It uses whole numbers only, so a seed means the same numbers everywhere. Not for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that starts at a seed; every seed is good, 0 too.
  public init(seed: UInt64) {
    state = seed
  }

  /// A generator of its own for one part of a seeded whole, so that a new part leaves the others' numbers alone.
  public init(seed: UInt64, part: Int) {
    var parent = SplitMix64(seed: seed &+ UInt64(bitPattern: Int64(part)) &* 0x9E37_79B9_7F4A_7C15)
    state = parent.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A share in `0..<1`, a multiple of 2^-53.
  public mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in `0..<bound`; 0 where there is no other.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

extension SplitMix64 {
  /// The generator of one lane of a search.
  public init(seed: UInt64, lane: Int) {
    self.init(seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(lane) &* 0x2545_F491_4F6C_DD1D &+ 1)
    _ = next()
  }
}
