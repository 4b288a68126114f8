public import Units

/// A queue in which everybody waits until answered (M/M/n): Poisson arrivals, exponential handle times, no hang-ups.
///
/// Symbols: `A` load in erlangs, `n` agents, `AHT` handle time, `T` threshold,
/// `C(n, A)` share that waits; the wait `W` has `P(W > T) = C exp(-(n - A) T / AHT)`.
/// A load at or above the agents never settles: then everybody waits, without end.
public struct ErlangC: Hashable, Sendable {
  /// Offered load.
  public let load: Erlangs
  /// Mean time an agent is busy with a contact.
  public let handleTime: Seconds
  /// What the exact load exceeds `load` by, in erlangs; see ``init(load:remainder:handleTime:)``.
  public let remainder: Double

  /// A queue under a load; the load finite and at least 0, the handle time finite and above 0.
  ///
  /// - Parameter remainder: what the exact load exceeds its nearest double by. Where `n - A` is a billionth of `n`, the
  ///   wait turns on digits of `A` that a double does not hold; callers that read decimal text can pass them here.
  public init(load: Erlangs, remainder: Double = 0, handleTime: Seconds) {
    precondition(load.value >= 0 && load.value.isFinite, "a load is a finite number of erlangs, at least 0")
    precondition(handleTime.value > 0 && handleTime.value.isFinite, "a handle time is finite and above 0")
    self.load = load
    self.handleTime = handleTime
    self.remainder = remainder
  }

  /// Agents beyond the load, `n - A`.
  private func surplus(_ agents: Double) -> Double { (agents - load.value) - remainder }

  /// Share of contacts that wait at all, `0...1`; at or below the load every contact waits.
  ///
  /// - Complexity: O(surplus of agents over load + square root of load).
  /// - Source: Erlang (1917), `C = n B / (n - A (1 - B))`, here with `1/B` so that nothing cancels.
  public func waitProbability(agents: Double) -> Double {
    precondition(agents >= 0, "agents are a number of people, at least 0")
    guard load.value > 0 else { return 0 }
    let surplus = surplus(agents)
    guard surplus > 0 else { return 1 }
    return agents / (inverseBlocking(agents: agents, load: load.value) * surplus + load.value)
  }

  /// Share of contacts that wait at all for whole agents.
  public func waitProbability(agents: Int) -> Double { waitProbability(agents: Double(agents)) }

  /// Share of contacts answered within a threshold, `0...1`; all definitions agree as nobody hangs up.
  public func serviceLevel(agents: Double, within threshold: Seconds) -> Double {
    1 - missed(agents: agents, within: threshold)
  }

  /// Share of contacts answered within a threshold by whole agents.
  public func serviceLevel(agents: Int, within threshold: Seconds) -> Double {
    serviceLevel(agents: Double(agents), within: threshold)
  }

  /// Share of contacts that wait longer than a threshold.
  func missed(agents: Double, within threshold: Seconds) -> Double {
    precondition(threshold.value >= 0, "a threshold is at least 0 seconds")
    let waits = waitProbability(agents: agents)
    guard waits < 1 || surplus(agents) > 0 else { return 1 }
    return waits * exponential(-surplus(agents) * (threshold.value / handleTime.value))
  }

  /// Mean wait (ASA), `C AHT / (n - A)`; infinite when agents do not exceed the load.
  public func averageWait(agents: Double) -> Seconds {
    let surplus = surplus(agents)
    guard load.value > 0 else { return .seconds(0) }
    guard surplus > 0 else { return .seconds(.infinity) }
    return .seconds(waitProbability(agents: agents) * handleTime.value / surplus)
  }

  /// Mean wait (ASA) for whole agents.
  public func averageWait(agents: Int) -> Seconds { averageWait(agents: Double(agents)) }

  /// Busy share of the agents' time, `A / n`; 1 when agents do not exceed the load.
  public func occupancy(agents: Double) -> Double {
    guard load.value > 0 else { return 0 }
    return surplus(agents) > 0 ? load.value / agents : 1
  }

  /// Busy share of whole agents' time.
  public func occupancy(agents: Int) -> Double { occupancy(agents: Double(agents)) }

