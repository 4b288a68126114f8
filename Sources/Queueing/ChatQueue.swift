public import Units

/// A queue of contacts of which an agent holds several at once, each the slower the more of them there are.
///
/// Chats go to the agent with the fewest, so the agents are taken to hold numbers that differ by at most one. In truth
/// chats end where they will and leave the numbers a little less even, which costs a little: five agents with three chats
/// each, 300, 390 and 510 s long, answer 91.4 % where this says 91.9 %. The simulator plays it as it is. Symbols: `n` agents,
/// `K` contacts at once, `AHT_c` handle time while an agent holds `c`; with `x` contacts in progress they finish at the rate
///
///     R(x) = n f(x/n)      f a straight line between the points  f(c) = c / AHT_c,  c = 0, 1, ..., K
///
/// so that the number in progress is a birth-death chain up to `N = n K`, where the queue begins. From there on every
/// place is taken and the wait follows ``ErlangA`` with `N` servers of `AHT_K` each; only the weight of the states below,
/// there `1/B(N-1, A)`, is another: `G(x) = 1 + R(x)/lambda G(x-1)`. With one handle time for all it is ``ErlangA`` itself.
///
/// - Source: birth-death chains as for Erlang's formulas; the recursion is that of ``ErlangB`` with other rates.
public struct ChatQueue: Hashable, Sendable {
  /// Contacts a second.
  public let arrivalRate: Double
  /// Mean handle time while the agent holds 1, 2, ... contacts; as many entries as an agent holds at most.
  public let handleTimes: [Seconds]
  /// Mean time before a waiting contact leaves; infinite where nobody does.
  public let patience: Seconds

  /// A queue of so many contacts an interval; `patience` nil or infinite means that nobody leaves.
  ///
  /// - Throws: ``QueueingError`` for volumes, handle times and patience out of range, for no handle time at all (an agent
  ///   must hold at least 1 contact), and where holding one more makes an agent finish fewer contacts.
  public init(
    offered: Double, interval: Seconds, handleTimes: [Seconds], patience: Seconds? = nil
  ) throws(QueueingError) {
    guard !handleTimes.isEmpty else { throw .concurrencyOutOfRange(0) }
    for time in handleTimes where !(time.value > 0 && time.value.isFinite) { throw .handleTimeOutOfRange(time.value) }
    for count in 1..<handleTimes.count {
      let one = Double(count) / handleTimes[count - 1].value
      guard Double(count + 1) / handleTimes[count].value >= one else { throw .slowerTogether(count + 1) }
    }
    let rate = offered / interval.value
    guard rate >= 0, rate.isFinite else { throw .loadOutOfRange(rate) }
    let patience = patience ?? .seconds(.infinity)
    guard patience.value >= 0 else { throw .patienceOutOfRange(patience.value) }
    self.arrivalRate = rate
    self.handleTimes = handleTimes
    self.patience = patience
  }

  /// Contacts that one agent holds at most.
  public var concurrency: Int { handleTimes.count }

  /// Load in places: contacts in progress if every agent always held as many as possible.
  public var load: Erlangs { Erlangs(arrivalRate * slowest.value) }

  /// Handle time with every place taken.
  private var slowest: Seconds { handleTimes[handleTimes.count - 1] }

  /// Every measure at once, for agents that may be a fraction of a person; occupancy is the share of places taken.
  ///
  /// - Throws: ``QueueingError`` for a negative number of agents or threshold.
  /// - Complexity: O(agents x concurrency), and the wait law of ``ErlangA``.
  public func performance(agents n: Double, within threshold: Seconds) throws(QueueingError) -> Performance {
    guard n >= 0, n.isFinite else { throw .agentsOutOfRange(n) }
    guard threshold.value >= 0 else { throw .thresholdOutOfRange(threshold.value) }
    return measures(agents: n, at: WaitThreshold(threshold, patience: patience))
  }

  /// Least real number of agents that meets every goal, to about 1e-10.
  ///
  /// - Throws: ``QueueingError`` for a goal that is malformed or that no finite number of agents meets.
  public func fractionalAgents(meeting goals: [Goal]) throws(QueueingError) -> Double {
    var n = 0.0
    for goal in goals {
      try goal.validate()
      guard arrivalRate > 0 else { continue }
      try goal.checkReachable(patience: patience)
      if goal.isAlwaysMet || n > 0 && margin(goal, n) >= 0 { continue }
      let search = search(goal)
      let whole = try search.least { margin(goal, $0) }
      n = max(n, search.leastReal(below: whole, above: leastStable(goal)) { margin(goal, $0) })
    }
    return n
  }

  /// Fewest whole agents that meet every goal: 0 for a queue nobody writes to, else at least 1.
  ///
  /// - Throws: ``QueueingError`` for a goal that is malformed or that no finite number of agents meets.
  public func agents(meeting goals: [Goal]) throws(QueueingError) -> Int {
    var n = arrivalRate > 0 ? 1.0 : 0
    for goal in goals {
      try goal.validate()
      guard arrivalRate > 0 else { continue }
      try goal.checkReachable(patience: patience)
      if goal.isAlwaysMet { continue }
      n = max(n, try search(goal).least { margin(goal, $0) })
    }
    return Int(n)
  }
}

// MARK: - The chain

