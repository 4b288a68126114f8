/// How the numbers of a column are written: with a mark between thousands, or plainly with a decimal point.
public struct NumberMarks: Hashable, Sendable {
  /// The text between thousands, as bytes; empty for none.
  let thousands: [UInt8]
  /// Whether a comma stands before decimals.
  let hasDecimalComma: Bool

  /// A decimal point and nothing between thousands.
  public static let plain = NumberMarks(thousands: [], hasDecimalComma: false)

  /// A mark between thousands, or none, and what stands before decimals.
  package init(thousands: String, hasDecimalComma: Bool) {
    self.init(thousands: Array(thousands.utf8), hasDecimalComma: hasDecimalComma)
  }

  init(thousands: [UInt8], hasDecimalComma: Bool) {
    self.thousands = thousands
    self.hasDecimalComma = hasDecimalComma
  }

  /// Whether there is a mark between thousands.
  public var hasThousands: Bool { !thousands.isEmpty }

  /// Whether numbers are read as they are.
  public var isPlain: Bool { thousands.isEmpty && !hasDecimalComma }

  /// The number in bytes written so; nil for anything else.
  public func number(_ bytes: borrowing Span<UInt8>) -> Double? {
    if isPlain { return NumberText.number(bytes) }
    var plain: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if !thousands.isEmpty, Self.starts(bytes, position, with: thousands) {
        position += thousands.count
        continue
      }
      let byte = bytes[position]
      plain.append(hasDecimalComma && byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte)
      position += 1
    }
    return NumberText.number(plain.span)
  }

  static func starts(_ bytes: borrowing Span<UInt8>, _ position: Int, with mark: [UInt8]) -> Bool {
    guard position + mark.count <= bytes.count else { return false }
    for offset in mark.indices where bytes[position + offset] != mark[offset] { return false }
    return true
  }
}

/// What the numbers of some columns of a table tell about the marks in them.
///
/// `1.234` and `1,234` are a thousand and more, or one and a bit. A column with 12.5 or 0.375 has decimals; one with
/// 1.234.567, or with whole numbers below 1000 beside it, has thousands. What one column proves holds for all.
public struct NumberMarkFinder {
  /// A column whose numbers may be either.
  public struct Question: Hashable, Sendable {
    /// The column.
    public var column: Int
    /// A row with such a number.
    public var row: Int
    /// The number as written.
    public var text: String
  }

  /// Marks by column.
  public private(set) var marks: [Int: NumberMarks] = [:]
  /// Columns that could be read either way.
  public private(set) var questions: [Question] = []
  /// A row of each column whose marks are left out, for a sentence about it.
  public private(set) var examples: [Int: Int] = [:]

  /// Marks that only stand between thousands: blanks of all kinds and apostrophes.
  private static let otherMarks: [[UInt8]] = [
    [0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0x27], [0xE2, 0x80, 0x99],
  ]
  private static let leastDecimalCommas = 3
  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  /// What the cells of a column show of one mark, point or comma.
  private struct Evidence {
    /// Cells such as 1.234: one to three digits, then groups of three.
    var grouped = 0
    /// Of those, cells with several groups, which are thousands for sure.
    var severalGroups = 0
    /// Of those with one group, cells that end in 0, which writers of decimals leave out.
    var endingInZero = 0
    /// Cells such as 12.5, which are decimals for sure.
    var decimal = 0
    var firstRow: Int?
    /// A row with decimals.
    var decimalRow: Int?
  }

  private struct Column {
    var point = Evidence()
    var comma = Evidence()
    var other: [UInt8] = []
    var otherRow: Int?
    var below1000 = 0
    var above1000 = 0
  }

