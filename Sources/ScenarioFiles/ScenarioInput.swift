public import Tabular
public import Workforce

/// A file as it was read, for the hashes in a manifest.
public struct InputFile: Hashable, Sendable {
  /// The name as written in the scenario, for example `history.csv`.
  public var name: String
  /// The whole content.
  public var bytes: [UInt8]

  /// A file of bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A scenario folder as read: everything a plan starts from.
public struct ScenarioInput: Sendable {
  /// What is written by hand, checked.
  public var scenario: Scenario
  /// What happened; empty series where the history was not asked for.
  public var history: ContactHistory
  /// What planners decided about the forecast; nothing where the history was not asked for.
  public var review: ForecastReview
  /// scenario.yaml and the tables in the order they were read.
  public var files: [InputFile]
  /// What looks odd but does not stop a plan.
  public var warnings: [InputProblem]
  /// Plain sentences about what the history and the holidays cannot say, for every run that reads them.
  public var notes: [String] = []
  /// Queues whose open intervals without a row had no contacts, as decided or as is likelier.
  package var quietQueues: Set<String> { readHistory?.quietQueues ?? [] }
  /// Path of the history below the folder; nil where the scenario names none.
  public var historyFile: String?
  /// Path below the folder by key, for example `leave`, of the tables that the scenario names.
  public var namedTables: [String: String] = [:]
  /// Name of the table of holidays as notes have it; nil where there is none.
  var holidayFile: String?
  /// How the history was read, for others that have the same.
  var readHistory: ReadHistory?
  /// Every value of a variant that is not its base's, in the order of the files, the base's own first; empty without `extends`
  /// and `change`.
  public var origins: [Origin] = []
  /// The folders that a variant extends, the nearest first; empty where it extends none.
  public var bases: [String] = []
}
