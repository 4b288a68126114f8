public import Units

/// One queue, asked in both directions: what do so many agents achieve, and how many agents achieve so much.
///
/// Without patience it is ``ErlangC``, with patience ``ErlangA``, and with redials ``RedialQueue``. Bad input throws here;
/// the models themselves treat it as a mistake of the program.
public struct QueueModel: Hashable, Sendable {
  /// Offered load of first attempts.
  public let load: Erlangs
  /// Mean time an agent is busy with a contact.
  public let handleTime: Seconds
  /// Mean time before a waiting contact hangs up; infinite where nobody does.
  public let patience: Seconds
  /// Share of those who hang up that call again, `0...1`.
  public let redialShare: Double

  /// A queue; `patience` nil or infinite means that nobody hangs up.
  ///
  /// - Throws: ``QueueingError`` for a load that is negative or not finite, a handle time that is not finite and above 0, a
  ///   negative patience and a share outside `0...1`.
  public init(
    load: Erlangs, handleTime: Seconds, patience: Seconds? = nil, redialShare: Double = 0
  ) throws(QueueingError) {
    guard load.value >= 0, load.value.isFinite else { throw .loadOutOfRange(load.value) }
    guard handleTime.value > 0, handleTime.value.isFinite else { throw .handleTimeOutOfRange(handleTime.value) }
    let patience = patience ?? .seconds(.infinity)
    guard patience.value >= 0 else { throw .patienceOutOfRange(patience.value) }
    guard redialShare >= 0, redialShare <= 1 else { throw .shareOutOfRange(redialShare) }
    self.load = load
    self.handleTime = handleTime
    self.patience = patience
    self.redialShare = redialShare
  }

  /// Every measure at once, for agents that may be a fraction of a person.
  ///
  /// - Throws: ``QueueingError`` for a negative number of agents or threshold, and where redials never end.
  /// - Complexity: O(square root of load + square root of arrivals per mean patience).
  public func performance(agents: Double, within threshold: Seconds) throws(QueueingError) -> Performance {
    guard agents >= 0, agents.isFinite else { throw .agentsOutOfRange(agents) }
    guard threshold.value >= 0 else { throw .thresholdOutOfRange(threshold.value) }
    if redialShare > 0 { return try redialQueue.performance(agents: agents, within: threshold) }
    return erlangA.performance(agents: agents, within: threshold)
  }

  /// Every measure at once for whole agents.
  ///
  /// - Throws: ``QueueingError`` as for a fraction of a person.
  public func performance(agents: Int, within threshold: Seconds) throws(QueueingError) -> Performance {
    try performance(agents: Double(agents), within: threshold)
  }

  /// Fewest whole agents that meet every goal: 0 for a queue nobody calls, else at least 1.
  ///
  /// - Throws: ``QueueingError`` for a goal that is malformed or that no finite number of agents meets.
  public func agents(meeting goals: [Goal]) throws(QueueingError) -> Int {
    guard load.value > 0 else {
      for goal in goals { try goal.validate() }
      return 0
    }
    var n = 1.0
    for goal in goals { n = try least(meeting: goal, atLeast: n) }
    return Int(n)
  }

  /// Least real number of agents that meets every goal, to about 1e-10; summed over intervals it overstates nothing.
  ///
  /// - Throws: ``QueueingError`` for a goal that is malformed or that no finite number of agents meets.
  public func fractionalAgents(meeting goals: [Goal]) throws(QueueingError) -> Double {
    guard load.value > 0 else {
      for goal in goals { try goal.validate() }
      return 0
    }
    var n = 0.0
    for goal in goals { n = try leastReal(meeting: goal, atLeast: n) }
    return n
  }

  private var erlangA: ErlangA { ErlangA(load: load, handleTime: handleTime, patience: patience) }

  private var redialQueue: RedialQueue { RedialQueue(firstAttempts: erlangA, redialShare: redialShare) }
}

// MARK: - Search

extension QueueModel {
  /// Fewest whole agents, not below a number, that meet one goal.
  func least(meeting goal: Goal, atLeast floor: Double) throws(QueueingError) -> Double {
    try goal.validate()
    try goal.checkReachable(patience: patience)
    if goal.isAlwaysMet { return floor }
    let margin = margin(of: goal)
    return try search(goal, floor: max(floor, leastStable(goal))).least { margin.at(agents: $0) }
  }

