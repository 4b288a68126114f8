import Timeline
import Units
import Workforce

/// Paid time and wages of a roster by queue and interval.
///
/// Queues that the same people take share what these are paid in the proportion of the net agents that each gets, so that the
/// sum over queues is what is paid.
struct PaidTime {
  /// Shape [queues][grid.count], hours.
  private(set) var hours: [[Double]]
  /// Shape [queues][grid.count], major units of the queue's currency.
  private(set) var wages: [[Double]]
  /// Shape [queues]; nil where people with wages in several currencies share it, or nobody takes it.
  private(set) var currencies: [String?]

  /// - Parameter agents: shape [queues][grid.count], net agents on each queue.
  init(of roster: Roster, giving agents: [[Double]], in scenario: Scenario) {
    let grid = scenario.grid
    let queues = scenario.queues.indices
    let people = scenario.agentsById
    var groups = DisjointSets(count: queues.count)
    var firstQueue: [String: Int] = [:]
    for spell in roster.spells {
      guard let first = spell.queues.first else { continue }
      for queue in spell.queues { groups.join(first, queue) }
      if let other = firstQueue[spell.agent] { groups.join(first, other) } else { firstQueue[spell.agent] = first }
    }
    for shift in roster.shifts where firstQueue[shift.agent] == nil {
      guard let person = people[shift.agent] else { continue }
      let own = queues.filter { person.serves(scenario.queues[$0]) }
      guard let first = own.first else { continue }
      for queue in own { groups.join(first, queue) }
      firstQueue[shift.agent] = first
    }
    let zeros = [Double](repeating: 0, count: grid.count)
    var paid = queues.map { _ in zeros }
    var cost = queues.map { _ in zeros }
    var money: [Set<String>] = queues.map { _ in [] }
    for shift in roster.shifts {
      guard let group = firstQueue[shift.agent].map({ groups.root($0) }) else { continue }
      let price = people[shift.agent].flatMap { scenario.contract($0.contract) }?.costPerHour(on: shift.date)
      if let price { money[group].insert(price.currency) }
      let rate = price.map(\.majorUnits) ?? 0
      Self.each(shift, on: grid) { interval, seconds in
        paid[group][interval] += seconds / 3600
        cost[group][interval] += seconds / 3600 * rate
      }
    }
    let roots = queues.map { groups.root($0) }
    hours = queues.map { _ in zeros }
    wages = queues.map { _ in zeros }
    currencies = queues.map { money[roots[$0]].count == 1 ? money[roots[$0]].first : nil }
    for interval in grid.indices {
      var sums = [Double](repeating: 0, count: queues.count)
      var counts = [Int](repeating: 0, count: queues.count)
      for queue in queues {
        sums[roots[queue]] += agents[queue][interval]
        counts[roots[queue]] += 1
      }
      for queue in queues {
        let root = roots[queue]
        let share = sums[root] > 0 ? agents[queue][interval] / sums[root] : 1 / Double(counts[root])
        hours[queue][interval] = paid[root][interval] * share
        wages[queue][interval] = cost[root][interval] * share
      }
    }
  }

  /// Paid seconds of a shift in each interval.
  private static func each(_ shift: Shift, on grid: IntervalGrid, _ body: (Int, Double) -> Void) {
    let length = grid.intervalSeconds
    func seconds(_ from: Instant, _ to: Instant, _ interval: Int) -> Int {
      let start = interval * length
      return max(0, min(to.seconds(since: grid.start), start + length) - max(from.seconds(since: grid.start), start))
    }
    let first = max(0, shift.start.seconds(since: grid.start) / length)
    let last = min(grid.count, (shift.end.seconds(since: grid.start) + length - 1) / length)
    guard first < last else { return }
    for interval in first..<last {
      let unpaid = shift.breaks.filter { !$0.isPaid }.reduce(0) { $0 + seconds($1.start, $1.end, interval) }
      body(interval, Double(seconds(shift.start, shift.end, interval) - unpaid))
    }
  }
}

/// Sets of things that are joined two by two.
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  func root(_ element: Int) -> Int {
    var root = element
    while parents[root] != root { root = parents[root] }
    return root
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    parents[max(a, b)] = min(a, b)
  }
}
