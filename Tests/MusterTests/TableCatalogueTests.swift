import Foundation
import Muster
import ScenarioFiles
import Tabular
import Testing
import Timeline

/// The catalogue, the page made from it, and the tables as they are written.
@Suite struct TableCatalogueTests {
  @Test("the page of tables is what the writers' definitions say; MUSTER_WRITE_DOCS=1 writes it anew")
  func page() throws {
    let page = Command.repository.appending(path: "docs/reference/tables.md")
    if ProcessInfo.processInfo.environment["MUSTER_WRITE_DOCS"] != nil {
      try TableCatalogue.page.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == TableCatalogue.page)
  }

  @Test("names are unique, keys are columns that are never empty, and references lead to keys") func soundness() {
    let tables = TableCatalogue.all
    #expect(Set(tables.map(\.fileName)).count == tables.count)
    for table in tables {
      let names = table.columns.map(\.name)
      #expect(Set(names).count == names.count, "\(table.fileName)")
      for key in table.key {
        #expect(table.columns.first { $0.name == key }?.mayBeEmpty == false, "\(key) of \(table.fileName)")
      }
      for reference in table.references {
        #expect(TableCatalogue.table(reference.table)?.key == reference.columns, "\(table.fileName)")
        #expect(reference.columns.allSatisfy(names.contains), "\(table.fileName)")
      }
      // One name for one thing: the same type wherever it stands.
      for column in table.columns {
        for other in tables {
          let same = other.columns.first { $0.name == column.name }
          let isCount = same?.kind == .integer || same?.kind == .number
          let wasCount = column.kind == .integer || column.kind == .number
          if let same { #expect(same.kind == column.kind || (isCount && wasCount), "\(column.name)") }
        }
      }
      for column in table.columns where column.unit == "minutes" || column.unit == "seconds" {
        #expect(column.name.hasSuffix(column.unit), "\(column.name) does not say its unit")
      }
    }
  }

  /// What is wrong with the cells of a written table by its definition.
  static func faults(_ bytes: [UInt8], by table: TableDefinition) -> [String] {
    let read = Table.read(bytes: bytes, file: table.fileName)
    guard read.header == table.columns.map(\.name) else { return ["header \(read.header)"] }
    var faults: [String] = []
    var keys = Set<[String]>()
    for row in 0..<read.rowCount {
      let cells = (0..<read.columnCount).map { read.text(row: row, column: $0) }
      for (column, cell) in zip(table.columns, cells) where !holds(cell, column) {
        faults.append("row \(row + 1), \(column.name): \(cell)")
      }
      let key = table.key.compactMap { name in table.columns.firstIndex { $0.name == name }.map { cells[$0] } }
      if !key.isEmpty, !keys.insert(key).inserted { faults.append("row \(row + 1) is there twice: \(key)") }
    }
    return faults
  }

  private static func holds(_ cell: String, _ column: TableDefinition.Column) -> Bool {
    if cell.isEmpty { return column.mayBeEmpty }
    switch column.kind {
    case .text: return column.words.isEmpty || column.words.contains(cell)
    case .integer: return Int(cell).map { column.range?.contains(Double($0)) ?? true } ?? false
    case .number: return Double(cell).map { column.range?.contains($0) ?? true } ?? false
    case .flag: return cell == "true" || cell == "false"
    case .date: return CivilDate(iso: cell)?.isoText == cell
    case .instant: return Instant(iso: cell)?.tableText == cell
    case .wallTime: return LocalDateTime(iso: cell)?.tableText == cell
    }
  }

  @Test(
    "the check of cells finds what it is for",
    arguments: [
      ("2026-03-23 07:00:00Z,2.5,phone,true", 0), ("2026-03-23T07:00:00Z,2.5,phone,true", 1),
      ("2026-03-23 07:00:00,2.5,phone,true", 1), (",2.5,phone,true", 1), ("2026-03-23 07:00:00Z,-1,phone,true", 1),
      ("2026-03-23 07:00:00Z,,phone,true", 0), ("2026-03-23 07:00:00Z,2.5,fax,yes", 2),
    ])
  func faultFinding(row: String, count: Int) {
    let table = TableDefinition(
      "t.csv", stage: "plan", "a row",
      columns: [
        .init("start_utc", .instant, ""), .init("size", .number, mayBeEmpty: true, ""),
        .init("channel", .text, words: ["phone"], ""), .init("paid", .flag, ""),
      ], key: ["start_utc"])
    let text = "start_utc,size,channel,paid\n\(row)\n"
    #expect(Self.faults(Array(text.utf8), by: table).count == count)
    let twice = Self.faults(Array("\(text)\(row)\n".utf8), by: table)
    #expect(twice.count == 2 * count + 1)
  }
}
