public import Timeline

/// What a roster gives one queue. All arrays have shape [grid.count].
public struct QueueCoverage: Hashable, Sendable {
  /// Id of the queue.
  public var queue: String
  /// Net agents the requirement asks for.
  public var required: [Double]
  /// Net agents on the queue.
  public var rostered: [Double]
  /// Expected share answered within the goal's threshold; NaN where the queue is closed or nothing is offered.
  public var serviceLevel: [Double]

  /// A queue's coverage.
  public init(queue: String, required: [Double], rostered: [Double], serviceLevel: [Double]) {
    self.queue = queue
    self.required = required
    self.rostered = rostered
    self.serviceLevel = serviceLevel
  }

  /// Agents above the requirement in an interval.
  public func over(_ interval: Int) -> Double { max(0, rostered[interval] - required[interval]) }
  /// Agents below the requirement in an interval.
  public func under(_ interval: Int) -> Double { max(0, required[interval] - rostered[interval]) }
}

/// What a roster gives every queue.
public struct Coverage: Hashable, Sendable {
  /// The intervals.
  public var grid: IntervalGrid
  /// One entry a queue, in the order of the scenario.
  public var queues: [QueueCoverage]

  /// Coverage on a grid.
  public init(grid: IntervalGrid, queues: [QueueCoverage]) {
    self.grid = grid
    self.queues = queues
  }
}
