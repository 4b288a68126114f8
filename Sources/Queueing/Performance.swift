public import Units

/// Which contacts count as served within the threshold, and out of which.
///
/// The trade reports service level in all of these ways; with nobody hanging up they agree.
/// - Source: Jouini, Koole and Roubos (2013), IIE Transactions 45.
public enum ServiceLevelDefinition: String, Hashable, Sendable, CaseIterable {
  /// Answered within the threshold, out of all offered.
  case offered
  /// Answered within the threshold, out of all answered.
  case answered
  /// Share of moments at which a caller who never hangs up would be answered within the threshold.
  case virtual
  /// Waiting ended within the threshold, by an answer or by hanging up, out of all offered.
  case wait
  /// Answered within the threshold, out of all offered but those who hung up within it.
  case excludingShort
}

/// What a queue does with a number of agents in the long run: every measure at once.
///
/// Shares are `0...1` of the offered contacts unless said otherwise. A measure of a group that is empty (the wait of the
/// answered where nobody is answered) is not a number, which meets no goal.
public struct Performance: Hashable, Sendable {
  /// Net agents the figures hold for; may be a fraction.
  public var agents: Double
  /// Offered load, with redials where they are modelled.
  public var load: Erlangs
  /// Share of contacts that find every agent busy and wait.
  public var waitProbability: Double
  /// Share turned away because every place is taken.
  public var blocked: Double = 0
  /// Share that hangs up while waiting.
  public var abandoned: Double
  /// Share that is answered; kept beside `abandoned` because one minus a number near 1 loses digits.
  public var answered: Double
  /// Share that is answered, but later than the threshold.
  public var answeredLate: Double
  /// Share that is still waiting at the threshold, whatever comes then.
  public var waitingAtThreshold: Double
  /// Share of moments at which a caller who never hangs up would wait longer than the threshold.
  public var virtuallyLate: Double
  /// ASA: mean wait of answered contacts, those answered at once included; infinite for a load that nothing relieves.
  public var averageWait: Seconds
  /// Mean wait of all contacts that get in, hang-ups included.
  public var averageWaitOfAll: Seconds
  /// Mean number of contacts waiting.
  public var averageQueueLength: Double
  /// Busy share of the agents' time.
  public var occupancy: Double

  /// Service level in one of the definitions, `0...1`.
  public func serviceLevel(_ definition: ServiceLevelDefinition = .offered) -> Double {
    switch definition {
    case .offered, .answered, .virtual, .wait: notNegative(1 - missed(definition))
    case .excludingShort: notNegative(answered - answeredLate) / baseExcludingShort
    }
  }

  /// Rounding can leave a share a few units of 1e-14 below 0; what is not a number stays so.
  private func notNegative(_ share: Double) -> Double { share < 0 ? 0 : share }

  /// One minus the service level, with all its digits however small it is.
  public func missed(_ definition: ServiceLevelDefinition) -> Double {
    switch definition {
    case .offered: blocked + abandoned + answeredLate
    case .answered: answered > 0 ? answeredLate / answered : .nan
    case .virtual: virtuallyLate
    case .wait: blocked + waitingAtThreshold
    case .excludingShort: (blocked + waitingAtThreshold) / baseExcludingShort
    }
  }

  /// Share of offered contacts that a definition counts at all: what its service level is a share of.
  public func base(_ definition: ServiceLevelDefinition) -> Double {
    switch definition {
    case .offered, .virtual, .wait: 1
    case .answered: answered
    case .excludingShort: baseExcludingShort
    }
  }

  /// Share of offered contacts that a definition counts as served in time: service level times base.
  public func servedInTime(_ definition: ServiceLevelDefinition) -> Double {
    switch definition {
    case .offered, .virtual, .wait: serviceLevel(definition)
    case .answered, .excludingShort: notNegative(answered - answeredLate)
    }
  }

  /// Share of contacts that did not hang up within the threshold: answered in time, still waiting then, or turned away.
  var baseExcludingShort: Double { notNegative(answered - answeredLate) + waitingAtThreshold + blocked }
}

extension Performance {
  /// A queue that nobody calls: nobody waits, agents are idle.
  static func idle(agents: Double) -> Performance {
    Performance(
      agents: agents, load: Erlangs(0), waitProbability: 0, abandoned: 0, answered: 1, answeredLate: 0,
      waitingAtThreshold: 0, virtuallyLate: 0, averageWait: .seconds(0), averageWaitOfAll: .seconds(0),
      averageQueueLength: 0, occupancy: 0)
  }
}
