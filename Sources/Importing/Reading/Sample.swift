import ScenarioFiles
import Tabular

/// Records of a file to guess from: the whole of a small file, the first and some later pieces of a large one.
struct Sample {
  /// Names of the columns; `column 1`, `column 2`, ... where the file has no header.
  private(set) var columns: [String] = []
  private(set) var shape: RecordShape
  /// Line of the header, 0 where there is none.
  private(set) var headerLine = 0
  /// Lines of the header: two where a second line goes on.
  private(set) var headerLines = 1
  /// Where the records begin.
  private(set) var dataStart: Int
  /// The lines above the header.
  private(set) var titles: [String] = []
  /// Whether the sample is the whole file.
  let isWhole: Bool
  private let bytes: [UInt8]
  /// Shape [rows][columns]: where cells lie.
  private var cells: [PackedField] = []
  /// Line of each row; 0 in later pieces, where it is not known.
  private(set) var lines: [Int] = []

  /// A file of this size is looked at as a whole.
  private static let whole = 24 << 20
  private static let head = 4 << 20
  private static let piece = 512 << 10
  private static let pieces = 8
  private static let mostColumns = 1_000

  var rowCount: Int { lines.count }

  /// - Parameters:
  ///   - shape: how cells are separated; found out where nil.
  ///   - headerLine: line of the header, 0 for none; found out where nil.
  init(_ source: DecodedSource, delimiter: UInt8?, headerLine wanted: Int?) throws(InputError) {
    let size = source.source.size
    isWhole = size <= Self.whole
    var bytes = try source.source.bytes(at: source.start, count: isWhole ? size : Self.head)
    let headEnd = bytes.count
    var shape = RecordShape(delimiter: 0x2C)
    if !bytes.contains(10), bytes.contains(13) { shape.lineEnd = 13 }
    if !isWhole {
      for piece in 1...Self.pieces {
        let place = Self.head + (size - Self.head) / (Self.pieces + 1) * piece
        var part = try source.source.bytes(at: place, count: Self.piece)
        // From one line end to another.
        guard let first = part.firstIndex(of: shape.lineEnd), let last = part.lastIndex(of: shape.lineEnd) else {
          continue
        }
        part = Array(part[(first + 1)...max(first + 1, last)])
        if bytes.last != shape.lineEnd { bytes.append(shape.lineEnd) }
        bytes += part
      }
    }
    self.bytes = bytes
    self.shape = shape
    dataStart = source.start
    try layOut(source, headEnd: headEnd, delimiter, wanted)
  }

  private mutating func layOut(
    _ source: DecodedSource, headEnd: Int, _ wantedDelimiter: UInt8?, _ wantedHeader: Int?
  ) throws(InputError) {
    let file = source.source.file
    var from = 0
    var firstLine = 1
    let announced = bytes.withUnsafeBufferPointer { Self.announced($0, shape) }
    if let announced {
      from = announced.end
      firstLine = 2
    }
    let found = bytes.withUnsafeBufferPointer { bytes -> (RecordShape, Head)? in
      let choices: [UInt8] = (wantedDelimiter ?? announced?.delimiter).map { [$0] } ?? [0x2C, 0x3B, 0x09, 0x7C]
      var best: (RecordShape, Head)?
      for delimiter in choices {
        var shape = shape
        shape.delimiter = delimiter
        let head = Head(bytes, from: from, firstLine: firstLine, shape: shape)
        guard head.usual > 1 || choices.count == 1 else { continue }
        if best == nil || head.score > best?.1.score ?? 0 { best = (shape, head) }
      }
      return best
    }
    guard let (shape, head) = found, !head.records.isEmpty else {
      throw InputError(
        Place(file: file), "no mark separates cells: neither commas, semicolons, tabs nor bars make columns",
        next: "Export it as CSV with a header.")
    }
    self.shape = shape
    guard head.usual <= Self.mostColumns else {
      throw InputError(
        Place(file: file), "the rows have \(head.usual) columns, and a table at most \(Self.mostColumns)",
        next: "Leave out the columns that are not needed.")
    }
    let header =
      wantedHeader.map { line in line == 0 ? nil : head.records.firstIndex { $0.line == line } } ?? head.header
    if let wantedHeader, wantedHeader > 0, header == nil {
      throw InputError(
        Place(file: file, line: wantedHeader), "header-line: there is no line \(wantedHeader) among the first",
        next: "Write the line of the header, or 0 for none.")
    }
    if let header {
      var first = header
      columns = head.records[header].cells
      var next = header + 1
      if wantedHeader == nil, let upper = head.groups(above: header) {
        headerLines = 2
        columns = Self.joined(upper, columns)
        first = header - 1
      } else if wantedHeader == nil, let second = head.secondHeader(after: header) {
        headerLines = 2
        columns = Self.joined(columns, second)
        next += 1
      }
      headerLine = head.records[first].line
      titles = head.records[..<first].map { $0.cells.filter { !$0.isEmpty }.joined(separator: " ") }
      columns = Self.unique(columns)
      dataStart = source.start + (next < head.records.count ? head.records[next].start : head.records[next - 1].end)
    } else {
      let isTitle = head.records[0].cells.count == 1
      let first = isTitle ? head.records.first { $0.cells.count == head.usual } ?? head.records[0] : head.records[0]
      columns = (0..<head.usual).map { "column \($0 + 1)" }
      dataStart = source.start + first.start
      headerLines = 0
    }
    readRows(from: dataStart - source.start, headEnd: headEnd, head)
    lines = lines.map { $0 > 0 ? source.line($0) : 0 }
  }

