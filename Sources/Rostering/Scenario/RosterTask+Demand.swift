import Timeline
import Tours
import Workforce

/// What queues and sites ask for, in the engine's terms.
extension RosterTask {
  /// Requirements of the queues of each group added up, with prices per interval.
  static func demand(_ after: HoursAfter, groups: QueueGroups) -> IntervalDemand {
    let (requirement, scenario) = (after.requirement, after.scenario)
    // Prices are per half hour; see docs/decisions/0002-prices-are-points.md.
    let halfHours = Double(scenario.horizon.intervalMinutes) / 30
    let short = ShortagePrice(
      first: scenario.prices.short * halfHours, beyond: 2 * scenario.prices.short * halfHours, firstShare: 0.1)
    var required = [Double](repeating: 0, count: after.intervalCount * groups.queues.count)
    for (group, queues) in groups.queues.enumerated() {
      for queue in queues {
        for (interval, net) in after.netAgents(queue: queue, group: group).enumerated() {
          required[interval * groups.queues.count + group] += net
        }
      }
    }
    var demand = IntervalDemand(
      groups: groups.queues.map { $0.map { scenario.queues[$0].id }.joined(separator: " + ") }, required: required,
      prices: groups.queues.map { queues in
        guard let activity = queues.compactMap({ scenario.queues[$0].activity }).first else { return short }
        // Work that nobody waits for is not worse to miss by half than by a little, and one too many is as bad as one too few.
        let price = (activity.price ?? scenario.prices.short) * halfHours
        var both = ShortagePrice(first: price, beyond: price, firstShare: 1)
        both.over = price
        return both
      }, overPrice: scenario.prices.over * halfHours,
      presences: scenario.presences.map {
        presence($0, on: requirement.grid, intervals: after.intervalCount, in: scenario)
      })
    demand.leastStretches = groups.queues.map { $0.map { scenario.queues[$0].leastStretch ?? 0 }.max() ?? 0 }
    demand.changePrice = scenario.prices.queueChange
    return demand
  }

  /// People wanted at a site in each interval of its own dates of the horizon.
  private static func presence(
    _ rule: PresenceRule, on grid: IntervalGrid, intervals: Int, in scenario: Scenario
  ) -> PresenceDemand {
    let wanted = (0..<intervals).map { interval -> Float in
      let instant = grid.instant(of: interval)
      let isOpen = scenario.contains(rule.open.zone.local(at: instant).date) && rule.open.isOpen(at: instant)
      return isOpen ? Float(rule.people) : 0
    }
    return PresenceDemand(
      name: "\(rule.skill) at \(rule.site)", wanted: wanted,
      price: scenario.prices.presence * Double(scenario.horizon.intervalMinutes) / 30)
  }
}
