public import Timeline

/// What really happened in the intervals of a plan.
public struct Actuals: Hashable, Sendable {
  /// One queue. All arrays have shape [grid.count]; NaN where nothing is known.
  public struct Queue: Hashable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Contacts offered.
    public var offered: [Double]
    /// Contacts handled.
    public var handled: [Double]
    /// Contacts that hung up.
    public var abandoned: [Double]
    /// Handle time of all handled contacts in seconds.
    public var handleSeconds: [Double]
    /// Share answered within the threshold of the goal.
    public var serviceLevel: [Double]
    /// Mean wait of answered contacts in seconds.
    public var averageWait: [Double]
    /// Net agents who were on the queue.
    public var agents: [Double]

    /// A queue of which nothing is known.
    public init(_ queue: String, count: Int) {
      let unknown = [Double](repeating: .nan, count: count)
      self.queue = queue
      (offered, handled, abandoned, handleSeconds) = (unknown, unknown, unknown, unknown)
      (serviceLevel, averageWait, agents) = (unknown, unknown, unknown)
    }

    /// Mean handle time of an interval's handled contacts; nil where it is not known.
    public func averageHandleTime(_ interval: Int) -> Double? {
      let contacts = handled[interval].isNaN ? offered[interval] : handled[interval]
      let seconds = handleSeconds[interval]
      return contacts > 0 && seconds > 0 ? seconds / contacts : nil
    }
  }

  /// The intervals.
  public var grid: IntervalGrid
  /// One entry a queue, in the order of the scenario.
  public var queues: [Queue]

  /// Actuals on a grid.
  public init(grid: IntervalGrid, queues: [Queue]) {
    self.grid = grid
    self.queues = queues
  }
}
