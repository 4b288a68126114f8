public import Timeline

/// Agents one queue asks for. All arrays have shape [grid.count]; a closed interval holds 0.
public struct QueueRequirement: Hashable, Sendable {
  /// Id of the queue.
  public var queue: String
  /// Contacts offered per interval that the numbers are for.
  public var offered: [Double]
  /// Mean handle time in seconds that the numbers are for.
  public var averageHandleTime: [Double]
  /// Offered load in erlangs.
  public var load: [Double]
  /// Agents on the queue, not rounded; rounding happens once, in the roster.
  public var netAgents: [Double]
  /// Agents rostered so that the net are on the queue, at the mean shrinkage of the people who serve the queue.
  public var grossAgents: [Double]

  /// A queue's requirement.
  public init(
    queue: String, offered: [Double], averageHandleTime: [Double], load: [Double], netAgents: [Double],
    grossAgents: [Double]
  ) {
    self.queue = queue
    self.offered = offered
    self.averageHandleTime = averageHandleTime
    self.load = load
    self.netAgents = netAgents
    self.grossAgents = grossAgents
  }
}

/// Agents that a set of queues asks for together, when the people who serve any of them are counted once.
public struct PoolRequirement: Hashable, Sendable {
  /// Indices of the queues, increasing.
  public var queues: [Int]
  /// Shape [grid.count]: net agents for the pooled stream.
  public var netAgents: [Double]

  /// A set of queues and its requirement.
  public init(queues: [Int], netAgents: [Double]) {
    self.queues = queues
    self.netAgents = netAgents
  }
}

/// Agents needed over the horizon.
public struct Requirement: Hashable, Sendable {
  /// The intervals.
  public var grid: IntervalGrid
  /// One entry a queue, in the order of the scenario.
  public var queues: [QueueRequirement]
  /// Requirements of sets of queues that share people.
  public var pools: [PoolRequirement]
  /// Plain sentences about what could not be met and why.
  public var warnings: [String]

  /// A requirement on a grid.
  public init(
    grid: IntervalGrid, queues: [QueueRequirement], pools: [PoolRequirement] = [], warnings: [String] = []
  ) {
    self.grid = grid
    self.queues = queues
    self.pools = pools
    self.warnings = warnings
  }
}

extension Requirement {
  /// The first interval after a queue's last date of the horizon, on its own clock; beyond the grid where that ends with the date.
  package func end(ofQueue index: Int, in scenario: Scenario) -> Int {
    let next = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount)
    let end = scenario.queues[index].open.zone.startOfDay(next)
    let seconds = max(0, end.seconds(since: grid.start))
    return (seconds + grid.intervalSeconds - 1) / grid.intervalSeconds
  }

  /// What a requirement asks for at another volume, or with other goals: as much more as the formulas do.
  ///
  /// So what planners or service rounds ask for beside the formulas stays beside them.
  ///
  /// - Parameters:
  ///   - plain: what the formulas ask for as it is.
  ///   - other: what they ask for then.
  package func moved(from plain: Requirement, to other: Requirement) -> Requirement {
    var moved = other
    for queue in moved.queues.indices {
      for interval in grid.indices {
        let more = other.queues[queue].netAgents[interval] - plain.queues[queue].netAgents[interval]
        moved.queues[queue].netAgents[interval] = max(0, queues[queue].netAgents[interval] + more)
      }
    }
    return moved
  }
}
