import Publishing
package import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// A decision as a change of one row of a table.
package struct TableDecision: Decodable, Sendable {
  /// Which table: flags, overrides, requests, leave or fixed.
  package var table: String
  /// SHA-256 of the file that was seen; empty where there was none.
  package var seen: String
  /// Cells of a new row, by name of the column.
  package var add: [String: String]?
  /// Cells that change, by name of the column, with `row`.
  package var change: [String: String]?
  /// The row that changes or, without `change`, goes; counted from 0.
  package var row: Int?
}

/// A table of decisions as it is.
package struct DecidedTable: Encodable, Sendable {
  /// Its file's name.
  package var file: String
  /// SHA-256 of the file; empty where there is none.
  package var hash: String
  /// Columns.
  package var header: [String]
  /// Rows of cells.
  package var rows: [[String]]
  /// Sentences about faults of the file.
  package var problems: [String]
}

extension Desk {
  /// A table of decisions, with its faults where it has some.
  package func table(_ table: DecisionTable) -> DecidedTable {
    let (file, _) = name(of: table)
    guard let bytes = try? FileAccess.read(path(of: file), file: file) else {
      return DecidedTable(file: file, hash: "", header: table.header, rows: [], problems: [])
    }
    let read = Table.read(bytes: bytes, file: file)
    let rows = (0..<read.rowCount).map { row in (0..<read.columnCount).map { read.text(row: row, column: $0) } }
    return DecidedTable(
      file: file, hash: ContentHash.sha256Hex(bytes), header: table.names(of: read), rows: rows,
      problems: read.problems.error.map { $0.problems.map { "\($0)" } } ?? [])
  }

  /// What looks odd in the history by the results, without what the scenario's own file has decided.
  package func listedFlags() -> DecidedTable {
    let file = "out/\(FlagsTable.fileName)"
    guard let bytes = try? FileAccess.read("\(output)/\(FlagsTable.fileName)", file: file) else {
      return DecidedTable(file: file, hash: "", header: [], rows: [], problems: [])
    }
    let read = Table.read(bytes: bytes, file: file)
    let rows = (0..<read.rowCount).map { row in (0..<read.columnCount).map { read.text(row: row, column: $0) } }
    return DecidedTable(
      file: file, hash: ContentHash.sha256Hex(bytes), header: read.header, rows: rows, problems: [])
  }

  /// Writes a decision into its table: the row and no other byte of the file.
  ///
  /// - Throws: `ChangedMeanwhile` where the file is not the one that was seen; `InputError` for what the table cannot hold.
  package func decide(_ decision: TableDecision) throws {
    guard let table = DecisionTable(rawValue: decision.table) else {
      throw InputError(
        Place(file: "table"), "there is no table \(quoted(decision.table))",
        next: "Name one of \(DecisionTable.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let (file, isNamed) = name(of: table)
    guard isNamed else {
      throw InputError(
        Place(file: ScenarioFolder.scenarioFile), "the scenario names no table of \(table.rawValue)",
        next: "Add the line \(table.rawValue): \(table.standardName) to \(ScenarioFolder.scenarioFile).")
    }
    let planner = planner()
    // Faults of the scenario are told before anything is written.
    let input = try planner.read(needsHistory: false)
    let scenario = input.scenario
    let path = path(of: file)
    // A new file of a variant would stand for the whole table of its base.
    if !FileAccess.exists(path), let base = input.bases.first(where: { FileAccess.exists("\($0)/\(file)") }) {
      throw InputError(
        Place(file: file), "the table is that of the base \(base)",
        next: "Decide there, or copy it into \(folder) first: the copy then counts in its place.")
    }
    try refuseLinks(out: path, file)
    let edit = try planner.exclusively {
      let isThere = FileAccess.exists(path)
      let bytes = isThere ? try FileAccess.read(path, file: file) : []
      guard (isThere ? ContentHash.sha256Hex(bytes) : "") == decision.seen else {
        throw ChangedMeanwhile(files: [file])
      }
      let before = isThere ? bytes : TableWriter(header: table.header).bytes
      let edit = try Self.edit(decision, of: table, Table.read(bytes: before, file: file))
      guard let after = edit.applied(to: before) else { throw ChangedMeanwhile(files: [file]) }
      try table.check(after, file: file, for: scenario)
      try FileAccess.write(after, to: path, isNew: !isThere)
      return edit
    }
    let verb = decision.add != nil ? "add" : decision.change != nil ? "change" : "remove"
    note("\(verb) \(file)", files: [file], lines: edit.lines, .row(path: path, edit))
  }

  private static func edit(
    _ decision: TableDecision, of kind: DecisionTable, _ table: Table
  ) throws(InputError) -> TableEdit {
    if let cells = decision.add.map({ kind.cells($0, in: table) }) {
      // Several ways to write a moment are offered, and a length that a table may leave out; the table has some of them.
      return try table.adding(cells.filter { !Self.optionalColumns.contains($0.key) || table.column($0.key) != nil })
    }
    guard let row = decision.row else {
      throw InputError(Place(file: table.file), "no row is named", next: "Say which row changes.")
    }
    if let cells = decision.change { return try table.changing(row: row, kind.cells(cells, in: table)) }
    return try table.removing(row: row)
  }

  private static let optionalColumns: Set = [
    "start", "end", "paid", "start_utc", "end_utc", "start_local", "end_local", "utc_offset", "zone", "why", "before",
    "after",
  ]

  /// Refuses a table that lies outside the scenario folder, where nothing is written.
  private func refuseLinks(out path: String, _ file: String) throws(InputError) {
    let isInside = !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
    if isInside, Disk.content(of: path) != .link { return }
    throw InputError(
      Place(file: file), "the file lies outside the scenario folder",
      next: "Change it by hand; the page writes inside the folder only.")
  }
}
