import Timeline
import Workforce

/// When an activity is to be done: all its open time where so many people are wanted, and else its hours of each day or week in
/// stretches that lie where the queues of the same people need fewest.
///
/// The hours of a period are cut into as many stretches as its least stretch allows. The longest goes first, each to the place
/// where the squares of the people needed then grow least; afterwards each is taken out and put back where it lies best now, until
/// none lies better elsewhere. So the sum of people over the day becomes as level as whole stretches allow.
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
          let hours = (Double(plan.unplaced * grid.intervalSeconds) / 360).rounded() / 10
          warnings.append(
            "\(queue.id): \(hours) h of the \(period.rawValue) of \(first.isoText) do not fit into its hours"
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

/// Stretches of work on the open intervals of a day or week.
struct StretchPlan {
  /// Intervals that follow each other without a gap, each run in one piece.
  private let runs: [Range<Int>]
  private let most: Int
  /// People needed in each interval, those already placed among them.
  private var needed: [Double]
  private var placed: [Int]
  /// What was placed, as ranges of intervals.
  private(set) var stretches: [Range<Int>] = []
  /// Intervals of work for which there is no room.
  private(set) var unplaced = 0

  /// Nothing placed yet.
  ///
  /// - Parameters:
  ///   - window: the open intervals, increasing.
  ///   - load: people needed elsewhere, by interval of the grid.
  ///   - most: people at a time.
  init(window: [Int], load: [Double], most: Int) {
    var runs: [Range<Int>] = []
    for interval in window {
      if let last = runs.last, last.upperBound == interval {
        runs[runs.count - 1] = last.lowerBound..<interval + 1
      } else {
        runs.append(interval..<interval + 1)
      }
    }
    needed = load
    placed = [Int](repeating: 0, count: load.count)
    self.runs = runs
    self.most = most
  }

  /// Places so many intervals of work in stretches of at least a length.
  mutating func place(_ work: Int, inStretchesOf least: Int) {
    guard work > 0 else { return }
    let count = max(1, work / max(1, least))
    let lengths = (0..<count).map { work / count + ($0 < work % count ? 1 : 0) }
    for length in lengths {
      if let best = best(length) { add(best) } else { unplaced += length }
    }
    if unplaced > 0 { pack(work, least) }
    improve()
  }

  /// Moves stretches to where they lie better, until none does.
  private mutating func improve() {
    var isMoved = true
    while isMoved {
      isMoved = false
      for index in stretches.indices {
        let old = stretches[index]
        change(old, by: -1)
        let found = best(old.count) ?? old
        // A gain that rounding could make would go round in a circle.
        let isBetter = cost(found) < cost(old) - 1e-9
        stretches[index] = isBetter ? found : old
        change(stretches[index], by: 1)
        isMoved = isMoved || isBetter
      }
    }
  }

  /// Fills the window from its beginning, one person after another, where stretches in their best places leave no room for the rest.
  private mutating func pack(_ work: Int, _ least: Int) {
    for stretch in stretches { change(stretch, by: -1) }
    stretches = []
    var left = work
    var person = 0
    while left > 0, person < most {
      let before = left
      for run in runs where run.count >= least && left > 0 {
        var length = min(run.count, left)
        // What is left must be a stretch too.
        if left - length > 0, left - length < least { length = max(least, left - least) }
        guard length >= least else { continue }
        add(run.lowerBound..<run.lowerBound + length)
        left -= length
      }
      if left == before { break }
      person += 1
    }
    unplaced = left
  }

  /// The place of a stretch where people needed grow least in squares; the earliest of several.
  private func best(_ length: Int) -> Range<Int>? {
    var best: (cost: Double, range: Range<Int>)?
    for run in runs where run.count >= length {
      for start in run.lowerBound...run.upperBound - length {
        let range = start..<start + length
        guard range.allSatisfy({ placed[$0] < most }) else { continue }
        let cost = cost(range)
        if best.map({ cost < $0.cost - 1e-9 }) ?? true { best = (cost, range) }
      }
    }
    return best?.range
  }

  /// What the squares of people needed grow by with one more.
  private func cost(_ range: Range<Int>) -> Double { range.reduce(0) { $0 + 2 * needed[$1] + 1 } }

  private mutating func add(_ range: Range<Int>) {
    stretches.append(range)
    change(range, by: 1)
  }

  private mutating func change(_ range: Range<Int>, by count: Int) {
    for interval in range {
      needed[interval] += Double(count)
      placed[interval] += count
    }
  }
}
