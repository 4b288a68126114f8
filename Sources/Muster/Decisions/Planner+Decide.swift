import ScenarioFiles
import Staffing
import Tabular
public import Timeline
import Workforce

extension Planner {
  /// Keeps the plan of the output folder as what was decided: a text of its own with the requirement and the coverage beside it, in
  /// the scenario folder.
  ///
  /// - Parameters:
  ///   - owner: who decided.
  ///   - now: when.
  /// - Throws: `InputError` for faults of the files, or where there is no plan.
  public func decide(owner: String, note: String, now: Instant) throws -> Decision {
    let kept = try reading { try keeping(owner: owner, note: note, now: now) }
    let place = "\(folder)/\(Decision.folder)"
    return try HeldFile.changing("\(place)/\(Decision.fileName)", as: "decide") {
      var decision = kept.decision
      decision.number = (FileAccess.list(place).compactMap { Int($0) }.max() ?? 0) + 1
      let path = "\(folder)/\(Decision.path(decision.number))"
      try FileAccess.makeFolder(path)
      for table in kept.tables { try FileAccess.write(table.bytes, to: "\(path)/\(table.name)", isNew: true) }
      // The text comes last: a folder without it is no decision.
      try FileAccess.write(Array(decision.yaml.utf8), to: "\(path)/\(Decision.fileName)", isNew: true)
      return decision
    }
  }

  /// The plan of the output folder as a decision, which has no number yet, and the tables beside it.
  private func keeping(
    owner: String, note: String, now: Instant
  ) throws -> (decision: Decision, tables: [InputFile]) {
    let input = try read(needsHistory: false)
    let scenario = input.scenario
    let requirement = try readRequirement(for: scenario)
    let roster = try readRoster(for: scenario)
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    let unknown = Forecast(grid: scenario.grid, queues: [])
    let summary = PlanSummary(
      of: Plan(scenario: scenario, forecast: unknown, requirement: requirement, roster: roster, coverage: coverage))
    let decision = Decision(
      number: 0, decided: now.description, owner: owner, note: note, scenario: scenario.name,
      extends: input.bases, first: summary.first, weeks: summary.weeks, hash: CanonicalText.of(scenario),
      paidHours: summary.paidHours, wages: summary.wages,
      queues: summary.queues.map {
        Decision.Expectation(
          queue: $0.queue, offered: $0.offered, service: $0.expectedServiceLevel, goal: $0.goal,
          shortHours: $0.shortHours, overHours: $0.overHours)
      })
    return (
      decision,
      [
        InputFile(name: RequirementTable.fileName, bytes: RequirementTable.write(requirement, for: scenario)),
        InputFile(name: CoverageTable.fileName, bytes: CoverageTable.write(coverage, for: scenario)),
      ]
    )
  }

  /// Splits what a decision missed into its causes.
  ///
  /// - Parameters:
  ///   - actuals: a file of what really happened, with `agents` where absence and routing are to be told.
  ///   - number: of the decision; the last where nil.
  ///   - findsPerfect: whether a roster is made for what really came, to say what a perfect forecast would have been worth.
  /// - Throws: `InputError` for faults of the files, or where nothing was decided.
  public func review(actuals: String, decision number: Int? = nil, findsPerfect: Bool = true) throws -> DecisionReview {
    let input = try read(needsHistory: false)
    let scenario = input.scenario
    let (number, path) = try decisionFolder(number)
    let file = "\(path)/\(Decision.fileName)"
    let kept = try DecisionFile.read(String(decoding: FileAccess.read(file), as: UTF8.self), file: file)
    let requirement = try RequirementTable.read(
      FileAccess.read("\(path)/\(RequirementTable.fileName)"), file: "\(path)/\(RequirementTable.fileName)",
      for: scenario)
    let coverage = try CoverageTable.read(
      FileAccess.read("\(path)/\(CoverageTable.fileName)"), file: "\(path)/\(CoverageTable.fileName)", for: scenario)
    let happened = try ActualsTable.read(FileAccess.read(actuals), file: actuals, for: scenario)
    let miss = Miss(scenario: scenario, requirement: requirement, coverage: coverage, actuals: happened)
    var review = DecisionReview(miss, scenario)
    review.number = number
    review.decided = kept.decided
    review.owner = kept.owner
    review.note = kept.note
    if kept.hash != CanonicalText.of(scenario) {
      review.notes.append(
        "the scenario has changed since it was decided: its prices, goals and people of today are used")
    }
    guard findsPerfect else { return review }
    try stopIfCancelled()
    report(.began(.roster))
    let perfect = Muster.roster(scenario, miss.needed, search: search, isCancelled: isCancelled)
    try stopIfCancelled()
    let given = Staffing.coverage(of: perfect, requirement: miss.needed, in: scenario).queues.map(\.rostered)
    review.perfect = DecisionReview.Perfect(
      costCents: DecisionReview.cents(miss.cost(of: given)),
      asDecidedCents: DecisionReview.cents(miss.cost(of: miss.planned)),
      wages: scenario.wages(of: perfect.shifts), decidedWages: kept.wages)
    return review
  }

  private func decisionFolder(_ number: Int?) throws(InputError) -> (number: Int, path: String) {
    let place = "\(folder)/\(Decision.folder)"
    let there = (FileAccess.exists(place) ? FileAccess.list(place) : []).compactMap { Int($0) }.filter {
      FileAccess.exists("\(folder)/\(Decision.path($0))/\(Decision.fileName)")
    }.sorted()
    guard let last = there.last else {
      throw InputError(
        Place(file: place), "nothing was decided yet",
        next: "Keep a plan with muster decide \(folder) before its weeks; a review compares with that.")
    }
    let wanted = number ?? last
    guard there.contains(wanted) else {
      throw InputError(
        Place(file: place), "there is no decision \(wanted)",
        next: "There are \(there.map(String.init).joined(separator: ", ")).")
    }
    return (wanted, "\(folder)/\(Decision.path(wanted))")
  }
}
