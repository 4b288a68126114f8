import Units
public import Workforce

/// What so many people on a queue can be expected to do. All arrays have shape [grid.count]; NaN where there is nothing to say.
public struct ExpectedService: Hashable, Sendable {
  /// Net agents on the queue.
  public var agents: [Double]
  /// Share answered within the threshold of the goal, `0...1`.
  public var serviceLevel: [Double]
  /// Share that hangs up, `0...1`; of work that waits 0.
  public var abandoned: [Double]
  /// Mean wait of answered contacts in seconds; not known of work that waits.
  public var averageWait: [Double]
  /// Busy share of the agents' time, `0...1`.
  public var occupancy: [Double]
  /// Contacts that wait at the end of the interval, of work that waits.
  public var waiting: [Double]
  /// How long the first of them has waited then, in seconds; what waits when the plan begins counts from there.
  public var oldest: [Double]
}

extension Staffing {
  /// The service to expect of a roster, by queue.
  public static func service(
    of roster: Roster, requirement: Requirement, in scenario: Scenario
  ) -> [ExpectedService] {
    let given = given(by: roster, for: requirement, in: scenario)
    return service(giving: given.agents, alsoOn: given.alsoOn, requirement: requirement, in: scenario)
  }

  /// The service to expect where every queue has so many people; see `coverage(giving:alsoOn:requirement:in:)`.
  ///
  /// - Parameters:
  ///   - rostered: shape [queues][grid.count], net agents.
  ///   - alsoOn: share of those on a live queue, `0...1`, who are on an email queue too, by live and by email queue, shape [grid.count].
  public static func service(
    giving rostered: [[Double]], alsoOn: [Int: [Int: [Double]]] = [:], requirement: Requirement, in scenario: Scenario
  ) -> [ExpectedService] {
    let grid = requirement.grid
    let interval = Seconds(Double(grid.intervalSeconds))
    let unknown = [Double](repeating: .nan, count: grid.count)
    let levels = coverage(giving: rostered, alsoOn: alsoOn, requirement: requirement, in: scenario)
    return scenario.queues.indices.map { index in
      let queue = scenario.queues[index]
      let needed = requirement.queues[index]
      var found = ExpectedService(
        agents: rostered[index], serviceLevel: levels.queues[index].serviceLevel, abandoned: unknown,
        averageWait: unknown, occupancy: unknown, waiting: unknown, oldest: unknown)
      if queue.isDeferred {
        DeferredWork(of: queue, on: grid, in: scenario).add(to: &found, needed)
        return found
      }
      let performances = ImmediateWork(queue: queue, interval: interval).performances(of: rostered[index], for: needed)
      for (place, performance) in performances.enumerated() {
        if let performance {
          found.abandoned[place] = performance.abandoned
          let wait = performance.averageWait.value
          found.averageWait[place] = wait.isFinite ? wait : .nan
          found.occupancy[place] = performance.occupancy
        } else if rostered[index][place] > 0 {
          found.occupancy[place] = 0
        }
      }
      return found
    }
  }
}

extension Staffing {
  /// The share of each queue's contacts that is expected to hang up over the horizon, with the people that a coverage gives it; nil where
  /// the goal says nothing of it, the work waits or no contact comes.
  public static func abandoned(
    in coverage: Coverage, requirement: Requirement, in scenario: Scenario
  ) -> [Double?] {
    let interval = Seconds(Double(requirement.grid.intervalSeconds))
    return scenario.queues.indices.map { index in
      let queue = scenario.queues[index]
      let needed = requirement.queues[index]
      guard queue.goal.abandonedAtMost != nil, !queue.isDeferred, queue.activity == nil else { return nil }
      let performances = ImmediateWork(queue: queue, interval: interval)
        .performances(of: coverage.queues[index].rostered, for: needed)
      var (lost, offered) = (0.0, 0.0)
      for (performance, contacts) in zip(performances, needed.offered) {
        guard let performance, !performance.abandoned.isNaN else { continue }
        lost += performance.abandoned * contacts
        offered += contacts
      }
      return offered > 0 ? lost / offered : nil
    }
  }
}

extension DeferredWork {
  /// What waits and how busy people are, with work as a fluid that the people on the queue alone work off, first come first served.
  fileprivate func add(to found: inout ExpectedService, _ needed: QueueRequirement) {
    let seconds = Double(grid.intervalSeconds)
    let handleTime = meanHandleTime(offered: needed.offered, handleTime: needed.averageHandleTime)
    guard handleTime > 0 else { return }
    let isWorked = Set(worked)
    var arrived: [Double] = []
    var total = backlog.reduce(0) { $0 + $1.contacts } * handleTime
    let before = total
    var finished = 0.0
    var oldest = 0
    for interval in 0..<grid.count {
      total += needed.offered[interval] * needed.averageHandleTime[interval]
      arrived.append(total)
      let capacity = isWorked.contains(interval) ? found.agents[interval] * seconds : 0
      let done = min(capacity, total - finished)
      finished += done
      found.occupancy[interval] = found.agents[interval] > 0 && capacity > 0 ? done / capacity : .nan
      if needed.offered[interval] > 0 { found.abandoned[interval] = 0 }
      let left = total - finished
      found.waiting[interval] = left > 1e-6 ? left / handleTime : 0
      while oldest < interval, arrived[oldest] <= finished + 1e-6 { oldest += 1 }
      guard left > 1e-6 else {
        found.oldest[interval] = 0
        continue
      }
      // The place in the interval in which the first contact still waiting came, arrivals even within it.
      let start = oldest == 0 ? before : arrived[oldest - 1]
      let came = arrived[oldest] - start
      let part = came > 0 ? min(1, max(0, (finished - start) / came)) : 0
      found.oldest[interval] = (Double(interval + 1) - Double(oldest) - part) * seconds
    }
  }
}
