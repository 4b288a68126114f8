/// A small seeded generator: SplitMix64 by Steele, Lea and Flood (OOPSLA 2014).
///
/// It uses whole numbers only, so a seed means the same numbers everywhere. Not for secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that starts at a seed; every seed is good, 0 too.
  package init(seed: UInt64) {
    state = seed
  }

  /// A generator of its own for one part of a seeded whole, so that a new part leaves the others' numbers alone.
  package init(seed: UInt64, part: Int) {
    var parent = SplitMix64(seed: seed &+ UInt64(bitPattern: Int64(part)) &* 0x9E37_79B9_7F4A_7C15)
    state = parent.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
