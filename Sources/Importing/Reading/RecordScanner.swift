/// A cell of a record: where its text lies in the bytes at hand.
struct Field {
  var start = 0
  var end = 0
  /// Whether quotes are doubled inside.
  var hasEscapes = false
}

/// How a file separates cells and records.
struct RecordShape: Hashable, Sendable {
  var delimiter: UInt8
  /// Line feed, or carriage return in files that have no line feed.
  var lineEnd: UInt8 = 10
}

/// Walks along bytes record by record and notes where wanted cells lie.
///
/// A quoted cell ends at its closing quote; what follows up to the next delimiter is left out. A quote inside a cell that
/// does not begin with one is a letter like others.
struct RecordScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let shape: RecordShape
  /// Place among `fields` of each column, or -1; columns beyond are not wanted.
  let slots: [Int]
  var position: Int
  /// Where the last record began.
  private(set) var recordStart = 0
  private(set) var fields: [Field]
  /// Whether the last record ended within quotes, at the end of the bytes.
  private(set) var isOpen = false

  static let quote = UInt8(ascii: "\"")

  /// - Parameter columns: wanted columns, in the order of `fields`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, shape: RecordShape, columns: [Int]) {
    self.bytes = bytes
    self.shape = shape
    position = start
    var slots = [Int](repeating: -1, count: (columns.max() ?? -1) + 1)
    for (slot, column) in columns.enumerated() { slots[column] = slot }
    self.slots = slots
    fields = [Field](repeating: Field(), count: columns.count)
  }

  /// Reads the next record; returns how many cells it has, 0 for a blank line, nil at the end.
  mutating func next() -> Int? {
    let count = bytes.count
    guard position < count, let base = bytes.baseAddress else { return nil }
    let delimiter = shape.delimiter
    let lineEnd = shape.lineEnd
    recordStart = position
    var here = position
    var column = 0
    for slot in fields.indices { fields[slot] = Field() }
    while true {
      var start = here
      while start < count, base[start] == 0x20 { start += 1 }
      var field: Field
      if start < count, base[start] == Self.quote {
        field = Field(start: start + 1, end: start + 1)
        here = start + 1
        while true {
          while here < count, base[here] != Self.quote { here += 1 }
          if here + 1 < count, base[here + 1] == Self.quote {
            field.hasEscapes = true
            here += 2
            continue
          }
          break
        }
        field.end = here
        if here >= count { isOpen = true }
        while here < count, base[here] != delimiter, base[here] != lineEnd { here += 1 }
      } else {
        while here < count, base[here] != delimiter, base[here] != lineEnd { here += 1 }
        field = Field(start: start, end: max(start, here))
      }
      if column < slots.count, slots[column] >= 0 {
        while field.end > field.start, base[field.end - 1] <= 0x20 { field.end -= 1 }
        while field.start < field.end, base[field.start] <= 0x20 { field.start += 1 }
        fields[slots[column]] = field
      }
      column += 1
      if here >= count || base[here] == lineEnd {
        position = min(count, here + 1)
        if column == 1, isBlank(recordStart, here) { return 0 }
        return column
      }
      here += 1
    }
  }

  private func isBlank(_ start: Int, _ end: Int) -> Bool {
    for index in start..<max(start, end) where bytes[index] > 0x20 { return false }
    return true
  }

  /// The bytes of a wanted cell as they are.
  func cell(_ slot: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[slot]
    return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  /// The text of a wanted cell.
  func text(_ slot: Int) -> String {
    let text = cellText(cell(slot))
    return fields[slot].hasEscapes
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }
}
