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
      let all = outcome.services(index)
      let held = all.count { $0 >= queue.goal.answered - 0.0005 }
      return StressReport.Line(
        stress: outcome.stress, kind: "goal", subject: queue.id,
        chance: all.isEmpty ? nil : Double(held) / Double(all.count), service: outcome.mean(index),
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

  /// First date, by its place in the horizon, on which a queue is below its goal by more than chance.
  private static func firstBelow(_ outcome: StressBench.Outcome, _ queue: Int, in scenario: Scenario) -> Int? {
    (0..<scenario.horizon.dayCount).first { date in
      outcome.day(queue, date).map {
        $0.service + $0.half < scenario.queues[queue].goal.answered - 0.0005
      } ?? false
    }
  }

  /// The first thing that breaks in a case, and what mends it.
  private func breach(_ outcome: StressBench.Outcome, _ bench: StressBench) throws -> StressReport.Breach? {
    let scenario = bench.scenario
    var first: (date: Int, lost: Double, queue: Int)?
    for queue in scenario.queues.indices {
      guard let date = Self.firstBelow(outcome, queue, in: scenario), let day = outcome.day(queue, date) else {
        continue
      }
      // On one date the queue that most contacts wait too long in.
      let lost = (scenario.queues[queue].goal.answered - day.service) * day.contacts
      if first.map({ (date, -lost) < ($0.date, -$0.lost) }) ?? true { first = (date, lost, queue) }
    }
    guard let first, let day = outcome.day(first.queue, first.date) else { return nil }
    let goal = scenario.queues[first.queue].goal.answered
    let date = scenario.horizon.dates[first.date]
    var breach = StressReport.Breach(
      stress: outcome.stress, queue: scenario.queues[first.queue].id, date: date.isoText, goal: goal,
      service: day.service)
    let (choices, before) = StressMend(
      scenario: scenario, requirement: bench.requirement, roster: bench.roster, queue: first.queue, date: date
    ).choices()
    // By formula the least that lifts the date far enough, or else what lifts it most; then played.
    let wanted = goal - day.service
    let choice =
      choices.first { $0.service - before >= wanted } ?? choices.max { ($0.service, $1.agent) < ($1.service, $0.agent) }
    guard let choice else { return breach }
    let played = try bench.outcome(outcome.stress, with: choice.roster).day(first.queue, first.date)
    let service = played?.service ?? day.service
    breach.mend = StressReport.Mend(
      agent: choice.agent, words: choice.words, paidHours: Double(choice.paidMinutes) / 60, service: service,
      isEnough: service >= goal - 0.0005)
    return breach
  }
}
