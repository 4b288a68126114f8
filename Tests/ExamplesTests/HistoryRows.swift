import Examples
import Timeline

/// A row of an example's `history.csv`.
struct HistoryRow {
  var start: String
  var instant: Instant
  var queue: String
  var offered: Int
  var handled: Int
  var abandoned: Int
  /// `nil` where contacts were not timed.
  var handleSeconds: Int?

  var date: String { String(start.prefix(10)) }
  var clock: String { String(start.dropFirst(11).prefix(5)) }
}

/// Examples and their rows, made once for all tests.
enum Made {
  static let files: [String: [String: [UInt8]]] = {
    var all: [String: [String: [UInt8]]] = [:]
    for example in Example.all {
      let files = (try? example.files()) ?? []
      all[example.name] = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
    }
    return all
  }()

  static let rows: [String: [HistoryRow]] = files.mapValues { files in
    lines(files["history.csv"] ?? []).dropFirst().compactMap(row)
  }

  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private static func row(_ line: [UInt8]) -> HistoryRow? {
    let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard cells.count == 6, let instant = Instant(iso: cells[0]), let offered = Int(cells[2]),
      let handled = Int(cells[3]), let abandoned = Int(cells[4])
    else { return nil }
    return HistoryRow(
      start: cells[0], instant: instant, queue: cells[1], offered: offered, handled: handled, abandoned: abandoned,
      handleSeconds: Int(cells[5]))
  }
}
