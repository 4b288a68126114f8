import Timeline
import Workforce

/// Work that may wait: email and back office, finished first come first served by a deadline.
///
/// Everything happens on the worked intervals of the queue, numbered 0, 1, ... (`position`). Two curves of cumulative
/// work bound any plan: it cannot finish what has not arrived (`arrived`), and must have finished what is due (`due`).
/// The plan that works between the two with the lowest peak and the fewest changes of pace is the taut string
/// between them; its slope is the number of agents.
struct DeferredWork {
  let queue: Queue
  let grid: IntervalGrid
  /// Grid indices of the worked intervals, increasing.
  let worked: [Int]
  /// Batches that wait when the grid begins.
  let backlog: [BacklogBatch]
  /// Holidays on which the queue is not worked, for counting business hours before the grid.
  let closedDates: Set<CivilDate>

  init(of queue: Queue, on grid: IntervalGrid, in scenario: Scenario) {
    self.queue = queue
    self.grid = grid
    worked = Staffing.workedIntervals(of: queue, on: grid, in: scenario)
    backlog = scenario.backlog.filter { $0.queue == queue.id && $0.contacts > 0 }
    closedDates = queue.open.closesOnHolidays ? Set(scenario.holidays(in: queue.region).keys) : []
  }

  /// Net agents per interval of the grid, and those of them who are free on phone queues in `gaps`.
  ///
  /// - Parameter gaps: agents free elsewhere, by interval of the grid.
  /// - Complexity: O(intervals) for the curves; the string is linear in practice, quadratic at worst.
  func netAgents(
    for expected: QueueForecast, gaps: (Int) -> Double, warnings: inout [String]
  ) -> (own: [Double], inGaps: [Double]) {
    var own = [Double](repeating: 0, count: grid.count)
    var inGaps = own
    let curves = cumulativeCurves(for: expected)
    let total = expected.offered.reduce(0, +) + curves.backlogContacts
    guard !worked.isEmpty else {
      if total > 0 {
        warnings.append("\(queue.id): contacts arrive but the queue is never worked inside the horizon")
      }
      return (own, inGaps)
    }
    warn(about: curves, &warnings)
    let seconds = Double(grid.intervalSeconds)
    let split = GapFilling.split(
      arrived: curves.arrived, due: curves.due, gaps: worked.map { max(0, gaps($0)) * seconds })
    for (position, index) in worked.enumerated() {
      own[index] = split.own[position] / seconds
      inGaps[index] = split.inGaps[position] / seconds
    }
    return (own, inGaps)
  }

  private func warn(about curves: Curves, _ warnings: inout [String]) {
    if queue.goal.within.value < Double(grid.intervalSeconds) {
      warnings.append(
        "\(queue.id): its goal is shorter than an interval; work is planned for the interval in which it comes, and muster simulate "
          + "tells how much of it is finished in time")
    }
    if curves.lateShare > 0.001 {
      warnings.append(
        "\(queue.id): \(Share(curves.lateShare).text()) of contacts fall due before the queue is next worked and will be late whatever the staff"
      )
    }
    if curves.overdueContacts > 0 {
      let rounded = (curves.overdueContacts * 10).rounded() / 10
      warnings.append(
        "\(queue.id): \(rounded) contacts of the backlog fall due before they can be worked; they are planned first")
    }
    if curves.backlogContacts > 0, curves.handleTime <= 0 {
      warnings.append("\(queue.id): its backlog needs a handle time; give the queue one")
    }
  }

  /// Cumulative work in agent-seconds at the end of each worked position.
  struct Curves {
    var arrived: [Double]
    var due: [Double]
    /// Share of the expected contacts that cannot be on time.
    var lateShare = 0.0
    /// Contacts waiting at the start, and those of them that cannot be on time.
    var backlogContacts = 0.0
    var overdueContacts = 0.0
    /// Mean handle time in seconds.
    var handleTime = 0.0
  }

  /// The curves between which the work of a forecast and the backlog must run.
  func cumulativeCurves(for expected: QueueForecast) -> Curves {
    var arrived = [Double](repeating: 0, count: worked.count)
    var due = arrived
    var late = 0.0
    var total = 0.0
    for interval in 0..<grid.count where expected.offered[interval] > 0 {
      let work = expected.offered[interval] * expected.averageHandleTime[interval]
      total += work
      let release = firstPosition(from: interval)
      // What arrives after the last worked interval is left for whoever works after the horizon.
      guard release < worked.count else {
        if deadline(of: interval) == .tooEarly { late += work }
        continue
      }
      arrived[release] += work
      switch deadline(of: interval) {
      case .position(let position): due[position] += work
      case .tooEarly:
        late += work
        due[release] += work
      case .afterHorizon: break
      }
    }
    var curves = Curves(arrived: arrived, due: due, lateShare: total > 0 ? late / total : 0)
    curves.handleTime = meanHandleTime(offered: expected.offered, handleTime: expected.averageHandleTime)
    var backlogDue = [Double](repeating: 0, count: worked.count)
    for batch in backlog {
      curves.backlogContacts += batch.contacts
      guard !worked.isEmpty else { continue }
      let work = batch.contacts * curves.handleTime
      curves.arrived[0] += work
      switch deadline(of: batch) {
      case .position(let position): backlogDue[position] += work
      case .tooEarly:
        curves.overdueContacts += batch.contacts
        backlogDue[0] += work
      case .afterHorizon: break
      }
    }
    accumulate(&curves.arrived)
    accumulate(&curves.due)
    accumulate(&backlogDue)
    addSafety(to: &curves.due, handleTime: curves.handleTime)
    for position in curves.due.indices {
      curves.due[position] = min(curves.arrived[position], curves.due[position] + backlogDue[position])
      if position > 0 { curves.due[position] = max(curves.due[position], curves.due[position - 1]) }
    }
    return curves
  }

