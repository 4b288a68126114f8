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
///     P(hang up)      = z (integral over u of (1 - exp(-u)) exp(g)) / D      u = theta t, in `WaitLaw`
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
  /// - Complexity: at most a few hundred terms or points at any size; none of it allocates.
  public func performance(agents: Double, within threshold: Seconds) -> Performance {
    measures(agents: agents, at: WaitThreshold(threshold, patience: patience), withWaits: true)
  }

  /// Every measure at once for whole agents.
  public func performance(agents: Int, within threshold: Seconds) -> Performance {
    performance(agents: Double(agents), within: threshold)
  }

  /// Share of contacts served within a threshold, `0...1`.
  public func serviceLevel(
    agents: Double, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) -> Double {
    measures(agents: agents, at: WaitThreshold(threshold, patience: patience), withWaits: false).serviceLevel(
      definition)
  }

  /// Share of contacts served within a threshold by whole agents.
  public func serviceLevel(
    agents: Int, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) -> Double {
    serviceLevel(agents: Double(agents), within: threshold, counting: definition)
  }

  /// Share of contacts that hang up.
  public func abandonment(agents: Double) -> Double {
    measures(agents: agents, at: WaitThreshold(.seconds(0), patience: patience), withWaits: false).abandoned
  }

  /// Share of contacts that hang up with whole agents.
  public func abandonment(agents: Int) -> Double { abandonment(agents: Double(agents)) }

  /// Mean wait (ASA) of the contacts that are answered.
  public func averageWait(agents: Double) -> Seconds { performance(agents: agents, within: .seconds(0)).averageWait }

  /// Busy share of the agents' time.
  public func occupancy(agents: Double) -> Double {
    measures(agents: agents, at: WaitThreshold(.seconds(0), patience: patience), withWaits: false).occupancy
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
    let law = WaitLaw(
      answers: a, arrivals: z, surplus: (n - A) * perPatience, threshold: threshold, withWaits: withWaits)
    // Everything is multiplied by B(n-1, A), as its inverse may be infinite.
    let blocking = 1 / inverseBlocking(agents: n - 1, load: A)
    let D = law.start + law.waiting * blocking
    let answered = (law.start + law.answered * blocking) / D
    let abandoned = law.abandoned * blocking / D
    let late = law.late * blocking / D
    return Performance(
      agents: n, load: load,
      waitProbability: law.waiting * blocking / D,
      abandoned: abandoned,
      answered: answered,
      answeredLate: law.answeredLate * blocking / D,
      waitingAtThreshold: threshold.patientShare * late,
      virtuallyLate: late,
      averageWait: .seconds(law.answeredWaits * patience.value * blocking / (D * answered)),
      averageWaitOfAll: .seconds(abandoned * patience.value),
      averageQueueLength: abandoned * z,
      occupancy: answered * A / n)
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
    let lost = system.blocking(agents: n)
    return Performance(
      agents: n, load: load, waitProbability: lost, abandoned: lost, answered: system.answered(agents: n),
      answeredLate: 0,
      waitingAtThreshold: 0,
      virtuallyLate: lost * exponential(-n * (threshold.time.value / handleTime.value)), averageWait: .seconds(0),
      averageWaitOfAll: .seconds(0), averageQueueLength: 0, occupancy: system.occupancy(agents: n))
  }
}
