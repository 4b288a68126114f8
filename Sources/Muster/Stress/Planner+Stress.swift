import Forecasting
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// What a stress test found and where its table is.
public struct StressRun: Sendable {
  /// The figures.
  public var report: StressReport
  /// The output folder.
  public var folder: String
}

extension Planner {
  /// Tries the roster of the output folder with days as they come, sick calls, bots that are off and a surge; writes `stress.csv`.
  ///
  /// - Throws: `InputError` for faults of the input, `SimulationError` for fewer than 2 replications.
  public func stress(_ terms: StressTerms = StressTerms()) throws -> StressRun {
    let input = try read()
    try input.scenario.checkQueues(to: "play")
    return try changing(as: "stress", reading: Planner.stressedFiles) { results in
      let report = try stress(terms, input)
      _ = try write(
        [report.file], to: results, inputs: input.files, scenario: input.scenario, roster: nil,
        replacing: .stress)
      return StressRun(report: report, folder: output)
    }
  }

  /// What a stress test reads of the output folder.
  private static let stressedFiles = rosterFiles.union([
    ForecastTable.fileName, ForecastDaysTable.fileName, RequirementTable.fileName, RequirementTable.poolsFileName,
    FlagsTable.fileName,
  ])

  private func stress(_ terms: StressTerms, _ input: ScenarioInput) throws -> StressReport {
    var scenario = input.scenario
    scenario.absences = try readAbsences(for: scenario)
    let forecast = try readForecast(for: scenario)
    try Planner.checkDraws(terms.replications, of: forecast, option: "--replications")
    let bench = StressBench(
      input: input, scenario: scenario, forecast: forecast, requirement: try readRequirement(for: scenario),
      roster: try readRoster(for: scenario), terms: terms,
      study: Forecasting.study(
        history: input.history, scenario: input.scenario, decisions: decisions(input, try flagReview(input))))
    let summary = PlanSummary(
      of: Plan(
        scenario: scenario, forecast: forecast, requirement: bench.requirement, roster: bench.roster,
        coverage: Staffing.coverage(of: bench.roster, requirement: bench.requirement, in: scenario)))
    var report = StressReport(cases: [:], replications: terms.replications, lines: [])
    for stress in bench.cases {
      try stopIfCancelled()
      self.report(.began(.simulation))
      let outcome = try bench.outcome(stress)
      report.cases[stress] = bench.words(stress)
      report.lines += Self.lines(of: outcome, summary, in: scenario)
      if report.breach == nil { report.breach = try breach(outcome, bench) }
    }
    return report
  }

  private static func lines(
    of outcome: StressBench.Outcome, _ summary: PlanSummary, in scenario: Scenario
  ) -> [StressReport.Line] {
    let goals = scenario.queues.enumerated().map { index, queue -> StressReport.Line in
      let limits = GoalMeasure.allCases.compactMap { measure in measure.limit(in: queue.goal).map { (measure, $0) } }
      let shares = limits.map { outcome.shares($0.0, index) }
      let count = shares.first?.count ?? 0
      let held = (0..<count).count { place in
        zip(limits, shares).allSatisfy { $0.0.miss($1[place], of: $0.1) <= GoalMeasure.give }
      }
      return StressReport.Line(
        stress: outcome.stress, kind: "goal", subject: queue.id,
        chance: count == 0 ? nil : Double(held) / Double(count), service: outcome.mean(.answered, index),
        abandoned: queue.goal.abandonedAtMost == nil ? nil : outcome.mean(.hangUps, index),
        firstBelow: firstBelow(outcome, index, in: scenario).map { scenario.horizon.dates[$0].isoText })
    }
    var seen = Set<String>()
    let promises = scenario.promises.filter { seen.insert($0.text).inserted }.map { promise -> StressReport.Line in
      var (held, told) = (0, 0)
      for (draw, played) in outcome.played.enumerated() {
        for replication in 0..<(played.queues.map(\.services.count).max() ?? 0) {
          let figures = PromiseFigures(
            summary, first: scenario.horizon.first,
            services: played.queues.map { $0.services.indices.contains(replication) ? $0.services[replication] : nil },
            shortHours: outcome.shortHours[draw])
          guard figures.tell(of: promise) else { continue }
          told += 1
          if PromiseVerdict(promise, of: figures).isKept { held += 1 }
        }
      }
      return StressReport.Line(
        stress: outcome.stress, kind: "promise", subject: promise.text,
        chance: told > 0 ? Double(held) / Double(told) : nil)
    }
    return goals + promises
  }

