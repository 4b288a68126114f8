import Tabular
package import Timeline

/// The files of a forecast's totals, sums of the queues' own figures: `forecast_totals.csv` of all queues together,
/// `forecast_totals_by_language.csv` and `forecast_totals_by_channel.csv`.
package enum ForecastTotalsTable {
  /// What the totals are by; one file each.
  package enum Level: String, CaseIterable, Sendable {
    /// All queues together.
    case all
    /// The language of the queues.
    case language
    /// Their channel.
    case channel
  }

  /// What some queues expect together on one date.
  package struct Row: Sendable {
    /// The language or channel.
    package var name: String
    /// Local date.
    package var date: CivilDate
    /// Contacts offered.
    package var offered: Double
    /// Minutes of handle time that these contacts bring.
    package var handleMinutes: Double

    /// A row.
    package init(name: String, date: CivilDate, offered: Double, handleMinutes: Double) {
      self.name = name
      self.date = date
      self.offered = offered
      self.handleMinutes = handleMinutes
    }
  }

  /// What the file of a level holds.
  package static func definition(of level: Level) -> TableDefinition {
    let name: [TableDefinition.Column] =
      level == .all ? [] : [.init(level.rawValue, .text, "\(level.rawValue) of the queues")]
    return TableDefinition(
      level == .all ? "forecast_totals.csv" : "forecast_totals_by_\(level.rawValue).csv", stage: "forecast",
      level == .all ? "one row for each local date" : "one row for each \(level.rawValue) and local date",
      columns: name + [
        .date, .offered,
        .init("handle_minutes", .number, unit: "minutes", "handle time that these contacts bring"),
      ], key: name.map(\.name) + ["date"])
  }

  /// Writes rows in their order.
  package static func write(_ rows: [Row], by level: Level) -> [UInt8] {
    var writer = definition(of: level).writer()
    for row in rows {
      if level != .all { writer.text(row.name) }
      writer.date(row.date)
      writer.decimal(row.offered, decimals: 2)
      writer.decimal(row.handleMinutes, decimals: 2)
      writer.endRow()
    }
    return writer.bytes
  }
}
