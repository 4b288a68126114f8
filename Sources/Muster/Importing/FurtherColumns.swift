import ScenarioFiles
import Tabular
import Timeline

/// Columns that a history has beside those of an import, such as `agents` or the planner's own: they stay with their rows.
struct FurtherColumns: Sendable {
  /// Their names, in the order of the table.
  private(set) var names: [String] = []
  /// Cells by queue and start; rows that have none are not there.
  private var cells: [String: [Int: [String]]] = [:]

  /// - Parameters:
  ///   - bytes: the history; nil for none.
  ///   - known: names of the columns that an import has.
  ///   - clock: of a queue, for times without an offset.
  init(_ bytes: [UInt8]?, file: String, beside known: [String], clock: (String) -> Zone) {
    guard let bytes else { return }
    let table = Table.read(bytes: bytes, file: file)
    let taken = Set(known.compactMap { table.column($0) })
    let own = table.header.indices.filter { !taken.contains($0) && !table.header[$0].isEmpty }
    guard !own.isEmpty, let start = table.column("start"), let queue = table.column("queue") else { return }
    names = own.map { table.header[$0] }
    for row in 0..<table.rowCount {
      let texts = own.map { table.text(row: row, column: $0) }
      guard let written = table.withBytes(row: row, column: start, { WrittenTime(iso: $0) }) else { continue }
      let id = table.text(row: row, column: queue)
      let seconds = Self.seconds(written, clock(id))
      // Of two passes of an hour an empty row is the first one's.
      if seconds.count < 2, texts.allSatisfy(\.isEmpty) { continue }
      for second in seconds where cells[id]?[second] == nil {
        cells[id, default: [:]][second] = texts
        break
      }
    }
  }

  /// The moment of a time, or the two at which the clock shows it.
  private static func seconds(_ written: WrittenTime, _ zone: Zone) -> [Int] {
    switch written {
    case .instant(let instant, _): [instant.secondsSinceEpoch]
    case .local(let local):
      switch zone.resolve(local) {
      case .once(let instant): [instant.secondsSinceEpoch]
      case .twice(let earlier, let later): [earlier.secondsSinceEpoch, later.secondsSinceEpoch]
      case .never: []
      }
    }
  }

  /// Writes the cells of a row; empty ones where it is new.
  ///
  /// - Parameter others: starts of shorter rows whose time it holds: what they have too is its, unless they differ.
  /// - Returns: whether something was left out since they differ.
  func write(_ queue: String, _ start: Int, holding others: [Int], to writer: inout TableWriter) -> Bool {
    var isCut = false
    guard !names.isEmpty else { return isCut }
    let known = cells[queue] ?? [:]
    let rows = ([start] + others).compactMap { known[$0] }
    for index in names.indices {
      let texts = unique(rows.map { index < $0.count ? $0[index] : "" }.filter { !$0.isEmpty })
      // The number of two half hours is neither that of the hour nor their sum, for all that is known of it.
      if texts.count > 1 { isCut = true }
      let text = texts.count == 1 ? texts[0] : ""
      if text.isEmpty {
        writer.blank()
      } else if Double(text) != nil {
        // A number below 0 is no formula.
        writer.time(text)
      } else {
        writer.text(text)
      }
    }
    return isCut
  }

  /// Whether a row has something in these columns.
  func has(_ queue: String, _ start: Int) -> Bool { cells[queue]?[start]?.contains { !$0.isEmpty } ?? false }
}
