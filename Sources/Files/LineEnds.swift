/// Where lines of text end: at LF, at CR, or at both together.
package enum LineEnds {
  /// Whether a byte is part of a line's end.
  @inlinable package static func contain(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  /// Line ends in a part of the file: LF, CR, or both together.
  package static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range {
      let byte = bytes[index]
      if byte == 13 || byte == 10 && (index == 0 || bytes[index - 1] != 13) { count += 1 }
    }
    return count
  }
}

/// What is said about a line without end, wherever it is noticed.
package enum LongLine {
  /// The problem of a line with more bytes than allowed.
  package static func problem(file: String, line: Int, limit: Int) -> InputProblem {
    InputProblem(
      Place(file: file, line: line), "the line is longer than \(limit >> 10) KiB",
      next: "Check that the file is a CSV table with one row a line.")
  }
}
