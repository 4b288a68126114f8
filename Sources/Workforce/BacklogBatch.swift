public import Timeline

/// Contacts of an email queue that are waiting when the horizon begins.
public struct BacklogBatch: Hashable, Sendable {
  /// Id of the queue.
  public var queue: String
  /// Contacts waiting; at least 0.
  public var contacts: Double
  /// When they arrived, from which the queue's goal gives the deadline; `nil` when they arrived at the start.
  public var arrived: Instant?
  /// When they must be finished; `nil` follows from `arrived` and the goal.
  public var due: Instant?

  /// Contacts that wait, with their age or their deadline.
  public init(queue: String, contacts: Double, arrived: Instant? = nil, due: Instant? = nil) {
    self.queue = queue
    self.contacts = contacts
    self.arrived = arrived
    self.due = due
  }
}
