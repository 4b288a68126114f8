extension Table {
  /// The text of a cell.
  ///
  /// Blanks around a cell without quotes are left out, doubled quotes are single, and the `'` that keeps spreadsheets
  /// from taking a text for a formula is taken off. Bytes that are not UTF-8 become U+FFFD (and are a problem of the file).
  public func text(row: Int, column: Int) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      let range = contentRange(bytes, row, column)
      let content = UnsafeBufferPointer(rebasing: bytes[range])
      if isQuoted(bytes, row, column), content.contains(TableReader.quote) {
        return String(decoding: withoutDoubledQuotes(content), as: UTF8.self)
      }
      return String(decoding: content, as: UTF8.self)
    }
  }

  /// Whether a cell is written as the one above it, byte by byte.
  public func isLikeAbove(row: Int, column: Int) -> Bool {
    guard row > 0 else { return false }
    let (one, other) = (cells[row * columnCount + column], cells[(row - 1) * columnCount + column])
    let length = Int(one.end - one.start)
    guard length == Int(other.end - other.start) else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard isQuoted(bytes, row, column) == isQuoted(bytes, row - 1, column) else { return false }
      let (first, second) = (Int(one.start), Int(other.start))
      return (0..<length).allSatisfy { bytes[first + $0] == bytes[second + $0] }
    }
  }

  /// Whether a cell holds nothing but blanks.
  public func isBlank(row: Int, column: Int) -> Bool { trimmedRange(row: row, column: column).isEmpty }

  /// Calls `body` with the bytes of a cell, without blanks around them and without the mark against formulas.
  ///
  /// For parsers of numbers and times; quotes doubled in a cell are still doubled.
  @inlinable
  public func withBytes<Result>(row: Int, column: Int, _ body: (borrowing Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(trimmedRange(row: row, column: column)))
  }

  /// Where the bytes given to `withBytes` lie.
  @usableFromInline
  func trimmedRange(row: Int, column: Int) -> Range<Int> {
    bytes.withUnsafeBufferPointer { bytes in trimmed(bytes, contentRange(bytes, row, column)) }
  }

  /// Where the text of a cell lies: blanks count only in quotes, a mark against formulas never.
  private func contentRange(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int, _ column: Int) -> Range<Int> {
    let cell = cells[row * columnCount + column]
    var range = Int(cell.start)..<Int(cell.end)
    if !isQuoted(bytes, row, column) { range = trimmed(bytes, range) }
    return FormulaGuard.isPresent(in: bytes, range) ? range.dropFirst() : range
  }

  /// A cell in quotes is the only kind with a quote right before its bytes.
  private func isQuoted(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int, _ column: Int) -> Bool {
    let start = Int(cells[row * columnCount + column].start)
    return start > 0 && bytes[start - 1] == TableReader.quote
  }

  private func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, TableReader.isBlank(bytes[start]) { start += 1 }
    while end > start, TableReader.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private func withoutDoubledQuotes(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      result.append(content[index])
      index += content[index] == TableReader.quote ? 2 : 1
    }
    return result
  }
}

extension Table {
  /// The whole number in a cell; nil where there is none. See `NumberText`.
  public func integer(row: Int, column: Int) -> Int? { withBytes(row: row, column: column) { NumberText.integer($0) } }

  /// The number in a cell; nil where there is none. See `NumberText`.
  public func number(row: Int, column: Int) -> Double? { withBytes(row: row, column: column) { NumberText.number($0) } }
}
