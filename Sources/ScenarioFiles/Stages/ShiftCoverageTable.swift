import Tabular
package import Workforce

/// The file of posts, `shift_coverage.csv`: one row for each row of shift-demand.csv in the plan.
package enum ShiftCoverageTable {
  /// Name of the file.
  package static let fileName = "shift_coverage.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row for each row of shift-demand.csv on a date of the plan, in their order",
    columns: [
      .date,
      .init("shift", .text, "the kind of shift, or its hours, as `22:00-06:00`"),
      .init("site", .text, "id of the site"),
      .init("skill", .text, mayBeEmpty: true, "what people must be able to do; empty for anybody"),
      .init("least", .integer, unit: "people", "people below whom it does not work"),
      .init("wanted", .integer, unit: "people", "people wanted"),
      .init("most", .integer, unit: "people", "people above whom there is nothing to do"),
      .init("people", .integer, unit: "people", "people at the post"),
      .init("short", .integer, unit: "people", "people missing of those wanted"),
      .init("over", .integer, unit: "people", "people above the most"),
      .init("agents", .text, mayBeEmpty: true, "ids of the people, with blanks between them"),
    ], key: [])

  /// Places in a scenario's `shiftDemand` of rows in the plan that ask for other numbers than a file says, or are not in it; empty where
  /// the file is none of ours.
  package static func newRows(_ bytes: [UInt8], for scenario: Scenario) -> Set<Int> {
    let table = Table.read(bytes: bytes, file: fileName)
    let names = ["date", "shift", "site", "skill", "least", "wanted", "most"]
    let columns = names.compactMap { name in table.header.firstIndex(of: name) }
    guard columns.count == names.count else { return [] }
    let known = Set((0..<table.rowCount).map { row in columns.map { table.text(row: row, column: $0) } })
    let demand = scenario.shiftDemand ?? []
    return Set(
      demand.indices.filter { place in
        let row = demand[place]
        let cells =
          [row.date.isoText, row.post.span.text, row.post.site, row.post.skill ?? ""]
          + [row.least, row.wanted, row.most].map(String.init)
        return scenario.contains(row.date) && !known.contains(cells)
      })
  }

  /// Writes the rows of dates of a scenario.
  package static func write(_ cover: [ShiftCover], for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    for row in cover where scenario.contains(row.demand.date) {
      writer.date(row.demand.date)
      writer.text(row.demand.post.span.text)
      writer.text(row.demand.post.site)
      writer.text(row.demand.post.skill ?? "")
      for number in [
        row.demand.least, row.demand.wanted, row.demand.most, row.agents.count, row.short, row.over,
      ] { writer.integer(number) }
      writer.text(row.agents.joined(separator: " "))
      writer.endRow()
    }
    return writer.bytes
  }
}