  /// Every measure at once.
  public func performance(agents: Double, within threshold: Seconds) -> Performance {
    guard load.value > 0 else { return .idle(agents: agents) }
    let late = missed(agents: agents, within: threshold)
    let wait = averageWait(agents: agents)
    return Performance(
      agents: agents, load: load, waitProbability: waitProbability(agents: agents), abandoned: 0, answered: 1,
      answeredLate: late, waitingAtThreshold: late, virtuallyLate: late, averageWait: wait, averageWaitOfAll: wait,
      averageQueueLength: wait.value * load.value / handleTime.value, occupancy: occupancy(agents: agents))
  }
}

// MARK: - Required agents

extension ErlangC {
  /// Fewest whole agents that answer a share of the contacts within a threshold.
  ///
  /// - Throws: ``QueueingError`` for a share outside `0...1` or a negative threshold, and for a share of 1: some contact can
  ///   always find every agent busy.
  /// - Complexity: O(square root of load).
  public func agents(answering share: Double, within threshold: Seconds) throws(QueueingError) -> Int {
    guard share >= 0, share <= 1 else { throw .shareOutOfRange(share) }
    guard threshold.value >= 0 else { throw .thresholdOutOfRange(threshold.value) }
    guard load.value > 0 else { return 0 }
    guard share > 0 else { return 1 }
    guard share < 1 else { throw .noFiniteAnswer(.someContactCanWait) }
    let allowed = toleratedCap(1 - share)
    if let n = stepToAgents(missingAtMost: allowed, threshold: threshold) { return n }
    let goal = Goal.serviceLevel(share, within: threshold)
    return Int(try QueueModel(load: load, handleTime: handleTime).least(meeting: goal, atLeast: 1))
  }

  /// Walks from a guess by the blocking recursion, one division a step; gives up where the guess is far off.
  private func stepToAgents(missingAtMost allowed: Double, threshold: Seconds) -> Int? {
    let A = load.value
    let lowest = A.rounded(.down) + 1
    var n = lowest
    if A > 20 {
      let perAgent = A.squareRoot() * threshold.value / handleTime.value
      n = max(lowest, (A + A.squareRoot() * halfinWhittSurplus(missing: allowed, decay: perAgent)).rounded())
    }
    let stepDecay = exponential(-threshold.value / handleTime.value)
    var decay = exponential(-surplus(n) * threshold.value / handleTime.value)
    var inverse = inverseBlocking(agents: n, load: A)
    /// Whether `C exp(-(n - A) T / AHT)` is within what is allowed.
    func meets(_ n: Double, _ inverse: Double, _ decay: Double) -> Bool {
      n * decay <= allowed * (inverse * surplus(n) + A)
    }
    var steps = 0
    guard meets(n, inverse, decay) else {
      repeat {
        n += 1
        inverse = 1 + n / A * inverse
        decay *= stepDecay
        steps += 1
        if steps > 60 { return nil }
      } while !meets(n, inverse, decay)
      return Int(n)
    }
    guard stepDecay > 0 else { return n == lowest ? Int(n) : nil }
    while n > lowest {
      let inverseBelow = (inverse - 1) * A / n
      let decayAbove = decay / stepDecay
      guard meets(n - 1, inverseBelow, decayAbove) else { return Int(n) }
      n -= 1
      inverse = inverseBelow
      decay = decayAbove
      steps += 1
      if steps > 60 { return nil }
    }
    return Int(n)
  }
}

/// The surplus of agents in units of `sqrt(A)` at which `C exp(-surplus * decay)` falls to a share, for large loads.
///
/// With `b` the surplus, `C` tends to `1 / (1 + b Phi(b) / phi(b))` as the load grows.
/// - Source: Halfin and Whitt (1981), Operations Research 29.
func halfinWhittSurplus(missing: Double, decay: Double) -> Double {
  let target = naturalLog(missing)
  var b = 0.5
  for _ in 0..<8 {
    let phi = exponential(-b * b / 2) * 0.3989422804014327
    let Phi = 0.5 * complementaryErrorFunction(-b * 0.7071067811865476)
    let odds = b * Phi / phi
    let value = -naturalLogOfOnePlus(odds) - b * decay - target
    let slope = -(Phi / phi + b + b * odds) / (1 + odds) - decay
    let step = value / slope
    b = max(1e-6, b - step)
    if abs(step) < 1e-3 { break }
  }
  return b
}
