import FoundationEssentials
import Forecasting
import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular

/// Runs the chain, or one stage of it, on a scenario folder.
///
/// Every run first reads everything it needs and reports all problems at once; then it takes the output folder for itself,
/// computes, and changes the files in one step that is wholly done or not at all. So a run that fails or is interrupted leaves the
/// old results whole.
public struct Planner: Sendable {
  /// The scenario folder.
  package let folder: String
  /// The output folder.
  package let output: String
  /// How to take the output folder.
  package let taking: OutputTerms
  /// How hard to search.
  package let search: SearchSettings
  /// Told about every step; may be called from several threads.
  package let report: @Sendable (ProgressEvent) -> Void
  /// Asked now and then; `true` ends a search with the best roster so far, and any other stage without a result.
  package let isCancelled: @Sendable () -> Bool

  /// A planner for a scenario folder.
  public init(
    folder: String, output: String? = nil, taking: OutputTerms = OutputTerms(),
    search: SearchSettings = SearchSettings(),
    report: @escaping @Sendable (ProgressEvent) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.folder = folder
    self.output = output ?? Planner.standardOutput(of: folder)
    self.taking = taking
    self.search = search
    self.report = report
    self.isCancelled = isCancelled
  }

  /// Where results go unless said otherwise: `out` inside the scenario folder.
  package static func standardOutput(of folder: String) -> String {
    folder.hasSuffix("/") ? folder + "out" : folder + "/out"
  }
}

/// How a run takes its output folder.
public struct OutputTerms: Hashable, Sendable {
  /// The longest wait for another run that changes the folder.
  public var wait: Duration
  /// Whether a folder that holds files and no manifest of Muster's is taken; a copy of every file in the way is kept.
  public var adopts: Bool
  /// The user's home folder, which is never taken, where it is not what the system's list of users says.
  public var home: String?

  /// Terms; ten seconds, and only folders of Muster's own, unless said otherwise.
  public init(wait: Duration = .seconds(10), adopts: Bool = false, home: String? = nil) {
    self.wait = wait
    self.adopts = adopts
    self.home = home
  }
}

/// A run was stopped before it had a result; nothing was written.
public struct Interrupted: Error {}

/// What one stage did.
public struct StageResult: Encodable, Sendable {
  /// The output folder.
  public var folder: String
  /// Names of the files written.
  public var files: [String]
  /// Names under which edited files were kept.
  public var keptFiles: [String]
  /// Sentences about what the input could not support.
  public var warnings: [String]
  /// People whose rules leave no lawful way to work; empty for stages before the roster.
  public var clashes: [RuleClash] = []

  /// The result as lines for a terminal.
  public var text: String {
    let calendars = files.count { $0.hasSuffix(".ics") }
    let tables = files.filter { !$0.hasSuffix(".ics") && $0 != Manifest.fileName }
    let parts =
      (tables.isEmpty ? [] : [tables.joined(separator: ", ")]) + (calendars > 0 ? ["\(calendars) calendars"] : [])
    return (warnings.map { "Note: \($0)" } + ["Wrote \(parts.joined(separator: " and ")) into \(folder)"])
      .joined(separator: "\n") + "\n"
  }
}

/// What a whole plan did.
public struct PlanResult: Sendable {
  /// The figures.
  public var summary: PlanSummary
  /// The output folder.
  public var folder: String
  /// Names under which edited files were kept.
  public var keptFiles: [String]
}