  /// Mean handle time of the forecast in seconds, or what the scenario states where nothing is expected; 0 if unknown.
  func meanHandleTime(offered: [Double], handleTime: [Double]) -> Double {
    let contacts = offered.reduce(0, +)
    guard contacts > 0 else { return queue.handleTime?.value ?? handleTime.first { $0 > 0 } ?? 0 }
    return zip(offered, handleTime).reduce(0) { $0 + $1.0 * $1.1 } / contacts
  }

  /// When the contacts of an interval fall due.
  enum Deadline: Equatable {
    /// By the end of this worked position.
    case position(Int)
    /// Before anybody works again.
    case tooEarly
    /// After the horizon; in working hours after the last worked interval.
    case afterHorizon
  }

  /// Contacts are taken to arrive at the start of their interval, which is the strictest reading. No goal is shorter than an interval here:
  /// inside one nothing tells what comes first.
  func deadline(of interval: Int) -> Deadline {
    let release = firstPosition(from: interval)
    let allowed = max(1, Int((queue.goal.within.value / Double(grid.intervalSeconds)).rounded(.down)))
    switch queue.goal.clock {
    case .business:
      let last = release + allowed - 1
      return last < worked.count ? .position(last) : .afterHorizon
    case .wall:
      guard interval + allowed <= grid.count else { return .afterHorizon }
      let last = firstPosition(from: interval + allowed) - 1
      return last >= release ? .position(last) : .tooEarly
    }
  }

  /// When a contact falls due that comes at a moment: in worked intervals from the start, as is `worked`, the moment in worked time.
  ///
  /// - Parameter moment: in intervals of the grid.
  func due(of moment: Double, comingAt worked: Double) -> Double {
    let allowed = max(1, queue.goal.within.value / Double(grid.intervalSeconds))
    if queue.goal.clock == .business { return worked + allowed }
    let due = min(Double(grid.count), moment + allowed)
    let interval = Int(due)
    let position = firstPosition(from: interval)
    let isWorked = position < self.worked.count && self.worked[position] == interval
    return Double(position) + (isWorked ? due - Double(interval) : 0)
  }

  /// When a batch of the backlog falls due; its age has used up a part of the goal's time.
  func deadline(of batch: BacklogBatch) -> Deadline {
    let arrived = min(batch.arrived ?? grid.start, grid.start)
    if batch.due == nil, queue.goal.clock == .business {
      let allowed = max(1, Int((queue.goal.within.value / Double(grid.intervalSeconds)).rounded(.down)))
      let left = allowed - workedIntervals(since: arrived, atMost: allowed)
      guard left > 0 else { return .tooEarly }
      return left <= worked.count ? .position(left - 1) : .afterHorizon
    }
    let due = batch.due ?? arrived.advanced(bySeconds: Int(queue.goal.within.value))
    guard due <= grid.end else { return .afterHorizon }
    let ended = max(0, due.seconds(since: grid.start)) / grid.intervalSeconds
    let last = firstPosition(from: ended) - 1
    return last >= 0 ? .position(last) : .tooEarly
  }

  /// Intervals from an instant to the start of the grid in which the queue is worked.
  private func workedIntervals(since instant: Instant, atMost most: Int) -> Int {
    var count = 0
    var start = grid.start
    while start > instant, count < most, grid.start.seconds(since: start) < 60 * 86_400 {
      start = start.advanced(bySeconds: -grid.intervalSeconds)
      let isClosed = closedDates.contains(queue.open.zone.local(at: start).date)
      if queue.open.isOpen(at: start), !isClosed { count += 1 }
    }
    return count
  }

  /// The first worked position at or after an interval of the grid; `worked.count` when there is none.
  private func firstPosition(from interval: Int) -> Int {
    var low = 0
    var high = worked.count
    while low < high {
      let middle = (low + high) / 2
      if worked[middle] < interval { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func accumulate(_ values: inout [Double]) {
    var sum = 0.0
    for index in values.indices {
      sum += values[index]
      values[index] = sum
    }
  }

  /// Raises what is due by `z sqrt(mean)` contacts, so that the promised share is met and not just the mean.
  ///
  /// The spread is that of the contacts within one threshold, which is what can pile up before it is due; z is the
  /// normal quantile of the goal. A backlog is counted and not expected, so it needs none.
  private func addSafety(to due: inout [Double], handleTime: Double) {
    guard handleTime > 0 else { return }
    let z = max(0, NormalQuantile.value(at: min(queue.goal.answered, 0.999)))
    let window = max(1, Int(queue.goal.within.value / Double(grid.intervalSeconds)))
    let plain = due
    for position in due.indices {
      let before = position >= window ? plain[position - window] : 0
      let contacts = (plain[position] - before) / handleTime
      due[position] = plain[position] + z * contacts.squareRoot() * handleTime
    }
  }
}
