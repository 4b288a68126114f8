/// What stands above the header of a report: title lines, and where the header begins.
///
/// A table's lines have as many cells as its header. Where the first lines of a file have fewer than most, and the first
/// line that has as many as most holds names, that line is the header and those before it are titles.
struct ReportHead {
  /// The line of the first title and that of the header.
  let titleLine: UInt32
  let headerLine: UInt32
  /// Where the header begins.
  let position: Int

  /// Lines looked at.
  private static let sampleCount = 40

  /// - Returns: nil where the file begins with its header.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, line: UInt32, delimiter: UInt8) {
    let lines = Self.lines(bytes, from: start, line: line, delimiter: delimiter)
    guard let first = lines.first, let usual = Self.usualCount(lines), first.cells != usual,
      // A header in which one name was forgotten is no title.
      first.cells < usual - 1 || usual < 4,
      let header = lines.first(where: { $0.cells == usual }), !header.hasData
    else { return nil }
    titleLine = first.line
    headerLine = header.line
    position = header.position
  }

  private struct Line {
    var position: Int
    var line: UInt32
    var cells = 1
    /// Whether a cell begins with a digit, as those of a header do not.
    var hasData = false
    var isBlank = true
  }

  /// The number of cells that most lines have; nil where fewer than three agree, or on one.
  private static func usualCount(_ lines: [Line]) -> Int? {
    var count: [Int: Int] = [:]
    for line in lines { count[line.cells, default: 0] += 1 }
    let usual = count.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let usual, usual.key > 1, usual.value >= 3 else { return nil }
    return usual.key
  }

  private static func lines(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, line number: UInt32, delimiter: UInt8
  ) -> [Line] {
    var lines: [Line] = []
    var current = Line(position: start, line: number)
    var number = number
    var isQuoted = false
    var isCellStart = true
    var index = start
    let end = min(bytes.count, start + 1 << 16)
    while index < end, lines.count < sampleCount {
      let byte = bytes[index]
      if byte == TableReader.quote { isQuoted.toggle() }
      let isBreak = byte == TableReader.lineFeed || byte == TableReader.carriageReturn
      if isBreak {
        if byte == TableReader.carriageReturn, index + 1 < bytes.count, bytes[index + 1] == TableReader.lineFeed {
          index += 1
        }
        number += 1
      }
      if isBreak, !isQuoted {
        if !current.isBlank { lines.append(current) }
        current = Line(position: index + 1, line: number)
        isCellStart = true
      } else if byte == delimiter, !isQuoted {
        current.cells += 1
        current.isBlank = false
        isCellStart = true
      } else if !isBreak, !TableReader.isBlank(byte) {
        current.isBlank = false
        if isCellStart, byte != TableReader.quote {
          current.hasData = current.hasData || byte &- UInt8(ascii: "0") < 10
          isCellStart = false
        }
      }
      index += 1
    }
    if index >= bytes.count, !current.isBlank { lines.append(current) }
    return lines
  }
}
