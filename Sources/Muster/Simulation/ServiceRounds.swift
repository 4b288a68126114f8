import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// What closing the loop between roster and simulation came to.
public struct ServiceRoundsSummary: Hashable, Sendable, Encodable {
  /// A queue that contacts came to.
  public struct Queue: Hashable, Sendable, Encodable {
    /// Id of the queue.
    public var queue: String
    /// Share the goal asks for.
    public var goal: Double
    /// Simulated share served in time by the first roster.
    public var before: Double
    /// The same by the roster that was kept.
    public var after: Double
    /// Simulated share that hangs up of it, where the goal limits that.
    public var abandonedAfter: Double?
    /// Net hours that the goals ask for by formula.
    public var requiredHoursBefore: Double
    /// Net hours that the kept roster was made for.
    public var requiredHoursAfter: Double
    /// Net hours that the kept roster gives beyond these.
    public var overHours: Double
  }

  /// Rosters made anew.
  public var rounds: Int
  /// Replications of each simulation.
  public var replications: Int
  /// Cuts over all rounds: one for each queue whose requirement a round changed.
  public var cuts: Int
  /// Net hours the cuts added to what the rosters gave.
  public var cutHours: Double
  /// Net hours the cuts took from the requirement.
  public var loweredHours: Double
  /// The round whose roster was kept; 0 for the first roster.
  public var kept: Int
  /// Paid hours of the kept roster above the first one's.
  public var paidHoursAdded: Double
  /// Every queue with contacts, in the order of the scenario.
  public var queues: [Queue]

  /// The kept roster's service, as the manifest keeps it.
  var played: [Manifest.PlayedQueue] {
    queues.map { Manifest.PlayedQueue(queue: $0.queue, serviceLevel: $0.after, abandonedShare: $0.abandonedAfter) }
  }

  /// Net hours that the goals ask for by formula, over all queues.
  public var requiredHoursBefore: Double { queues.reduce(0) { $0 + $1.requiredHoursBefore } }
  /// Net hours that the kept roster was made for, over all queues.
  public var requiredHoursAfter: Double { queues.reduce(0) { $0 + $1.requiredHoursAfter } }

  /// The summary as lines for a terminal.
  var lines: [String] {
    func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
    guard rounds > 0 else {
      return ["Simulated \(replications) times: nothing to raise or to lower, so the roster stands."]
    }
    let (before, after) = (requiredHoursBefore, requiredHoursAfter)
    let share = before > 0 ? abs(after / before - 1) : 0
    let change =
      kept == 0
      ? "no round did better, so the first roster stands"
      : "kept round \(kept): \(number(before, 1)) net hours required before, \(number(after, 1)) after "
        + "(\(Share(share).text()) \(after <= before ? "fewer" : "more")), "
        + "\(number(abs(paidHoursAdded), 0)) paid hours \(paidHoursAdded <= 0 ? "fewer" : "more")"
    let asked =
      [(cutHours, "more"), (loweredHours, "fewer")].filter { $0.0 > 0 }.map { "\(number($0.0, 1)) net hours \($0.1)" }
    let above = queues.filter { $0.after > $0.goal + 0.01 }
    let rest =
      above.isEmpty
      ? []
      : [
        "  More than a point above the goal: \(above.map(\.queue).joined(separator: ", ")); hours over are forced by contracts, "
          + "and where there are few, people of other queues help out or one person is the least."
      ]
    return [
      "Service rounds: \(rounds) of \(replications) replications each; \(cuts) \(cuts == 1 ? "cut" : "cuts") asked for "
        + "\(asked.joined(separator: " and ")); \(change)."
    ]
      + queues.map {
        "  \($0.queue): simulated \(Share($0.before).text()) before, \(Share($0.after).text()) after, "
          + "goal \(Share($0.goal).text(decimals: 0)); required \(number($0.requiredHoursBefore, 1)) h before, "
          + "\(number($0.requiredHoursAfter, 1)) after, \(number($0.overHours, 1)) h over"
      } + rest
  }
}

