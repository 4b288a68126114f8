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
/// does not begin with one is a letter like others; a cell `="0012"` is the text in its quotes.
struct RecordScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let shape: RecordShape
  var position: Int
  /// Where the last record began.
  private(set) var recordStart = 0
  /// Whether the last record ended within quotes, at the end of the bytes.
  private(set) var isOpen = false
  private let marks: RecordMarks
  private let wanted: WantedCells

  static let quote = UInt8(ascii: "\"")
  private static let equals = UInt8(ascii: "=")

  /// - Parameter columns: wanted columns, in the order of `fields`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, shape: RecordShape, columns: [Int]) {
    self.bytes = bytes
    self.shape = shape
    position = start
    marks = RecordMarks(shape)
    wanted = WantedCells(columns)
  }

  /// Where the wanted cells of the last record lie.
  var fields: UnsafeBufferPointer<Field> { UnsafeBufferPointer(start: wanted.fields, count: wanted.count) }

  /// Reads the next record; returns how many cells it has, 0 for a blank line, nil at the end.
  mutating func next() -> Int? {
    let count = bytes.count
    guard position < count, let base = bytes.baseAddress else { return nil }
    let delimiter = shape.delimiter
    let lineEnd = shape.lineEnd
    recordStart = position
    var here = position
    var column = 0
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
        here = marks.first(in: base, from: here, to: count)
        field = Field(start: start, end: max(start, here))
      }
      let slot = wanted.slot(of: column)
      if slot >= 0 {
        while field.end > field.start, base[field.end - 1] <= 0x20 { field.end -= 1 }
        while field.start < field.end, base[field.start] <= 0x20 { field.start += 1 }
        if field.start < field.end, base[field.start] == Self.equals { takeOutOfFormula(&field, base) }
        wanted.fields[slot] = field
      }
      column += 1
      if here >= count || base[here] == lineEnd {
        position = min(count, here + 1)
        if column <= wanted.last { wanted.clear(from: column) }
        if column == 1, isBlank(recordStart, here) { return 0 }
        return column
      }
      here += 1
    }
  }

  /// Leaves the text of a cell written `="0012"`, as exports do for spreadsheets so that these keep it as it is.
  private func takeOutOfFormula(_ field: inout Field, _ base: UnsafePointer<UInt8>) {
    // Inside a quoted cell each quote is there twice.
    let quotes = field.hasEscapes ? 2 : 1
    let (start, end) = (field.start + 1 + quotes, field.end - quotes)
    guard start <= end, (field.start + 1..<start).allSatisfy({ base[$0] == Self.quote }),
      (end..<field.end).allSatisfy({ base[$0] == Self.quote })
    else { return }
    (field.start, field.end) = (start, end)
  }

  private func isBlank(_ start: Int, _ end: Int) -> Bool {
    for index in start..<max(start, end) where bytes[index] > 0x20 { return false }
    return true
  }

  /// The bytes of a wanted cell as they are.
  func cell(_ slot: Int) -> UnsafeBufferPointer<UInt8> {
    let field = wanted.fields[slot]
    return UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + field.start }, count: field.end - field.start)
  }

  /// The text of a wanted cell.
  func text(_ slot: Int) -> String {
    let text = cellText(cell(slot))
    return wanted.fields[slot].hasEscapes
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }
}

/// Finds delimiters and line ends eight bytes at a time.
private struct RecordMarks {
  private let delimiter: UInt8
  private let lineEnd: UInt8
  private let delimiters: UInt64
  private let lineEnds: UInt64
  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  init(_ shape: RecordShape) {
    delimiter = shape.delimiter
    lineEnd = shape.lineEnd
    delimiters = UInt64(shape.delimiter) &* Self.each
    lineEnds = UInt64(shape.lineEnd) &* Self.each
  }

  /// The first mark from a place on, or the end.
  @inline(__always)
  func first(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var here = start
    while here + 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: here, as: UInt64.self))
      let found = Self.zeros(word ^ delimiters) | Self.zeros(word ^ lineEnds)
      if found != 0 { return here + found.trailingZeroBitCount >> 3 }
      here += 8
    }
    while here < end, base[here] != delimiter, base[here] != lineEnd { here += 1 }
    return here
  }

  /// The highest bit of each byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { ~((word & low) &+ low | word | low) }
}

/// Which columns are wanted, and where their cells lie.
///
/// A class, so that memory that is written for every cell of a file needs no check of who else holds it.
private final class WantedCells {
  let fields: UnsafeMutablePointer<Field>
  /// How many there are.
  let count: Int
  /// The last wanted column; -1 for none.
  let last: Int
  /// Place among `fields` of each column, or -1; columns beyond are not wanted.
  private let slots: UnsafeMutablePointer<Int>

  init(_ columns: [Int]) {
    count = columns.count
    last = columns.max() ?? -1
    fields = .allocate(capacity: max(1, count))
    fields.initialize(repeating: Field(), count: max(1, count))
    slots = .allocate(capacity: last + 2)
    slots.initialize(repeating: -1, count: last + 2)
    for (slot, column) in columns.enumerated() { slots[column] = slot }
  }

  deinit {
    fields.deallocate()
    slots.deallocate()
  }

  func slot(of column: Int) -> Int { column <= last ? slots[column] : -1 }

  /// Empties the cells that a short record does not have.
  func clear(from column: Int) {
    for column in column...last where slots[column] >= 0 { fields[slots[column]] = Field() }
  }
}
