package import Tabular
package import Timeline
import Units

/// The files of a long-range outlook: `outlook_months.csv`, `outlook_weeks.csv`, `outlook_days.csv` and `outlook_queues.csv`; and
/// the table of the driver it may follow.
package enum OutlookTable {
  /// A queue's contacts of a day, week or month.
  package struct Row: Sendable {
    /// Id of the queue.
    package var queue: String
    /// First date of the period.
    package var first: CivilDate
    /// Open days in it.
    package var openDays: Int
    /// Contacts offered, with tenth and ninetieth percentile.
    package var offered: Double
    /// Tenth percentile.
    package var p10: Double
    /// Ninetieth percentile.
    package var p90: Double
    /// Contacts a day per thousand of the driver; `nil` without one.
    package var contactRate: Double?

    /// A row.
    package init(
      queue: String, first: CivilDate, openDays: Int, offered: Double, p10: Double, p90: Double, contactRate: Double?
    ) {
      self.queue = queue
      self.first = first
      self.openDays = openDays
      self.offered = offered
      self.p10 = p10
      self.p90 = p90
      self.contactRate = contactRate
    }
  }

  /// What a file of days, weeks or months holds.
  ///
  /// - Parameter period: `day`, `week` or `month`.
  package static func definition(of period: String) -> TableDefinition {
    TableDefinition(
      "outlook_\(period)s.csv", stage: "outlook", "one row for each queue and \(period)",
      columns: [
        .queue, .init("date", .date, period == "day" ? "local date" : "first local date of the \(period)"),
        .init("open_days", .integer, unit: "days", "open days in it"), .offered,
        .init("p10", .number, unit: "contacts", "tenth percentile of the contacts"),
        .init("p90", .number, unit: "contacts", "their ninetieth percentile"),
        .init(
          "contacts_per_thousand", .number, unit: "contacts a day", mayBeEmpty: true,
          "contacts a day per thousand of the driver; empty without one"),
      ], key: ["queue", "date"])
  }

  /// What holds for a queue over all periods: `outlook_queues.csv`.
  package static let queuesDefinition = TableDefinition(
    "outlook_queues.csv", stage: "outlook", "one row a queue",
    columns: [
      .queue,
      .init(
        "day_carry", .number, unit: "share", range: -1...1,
        "share of an open day's miss that carries to the next; ranges of weeks and months follow from it"),
      .init(
        "level_share", .number, unit: "share",
        "share of the variance of a day's miss, in the weeks ahead, that is one of the level and so of all days around it"
      ),
      .init(
        "yearly_growth", .number, unit: "share", range: -1 ... .infinity, mayBeEmpty: true,
        "growth of the first year ahead; empty where a driver stands for it, none was asked for or the history is too short to tell it"
      ),
    ], key: ["queue"])

  /// Writes `outlook_queues.csv`.
  package static func write(
    queues: [(id: String, dayCarry: Double, levelShare: Double, yearlyGrowth: Double?)]
  ) -> [UInt8] {
    queuesDefinition.bytes(of: queues) { writer, queue in
      writer.text(queue.id)
      writer.decimal(queue.dayCarry, decimals: 6)
      writer.decimal(queue.levelShare, decimals: 6)
      if let growth = queue.yearlyGrowth { writer.decimal(growth, decimals: 6) } else { writer.blank() }
    }
  }

  /// Writes rows in their order.
  ///
  /// - Parameter period: `day`, `week` or `month`.
  package static func write(_ rows: [Row], by period: String) -> [UInt8] {
    var writer = definition(of: period).writer()
    for row in rows {
      writer.text(row.queue)
      writer.date(row.first)
      writer.integer(row.openDays)
      writer.decimal(row.offered, decimals: 1)
      writer.decimal(row.p10, decimals: 1)
      writer.decimal(row.p90, decimals: 1)
      if let rate = row.contactRate { writer.decimal(rate, decimals: 3) } else { writer.blank() }
      writer.endRow()
    }
    return writer.bytes
  }

  /// A driver as its table has it.
  package struct DriverColumn: Sendable {
    /// Name of the column, for example `customers`.
    package var name: String
    /// Values by date in the order of the file; above 0.
    package var points: [(date: CivilDate, value: Double)]
  }

  /// Reads a driver: the column `date`, and one more with what contacts grow with.
  ///
  /// - Throws: `InputError` with every problem of the table.
  package static func readDriver(_ bytes: [UInt8], file: String) throws(InputError) -> DriverColumn {
    var cells = TableCells(bytes, file: file, required: ["date"])
    let names = cells.table.header.filter { $0 != "date" }
    guard cells.isReadable, names.count == 1, let name = names.first, let column = cells.table.column(name) else {
      if cells.problems.isEmpty {
        cells.problems.add(
          Place(file: file, line: cells.table.headerLine), "the table has \(names.count) columns beside date",
          next: "Leave one, for example date,customers.")
      }
      throw cells.problems.error ?? InputError(Place(file: file), "the table cannot be read", next: "Check the file.")
    }
    var points: [(date: CivilDate, value: Double)] = []
    for row in cells.rows {
      let date = cells.required(row, "date", readDate)
      let value = cells.table.requiredNumber(row: row, column: column, in: Bound.driver.range, &cells.problems)
      guard let date, let value else { continue }
      if value == 0 {
        cells.problems.add(
          cells.table.place(row: row, column: column), "nothing to grow with", next: "Write more than 0.")
      }
      points.append((date, value))
    }
    if points.isEmpty, cells.problems.isEmpty {
      cells.problems.add(Place(file: file), "the table has no rows", next: "Write a date and a value in each.")
    }
    if let error = cells.problems.error { throw error }
    return DriverColumn(name: name, points: points)
  }
}