/// Closes the loop: where the simulated service of a queue misses its goal, cuts raise the requirement, where it is above its
/// goal they lower it, and the roster is made anew.
///
/// A round either mends or saves: as long as a queue misses what it had, nothing else is lowered. A cut is a line, the roster
/// has its own rules and prices, and nobody may be free; so a round can fail. The roster kept is the one with the fewest contacts
/// short of a goal in the same simulation, of these the one that was made for the fewest hours, with those of the work that it
/// puts off, the earlier one where two are equal; it never serves worse than the first.
struct ServiceRounds {
  /// A roster with what it was made for, and what it gives by formula and by simulation.
  struct Candidate {
    var requirement: Requirement
    var roster: Roster
    var coverage: Coverage
    var service: SimulatedService
    /// Contacts short of their goal; see `shortfall`.
    var short = 0.0
    /// Hours of the work that waits at the end beyond what the first roster leaves: they are put off, not saved.
    var putOffHours = 0.0

    /// Net hours that the roster was made for.
    var requiredHours: Double { requirement.queues.indices.reduce(0) { $0 + requiredHours(of: $1) } }

    func requiredHours(of queue: Int) -> Double {
      requirement.queues[queue].netAgents.reduce(0, +) * Double(requirement.grid.intervalSeconds) / 3600
    }

    /// Whether it serves better than another, or as well for fewer hours.
    func isBetter(than other: Candidate) -> Bool {
      if abs(short - other.short) > 1e-9 { return short < other.short }
      return requiredHours + putOffHours < other.requiredHours + other.putOffHours - 1e-9
    }
  }

  /// The file of the cuts.
  static let fileName = "service_cuts.csv"

