public import Units

/// A queue with a limited number of places: contacts that find all of them taken are turned away (M/M/c/K).
///
/// Nobody hangs up. Symbols: `A` load, `n` agents, `K` places, those with an agent included; `r = A/n`;
/// `m = K - n` places to wait. The states with every agent busy have probabilities in proportion to `1, r, ..., r^m`.
public struct FiniteQueue: Hashable, Sendable {
  /// Offered load, contacts turned away included.
  public let load: Erlangs
  /// Mean time an agent is busy with a contact.
  public let handleTime: Seconds
  /// Net agents, at least 1.
  public let agents: Int
  /// Places for contacts, waiting or with an agent; at least as many as agents.
  public let places: Int

  /// A queue with a limited number of places.
  ///
  /// - Throws: ``QueueingError`` for a load or handle time out of range, no agents, or fewer places than agents.
  public init(load: Erlangs, handleTime: Seconds, agents: Int, places: Int) throws(QueueingError) {
    guard load.value >= 0, load.value.isFinite else { throw .loadOutOfRange(load.value) }
    guard handleTime.value > 0, handleTime.value.isFinite else { throw .handleTimeOutOfRange(handleTime.value) }
    guard agents > 0, places >= agents else { throw .placesOutOfRange(places: places, agents: agents) }
    self.load = load
    self.handleTime = handleTime
    self.agents = agents
    self.places = places
  }

  /// Every measure at once. Contacts turned away count against the service level, but for `answered` and `virtual`, which
  /// speak of those let in.
  ///
  /// - Throws: ``QueueingError`` for a negative threshold.
  /// - Complexity: O(places to wait + square root of load).
  public func performance(within threshold: Seconds) throws(QueueingError) -> Performance {
    guard threshold.value >= 0 else { throw .thresholdOutOfRange(threshold.value) }
    let A = load.value
    let n = Double(agents)
    guard A > 0 else { return .idle(agents: n) }
    let r = A / n
    let m = places - agents
    // Weights in units of the largest: 1 for the first state in underload, 1 for the last (r^m) in overload.
    let first = r <= 1 ? 1 : power(r, -m)
    var weight = 1.0
    var allBusy = 0.0
    var waiting = 0.0
    for step in 0...m {
      allBusy += weight
      waiting += Double(r <= 1 ? step : m - step) * weight
      if step < m { weight = r <= 1 ? weight * r : weight / r }
    }
    let full = r <= 1 ? weight : 1
    let someFree = first * (inverseBlocking(agents: n, load: A) - 1)
    let whole = someFree + allBusy
    guard whole < .infinity else {
      // So many agents that nobody ever waits, let alone is turned away.
      return ErlangC(load: load, handleTime: handleTime).performance(agents: n, within: threshold)
    }
    let blocked = full / whole
    let answered = (someFree + (allBusy - full)) / whole
    let late = lateWeight(ratio: r, places: m, answersByThreshold: n * threshold.value / handleTime.value) / whole
    let queueLength = waiting / whole
    let wait = Seconds(queueLength * handleTime.value / (A * answered))
    return Performance(
      agents: n, load: load, waitProbability: (allBusy - full) / whole / answered, blocked: blocked, abandoned: 0,
      answered: answered, answeredLate: late, waitingAtThreshold: late, virtuallyLate: late / answered,
      averageWait: wait, averageWaitOfAll: wait, averageQueueLength: queueLength, occupancy: answered * r)
  }

  /// Sum over `j < m` of the weight of `j` waiting times the chance of at most `j` answers within the threshold.
  ///
  /// Swapped round: for each number of answers `i`, its Poisson chance times the weights of `i` and more waiting.
  private func lateWeight(ratio r: Double, places m: Int, answersByThreshold x: Double) -> Double {
    guard m > 0, x < .infinity else { return 0 }
    var weight = r <= 1 ? power(r, m - 1) : 1 / r  // of m - 1 waiting
    var weightFromHere = 0.0
    var chance = poissonChance(of: Double(m - 1), mean: x)
    var sum = 0.0
    for i in stride(from: m - 1, through: 0, by: -1) {
      weightFromHere += weight
      sum += chance * weightFromHere
      weight = r <= 1 && weight == 0 ? power(r, i - 1) : weight / r
      // Far above the mean the chance starts below the least double and must be looked up until it does not.
      chance = chance < 1e-290 ? poissonChance(of: Double(i - 1), mean: x) : chance * Double(i) / x
    }
    return sum
  }

  private func power(_ base: Double, _ exponent: Int) -> Double { exponential(Double(exponent) * naturalLog(base)) }
}

/// Chance of exactly `k` events where `mean` are expected; `k` may be any real number from 0 on.
///
/// - Source: the saddle-point form of Loader (2000), which keeps its digits for large means.
func poissonChance(of k: Double, mean: Double) -> Double {
  guard k >= 0 else { return 0 }
  guard mean > 0 else { return k == 0 ? 1 : 0 }
  guard k > 0 else { return exponential(-mean) }
  // k ln(mean/k) - mean + k, the difference of logarithms taken as a whole.
  let exponent = -k * logBelowTangent((mean - k) / k)
  return exponential(exponent - stirlingError(k)) / (2 * Double.pi * k).squareRoot()
}
