public import Units

/// A queue in which waiting contacts hang up after an exponential patience (M/M/n+M, "Palm/Erlang A").
///
/// It settles under any load, so the agents may be fewer than the load. Symbols: `lambda` arrivals a second, `mu = 1/AHT`,
/// `theta = 1/patience`, `A = lambda/mu`, `n` agents, `a = n mu/theta`, `z = lambda/theta`; `V` is the wait offered to
/// somebody who never hangs up, `W = min(V, patience)`; `S(y)` is the sum over `k` of `y^k / ((a+1) ... (a+k))`. Then
///
///     D               = 1/B(n-1, A) + (A/n) S(z)
///     P(V > t)        = (A/n) exp(g(t)) S(z exp(-theta t)) / D     g(t) = z (1 - exp(-theta t)) - a theta t
///     P(W > t)        = exp(-theta t) P(V > t)
///     P(answered > t) = exp(g(t)) (S(z exp(-theta t)) - 1) / D     answered, but later than t
///     P(hang up)      = (sum over j of j t_j) / (a D)              t_j as in `WaitingStates`
///
/// - Source: Palm (1957); Garnett, Mandelbaum and Reiman (2002), M&SOM 4; Mandelbaum and Zeltyn (2007).
public struct ErlangA: Hashable, Sendable {
  /// Offered load.
  public let load: Erlangs
  /// Mean time an agent is busy with a contact.
  public let handleTime: Seconds
  /// Mean time a contact waits before hanging up; 0 turns the queue into a loss system, infinite into ``ErlangC``.
  public let patience: Seconds

  /// A queue under a load; the load finite and at least 0, the handle time finite and above 0, the patience at least 0.
  public init(load: Erlangs, handleTime: Seconds, patience: Seconds) {
    precondition(load.value >= 0 && load.value.isFinite, "a load is a finite number of erlangs, at least 0")
    precondition(handleTime.value > 0 && handleTime.value.isFinite, "a handle time is finite and above 0")
    precondition(patience.value >= 0, "a patience is at least 0 seconds")
    self.load = load
    self.handleTime = handleTime
    self.patience = patience
  }

  /// Every measure at once, for agents that may be a fraction of a person.
  ///
  /// - Complexity: O(square root of arrivals per mean patience), plus that of ``ErlangB/blocking(agents:)-(Double)``.
  public func performance(agents: Double, within threshold: Seconds) -> Performance {
    measures(agents: agents, at: WaitThreshold(threshold, of: self), withWaits: true)
  }

  /// Every measure at once for whole agents.
  public func performance(agents: Int, within threshold: Seconds) -> Performance {
    performance(agents: Double(agents), within: threshold)
  }

  /// Share of contacts served within a threshold, `0...1`.
  public func serviceLevel(
    agents: Double, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) -> Double {
    measures(agents: agents, at: WaitThreshold(threshold, of: self), withWaits: false).serviceLevel(definition)
  }

  /// Share of contacts served within a threshold by whole agents.
  public func serviceLevel(
    agents: Int, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) -> Double {
    serviceLevel(agents: Double(agents), within: threshold, counting: definition)
  }

  /// Share of contacts that hang up.
  public func abandonment(agents: Double) -> Double {
    measures(agents: agents, at: WaitThreshold(.seconds(0), of: self), withWaits: false).abandoned
  }

  /// Share of contacts that hang up with whole agents.
  public func abandonment(agents: Int) -> Double { abandonment(agents: Double(agents)) }

  /// Mean wait (ASA) of the contacts that are answered.
  public func averageWait(agents: Double) -> Seconds { performance(agents: agents, within: .seconds(0)).averageWait }

  /// Busy share of the agents' time.
  public func occupancy(agents: Double) -> Double {
    measures(agents: agents, at: WaitThreshold(.seconds(0), of: self), withWaits: false).occupancy
  }

  /// Fewest whole agents that serve a share of the contacts within a threshold; may be fewer than the load.
  ///
  /// - Throws: ``QueueingError`` for a share outside `0...1` or a negative threshold, and for a share of 1 where no finite
  ///   number of agents reaches it.
  public func agents(
    answering share: Double, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) throws(QueueingError) -> Int {
    let goal = Goal.serviceLevel(share, within: threshold, counting: definition)
    return Int(try QueueModel(load: load, handleTime: handleTime, patience: patience).least(meeting: goal, atLeast: 1))
  }
}

/// What a threshold contributes to the wait law, kept because a search asks for it at many numbers of agents.
struct WaitThreshold {
  /// The threshold itself.
  let time: Seconds
  /// `theta T`: the threshold in mean patiences.
  let patiences: Double
  /// `exp(-theta T)`: share that does not hang up by the threshold.
  let patientShare: Double
  /// `exp(-theta T) - 1 + theta T`.
  let aboveTangent: Double

