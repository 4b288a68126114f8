import Units

extension Table {
  /// No line is longer than this, in bytes.
  public static let longestLine = Bound.line.most

  /// Reads the bytes of a CSV file: RFC 4180 with any line end, a byte order mark or not, and a delimiter of its own.
  ///
  /// Blank rows are skipped. What is wrong is in the table's `problems`; the rows that are right are in the table all
  /// the same, so that a reader can report what is wrong in them as well.
  ///
  /// - Parameters:
  ///   - file: its name as the planner knows it, for messages.
  ///   - dialect: found out from the first lines by default.
  /// - Complexity: O(bytes), about a second for a few hundred megabytes; eight bytes of memory a cell.
  public static func read(bytes: [UInt8], file: String, dialect: Dialect = .detect) -> Table {
    var reader = TableReader(bytes: bytes, file: file)
    return reader.piece(rows: .max, dialect)
  }

  /// Reads a CSV file.
  ///
  /// - Parameter file: its name in messages; the path by default.
  /// - Throws: `InputError` when the file cannot be read at all; what is wrong inside it is in the table's `problems`.
  public static func read(
    path: String, file: String? = nil, dialect: Dialect = .detect
  ) throws(InputError) -> Table {
    let bytes = try FileAccess.read(path, file: file, longestLine: longestLine)
    return read(bytes: bytes, file: file ?? path, dialect: dialect)
  }
}

/// A CSV file read some rows at a time: of a long table only the cells of these take memory.
public struct TablePieces: Sendable {
  private var reader: TableReader
  private let rows: Int

  /// A file and how many rows a piece has at most.
  ///
  /// - Parameter file: its name as the planner knows it, for messages.
  public init(bytes: [UInt8], file: String, rows: Int) {
    reader = TableReader(bytes: bytes, file: file)
    self.rows = rows
  }

  /// The next piece, the first of which has no rows where the file has none; its problems are those that were not in an earlier one.
  ///
  /// - Returns: nil after the last.
  public mutating func next() -> Table? { reader.isAtEnd ? nil : reader.piece(rows: rows) }
}

/// Walks once along the bytes of a file and notes where each cell lies.
struct TableReader {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private let bytes: [UInt8]
  private let file: String
  private var problems = ProblemCollector()
  private var cells: [CellRange] = []
  private var lines: [UInt32] = []
  /// Rows with more or fewer cells than the header, how many, and the first of them.
  private var misfits: [(line: UInt32, cells: Int, first: CellRange)] = []
  /// Columns without a name.
  private var nameless: [Int] = []
  /// Those of them that have cells.
  private var filledNameless = Set<Int>()
  /// Whether the header ends with a delimiter.
  private var hasOpenHeader = false
  /// Names that come twice, and columns that have cells and no name.
  private var headerFaults: [InputProblem] = []
  private var dialect = Dialect.rfc4180
  private var header: [String] = []
  private var headerLine = 1
  /// Where the next row starts.
  private var row = RowStart(position: 0, line: 1)
  /// How many rows earlier pieces had.
  private var rowsBefore = 0
  private var isOpen = false
  /// Whether no row is left to read.
  private(set) var isAtEnd = false

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The next rows as a table of their own, at most so many. What is wrong with the file as a whole is among the problems of the
  /// last one; the header is in all.
  mutating func piece(rows most: Int, _ dialect: Dialect = .detect) -> Table {
    if !isOpen { open(dialect) }
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    if !isAtEnd { scan(rows: min(most, Bound.rows.most + 1 - rowsBefore)) }
    rowsBefore += lines.count
    if !isAtEnd, rowsBefore > Bound.rows.most {
      isAtEnd = true
      problems.add(
        Place(file: file, line: Int(row.line)), "the table has more than \(Bound.rows.mostText) rows",
        next: "Split it, or leave out what is not needed.")
    }
    noteFilledColumns()
    if isAtEnd, !header.isEmpty {
      reportHeader()
      reportMisfits()
    }
    defer { problems = ProblemCollector() }
    return table(header)
  }

