import Queueing
public import Units

/// A planner's question to the Erlang formulas: what is known of a queue, and so what is asked.
///
/// Of volume, handle time and agents one may be missing; it is then found so that the goal is just met. With none
/// missing, the service of the given agents is the answer, or the patience at which they meet the goal.
public struct ErlangQuestion: Hashable, Sendable {
  /// Contacts per interval; `nil` asks for the most that can be carried.
  public var volume: Double?
  /// Mean handle time; `nil` asks for the longest that can be carried.
  public var handleTime: Seconds?
  /// Net agents, first to last of a curve; `nil` asks for the fewest that meet the goal.
  public var agents: ClosedRange<Int>?
  /// Length of the interval the volume is for.
  public var interval: Seconds
  /// Share to be answered within the threshold.
  public var answered: Double
  /// The threshold.
  public var within: Seconds
  /// Mean time before hanging up; `nil` when nobody does.
  public var patience: Seconds?
  /// Whether the patience is asked for, at which the given agents meet the goals.
  public var asksForPatience = false
  /// Contacts an agent holds at once; above 1 for chat.
  public var concurrency = 1
  /// Handle times with 1, 2, ... `concurrency` contacts at once; empty when `handleTime` holds for any number.
  public var handleTimesAtOnce: [Seconds] = []
  /// Most that may hang up, as a share of offered.
  public var abandonedAtMost: Double?
  /// Highest occupancy, of places where an agent holds several contacts at once.
  public var occupancyAtMost: Double?
  /// Longest mean wait.
  public var averageWaitAtMost: Seconds?
  /// Share of those who hang up that call again.
  public var redialShare: Double
  /// Share of paid time off the queue, for the gross figure.
  public var shrinkage: Double

  /// A question; 80/20 without patience unless said otherwise.
  public init(
    volume: Double? = nil, handleTime: Seconds? = nil, agents: ClosedRange<Int>? = nil,
    interval: Seconds = .minutes(30), answered: Double = 0.8, within: Seconds = .seconds(20), patience: Seconds? = nil,
    abandonedAtMost: Double? = nil, occupancyAtMost: Double? = nil, averageWaitAtMost: Seconds? = nil,
    redialShare: Double = 0, shrinkage: Double = 0
  ) {
    self.volume = volume
    self.handleTime = handleTime
    self.agents = agents
    self.interval = interval
    self.answered = answered
    self.within = within
    self.patience = patience
    self.abandonedAtMost = abandonedAtMost
    self.occupancyAtMost = occupancyAtMost
    self.averageWaitAtMost = averageWaitAtMost
    self.redialShare = redialShare
    self.shrinkage = shrinkage
  }
}

/// One row of an answer: so many people, the agents they are on the queue, and what these achieve.
public struct ErlangRow: Hashable, Sendable, Encodable {
  /// Net agents; with shrinkage the mean number of the row's people who are on the queue.
  public var agents: Double
  /// People rostered so that the net are on the queue: whole ones where agents are asked for, else `agents` over the
  /// productive share.
  public var grossAgents: Double
  /// Share answered within the threshold, of all offered.
  public var serviceLevel: Double
  /// Mean wait of answered contacts in seconds; `nil` when the queue grows without end.
  public var averageWaitSeconds: Double?
  /// Share that waits at all.
  public var waitProbability: Double
  /// Share that hangs up.
  public var abandoned: Double
  /// Busy share of the agents' time; where they hold several contacts at once, the share of places taken.
  public var occupancy: Double
  /// Whether every stated goal is met.
  public var meetsGoal: Bool
}

/// The answer to a question.
public struct ErlangAnswer: Hashable, Sendable, Encodable {
  /// What was asked for: `agents`, `volume`, `handle time`, `patience` or `service`.
  public var asked: String
  /// Contacts per interval, given or found.
  public var volume: Double
  /// Mean handle time in seconds, given or found.
  public var handleTimeSeconds: Double
  /// Offered load in erlangs.
  public var load: Double
  /// Least agents as a real number; `nil` when agents were given.
  public var fractionalAgents: Double?
  /// Fewest whole agents on the queue; `nil` when agents were given.
  public var wholeAgents: Int?
  /// Shortest patience in seconds at which the goals are met, where patience was asked for; the rows are for it.
  public var patienceFromSeconds: Double?
  /// Longest patience in seconds at which the goals are met; `nil` when they are met for ever after the shortest.
  public var patienceToSeconds: Double?
  /// `Erlang C` or `Erlang A`, `with redials` where they count and `with 3 at once` for chats.
  public var model: String
  /// One row per number of agents; where agents are asked for with shrinkage, the fewest people who meet the goals, and those
  /// who are the fewest whole agents.
  public var rows: [ErlangRow]
}
