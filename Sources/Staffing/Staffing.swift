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
  /// Phone and chat follow `ImmediateWork`, email follows `DeferredWork`. Net agents are people on the queue; gross
  /// agents divide by the mean productive share of the people who serve the queue.
  ///
  /// - Returns: arrays of shape [grid.count]; closed intervals hold 0.
  /// - Complexity: O(queues x intervals) sizings.
  public static func requirement(for forecast: Forecast, in scenario: Scenario) -> Requirement {
    var warnings: [String] = []
    let queues = zip(scenario.queues, forecast.queues).map { queue, expected -> QueueRequirement in
      let interval = Seconds(Double(forecast.grid.intervalSeconds))
      let net: [Double]
      switch queue.channel {
      case .phone, .chat:
        net = ImmediateWork(queue: queue, interval: interval).netAgents(for: expected, warnings: &warnings)
      case .email:
        let worked = workedIntervals(of: queue, on: forecast.grid, in: scenario)
        net = DeferredWork(queue: queue, grid: forecast.grid, worked: worked).netAgents(
          for: expected, warnings: &warnings)
      }
      let share = productiveShare(of: queue, in: scenario)
      return QueueRequirement(
        queue: queue.id,
        offered: expected.offered,
        averageHandleTime: expected.averageHandleTime,
        load: zip(expected.offered, expected.averageHandleTime).map {
          Erlangs(offered: $0, handleTime: Seconds($1), interval: interval).value
        },
        netAgents: net,
        grossAgents: net.map { $0 / share })
    }
    return Requirement(grid: forecast.grid, queues: queues, warnings: warnings)
  }

  /// Mean share of rostered time that reaches the queue, over the people who may serve it; 1 when nobody does.
  static func productiveShare(of queue: Queue, in scenario: Scenario) -> Double {
    let shares = scenario.agents.filter { $0.serves(queue) }.compactMap { scenario.site($0.site)?.productiveShare }
    return shares.isEmpty ? 1 : shares.reduce(0, +) / Double(shares.count)
  }

  /// Indices of the intervals in which people work on a queue, increasing.
  static func workedIntervals(of queue: Queue, on grid: IntervalGrid, in scenario: Scenario) -> [Int] {
    let holidays = scenario.holidays(in: queue.region)
    return (0..<grid.count).filter { scenario.isWorked(queue, at: grid.instant(of: $0), holidays: holidays) }
  }
}