  /// - Parameter columns: columns of numbers, and whether only whole numbers make sense in them.
  public init(_ table: Table, columns: [(index: Int, isWhole: Bool)]) {
    let found = columns.map { Self.look(at: $0.index, of: table) }
    let provesPoint = found.contains { $0.point.severalGroups > 0 || ($0.comma.decimal > 0 && $0.point.grouped > 0) }
    let provesComma = found.contains { $0.comma.severalGroups > 0 || ($0.point.decimal > 0 && $0.comma.grouped > 0) }
    let hasDecimalPoint = found.contains { $0.point.decimal > 0 }
    let hasDecimalComma = found.contains { $0.comma.decimal > 0 }
    for (column, seen) in zip(columns, found) {
      if let row = seen.otherRow {
        marks[column.index] = NumberMarks(thousands: seen.other, hasDecimalComma: seen.comma.decimal > 0)
        examples[column.index] = row
        continue
      }
      for (mark, evidence, isProven, isDecimal) in [
        (Self.point, seen.point, provesPoint, hasDecimalPoint), (Self.comma, seen.comma, provesComma, hasDecimalComma),
      ] {
        guard let row = evidence.firstRow, evidence.grouped > 0, evidence.decimal == 0 else { continue }
        let hasThousands: Bool? =
          if isProven { true } else if isDecimal { false } else if seen.above1000 > 0 {
            // Somebody writes thousands without a mark, so it is before decimals; in whole numbers it is neither.
            mark == Self.point && !column.isWhole ? false : nil
          } else if seen.below1000 > 0 { column.isWhole || evidence.endingInZero > 0 ? true : nil } else { nil }
        switch hasThousands {
        case true?:
          marks[column.index] = NumberMarks(
            thousands: [mark], hasDecimalComma: mark == Self.point && hasDecimalComma)
          examples[column.index] = row
        case false?: break
        case nil:
          questions.append(
            Question(column: column.index, row: row, text: table.text(row: row, column: column.index)))
        }
      }
      // One comma may be a slip; several without any point are how the file is written.
      if marks[column.index] == nil, seen.comma.decimal >= Self.leastDecimalCommas, !hasDecimalPoint, !provesComma,
        seen.point.grouped == 0
      {
        marks[column.index] = NumberMarks(thousands: [], hasDecimalComma: true)
        examples[column.index] = seen.comma.decimalRow
      }
    }
  }

  private static func look(at index: Int, of table: Table) -> Column {
    var column = Column()
    for row in 0..<table.rowCount {
      table.withBytes(row: row, column: index) { bytes in
        look(at: bytes, row: row, &column)
      }
    }
    return column
  }

  private static func look(at bytes: borrowing Span<UInt8>, row: Int, _ column: inout Column) {
    // Lengths of the groups of digits, and the marks between them.
    var groups = [0]
    var marks: [[UInt8]] = []
    var position = 0
    if bytes.count > 0, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") { position = 1 }
    let first = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte &- UInt8(ascii: "0") < 10 {
        groups[groups.count - 1] += 1
        position += 1
      } else if byte == point || byte == comma {
        marks.append([byte])
        groups.append(0)
        position += 1
      } else if let mark = otherMarks.first(where: { NumberMarks.starts(bytes, position, with: $0) }) {
        marks.append(mark)
        groups.append(0)
        position += mark.count
      } else {
        return
      }
    }
    guard let last = marks.last else {
      if groups[0] > 3 { column.above1000 += 1 } else if groups[0] > 0 { column.below1000 += 1 }
      return
    }
    let isGrouped = 1...3 ~= groups[0] && groups.dropFirst().allSatisfy { $0 == 3 } && bytes[first] != UInt8(ascii: "0")
    let sameMarks = marks.allSatisfy { $0 == last }
    if isGrouped, sameMarks, last != [point], last != [comma] {
      column.otherRow = column.otherRow ?? row
      column.other = last
    } else if isGrouped, sameMarks {
      add(last[0], to: &column) { evidence in
        evidence.grouped += 1
        if marks.count > 1 { evidence.severalGroups += 1 }
        if marks.count == 1, bytes[bytes.count - 1] == UInt8(ascii: "0") { evidence.endingInZero += 1 }
        evidence.firstRow = evidence.firstRow ?? row
      }
    } else if marks.count == 1, last == [point] || last == [comma] {
      add(last[0], to: &column) { evidence in
        evidence.decimal += 1
        evidence.decimalRow = evidence.decimalRow ?? row
      }
    } else if marks.dropLast().allSatisfy({ $0 == marks[0] && $0 != last }), last == [point] || last == [comma] {
      // 1.234,5: thousands and decimals in one.
      add(last[0], to: &column) { $0.decimal += 1 }
      if marks[0] == [point] || marks[0] == [comma] {
        add(marks[0][0], to: &column) { evidence in
          evidence.grouped += 1
          evidence.severalGroups += 1
          evidence.firstRow = evidence.firstRow ?? row
        }
      } else {
        column.otherRow = column.otherRow ?? row
        column.other = marks[0]
      }
    }
  }

  private static func add(_ mark: UInt8, to column: inout Column, _ change: (inout Evidence) -> Void) {
    if mark == point { change(&column.point) } else { change(&column.comma) }
  }
}
