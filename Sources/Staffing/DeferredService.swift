import Workforce

extension DeferredWork {
  /// Share of each interval's contacts that the given people finish by the deadline, first come first served.
  ///
  /// People off the worked intervals do nothing here. Contacts come by chance around the mean and take exponential times, as a
  /// simulation plays them; people work at the pace of their number. A contact is in time when what waits before it is done early
  /// enough for its own handle time. Contacts due after the horizon are on time where most of them are finished inside it, and left out
  /// (NaN) otherwise. The backlog comes first and has no interval to show; what people of phone queues do while nobody calls is taken
  /// from `gaps`.
  ///
  /// - Parameter spread: the variance of what waits, over that of the queue by itself: less than 1 where its people share other queues'
  ///   work that waits.
  /// - Parameter part: the queue's part of all that work, and so of everybody who does it.
  /// - Complexity: O(intervals x cells of `WaitingWork`).
  func serviceLevels(
    of agents: [Double], gaps: inout LiveGaps, for needed: QueueRequirement, spread: Double = 1, part: Double = 1
  ) -> [Double] {
    var levels = [Double](repeating: .nan, count: grid.count)
    let usual = meanHandleTime(offered: needed.offered, handleTime: needed.averageHandleTime)
    guard usual > 0 else { return levels }
    let pace = worked.map { max(0, agents[$0]) + max(0, gaps.agents(for: queue, interval: $0)) }
    let course = WorkedCourse(pace: pace, seconds: Double(grid.intervalSeconds))
    var waiting = WaitingWork(cell: cell(of: needed, usual) * spread.squareRoot())
    let before = backlog.reduce(0) { $0 + $1.contacts }
    waiting.pass(arriving: before * usual, variance: spread * before * usual * usual, capacity: 0)
    var position = 0
    for interval in 0..<grid.count {
      let isWorked = position < worked.count && worked[position] == interval
      let (offered, time) = (needed.offered[interval], needed.averageHandleTime[interval])
      let capacity = isWorked ? pace[position] * course.seconds : 0
      let then = waiting
      waiting.pass(arriving: offered * time, variance: spread * 2 * offered * time * time, capacity: capacity)
      if isWorked {
        take(then.mean + offered * time - waiting.mean, of: &gaps, beside: agents[interval], in: interval)
      }
      if offered * time > 0 {
        levels[interval] = course.share(
          of: interval, from: position, isWorked: isWorked, handleTime: time, part: part, waiting: (then, waiting),
          in: self)
      }
      if isWorked { position += 1 }
    }
    return levels
  }

  /// People in a number in which contacts that come by chance meet the goal: all of a plan's by one factor, at least 1.
  ///
  /// The plan finishes the mean in time. Where hardly more work waits than is done in a moment that is not enough: of a team that does
  /// what comes on average every second contact may be late. Contacts that nobody can finish in time do not count.
  ///
  /// - Parameter agents: shape [grid.count], of the plan.
  func agents(_ agents: [Double], meetingGoalOf needed: QueueRequirement, gaps: LiveGaps) -> [Double] {
    func share(_ factor: Double) -> Double {
      var free = gaps
      let levels = serviceLevels(of: agents.map { $0 * factor }, gaps: &free, for: needed)
      var (finished, offered) = (0.0, 0.0)
      for (level, contacts) in zip(levels, needed.offered) where !level.isNaN {
        finished += level * contacts
        offered += contacts
      }
      return offered > 0 ? finished / offered : 1
    }
    let asItIs = share(1)
    guard asItIs < queue.goal.answered else { return agents }
    let goal = min(queue.goal.answered, 0.9999) * share(Self.mostFactor)
    guard asItIs < goal else { return agents }
    var (low, high) = (1.0, Self.mostFactor)
    while high / low > 1.002 {
      let middle = (low * high).squareRoot()
      if share(middle) < goal { low = middle } else { high = middle }
    }
    return agents.map { $0 * high }
  }

  /// A team so many times as large finishes whatever can be finished in time.
  private static let mostFactor = 64.0

  /// What is done beyond what people of its own do is done in gaps.
  private func take(_ done: Double, of gaps: inout LiveGaps, beside agents: Double, in interval: Int) {
    let inGaps = min(done / Double(grid.intervalSeconds) - max(0, agents), gaps.agents(for: queue, interval: interval))
    if inGaps > 0 { gaps.take(inGaps, for: queue, interval: interval) }
  }

  /// Half the spread of what an interval brings, or a quarter of a contact where that is more.
  func cell(of needed: QueueRequirement, _ usual: Double) -> Double {
    var (squares, count) = (0.0, 0.0)
    for (offered, time) in zip(needed.offered, needed.averageHandleTime) where offered > 0 {
      squares += 2 * offered * time * time
      count += 1
    }
    let mean = count > 0 ? squares / count : 0
    return max(usual / 4, mean.squareRoot() / 2)
  }
}

/// The worked time of a queue, and how much work its people can do up to any moment of it.
private struct WorkedCourse {
  let seconds: Double
  /// Work that can be done before each worked interval, in agent-seconds, and in all.
  private let before: [Double]

  init(pace: [Double], seconds: Double) {
    self.seconds = seconds
    var sum = 0.0
    before =
      [0]
      + pace.map { people in
        sum += people * seconds
        return sum
      }
  }

  private var end: Double { Double(before.count - 1) }

  /// Work that can be done up to a moment, in worked intervals from the start.
  private func capacity(at moment: Double) -> Double {
    guard moment > 0 else { return 0 }
    guard moment < end else { return before[before.count - 1] }
    let index = Int(moment)
    return before[index] + (moment - Double(index)) * (before[index + 1] - before[index])
  }

  /// Share of an interval's contacts in time, as they come evenly over it; `NaN` where that cannot be told.
  func share(
    of interval: Int, from position: Int, isWorked: Bool, handleTime: Double, part: Double,
    waiting: (before: WaitingWork, after: WaitingWork), in work: DeferredWork
  ) -> Double {
    let isAfter = work.deadline(of: interval) == .afterHorizon
    func share(_ moment: Double, _ waiting: WaitingWork) -> Double {
      let now = Double(position) + (isWorked ? moment : 0)
      let due = isAfter ? end : work.due(of: Double(interval) + moment, comingAt: now)
      return self.share(from: now, to: due, handleTime: handleTime, part: part, waiting)
    }
    // Simpson's rule; in the middle half of what the interval changes has happened.
    let middle = (share(0.5, waiting.before) + share(0.5, waiting.after)) / 2
    let found = (share(0, waiting.before) + 4 * middle + share(1, waiting.after)) / 6
    return isAfter ? (found >= 0.5 ? 1 : .nan) : found
  }

  /// Eight equally likely handle times of mean 1.
  private static let handleTimes = [0.06454, 0.20764, 0.37469, 0.57536, 0.82668, 1.16315, 1.67398, 2.77259]

  /// The chance that a contact is finished between two moments of worked time.
  private func share(
    from now: Double, to due: Double, handleTime: Double, part: Double, _ waiting: WaitingWork
  ) -> Double {
    let (start, end) = (capacity(at: now), capacity(at: due))
    var sum = 0.0
    for time in Self.handleTimes {
      let own = time * handleTime
      // Somebody must begin early enough, and few people are there only for a part of the time.
      let room = min(end - part * own, capacity(at: due - own / seconds)) - start
      if due - own / seconds > now, room > 0 { sum += waiting.chance(ofAtMost: room) }
    }
    return sum / Double(Self.handleTimes.count)
  }
}
