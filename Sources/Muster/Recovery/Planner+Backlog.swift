import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// A backlog at some moment, and the question how long it takes to be gone.
public struct BacklogQuestion: Hashable, Sendable {
  /// When it is there: `2026-03-24T18:00` on the clock of the first site, or with an offset.
  public var from: String
  /// A table of the contacts by queue.
  public var file: String
  /// How often the days are played; at least 2.
  public var replications: Int

  /// A question; forty replications unless said otherwise.
  public init(from: String, file: String, replications: Int = 40) {
    self.from = from
    self.file = file
    self.replications = replications
  }
}

extension Planner {
  /// How long the roster of the output folder takes to work a backlog off, with and without overtime, by formula and by simulation.
  ///
  /// Nothing is written.
  ///
  /// - Throws: `InputError` for faults of the input, or where the moment is outside the plan.
  public func backlog(_ question: BacklogQuestion) throws -> BacklogReport {
    let input = try read()
    try input.scenario.checkQueues(to: "recover")
    return try reading { try backlog(question, input) }
  }

  private func backlog(_ question: BacklogQuestion, _ input: ScenarioInput) throws -> BacklogReport {
    let scenario = input.scenario
    let grid = scenario.grid
    let first = try Self.interval(of: question.from, in: scenario)
    let start = grid.instant(of: first)
    let backlog = try LeftContacts.read(FileAccess.read(question.file), file: question.file, for: scenario)
    let forecast = try readForecast(for: scenario)
    let requirement = try readRequirement(for: scenario)
    let roster = try readRoster(for: scenario)
    try Planner.checkDraws(question.replications, of: forecast, option: "--replications")
    try stopIfCancelled()
    report(.began(.simulation))
    let paths = try demandPaths(input, around: forecast, count: question.replications, seed: scenario.seed)
    func recovery(_ roster: Roster) throws -> (formula: [Recovery], simulated: [Recovery]) {
      (
        Staffing.recovery(of: backlog, at: first, with: roster, requirement: requirement, in: scenario),
        try Staffing.simulatedRecovery(
          of: backlog.map { $0.rounded() }, at: first, with: roster, paths: paths, requirement: requirement,
          in: scenario, seed: scenario.seed)
      )
    }
    let plain = try recovery(roster)
    try stopIfCancelled()
    let everybody = OvertimeHelp(on: backlog, from: start, after: roster, on: grid, in: scenario)
    let soonest = Staffing.recovery(
      of: backlog, at: first, with: everybody.added(to: roster, in: scenario), requirement: requirement, in: scenario)
    // Nobody stays once their queue has recovered.
    // Whoever serves a blended queue between other contacts is in the simulation alone.
    let ends = scenario.queues.indices.map { index in
      let played = scenario.queues[index].blend == nil ? nil : plain.simulated[index].seconds
      return (played ?? soonest[index].seconds).map { start.advanced(bySeconds: Int($0.rounded(.up))) }
    }
    let help = everybody.until(ends)
    let helped = help.stays.isEmpty ? plain : try recovery(help.added(to: roster, in: scenario))
    return BacklogReport(
      scenario, from: start, backlog: backlog, plain: plain, helped: helped, help: help, outOf: everybody)
  }

  /// The interval of the plan in which a moment lies.
  private static func interval(of text: String, in scenario: Scenario) throws(InputError) -> Int {
    let place = Place(file: "--from")
    let zone = scenario.sites.first?.zone ?? .utc
    let moment: Instant
    do throws(Misreading) {
      moment = try readMoment(text, in: zone)
    } catch {
      throw InputError(place, error.what, next: error.next)
    }
    let grid = scenario.grid
    guard let interval = grid.index(containing: moment) else {
      throw InputError(
        place, "\(text) is outside the plan",
        next: "Write a moment from \(zone.isoText(at: grid.start)) up to \(zone.isoText(at: grid.end)).")
    }
    // Inside an interval the next one is the first whole one.
    let next = grid.instant(of: interval) == moment ? interval : interval + 1
    guard next < grid.count else {
      throw InputError(place, "\(text) is in the last interval of the plan", next: "Write an earlier moment.")
    }
    return next
  }
}
