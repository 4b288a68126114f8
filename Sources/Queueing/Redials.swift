public import Units

/// A queue in which a share of those who hang up call again, after so long that all calls together still arrive at random.
///
/// The total rate `x` solves `x (1 - p P_ab(x)) = lambda`: the calls that leave for good are as many as the new ones.
public struct RedialQueue: Hashable, Sendable {
  /// The queue as first attempts alone would load it.
  public let firstAttempts: ErlangA
  /// Share of those who hang up that call again, `0...1`.
  public let redialShare: Double

  /// A queue with redials; the share lies in `0...1`.
  public init(firstAttempts: ErlangA, redialShare: Double) {
    precondition(redialShare >= 0 && redialShare <= 1, "the share that calls again lies between 0 and 1")
    self.firstAttempts = firstAttempts
    self.redialShare = redialShare
  }

  /// Load of first attempts and redials together.
  ///
  /// - Throws: ``QueueingError/noFiniteAnswer(_:)`` where everybody calls again and the agents cannot carry the load.
  /// - Complexity: some 5 to 10 times that of ``ErlangA/abandonment(agents:)-(Double)``.
  public func totalLoad(agents n: Double) throws(QueueingError) -> Erlangs {
    let first = firstAttempts.load.value
    guard first > 0, redialShare > 0, firstAttempts.patience.value < .infinity else { return firstAttempts.load }
    guard redialShare < 1 || n > first else { throw .noFiniteAnswer(.redialsNeverEnd) }
    /// Load that leaves for good less the load that comes new; grows with the total.
    func balance(_ total: Double) -> Double {
      let measures = with(load: total).measures(agents: n, at: noThreshold, withWaits: false)
      return total * (measures.answered + (1 - redialShare) * measures.abandoned) - first
    }
    var low = first
    var lowBalance = balance(low)
    var high = redialShare < 1 ? first / (1 - redialShare) : first
    var highBalance = redialShare < 1 ? balance(high) : lowBalance
    while highBalance < 0 && redialShare == 1 {
      high *= 2
      highBalance = balance(high)
      guard high < 1e15 * max(1, first) else { throw .noFiniteAnswer(.redialsNeverEnd) }
    }
    // Illinois false position: the bracket holds, an end that stays twice is halved.
    var side = 0
    for round in 0..<200 where high - low > 2e-16 * high && lowBalance < 0 && highBalance > 0 {
      var total = high - (high - low) * highBalance / (highBalance - lowBalance)
      if round % 8 == 7 { total = (low + high) / 2 }
      guard total > low, total < high else { return Erlangs(min(high, max(low, total))) }
      let value = balance(total)
      if value >= 0 {
        (high, highBalance) = (total, value)
        if side > 0 { lowBalance /= 2 }
        side = 1
      } else {
        (low, lowBalance) = (total, value)
        if side < 0 { highBalance /= 2 }
        side = -1
      }
    }
    return Erlangs(highBalance == 0 ? high : low)
  }

  /// Every measure at once, at the total load.
  ///
  /// - Throws: ``QueueingError/noFiniteAnswer(_:)`` where everybody calls again and the agents cannot carry the load.
  public func performance(agents: Double, within threshold: Seconds) throws(QueueingError) -> Performance {
    try total(agents: agents).performance(agents: agents, within: threshold)
  }

  /// The queue under the total load.
  func total(agents: Double) throws(QueueingError) -> ErlangA {
    with(load: try totalLoad(agents: agents).value)
  }

  private func with(load: Double) -> ErlangA {
    ErlangA(load: Erlangs(load), handleTime: firstAttempts.handleTime, patience: firstAttempts.patience)
  }

  private var noThreshold: WaitThreshold { WaitThreshold(.seconds(0), patience: firstAttempts.patience) }
}
