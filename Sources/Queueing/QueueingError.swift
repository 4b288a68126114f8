/// Why a question to a queueing model has no answer.
public enum QueueingError: Error, Hashable, Sendable {
  /// A load that is negative, infinite or not a number.
  case loadOutOfRange(Double)
  /// A handle time that is zero, negative, infinite or not a number, in seconds.
  case handleTimeOutOfRange(Double)
  /// A patience that is negative or not a number, in seconds.
  case patienceOutOfRange(Double)
  /// A threshold that is negative or not a number, in seconds.
  case thresholdOutOfRange(Double)
  /// A share that is not in `0...1`.
  case shareOutOfRange(Double)
  /// Fewer places than agents, or a negative number of either.
  case placesOutOfRange(places: Int, agents: Int)
  /// A number of agents that is negative or not a number.
  case agentsOutOfRange(Double)
  /// A spread of the rate (coefficient of variation) that is negative, infinite or not a number.
  case variationOutOfRange(Double)
  /// A number of contacts that an agent holds at once that is below 1.
  case concurrencyOutOfRange(Int)
  /// Handle times by which an agent with this many contacts at once finishes fewer than with one less.
  case slowerTogether(Int)
  /// No finite number of agents meets the goal, for the reason given.
  case noFiniteAnswer(Reason)

  /// What keeps every finite number of agents from meeting a goal.
  public enum Reason: Hashable, Sendable {
    /// However many agents there are, all of them can be busy at once, so some contact waits too long.
    case someContactCanWait
    /// However many agents there are, all of them can be busy at once, so some contact hangs up.
    case someContactCanHangUp
    /// However many agents there are, all of them can be busy at once, so some contact is turned away.
    case someContactCanBeTurnedAway
    /// Any load keeps agents busy for a share of their time above 0.
    case someTimeIsBusy
    /// The share of hang-ups that call again leaves a total load that no agents can carry.
    case redialsNeverEnd
    /// The answer lies beyond 10^15 agents.
    case tooManyAgents
  }
}

extension QueueingError: CustomStringConvertible {
  /// One sentence for people: what is wrong and what would be right.
  public var description: String {
    switch self {
    case .loadOutOfRange(let value): "a load of \(value) erlangs; it must be finite and at least 0"
    case .handleTimeOutOfRange(let value): "a handle time of \(value) seconds; it must be finite and above 0"
    case .patienceOutOfRange(let value): "a patience of \(value) seconds; it must be at least 0, or infinite"
    case .thresholdOutOfRange(let value): "a threshold of \(value) seconds; it must be at least 0"
    case .shareOutOfRange(let value): "a share of \(value); it must lie between 0 and 1"
    case .placesOutOfRange(let places, let agents):
      "\(places) places for \(agents) agents; there must be at least 1 agent and a place for each"
    case .agentsOutOfRange(let value): "\(value) agents; there must be at least 0"
    case .variationOutOfRange(let value): "a coefficient of variation of \(value); it must be finite and at least 0"
    case .concurrencyOutOfRange(let value): "\(value) contacts at once; an agent must hold at least 1"
    case .slowerTogether(let count):
      "with \(count) contacts at once an agent finishes fewer than with \(count - 1); lower the concurrency"
    case .noFiniteAnswer(let reason): reason.description
    }
  }
}

extension QueueingError.Reason: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .someContactCanWait: "no finite number of agents: all of them can be busy at once, and then someone waits"
    case .someContactCanHangUp: "no finite number of agents: all of them can be busy at once, and someone may hang up"
    case .someContactCanBeTurnedAway:
      "no finite number of agents: all of them can be busy at once, and then one is turned away"
    case .someTimeIsBusy: "no finite number of agents: any load keeps them busy for some of their time"
    case .redialsNeverEnd: "no steady state: everyone who hangs up calls again and the agents cannot carry the load"
    case .tooManyAgents: "the answer lies beyond 1000000000000000 agents"
    }
  }
}
