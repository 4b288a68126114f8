import Forecasting
import Publishing
import ScenarioFiles
import Tabular
import Workforce

/// The flags of a history with what planners decided about them, wherever they did.
///
/// A run lists what looks odd in flags.csv of its results, and decisions written there are obeyed by the next run. Rows
/// that planners moved into the scenario's own flags.csv are theirs: no run writes that file, and its rows are not
/// listed again.
struct FlagReview {
  /// Rows of the scenario's own file.
  private let own: [HistoryFlag]
  /// Rows of the results that the scenario's file does not have.
  private let listed: [HistoryFlag]
  /// Where the two files disagree.
  let warnings: [String]
  /// Hash of the results' file where writing it again loses nothing of what stands in it.
  let carriedHash: String?

  /// - Parameters:
  ///   - review: what the scenario folder holds.
  ///   - bytes: the results' flags.csv; `nil` where there is none yet.
  ///   - file: its name in messages.
  /// - Throws: `InputError` with every problem of the results' file.
  init(_ review: ForecastReview, results bytes: [UInt8]?, file: String, for scenario: Scenario) throws(InputError) {
    own = review.flags
    guard let bytes else {
      listed = []
      warnings = []
      carriedHash = nil
      return
    }
    let read = try FlagsTable.read(bytes, file: file, for: scenario, ignoresOtherQueues: true)
    var listed: [HistoryFlag] = []
    var warnings: [String] = []
    for flag in read {
      let same = review.flags.first { $0.isSameStretch(as: flag) }
      guard let mine = same ?? review.flags.first(where: { $0.isDecided(with: flag) }) else {
        listed.append(flag)
        continue
      }
      if flag.decision != .open, flag.decision != mine.decision || same == nil {
        let zone = scenario.queues.first { $0.id == flag.queue }?.open.zone
        warnings.append(
          "Queue \(flag.queue), \(zone?.isoText(at: flag.start) ?? flag.start.isoText): \(file) says "
            + "\(flag.decision.rawValue) and \(review.flagsFile ?? FlagsTable.fileName) of the scenario "
            + "\(mine.decision.rawValue); the scenario's counts.")
      }
    }
    self.listed = listed
    self.warnings = warnings
    let isCarried = warnings.isEmpty && FlagsTable.isCarried(bytes, for: scenario)
    carriedHash = isCarried ? ContentHash.sha256Hex(bytes) : nil
  }

  /// Every flag with its decision.
  var flags: [HistoryFlag] { own + listed }

  /// Decisions that stand in the results' file only.
  var listedDecisions: [HistoryFlag] { listed.filter { $0.decision != .open } }

  /// What the results' file is to list: every flag that the scenario's own file does not have.
  func listing(of all: [HistoryFlag]) -> [HistoryFlag] {
    all.filter { flag in !own.contains { $0.isSameStretch(as: flag) } }
  }
}

extension HistoryFlag {
  /// Whether two rows speak of the same stretch of a queue.
  fileprivate func isSameStretch(as other: HistoryFlag) -> Bool {
    queue == other.queue && start == other.start && end == other.end
  }
}
