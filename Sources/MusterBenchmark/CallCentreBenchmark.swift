import Lanes
import Rostering
import Tours

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Rosters a call-centre instance with the engine of the product and says cost, bound and time.
enum CallCentreBenchmark {
  /// What the command line asks for.
  private struct Options {
    var seconds = 60.0
    /// A number of moves in place of seconds: repeatable.
    var moves: Int?
    var out = "roster.csv"
    var seed: UInt64 = 1
    var threads = 2
    var isVerbose = false

    /// nil when an option is unknown or its value is not a number.
    init?(_ words: [String]) {
      var rest = words[...]
      while let word = rest.popFirst() {
        if word == "--verbose" {
          isVerbose = true
          continue
        }
        guard let value = rest.popFirst() else { return nil }
        switch word {
        case "--out": out = value
        case "--seconds":
          guard let number = Double(value) else { return nil }
          seconds = number
        case "--moves":
          guard let number = Int(value) else { return nil }
          moves = number
        case "--seed":
          guard let number = UInt64(value) else { return nil }
          seed = number
        case "--threads":
          guard let number = Int(value) else { return nil }
          threads = number
        default: return nil
        }
      }
    }
  }

  /// Solves the instance of a file, writes the roster and prints one line; says the exit status.
  static func run(_ path: String, _ words: [String]) -> Int32 {
    guard let options = Options(words) else {
      print("unknown option or bad value in: \(words.joined(separator: " "))")
      return 2
    }
    let clock = Stopwatch()
    do {
      let centre = try CallCentre([UInt8](try Data(contentsOf: URL(filePath: path))))
      let effort = options.moves.map { RosterEffort.moves($0) } ?? .seconds(max(0.1, options.seconds - clock.seconds))
      var engine = RosterEngine(effort: effort, seed: options.seed)
      engine.threads = options.threads
      if options.isVerbose { engine.onProgress = narrator(clock) }
      let solution = engine.solve(centre.problem)
      try Data(centre.table(solution.tours).utf8).write(to: URL(filePath: options.out))
      report(solution, clock)
    } catch {
      print("\(path): \(error)")
      return 2
    }
    return 0
  }

  private static func report(_ solution: RosterSolution, _ clock: Stopwatch) {
    print(
      "cost=\(round(solution.cost.total)) bound=\(round(solution.bound)) cover=\(round(solution.cost.cover)) "
        + "conflicts=\(solution.conflicts.count) "
        + "wall=\(round(clock.seconds)) cpu=\(round(Stopwatch.processorSeconds))")
    for fault in solution.faults { print("note: \(fault)") }
  }

  /// Prints the cost about once a second.
  private static func narrator(_ clock: Stopwatch) -> @Sendable (EngineProgress) -> Void {
    let said = Said()
    return { progress in
      let seconds = clock.seconds
      if said.isDue(seconds, progress.stage) {
        print("\(round(seconds)) s  \(progress.stage): cost \(round(progress.cost))")
      }
    }
  }

  private static func round(_ value: Double) -> Double {
    value.isFinite ? (value * 100).rounded() / 100 : value
  }

  /// When something was last printed. A class because progress comes from a closure on another thread.
  private final class Said: @unchecked Sendable {
    private var last = -10.0
    private var stage = ""

    func isDue(_ seconds: Double, _ stage: String) -> Bool {
      guard seconds - last >= 1 || stage != self.stage else { return false }
      last = seconds
      self.stage = stage
      return true
    }
  }
}
