package import Tabular
package import Workforce

/// The file of unpopular work done so far, `ledger.csv`: written with each roster, read by the next plan.
package enum LedgerTable {
  /// Name of the file.
  package static let fileName = "ledger.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row a person: unpopular work so far, this roster included",
    columns: [
      .agent, .init("nights", .integer, unit: "shifts", "shifts that touch 00:00 to 05:00"),
      .init("weekends", .integer, unit: "weekends", "weekends with a worked date"),
      .init("late_ends", .integer, unit: "shifts", "shifts that end at 20:00 or later and are no nights"),
      .init("duties", .integer, unit: "duties", "duties on call"),
    ], key: ["agent_id"])

  /// Writes one row a person, in the order given.
  package static func write(_ entries: [LedgerEntry]) -> [UInt8] {
    definition.bytes(of: entries) { writer, entry in
      writer.text(entry.agent)
      writer.integer(entry.nights)
      writer.integer(entry.weekends)
      writer.integer(entry.lateEnds)
      writer.integer(entry.duties)
    }
  }

  /// Reads `ledger.csv`; people who are no longer in the scenario may stand in it.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func read(_ bytes: [UInt8], file: String = fileName) throws(InputError) -> [LedgerEntry] {
    let required = definition.columns.map(\.name).filter { $0 != "duties" }
    var cells = TableCells(bytes, file: file, required: required, optional: ["duties"])
    var entries: [LedgerEntry] = []
    var lineOf: [String: Int] = [:]
    for row in cells.rows {
      let agent = cells.required(row, "agent_id")
      let nights = cells.requiredInteger(row, "nights", .ledger)
      let weekends = cells.requiredInteger(row, "weekends", .ledger)
      let lateEnds = cells.requiredInteger(row, "late_ends", .ledger)
      let duties = cells.isFilled(row, "duties") ? cells.requiredInteger(row, "duties", .ledger) : 0
      guard let agent, let nights, let weekends, let lateEnds, let duties else { continue }
      if let line = lineOf[agent] {
        cells.add(row, "agent_id", "agent \(agent) is on line \(line) already", next: "Add the two rows up.")
        continue
      }
      lineOf[agent] = cells.table.place(row: row).line
      entries.append(
        LedgerEntry(agent: agent, nights: nights, weekends: weekends, lateEnds: lateEnds, duties: duties))
    }
    try cells.problems.check()
    return entries
  }
}
