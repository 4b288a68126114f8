import Timeline
import Units
public import Workforce

extension Staffing {
  /// What a roster gives every queue, and the service to expect from it.
  ///
  /// - Parameter roster: with spells; people without a spell count for no queue.
  /// - Returns: arrays of shape [grid.count].
  /// - Complexity: O(intervals x (queues + sets of queues)) and one evaluation of the queue's model each.
  public static func coverage(
    of roster: Roster, requirement: Requirement, in scenario: Scenario
  ) -> Coverage {
    let given = given(by: roster, for: requirement, in: scenario)
    return coverage(giving: given.agents, alsoOn: given.alsoOn, requirement: requirement, in: scenario)
  }

  /// Net agents that a roster gives every queue, shape [queues][grid.count], and those of them on a live queue who are posted on an email
  /// queue too, by live and by email queue.
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
  ///   - alsoOn: those of them who are on an email queue too, by live and by email queue.
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
        ? DeferredWork(of: queue, on: grid, in: scenario).serviceLevels(of: rostered[index], gaps: &gaps, for: needed)
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

extension DeferredWork {
  /// Share of each interval's contacts that the given people finish by the deadline, first come first served.
  ///
  /// People off the worked intervals do nothing here. Work is a fluid: the share is how much of the interval's
  /// work is done when it falls due; contacts due after the horizon are counted as on time when finished inside it,
  /// and left out (NaN) otherwise. The backlog comes first and has no interval to show; what people of phone queues do while nobody
  /// calls is taken from `gaps`.
  func serviceLevels(of agents: [Double], gaps: inout LiveGaps, for needed: QueueRequirement) -> [Double] {
    var levels = [Double](repeating: .nan, count: grid.count)
    let work = (0..<grid.count).map { needed.offered[$0] * needed.averageHandleTime[$0] }
    let handleTime = meanHandleTime(offered: needed.offered, handleTime: needed.averageHandleTime)
    let waiting = backlog.reduce(0) { $0 + $1.contacts } * handleTime
    let done = finishedWork(agents: agents, gaps: &gaps, work: work, waiting: waiting)
    var before = waiting
    for interval in 0..<grid.count where work[interval] > 0 {
      let onTime: Double?
      switch deadline(of: interval) {
      case .position(let position): onTime = done[position]
      case .tooEarly: onTime = before
      case .afterHorizon: onTime = done.last.flatMap { $0 >= before + work[interval] ? $0 : nil }
      }
      if let onTime { levels[interval] = min(1, max(0, (onTime - before) / work[interval])) }
      before += work[interval]
    }
    return levels
  }

  /// Cumulative work finished at the end of each worked position.
  private func finishedWork(
    agents: [Double], gaps: inout LiveGaps, work: [Double], waiting: Double
  ) -> [Double] {
    var done: [Double] = []
    done.reserveCapacity(worked.count)
    let seconds = Double(grid.intervalSeconds)
    var arrived = waiting
    var finished = 0.0
    var next = 0
    for index in worked {
      while next <= index {
        arrived += work[next]
        next += 1
      }
      finished = min(arrived, finished + agents[index] * seconds)
      let inGaps = min(arrived - finished, gaps.agents(for: queue, interval: index) * seconds)
      if inGaps > 0 {
        gaps.take(inGaps / seconds, for: queue, interval: index)
        finished += inGaps
      }
      done.append(finished)
    }
    return done
  }
}