  /// What that file holds.
  static let definition = TableDefinition(
    fileName, stage: "roster",
    "one row for each round, queue and interval in which a cut asks for more or fewer people",
    columns: [.init("round", .integer, range: 1 ... .infinity, "number of the round")] + .interval + [
      .init(
        "added_agents", .number, unit: "agents", range: -.infinity ... .infinity,
        "net agents that the cut adds to what the roster gives; below 0 those it takes from the requirement")
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
    let start = try candidate(first, for: requirement, since: nil)
    var best = start
    var current = start
    var kept = 0
    var cuts: [[ServiceCut]] = []
    var spared: Set<Int> = []
    var wasCutShort = false
    // What a queue had with the first roster it is to have with every other.
    let held = Set(scenario.queues.indices.filter { shortfall(of: $0, in: start, since: nil) == 0 })
    for round in 0..<rounds {
      if isOver() {
        wasCutShort = true
        break
      }
      let found = try nextCuts(after: current, holding: cuts.isEmpty ? [] : held, &spared)
      guard !found.isEmpty else { break }
      cuts.append(found)
      let changed = Staffing.requirement(current.requirement, changedBy: found, over: current.coverage, in: scenario)
      let next = try makeRoster(changed)
      if isOver() {
        wasCutShort = true
        cuts.removeLast()
        break
      }
      current = try candidate(next, for: changed, since: start)
      if current.isBetter(than: best) { (best, kept) = (current, round + 1) }
    }
    if wasCutShort { best.roster.report?.wasCutShort = true }
    return (best, cuts, summary(of: cuts, from: start, to: best, kept: kept))
  }

  /// Cuts that mend what misses; where nothing does, cuts that save.
  private func nextCuts(
    after current: Candidate, holding held: Set<Int>, _ spared: inout Set<Int>
  ) throws -> [ServiceCut] {
    let raising = try Staffing.serviceCuts(
      of: current.roster, service: current.service, paths: paths, requirement: current.requirement, in: scenario,
      seed: seed, holding: held)
    spared.formUnion(raising.map(\.queue))
    guard raising.isEmpty else { return raising }
    return Staffing.loweringCuts(
      service: current.service, over: current.coverage, requirement: current.requirement, ofGoals: requirement,
      in: scenario, sparing: spared)
  }

  private func candidate(_ roster: Roster, for requirement: Requirement, since start: Candidate?) throws -> Candidate {
    var made = Candidate(
      requirement: requirement, roster: roster,
      coverage: Staffing.coverage(of: roster, requirement: requirement, in: scenario),
      service: try Staffing.simulate(
        roster, paths: paths, requirement: requirement, in: scenario, seed: seed))
    made.short = scenario.queues.indices.reduce(0) { $0 + shortfall(of: $1, in: made, since: start) }
    made.putOffHours = scenario.queues.indices.reduce(0) { hours, index in
      let queue = requirement.queues[index]
      let offered = queue.offered.reduce(0, +)
      let seconds = zip(queue.offered, queue.averageHandleTime).reduce(0) { $0 + $1.0 * $1.1 }
      return hours + putOff(of: index, in: made, since: start) * (offered > 0 ? seconds / offered : 0) / 3600
    }
    return made
  }

  /// Contacts left waiting at the end beyond what the first roster leaves and chance explains.
  private func putOff(of queue: Int, in made: Candidate, since start: Candidate?) -> Double {
    guard let left = made.service.queues[queue].waiting.last, let before = start?.service.queues[queue].waiting.last
    else { return 0 }
    return max(0, left.value - left.halfWidth - before.value - before.halfWidth)
  }

  /// Contacts by which a queue misses its goals, and those put off beyond a point of all; a queue above its goal makes up for no
  /// other.
  private func shortfall(of queue: Int, in made: Candidate, since start: Candidate?) -> Double {
    let found = made.service.queues[queue]
    guard let total = found.total, !total.serviceLevel.value.isNaN else { return 0 }
    let goal = scenario.queues[queue].goal
    var short = max(0, goal.answered - total.serviceLevel.value) * total.offered
    if let most = goal.abandonedAtMost { short += max(0, total.abandoned.value - most) * total.offered }
    return short + max(0, putOff(of: queue, in: made, since: start) - 0.01 * total.offered)
  }

  private func summary(
    of cuts: [[ServiceCut]], from start: Candidate, to best: Candidate, kept: Int
  ) -> ServiceRoundsSummary {
    let hours = Double(requirement.grid.intervalSeconds) / 3600
    let agents = cuts.joined().flatMap(\.agents)
    return ServiceRoundsSummary(
      rounds: cuts.count, replications: paths.count, cuts: cuts.reduce(0) { $0 + $1.count },
      cutHours: agents.reduce(0) { $0 + max(0, $1) } * hours,
      loweredHours: agents.reduce(0) { $0 + max(0, -$1) } * hours,
      kept: kept, paidHoursAdded: paidHours(best.roster) - paidHours(start.roster),
      queues: scenario.queues.indices.compactMap { queue in
        guard let before = start.service.queues[queue].total?.serviceLevel.value, !before.isNaN else { return nil }
        let coverage = best.coverage.queues[queue]
        return ServiceRoundsSummary.Queue(
          queue: scenario.queues[queue].id, goal: scenario.queues[queue].goal.answered, before: before,
          after: best.service.queues[queue].total?.serviceLevel.value ?? before,
          abandonedAfter: scenario.queues[queue].goal.abandonedAtMost == nil
            ? nil : best.service.queues[queue].total.map(\.abandoned.value).flatMap { $0.isNaN ? nil : $0 },
          requiredHoursBefore: start.requiredHours(of: queue), requiredHoursAfter: best.requiredHours(of: queue),
          overHours: coverage.required.indices.reduce(0) { $0 + coverage.over($1) } * hours)
      })
  }

  private func paidHours(_ roster: Roster) -> Double {
    Double(roster.shifts.reduce(0) { $0 + $1.paidMinutes }) / 60
  }

  /// The table of the cuts: net agents that each round added or took away, by queue and interval.
  static func file(_ cuts: [[ServiceCut]], for scenario: Scenario) -> OutputFile {
    var writer = definition.writer()
    let grid = scenario.grid
    for (round, found) in cuts.enumerated() {
      for cut in found {
        let queue = scenario.queues[cut.queue]
        for interval in grid.indices where cut.agents[interval] != 0 {
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
