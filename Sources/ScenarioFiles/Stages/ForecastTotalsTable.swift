import Tabular
public import Timeline

/// The file of a forecast's totals by language and channel, `forecast_totals.csv`: sums of the queues' own figures.
public enum ForecastTotalsTable {
  /// Name of the file.
  public static let fileName = "forecast_totals.csv"

  /// What some queues expect together on one date.
  public struct Row: Sendable {
    /// `all`, `language` or `channel`.
    public var grouping: String
    /// The language or channel; `all` for everything.
    public var name: String
    /// Local date.
    public var date: CivilDate
    /// Contacts offered.
    public var offered: Double
    /// Hours of handle time that these contacts bring.
    public var handleHours: Double

    /// A row.
    public init(grouping: String, name: String, date: CivilDate, offered: Double, handleHours: Double) {
      self.grouping = grouping
      self.name = name
      self.date = date
      self.offered = offered
      self.handleHours = handleHours
    }
  }

  /// Writes rows in their order.
  public static func write(_ rows: [Row]) -> [UInt8] {
    var writer = TableWriter(header: ["by", "name", "date", "offered", "handle_hours"])
    for row in rows {
      writer.text(row.grouping)
      writer.text(row.name)
      writer.text(row.date.isoText)
      writer.decimal(row.offered, decimals: 2)
      writer.decimal(row.handleHours, decimals: 3)
      writer.endRow()
    }
    return writer.bytes
  }
}
