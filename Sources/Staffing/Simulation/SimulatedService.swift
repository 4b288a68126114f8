public import Queueing
public import Timeline

/// What the simulation found for one queue and span of time; shares are of contacts by their time of arrival.
public struct SimulatedSpan: Hashable, Sendable {
  /// Contacts offered, per replication.
  public var offered: Double
  /// Share served within the goal's threshold: of phone and chat answered, of email finished.
  ///
  /// Email whose deadline lies after the horizon does not count; not a number where none does.
  public var serviceLevel: Estimate
  /// Share that hangs up.
  public var abandoned: Estimate
  /// Mean wait of the answered in seconds; not a number where nobody is.
  public var averageWait: Double
}

/// What the simulation found for one queue.
public struct SimulatedQueue: Hashable, Sendable {
  /// Id of the queue.
  public var queue: String
  /// The whole horizon; nil where no contact came.
  public var total: SimulatedSpan?
  /// Shape [dates of the horizon], on the queue's clock; nil where no contact came.
  public var days: [SimulatedSpan?]
  /// Shape [grid.count]; nil where no contact came.
  public var intervals: [SimulatedSpan?]
  /// Contacts that wait at the end of each date, on the queue's clock. Shape [dates of the horizon].
  public var waiting: [Estimate]
  /// Those of them that are past their deadline; always 0 for phone and chat. Shape [dates of the horizon].
  public var late: [Estimate]
  /// Share served in time over the horizon, `0...1`, by replication in which contacts counted.
  public var services: [Double]
  /// Share that hangs up over the horizon, by the same replications.
  package var hangUps: [Double]

  /// The service that a share of the replications, `0...1`, reaches, as a share; nil where none counted.
  public func service(reachedIn share: Double) -> Double? {
    guard !services.isEmpty else { return nil }
    let sorted = services.sorted(by: >)
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}

/// What the simulation found for one person.
public struct SimulatedPerson: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Hours on the queues, per replication: at work, not on a break, not away.
  public var hours: Double
  /// Busy share of these hours.
  public var occupancy: Estimate
}

/// The service a roster gives when its days are played many times over.
public struct SimulatedService: Hashable, Sendable {
  /// The intervals.
  public var grid: IntervalGrid
  /// How often the horizon was played.
  public var replications: Int
  /// In the order of the scenario.
  public var queues: [SimulatedQueue]
  /// Everybody with time on the queues, by id.
  public var people: [SimulatedPerson]
}
