import Queueing
import Units

/// The queue of a question: contacts one at a time, or several at once.
enum ErlangLine {
  case calls(QueueModel)
  case chats(ChatQueue)

  /// Offered load; for chats in places.
  var load: Erlangs {
    switch self {
    case .calls(let model): model.load
    case .chats(let model): model.load
    }
  }

  /// Fewest whole agents that meet every goal.
  func agents(meeting goals: [Goal]) throws(QueueingError) -> Int {
    switch self {
    case .calls(let model): try model.agents(meeting: goals)
    case .chats(let model): try model.agents(meeting: goals)
    }
  }

  /// Least real number of agents that meets every goal.
  func fractionalAgents(meeting goals: [Goal]) throws(QueueingError) -> Double {
    switch self {
    case .calls(let model): try model.fractionalAgents(meeting: goals)
    case .chats(let model): try model.fractionalAgents(meeting: goals)
    }
  }

  /// What agents achieve, who may be a fraction of a person.
  func performance(agents: Double, within threshold: Seconds) throws(QueueingError) -> Performance {
    switch self {
    case .calls(let model): try model.performance(agents: agents, within: threshold)
    case .chats(let model): try model.performance(agents: agents, within: threshold)
    }
  }
}