  /// Finds the header.
  private mutating func open(_ announced: Dialect) {
    isOpen = true
    isAtEnd = true
    guard let start = Encoding.check(bytes, file: file, &problems) else { return }
    var row = RowStart(position: start, line: 1)
    defer { self.row = row }
    dialect = bytes.withUnsafeBufferPointer { bytes in
      announced.delimiter != nil
        ? announced : Self.announcedDialect(bytes, &row) ?? Dialect.detected(in: bytes, from: start)
    }
    guard let delimiter = dialect.delimiter else { return }
    bytes.withUnsafeBufferPointer { bytes in
      skipTitles(bytes, delimiter, &row)
      while lines.isEmpty, scanRow(bytes, delimiter, &row, columns: nil) {}
    }
    guard let line = lines.first else {
      if problems.isEmpty {
        problems.add(Place(file: file), "the file is empty", next: "Write a header and at least one row.")
      }
      return
    }
    headerLine = Int(line)
    guard cells.count <= Bound.columns.most else {
      problems.add(
        Place(file: file, line: headerLine),
        "the header has \(cells.count) columns, and a table at most \(Bound.columns.mostText)",
        next: "Leave out the columns that Muster does not read.")
      return
    }
    header = readHeader(line: line)
    isAtEnd = false
  }

  /// Notes the cells of so many rows, or of all that are left.
  private mutating func scan(rows most: Int) {
    guard let delimiter = dialect.delimiter else { return }
    var row = row
    defer { self.row = row }
    bytes.withUnsafeBufferPointer { bytes in
      while lines.count < most {
        if !scanRow(bytes, delimiter, &row, columns: header.count) {
          isAtEnd = true
          break
        }
      }
    }
  }

  /// The rows noted as a table.
  private func table(_ header: [String]) -> Table {
    Table(
      file: file, dialect: dialect.delimiter == nil ? .rfc4180 : dialect, header: header, headerLine: headerLine,
      rowCount: lines.count, problems: problems, bytes: bytes, cells: cells, lines: lines)
  }

  /// Turns the first row into column names and forgets its cells.
  private mutating func readHeader(line: UInt32) -> [String] {
    let columns = (0..<cells.count).map { "column \($0 + 1)" }
    let row = table(columns)
    cells.removeAll()
    lines.removeAll()
    var header: [String] = []
    var firstOf: [String: Int] = [:]
    for column in columns.indices {
      let place = Place(file: file, line: Int(line), columnNumber: column + 1)
      let isBlank = row.isBlank(row: 0, column: column)
      let name = row.text(row: 0, column: column)
      if isBlank {
        nameless.append(column)
      } else if let first = firstOf[name.lowercased()] {
        headerFaults.append(
          InputProblem(
            place, "the column name \(name) is already that of column \(first + 1)",
            next: "Rename or delete one of the two columns."))
      }
      header.append(isBlank ? columns[column] : name)
      if firstOf[name.lowercased()] == nil { firstOf[name.lowercased()] = column }
    }
    // A delimiter at the end of the header, as many reports have, makes no column.
    while let last = nameless.last, last == header.count - 1, header.count > 1 {
      header.removeLast()
      nameless.removeLast()
      hasOpenHeader = true
    }
    return header
  }

  /// Moves to the header where titles stand above it, which is one problem.
  private mutating func skipTitles(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ row: inout RowStart
  ) {
    guard let head = ReportHead(bytes, from: row.position, line: row.line, delimiter: delimiter) else { return }
    problems.add(
      Place(file: file, line: Int(head.titleLine)),
      "the table begins with its header on line \(head.headerLine); above it stands a title",
      next: head.headerLine - head.titleLine == 1
        ? "Delete line \(head.titleLine)." : "Delete lines \(head.titleLine) to \(head.headerLine - 1).")
    row = RowStart(position: head.position, line: head.headerLine)
  }

