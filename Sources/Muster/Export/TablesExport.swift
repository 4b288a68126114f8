public import ScenarioFiles
import Tabular

/// The tables of the output folder as text for spreadsheet programs.
extension Planner {
  /// What was written.
  public struct ExportedTables: Encodable, Sendable {
    /// The folder.
    public var folder: String
    /// How they are written.
    public var dialect: String
    /// Names of the files.
    public var tables: [String]
    /// Names under which other tables that had the names are kept.
    public var kept: [String]

    /// The result as lines for a terminal.
    public var text: String {
      kept.map { "Kept the table before as \($0).\n" }.joined()
        + "Wrote \(tables.count) \(tables.count == 1 ? "table" : "tables") into \(folder) as \(dialect).\n"
    }
  }

  /// Writes every table of the output folder that Muster made in a dialect.
  ///
  /// A table that differs from one of its name is kept beside it, since somebody may have edited it, and any other file of the
  /// name is refused.
  ///
  /// - Parameter place: the folder; made where it is missing.
  /// - Throws: `InputError` where there is no table, the folder is the scenario's or the output folder, or a file cannot be written.
  public func exportTables(into place: String, as dialect: SpreadsheetDialect) throws -> ExportedTables {
    for own in [folder, output] where Disk.isSameFile("\(place)/.", "\(own)/.") {
      throw InputError(
        Place(file: "--csv \(place)"), "this folder holds Muster's own tables", next: "Name a folder of its own.")
    }
    return try reading {
      var report = ExportedTables(folder: place, dialect: dialect.name, tables: [], kept: [])
      var files: [(target: NamedFile, bytes: [UInt8], isOurs: ([UInt8]) -> Bool)] = []
      for table in TableCatalogue.all {
        let path = "\(output)/\(table.fileName)"
        guard FileAccess.exists(path) else { continue }
        try stopIfCancelled()
        let bytes = try FileAccess.read(path, file: shownName(table.fileName), limit: 1 << 32)
        let target = NamedFile("\(place)/\(table.fileName)", kind: "such a table", isEdited: true)
        let isOurs = { (bytes: [UInt8]) in
          let header = Table.read(bytes: bytes, file: table.fileName).header
          return table.key.allSatisfy(header.contains)
        }
        try target.check(isOurs)
        files.append((target, dialect.rewritten(bytes, by: table), isOurs))
        report.tables.append(table.fileName)
      }
      guard !files.isEmpty else {
        throw InputError(Place(file: output), "there are no tables yet", next: "Make them with muster plan.")
      }
      try FileAccess.makeFolder(place)
      for file in files {
        if let kept = try file.target.write(file.bytes, file.isOurs) { report.kept.append(kept) }
      }
      return report
    }
  }
}
