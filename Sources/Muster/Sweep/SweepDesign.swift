import Chance
import Tabular

/// Which values of its variations a sweep runs together.
public enum SweepDesign: Hashable, Sendable {
  /// Every value with every other.
  case grid
  /// So many runs in which every value of every variation comes evenly often, put together by chance (Latin hypercube).
  case sample(Int)
  /// The scenario as it is, and every variation alone at its least and its greatest value.
  case oneAtATime

  /// More runs than this are rather a mistake.
  public static let mostRuns = 100_000

  /// The values of every run, by variation; nil where a run leaves a variation alone.
  ///
  /// - Parameter seed: of samples.
  /// - Throws: `InputError` with the count where there are too many.
  func runs(of variations: [Variation], seed: UInt64) throws(InputError) -> [[String?]] {
    let count = runCount(of: variations)
    guard let count, 1...Self.mostRuns ~= count else {
      let text = count.map { "\($0)" } ?? variations.map { "\($0.count)" }.joined(separator: " x ")
      throw InputError(
        Place(file: "--vary"), "the sweep has \(text) runs, and at most \(Self.mostRuns) are made",
        next: "Take wider steps, vary less, or draw a sample with --sample.")
    }
    switch self {
    case .grid:
      return (0..<count).map { run in
        var rest = run
        var values = [String?](repeating: nil, count: variations.count)
        for index in variations.indices.reversed() {
          values[index] = variations[index].valueText(rest % variations[index].count)
          rest /= variations[index].count
        }
        return values
      }
    case .sample:
      var generator = SplitMix64(seed: seed)
      let columns = variations.map { variation in
        let order = Array(0..<count).shuffled(using: &generator)
        return order.map {
          variation.valueText(at: (Double($0) + Double.random(in: 0..<1, using: &generator)) / Double(count))
        }
      }
      return (0..<count).map { run in columns.map { $0[run] } }
    case .oneAtATime:
      let nothing = [String?](repeating: nil, count: variations.count)
      return [nothing]
        + variations.indices.flatMap { index in
          [variations[index].ends.low, variations[index].ends.high].map { end in
            var values = nothing
            values[index] = variations[index].valueText(end)
            return values
          }
        }
    }
  }

  /// How many runs there are; nil where that is no number.
  private func runCount(of variations: [Variation]) -> Int? {
    switch self {
    case .sample(let count): return count
    case .oneAtATime: return 1 + 2 * variations.count
    case .grid:
      var count = 1
      for variation in variations {
        let (product, isTooMuch) = count.multipliedReportingOverflow(by: variation.count)
        if isTooMuch { return nil }
        count = product
      }
      return count
    }
  }
}
