import Timeline
import Units
import Workforce

/// When an activity is to be done: all its open time where so many people are wanted, and else its hours of each day or week in
/// stretches that lie where the queues of the same people need fewest.
///
/// Where that is, `StretchPlan` finds out: the sum of people needed becomes as level over the day or week as stretches allow.
struct ActivityWork {
  private let queue: Queue
  private let activity: Activity
  private let grid: IntervalGrid
  private let scenario: Scenario
  /// Grid indices at which it may be done, increasing.
  private let open: [Int]

  /// Nil for a queue that is no activity.
  init?(of queue: Queue, on grid: IntervalGrid, in scenario: Scenario) {
    guard let activity = queue.activity else { return nil }
    self.queue = queue
    self.activity = activity
    self.grid = grid
    self.scenario = scenario
    open = Staffing.workedIntervals(of: queue, on: grid, in: scenario)
  }

  /// What queues need of the people who may do the activity, in agents of the roster: of each as large a part as of its people may.
  func load(of queues: [QueueRequirement]) -> [Double] {
    var load = [Double](repeating: 0, count: grid.count)
    for (other, needed) in zip(scenario.queues, queues) where other.id != queue.id {
      let people = scenario.agents.filter { $0.serves(other) }
      let both = people.count { $0.serves(queue) }
      guard both > 0 else { continue }
      let share = Double(both) / Double(people.count)
      for interval in grid.indices { load[interval] += share * needed.grossAgents[interval] }
    }
    return load
  }

  /// People of the roster on the activity, by interval of the grid.
  ///
  /// - Parameter load: people needed elsewhere, by interval.
  /// - Complexity: O(stretches x intervals of a period) for each time that all of them are moved, of which there are few.
  func people(beside load: [Double], warnings: inout [String]) -> [Double] {
    var people = [Double](repeating: 0, count: grid.count)
    switch activity.amount {
    case .people(let count):
      for interval in open { people[interval] = Double(count) }
    case .minutes(let minutes, let period):
      for (first, window) in windows(of: period) {
        var plan = StretchPlan(window: window, load: load, most: activity.most ?? .max)
        plan.place(
          ceilingDivide(minutes * 60, grid.intervalSeconds),
          inStretchesOf: ceilingDivide(least * 60, grid.intervalSeconds))
        for stretch in plan.stretches {
          for interval in stretch { people[interval] += 1 }
        }
        if plan.unplaced > 0 {
          let left = lengthText(minutes: plan.unplaced * grid.intervalSeconds / 60)
          warnings.append(
            "\(queue.id): \(left) of the \(period.rawValue) of \(first.isoText) do not fit into its hours"
              + (activity.most.map { " with at most \($0) at a time" } ?? ""))
        }
      }
    }
    return people
  }

  /// Minutes of a stretch at least.
  private var least: Int { queue.leastStretch ?? Activity.usualStretch }

  /// The open intervals of each date or week, with its first open date.
  private func windows(of period: Activity.Period) -> [(first: CivilDate, intervals: [Int])] {
    var windows: [(key: Int, first: CivilDate, intervals: [Int])] = []
    for interval in open {
      let date = queue.open.zone.local(at: grid.instant(of: interval)).date
      let day = date.days(since: scenario.horizon.first)
      let key = period == .day ? day : day / 7
      if windows.last?.key != key { windows.append((key, date, [])) }
      windows[windows.count - 1].intervals.append(interval)
    }
    return windows.map { ($0.first, $0.intervals) }
  }

  private func ceilingDivide(_ value: Int, _ by: Int) -> Int { (value + by - 1) / by }
}
