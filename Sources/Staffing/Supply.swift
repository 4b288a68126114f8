import Timeline
import Workforce

/// Net people that a roster puts on each set of queues, per interval.
///
/// A person counts for the part of the interval in which the shift runs and no break does, times the productive share
/// of the site in the month in which the spell begins.
struct Supply {
  /// Sets of queue indices that some person is rostered on, in order of size, then of indices.
  let queueSets: [[Int]]
  /// Shape [queueSets][grid.count], net agents.
  let agents: [[Double]]

  /// Adds up the spells of a roster.
  ///
  /// - Complexity: O(spells x intervals a spell touches).
  init(of roster: Roster, on grid: IntervalGrid, in scenario: Scenario) {
    let sets = Set(roster.spells.map(\.queues)).sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let position = Dictionary(uniqueKeysWithValues: sets.enumerated().map { ($1, $0) })
    let sites = Dictionary(
      scenario.agents.compactMap { agent in scenario.site(agent.site).map { (agent.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    let breaks = Dictionary(grouping: scenario.shiftsBefore + roster.shifts, by: \.agent).mapValues {
      $0.flatMap(\.breaks)
    }
    var agents = [[Double]](repeating: [Double](repeating: 0, count: grid.count), count: sets.count)
    for spell in roster.spells {
      guard let set = position[spell.queues] else { continue }
      let share = sites[spell.agent]?.productiveShare(on: spell.start) ?? 1
      Supply.add(from: spell.start, to: spell.end, share, to: &agents[set], on: grid)
      for pause in breaks[spell.agent] ?? [] {
        let start = max(pause.start, spell.start)
        let end = min(pause.end, spell.end)
        if start < end { Supply.add(from: start, to: end, -share, to: &agents[set], on: grid) }
      }
    }
    self.queueSets = sets
    self.agents = agents
  }

  /// Adds `share` agents for the time between two instants, in proportion to the part of each interval it covers.
  private static func add(
    from start: Instant, to end: Instant, _ share: Double, to agents: inout [Double], on grid: IntervalGrid
  ) {
    let length = grid.intervalSeconds
    let first = start.seconds(since: grid.start)
    let last = end.seconds(since: grid.start)
    var interval = max(0, first / length)
    while interval < grid.count, interval * length < last {
      let covered = min(last, (interval + 1) * length) - max(first, interval * length)
      if covered > 0 { agents[interval] += share * Double(covered) / Double(length) }
      interval += 1
    }
  }

  /// Net agents on every queue, shape [queues][grid.count].
  func rostered(for requirement: Requirement) -> [[Double]] {
    var rostered = requirement.queues.map { $0.netAgents }
    for interval in requirement.grid.indices {
      let split = split(interval: interval, required: requirement.queues.map { $0.netAgents[interval] })
      for queue in split.indices { rostered[queue][interval] = split[queue] }
    }
    return rostered
  }

  /// Splits the people of one interval over queues so that little is short.
  ///
  /// Sets are served smallest first, because the people with the fewest choices must not be left idle. Inside a set
  /// people go to the queues in proportion to what these still miss; who is left over is shared in proportion to the
  /// requirement. Exact where the sets do not overlap, which is how rosters are made.
  ///
  /// - Returns: net agents per queue.
  func split(interval: Int, required: [Double]) -> [Double] {
    var given = [Double](repeating: 0, count: required.count)
    for (set, queues) in queueSets.enumerated() {
      let people = agents[set][interval]
      guard people > 0 else { continue }
      let missing = queues.map { max(0, required[$0] - given[$0]) }
      let totalMissing = missing.reduce(0, +)
      let used = min(people, totalMissing)
      let left = people - used
      let totalRequired = queues.reduce(0) { $0 + required[$1] }
      for (place, queue) in queues.enumerated() {
        if totalMissing > 0 { given[queue] += used * missing[place] / totalMissing }
        given[queue] += totalRequired > 0 ? left * required[queue] / totalRequired : left / Double(queues.count)
      }
    }
    return given
  }
}

extension Site {
  /// Share of rostered time that reaches the queue in the month of an instant on the site's clock.
  fileprivate func productiveShare(on instant: Instant) -> Double {
    productiveShare(inMonth: hasMonths ? zone.local(at: instant).date.month : 1)
  }
}