extension ChatQueue {
  private func measures(agents n: Double, at threshold: WaitThreshold) -> Performance {
    let A = load.value
    let places = n * Double(concurrency)
    guard arrivalRate > 0 else { return .idle(agents: n) }
    let perPatience = patience.value / slowest.value
    guard n > 0, perPatience < .infinity || places > A else {
      // Nobody answers, or the queue grows for ever: the states below play no part.
      var swamped = ErlangA(load: load, handleTime: slowest, patience: patience)
        .measures(agents: places, at: threshold, withWaits: true)
      swamped.agents = n
      return swamped
    }
    let below = statesBelow(agents: n, places: places)
    if perPatience == .infinity { return nobodyLeaves(n, places, below, threshold.time) }
    if perPatience == 0 { return nobodyWaits(n, places, below, threshold.time) }
    let law = WaitLaw(
      answers: places * perPatience, arrivals: A * perPatience, surplus: (places - A) * perPatience,
      threshold: threshold, withWaits: true)
    let last = below.last
    let D = law.start + law.waiting * last
    let answered = (law.start + law.answered * last) / D
    let abandoned = law.abandoned * last / D
    return Performance(
      agents: n, load: load, waitProbability: law.waiting * last / D, abandoned: abandoned, answered: answered,
      answeredLate: law.answeredLate * last / D, waitingAtThreshold: threshold.patientShare * law.late * last / D,
      virtuallyLate: law.late * last / D,
      averageWait: .seconds(law.answeredWaits * patience.value * last / (D * answered)),
      averageWaitOfAll: .seconds(abandoned * patience.value), averageQueueLength: abandoned * A * perPatience,
      occupancy: (law.start * below.contacts + places * law.waiting * last) / (D * places))
  }

  /// Endless patience: beyond the last place the chain is geometric.
  private func nobodyLeaves(
    _ n: Double, _ places: Double, _ below: (last: Double, contacts: Double), _ threshold: Seconds
  ) -> Performance {
    let surplus = places - load.value
    let waiting = load.value / surplus * below.last
    let waits = waiting / (1 + waiting)
    let late = waits * exponential(-surplus * (threshold.value / slowest.value))
    let wait = Seconds(waits * slowest.value / surplus)
    return Performance(
      agents: n, load: load, waitProbability: waits, abandoned: 0, answered: 1, answeredLate: late,
      waitingAtThreshold: late, virtuallyLate: late, averageWait: wait, averageWaitOfAll: wait,
      averageQueueLength: wait.value * arrivalRate,
      occupancy: (below.contacts + places * waiting) / ((1 + waiting) * places))
  }

  /// No patience: whoever finds every place taken is gone at once.
  private func nobodyWaits(
    _ n: Double, _ places: Double, _ below: (last: Double, contacts: Double), _ threshold: Seconds
  ) -> Performance {
    let full = load.value / places * below.last
    let lost = full / (1 + full)
    return Performance(
      agents: n, load: load, waitProbability: lost, abandoned: lost, answered: 1 / (1 + full), answeredLate: 0,
      waitingAtThreshold: 0, virtuallyLate: lost * exponential(-places * (threshold.value / slowest.value)),
      averageWait: .seconds(0), averageWaitOfAll: .seconds(0), averageQueueLength: 0,
      occupancy: (below.contacts + places * full) / ((1 + full) * places))
  }

  /// Of the states with a place free: the share of time in the last of them, `1/G(N-1)`, and the mean contacts in progress.
  ///
  /// Real `N` start from the fraction of `N - 1` with the continuation of ``ErlangB``, which has the same first step.
  private func statesBelow(agents n: Double, places: Double) -> (last: Double, contacts: Double) {
    let end = places - 1
    var x = end < 0 ? end : end - end.rounded(.down)
    let lone = arrivalRate * (x > 0 ? x / finishingRate(x, n) : handleTimes[0].value)
    var weight = 1.0  // of the state x itself; falls as the sums are scaled down
    var states = inverseBlocking(agents: x, load: lone)
    var contacts = max(0, lone * (states - 1))
    while x + 0.5 < end {
      x += 1
      let ratio = finishingRate(x, n) / arrivalRate
      states = weight + states * ratio
      contacts = x * weight + contacts * ratio
      if states > 1e250 {
        states *= 1e-250
        contacts *= 1e-250
        weight *= 1e-250
      }
    }
    return (weight / states, contacts / states)
  }

  /// Contacts a second that are finished with `x` in progress.
  private func finishingRate(_ x: Double, _ n: Double) -> Double {
    let each = min(x / n, Double(concurrency))
    let lower = min(Int(each), concurrency - 1)
    let before = lower == 0 ? 0 : Double(lower) / handleTimes[lower - 1].value
    let after = Double(lower + 1) / handleTimes[lower].value
    return n * (before + (each - Double(lower)) * (after - before))
  }
}

// MARK: - Search

extension ChatQueue {
  private func search(_ goal: Goal) -> AgentSearch {
    let perAgent = Double(concurrency)
    let spread = max(load.value.squareRoot() / perAgent, 0.1)
    let floor = leastStable(goal) > 0 ? leastStable(goal).rounded(.down) + 1 : 1
    return AgentSearch(start: max(load.value / perAgent + spread / 2, floor), floor: floor, spread: spread)
  }

  /// Agents at or below which the wait never ends; 0 where people leave.
  private func leastStable(_ goal: Goal) -> Double {
    if case .abandonment = goal { return 0 }
    return patience.value == .infinity ? load.value / Double(concurrency) : 0
  }

  private func margin(_ goal: Goal, _ n: Double) -> Double {
    let at = measures(agents: n, at: WaitThreshold(goal.threshold, patience: patience))
    let actual =
      switch goal {
      case .serviceLevel(_, _, let definition): at.missed(definition)
      case .abandonment: at.abandoned
      case .occupancy: at.occupancy
      case .averageWait: at.averageWait.value
      }
    return allowedRatio(actual, goal.cap)
  }
}
