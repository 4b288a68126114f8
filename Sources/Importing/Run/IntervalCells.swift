import ScenarioFiles

/// The rows of one queue of a report put together by interval: those that differ in a word are added up, and of those that differ
/// in numbers alone count what is asked for.
struct IntervalCells {
  /// What rows of one interval and the same words say.
  private struct Part {
    var labels: UInt64
    var row: HistoryRow
    /// Where its last row stands in the file.
    var offset: Int
  }

  let duplicates: DuplicatePolicy?
  private var parts: [Int: [Part]] = [:]
  /// Rows that share their interval with another and differ in a word.
  private(set) var added = 0

  init(duplicates: DuplicatePolicy?) { self.duplicates = duplicates }

  /// Adds a row, in the order of the file.
  ///
  /// - Parameter isHalf: whether it is a half of what two passes of an hour hold, which may have several rows.
  /// - Returns: where the row stands that this one differs from in numbers alone, if nobody says what that means.
  mutating func add(_ row: IntervalRow, isHalf: Bool) -> Int? {
    let new = HistoryRow(
      start: row.start, offset: row.local - row.start, offered: row.offered, handled: row.handled,
      abandoned: row.abandoned, handleSeconds: row.handleSeconds)
    let known = parts[row.start] ?? []
    guard let place = isHalf ? known.indices.last : known.firstIndex(where: { $0.labels == row.labels }) else {
      if !known.isEmpty { added += 1 }
      parts[row.start, default: []].append(Part(labels: row.labels, row: new, offset: row.offset))
      return nil
    }
    let first = known[place].offset
    if isHalf {
      added += 1
      parts[row.start]?[place].row.add(new)
    } else {
      switch duplicates {
      case .last?: parts[row.start]?[place].row = new
      case .first?: break
      case .sum?: parts[row.start]?[place].row.add(new)
      case nil: return first
      }
    }
    parts[row.start]?[place].offset = row.offset
    return nil
  }

  /// What all rows of each interval come to, in order of time.
  var rows: [HistoryRow] {
    parts.values.compactMap { parts in
      parts.first.map { first in parts.dropFirst().reduce(first.row) { HistoryRow.sum($0, $1.row) } }
    }.ordered(HistoryRow.sum)
  }
}
