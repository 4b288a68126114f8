import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// What closing the loop between roster and simulation came to.
public struct ServiceRoundsSummary: Hashable, Sendable, Encodable {
  /// A queue whose goal was missed before.
  public struct Queue: Hashable, Sendable, Encodable {
    /// Id of the queue.
    public var queue: String
    /// Share the goal asks for.
    public var goal: Double
    /// Simulated share served in time by the first roster.
    public var before: Double
    /// The same by the roster that was kept.
    public var after: Double
  }

  /// Rosters made anew.
  public var rounds: Int
  /// Replications of each simulation.
  public var replications: Int
  /// Cuts over all rounds: one for each queue that missed its goal in a round.
  public var cuts: Int
  /// Net hours the cuts added to what the rosters gave.
  public var cutHours: Double
  /// The round whose roster was kept; 0 for the first roster.
  public var kept: Int
  /// Paid hours of the kept roster above the first one's.
  public var paidHoursAdded: Double
  /// Queues that missed their goal with the first roster.
  public var queues: [Queue]

  /// The summary as lines for a terminal.
  var lines: [String] {
    func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
    guard !queues.isEmpty else {
      return ["Simulated \(replications) times: every queue meets its goal, so the roster stands."]
    }
    let change =
      kept == 0
      ? "no round did better, so the first roster stands"
      : "kept round \(kept), \(number(abs(paidHoursAdded), 0)) paid hours \(paidHoursAdded < 0 ? "fewer" : "more")"
    return [
      "Service rounds: \(rounds) of \(replications) replications each; \(cuts) \(cuts == 1 ? "cut" : "cuts") asked for "
        + "\(number(cutHours, 1)) net hours more; \(change)."
    ]
      + queues.map {
        "  \($0.queue): simulated \(number($0.before * 100, 1)) % before, \(number($0.after * 100, 1)) % after, "
          + "goal \(number($0.goal * 100, 0)) %"
      }
  }
}

/// Closes the loop: where the simulated service of a queue misses its goal, cuts raise the requirement and the roster is
/// made anew.
///
/// A cut is a line, the roster has its own rules and prices, and nobody may be free; so a round can fail. The
/// roster kept is the one with the fewest contacts short of a goal in the same simulation, the earlier one where two are
/// equal; it is never worse than the first.
struct ServiceRounds {
  /// A roster with what it gives by formula and by simulation.
  struct Candidate {
    var roster: Roster
    var coverage: Coverage
    var service: SimulatedService
  }

  /// The file of the cuts.
  static let fileName = "service_cuts.csv"

  /// What that file holds.
  static let definition = TableDefinition(
    fileName, stage: "roster", "one row for each round, queue and interval in which a cut asks for more people",
    columns: [.init("round", .integer, range: 1 ... .infinity, "number of the round")] + .interval + [
      .init("added_agents", .number, unit: "agents", "net agents that the cut adds")
    ], key: ["round", "queue", "start_utc"])

  let scenario: Scenario
  let requirement: Requirement
  /// Sampled demand. Shape [replications][queues][grid.count].
  let paths: [[[Double]]]
  let seed: UInt64
  let rounds: Int
  /// Whether the time is over; then the best so far is kept.
  let isOver: () -> Bool
  /// Makes the roster for a requirement.
  let makeRoster: (Requirement) throws -> Roster

  /// The best roster of some rounds that begin with a given one.
  func improve(_ first: Roster) throws -> (best: Candidate, cuts: [[ServiceCut]], summary: ServiceRoundsSummary) {
    let start = try candidate(first)
    var best = start
    var current = start
    var raised = requirement
    var kept = 0
    var cuts: [[ServiceCut]] = []
    var cutHours = 0.0
    var wasCutShort = false
    for round in 0..<rounds {
      if isOver() {
        wasCutShort = true
        break
      }
      let found = try Staffing.serviceCuts(
        of: current.roster, service: current.service, paths: paths, requirement: requirement, in: scenario, seed: seed)
      guard !found.isEmpty else { break }
      cuts.append(found)
      let added = found.reduce(0) { $0 + $1.agents.reduce(0, +) }
      cutHours += added * Double(requirement.grid.intervalSeconds) / 3600
      raised = Staffing.requirement(raised, raisedBy: found, over: current.coverage)
      let next = try makeRoster(raised)
      if isOver() {
        wasCutShort = true
        cuts.removeLast()
        break
      }
      current = try candidate(next)
      if shortContacts(current.service) < shortContacts(best.service) - 1e-9 { (best, kept) = (current, round + 1) }
    }
    if wasCutShort { best.roster.report?.wasCutShort = true }
    let summary = ServiceRoundsSummary(
      rounds: cuts.count, replications: paths.count, cuts: cuts.reduce(0) { $0 + $1.count }, cutHours: cutHours,
      kept: kept, paidHoursAdded: paidHours(best.roster) - paidHours(first),
      queues: (cuts.first ?? []).map { cut in
        ServiceRoundsSummary.Queue(
          queue: scenario.queues[cut.queue].id, goal: scenario.queues[cut.queue].goal.answered,
          before: cut.simulated, after: best.service.queues[cut.queue].total?.serviceLevel.value ?? cut.simulated)
      })
    return (best, cuts, summary)
  }

  private func candidate(_ roster: Roster) throws -> Candidate {
    Candidate(
      roster: roster, coverage: Staffing.coverage(of: roster, requirement: requirement, in: scenario),
      service: try Staffing.simulate(
        roster, paths: paths, requirement: requirement, in: scenario, seed: seed))
  }

  /// Contacts by which queues miss their goals, added up; a queue above its goal makes up for no other.
  private func shortContacts(_ service: SimulatedService) -> Double {
    zip(scenario.queues, service.queues).reduce(0) { sum, pair in
      guard let total = pair.1.total, !total.serviceLevel.value.isNaN else { return sum }
      return sum + max(0, pair.0.goal.answered - total.serviceLevel.value) * total.offered
    }
  }

  private func paidHours(_ roster: Roster) -> Double {
    Double(roster.shifts.reduce(0) { $0 + $1.paidMinutes }) / 60
  }

  /// The table of the cuts: net agents that each round added, by queue and interval.
  static func file(_ cuts: [[ServiceCut]], for scenario: Scenario) -> OutputFile {
    var writer = definition.writer()
    let grid = scenario.grid
    for (round, found) in cuts.enumerated() {
      for cut in found {
        let queue = scenario.queues[cut.queue]
        for interval in grid.indices where cut.agents[interval] > 0 {
          writer.integer(round + 1)
          writer.interval(queue.id, interval, on: grid, in: queue.open.zone)
          writer.decimal(cut.agents[interval], decimals: 4)
          writer.endRow()
        }
      }
    }
    return OutputFile(name: fileName, bytes: writer.bytes)
  }
}