  private func leastReal(meeting goal: Goal, atLeast floor: Double) throws(QueueingError) -> Double {
    try goal.validate()
    try goal.checkReachable(patience: patience)
    let margin = margin(of: goal)
    if goal.isAlwaysMet || floor > 0 && margin.at(agents: floor) >= 0 { return floor }
    let whole = try least(meeting: goal, atLeast: 1)
    let lowest = isUnstableBelowLoad(goal) ? load.value : 0
    return search(goal, floor: 1).leastReal(below: whole, above: lowest) { margin.at(agents: $0) }
  }

  /// Whether no agents at or below the load can meet the goal because the wait never ends.
  private func isUnstableBelowLoad(_ goal: Goal) -> Bool {
    guard patience.value == .infinity else { return false }
    if case .abandonment = goal { return false }
    return true
  }

  private func margin(of goal: Goal) -> GoalMargin {
    GoalMargin(
      goal: goal, cap: goal.cap, queue: redialQueue, threshold: WaitThreshold(goal.threshold, patience: patience))
  }

  private func leastStable(_ goal: Goal) -> Double {
    isUnstableBelowLoad(goal) ? load.value.rounded(.down) + 1 : 1
  }

  /// Where to look for the answer to a goal, from the limits of large queues.
  private func search(_ goal: Goal, floor: Double) -> AgentSearch {
    let A = load.value
    let root = A.squareRoot()
    guard patience.value < .infinity else {
      switch goal {
      case .serviceLevel(let share, let threshold, _):
        let surplus = halfinWhittSurplus(
          missing: max(1 - share, 1e-300), decay: root * threshold.value / handleTime.value)
        return AgentSearch(start: A + root * surplus, floor: floor, spread: root)
      case .occupancy(let cap): return AgentSearch(start: A / cap, floor: floor, spread: root)
      case .averageWait, .abandonment: return AgentSearch(start: A + root / 2, floor: floor, spread: root)
      }
    }
    switch goal {
    case .serviceLevel(let share, let threshold, let definition):
      // Fluid: with n = A exp(-theta T) everybody waits T; and no more than n / A can be answered.
      let fluid = A * exponential(-threshold.value / patience.value)
      let answered = definition == .offered ? A * share : 0
      return AgentSearch(start: max(fluid + 1.5 * fluid.squareRoot(), answered), floor: floor, spread: root)
    case .abandonment(let cap):
      return AgentSearch(start: A * (1 - cap) + root / 2, floor: floor, spread: max(root, A * cap))
    case .averageWait(let cap):
      let fluid = A * exponential(-cap.value / patience.value)
      return AgentSearch(start: fluid + root / 2, floor: floor, spread: root)
    case .occupancy(let cap):
      return AgentSearch(start: A / cap, floor: floor, spread: max(root, A))
    }
  }
}

extension Goal {
  /// The threshold of a service level; 0 for goals that have none.
  var threshold: Seconds {
    if case .serviceLevel(_, let threshold, _) = self { return threshold }
    return .seconds(0)
  }
}

/// How far a queue stays within a goal, `ln(allowed / actual)`, as a function of the agents.
private struct GoalMargin {
  let goal: Goal
  let cap: Double
  let queue: RedialQueue
  let threshold: WaitThreshold

  @inline(__always)
  func at(agents n: Double) -> Double { allowedRatio(actual(agents: n), cap) }

  /// What the goal caps: the share missed, the wait, the share that hangs up or the busy share.
  @inline(__always)
  private func actual(agents n: Double) -> Double {
    if queue.firstAttempts.patience.value == .infinity {
      let endless = ErlangC(load: queue.firstAttempts.load, handleTime: queue.firstAttempts.handleTime)
      return switch goal {
      case .serviceLevel(_, let threshold, _): endless.missed(agents: n, within: threshold)
      case .abandonment: 0
      case .occupancy: endless.occupancy(agents: n)
      case .averageWait: endless.averageWait(agents: n).value
      }
    }
    var loaded = queue.firstAttempts
    if queue.redialShare > 0 {
      guard let total = try? queue.total(agents: n) else { return .infinity }
      loaded = total
    }
    return switch goal {
    case .serviceLevel(_, _, let definition):
      loaded.measures(agents: n, at: threshold, withWaits: false).missed(definition)
    case .abandonment: loaded.measures(agents: n, at: threshold, withWaits: false).abandoned
    case .occupancy: loaded.measures(agents: n, at: threshold, withWaits: false).occupancy
    case .averageWait: loaded.measures(agents: n, at: threshold, withWaits: true).averageWait.value
    }
  }
}
