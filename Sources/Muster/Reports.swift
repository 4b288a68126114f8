import ScenarioFiles
import Tabular
import Workforce

/// What `check` found.
public struct CheckReport: Encodable, Sendable {
  /// One fault of a file.
  public struct Fault: Encodable, Hashable, Sendable {
    /// File, line and column, for example `history.csv:7, column start`.
    public var place: String
    /// What is wrong.
    public var message: String
    /// What to do.
    public var next: String

    init(_ problem: InputProblem) {
      place = problem.place.description
      message = problem.message
      next = problem.next
    }
  }

  /// What must be mended before a plan can be made; the first twenty of each file.
  public var problems: [Fault]
  /// How many there are in all.
  public var problemCount: Int
  /// What may be on purpose.
  public var warnings: [Fault]
  /// People whose rules leave no lawful way to work; a plan gives them their fixed shifts only.
  public var clashes: [Clash]
  /// What is assumed because the files do not say it.
  public var assumptions: [String]
  /// Plain sentences about what the history and the holidays cannot say; forecasts and plans repeat them.
  public var notes: [String]
  /// One value of a variant that is not its base's.
  public struct Change: Encodable, Hashable, Sendable {
    /// The value by keys and ids, for example `queues.fr-phone.goal.answered`.
    public var path: String
    /// What holds now.
    public var value: String
    /// File, line and column where that is written.
    public var place: String
    /// What it takes the place of; `nil` where there was nothing.
    public var replaced: String?
    /// File, line and column of that; `nil` where it is no value of a file.
    public var replacedPlace: String?
  }

  /// Every value of a variant that is not its base's, the base's own changes first; empty for a scenario that extends none.
  public var origins: [Change] = []
  /// The same as sentences.
  let originSentences: [String]
  /// What becomes of the promises by the results of the folder; empty unless asked for.
  public var promises: [PromiseVerdict] = []
  /// What was read, in one line.
  public var contents: String

  /// The values of a variant that are not its base's, a line each.
  public var originsText: String {
    guard !originSentences.isEmpty else { return "Nothing differs: the scenario extends none and changes nothing.\n" }
    return originSentences.joined(separator: "\n") + "\n"
  }

  /// The report as lines for a terminal.
  public let text: String

  private enum CodingKeys: CodingKey {
    case problems, problemCount, warnings, clashes, assumptions, notes, origins, contents
  }

  /// A report on a folder that cannot be planned.
  init(error: InputError) {
    problems = error.problems.map(Fault.init)
    problemCount = error.count
    warnings = []
    clashes = []
    assumptions = []
    notes = []
    originSentences = []
    contents = ""
    text = error.description + (error.description.hasSuffix("\n") ? "" : "\n")
  }

  /// A report on a folder that can be planned.
  init(
    contents: String, warnings: [InputProblem], clashes: [RuleClash], assumptions: [String], notes: [String],
    origins: [Origin] = []
  ) {
    originSentences = origins.map(\.sentence)
    self.origins = origins.map {
      Change(
        path: $0.path, value: $0.value, place: $0.place.description, replaced: $0.replaced,
        replacedPlace: $0.replacedPlace?.description)
    }
    problems = []
    problemCount = 0
    self.warnings = warnings.map(Fault.init)
    self.clashes = clashes.map(Clash.init)
    self.assumptions = assumptions
    self.notes = notes
    self.contents = contents
    let lines =
      warnings.map { "warning: \($0.description)" } + clashes.map { "contradiction: \($0.sentence)" }
      + assumptions.map { "Assumed: \($0)" } + notes.map { "Note: \($0)" }
    let count = clashes.count == 1 ? "is 1 contradiction" : "are \(clashes.count) contradictions"
    let verdict = clashes.isEmpty ? "No problem found" : "Everything can be read, but there \(count)"
    text = (lines + ["\(verdict): \(contents)."]).joined(separator: "\n") + "\n"
  }
}

/// What the auditor found.
public struct AuditReport: Encodable, Sendable {
  /// One broken rule.
  public struct Fault: Encodable, Hashable, Sendable {
    /// Id of the person.
    public var agent: String
    /// Local date, ISO 8601.
    public var date: String
    /// Id of the rule.
    public var rule: String
    /// What is wrong, and by how much.
    public var finding: String
  }

  /// Something the scenario asks for at a price that the roster does not have; no fault.
  public struct Note: Encodable, Hashable, Sendable {
    /// `presence` or `stable-start`.
    public var wish: String
    /// Id of the site or the person.
    public var subject: String
    /// Local date, ISO 8601.
    public var date: String
    /// What is missing, and by how much.
    public var finding: String
  }

  /// Broken rules, by person and date.
  public var faults: [Fault]
  /// What the scenario asks for at a price and the roster does not have.
  public var notes: [Note]
  /// Shifts that were looked at.
  public var shifts: Int
  /// Rules that were held against them.
  public var rules: Int
  /// The report as lines for a terminal.
  public let text: String

  private enum CodingKeys: CodingKey { case faults, notes, shifts, rules }

  /// - Parameter sentences: of the faults, then of the notes.
  init(faults: [Fault], notes: [Note], sentences: [String], shifts: Int, rules: Int) {
    self.faults = faults
    self.notes = notes
    self.shifts = shifts
    self.rules = rules
    let end =
      faults.isEmpty
      ? "\(shifts) shifts keep all \(rules) rules."
      : "\(faults.count) faults in \(shifts) shifts."
    let weighed =
      notes.isEmpty
      ? [] : ["\(notes.count) \(notes.count == 1 ? "note" : "notes"): asked for at a price, so not a fault."]
    text = (sentences + weighed + [end]).joined(separator: "\n") + "\n"
  }
}
