/// How a CSV file separates its cells.
public struct Dialect: Hashable, Sendable {
  /// The byte between cells; nil to find out from the first lines.
  public let delimiter: UInt8?

  /// Found out from the first lines: comma, semicolon, tab or pipe.
  public static let detect = Dialect(delimiter: nil)
  /// Commas, as RFC 4180 has it.
  public static let rfc4180 = Dialect(delimiter: UInt8(ascii: ","))
  /// Semicolons, as spreadsheets write where the comma is the decimal point.
  public static let semicolon = Dialect(delimiter: UInt8(ascii: ";"))
  /// Tabs.
  public static let tab = Dialect(delimiter: UInt8(ascii: "\t"))
  /// Vertical bars.
  public static let pipe = Dialect(delimiter: UInt8(ascii: "|"))

  /// All that can be detected, the likeliest first.
  static let known = [rfc4180, semicolon, tab, pipe]

  /// The dialect that splits the first lines most evenly.
  ///
  /// Counts each delimiter outside quotes in the first 20 lines. The winner splits the header and has the most lines
  /// with as many cells as the header; among equals the one with more cells, then the likeliest. Where none splits a second
  /// line as it does the first, which then is a title, the one counts that splits most lines into equally many cells; a header
  /// without rows is no title.
  ///
  /// - Complexity: O(64 KiB).
  static func detected(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Dialect {
    let lines = sampleLines(of: bytes, from: start)
    var best = rfc4180
    var bestScore = (evenLines: 0, cells: 0)
    var bestBelow: (dialect: Dialect, evenLines: Int) = (rfc4180, 2)
    for dialect in known {
      guard let delimiter = dialect.delimiter else { continue }
      let counts = lines.map { $0.reduce(0) { $0 + ($1 == delimiter ? 1 : 0) } }
      let usual = Set(counts).filter { $0 > 0 }.map { count in counts.count { $0 == count } }.max() ?? 0
      if usual > bestBelow.evenLines { bestBelow = (dialect, usual) }
      guard let header = counts.first, header > 0 else { continue }
      let score = (evenLines: counts.count { $0 == header }, cells: header)
      if score > bestScore { (best, bestScore) = (dialect, score) }
    }
    // Where nothing splits the other lines as it does the first, that one is a title.
    return bestScore.evenLines < 2 && lines.count > 1 ? bestBelow.dialect : best
  }

  /// The first lines without what is in quotes; blank lines and a last line cut short are left out.
  private static func sampleLines(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var isQuoted = false
    let end = min(bytes.count, start + 1 << 16)
    for index in start..<max(start, end) where lines.count < 20 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !line.isEmpty { lines.append(line) }
        line = []
      } else {
        line.append(byte)
      }
    }
    if !line.isEmpty, lines.isEmpty || end == bytes.count, lines.count < 20 { lines.append(line) }
    return lines
  }
}
