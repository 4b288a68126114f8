import Importing
import Publishing
import Reporting
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The roster of the output folder as a workbook of a spreadsheet program.
extension Planner {
  /// What was written.
  public struct Workbook: Encodable, Sendable {
    /// The file.
    public var file: String
    /// Shifts in it.
    public var shifts: Int
    /// The name under which another workbook that had the name is kept.
    public var kept: String?

    /// The result as lines for a terminal.
    public var text: String {
      (kept.map { "Kept the workbook before as \($0).\n" } ?? "") + "Wrote \(file): \(shifts) shifts.\n"
    }
  }

  /// Writes `roster.xlsx`: a sheet for each team and week, and the sheet `roster`, which `muster import-roster` takes back.
  ///
  /// The file changes in one step: a run that ends early leaves the old one. A workbook that differs is kept beside it, since
  /// somebody may have edited it, and any other file of the name is refused.
  ///
  /// - Parameters:
  ///   - file: the workbook, new or there already.
  ///   - language: BCP 47 tag of the words and dates.
  ///   - showsNames: whether names are in it, not ids alone.
  /// - Throws: `InputError` where there is no roster, a table cannot be read, or the file cannot be written.
  public func exportWorkbook(to file: String, language: String, showsNames: Bool) throws -> Workbook {
    let target = NamedFile(file, kind: "a workbook with a sheet \(RosterWorkbook.shiftsSheet)", isEdited: true)
    func isWorkbook(_ bytes: [UInt8]) -> Bool {
      (try? Importing.Workbook.csv(bytes, file: file, sheet: RosterWorkbook.shiftsSheet)) != nil
    }
    try target.check(isWorkbook)
    return try reading {
      var scenario = try read(needsHistory: false).scenario
      scenario.absences = try readAbsences(for: scenario)
      let roster = try readRoster(for: scenario)
      let bytes = try FileAccess.read("\(output)/\(RosterTable.fileName)", file: shownName(RosterTable.fileName))
      var content = ReportContent(scenario: scenario, version: musterVersion)
      content.roster = roster
      content.showsNames = showsNames
      let shifts = Planner.sheet(of: bytes)
      let workbook = RosterWorkbook(
        content, shifts: shifts, language: language, hours: RosterCalendars.hourCycle(of: language))
      var random = SystemRandomNumberGenerator()
      let temporary = "\(file).\(String(random.next() as UInt32, radix: 36)).tmp"
      defer { FileAccess.remove(temporary) }
      try workbook.write(to: temporary, name: file)
      let kept = try target.write(FileAccess.read(temporary, limit: 1 << 32), isWorkbook)
      return Workbook(file: file, shifts: shifts.rows.count, kept: kept)
    }
  }

  /// The rows of a roster's file; columns of somebody's own are texts.
  private static func sheet(of bytes: [UInt8]) -> RosterWorkbook.Shifts {
    let table = Table.read(bytes: bytes, file: RosterTable.fileName)
    let columns = table.header.map { name in
      (name: name, kind: RosterTable.definition.columns.first { $0.name == name }?.sheetKind ?? .text)
    }
    let rows = (0..<table.rowCount).map { row in
      table.header.indices.map { table.text(row: row, column: $0) }
    }
    return RosterWorkbook.Shifts(columns: columns, rows: rows)
  }
}

extension TableDefinition.Column {
  /// How a column stands in a sheet: moments in UTC stay texts, as spreadsheets know no zone.
  fileprivate var sheetKind: RosterWorkbook.Shifts.Kind {
    switch kind {
    case .integer, .number: .number
    case .date: .date
    case .wallTime: .wallTime
    case .text, .flag, .instant: .text
    }
  }
}
