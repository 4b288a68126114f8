import Libc
import Muster
import Tabular

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What service rounds save: the examples planned without and with them, both rosters played with the same contacts and absences,
/// those that the rounds saw and others that they did not.
enum ServiceBenchmark {
  /// One roster and how it serves.
  private struct Outcome {
    var summary: PlanSummary
    /// Played with the seed of the scenario, then with another.
    var reports: [SimulationReport]
  }

  /// The seed of contacts that no round saw.
  private static let otherSeed: UInt64 = 20_261
  /// Hours that rounds are to save, as shares.
  private static let (must, good) = (0.04, 0.08)

  /// Runs the table; says the exit status: 1 where less is saved than must be, or a queue serves below its goal that did not before.
  static func run(_ words: [String]) -> Int32 {
    var rounds = 4
    var folders: [String] = []
    var search = SearchSettings()
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--rounds": rounds = rest.popFirst().flatMap { Int($0) } ?? 0
      case "--quick": search.effort = .quick
      case let path where !path.hasPrefix("-"): folders.append(path)
      default: rounds = 0
      }
    }
    guard 1...9 ~= rounds else {
      print("usage: muster-benchmark service [--rounds 1...9] [--quick] [SCENARIO ...]")
      return 2
    }
    if folders.isEmpty { folders = ["scenarios/europe-support", "scenarios/follow-the-sun"] }
    var isGood = true
    for folder in folders {
      do {
        search.serviceRounds = 0
        let first = try outcome(folder, search)
        search.serviceRounds = rounds
        let rounded = try outcome(folder, search)
        isGood = tell(folder, first, rounded) && isGood
      } catch {
        print("\(folder): \(error)")
        return 2
      }
    }
    return isGood ? 0 : 1
  }

  /// Plans a copy of a scenario, so that its own results stay as they are, and plays it.
  private static func outcome(_ scenario: String, _ search: SearchSettings) throws -> Outcome {
    let manager = FileManager.default
    let copy = "/tmp/muster-service-\(getpid())"
    try? manager.removeItem(atPath: copy)
    defer { try? manager.removeItem(atPath: copy) }
    try manager.copyItem(atPath: scenario, toPath: copy)
    for made in ["out", "published"] { try? manager.removeItem(atPath: "\(copy)/\(made)") }
    let planner = Planner(folder: copy, search: search)
    let summary = try planner.plan().summary
    return Outcome(
      summary: summary,
      reports: try [nil, otherSeed].map { try planner.simulate(SimulationSettings(seed: $0)).report })
  }

  private static func tell(_ name: String, _ first: Outcome, _ rounded: Outcome) -> Bool {
    func hours(_ outcome: Outcome) -> Double { outcome.summary.queues.reduce(0) { $0 + $1.requiredHours } }
    let saved = 1 - hours(rounded) / hours(first)
    print(
      "\n\(name): required \(decimal(hours(first), 1)) h without rounds, \(decimal(hours(rounded), 1)) with, "
        + "\(decimal(saved * 100, 1)) % fewer (must \(decimal(must * 100, 0)), good \(decimal(good * 100, 0))); "
        + "short \(decimal(first.summary.shortHours, 1)), \(decimal(rounded.summary.shortHours, 1)) h; "
        + "paid \(decimal(first.summary.paidHours, 0)), \(decimal(rounded.summary.paidHours, 0)) h\n")
    print("| queue | goal | required h | with rounds | served | with rounds | other contacts | with rounds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    var isKept = true
    for (place, queue) in rounded.summary.queues.enumerated() {
      func served(_ outcome: Outcome, _ play: Int) -> String {
        outcome.reports[play].queues[place].simulated.map { decimal($0 * 100, 1) } ?? "-"
      }
      // Held to what is certain: with the contacts of the rounds no queue that had its goal lost it.
      let before = first.reports[0].queues[place].simulated ?? 1
      let after = rounded.reports[0].queues[place].simulated ?? 1
      if after < min(before, queue.goal) { isKept = false }
      let cells =
        [queue.queue, decimal(queue.goal * 100, 0)]
        + [first, rounded].map { decimal($0.summary.queues[place].requiredHours, 1) }
        + [0, 1].flatMap { play in [first, rounded].map { served($0, play) } }
      print("| \(cells.joined(separator: " | ")) |")
    }
    fflush(nil)
    return isKept && saved >= must
  }

  private static func decimal(_ value: Double, _ digits: Int) -> String { FixedDecimal.text(value, decimals: digits) }
}
