import Tabular
package import Workforce

/// The file of what a roster costs, `cost.csv`: one row for each kind, queue and week that costs something.
package enum CostTable {
  /// Name of the file.
  package static let fileName = "cost.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster",
    "one row for each kind of cost, queue and week; the points add up to the cost of the roster",
    columns: [
      .init("kind", .text, words: CostStatement.Kind.allCases.map(\.rawValue), "what is paid for"),
      .init("queue", .text, mayBeEmpty: true, "id of the queue; empty where the kind belongs to none"),
      .init("week_start", .date, mayBeEmpty: true, "first date of the week; empty where the kind belongs to all weeks"),
      .init("amount", .number, mayBeEmpty: true, "how much; empty where the kind has points alone"),
      .init("amount_unit", .text, mayBeEmpty: true, "what the amount counts: agent-hours, changes, shifts or days"),
      .init("points", .number, unit: "points", "what it costs"),
    ], key: [])

  /// Writes the items of a statement.
  package static func write(_ statement: CostStatement, for scenario: Scenario) -> [UInt8] {
    definition.bytes(of: statement.items) { writer, item in
      writer.text(item.kind.rawValue)
      writer.text(item.queue.map { scenario.queues[$0].id } ?? "")
      writer.text(item.week.map { scenario.horizon.first.advanced(byDays: 7 * $0).isoText } ?? "")
      if item.kind.unit.isEmpty {
        writer.text("")
      } else {
        writer.decimal(item.amount, decimals: 4)
      }
      writer.text(item.kind.unit)
      writer.decimal(item.points, decimals: 4)
    }
  }
}
