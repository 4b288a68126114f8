import Libc

/// Days of the back-tests' first weeks, by slot: what came and what was expected, from which it is learned how much the
/// first hours of a day tell of the others.
struct PartialDays: Sendable {
  private let slotCount: Int
  /// Shape [days][slotCount], NaN where absent.
  private var values: [Double] = []
  /// Same shape.
  private var means: [Double] = []

  /// Days as which the theory counts beside those seen.
  private static let theoryDays = 10.0

  init(slotCount: Int) { self.slotCount = slotCount }

  /// Adds a day.
  mutating func add(values day: ArraySlice<Double>, means: ArraySlice<Double>) {
    values += day
    self.means += means
  }

  /// The share of the miss of some slots that the others of the same day have, as logarithms.
  ///
  /// The least-squares slope of the one on the other over the days seen, drawn towards a theoretical one.
  ///
  /// - Parameters:
  ///   - isSeen: shape [slotCount]; the slots whose contacts are known.
  ///   - theory: the share if the day had one common factor and chance besides.
  func gain(_ isSeen: [Bool], theory: Double) -> Double {
    var product = 0.0
    var square = 0.0
    var days = 0.0
    for start in stride(from: 0, to: values.count, by: slotCount) {
      var seen = (value: 0.0, mean: 0.0)
      var rest = seen
      for slot in 0..<slotCount where !values[start + slot].isNaN {
        if isSeen[slot] {
          seen.value += values[start + slot]
          seen.mean += means[start + slot]
        } else {
          rest.value += values[start + slot]
          rest.mean += means[start + slot]
        }
      }
      guard seen.mean > 0, rest.mean > 0 else { continue }
      let miss = log((seen.value + 0.5) / (seen.mean + 0.5))
      product += miss * log((rest.value + 0.5) / (rest.mean + 0.5))
      square += miss * miss
      days += 1
    }
    guard days > 0, square > 0 else { return theory }
    let slope = product / square
    return min(max((days * slope + Self.theoryDays * theory) / (days + Self.theoryDays), 0), 1)
  }
}