  private mutating func readRows(from start: Int, headEnd: Int, _ head: Head) {
    let width = columns.count
    let header = headerLines == 1 ? columns.map { Array($0.utf8) } : []
    var cells: [PackedField] = []
    var lines: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = RecordScanner(bytes, from: start, shape: shape, columns: Array(0..<width))
      var line = 1 + bytes[..<start].count { $0 == shape.lineEnd }
      while let count = scanner.next() {
        let range = scanner.recordStart..<scanner.position
        // The header again, as reports printed page by page have it, says nothing of what cells hold.
        let isHeader =
          !header.isEmpty && count == width
          && zip(scanner.fields, header).allSatisfy { bytes[$0.start..<$0.end].elementsEqual($1) }
        if count > 0, !isHeader {
          for field in scanner.fields { cells.append(PackedField(field)) }
          lines.append(range.lowerBound < headEnd ? line : 0)
        }
        for index in range where bytes[index] == shape.lineEnd { line += 1 }
      }
    }
    self.cells = cells
    self.lines = lines
  }

  /// The bytes of a cell; empty for none.
  func withCell<R>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let field = cells[row * columns.count + column].field
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[field.start..<field.end])) }
  }

  /// The text of a cell.
  func text(_ row: Int, _ column: Int) -> String {
    let text = withCell(row, column, cellText)
    let hasEscapes = cells[row * columns.count + column].field.hasEscapes
    return hasEscapes
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }

  /// Whether a cell is empty.
  func isBlank(_ row: Int, _ column: Int) -> Bool {
    let field = cells[row * columns.count + column].field
    return field.start == field.end
  }

  /// The text of a row with nothing but one; nil for any other.
  func onlyText(_ row: Int) -> String? {
    let filled = columns.indices.filter { !isBlank(row, $0) }
    return filled.count == 1 ? trimmed(text(row, filled[0])) : nil
  }

  /// Positions of rows, at most so many, spread over the sample.
  func rows(atMost most: Int) -> [Int] {
    guard rowCount > most else { return Array(0..<rowCount) }
    return (0..<most).map { $0 * rowCount / most }
  }

  /// `SEP=;` as the first line.
  private static func announced(
    _ bytes: UnsafeBufferPointer<UInt8>, _ shape: RecordShape
  ) -> (delimiter: UInt8, end: Int)? {
    guard let end = bytes.firstIndex(of: shape.lineEnd), end < 16 else { return nil }
    let line = cellText(UnsafeBufferPointer(rebasing: bytes[..<end])).filter { $0 != "\"" && $0 != "\r" }.lowercased()
    guard line.hasPrefix("sep="), let mark = line.dropFirst(4).utf8.first else { return nil }
    return (mark, end + 1)
  }

  /// Names of two header lines in one; a name of the upper line holds up to the next.
  private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
    var group = ""
    return (0..<max(upper.count, lower.count)).map { column in
      if column < upper.count, !upper[column].isEmpty { group = upper[column] }
      let name = column < lower.count ? lower[column] : ""
      // A cell that is merged over both lines is one name.
      return name.isEmpty ? group : group.isEmpty || name == group ? name : "\(group) \(name)"
    }
  }

  /// Names that differ: a second `Total` becomes `Total (2)`, a blank one `column 7`.
  private static func unique(_ names: [String]) -> [String] {
    var count: [String: Int] = [:]
    return names.enumerated().map { index, name in
      if name.isEmpty { return "column \(index + 1)" }
      let times = count[name, default: 0] + 1
      count[name] = times
      return times == 1 ? name : "\(name) (\(times))"
    }
  }
}

