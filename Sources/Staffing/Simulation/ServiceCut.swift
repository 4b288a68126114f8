import Queueing
import Timeline
public import Workforce

/// A cut on the service of one queue, and the cheapest change of the requirement that satisfies it.
///
/// A queue that misses its goal gets a linear cut. With `y` the net agents of a roster, `s` the share served in time and `d` what one more agent adds, the cut asks
/// for `s + sum d (y' - y) >= goal`. Every interval may gain at most one agent a round, since the line is only to be
/// trusted nearby; the cheapest way is to fill the intervals that gain most. A queue above its goal gets one that takes away:
/// see ``Staffing/loweringCuts(service:over:requirement:ofGoals:in:sparing:)``.
///
/// - Source: Atlason, Epelman and Henderson (2004, 2008); Cezik and L'Ecuyer (2008).
public struct ServiceCut: Hashable, Sendable {
  /// Index of the queue.
  public var queue: Int
  /// Share served in time in the simulation.
  public var simulated: Double
  /// Net agents to add to what the roster gives, in `0...1`, or, below 0, to take from the requirement. Shape [grid.count].
  public var agents: [Double]
}

extension Staffing {
  /// One cut for every queue whose simulated service misses its goal by more than chance.
  ///
  /// - Parameters:
  ///   - held: queues that are to keep what they had: for them every miss counts, with a third of a point to spare.
  ///   - service: what ``simulate(_:paths:requirement:in:seed:threads:)`` found with the same arguments.
  ///   - paths: as for the simulation; played once more for each queue with a cut, with one person more on it.
  /// - Throws: `SimulationError` as the simulation does.
  public static func serviceCuts(
    of roster: Roster, service: SimulatedService, paths: [[[Double]]], requirement: Requirement, in scenario: Scenario,
    seed: UInt64, holding held: Set<Int> = []
  ) throws -> [ServiceCut] {
    var cuts: [ServiceCut] = []
    for (index, queue) in scenario.queues.enumerated() {
      guard let total = service.queues[index].total?.serviceLevel, !total.value.isNaN else { continue }
      let isHeld = held.contains(index)
      guard isHeld ? total.value < queue.goal.answered : total.value + total.halfWidth < queue.goal.answered - 0.0005
      else { continue }
      let helped = try simulate(
        roster, paths: paths, requirement: requirement, in: scenario, seed: seed, helping: index, threads: nil)
      let gains = gainPerAgent(
        from: service.queues[index], to: helped.queues[index], of: queue, requirement.grid, scenario)
      cuts.append(
        ServiceCut(
          queue: index, simulated: total.value,
          agents: cheapest(gains, worth: queue.goal.answered + (isHeld ? 0.0033 : 0) - total.value)))
    }
    return cuts
  }

  /// A requirement that no longer allows what the cuts forbid, and asks for nothing that they find needless.
  ///
  /// A cut that adds asks for what the roster gives and the cut adds, or the requirement where that is more. Net agents have the
  /// four decimals of requirement.csv, so that the value is what its file says.
  public static func requirement(
    _ requirement: Requirement, changedBy cuts: [ServiceCut], over coverage: Coverage, in scenario: Scenario
  ) -> Requirement {
    func written(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    var changed = requirement
    for cut in cuts {
      let shares = scenario.productiveShares(of: scenario.queues[cut.queue], on: requirement.grid)
      for interval in requirement.grid.indices where cut.agents[interval] != 0 {
        let before = changed.queues[cut.queue].netAgents[interval]
        let change = cut.agents[interval]
        let from = change > 0 ? max(before, coverage.queues[cut.queue].rostered[interval]) : before
        let after = written(max(0, from + change))
        changed.queues[cut.queue].netAgents[interval] = after
        changed.queues[cut.queue].grossAgents[interval] = written(after / shares[interval])
        for pool in changed.pools.indices where changed.pools[pool].queues.contains(cut.queue) {
          let together = changed.pools[pool].netAgents[interval]
          changed.pools[pool].netAgents[interval] = written(max(0, together + after - before))
        }
      }
    }
    return changed
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
