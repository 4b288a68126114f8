import Libc
import Timeline
public import Workforce

/// How a backlog that is there at some moment is worked off beside the usual contacts.
public struct Recovery: Hashable, Sendable {
  /// Contacts of it that are left at the end of each interval from the moment on: what waits, less what would wait without it.
  public var left: [Double]
  /// Seconds until no more than ``doneShare`` of it are left; `nil` where that is behind the horizon.
  public var seconds: Double?

  /// A backlog counts as worked off when less than a twentieth of it is left; the last contacts mingle with the usual ones.
  public static let doneShare = 0.05

  /// A course with the moment at which it is done.
  init(left: [Double], of backlog: Double, every length: Double) {
    self.left = left
    guard backlog > 0 else {
      seconds = 0
      return
    }
    let goal = Self.doneShare * backlog
    guard let first = left.firstIndex(where: { $0 <= goal }) else { return }
    let before = first == 0 ? backlog : left[first - 1]
    let share = before > left[first] ? (before - goal) / (before - left[first]) : 1
    seconds = (Double(first) + min(1, max(0, share))) * length
  }
}

extension Staffing {
  /// How a roster works a backlog off, by formula: people work at the pace of their number on what comes by chance.
  ///
  /// Live contacts come first and keep as many people busy as their load; everybody else of those who are posted on a queue whose work
  /// waits does that, what is most first where there are several. What a busy day leaves is worked before the backlog is gone, so where
  /// hardly more people are there than needed that takes much longer than the mean day says. Of live queues a backlog goes by the
  /// capacity that coverage gives them and by patience.
  ///
  /// - Parameters:
  ///   - backlog: contacts by queue at the start of the interval `first`.
  /// - Complexity: O(intervals x (queues + sets of queues)).
  public static func recovery(
    of backlog: [Double], at first: Int, with roster: Roster, requirement: Requirement, in scenario: Scenario
  ) -> [Recovery] {
    let flow = BacklogFlow(roster, requirement: requirement, in: scenario)
    let usual = flow.waiting([Double](repeating: 0, count: backlog.count), at: first)
    let more = flow.waiting(backlog, at: first)
    return backlog.indices.map { queue in
      let left = zip(more[queue], usual[queue]).dropFirst(first).map { max(0, $0 - $1) }
      return Recovery(left: left, of: backlog[queue], every: Double(requirement.grid.intervalSeconds))
    }
  }
}

/// What waits beside the people who are there.
private struct BacklogFlow {
  let requirement: Requirement
  let scenario: Scenario
  private let supply: Supply
  /// Net agents that coverage gives every queue, shape [queues][grid.count].
  private let given: [[Double]]
  /// Shape [queues][grid.count]: whether the queue is worked.
  private let isWorked: [[Bool]]

  private var grid: IntervalGrid { requirement.grid }
  private var length: Double { Double(grid.intervalSeconds) }

  init(_ roster: Roster, requirement: Requirement, in scenario: Scenario) {
    self.requirement = requirement
    self.scenario = scenario
    let grid = requirement.grid
    supply = Supply(of: roster, on: grid, in: scenario)
    given = supply.rostered(for: requirement, in: scenario).agents
    isWorked = scenario.queues.map { queue in
      var worked = [Bool](repeating: !queue.isDeferred, count: grid.count)
      for interval in Staffing.workedIntervals(of: queue, on: grid, in: scenario) { worked[interval] = true }
      return worked
    }
  }

