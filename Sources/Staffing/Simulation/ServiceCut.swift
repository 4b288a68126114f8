import Queueing
import Timeline
public import Workforce

/// A linear cut on the service of one queue, and the cheapest change of the requirement that satisfies it.
///
/// With `y` the net agents of a roster, `s` the share served in time and `d` what one more agent adds, the cut asks
/// for `s + sum d (y' - y) >= goal`. Every interval may gain at most one agent a round, since the line is only to be
/// trusted nearby; the cheapest way is to fill the intervals that gain most.
///
/// - Source: Atlason, Epelman and Henderson (2004, 2008); Cezik and L'Ecuyer (2008).
public struct ServiceCut: Hashable, Sendable {
  /// Index of the queue.
  public var queue: Int
  /// Share served in time in the simulation.
  public var simulated: Double
  /// Net agents to add to what the roster gives, in `0...1`. Shape [grid.count].
  public var agents: [Double]
}

extension Staffing {
  /// One cut for every queue whose simulated service misses its goal by more than chance.
  ///
  /// - Parameters:
  ///   - service: what ``simulate(_:paths:requirement:in:seed:threads:)`` found with the same arguments.
  ///   - paths: as for the simulation; played once more for each queue with a cut, with one person more on it.
  /// - Throws: `SimulationError` as the simulation does.
  public static func serviceCuts(
    of roster: Roster, service: SimulatedService, paths: [[[Double]]], requirement: Requirement, in scenario: Scenario,
    seed: UInt64
  ) throws -> [ServiceCut] {
    var cuts: [ServiceCut] = []
    for (index, queue) in scenario.queues.enumerated() {
      guard let total = service.queues[index].total?.serviceLevel, !total.value.isNaN,
        total.value + total.halfWidth < queue.goal.answered - 0.0005
      else { continue }
      let helped = try simulate(
        roster, paths: paths, requirement: requirement, in: scenario, seed: seed, helping: index, threads: nil)
      let gains = gainPerAgent(
        from: service.queues[index], to: helped.queues[index], of: queue, requirement.grid, scenario)
      cuts.append(
        ServiceCut(
          queue: index, simulated: total.value,
          agents: cheapest(gains, worth: queue.goal.answered - total.value)))
    }
    return cuts
  }

  /// A requirement that no longer allows what the cuts forbid: for each cut what the roster gives and the cut adds, or
  /// the requirement where that is more.
  public static func requirement(
    _ requirement: Requirement, raisedBy cuts: [ServiceCut], over coverage: Coverage
  ) -> Requirement {
    var raised = requirement
    for cut in cuts {
      for interval in requirement.grid.indices where cut.agents[interval] > 0 {
        let before = raised.queues[cut.queue].netAgents[interval]
        let after = max(before, coverage.queues[cut.queue].rostered[interval]) + cut.agents[interval]
        raised.queues[cut.queue].netAgents[interval] = after
        for pool in raised.pools.indices where raised.pools[pool].queues.contains(cut.queue) {
          raised.pools[pool].netAgents[interval] += after - before
        }
      }
    }
    return raised
  }

  /// What one more agent in an interval adds to the share of the horizon, by what one more in all of them added.
  ///
  /// The gain of contacts is credited to the intervals in which an agent could have served them: for phone and chat the
  /// interval of arrival and two to either side, which also evens out chance; for email the worked intervals up to the
  /// deadline.
  private static func gainPerAgent(
    from plain: SimulatedQueue, to helped: SimulatedQueue, of queue: Queue, _ grid: IntervalGrid, _ scenario: Scenario
  ) -> [Double] {
    let offered = plain.intervals.map { span in
      span.map { $0.serviceLevel.value.isNaN ? 0 : $0.offered } ?? 0
    }
    let all = offered.reduce(0, +)
    var gains = [Double](repeating: 0, count: grid.count)
    guard all > 0 else { return gains }
    let work = DeferredWork(of: queue, on: grid, in: scenario)
    let worked = work.worked
    for interval in grid.indices where offered[interval] > 0 {
      guard let before = plain.intervals[interval]?.serviceLevel.value,
        let after = helped.intervals[interval]?.serviceLevel.value
      else { continue }
      let gain = (after - before) * offered[interval] / all
      let open: [Int]
      if queue.isDeferred {
        guard case .position(let last) = work.deadline(of: interval),
          let first = worked.firstIndex(where: { $0 >= interval }), first <= last
        else { continue }
        open = Array(worked[first...last])
      } else {
        open = (max(0, interval - 2)...min(grid.count - 1, interval + 2)).filter { offered[$0] > 0 }
      }
      for place in open { gains[place] += gain / Double(open.count) }
    }
    return gains
  }

  /// Agents in `0...1` for every interval whose gains add up to a worth with the fewest agents; all there are where the
  /// worth is out of reach.
  private static func cheapest(_ gains: [Double], worth: Double) -> [Double] {
    var agents = [Double](repeating: 0, count: gains.count)
    var left = worth
    for place in gains.indices.sorted(by: { (-gains[$0], $0) < (-gains[$1], $1) }) where gains[place] > 0 && left > 0 {
      agents[place] = min(1, left / gains[place])
      left -= agents[place] * gains[place]
    }
    return agents
  }
}
