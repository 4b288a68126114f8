import Timeline
import Workforce

/// The hours after a queue's last date that only shifts of this plan can reach: a night shift of the last date runs into the morning
/// after it, before anybody of the next plan begins.
///
/// They ask for what the same hours asked for a week before, so that the last night is neither a place for surplus nor one to avoid.
/// From the first start of the next plan on nothing is asked for: its own people will be there, and who stays on is surplus. No
/// coverage shows these hours.
struct HoursAfter {
  let requirement: Requirement
  let scenario: Scenario
  /// Intervals of the grid and of what the last shifts reach beyond it.
  let intervalCount: Int
  /// Shape [groups]: the first start of anybody who serves the group, on the date after the horizon.
  private let nextStart: [Instant?]

  init(_ requirement: Requirement, groups: QueueGroups, lastEnd: Instant?, in scenario: Scenario) {
    self.requirement = requirement
    self.scenario = scenario
    let grid = requirement.grid
    let reach = lastEnd.map { $0.seconds(since: grid.start) } ?? 0
    intervalCount = max(grid.count, -floorDivide(-reach, max(1, grid.intervalSeconds)))
    let next = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount)
    var firstStart: [[String]: Instant?] = [:]
    var starts = [Instant?](repeating: nil, count: groups.queues.count)
    for (index, agent) in scenario.agents.enumerated() {
      guard let site = scenario.site(agent.site), let contract = scenario.contract(agent.contract) else { continue }
      let key = [agent.site, agent.contract]
      let start =
        firstStart[key]
        ?? ContractShifts(contract, intervalMinutes: scenario.horizon.intervalMinutes)
        .all(on: next, zone: site.zone).map(\.start).min()
      firstStart[key] = start
      guard let start else { continue }
      for group in groups.ofAgent[index] { starts[group] = min(starts[group] ?? start, start) }
    }
    nextStart = starts
  }

  /// Net agents of a queue in each interval, those after its last date among them.
  func netAgents(queue index: Int, group: Int) -> [Double] {
    let grid = requirement.grid
    var net = requirement.queues[index].netAgents
    net += [Double](repeating: 0, count: max(0, intervalCount - net.count))
    let zone = scenario.queues[index].open.zone
    guard let until = nextStart[group] else { return net }
    var interval = requirement.end(ofQueue: index, in: scenario)
    while interval < intervalCount, grid.instant(of: interval) < until {
      if let earlier = weekBefore(interval, zone) { net[interval] = max(net[interval], net[earlier]) }
      interval += 1
    }
    return net
  }

  /// The interval of the grid in which a clock shows the same a week before.
  private func weekBefore(_ interval: Int, _ zone: Zone) -> Int? {
    let grid = requirement.grid
    let local = zone.local(at: grid.instant(of: interval))
    let earlier = LocalDateTime(date: local.date.advanced(byDays: -7), secondsOfDay: local.secondsOfDay)
    let instant: Instant
    switch zone.resolve(earlier) {
    case .once(let once), .twice(let once, _): instant = once
    case .never: return nil
    }
    let place = floorDivide(instant.seconds(since: grid.start), grid.intervalSeconds)
    return grid.indices.contains(place) ? place : nil
  }
}
