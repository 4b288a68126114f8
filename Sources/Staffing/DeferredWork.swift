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

  /// Net agents per interval of the grid.
  ///
  /// - Complexity: O(intervals) for the curves; the string is linear in practice, quadratic at worst.
  func netAgents(for expected: QueueForecast, warnings: inout [String]) -> [Double] {
    var net = [Double](repeating: 0, count: grid.count)
    let total = expected.offered.reduce(0, +)
    guard !worked.isEmpty else {
      if total > 0 {
        warnings.append("\(queue.id): contacts arrive but the queue is never worked inside the horizon")
      }
      return net
    }
    let curves = cumulativeCurves(for: expected)
    if curves.lateShare > 0.001 {
      let percent = (curves.lateShare * 1000).rounded() / 10
      warnings.append(
        "\(queue.id): \(percent) % of contacts fall due before the queue is next worked and will be late whatever the staff"
      )
    }
    let pace = TautString.slopes(lower: curves.due, upper: curves.arrived)
    for (position, index) in worked.enumerated() {
      net[index] = pace[position] / Double(grid.intervalSeconds)
    }
    return net
  }

  /// Cumulative work in agent-seconds at the end of each worked position, and the share that cannot be on time.
  func cumulativeCurves(for expected: QueueForecast) -> (arrived: [Double], due: [Double], lateShare: Double) {
    var arrived = [Double](repeating: 0, count: worked.count)
    var due = [Double](repeating: 0, count: worked.count)
    var late = 0.0
    var total = 0.0
    var meanHandleTime = 0.0
    for interval in 0..<grid.count where expected.offered[interval] > 0 {
      let work = expected.offered[interval] * expected.averageHandleTime[interval]
      total += work
      meanHandleTime += work
      let release = firstPosition(from: interval)
      // What arrives after the last worked interval is left for whoever works after the horizon.
      guard release < worked.count else { continue }
      arrived[release] += work
      switch deadline(of: interval) {
      case .position(let position): due[position] += work
      case .tooEarly:
        late += work
        due[release] += work
      case .afterHorizon: break
      }
    }
    let contacts = expected.offered.reduce(0, +)
    meanHandleTime = contacts > 0 ? meanHandleTime / contacts : 0
    accumulate(&arrived)
    accumulate(&due)
    addSafety(to: &due, below: arrived, handleTime: meanHandleTime)
    return (arrived, due, total > 0 ? late / total : 0)
  }

  /// When the contacts of an interval fall due.
  enum Deadline: Equatable {
    /// By the end of this worked position.
    case position(Int)
    /// Before anybody works again.
    case tooEarly
    /// After the last worked interval.
    case afterHorizon
  }

  /// Contacts are taken to arrive at the start of their interval, which is the strictest reading.
  func deadline(of interval: Int) -> Deadline {
    let release = firstPosition(from: interval)
    guard release < worked.count else { return .afterHorizon }
    let allowed = Int((queue.goal.within.value / Double(grid.intervalSeconds)).rounded(.down))
    switch queue.goal.clock {
    case .business:
      let last = release + max(allowed, 1) - 1
      return last < worked.count ? .position(last) : .afterHorizon
    case .wall:
      let dueInterval = interval + allowed - 1
      guard let end = worked.last, dueInterval <= end else { return .afterHorizon }
      let last = firstPosition(from: dueInterval + 1) - 1
      return last >= release ? .position(last) : .tooEarly
    }
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
  /// normal quantile of the goal. Work that has not arrived is never due.
  private func addSafety(to due: inout [Double], below arrived: [Double], handleTime: Double) {
    guard handleTime > 0 else { return }
    let z = max(0, NormalQuantile.value(at: min(queue.goal.answered, 0.999)))
    let window = max(1, Int(queue.goal.within.value / Double(grid.intervalSeconds)))
    let plain = due
    for position in due.indices {
      let before = position >= window ? plain[position - window] : 0
      let contacts = (plain[position] - before) / handleTime
      due[position] = min(arrived[position], plain[position] + z * contacts.squareRoot() * handleTime)
      if position > 0 { due[position] = max(due[position], due[position - 1]) }
    }
  }
}