  /// Contacts that wait at the end of each interval, by queue: of work that waits the mean over what chance may bring.
  func waiting(_ backlog: [Double], at first: Int) -> [[Double]] {
    let usual = scenario.queues.indices.map { requirement.queues[$0].usualHandleTime(of: scenario.queues[$0]) }
    var piles = [Double](repeating: 0, count: usual.count)
    var work = usual.indices.map { queue in
      WaitingWork(
        cell: DeferredWork(of: scenario.queues[queue], on: grid, in: scenario)
          .cell(of: requirement.queues[queue], usual[queue]))
    }
    func add(_ contacts: Double, to queue: Int) {
      guard scenario.queues[queue].isDeferred else { return piles[queue] += contacts }
      let time = usual[queue]
      work[queue].pass(arriving: contacts * time, variance: contacts * time * time, capacity: 0)
    }
    for batch in scenario.backlog {
      if let queue = scenario.queues.firstIndex(where: { $0.id == batch.queue }) { add(batch.contacts, to: queue) }
    }
    var waiting = [[Double]](repeating: [], count: piles.count)
    for interval in grid.indices {
      if interval == first { for queue in piles.indices { add(backlog[queue], to: queue) } }
      let times = piles.indices.map { queue in
        let time = requirement.queues[queue].averageHandleTime[interval]
        return time > 0 ? time : usual[queue]
      }
      let capacity = capacity(in: interval, times, beside: work)
      for queue in piles.indices {
        guard scenario.queues[queue].isDeferred else {
          piles[queue] = live(queue, interval, piles[queue], times[queue])
          waiting[queue].append(piles[queue])
          continue
        }
        let offered = requirement.queues[queue].offered[interval]
        work[queue].pass(
          arriving: offered * times[queue], variance: 2 * offered * times[queue] * times[queue],
          capacity: capacity[queue])
        waiting[queue].append(work[queue].mean / usual[queue])
      }
    }
    return waiting
  }

  /// Work that can be done of every queue whose work waits: people whom live contacts leave free go where most is to do, those with
  /// the fewest queues first.
  private func capacity(in interval: Int, _ times: [Double], beside waiting: [WaitingWork]) -> [Double] {
    let free = freePeople(in: interval, times)
    let work = waiting.indices.map { queue in
      scenario.queues[queue].isDeferred && isWorked[queue][interval]
        ? waiting[queue].mean + requirement.queues[queue].offered[interval] * times[queue] : 0
    }
    var left = work
    var capacity = [Double](repeating: 0, count: left.count)
    for (set, queues) in supply.queueSets.enumerated() where free[set] > 0 {
      // Where others do all that is expected, these are there for what is not.
      let shares = queues.contains { left[$0] > 0 } ? left : work
      let total = queues.reduce(0) { $0 + shares[$1] }
      guard total > 0 else { continue }
      let part = free[set] * length / total
      for queue in queues {
        capacity[queue] += part * shares[queue]
        left[queue] = max(0, left[queue] - part * shares[queue])
      }
    }
    return capacity
  }

  /// People of each set of queues whom live contacts do not keep busy.
  private func freePeople(in interval: Int, _ times: [Double]) -> [Double] {
    var free = supply.queueSets.indices.map { supply.agents[$0][interval] }
    for (queue, line) in scenario.queues.enumerated() where !line.isDeferred {
      let posted = supply.queueSets.indices.filter { supply.queueSets[$0].contains(queue) }
      let people = posted.reduce(0) { $0 + supply.agents[$1][interval] }
      guard people > 0 else { continue }
      let atOnce = line.isConcurrent ? Double(max(1, line.concurrency)) : 1
      let busy = min(people, requirement.queues[queue].offered[interval] * times[queue] / atOnce / length)
      for set in posted { free[set] -= busy * supply.agents[set][interval] / people }
    }
    return free.map { max(0, $0) }
  }

  /// What waits of a live queue after an interval; whoever waits on the line hangs up at a pace of their own.
  private func live(_ queue: Int, _ interval: Int, _ before: Double, _ time: Double) -> Double {
    let line = scenario.queues[queue]
    let atOnce = line.isConcurrent ? Double(max(1, line.concurrency)) : 1
    let pace = given[queue][interval] * atOnce / time
    let arriving = requirement.queues[queue].offered[interval] / length
    // Steps are short beside patience.
    let steps = max(1, Int((length / min(60, (line.patience?.value ?? 600) / 10)).rounded(.up)))
    let step = length / Double(steps)
    var pile = before
    for _ in 0..<steps {
      pile = max(0, pile + (arriving - pace) * step)
      if let patience = line.patience?.value { pile *= exp(-step / patience) }
    }
    return pile
  }
}

extension QueueRequirement {
  /// Mean handle time over the horizon in seconds, or what the scenario states; above 0.
  fileprivate func usualHandleTime(of queue: Queue) -> Double {
    let contacts = offered.reduce(0, +)
    let work = zip(offered, averageHandleTime).reduce(0) { $0 + $1.0 * $1.1 }
    return contacts > 0 && work > 0 ? work / contacts : queue.handleTime?.value ?? 300
  }
}