  /// Adds rows with too many or too few cells to the problems; where most rows have one other number, it is the header's
  /// fault, and one problem.
  private mutating func reportMisfits() {
    let columns = header.count
    let delimiter = dialect.delimiter ?? UInt8(ascii: ",")
    let usual = Dictionary(grouping: misfits, by: \.cells).max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    if let usual, usual.value.count >= 3, 2 * usual.value.count > misfits.count + rowsBefore {
      problems.add(
        Place(file: file, line: headerLine),
        "the header has \(columns) \(columns == 1 ? "cell" : "cells"), and "
          + "\(usual.value.count) rows have \(usual.key)",
        next: "Write a name for each column, and nothing above the header.")
      misfits.removeAll { $0.cells == usual.key }
    }
    for misfit in misfits {
      let first = String(decoding: bytes[Int(misfit.first.start)..<Int(misfit.first.end)], as: UTF8.self)
      if ReportTotal.begins(first) {
        problems.add(
          Place(file: file, line: Int(misfit.line)), "\(quoted(first)) begins a total, which is no row of the table",
          next: "Delete the line.")
        continue
      }
      // Behind the last row of a long table stands what a report says about itself.
      let isBehind =
        misfit.cells < columns && lines.count >= 10 && (lines.last ?? .max) < misfit.line
        && !isLikeLastRow(first)
      problems.add(
        Place(file: file, line: Int(misfit.line)),
        "the row has \(misfit.cells) \(misfit.cells == 1 ? "cell" : "cells") and the header has \(columns)",
        next: misfit.cells > columns
          ? "Put quotes around text that contains a \(Self.name(of: delimiter)), or delete the extra cells."
          : isBehind
            ? "Delete the line if it is a total or a remark; an empty cell of a row still needs its "
              + "\(Self.name(of: delimiter))."
            : "Add the missing cells; an empty cell still needs its \(Self.name(of: delimiter)).")
    }
  }

  /// Whether a text has the digits and letters of the last row's first cell in the same places: a row that was cut off.
  private func isLikeLastRow(_ text: String) -> Bool {
    guard cells.count >= header.count, let cell = cells.dropLast(header.count - 1).last else { return false }
    func shape(_ text: String) -> String { String(text.map { $0.isNumber ? "0" : $0.isLetter ? "a" : $0 }) }
    return shape(String(decoding: bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)) == shape(text)
  }

  /// Adds what is wrong with the header to the problems; a column without a name is no fault where it has no cells.
  private mutating func reportHeader() {
    for column in nameless where filledNameless.contains(column) {
      headerFaults.append(
        InputProblem(
          Place(file: file, line: headerLine, columnNumber: column + 1), "the column has no name",
          next: "Name it in the header, or delete the column."))
    }
    for fault in headerFaults.sorted(by: { ($0.place.columnNumber ?? 0) < ($1.place.columnNumber ?? 0) }) {
      problems.add(fault)
    }
  }

  /// Notes which columns without a name have cells in the rows of this piece.
  private mutating func noteFilledColumns() {
    let open = nameless.filter { !filledNameless.contains($0) }
    guard !open.isEmpty, !lines.isEmpty else { return }
    let piece = table(header)
    for column in open where !(0..<piece.rowCount).allSatisfy({ piece.isBlank(row: $0, column: column) }) {
      filledNameless.insert(column)
    }
  }

  // MARK: One row

  /// Where a row starts.
  private struct RowStart: Sendable {
    var position: Int
    var line: UInt32
  }

