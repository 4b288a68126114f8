import Tabular

/// Rows that a table gets, changes or loses; the bytes of all others stay as somebody wrote them.
struct TableMerge {
  private let table: Table
  private let standard: [String]
  private var changed: [Int: [String: String]] = [:]
  private var removed: Set<Int> = []
  private var added: [[String: String]] = []
  private let bytes: [UInt8]?

  /// - Parameters:
  ///   - bytes: the table as it is; nil where there is none yet.
  ///   - header: the columns of a new one.
  init(_ bytes: [UInt8]?, file: String, header: [String]) throws(InputError) {
    self.bytes = bytes
    standard = header
    table = Table.read(bytes: bytes ?? TableWriter(header: header).bytes, file: file)
    try table.problems.check()
  }

  /// The cells of all rows by name of the column.
  var rows: [[String: String]] {
    (0..<table.rowCount).map { row in
      Dictionary(
        table.header.enumerated().map { ($0.element, table.text(row: row, column: $0.offset)) }
      ) { first, _ in first }
    }
  }

  mutating func change(_ row: Int, _ values: [String: String]) { changed[row, default: [:]].merge(values) { $1 } }
  mutating func remove(_ row: Int) { removed.insert(row) }
  mutating func add(_ values: [String: String]) { added.append(values) }

  /// The table afterwards.
  func merged() throws(InputError) -> [UInt8] {
    let filled = Set((added + changed.values).flatMap { $0.filter { !$0.value.isEmpty }.keys })
    let further = standard.filter { filled.contains($0) && table.column($0) == nil }
    guard let bytes, further.isEmpty else { return rewritten(further) }
    var result = bytes
    for row in Set(changed.keys).union(removed).sorted(by: >) {
      let edit =
        removed.contains(row)
        ? try table.removing(row: row)
        : try table.changing(row: row, (changed[row] ?? [:]).filter { table.column($0.key) != nil })
      result = edit.applied(to: result) ?? result
    }
    for values in added {
      let edit = try Table.read(bytes: result, file: table.file).adding(values.filter { table.column($0.key) != nil })
      result = edit.applied(to: result) ?? result
    }
    return result
  }

  /// All rows anew, where the table lacks columns or is new.
  private func rewritten(_ further: [String]) -> [UInt8] {
    let header = table.header + further
    var writer = TableWriter(header: header, dialect: table.dialect)
    func write(_ values: [String: String]) {
      for name in header {
        if let text = values[name], !text.isEmpty { writer.text(text) } else { writer.blank() }
      }
      writer.endRow()
    }
    for (row, values) in rows.enumerated() where !removed.contains(row) {
      write(values.merging(changed[row] ?? [:]) { $1 })
    }
    for values in added { write(values) }
    return writer.bytes
  }
}
