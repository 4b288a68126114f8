import Timeline
import Units
public import Workforce

extension Staffing {
  /// What a roster gives every queue, and the service to expect from it.
  ///
  /// - Parameter roster: a shift without any spell is on every queue its person may take from.
  /// - Returns: arrays of shape [grid.count].
  /// - Complexity: O(intervals x (queues + sets of queues)) and one evaluation of the queue's model each.
  public static func coverage(
    of roster: Roster, requirement: Requirement, in scenario: Scenario
  ) -> Coverage {
    let given = given(by: roster, for: requirement, in: scenario)
    return coverage(giving: given.agents, alsoOn: given.alsoOn, requirement: requirement, in: scenario)
  }

  /// Net agents that a roster gives every queue, shape [queues][grid.count], and the share of those on a live queue who are posted on an
  /// email queue too, by live and by email queue, shape [grid.count].
  package static func given(
    by roster: Roster, for requirement: Requirement, in scenario: Scenario
  ) -> (agents: [[Double]], alsoOn: [Int: [Int: [Double]]]) {
    let given = Supply(of: roster, on: requirement.grid, in: scenario).rostered(for: requirement, in: scenario)
    return (given.agents, given.alsoOn)
  }

  /// The service to expect where every queue has so many people.
  ///
  /// - Parameters:
  ///   - rostered: shape [queues][grid.count], net agents.
  ///   - alsoOn: share of those on a live queue, `0...1`, who are on an email queue too, by live and by email queue, shape [grid.count].
  /// - Returns: arrays of shape [grid.count].
  public static func coverage(
    giving rostered: [[Double]], alsoOn: [Int: [Int: [Double]]] = [:], requirement: Requirement, in scenario: Scenario
  ) -> Coverage {
    let grid = requirement.grid
    let interval = Seconds(Double(grid.intervalSeconds))
    var gaps = LiveGaps(
      of: rostered, requirement: requirement.queues, interval: interval, in: scenario, alsoOn: alsoOn)
    let queues = zip(scenario.queues, requirement.queues).enumerated().map { index, pair -> QueueCoverage in
      let (queue, needed) = pair
      let level =
        queue.isDeferred
        ? mailLevels(ofQueue: index, of: rostered[index], gaps: &gaps, requirement, in: scenario)
        : ImmediateWork(queue: queue, interval: interval).serviceLevels(of: rostered[index], for: needed)
      // Whoever is there after a queue's last date is of the next plan's table, unless this one asks for them.
      let end = min(grid.count, requirement.end(ofQueue: index, in: scenario))
      let shown =
        rostered[index][..<end] + (end..<grid.count).map { needed.netAgents[$0] > 0 ? rostered[index][$0] : 0 }
      return QueueCoverage(
        queue: queue.id, required: needed.netAgents, rostered: Array(shown), serviceLevel: level)
    }
    return Coverage(grid: grid, queues: queues)
  }
}

extension Staffing {
  /// What a roster can be expected to do of one queue: the share answered in time and, of a queue whose contacts wait on the line, the
  /// share that hangs up, by interval.
  package static func expected(
    ofQueue index: Int, of roster: Roster, requirement: Requirement, in scenario: Scenario
  ) -> (serviceLevel: [Double], abandoned: [Double]) {
    let given = given(by: roster, for: requirement, in: scenario)
    guard !scenario.queues[index].isDeferred else {
      let coverage = coverage(giving: given.agents, alsoOn: given.alsoOn, requirement: requirement, in: scenario)
      return (coverage.queues[index].serviceLevel, requirement.grid.indices.map { _ in 0 })
    }
    let work = ImmediateWork(queue: scenario.queues[index], interval: Seconds(Double(requirement.grid.intervalSeconds)))
    let performances = work.performances(of: given.agents[index], for: requirement.queues[index])
    return (performances.map { $0?.serviceLevel() ?? .nan }, performances.map { $0?.abandoned ?? .nan })
  }
}

extension Staffing {
  /// What people are expected to do of a queue whose work waits. Where they share that of other queues, first come first served, it is a
  /// small copy of what waits in all, whose contacts even each other out.
  ///
  /// Counted are queues whose work waits too and that more than half of the queue's people take.
  private static func mailLevels(
    ofQueue index: Int, of agents: [Double], gaps: inout LiveGaps, _ requirement: Requirement, in scenario: Scenario
  ) -> [Double] {
    let queue = scenario.queues[index]
    let people = scenario.agents.filter { $0.serves(queue) }
    func work(_ queue: Int) -> (mean: Double, variance: Double) {
      let needed = requirement.queues[queue]
      return zip(needed.offered, needed.averageHandleTime).reduce((0, 0)) {
        ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.1 * $1.1)
      }
    }
    let own = work(index)
    let others = scenario.queues.indices.filter { other in
      let queue = scenario.queues[other]
      return other != index && queue.isDeferred && queue.activity == nil
        && 2 * people.count { $0.serves(queue) } > people.count
    }
    let all = others.map(work).reduce(own) { ($0.mean + $1.mean, $0.variance + $1.variance) }
    let part = all.mean > 0 ? own.mean / all.mean : 1
    let spread = own.variance > 0 ? min(1, part * part * all.variance / own.variance) : 1
    return DeferredWork(of: queue, on: requirement.grid, in: scenario).serviceLevels(
      of: agents, gaps: &gaps, for: requirement.queues[index], spread: spread, part: part)
  }
}
