import Chance
import Forecasting
import Queueing
import ScenarioFiles
import Staffing
import Tabular

/// How often a roster is played, and what counts as a disagreement.
public struct SimulationSettings: Hashable, Sendable {
  /// How often the horizon is played; at least 2.
  public var replications: Int
  /// Seed of every draw; the scenario's when nil.
  public var seed: UInt64?
  /// Difference of service levels from which plan and simulation disagree, in `0...1`.
  public var disagreement: Double

  /// Settings; a hundred replications and five points unless said otherwise.
  public init(replications: Int = 100, seed: UInt64? = nil, disagreement: Double = 0.05) {
    self.replications = replications
    self.seed = seed
    self.disagreement = disagreement
  }
}

/// What a simulation found and where its files are.
public struct SimulationRun: Sendable {
  /// The figures.
  public var report: SimulationReport
  /// The output folder.
  public var folder: String
  /// Names under which edited files were kept.
  public var keptFiles: [String]
}

extension Planner {
  /// Plays the roster of the output folder against sampled demand; writes the simulation's tables beside it.
  ///
  /// - Throws: `InputError` for faults of the input, `SimulationError` for fewer than 2 replications.
  public func simulate(_ settings: SimulationSettings = SimulationSettings()) throws -> SimulationRun {
    let input = try read()
    try input.scenario.checkQueues(to: "simulate")
    return try changing(as: "simulate", reading: Planner.simulatedFiles) { try simulate(settings, input, into: $0) }
  }

  /// What a simulation reads of the output folder.
  private static let simulatedFiles = rosterFiles.union([
    ForecastTable.fileName, ForecastDaysTable.fileName, RequirementTable.fileName, RequirementTable.poolsFileName,
    FlagsTable.fileName,
  ])

  private func simulate(
    _ settings: SimulationSettings, _ input: ScenarioInput, into results: OutputFolder
  ) throws -> SimulationRun {
    let scenario = input.scenario
    let forecast = try readForecast(promisedBy: scenario)
    let requirement = try readRequirement(for: scenario)
    let roster = try readRoster(for: scenario)
    try Planner.checkDraws(settings.replications, of: forecast, option: "--replications")
    try stopIfCancelled()
    report(.began(.simulation))
    let seed = settings.seed ?? scenario.seed
    let paths = try demandPaths(input, around: forecast, count: settings.replications, seed: seed)
    let service = try Staffing.simulate(
      roster, paths: paths, requirement: requirement, in: scenario, seed: seed)
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    var found = SimulationReport(
      service, plan: coverage, requirement: requirement, in: scenario, seed: seed,
      disagreement: settings.disagreement)
    if !found.promises.allSatisfy(\.isKept) {
      var edits = PromiseEdits(
        Plan(scenario: scenario, forecast: forecast, requirement: requirement, roster: roster, coverage: coverage))
      try edits.add(to: &found.promises)
    }
    let kept = try write(
      found.files(for: scenario), to: results, inputs: input.files, scenario: scenario, roster: nil,
      replacing: .simulate)
    return SimulationRun(report: found, folder: output, keptFiles: kept)
  }

  /// How often a roster is played in a service round.
  static let roundReplications = 100

  /// The courses of the horizon that service rounds are played on.
  func courses(_ input: ScenarioInput, around forecast: Forecast) throws -> [[[Double]]] {
    try Planner.checkDraws(Planner.roundReplications, of: forecast, option: "--rounds")
    return try demandPaths(input, around: forecast, count: Planner.roundReplications, seed: input.scenario.seed)
  }

  /// Sampled courses of the horizon: the spread that the history teaches, around the means of a forecast.
  func demandPaths(_ input: ScenarioInput, around forecast: Forecast, count: Int, seed: UInt64) throws -> [[[Double]]] {
    let study = Forecasting.study(
      history: input.history, scenario: input.scenario, decisions: decisions(input, try flagReview(input)))
    return Planner.courses(of: study, for: input, around: forecast, count: count, seed: seed)
  }

  /// Sampled courses of a study's horizon around the means of a forecast, without what flows bring: that is played.
  static func courses(
    of study: ForecastStudy, for input: ScenarioInput, around forecast: Forecast, count: Int, seed: UInt64
  ) -> [[[Double]]] {
    var random = RandomStream(seed: seed, replication: -1)
    let arrivals = Forecasting.arrivals(of: forecast, in: input.scenario, history: input.history)
    return study.paths(count, around: arrivals, using: &random)
  }
}
