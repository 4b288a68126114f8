import Forecasting
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

extension Planner {
  /// What some changes would do to the plan of the output folder, in about a second; nothing is written.
  ///
  /// - Parameters:
  ///   - sentences: changes as they are said, done one after the other: `fr-phone volume x 1.1`, `L03 absent 2026-04-01`.
  ///   - plans: whether the whole plan of the changed scenario is made too and both are written down in `what.csv`.
  /// - Throws: `InputError` for faults of the input or the changes, or where there is no plan.
  public func what(_ sentences: [String], plans: Bool = false) throws -> WhatReport {
    var changes: [ScenarioChange] = []
    var problems = ProblemCollector()
    for sentence in sentences {
      do throws(InputError) {
        changes.append(try ScenarioChange(sentence: sentence))
      } catch {
        problems.add(error)
      }
    }
    try problems.check()
    guard plans else { return try reading { try answer(sentences, changes, plans: false).report } }
    return try changing(as: "what", reading: Planner.whatFiles) { results in
      let (report, input) = try answer(sentences, changes, plans: true)
      let file = WhatRecord.file(adding: report, to: try whatRecord())
      _ = try write(
        [file], to: results, inputs: [], scenario: input.scenario, roster: nil, replacing: .what)
      return report
    }
  }

  /// What an estimate reads of the output folder.
  private static let whatFiles = rosterFiles.union([
    ForecastTable.fileName, ForecastDaysTable.fileName, RequirementTable.fileName, RequirementTable.poolsFileName,
    WhatRecord.definition.fileName,
  ])

  /// The record so far; nil where there is none.
  private func whatRecord() throws(InputError) -> [UInt8]? {
    let path = "\(output)/\(WhatRecord.definition.fileName)"
    return FileAccess.exists(path) ? try FileAccess.read(path) : nil
  }

  private func answer(
    _ sentences: [String], _ changes: [ScenarioChange], plans: Bool
  ) throws -> (report: WhatReport, input: ScenarioInput) {
    // Hours and flows change what the forecast is made of; factors come on top of it.
    let isDeep = changes.contains { $0.kind == .open || $0.kind == .flows }
    var input = try read(needsHistory: isDeep)
    let flows = !input.scenario.flows.isEmpty && changes.contains { $0.kind == .volume }
    if !isDeep, flows { input = try read() }
    var scenario = input.scenario
    try scenario.checkQueues(to: "ask about")
    scenario.absences = try readAbsences(for: scenario)
    var changed = scenario
    var problems = ProblemCollector()
    let origins = changed.apply(changes, &problems)
    try problems.check()
    let requirement = try readRequirement(for: scenario)
    let roster = try readRoster(for: scenario)
    report(.began(.staffing))
    let (before, after) = try forecasts(input, from: scenario, to: changed, isRead: isDeep || flows)
    let memo = RequirementMemo()
    let plain = Staffing.requirement(for: before, in: scenario, hasPools: false, memo: memo)
    // A requirement edited by hand stays: what the change adds comes on top of it.
    let then = requirement.moved(
      from: plain, to: Staffing.requirement(for: after, in: changed, hasPools: false, memo: memo))
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    let base = WhatState(scenario, requirement, roster, coverage: coverage)
    let moved = WhatState(changed, then, Self.roster(roster, from: scenario, to: changed), coverage: coverage)
    let estimate = try WhatEstimate(from: base, to: moved, placesPeople: true)
    var made = WhatReport(estimate, changes: sentences, values: origins.map(\.sentence))
    if plans { try add(planOf: after, in: changed, to: &made) }
    return (made, input)
  }

  /// Forecasts as planned and as changed.
  private func forecasts(
    _ input: ScenarioInput, from scenario: Scenario, to changed: Scenario, isRead: Bool
  ) throws -> (before: Forecast, after: Forecast) {
    let kept = try readForecast(for: scenario)
    let more = Array(changed.demandChanges.dropFirst(scenario.demandChanges.count))
    guard isRead else {
      var after = kept
      after.apply(more, in: changed)
      return (kept, after)
    }
    let memo = StageMemo()
    let run = try runInput(input)
    var other = run
    other.scenario = changed
    return (try memo.forecast(run), try memo.forecast(other))
  }

  /// The shifts that a changed scenario leaves of a roster, and those of newcomers: of the people they are like.
  static func roster(_ roster: Roster, from scenario: Scenario, to changed: Scenario) -> Roster {
    let known = Set(scenario.agents.map(\.id))
    let people = changed.agentsById
    var away: [String: Set<CivilDate>] = [:]
    for id in Set(changed.leave.map(\.agent)).sorted() {
      away[id] = changed.leaveDates(of: id).subtracting(scenario.leaveDates(of: id))
    }
    var shifts = roster.shifts.filter { shift in
      people[shift.agent].map { $0.isEmployed(on: shift.date) } ?? false
        && !(away[shift.agent]?.contains(shift.date) ?? false)
    }
    let own = Dictionary(grouping: roster.shifts, by: \.agent)
    for (number, agent) in changed.agents.filter({ !known.contains($0.id) }).enumerated() {
      let alike = scenario.agents.filter {
        $0.site == agent.site && $0.contract == agent.contract && $0.languages == agent.languages
          && $0.skills == agent.skills
      }
      guard !alike.isEmpty else { continue }
      for shift in own[alike[number % alike.count].id] ?? [] where agent.isEmployed(on: shift.date) {
        var copy = shift
        copy.agent = agent.id
        shifts.append(copy)
      }
    }
    return Roster(shifts: shifts)
  }

  /// Makes the whole plan of a changed scenario in memory and adds what it comes to.
  private func add(planOf forecast: Forecast, in scenario: Scenario, to made: inout WhatReport) throws {
    let requirement = try Planner.staffed(forecast, in: scenario).requirement
    report(.began(.roster))
    let engine = search.engine(
      report: { [report] in report(.search(cost: $0.cost, bound: $0.bound, share: $0.share)) },
      isCancelled: isCancelled)
    let roster = RosterSearch(covering: requirement, in: scenario).roster(engine)
    try stopIfCancelled()
    let plan = PlanSummary(
      of: Plan(
        scenario: scenario, forecast: forecast, requirement: requirement, roster: roster,
        coverage: Staffing.coverage(of: roster, requirement: requirement, in: scenario)))
    made.add(plan)
  }
}
