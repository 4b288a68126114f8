// The chain for programs: values in, values out, no folder changed. `Planner` is the same chain for folders.

public import Files
public import Forecasting
public import Publishing
public import Rostering
public import ScenarioFiles
import Staffing
import Timeline

/// Reads a scenario folder: its scenario, history and what planners decided.
///
/// - Parameter needsHistory: whether the history is read too; stages after the forecast do without.
/// - Throws: `InputError` with the problems of every file.
public func scenario(at folder: String, needsHistory: Bool = true) throws(InputError) -> ScenarioInput {
  try ScenarioFolder.read(folder, needsHistory: needsHistory)
}

/// Expected contacts of every queue and interval of a scenario's horizon, flows among them, as forecast.csv holds them.
///
/// - Parameters:
///   - history: rows of any interval length; queues are found by id, and one without rows gets 0 contacts and a warning.
///   - decisions: flags reviewed, overrides, donors.
/// - Throws: `InputError` where a figure is beyond what a plan can be made with.
/// - Complexity: linear in the rows of the history.
public func forecast(
  _ scenario: Scenario, _ history: ContactHistory, decisions: ForecastDecisions = ForecastDecisions()
) throws(InputError) -> Forecast {
  let study = Forecasting.study(history: history, scenario: scenario, decisions: decisions)
  return try written(study, for: scenario, history: history, overrides: decisions.overrides)
}

/// Agents that every queue needs in every interval so that its goal is met, as requirement.csv holds them.
///
/// - Throws: `InputError` where a figure is beyond what a roster can be made for.
/// - Complexity: O(queues x intervals) sizings.
public func staff(_ scenario: Scenario, _ forecast: Forecast) throws(InputError) -> Requirement {
  try Planner.staffed(forecast, in: scenario).requirement
}

/// A roster of a scenario's people that covers a requirement at the least cost found, with duties on call.
///
/// There always is one: shortage has its price. Service rounds want a forecast: see `plan`.
///
/// - Parameters:
///   - search: effort and time limit.
///   - isCancelled: asked often, from several threads; `true` ends the search with the best roster so far.
public func roster(
  _ scenario: Scenario, _ requirement: Requirement, search: SearchSettings = SearchSettings(),
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> Roster {
  var engine = search.engine(report: { _ in }, isCancelled: isCancelled)
  engine.timeLimit = search.seconds
  var roster = Rostering.roster(covering: requirement, in: scenario, engine: engine)
  let (duties, notes) = Rostering.onCall(with: roster, in: scenario)
  roster.duties = duties
  roster.warnings += notes
  return roster
}

/// The whole chain: forecast, requirement, roster and the service to expect; the figures of `muster plan` of a folder that
/// has no results yet.
///
/// - Parameters:
///   - search: effort, time limit, and service rounds where they are not the scenario's.
///   - isCancelled: asked often, from several threads; `true` ends the search with the best roster so far.
/// - Throws: `InputError` where a figure is beyond what a plan can be made with.
public func plan(
  _ input: ScenarioInput, search: SearchSettings = SearchSettings(),
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws -> Plan {
  let scenario = input.scenario
  let decisions = ForecastDecisions(
    flags: input.review.flags, overrides: input.review.overrides, donors: input.review.donors)
  let study = Forecasting.study(history: input.history, scenario: scenario, decisions: decisions)
  var expected = try written(study, for: scenario, history: input.history, overrides: decisions.overrides)
  expected.warnings = input.notes + expected.warnings
  var requirement = try staff(scenario, expected)
  var summary: ServiceRoundsSummary?
  var best = roster(scenario, requirement, search: search, isCancelled: isCancelled)
  let rounds = search.serviceRounds ?? scenario.serviceRounds
  if rounds > 0, !isCancelled() {
    try Planner.checkDraws(Planner.roundReplications, of: expected, option: "--rounds")
    let loop = ServiceRounds(
      scenario: scenario, requirement: requirement,
      paths: Planner.courses(
        of: study, for: input, around: expected, count: Planner.roundReplications, seed: scenario.seed),
      seed: scenario.seed, rounds: rounds, isOver: isCancelled
    ) {
      roster(scenario, $0, search: search, isCancelled: isCancelled)
    }
    let improved = try loop.improve(best)
    (best, requirement, summary) = (improved.best.roster, improved.best.requirement, improved.summary)
  }
  return Plan(
    scenario: scenario, forecast: expected, requirement: requirement, roster: best,
    coverage: Staffing.coverage(of: best, requirement: requirement, in: scenario), serviceRounds: summary)
}

/// A plan's roster mended after absences, changed leave or a changed requirement, and every change with its reason and worth.
public func replan(_ plan: Plan, _ request: ReplanRequest) -> ReplanOutcome {
  Rostering.replan(plan.roster, for: plan.requirement, in: plan.scenario, request: request)
}

/// Calendars (RFC 5545) of everybody's shifts and duties on call, one a person, then one a team, then those on call, then those of
/// the free days that the options have.
///
/// - Parameter options: identities, stamps and time forms; those of the scenario when nil.
public func publish(_ plan: Plan, options: CalendarOptions? = nil) -> [CalendarFile] {
  let (scenario, roster) = (plan.scenario, plan.roster)
  let options = options ?? CalendarOptions(for: scenario)
  let shifts = RosterCalendars.perPersonAndTeam(of: roster, in: scenario, options: options)
  return shifts.people + shifts.teams
    + RosterCalendars.onCall(of: roster, in: scenario, options: options)
    + RosterCalendars.freeDays(in: scenario, options: options)
}

extension Plan {
  /// Everything that `muster plan` prints.
  public var summary: PlanSummary { PlanSummary(of: self) }
}

/// A forecast with what flows bring, as its files hold it, so that a plan in memory is the plan of the files.
private func written(
  _ study: ForecastStudy, for scenario: Scenario, history: ContactHistory, overrides: [ForecastOverride]
) throws(InputError) -> Forecast {
  let network = Forecasting.network(
    study.forecast, in: scenario, history: history, overrides: overrides, learned: study.learned)
  return try Planner.written(network.forecast, for: scenario).forecast
}
