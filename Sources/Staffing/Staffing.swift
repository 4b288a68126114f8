// Staffing: forecast to requirement, and roster to coverage.
// In: a forecast, a scenario (goals, patience, concurrency, shrinkage) and, for coverage, a roster.
// Out: net agents per queue and interval, not rounded; the service a roster can be expected to give.
// It never rounds up to people (the roster does, once), never chooses shifts, opens no files.

import Timeline
public import Workforce

/// The stage between a forecast and a roster.
public enum Staffing {
  /// Agents that every queue needs in every interval so that its goal is met.
  ///
  /// Phone and chat follow `ImmediateWork`, email follows `DeferredWork`, activities follow `ActivityWork`. Net agents are people on the queue; gross
  /// agents divide by the mean productive share of the people who serve the queue. Volumes are those of the scenario's
  /// `DemandLevel`; the steps from there on are told in docs/explanation/staffing.md.
  ///
  /// - Parameters:
  ///   - hasPools: whether sets of queues that share people are worked out too; only rosters need them.
  ///   - memo: what runs before this one have worked out, to be looked up.
  /// - Returns: arrays of shape [grid.count]; closed intervals hold 0.
  /// - Complexity: O(queues x intervals) sizings.
  public static func requirement(
    for forecast: Forecast, in scenario: Scenario, hasPools: Bool = true, memo: RequirementMemo? = nil
  ) -> Requirement {
    var warnings: [String] = []
    let grid = forecast.grid
    let interval = Seconds(Double(grid.intervalSeconds))
    let planned = zip(scenario.queues, forecast.queues).map { queue, expected in
      expected.planned(for: queue.planFor ?? scenario.planFor, of: queue, on: grid, warnings: &warnings)
    }
    var queues = zip(scenario.queues, planned).map { queue, expected -> QueueRequirement in
      let immediate = ImmediateWork(queue: queue, interval: interval)
      let handleTimes = immediate.handleTimes(of: expected)
      var net = [Double](repeating: 0, count: grid.count)
      if !queue.isDeferred {
        let sized = {
          var found: [String] = []
          return (net: immediate.netAgents(for: expected, warnings: &found), warnings: found)
        }
        let key = { RequirementMemo.Key(queue, expected, intervalSeconds: interval.value) }
        let answer = memo.map { $0.netAgents(key(), sized) } ?? sized()
        net = answer.net
        warnings += answer.warnings
      }
      return QueueRequirement(
        queue: queue.id,
        offered: expected.offered,
        averageHandleTime: handleTimes,
        load: immediate.loads(offered: expected.offered, handleTimes: handleTimes),
        netAgents: net,
        grossAgents: [Double](repeating: 0, count: grid.count))
    }
    staffDeferred(&queues, for: planned, in: scenario, warnings: &warnings)
    for (index, queue) in scenario.queues.enumerated() {
      let shares = scenario.productiveShares(of: queue, on: grid)
      queues[index].grossAgents = zip(queues[index].netAgents, shares).map { $0 / $1 }
    }
    // Activities come after everything that customers wait for, each beside those before it.
    for (index, queue) in scenario.queues.enumerated() {
      guard let work = ActivityWork(of: queue, on: grid, in: scenario) else { continue }
      let people = work.people(beside: work.load(of: queues), warnings: &warnings)
      queues[index].grossAgents = people
      queues[index].netAgents = zip(people, scenario.productiveShares(of: queue, on: grid)).map { $0 * $1 }
    }
    let pools = hasPools ? QueuePools(in: scenario, interval: interval).requirements(of: queues) : []
    return Requirement(grid: grid, queues: queues, pools: pools, warnings: warnings)
  }

  /// Adds the net agents of work that waits, which come last since they may go into the gaps of the others.
  private static func staffDeferred(
    _ queues: inout [QueueRequirement], for planned: [QueueForecast], in scenario: Scenario, warnings: inout [String]
  ) {
    let grid = scenario.grid
    var gaps = LiveGaps(
      of: queues.map(\.netAgents), requirement: queues, interval: Seconds(Double(grid.intervalSeconds)), in: scenario)
    for (index, queue) in scenario.queues.enumerated() where queue.isDeferred && queue.activity == nil {
      let deferred = DeferredWork(of: queue, on: grid, in: scenario)
      let work = deferred.netAgents(
        for: planned[index], gaps: { gaps.agents(for: queue, interval: $0) }, warnings: &warnings)
      // Whoever takes other contacts too helps out where chance brings much.
      let people = scenario.agents.filter { $0.serves(queue) }
      let isAlone =
        !people.isEmpty
        && people.allSatisfy { agent in
          !scenario.queues.contains { $0.id != queue.id && $0.activity == nil && agent.serves($0) }
        }
      queues[index].netAgents =
        isAlone ? deferred.agents(work.own, meetingGoalOf: queues[index], gaps: gaps) : work.own
      for interval in grid.indices where work.inGaps[interval] > 0 {
        gaps.take(work.inGaps[interval], for: queue, interval: interval)
      }
    }
  }

  /// Indices of the intervals in which people work on a queue, increasing.
  static func workedIntervals(of queue: Queue, on grid: IntervalGrid, in scenario: Scenario) -> [Int] {
    let holidays = scenario.holidays(in: queue.region)
    return (0..<grid.count).filter { scenario.isWorked(queue, at: grid.instant(of: $0), holidays: holidays) }
  }
}
