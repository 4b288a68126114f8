import Tabular
import Timeline
public import Workforce

/// The files of a forecast's uncertainty, written on request: `forecast_quantiles.csv` and `forecast_paths.csv`.
public enum ForecastRangesTable {
  /// Name of the file with the quantiles of each interval.
  public static let quantilesFileName = "forecast_quantiles.csv"
  /// Name of the file with joint draws.
  public static let pathsFileName = "forecast_paths.csv"

  /// Columns `p05`, `p10` ... `p95`.
  public static let quantileColumns = (1...19).map { $0 == 1 ? "p05" : "p\($0 * 5)" }

  /// Writes one row for each queue and open interval.
  ///
  /// - Parameter quantiles: shape [queues][19][grid.count], in the order of the scenario.
  public static func writeQuantiles(_ quantiles: [[[Double]]], of forecast: Forecast, for scenario: Scenario) -> [UInt8]
  {
    var writer = TableWriter(header: ["queue", "start"] + quantileColumns)
    for (index, queue) in scenario.queues.enumerated() {
      for interval in forecast.grid.indices where forecast.queues[index].isOpen[interval] {
        writer.text(queue.id)
        writer.text(startText(of: interval, on: forecast.grid, in: queue.open.zone))
        for level in quantileColumns.indices { writer.decimal(quantiles[index][level][interval], decimals: 2) }
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Writes one row for each path, queue and open interval; paths are counted from 1.
  ///
  /// - Parameter paths: shape [paths][queues][grid.count], whole contacts.
  public static func writePaths(_ paths: [[[Double]]], of forecast: Forecast, for scenario: Scenario) -> [UInt8] {
    var writer = TableWriter(header: ["path", "queue", "start", "offered"])
    let starts = scenario.queues.map { queue in
      forecast.grid.indices.map { startText(of: $0, on: forecast.grid, in: queue.open.zone) }
    }
    for (path, queues) in paths.enumerated() {
      for (index, queue) in scenario.queues.enumerated() {
        for interval in forecast.grid.indices where forecast.queues[index].isOpen[interval] {
          writer.integer(path + 1)
          writer.text(queue.id)
          writer.text(starts[index][interval])
          writer.integer(Int(queues[index][interval]))
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }
}
