public import LabourRules
public import ScenarioFiles
public import Tabular
public import Workforce

/// What `check` found.
public struct CheckReport: Encodable, Sendable {
  /// What must be mended before a plan can be made; the first twenty of each file.
  public var problems: [InputProblem]
  /// How many there are in all.
  public var problemCount: Int
  /// What may be on purpose.
  public var warnings: [InputProblem]
  /// People whose rules leave no lawful way to work; a plan gives them their fixed shifts only.
  public var clashes: [RuleClash]
  /// What is assumed because the files do not say it.
  public var assumptions: [String]
  /// Plain sentences about what the history and the holidays cannot say; forecasts and plans repeat them.
  public var notes: [String]
  /// Every value of a variant that is not its base's, the base's own changes first; empty for a scenario that extends none.
  public var origins: [Origin] = []
  /// What becomes of the promises by the results of the folder; empty unless asked for, as `--strict` does.
  public var promises: [PromiseVerdict] = []
  /// What was read, in one line.
  public var contents: String

  /// The values of a variant that are not its base's, a line each.
  public var originsText: String {
    guard !origins.isEmpty else { return "Nothing differs: the scenario extends none and changes nothing.\n" }
    return origins.map(\.sentence).joined(separator: "\n") + "\n"
  }

  /// The report as lines for a terminal.
  public let text: String

  private enum CodingKeys: CodingKey {
    case problems, problemCount, warnings, clashes, assumptions, notes, origins, promises, contents
  }

  /// A report on a folder that cannot be planned.
  init(error: InputError) {
    problems = error.problems
    problemCount = error.count
    warnings = []
    clashes = []
    assumptions = []
    notes = []
    contents = ""
    text = error.description + (error.description.hasSuffix("\n") ? "" : "\n")
  }

  /// A report on a folder that can be planned.
  init(
    contents: String, warnings: [InputProblem], clashes: [RuleClash], assumptions: [String], notes: [String],
    origins: [Origin] = []
  ) {
    self.origins = origins
    problems = []
    problemCount = 0
    self.warnings = warnings
    self.clashes = clashes
    self.assumptions = assumptions
    self.notes = notes
    self.contents = contents
    let contradictions = RuleClash.sentences(of: clashes)
    let lines =
      warnings.map { "warning: \($0.description)" } + contradictions.map { "contradiction: \($0)" }
      + assumptions.map { "Assumed: \($0)" } + notes.map { "Note: \($0)" }
    let count = contradictions.count == 1 ? "is 1 contradiction" : "are \(contradictions.count) contradictions"
    let verdict = clashes.isEmpty ? "No problem found" : "Everything can be read, but there \(count)"
    text = (lines + ["\(verdict): \(contents)."]).joined(separator: "\n") + "\n"
  }
}

/// What the auditor found.
public struct AuditReport: Encodable, Sendable {
  /// Broken rules, by person and date.
  public var faults: [Violation]
  /// What the scenario asks for at a price and the roster does not have.
  public var notes: [Remark]
  /// Shifts that were looked at.
  public var shifts: Int
  /// Rules that were held against them.
  public var rules: Int
  /// The report as lines for a terminal.
  public let text: String

  private enum CodingKeys: CodingKey { case faults, notes, shifts, rules }

  init(faults: [Violation], notes: [Remark], shifts: Int, rules: Int) {
    self.faults = faults
    self.notes = notes
    self.shifts = shifts
    self.rules = rules
    let end =
      faults.isEmpty
      ? "\(shifts) shifts keep all \(rules) rules."
      : "\(faults.count) \(faults.count == 1 ? "fault" : "faults") in \(shifts) shifts."
    let weighed =
      notes.isEmpty
      ? [] : ["\(notes.count) \(notes.count == 1 ? "note" : "notes"): asked for at a price, so not a fault."]
    let sentences = faults.map(\.sentence) + notes.map { "note: \($0.sentence)" }
    text = (sentences + weighed + [end]).joined(separator: "\n") + "\n"
  }
}