  init(_ threshold: Seconds, of queue: ErlangA) {
    precondition(threshold.value >= 0, "a threshold is at least 0 seconds")
    time = threshold
    patiences = threshold.value == 0 ? 0 : threshold.value / queue.patience.value
    patientShare = exponential(-patiences)
    aboveTangent = Queueing.aboveTangent(patiences)
  }
}

extension ErlangA {
  /// Every measure; `averageWait` is summed only on demand, and otherwise not a number.
  @inline(__always)
  func measures(agents n: Double, at threshold: WaitThreshold, withWaits: Bool) -> Performance {
    precondition(n >= 0, "agents are a number of people, at least 0")
    let A = load.value
    guard A > 0 else { return .idle(agents: n) }
    let perPatience = patience.value / handleTime.value
    guard perPatience < .infinity else {
      return ErlangC(load: load, handleTime: handleTime).performance(agents: n, within: threshold.time)
    }
    guard n > 0 else { return nobodyAnswers(at: threshold) }
    guard perPatience > 0 else { return nobodyWaits(agents: n, at: threshold) }
    let a = n * perPatience
    let z = A * perPatience
    let states = WaitingStates(answers: a, arrivals: z, withWaits: withWaits)
    let late = WaitingStates(answers: a, arrivals: z * threshold.patientShare, withWaits: false)

    // Everything is divided by 1/B(n-1, A), which may be infinite, and multiplied by t_0, which may be 0.
    let blocking = 1 / inverseBlocking(agents: n - 1, load: A)
    let perArrival = A / n * blocking
    let D = states.first + perArrival * states.total
    let answered = (states.first + states.rest * blocking) / D
    let abandoned = states.waiting * blocking / (a * D)
    let lateWeight = lateWeight(of: late, over: states, agents: n, answers: a, arrivals: z, at: threshold)
    let virtuallyLate = perArrival * lateWeight * late.total / D
    return Performance(
      agents: n, load: load,
      waitProbability: perArrival * states.total / D,
      abandoned: abandoned,
      answered: answered,
      answeredLate: lateWeight * late.rest * blocking / D,
      waitingAtThreshold: threshold.patientShare * virtuallyLate,
      virtuallyLate: virtuallyLate,
      averageWait: .seconds(
        withWaits ? perArrival * states.answeredWaits * patience.value / (D * answered) : .nan),
      averageWaitOfAll: .seconds(abandoned * patience.value),
      averageQueueLength: abandoned * z,
      occupancy: answered * A / n)
  }

  /// `exp(g(T))`, in units of the largest terms of both sums: `exp(g) t_0(now) / t_0(at threshold)`.
  ///
  /// In deep overload `g` and the logarithms of both `t_0` run into millions and all but cancel. They cancel here in
  /// symbols: with `peak(y) = y - a - a ln(y/a)`, which is what `ln t_mode` is up to Stirling's terms,
  /// `g(T) + peak(z exp(-theta T)) = peak(z)` and `g(T) - peak(z) = -a aboveTangent(theta T - ln(z/a))`.
  @inline(__always)
  private func lateWeight(
    of late: WaitingStates, over states: WaitingStates, agents n: Double, answers a: Double, arrivals z: Double,
    at threshold: WaitThreshold
  ) -> Double {
    if threshold.patiences == .infinity { return 0 }
    if states.first > 0 {
      let surplus = (n - load.value) * (patience.value / handleTime.value)
      let g = -surplus * threshold.patiences - z * threshold.aboveTangent
      return exponential(g) * (states.first / late.first)
    }
    if late.first > 0 {
      let beyond = aboveTangent(threshold.patiences - naturalLog(z / a))
      return exponential(-a * beyond - states.logLargestOverPeak) / late.first
    }
    return exponential(late.logLargestOverPeak - states.logLargestOverPeak)
  }

  /// No agents: everybody waits and hangs up.
  private func nobodyAnswers(at threshold: WaitThreshold) -> Performance {
    let stillWaiting = patience.value == 0 ? 0 : threshold.patientShare
    return Performance(
      agents: 0, load: load, waitProbability: 1, abandoned: 1, answered: 0, answeredLate: 0,
      waitingAtThreshold: stillWaiting, virtuallyLate: 1, averageWait: .seconds(.nan),
      averageWaitOfAll: patience, averageQueueLength: load.value * (patience.value / handleTime.value), occupancy: 1)
  }

  /// No patience: whoever finds every agent busy is gone at once, as in ``ErlangB``.
  private func nobodyWaits(agents n: Double, at threshold: WaitThreshold) -> Performance {
    let system = ErlangB(load: load)
    let inverse = inverseBlocking(agents: n, load: load.value)
    let lost = 1 / inverse
    return Performance(
      agents: n, load: load, waitProbability: lost, abandoned: lost,
      answered: inverse == .infinity ? 1 : (inverse - 1) / inverse, answeredLate: 0, waitingAtThreshold: 0,
      virtuallyLate: lost * exponential(-n * (threshold.time.value / handleTime.value)), averageWait: .seconds(0),
      averageWaitOfAll: .seconds(0), averageQueueLength: 0, occupancy: system.occupancy(agents: n))
  }
}
