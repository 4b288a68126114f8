/// A change of one row of a CSV file: the bytes of that row and no others.
///
/// Line ends, delimiter, order of columns and everything else that somebody wrote stay as they are, so a comparison of the file
/// before and after shows the row alone.
public struct TableEdit: Hashable, Sendable {
  /// What goes; empty for a row that is new.
  public let removed: [UInt8]
  /// What comes; empty for a row that goes.
  public let inserted: [UInt8]
  /// Where in the file.
  public let offset: Int

  /// The same backwards.
  public var inverse: TableEdit { TableEdit(removed: inserted, inserted: removed, offset: offset) }

  init(removed: [UInt8], inserted: [UInt8], offset: Int) {
    self.removed = removed
    self.inserted = inserted
    self.offset = offset
  }

  /// The file after the edit; where it changed meanwhile, the row is found again by its bytes.
  ///
  /// - Returns: nil where the row is not there any more, or more than once.
  public func applied(to bytes: [UInt8]) -> [UInt8]? {
    guard let offset = place(in: bytes) else { return nil }
    return Array(bytes[..<offset]) + inserted + bytes[(offset + removed.count)...]
  }

  private func place(in bytes: [UInt8]) -> Int? {
    if removed.isEmpty {
      // A row behind a last line without an end brings that end along.
      let endsLine = offset == bytes.count && inserted.first.map(LineEnds.contain) == true
      if offset <= bytes.count, offset == 0 || endsLine || LineEnds.contain(bytes[offset - 1]) { return offset }
      // A row that comes back after others went goes to the end.
      return bytes.last.map(LineEnds.contain) == true ? bytes.count : nil
    }
    if bytes.dropFirst(offset).starts(with: removed) { return offset }
    var found: Int?
    var position = 0
    while position + removed.count <= bytes.count {
      let isLineStart = position == 0 || LineEnds.contain(bytes[position - 1])
      if isLineStart, bytes[position...].starts(with: removed) {
        if found != nil { return nil }
        found = position
      }
      position += 1
    }
    return found
  }

  /// The lines that go, marked `-`, and those that come, marked `+`.
  public var lines: [String] { Self.lines(removed, "- ") + Self.lines(inserted, "+ ") }

  private static func lines(_ bytes: [UInt8], _ mark: String) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { mark + $0 }
  }
}

extension Table {
  /// Adds a row at the end.
  ///
  /// - Parameter values: by name of the column; the cells of others stay empty.
  /// - Throws: `InputError` where the table cannot be read, or has no such column.
  public func adding(_ values: [String: String]) throws(InputError) -> TableEdit {
    try checkSound()
    var cells = [String](repeating: "", count: columnCount)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      cells[try known(name)] = value
    }
    var row = encoded(cells)
    if let last = bytes.last, !LineEnds.contain(last) { row = lineEnd + row }
    return TableEdit(removed: [], inserted: row + lineEnd, offset: bytes.count)
  }

  /// Takes a row out, counted from 0.
  ///
  /// - Throws: `InputError` where the table cannot be read, or has no such row.
  public func removing(row: Int) throws(InputError) -> TableEdit {
    let range = try range(of: row)
    return TableEdit(removed: Array(bytes[range]), inserted: [], offset: range.lowerBound)
  }

  /// Changes cells of a row; the others stay as they are written.
  ///
  /// - Throws: `InputError` where the table cannot be read, or has no such row or column.
  public func changing(row: Int, _ values: [String: String]) throws(InputError) -> TableEdit {
    let range = try range(of: row)
    var changed: [Int: String] = [:]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { changed[try known(name)] = value }
    var line: [UInt8] = []
    var position = range.lowerBound
    for column in 0..<columnCount {
      guard let value = changed[column] else { continue }
      let cell = writtenRange(row: row, column: column)
      line +=
        bytes[position..<cell.lowerBound]
        + encoded(columnCount == 1 ? [value] : [value, "x"]).dropLast(
          columnCount == 1 ? 0 : 2)
      position = cell.upperBound
    }
    line += bytes[position..<range.upperBound]
    return TableEdit(removed: Array(bytes[range]), inserted: line, offset: range.lowerBound)
  }

  // MARK: - Where things lie

  private func checkSound() throws(InputError) {
    try problems.check()
    guard !header.isEmpty else {
      throw InputError(
        Place(file: file), "the file has no header", next: "Write the column names in the first line.")
    }
  }

  private func known(_ name: String) throws(InputError) -> Int {
    if let column = column(name) { return column }
    throw InputError(
      Place(file: file, line: headerLine), "there is no column \(name)",
      next: "Add a column \(name) to the header." + didYouMean(name, in: header))
  }

  /// The bytes of a row with its line end.
  private func range(of row: Int) throws(InputError) -> Range<Int> {
    try checkSound()
    guard (0..<rowCount).contains(row) else {
      throw InputError(Place(file: file), "there is no row \(row + 1)", next: "Look at the file again.")
    }
    var start = writtenRange(row: row, column: 0).lowerBound
    while start > 0, !LineEnds.contain(bytes[start - 1]) { start -= 1 }
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = writtenRange(row: row, column: columnCount - 1).upperBound
    while end < bytes.count, !LineEnds.contain(bytes[end]) { end += 1 }
    if end < bytes.count {
      let isPair = bytes[end] == 13 && end + 1 < bytes.count && bytes[end + 1] == 10
      end += isPair ? 2 : 1
    }
    return start..<end
  }

  /// The bytes of a cell with the quotes around them.
  private func writtenRange(row: Int, column: Int) -> Range<Int> {
    let cell = cells[row * columnCount + column]
    let range = Int(cell.start)..<Int(cell.end)
    let isQuoted = range.lowerBound > 0 && bytes[range.lowerBound - 1] == TableReader.quote
    return isQuoted ? range.lowerBound - 1..<min(bytes.count, range.upperBound + 1) : range
  }

  /// The line end that the header has.
  private var lineEnd: [UInt8] {
    guard let end = bytes.firstIndex(where: LineEnds.contain) else { return [13, 10] }
    if bytes[end] == 10 { return [10] }
    return end + 1 < bytes.count && bytes[end + 1] == 10 ? [13, 10] : [13]
  }

  /// Cells as a line without its end.
  private func encoded(_ cells: [String]) -> [UInt8] {
    var writer = TableWriter(header: [String](repeating: "x", count: cells.count), dialect: dialect)
    let head = writer.bytes.count
    for cell in cells { if cell.isEmpty { writer.blank() } else { writer.text(cell) } }
    writer.endRow()
    return Array(writer.bytes.dropFirst(head).dropLast(2))
  }
}
