import Tabular

/// The cases that took the most processor time: what comes near the bar is seen before it is over it.
struct Worst {
  private var cases: [(seconds: Double, megabytes: Int, what: String)] = []

  /// How many are told.
  private static let count = 5

  mutating func add(_ seconds: Double, _ megabytes: Int, _ what: String) {
    cases.append((seconds, megabytes, what))
    cases.sort { ($1.seconds, $0.what) < ($0.seconds, $1.what) }
    if cases.count > Self.count { cases.removeLast() }
  }

  /// Adds what a worker said of its own.
  ///
  /// - Parameter line: one of `lines`.
  mutating func add(_ line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, let seconds = Double(parts[1]), let megabytes = Int(parts[2]) else { return }
    add(seconds, megabytes, String(parts[3]))
  }

  /// One line for each, the slowest first: processor seconds, MB and the case.
  var lines: [String] {
    cases.map { "worst \(FixedDecimal.text($0.seconds, decimals: 3)) \($0.megabytes) \($0.what)" }
  }
}
