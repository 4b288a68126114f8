/// Random quantities made of uniform draws by comparing, counting and adding.
///
/// No logarithm, exponential or power is taken: their last bits differ between platforms, and one bit can turn a
/// count. Sums and products of `Double` are the same wherever IEEE 754 holds, so a seed gives the same history.
public struct Draws: Sendable {
  private var generator: SplitMix64

  /// Draws from a generator of their own.
  public init(seed: UInt64, part: Int) {
    generator = SplitMix64(seed: seed, part: part)
  }

  /// A number in `0..<1`, a multiple of 2^-53.
  public mutating func uniform() -> Double {
    Double(generator.next() >> 11) * 0x1p-53
  }

  /// An exponential waiting time of mean 1, exact.
  ///
  /// - Source: von Neumann, Various techniques used in connection with random digits (1951). A falling run of
  ///   uniform numbers that starts at x has an odd length with probability e^-x; each even run adds 1.
  public mutating func exponential() -> Double {
    var whole = 0.0
    while true {
      let first = uniform()
      var last = first
      var isOdd = true
      while true {
        let candidate = uniform()
        if candidate >= last { break }
        last = candidate
        isOdd.toggle()
      }
      if isOdd { return whole + first }
      whole += 1
    }
  }

  /// A Gamma variable of a whole shape and scale 1: the sum of `shape` exponential ones, exact.
  public mutating func gamma(shape: Int) -> Double {
    var sum = 0.0
    for _ in 0..<shape { sum += exponential() }
    return sum
  }

  /// A Gamma variable of mean 1 and variance 1 / shape: a factor that makes counts vary more than Poisson ones.
  public mutating func factor(shape: Int) -> Double {
    gamma(shape: shape) / Double(shape)
  }

  /// A Poisson count, exact: arrivals with exponential gaps before time `mean`.
  ///
  /// - Complexity: O(mean).
  public mutating func poisson(mean: Double) -> Int {
    var count = 0
    var time = exponential()
    while time < mean {
      count += 1
      time += exponential()
    }
    return count
  }

  /// How many of `trials` happen when each does with `probability`, exact.
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    var count = 0
    for _ in 0..<trials where uniform() < probability { count += 1 }
    return count
  }
}
