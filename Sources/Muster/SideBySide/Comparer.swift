import Forecasting
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Workforce

/// Runs scenarios in memory and sets them side by side; no file is written.
public struct Comparer: Sendable {
  /// The folder that others are compared with.
  public let base: String
  /// The others.
  public let others: [String]
  /// How far the runs go.
  public let depth: Comparison.Depth
  /// How hard to search, for whole plans.
  public let search: SearchSettings
  /// Told about every step; may be called from several threads.
  public let report: @Sendable (ProgressEvent) -> Void
  /// Asked now and then; `true` ends the comparison without a result.
  public let isCancelled: @Sendable () -> Bool

  /// A comparison of scenario folders.
  public init(
    base: String, others: [String], depth: Comparison.Depth, search: SearchSettings = SearchSettings(),
    report: @escaping @Sendable (ProgressEvent) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.base = base
    self.others = others
    self.depth = depth
    self.search = search
    self.report = report
    self.isCancelled = isCancelled
  }

  /// Compares each of the others with the base.
  ///
  /// - Throws: `InputError` for faults of any folder, or where two plan other weeks.
  public func compare() throws -> [Comparison] {
    report(.began(.reading))
    var read: [ScenarioInput] = []
    var runs: [RunInput] = []
    var problems = ProblemCollector()
    for folder in [base] + others {
      do throws(InputError) {
        let input = try ScenarioFolder.read(folder, besides: read)
        runs.append(try Planner(folder: folder).runInput(input))
        read.append(input)
      } catch {
        problems.add(Self.located(error, in: folder))
      }
    }
    try problems.check()
    for (folder, run) in zip(others, runs.dropFirst()) where run.scenario.horizon != runs[0].scenario.horizon {
      problems.add(
        Place(file: "\(folder)/\(ScenarioFolder.scenarioFile)"), "its horizon is not that of \(base)",
        next: "Compare plans of the same weeks and intervals.")
    }
    try problems.check()
    let memo = StageMemo()
    let bench = Bench(memo: memo, comparer: self)
    var ends: [Figures?] = runs.map { _ in nil }
    return try runs.indices.dropFirst().map { index in
      let (a, b) = (runs[0], runs[index])
      let seeds = bench.seeds(a, b)
      if ends[0] == nil || index > 1 && seeds != bench.seeds(a, runs[index - 1]) {
        ends[0] = try bench.figures(a, seeds)
      }
      let other = try bench.figures(b, seeds)
      let chance =
        depth == .plan
        ? (base: try bench.figures(a, [a.scenario.seed]), other: try bench.figures(b, [b.scenario.seed])) : nil
      var comparison = try Comparison(
        (base, others[index - 1]), a, b, depth: depth, ends: (ends[0] ?? other, other), chance: chance,
        scale: seeds.count, notes: bench.notes(a, b)
      ) { try bench.figures($0, seeds) }
      if depth == .plan, !comparison.promises.other.allSatisfy(\.isKept) {
        try comparison.promises.other.addEdits(of: try bench.plan(of: b))
      }
      return comparison
    }
  }

  /// An error of one of several folders: its files are named with the folder.
  private static func located(_ error: InputError, in folder: String) -> InputError {
    InputError(
      error.problems.map { problem in
        var place = problem.place
        if !place.file.hasPrefix("/"), !place.file.hasPrefix(folder) { place.file = "\(folder)/\(place.file)" }
        return InputProblem(place, problem.message, next: problem.next)
      })
  }
}

extension Planner {
  /// A scenario as read with the decisions that a forecast of it obeys.
  func runInput(_ input: ScenarioInput) throws(InputError) -> RunInput {
    var input = input
    input.scenario = Rostering.layingOutWork(in: input.scenario)
    return RunInput(input, decisions: decisions(input, try flagReview(input)))
  }
}

/// Makes figures of runs, each search once.
private final class Bench {
  private let memo: StageMemo
  private let comparer: Comparer
  /// Figures of whole plans by requirement, people and seed are dear; those of the ends are asked for more than once.
  private var searched: [String: (figures: Figures, roster: Roster)] = [:]

  init(memo: StageMemo, comparer: Comparer) {
    self.memo = memo
    self.comparer = comparer
  }

  /// The searches whose mean counts as without luck: two with the seeds of the scenarios, or one seed and the next.
  func seeds(_ a: RunInput, _ b: RunInput) -> [UInt64] {
    guard comparer.depth == .plan else { return [0] }
    let (one, two) = (min(a.scenario.seed, b.scenario.seed), max(a.scenario.seed, b.scenario.seed))
    return one == two ? [one, one &+ 1] : [one, two]
  }

  func notes(_ a: RunInput, _ b: RunInput) -> [String] {
    guard comparer.depth == .plan, a.scenario.serviceRounds + b.scenario.serviceRounds > 0 else { return [] }
    return ["Rosters are compared as searched, without service rounds."]
  }

  /// The sum of a run's figures over searches with some seeds.
  func figures(_ run: RunInput, _ seeds: [UInt64]) throws -> Figures {
    if comparer.isCancelled() { throw Interrupted() }
    comparer.report(.began(.staffing))
    let forecast = try memo.forecast(run)
    let isPlan = comparer.depth == .plan
    let requirement = try memo.requirement(for: forecast, in: run.scenario, hasPools: isPlan)
    let plain = Figures(requirement, in: run.scenario)
    guard isPlan else { return plain }
    var sum: [Cell: Int] = [:]
    for seed in seeds {
      let made = try planned(run, requirement, plain, seed)
      for (cell, figure) in made.figures.cells { sum[cell, default: 0] += figure }
    }
    return Figures(cells: sum)
  }

  /// The plan of a run with its own seed, which was searched before where figures of it were made.
  func plan(of run: RunInput) throws -> Plan {
    let forecast = try memo.forecast(run)
    let requirement = try memo.requirement(for: forecast, in: run.scenario, hasPools: true)
    let roster = try planned(run, requirement, Figures(requirement, in: run.scenario), run.scenario.seed).roster
    return Plan(
      scenario: run.scenario, forecast: forecast, requirement: requirement, roster: roster,
      coverage: Staffing.coverage(of: roster, requirement: requirement, in: run.scenario))
  }

  private func planned(
    _ run: RunInput, _ requirement: Requirement, _ plain: Figures, _ seed: UInt64
  ) throws -> (figures: Figures, roster: Roster) {
    var scenario = run.scenario
    scenario.seed = seed
    let key = CanonicalText.of([scenario, requirement])
    if let known = searched[key] { return known }
    comparer.report(.began(.roster))
    let engine = comparer.search.engine(
      report: { [comparer] in comparer.report(.search(cost: $0.cost, bound: $0.bound, share: $0.share)) },
      isCancelled: comparer.isCancelled)
    let roster = RosterSearch(covering: requirement, in: scenario).roster(engine)
    if comparer.isCancelled() { throw Interrupted() }
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    var figures = plain
    figures.add(roster, coverage, requirement, in: scenario)
    searched[key] = (figures, roster)
    return (figures, roster)
  }
}
