import Tabular
import Timeline
package import Workforce

/// The files of a forecast's uncertainty, written on request: `forecast_quantiles.csv` and `forecast_paths.csv`.
package enum ForecastRangesTable {
  /// Name of the file with the quantiles of each interval.
  package static let quantilesFileName = "forecast_quantiles.csv"
  /// Name of the file with joint draws.
  package static let pathsFileName = "forecast_paths.csv"

  /// Columns `p05`, `p10` ... `p95`.
  package static let quantileColumns = (1...19).map { $0 == 1 ? "p05" : "p\($0 * 5)" }

  /// What the file of quantiles holds.
  package static let quantilesDefinition = TableDefinition(
    quantilesFileName, stage: "forecast --quantiles", "one row for each queue and open interval",
    columns: .interval
      + quantileColumns.map {
        .init($0, .number, unit: "contacts", "quantile \($0.dropFirst()) % of the interval's count")
      },
    key: ["queue", "start_utc"])

  /// What the file of paths holds.
  package static let pathsDefinition = TableDefinition(
    pathsFileName, stage: "forecast --paths", "one row for each possible course, queue and open interval",
    columns: [.init("path", .integer, range: 1 ... .infinity, "number of the course")] + .interval + [
      .init("offered", .integer, unit: "contacts", "contacts offered")
    ], key: ["path", "queue", "start_utc"])

  /// Writes one row for each queue and open interval.
  ///
  /// - Parameter quantiles: shape [queues][19][grid.count], in the order of the scenario.
  package static func writeQuantiles(_ quantiles: [[[Double]]], of forecast: Forecast, for scenario: Scenario)
    -> [UInt8]
  {
    var writer = quantilesDefinition.writer()
    for (index, queue) in scenario.queues.enumerated() {
      for interval in forecast.grid.indices where forecast.queues[index].isOpen[interval] {
        writer.interval(queue.id, interval, on: forecast.grid, in: queue.open.zone)
        for level in quantileColumns.indices { writer.decimal(quantiles[index][level][interval], decimals: 2) }
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Writes one row for each path, queue and open interval; paths are counted from 1.
  ///
  /// - Parameter paths: shape [paths][queues][grid.count], whole contacts.
  package static func writePaths(_ paths: [[[Double]]], of forecast: Forecast, for scenario: Scenario) -> [UInt8] {
    var writer = pathsDefinition.writer()
    let starts = scenario.queues.map { queue in
      forecast.grid.indices.map { StartText(forecast.grid.instant(of: $0), in: queue.open.zone) }
    }
    for (path, queues) in paths.enumerated() {
      for (index, queue) in scenario.queues.enumerated() {
        for interval in forecast.grid.indices where forecast.queues[index].isOpen[interval] {
          writer.integer(path + 1)
          writer.text(queue.id)
          writer.start(starts[index][interval])
          writer.integer(forecast.grid.intervalSeconds / 60)
          writer.integer(Int(queues[index][interval]))
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }
}