  /// The dialect of a first line `sep=;`, as some spreadsheets write and want it; moves behind that line.
  private static func announcedDialect(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout RowStart) -> Dialect? {
    let start = row.position
    guard bytes.count > start + 5, bytes[start..<start + 4].elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 })
    else { return nil }
    let isLine = bytes[start + 5] == lineFeed || bytes[start + 5] == carriageReturn
    guard isLine, let dialect = Dialect.known.first(where: { $0.delimiter == bytes[start + 4] }) else { return nil }
    row.position = start + 5
    skipLineEnd(bytes, &row)
    return dialect
  }

  private static func skipLineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout RowStart) {
    guard row.position < bytes.count else { return }
    let isReturn = bytes[row.position] == carriageReturn
    row.position += 1
    if isReturn, row.position < bytes.count, bytes[row.position] == lineFeed { row.position += 1 }
    row.line += 1
  }

  /// Notes the cells of the row at `row` and moves to the next.
  ///
  /// - Parameter columns: how many cells the row should have; nil for the header.
  /// - Returns: false at the end of the file and after a fault that leaves no way on.
  private mutating func scanRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ row: inout RowStart, columns: Int?
  ) -> Bool {
    guard row.position < bytes.count else { return false }
    let start = row
    let firstCell = cells.count
    // A row ends here at the latest, so that neither one endless line nor an open quote costs time or memory.
    let limit = min(bytes.count, start.position + Table.longestLine)
    var hasText = false
    while true {
      guard scanCell(bytes, delimiter, &row, rowStart: start, limit: limit) else {
        cells.removeSubrange(firstCell...)
        return false
      }
      // An empty cell in quotes was written on purpose.
      let cell = cells[cells.count - 1]
      hasText = hasText || cell.start < cell.end || (cell.start > 0 && bytes[Int(cell.start) - 1] == Self.quote)
      if row.position == bytes.count { break }
      if bytes[row.position] == delimiter {
        row.position += 1
        continue
      }
      Self.skipLineEnd(bytes, &row)
      break
    }
    let count = cells.count - firstCell
    if !hasText || (count == 1 && isBlankLine(bytes, from: start.position)) {
      cells.removeSubrange(firstCell...)
    } else if let columns, count > columns, cells[(firstCell + columns)...].allSatisfy({ $0.start == $0.end }),
      !hasCommaInText(bytes, row: cells[firstCell...])
    {
      // Delimiters at the end of a row.
      cells.removeSubrange((firstCell + columns)...)
      lines.append(start.line)
    } else if let columns, count != columns {
      misfits.append((start.line, count, cells[firstCell]))
      cells.removeSubrange(firstCell...)
    } else {
      lines.append(start.line)
    }
    return true
  }

  /// Whether one cell alone of a row begins with a blank, as in `Schmidt, Anna` without quotes, below a header that ends with a name.
  private func hasCommaInText(_ bytes: UnsafeBufferPointer<UInt8>, row: ArraySlice<CellRange>) -> Bool {
    !hasOpenHeader && row.count { $0.start < $0.end && bytes[Int($0.start)] == UInt8(ascii: " ") } == 1
  }

  /// Whether the only cell of a row holds nothing but blanks, not even quotes.
  private func isBlankLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    bytes[start..<Int(cells[cells.count - 1].end)].allSatisfy(Self.isBlank)
  }

  private static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    default: "vertical bar"
    }
  }

  // MARK: One cell

  /// Notes the cell at `row.position` and moves to the delimiter, line end or end of file behind it.
  ///
  /// - Returns: false when the row does not end before `limit`, which is added to the problems.
  private mutating func scanCell(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ row: inout RowStart, rowStart: RowStart, limit: Int
  ) -> Bool {
    var position = row.position
    let start = position
    // Blanks before a quote are not part of the cell, although RFC 4180 knows none.
    while position < limit, Self.isBlank(bytes[position]), bytes[position] != delimiter { position += 1 }
    if position < limit, bytes[position] == Self.quote {
      row.position = position
      return scanQuotedCell(bytes, delimiter, &row, rowStart: rowStart, limit: limit)
    }
    while position < limit {
      let byte = bytes[position]
      if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      position += 1
    }
    row.position = position
    if position == limit, limit < bytes.count { return addTooLong(rowStart) }
    cells.append(CellRange(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position)))
    return true
  }

  private mutating func scanQuotedCell(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ row: inout RowStart, rowStart: RowStart, limit: Int
  ) -> Bool {
    let openingLine = row.line
    var position = row.position + 1
    let start = position
    while true {
      guard position < limit else { return addOpenQuote(line: openingLine, isAtEnd: limit == bytes.count) }
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        position += 1
      } else if byte == Self.lineFeed {
        row.line += 1
      } else if byte == Self.carriageReturn, position + 1 == bytes.count || bytes[position + 1] != Self.lineFeed {
        row.line += 1
      }
      position += 1
    }
    cells.append(CellRange(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position)))

    position += 1
    var hasMore = false
    while position < limit {
      let byte = bytes[position]
      if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      hasMore = hasMore || !Self.isBlank(byte)
      position += 1
    }
    row.position = position
    if position == limit, limit < bytes.count { return addTooLong(rowStart) }
    if hasMore {
      problems.add(
        Place(file: file, line: Int(row.line)), "there is text behind a closing quote",
        next: "Write a quote inside a quoted cell twice: \"say \"\"hello\"\" first\".")
    }
    return true
  }

  private mutating func addTooLong(_ row: RowStart) -> Bool {
    problems.add(LongLine.problem(file: file, line: Int(row.line), limit: Table.longestLine))
    return false
  }

  private mutating func addOpenQuote(line: UInt32, isAtEnd: Bool) -> Bool {
    problems.add(
      Place(file: file, line: Int(line)),
      "a quote is opened here and not closed \(isAtEnd ? "before the end of the file" : "within 1 MiB")",
      next: "Close the quote, or write a quote that is part of the text twice inside quotes.")
    return false
  }
}