  /// First date, by its place in the horizon, on which a queue misses its goal by more than chance.
  private static func firstBelow(
    _ outcome: StressBench.Outcome, _ queue: Int, from first: Int = 0, in scenario: Scenario
  ) -> Int? {
    (first..<scenario.horizon.dayCount).first { miss(outcome, queue, $0, in: scenario) != nil }
  }

  /// What a queue misses of its goal on a date by more than chance: that by which most contacts lose.
  private static func miss(
    _ outcome: StressBench.Outcome, _ queue: Int, _ date: Int, in scenario: Scenario
  ) -> (measure: GoalMeasure, limit: Double, share: Double, lost: Double)? {
    GoalMeasure.allCases.compactMap { measure -> (GoalMeasure, Double, Double, Double)? in
      guard let limit = measure.limit(in: scenario.queues[queue].goal), let day = outcome.day(measure, queue, date)
      else { return nil }
      let miss = measure.miss(day.share, of: limit)
      return miss - day.half > GoalMeasure.give ? (measure, limit, day.share, miss * day.contacts) : nil
    }.max { $0.3 < $1.3 }
  }

  /// The first thing that breaks in a case, and what mends it.
  private func breach(_ outcome: StressBench.Outcome, _ bench: StressBench) throws -> StressReport.Breach? {
    let scenario = bench.scenario
    var first: (date: Int, lost: Double, queue: Int)?
    let (begun, grid) = (bench.begun, bench.forecast.grid)
    for queue in scenario.queues.indices {
      let zone = scenario.queues[queue].open.zone
      // What is over broke already, and nobody mends it: the first date is that of the next contacts.
      let offered = bench.forecast.queues[queue].offered
      let next = grid.indices.first { offered[$0] > 0 && grid.instant(of: $0) >= begun }.map(grid.instant(of:))
      let open = next.flatMap { next in
        scenario.horizon.dates.firstIndex { zone.startOfDay($0.advanced(byDays: 1)) > next }
      }
      guard let open, let date = Self.firstBelow(outcome, queue, from: open, in: scenario),
        let miss = Self.miss(outcome, queue, date, in: scenario)
      else { continue }
      // On one date the queue that most contacts wait too long in, or hang up of.
      if first.map({ (date, -miss.lost) < ($0.date, -$0.lost) }) ?? true { first = (date, miss.lost, queue) }
    }
    guard let first, let miss = Self.miss(outcome, first.queue, first.date, in: scenario) else { return nil }
    let date = scenario.horizon.dates[first.date]
    var breach = StressReport.Breach(
      stress: outcome.stress, queue: scenario.queues[first.queue].id, date: date.isoText, measure: miss.measure,
      goal: miss.limit, service: miss.share)
    let (choices, before) = StressMend(
      scenario: scenario, requirement: bench.requirement, roster: bench.roster, queue: first.queue, date: date,
      measure: miss.measure, begun: begun
    ).choices()
    // By formula the least that betters the date enough, or else what betters it most; then played.
    let wanted = miss.measure.miss(miss.share, of: miss.limit)
    func gain(_ choice: StressMend.Choice) -> Double { miss.measure.miss(before, of: choice.share) }
    let choice =
      choices.first { gain($0) >= wanted } ?? choices.max { (gain($0), $1.agent) < (gain($1), $0.agent) }
    guard let choice else { return breach }
    let played = try bench.outcome(outcome.stress, with: choice.roster).day(miss.measure, first.queue, first.date)
    let share = played?.share ?? miss.share
    breach.mend = StressReport.Mend(
      agent: choice.agent, words: choice.words, paidHours: Double(choice.paidMinutes) / 60, service: share,
      isEnough: miss.measure.miss(share, of: miss.limit) <= GoalMeasure.give)
    return breach
  }
}
