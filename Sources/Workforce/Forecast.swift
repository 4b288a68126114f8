public import Timeline

/// Why a day's total is what it is: a named factor. The factors of a day multiply to its total.
public struct DayPart: Hashable, Sendable {
  /// `level` (contacts a day), `weekday`, `month position`, `holiday`, `event`, ...
  public var name: String
  /// The factor; the level's is in contacts.
  public var factor: Double

  /// A named factor.
  public init(name: String, factor: Double) {
    self.name = name
    self.factor = factor
  }
}

/// Expected contacts of one queue on one local date.
public struct DayForecast: Hashable, Sendable {
  /// The date on the queue's clock.
  public var date: CivilDate
  /// Contacts offered.
  public var offered: Double
  /// Tenth percentile of the day's count.
  public var p10: Double
  /// Median of the day's count; `nil` when unknown.
  public var p50: Double?
  /// Eightieth percentile of the day's count; `nil` when unknown.
  public var p80: Double?
  /// Ninetieth percentile of the day's count.
  public var p90: Double
  /// Mean of the last eight same weekdays, the figure planners know; NaN where none exists.
  public var eightWeekMean: Double
  /// Named factors that multiply to `offered`.
  public var parts: [DayPart]
  /// Mean handle time of the day's contacts; `nil` when unknown.
  public var handleTime: DayHandleTime?

  /// A day's expectation.
  public init(
    date: CivilDate, offered: Double, p10: Double, p50: Double? = nil, p80: Double? = nil, p90: Double,
    eightWeekMean: Double, parts: [DayPart], handleTime: DayHandleTime? = nil
  ) {
    self.date = date
    self.offered = offered
    self.p10 = p10
    self.p50 = p50
    self.p80 = p80
    self.p90 = p90
    self.eightWeekMean = eightWeekMean
    self.parts = parts
    self.handleTime = handleTime
  }
}

/// Mean handle time of all contacts of a date, in seconds.
public struct DayHandleTime: Hashable, Sendable {
  /// Seconds a handled contact, each interval counting by its contacts.
  public var mean: Double
  /// Tenth percentile of that mean; `nil` where no handle time came from a history.
  public var p10: Double?
  /// Its ninetieth percentile.
  public var p90: Double?

  /// A mean with its range.
  public init(mean: Double, p10: Double? = nil, p90: Double? = nil) {
    self.mean = mean
    self.p10 = p10
    self.p90 = p90
  }

  /// The same with the mean moved, and the range by as much.
  package func moved(to mean: Double) -> DayHandleTime {
    guard self.mean > 0, mean != self.mean else { return self }
    let factor = mean / self.mean
    return DayHandleTime(mean: mean, p10: p10.map { $0 * factor }, p90: p90.map { $0 * factor })
  }
}

/// Expected contacts of one queue. All arrays have shape [grid.count]; a closed interval holds 0 everywhere.
public struct QueueForecast: Hashable, Sendable {
  /// Id of the queue.
  public var queue: String
  /// Whether the queue takes contacts in the interval.
  public var isOpen: [Bool]
  /// Mean contacts offered per interval.
  public var offered: [Double]
  /// Tenth percentile of the interval's count.
  public var p10: [Double]
  /// Ninetieth percentile of the interval's count.
  public var p90: [Double]
  /// Mean handle time in seconds per handled contact; above 0 wherever the queue is open.
  public var averageHandleTime: [Double]
  /// Tenth percentile of the mean handle time of the interval's contacts in seconds; NaN, or no values, where unknown.
  public var handleTimeP10: [Double]
  /// Its ninetieth percentile.
  public var handleTimeP90: [Double]
  /// Mean of the last eight same weekdays at the same local time; NaN where none exists.
  public var eightWeekMean: [Double]
  /// The same by local date, with the reasons.
  public var days: [DayForecast]

  /// A queue's expectation.
  public init(
    queue: String, isOpen: [Bool], offered: [Double], p10: [Double], p90: [Double], averageHandleTime: [Double],
    eightWeekMean: [Double], days: [DayForecast] = [], handleTimeP10: [Double] = [], handleTimeP90: [Double] = []
  ) {
    self.queue = queue
    self.isOpen = isOpen
    self.offered = offered
    self.p10 = p10
    self.p90 = p90
    self.averageHandleTime = averageHandleTime
    self.handleTimeP10 = handleTimeP10
    self.handleTimeP90 = handleTimeP90
    self.eightWeekMean = eightWeekMean
    self.days = days
  }

  /// Whether an interval holds contacts that have come: without any range, as far as tables tell it.
  package func hasCome(_ interval: Int) -> Bool {
    offered[interval] > 0.005 && p10[interval] == p90[interval] && abs(p10[interval] - offered[interval]) < 0.00501
  }
}

/// Contacts and handle times expected over the horizon.
public struct Forecast: Hashable, Sendable {
  /// The intervals.
  public var grid: IntervalGrid
  /// One entry a queue, in the order of the scenario.
  public var queues: [QueueForecast]
  /// Plain sentences about what the history could not support.
  public var warnings: [String]

  /// A forecast on a grid.
  public init(grid: IntervalGrid, queues: [QueueForecast], warnings: [String] = []) {
    self.grid = grid
    self.queues = queues
    self.warnings = warnings
  }
}
