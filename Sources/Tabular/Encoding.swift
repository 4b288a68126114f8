import Files
import Libc

/// Whether bytes are text in UTF-8.
enum Encoding {
  /// Checks a whole file.
  ///
  /// - Returns: where the text starts, behind a byte order mark; nil when the bytes are no text of ours at all.
  ///   Single bytes that are not UTF-8 are added to the problems, one a line, and can still be read around.
  static func check(_ bytes: [UInt8], file: String, _ problems: inout ProblemCollector) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        problems.add(Place(file: file), "the file is UTF-16, not UTF-8", next: saveAsUtf8)
        return nil
      }
      if bytes.count > Int(UInt32.max) {
        problems.add(Place(file: file), "the file is larger than 4 GiB", next: "Split it into several files.")
        return nil
      }
      let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      if let nul = firstNul(bytes) {
        problems.add(
          Place(file: file, line: 1 + LineEnds.count(bytes, 0..<nul)), "there is a NUL byte; this is not a text file",
          next: saveAsUtf8)
        return nil
      }
      let conflicts = MergeConflict.problems(in: bytes, file: file)
      guard conflicts.isEmpty else {
        conflicts.forEach { problems.add($0) }
        return nil
      }
      addInvalidLines(bytes, from: start, file: file, &problems)
      return start
    }
  }

  private static let saveAsUtf8 = "Save the file as CSV in UTF-8."

  private static func firstNul(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func addInvalidLines(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, file: String, _ problems: inout ProblemCollector
  ) {
    var line = 1
    var counted = start
    var position = start
    while let invalid = firstInvalid(bytes, from: position) {
      line += LineEnds.count(bytes, counted..<invalid)
      counted = invalid
      var lineStart = invalid
      while lineStart > start, !LineEnds.contain(bytes[lineStart - 1]) { lineStart -= 1 }
      let byte = String(bytes[invalid], radix: 16, uppercase: true)
      problems.add(
        Place(file: file, line: line),
        "byte \(invalid - lineStart + 1) of the line (hexadecimal \(byte.count < 2 ? "0" + byte : byte)) is not UTF-8",
        next: saveAsUtf8)
      position = invalid
      while position < bytes.count, !LineEnds.contain(bytes[position]) { position += 1 }
    }
  }

  /// The first byte from `start` on that starts no well-formed UTF-8 sequence.
  ///
  /// - Source: the table of well-formed byte sequences of the Unicode Standard (Table 3-7).
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = start
    while position < bytes.count {
      // Eight bytes of ASCII at a time, as nearly all files are.
      if position + 8 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        position += 8
        continue
      }
      let first = bytes[position]
      if first < 0x80 {
        position += 1
        continue
      }
      guard let length = sequenceLength(bytes, position, first) else { return position }
      position += length
    }
    return nil
  }

  /// The length of the well-formed sequence of two to four bytes at a position; nil where there is none.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ first: UInt8) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard position + length <= bytes.count, second ~= bytes[position + 1] else { return nil }
    for index in position + 2..<position + length where !(0x80...0xBF ~= bytes[index]) { return nil }
    return length
  }
}
