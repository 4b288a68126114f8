package import Tabular

/// Bytes of an export that can be read piece by piece.
package protocol ByteSource: Sendable {
  /// The file as the planner named it.
  var file: String { get }
  /// How many bytes there are.
  var size: Int { get }
  /// Fills a buffer with the bytes from an offset on; returns how many there are, fewer only at the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

extension FileStream: ByteSource {}

extension ByteSource {
  /// A piece as an array, shorter at the end.
  func bytes(at offset: Int, count: Int) throws(InputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, min(count, size - offset)))
    var failure: InputError?
    let done = bytes.withUnsafeMutableBytes { buffer -> Int in
      do throws(InputError) { return try read(at: offset, into: buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    bytes.removeLast(bytes.count - done)
    return bytes
  }
}

/// Bytes that are in memory.
package struct MemorySource: ByteSource {
  package let file: String
  let bytes: [UInt8]
  package var size: Int { bytes.count }

  /// A source of bytes with a name for messages.
  package init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = max(0, min(buffer.count, bytes.count - offset))
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
    return count
  }
}

/// How the characters of a file are written.
package enum TextEncoding: String, Hashable, Sendable {
  case utf8 = "UTF-8"
  case utf16 = "UTF-16"
  case windows1252 = "Windows-1252"
  case windows1250 = "Windows-1250"
  case workbook = "Workbook"
}

/// A source whose bytes are UTF-8, or of which at least all marks of a table are ASCII.
struct DecodedSource {
  var source: any ByteSource
  var encoding: TextEncoding
  /// Where the text begins, behind a byte order mark.
  var start: Int
  /// How a sheet was laid out that was turned; nil for a table as it is.
  private(set) var layout: String?
  /// Line of the file that each line of a turned sheet is of.
  private var lines: [Int] = []

  /// Files of UTF-16 are turned into UTF-8 in memory; larger ones are refused.
  static let mostUTF16 = 1 << 28

  /// Finds out how a file is written; UTF-16 and workbooks are decoded.
  ///
  /// - Parameter sheet: of a workbook, which is read as CSV.
  init(_ source: any ByteSource, sheet: String? = nil) throws(InputError) {
    let head = try source.bytes(at: 0, count: 1 << 16)
    guard !head.isEmpty else {
      throw InputError(Place(file: source.file), "the file is empty", next: "Export it again.")
    }
    if let isBigEndian = Self.byteOrder(of: head) {
      guard source.size <= Self.mostUTF16 else {
        throw InputError(
          Place(file: source.file), "a file in UTF-16 may have 256 MiB", next: "Save it as CSV in UTF-8.")
      }
      let hasMark = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
      let bytes = try source.bytes(at: hasMark ? 2 : 0, count: source.size)
      var units: [UInt16] = []
      units.reserveCapacity(bytes.count / 2)
      for index in stride(from: 0, to: bytes.count - 1, by: 2) {
        let (high, low) = isBigEndian ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
        units.append(UInt16(high) << 8 | UInt16(low))
      }
      self.source = MemorySource(Array(String(decoding: units, as: UTF16.self).utf8), file: source.file)
      encoding = .utf16
      start = 0
      return
    }
    if Workbook.isOne(head) {
      guard source.size <= Self.mostUTF16 else {
        throw InputError(
          Place(file: source.file), "a workbook may have 256 MiB", next: "Save the sheet as CSV in UTF-8.")
      }
      let csv = try Workbook.csv(source.bytes(at: 0, count: source.size), file: source.file, sheet: sheet)
      self.source = MemorySource(csv, file: source.file)
      encoding = .workbook
      start = 0
      return
    }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw InputError(
        Place(file: source.file), "this is a workbook of an old form, or locked",
        next: "Save the sheet as CSV in UTF-8 or as xlsx, and import that.")
    }
    if let kind = Self.noTable(head) {
      throw InputError(
        Place(file: source.file), "this is \(kind), and no table", next: "Export it as CSV, or save it as xlsx or CSV.")
    }
    if let nul = head.firstIndex(of: 0) {
      throw InputError(
        Place(file: source.file, line: 1 + head[..<nul].count { $0 == 10 }),
        "there is a NUL byte; this is not a text file", next: "Save it as CSV in UTF-8.")
    }
    if source.size <= Self.mostUTF16, Self.isOfCentralEurope(head) {
      var text = String.UnicodeScalarView()
      for byte in try source.bytes(at: 0, count: source.size) {
        text.append(byte < 0x80 ? Unicode.Scalar(byte) : windows1250[Int(byte) - 0x80])
      }
      self.source = MemorySource(Array(String(text).utf8), file: source.file)
      encoding = .windows1250
      start = 0
      return
    }
    self.source = source
    start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    encoding = .utf8
  }

  /// Whether a Polish or Slovak letter of Windows-1250 stands within a word, where Windows-1252 has a mark and UTF-8 nothing that
  /// may follow on a letter of ASCII.
  private static func isOfCentralEurope(_ head: [UInt8]) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 }
    return head.indices.dropFirst().dropLast().contains { place in
      [0xB3, 0xB9, 0xBE, 0xBF, 0x9D].contains(head[place]) && isLetter(head[place - 1])
        && (isLetter(head[place + 1]) || head[place + 1] >= 0x80)
    }
  }

  /// The source of a sheet as the table that it was turned into.
  func turned(_ table: TurnedTable) -> DecodedSource {
    var result = self
    result.source = MemorySource(table.csv, file: source.file)
    result.start = 0
    (result.layout, result.lines) = (table.form, table.lines)
    return result
  }

  /// The line of the file that a line of the text is of.
  func line(_ line: Int) -> Int { lines.indices.contains(line - 1) ? lines[line - 1] : line }

  /// What a file is that begins as no table does: pages under the name of a workbook, and JSON; nil for others.
  private static func noTable(_ head: [UInt8]) -> String? {
    let start = head.prefix(512).drop { $0 <= 0x20 || $0 >= 0x80 }
    let text = String(decoding: start.prefix(200), as: UTF8.self).lowercased()
    if text.hasPrefix("%pdf") { return "a PDF" }
    if text.hasPrefix("<?xml") || text.hasPrefix("<workbook") { return "XML" }
    if ["<!doctype", "<html", "<table", "<head", "<meta", "<body"].contains(where: text.hasPrefix) {
      return "a web page"
    }
    let marks = text.filter { !$0.isWhitespace }
    return ["{\"", "[{", "[["].contains(where: marks.hasPrefix) ? "JSON" : nil
  }

  /// Whether the first byte of each pair of UTF-16 is the high one; nil for bytes that are none.
  private static func byteOrder(of head: [UInt8]) -> Bool? {
    if head.starts(with: [0xFF, 0xFE]) { return false }
    if head.starts(with: [0xFE, 0xFF]) { return true }
    guard head.count >= 16 else { return nil }
    let pairs = head.count / 2
    let high = (0..<pairs).count { head[2 * $0] == 0 }
    let low = (0..<pairs).count { head[2 * $0 + 1] == 0 }
    if high > pairs * 8 / 10, low < pairs / 10 { return true }
    return low > pairs * 8 / 10 && high < pairs / 10 ? false : nil
  }
}

/// Text of a cell: UTF-8, or Windows-1252 where it is none.
func cellText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  var text = ""
  for byte in bytes {
    let value =
      0x80...0x9F ~= byte ? windows1252[Int(byte) - 0x80] : UInt32(byte)
    text.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
  }
  return text
}

/// The characters of the bytes 80 to FF.
private let windows1250 = Array(
  ("€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź"
    + "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
    + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙").unicodeScalars)

/// The characters of the bytes 80 to 9F; the rest is as in Unicode.
private let windows1252: [UInt32] = [
  0x20AC, 0x3F, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x3F, 0x017D,
  0x3F, 0x3F, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x3F,
  0x017E, 0x0178,
]
