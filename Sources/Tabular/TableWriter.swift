/// Writes a table as CSV after RFC 4180: UTF-8, CRLF line ends, quotes only where needed.
///
/// Call one cell method for each column, then `endRow()`.
public struct TableWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  private let columnCount: Int
  private let delimiter: UInt8
  private var cellsInRow = 0

  /// Starts a table with its header.
  ///
  /// - Parameters:
  ///   - dialect: `.detect` means commas.
  ///   - hasByteOrderMark: whether to start with the mark that makes spreadsheets read UTF-8.
  ///   - isContinued: whether these are further rows of a table whose header was written before.
  /// - Precondition: there is at least one column.
  public init(
    header: [String], dialect: Dialect = .rfc4180, hasByteOrderMark: Bool = false, isContinued: Bool = false
  ) {
    precondition(!header.isEmpty, "A table has at least one column.")
    self.columnCount = header.count
    self.delimiter = dialect.delimiter ?? UInt8(ascii: ",")
    if isContinued { return }
    if hasByteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
    for name in header { text(name) }
    endRow()
  }

  /// Writes a text cell.
  ///
  /// A text that a spreadsheet would take for a formula gets a `'` before it, which our reader takes off again.
  public mutating func text(_ text: String) {
    startCell()
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Writes a date, a time or an offset from UTC as it is: digits and marks that no spreadsheet takes for a formula,
  /// also where a sign is in front.
  ///
  /// - Precondition: `text` holds nothing that would need quotes.
  public mutating func time(_ text: String) {
    startCell()
    bytes += text.utf8
  }

  /// Writes a date, a time or an offset as it is, without making a text of it before.
  ///
  /// - Precondition: what `write` adds holds nothing that would need quotes.
  public mutating func time(_ write: (inout [UInt8]) -> Void) {
    startCell()
    write(&bytes)
  }

  /// Writes some cells of dates, times and offsets at once.
  ///
  /// - Precondition: what `write` adds is so many cells with the delimiter that it is given between them, and holds nothing that
  ///   would need quotes.
  public mutating func times(_ count: Int, _ write: (inout [UInt8], _ delimiter: UInt8) -> Void) {
    startCell()
    write(&bytes, delimiter)
    cellsInRow += count - 1
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    startCell()
    FixedDecimal.append(value, to: &bytes)
  }

  /// Writes a number with a fixed number of decimals; see `FixedDecimal`.
  public mutating func decimal(_ value: Double, decimals: Int) {
    startCell()
    FixedDecimal.append(value, decimals: decimals, to: &bytes)
  }

  /// Writes an empty cell.
  public mutating func blank() {
    startCell()
    // A line of one empty cell would look like no row at all.
    if columnCount == 1 { bytes += [TableReader.quote, TableReader.quote] }
  }

  /// Ends the row.
  ///
  /// - Precondition: it has a cell for every column.
  public mutating func endRow() {
    precondition(cellsInRow == columnCount, "A row of \(cellsInRow) cells under a header of \(columnCount).")
    bytes += [TableReader.carriageReturn, TableReader.lineFeed]
    cellsInRow = 0
  }

  private mutating func startCell() {
    if cellsInRow > 0 { bytes.append(delimiter) }
    cellsInRow += 1
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    let isGuarded = FormulaGuard.isNeeded(for: text)
    guard needsQuotes(text, isGuarded: isGuarded) else {
      if isGuarded { bytes.append(UInt8(ascii: "'")) }
      bytes += text
      return
    }
    bytes.append(TableReader.quote)
    if isGuarded { bytes.append(UInt8(ascii: "'")) }
    for byte in text {
      bytes.append(byte)
      if byte == TableReader.quote { bytes.append(byte) }
    }
    bytes.append(TableReader.quote)
  }

  /// Quotes are needed around delimiters, quotes and line ends, around blanks at either end, which readers may drop, and
  /// around the only cell of an empty row.
  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>, isGuarded: Bool) -> Bool {
    guard let first = text.first, let last = text.last else { return columnCount == 1 }
    if TableReader.isBlank(first) || TableReader.isBlank(last) { return true }
    return text.contains {
      $0 == delimiter || $0 == TableReader.quote || $0 == TableReader.lineFeed || $0 == TableReader.carriageReturn
    }
  }
}
