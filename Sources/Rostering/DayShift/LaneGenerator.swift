/// Random numbers of one lane: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct LaneGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64, lane: Int) {
    state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(lane) &* 0x2545_F491_4F6C_DD1D &+ 1
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A share in 0..<1.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
  /// A whole number in 0..<bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
