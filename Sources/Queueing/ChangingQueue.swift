package import Units

/// A queue in which nobody hangs up, followed through time: what waits when an interval ends waits on in the next (M(t)/M/n(t)).
///
/// ``ErlangC`` takes an interval as if it went on for ever. A load above the agents never settles, and what it leaves behind is worked
/// off in the intervals after it. Here the chances `p_k` of `k` contacts on the line follow Kolmogorov's forward equations,
///
///     p_k' = A p_(k-1) + min(k + 1, n) p_(k+1) - (A + min(k, n)) p_k      in units of a handle time,
///
/// in short steps. States of large queues are a few contacts wide, with the drift and the variance of single ones. Somebody who comes
/// to `k >= n` is answered when `k - n + 1` are done, after a gamma time of that shape.
///
/// - Source: Kolmogorov (1931); compared with other ways by Ingolfsson, Akhmetshina, Budge, Li and Wu (2007), INFORMS Journal on
///   Computing 19.
package struct ChangingQueue: Sendable {
  /// Contacts of a state.
  private var width = 1.0
  /// Chance of each state, the first of which is empty.
  private var chances = [1.0]

  /// States from which on two become one.
  private static let mostStates = 512
  /// Chances left aside at the end.
  private static let tail = 1e-10
  /// Share of a state that a step may move: small enough for the variance of single contacts.
  private static let step = 0.7

  /// Nobody is there.
  ///
  /// - Parameter scale: agents or erlangs to expect; a state is a quarter of their root wide.
  package init(scale: Double) { width = max(1, max(scale.squareRoot() / 4, scale / 256).rounded(.down)) }

  /// As many are there as when a load below the agents has settled; nobody where it never does.
  ///
  /// - Parameter scale: agents or erlangs to expect.
  package init(settledUnder load: Double, agents: Double, scale: Double) {
    self.init(scale: scale)
    guard load > 0, load < agents else { return }
    var (weight, sum) = (1.0, 1.0)
    var states = [1.0]
    while states.count < Self.mostStates, weight > Self.tail * sum || Double(states.count) * width < load {
      let place = Double(states.count) * width
      let down = rates(at: place, load: load, agents: agents).down
      weight *= down > 0 ? rates(at: place - width, load: load, agents: agents).up / down : .infinity
      // Nobody comes back to states below, or hardly ever.
      if weight > 1e200 {
        states = [Double](repeating: 0, count: states.count)
        (weight, sum) = (1, 0)
      }
      states.append(weight)
      sum += weight
    }
    chances = states.map { $0 / sum }
  }

  /// Mean number of contacts that wait before so many agents.
  package func waiting(agents: Double) -> Double {
    chances.indices.reduce(0) { $0 + chances[$1] * max(0, Double($1) * width - agents) }
  }

  /// An interval goes by.
  ///
  /// - Parameters:
  ///   - load: erlangs that come.
  ///   - agents: on the queue; may be a fraction of a person.
  ///   - handleTime: of a contact, above 0.
  ///   - ahead: contacts that can be finished in each interval after this one.
  /// - Returns: what contacts meet that come meanwhile; the mean wait is of those whom the agents ahead get through, and infinite where
  ///   these are less than half.
  package mutating func pass(
    load: Double, agents: Double, handleTime: Seconds, interval: Seconds, within threshold: Seconds,
    ahead: ArraySlice<Double>
  ) -> Performance {
    let length = interval.value / handleTime.value
    let most = max(0, load - agents) * length + 8 * ((load + agents) * length).squareRoot() + 10
    chances += [Double](repeating: 0, count: Int((most / width).rounded(.up)))
    while chances.count > Self.mostStates { coarsen() }
    let mean = meanChances(load: load, agents: agents, length: length)
    while chances.count > 1, chances[chances.count - 1] < Self.tail { chances.removeLast() }
    var found = Performance.idle(agents: agents)
    found.load = Erlangs(load)
    let busy = mean.indices.reduce(0) { $0 + mean[$1] * min(Double($1) * width, agents) }
    found.occupancy = agents > 0 ? busy / agents : 1
    found.averageQueueLength = mean.indices.reduce(0) { $0 + mean[$1] * max(0, Double($1) * width - agents) }
    (found.waitProbability, found.answeredLate) = late(mean, agents: agents, threshold.value / handleTime.value)
    (found.waitingAtThreshold, found.virtuallyLate) = (found.answeredLate, found.answeredLate)
    found.averageWait = .seconds(wait(mean, agents: agents, length: length, ahead: ahead) * handleTime.value)
    found.averageWaitOfAll = found.averageWait
    return found
  }

  /// How fast a state becomes the next one and the one before it.
  private func rates(at place: Double, load: Double, agents: Double) -> (up: Double, down: Double) {
    let busy = min(place, agents)
    let spread = (load + busy) / (2 * width * width)
    let drift = (load - busy) / width
    // Wide states have no chance to go against a strong drift.
    return (max(spread + drift / 2, drift, 0), place > 0 ? max(spread - drift / 2, -drift, 0) : 0)
  }

  /// Moves the chances on; says what they were on average.
  private mutating func meanChances(load: Double, agents: Double, length: Double) -> [Double] {
    let last = chances.count - 1
    var rates = chances.indices.map { self.rates(at: Double($0) * width, load: load, agents: agents) }
    rates[last].up = 0
    let fastest = rates.reduce(0) { max($0, $1.up + $1.down) }
    let steps = max(1, (length * fastest / Self.step).rounded(.up))
    let time = length / steps
    let moved = rates.map { (up: $0.up * time, down: $0.down * time) }
    var mean = chances.map { $0 / 2 }
    for _ in 0..<Int(steps) {
      var below = 0.0
      for state in 0...last {
        let chance = chances[state]
        let above = state < last ? chances[state + 1] * moved[state + 1].down : 0
        chances[state] = chance * (1 - moved[state].up - moved[state].down) + below + above
        below = chance * moved[state].up
        mean[state] += chances[state]
      }
    }
    return mean.indices.map { (mean[$0] - chances[$0] / 2) / steps }
  }

  /// Contacts that have to be done before somebody who comes to a state is answered; 0 or less where an agent is free.
  private func turn(_ state: Int, agents: Double) -> Double { Double(state) * width - agents + 1 }

  /// Share that waits at all, and share that waits longer than a threshold in handle times.
  private func late(_ mean: [Double], agents: Double, _ threshold: Double) -> (waits: Double, late: Double) {
    let inTime = agents * threshold
    let surelyLate = inTime + 8 * inTime.squareRoot() + 20
    var (all, waits, late) = (0.0, 0.0, 0.0)
    for (state, chance) in mean.enumerated() {
      all += chance
      let turn = turn(state, agents: agents)
      // Of a wide state around the agents a part waits.
      waits += chance * min(1, max(0, (turn + (width - 1) / 2) / width))
      guard turn > 0 else { continue }
      late += chance * (inTime > 0 && turn < surelyLate ? GammaDistribution(shape: turn).shares(at: inTime).above : 1)
    }
    // Over the sum, so that all are exactly all.
    return (waits / all, late / all)
  }

  /// Mean wait in handle times of those whom the agents ahead get through, as if all came in the middle of the interval.
  private func wait(_ mean: [Double], agents: Double, length: Double, ahead: ArraySlice<Double>) -> Double {
    var done = agents * length / 2
    var from = (time: 0.0, done: 0.0, until: length / 2)
    var next = ahead.startIndex
    var (sum, reached) = (0.0, 0.0)
    for (state, chance) in mean.enumerated() {
      let turn = max(0, turn(state, agents: agents))
      while done < turn, next < ahead.endIndex {
        from = (from.until, done, from.until + length)
        done += ahead[next]
        next += 1
      }
      guard done >= turn else { break }
      reached += chance
      if turn > 0 { sum += chance * (from.time + (turn - from.done) / (done - from.done) * (from.until - from.time)) }
    }
    return reached > 0.5 ? sum / reached : .infinity
  }

  /// States become twice as wide: every second one goes half to either neighbour.
  private mutating func coarsen() {
    var merged = [Double](repeating: 0, count: chances.count / 2 + 1)
    for (state, chance) in chances.enumerated() {
      merged[state / 2] += chance / 2
      merged[(state + 1) / 2] += chance / 2
    }
    chances = merged
    width *= 2
  }
}
