package import Tabular
import Timeline
package import Workforce

/// The files of a forecast by date: `forecast_days.csv` with totals, `forecast_parts.csv` with the factors they are
/// made of.
package enum ForecastDaysTable {
  /// Name of the file with one row for each queue and local date.
  package static let fileName = "forecast_days.csv"
  /// Name of the file with one row for each named factor of a queue and local date.
  package static let partsFileName = "forecast_parts.csv"

  /// What the file by date holds.
  package static let definition = TableDefinition(
    fileName, stage: "forecast", "one row for each queue and local date",
    columns: [
      .queue, .date, .offered,
      .init("p10", .number, unit: "contacts", "tenth percentile of the date's contacts"),
      .init("p50", .number, unit: "contacts", mayBeEmpty: true, "their median"),
      .init("p80", .number, unit: "contacts", mayBeEmpty: true, "their eightieth percentile"),
      .init("p90", .number, unit: "contacts", "their ninetieth percentile"),
      .init(
        "eight_week_mean", .number, unit: "contacts", mayBeEmpty: true,
        "mean of the last eight same weekdays; empty where there is none"),
      .init(
        "average_handle_seconds", .number, unit: "seconds", mayBeEmpty: true,
        "mean handle time of the date's contacts; empty where the forecast has none by date"),
      .init(
        "p10_handle_seconds", .number, unit: "seconds", mayBeEmpty: true,
        "tenth percentile of that mean; empty where the history has none"),
      .init("p90_handle_seconds", .number, unit: "seconds", mayBeEmpty: true, "its ninetieth percentile"),
    ], key: ["queue", "date"])

  /// What the file of factors holds.
  package static let partsDefinition = TableDefinition(
    partsFileName, stage: "forecast",
    "one row for each named factor of a queue and local date, in the order in which they multiply",
    columns: [
      .queue, .date, .init("part", .text, "`level`, `weekday`, `holiday` and so on"),
      .init("factor", .number, "a plain factor; of `level` contacts a day"),
    ], key: ["queue", "date", "part"], references: [.init(["queue", "date"], in: fileName)])

  /// Writes one row for each queue and local date.
  package static func write(_ forecast: Forecast) -> [UInt8] {
    var writer = definition.writer()
    for queue in forecast.queues {
      for day in queue.days {
        writer.text(queue.queue)
        writer.date(day.date)
        writer.decimal(day.offered, decimals: 2)
        writer.decimal(day.p10, decimals: 2)
        writer.decimalOrBlank(day.p50 ?? .nan, decimals: 2)
        writer.decimalOrBlank(day.p80 ?? .nan, decimals: 2)
        writer.decimal(day.p90, decimals: 2)
        writer.decimalOrBlank(day.eightWeekMean, decimals: 2)
        for seconds in [day.handleTime?.mean, day.handleTime?.p10, day.handleTime?.p90] {
          writer.decimalOrBlank(seconds ?? .nan, decimals: 2)
        }
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Writes one row for each named factor of a queue and local date, in the order in which they multiply.
  package static func writeParts(_ forecast: Forecast) -> [UInt8] {
    var writer = partsDefinition.writer()
    for queue in forecast.queues {
      for day in queue.days {
        for part in day.parts {
          writer.text(queue.queue)
          writer.date(day.date)
          writer.text(part.name)
          writer.decimal(part.factor, decimals: 6)
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }

  /// Reads both files; without the second the dates have no factors.
  ///
  /// Only `queue`, `date`, `offered` and `p90` must be there: `p10` is `offered` where it is missing.
  ///
  /// - Returns: the dates of each queue of the scenario, in the order of the file; shape [queues].
  /// - Throws: `InputError` with the problems of both files.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, parts: [UInt8]? = nil, for scenario: Scenario
  ) throws(InputError) -> [[DayForecast]] {
    let names = NameIndex("queue", scenario.queues.map(\.id))
    var days = [[DayForecast]](repeating: [], count: names.names.count)
    var problems = ProblemCollector()
    let positions = readTotals(bytes, file: file, names, into: &days, &problems)
    if let parts { readParts(parts, names, positions, into: &days, &problems) }
    try problems.check()
    return days
  }

  private static func readTotals(
    _ bytes: [UInt8], file: String, _ names: NameIndex, into days: inout [[DayForecast]],
    _ problems: inout ProblemCollector
  ) -> [[CivilDate: Int]] {
    var positions = [[CivilDate: Int]](repeating: [:], count: days.count)
    var cells = TableCells(
      bytes, file: file, required: ["queue", "date", "offered", "p90"],
      optional: [
        "p10", "p50", "p80", "eight_week_mean", "average_handle_seconds", "p10_handle_seconds", "p90_handle_seconds",
      ])
    for row in cells.rows {
      let queue = cells.position(row, "queue", in: names)
      let date = cells.required(row, "date", readDate)
      let offered = cells.requiredNumber(row, "offered", .totalContacts)
      let p10 = cells.optionalNumber(row, "p10", .totalContacts)
      let p50 = cells.optionalNumber(row, "p50", .totalContacts)
      let p80 = cells.optionalNumber(row, "p80", .totalContacts)
      let p90 = cells.requiredNumber(row, "p90", .totalContacts)
      let mean = cells.optionalNumber(row, "eight_week_mean", .totalContacts)
      let seconds = ["average_handle_seconds", "p10_handle_seconds", "p90_handle_seconds"].map {
        cells.optionalNumber(row, $0, .handleTimeOrNone)
      }
      guard let queue, let date, let offered, let p10, let p50, let p80, let p90, let mean, !seconds.contains(nil)
      else { continue }
      guard positions[queue][date] == nil else {
        cells.add(
          row, "date", "\(date) is there twice for queue \(names.names[queue])", next: "Delete one of the rows.")
        continue
      }
      positions[queue][date] = days[queue].count
      days[queue].append(
        DayForecast(
          date: date, offered: offered, p10: p10.isNaN ? offered : p10, p50: p50.isNaN ? nil : p50,
          p80: p80.isNaN ? nil : p80, p90: p90, eightWeekMean: mean, parts: [], handleTime: handleTime(seconds)))
    }
    problems.add(cells.problems)
    return positions
  }

  /// Mean, tenth and ninetieth percentile as read; no mean, no handle time.
  private static func handleTime(_ seconds: [Double?]) -> DayHandleTime? {
    let known = seconds.map { value in value.flatMap { $0.isNaN ? nil : $0 } }
    return known[0].map { DayHandleTime(mean: $0, p10: known[1], p90: known[2]) }
  }

  private static func readParts(
    _ bytes: [UInt8], _ names: NameIndex, _ positions: [[CivilDate: Int]], into days: inout [[DayForecast]],
    _ problems: inout ProblemCollector
  ) {
    var cells = TableCells(bytes, file: partsFileName, required: partsDefinition.columns.map(\.name))
    for row in cells.rows {
      let queue = cells.position(row, "queue", in: names)
      let date = cells.required(row, "date", readDate)
      let name = cells.required(row, "part")
      let factor = cells.requiredNumber(row, "factor", .totalContacts)
      guard let queue, let date, let name, let factor else { continue }
      guard let day = positions[queue][date] else {
        cells.add(row, "date", "\(date) is not in \(fileName)", next: "Add the date there, or delete this row.")
        continue
      }
      days[queue][day].parts.append(DayPart(name: name, factor: factor))
    }
    problems.add(cells.problems)
  }
}
