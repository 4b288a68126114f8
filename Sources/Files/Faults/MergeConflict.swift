import Libc

/// Two versions of lines that git could not merge and left in a file, between lines of its marks.
package enum MergeConflict {
  private static let begin = Array("<<<<<<< ".utf8)
  private static let middle = Array("=======".utf8)
  private static let end = Array(">>>>>>> ".utf8)

  /// The lines of every conflict of a text, counted from 1 with the marks around them; none where a mark is missing.
  ///
  /// - Complexity: one search for a byte that is rare in tables where there is no conflict.
  package static func lines(in bytes: UnsafeBufferPointer<UInt8>) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var (position, line) = (0, 1)
    while let first = lineStart(begin, in: bytes, from: position),
      let between = lineStart(middle, in: bytes, from: first), let last = lineStart(end, in: bytes, from: between)
    {
      let firstLine = line + LineEnds.count(bytes, position..<first)
      line = firstLine + LineEnds.count(bytes, first..<last)
      position = last
      found.append(firstLine...line)
    }
    return found
  }

  /// The same as problems of a file that somebody writes.
  package static func problems(in bytes: UnsafeBufferPointer<UInt8>, file: String) -> [InputProblem] {
    lines(in: bytes).map { lines in
      InputProblem(
        Place(file: file, line: lines.lowerBound),
        "lines \(lines.lowerBound) to \(lines.upperBound) are two versions that git could not merge",
        next: "Keep the one that holds, or rows of both, and delete the lines with <<<<<<<, ======= and >>>>>>>.")
    }
  }

  /// Where a line begins with a mark.
  private static func lineStart(
    _ mark: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var position = start
    while position + mark.count <= bytes.count,
      let found = memchr(base + position, CInt(mark[0]), bytes.count - position)
    {
      let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      let isFirst = place == 0 || LineEnds.contain(bytes[place - 1]) || (place == 3 && bytes[0] == 0xEF)
      if isFirst, bytes[place...].starts(with: mark) { return place }
      position = place + 1
    }
    return nil
  }
}
