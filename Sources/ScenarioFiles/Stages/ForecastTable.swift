public import Tabular
import Timeline
import Units
public import Workforce

/// The file of a forecast by interval, `forecast.csv`; a queue and interval without a row is closed.
public enum ForecastTable {
  /// Name of the file.
  public static let fileName = "forecast.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "forecast", "one row for each queue and open interval; one without a row is closed",
    columns: .interval + [
      .offered, .init("p10", .number, unit: "contacts", "tenth percentile of the interval's count"),
      .init("p90", .number, unit: "contacts", "its ninetieth percentile"),
      .init("average_handle_seconds", .number, unit: "seconds", "mean handle time of a handled contact"),
      .init(
        "eight_week_mean", .number, unit: "contacts", mayBeEmpty: true,
        "mean of the last eight same weekdays at that time; empty where there is none"),
      .init(
        "p10_handle_seconds", .number, unit: "seconds", mayBeEmpty: true,
        "tenth percentile of the mean handle time of the interval's contacts; empty where the history has none"),
      .init("p90_handle_seconds", .number, unit: "seconds", mayBeEmpty: true, "its ninetieth percentile"),
    ], key: ["queue", "start_utc"])

  /// Writes one row for each queue and open interval.
  public static func write(_ forecast: Forecast, for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    for (queue, expected) in zip(scenario.queues, forecast.queues) {
      for interval in forecast.grid.indices where expected.isOpen[interval] {
        writer.interval(queue.id, interval, on: forecast.grid, in: queue.open.zone)
        writer.decimal(expected.offered[interval], decimals: 4)
        writer.decimal(expected.p10[interval], decimals: 2)
        writer.decimal(expected.p90[interval], decimals: 2)
        // Handling that rounds to no time at all could not be read back.
        writer.decimal(max(Bound.handleTime.range.lowerBound, expected.averageHandleTime[interval]), decimals: 2)
        writer.decimalOrBlank(expected.eightWeekMean[interval], decimals: 4)
        for values in [expected.handleTimeP10, expected.handleTimeP90] {
          writer.decimalOrBlank(values.isEmpty ? .nan : values[interval], decimals: 2)
        }
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Reads `forecast.csv`, ours or a planner's own.
  ///
  /// `p10` and `p90` are `offered` where their columns are missing; dates and reasons are left empty.
  ///
  /// - Parameter believed: which times count where those of a row disagree.
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario, believing believed: BelievedTimes = .both
  ) throws(InputError) -> Forecast {
    var rows = IntervalRows(
      bytes, file: file, for: scenario, required: ["offered", "average_handle_seconds"],
      optional: ["p10", "p90", "eight_week_mean", "p10_handle_seconds", "p90_handle_seconds"])
    rows.cells.believesOfIntervals = believed
    let grid = scenario.grid
    var queues = scenario.queues.map { closed($0.id, grid.count) }
    for row in rows.cells.rows {
      let place = rows.place(of: row)
      let offered = rows.cells.requiredNumber(row, "offered", .expectedContacts)
      let handleTime = rows.cells.requiredNumber(row, "average_handle_seconds", .handleTimeOrNone)
      let p10 = rows.cells.optionalNumber(row, "p10", .expectedContacts)
      let p90 = rows.cells.optionalNumber(row, "p90", .expectedContacts)
      let mean = rows.cells.optionalNumber(row, "eight_week_mean", .expectedContacts)
      let handleTimeP10 = rows.cells.optionalNumber(row, "p10_handle_seconds", .handleTimeOrNone)
      let handleTimeP90 = rows.cells.optionalNumber(row, "p90_handle_seconds", .handleTimeOrNone)
      if let handleTime, handleTime == 0 {
        rows.cells.add(row, "average_handle_seconds", "handling takes no time", next: "Write more than 0 seconds.")
      }
      if let offered, let handleTime {
        rows.cells.checkLoad(
          row, "offered", offered: offered, handleTime: handleTime, intervalSeconds: grid.intervalSeconds)
      }
      guard let (queue, interval) = place, let offered, let handleTime, let p10, let p90, let mean, let handleTimeP10,
        let handleTimeP90
      else { continue }
      queues[queue].isOpen[interval] = true
      queues[queue].offered[interval] = offered
      queues[queue].p10[interval] = p10.isNaN ? offered : p10
      queues[queue].p90[interval] = p90.isNaN ? offered : p90
      queues[queue].averageHandleTime[interval] = handleTime
      queues[queue].eightWeekMean[interval] = mean
      queues[queue].handleTimeP10[interval] = handleTimeP10
      queues[queue].handleTimeP90[interval] = handleTimeP90
    }
    rows.checkDensity()
    rows.checkNotEmpty("forecast")
    try rows.cells.problems.check()
    for queue in queues.indices where !queues[queue].hasHandleTimeRange {
      queues[queue].handleTimeP10 = []
      queues[queue].handleTimeP90 = []
    }
    return Forecast(grid: grid, queues: queues)
  }

  private static func closed(_ queue: String, _ count: Int) -> QueueForecast {
    let zeros = [Double](repeating: 0, count: count)
    return QueueForecast(
      queue: queue, isOpen: [Bool](repeating: false, count: count), offered: zeros, p10: zeros, p90: zeros,
      averageHandleTime: zeros, eightWeekMean: zeros, handleTimeP10: zeros, handleTimeP90: zeros)
  }
}

extension QueueForecast {
  /// Whether any open interval has one.
  fileprivate var hasHandleTimeRange: Bool {
    isOpen.indices.contains { isOpen[$0] && (!handleTimeP10[$0].isNaN || !handleTimeP90[$0].isNaN) }
  }
}