/// The first records of a file, split by one delimiter.
private struct Head {
  struct Record {
    var line: Int
    var start: Int
    var end: Int
    var cells: [String]

    var filled: Int { cells.count { !$0.isEmpty } }
    /// Whether some cell begins with a digit, as those of data do and names do not.
    var hasData: Bool { cells.contains { $0.utf8.first.map { 48...57 ~= $0 || $0 == 45 } ?? false } }
  }

  private(set) var records: [Record] = []
  /// The number of cells that most records have.
  private(set) var usual = 0
  /// How well the delimiter splits: records of the usual width, and more where the header has it too.
  private(set) var score = 0.0
  /// Position of the header among the records.
  private(set) var header: Int?

  private static let most = 300

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, firstLine: Int, shape: RecordShape) {
    var scanner = RecordScanner(bytes, from: start, shape: shape, columns: Array(0..<400))
    var line = firstLine
    while records.count < Self.most, let count = scanner.next() {
      if count > 0 {
        let cells = (0..<min(count, 400)).map { scanner.text($0) }
        if cells.contains(where: { !$0.isEmpty }) {
          records.append(Record(line: line, start: scanner.recordStart, end: scanner.position, cells: cells))
        }
      }
      for index in scanner.recordStart..<scanner.position where bytes[index] == shape.lineEnd { line += 1 }
    }
    var widths: [Int: Int] = [:]
    for record in records { widths[record.cells.count, default: 0] += 1 }
    // Rows below a header are many; among equals the wider are not the titles.
    // Remarks below a short report may be more lines than its rows.
    let wide = widths.filter { $0.key > 1 && $0.value > 1 }
    guard let best = (wide.isEmpty ? widths : wide).max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
    usual = best.key
    header = records.firstIndex { isHeader($0) }
    // Trailing blank cells make a header one wider or narrower than its rows.
    if let header, records[header].cells.count != usual { usual = max(usual, records[header].cells.count) }
    let share = Double(best.value) / Double(records.count)
    score = share * (header == nil ? 1 : 1.5) + (best.key > 1 ? 0.01 * Double(min(best.key, 40)) : -1)
  }

  private func isHeader(_ record: Record) -> Bool {
    let width = record.cells.count
    guard abs(width - usual) <= 1 || trailing(record) == usual, !record.hasData else { return false }
    return record.filled >= 2 && 2 * record.filled >= usual && Set(record.cells.filter { !$0.isEmpty }).count > 1
  }

  private func trailing(_ record: Record) -> Int {
    record.cells.count - record.cells.reversed().prefix { $0.isEmpty }.count
  }

  /// The names of groups in a line just above the header, where the header has names that come again in each.
  func groups(above header: Int) -> [String]? {
    guard header > 0 else { return nil }
    let names = records[header].cells.filter { !$0.isEmpty }
    let upper = records[header - 1]
    let again = names.count - Set(names).count
    guard again > 1, upper.filled > 1, !upper.hasData, upper.cells.count <= usual + 1, upper.filled < names.count else {
      return nil
    }
    return upper.cells
  }

  /// The names of a second header line.
  func secondHeader(after header: Int) -> [String]? {
    guard header + 2 < records.count else { return nil }
    let next = records[header + 1]
    guard !next.hasData, abs(next.cells.count - usual) <= 1, 3 * next.filled >= usual, records[header + 2].hasData
    else { return nil }
    return next.cells
  }
}

/// A cell's place in eight bytes; samples are smaller than 2 GiB.
private struct PackedField {
  private let start: UInt32
  private let end: UInt32

  init(_ field: Field) {
    start = UInt32(field.start) << 1 | (field.hasEscapes ? 1 : 0)
    end = UInt32(field.end)
  }

  var field: Field { Field(start: Int(start >> 1), end: Int(end), hasEscapes: start & 1 == 1) }
}
