import Tabular
import Timeline

/// When an interval starts, and what the file writes for it.
struct WrittenStart {
  var instant: Instant
  /// The clock reading as written, offset or not.
  var local: LocalDateTime
  var isLocal: Bool
  /// The second moment at which the clock shows a time without an offset; nil for all but the repeated hour.
  var later: Instant?
  /// Whether the clock never shows the time; only rows of no contacts may have such a one.
  var isSkipped = false
}

/// What was found about clock changes in the times of a history, over all its queues.
struct ClockLog {
  private struct Entry {
    var first: LocalDateTime
    var count: Int
  }

  let file: String
  private var pairedRows: Entry?
  private var sharedRows: Entry?
  private var skippedRows: Entry?

  init(file: String) { self.file = file }

  /// Rows of a repeated hour that are there for both passes, in order.
  mutating func paired(_ time: LocalDateTime, count: Int) { Self.add(time, count, to: &pairedRows) }

  /// Rows of a repeated hour that hold the contacts of both passes.
  mutating func shared(_ time: LocalDateTime, count: Int) { Self.add(time, count, to: &sharedRows) }

  /// A row of no contacts at a time that the clock skips.
  mutating func skipped(_ time: LocalDateTime) { Self.add(time, 1, to: &skippedRows) }

  private static func add(_ time: LocalDateTime, _ count: Int, to entry: inout Entry?) {
    entry = Entry(first: min(entry?.first ?? time, time), count: (entry?.count ?? 0) + count)
  }

  /// What was made of such rows, in sentences.
  var sentences: [String] {
    func rows(_ entry: Entry) -> String {
      entry.count == 1
        ? "\(file): the row of \(entry.first) has" : "\(file): \(entry.count) rows, the first of \(entry.first), have"
    }
    var result: [String] = []
    if let pairedRows {
      result.append(
        "\(rows(pairedRows)) a time without an offset that the clock shows twice; their order in the file tells first and "
          + "second pass.")
    }
    if let sharedRows {
      result.append(
        "\(rows(sharedRows)) a time without an offset that the clock shows twice; its contacts are taken as those of both "
          + "passes together.")
    }
    if let skippedRows {
      result.append("\(rows(skippedRows)) a time that the clock skips and no contacts; left out.")
    }
    return result
  }
}

extension TableCells {
  /// Reads the start of an interval, on a clock where the text has no offset; a problem where that clock shows the time
  /// twice or never.
  mutating func writtenStart(_ row: Int, column name: String = "start", zone: Zone?) -> WrittenStart? {
    guard let written = writtenTime(row, name) else { return nil }
    switch written {
    case .instant: return WrittenStart(written)
    case .local(let local):
      guard let zone, let instant = resolve(local, in: zone, row, name) else { return nil }
      return WrittenStart(instant: instant, local: local, isLocal: true)
    }
  }

  /// Reads the start of a row of a history, whose clock may show it twice; a row of no contacts at a time it never shows
  /// is left out.
  ///
  /// - Parameter isWallClock: whether offsets are left aside and every time is taken as one of the zone's clock.
  mutating func historyStart(
    _ row: Int, _ written: WrittenTime, zone: Zone?, isWallClock: Bool
  ) -> WrittenStart? {
    switch written {
    case .instant:
      var start = WrittenStart(written)
      if isWallClock { start.instant = Instant(secondsSinceEpoch: start.local.secondsSinceEpoch) }
      return start
    case .local(let local):
      guard let zone else { return nil }
      switch zone.resolve(local) {
      case .once(let instant): return WrittenStart(instant: instant, local: local, isLocal: true)
      case .twice(let earlier, let later):
        return WrittenStart(instant: earlier, local: local, isLocal: true, later: later)
      case .never(_, let after, _):
        if column("offered").flatMap({ table.number(row: row, column: $0) }) == 0 {
          return WrittenStart(instant: after, local: local, isLocal: true, isSkipped: true)
        }
        _ = resolve(local, in: zone, row, "start")
        return nil
      }
    }
  }

  mutating func writtenTime(_ row: Int, _ name: String) -> WrittenTime? {
    guard let column = column(name) else { return nil }
    if let written = table.withBytes(row: row, column: column, { WrittenTime(iso: $0) }) { return written }
    if let text = required(row, name) {
      add(
        row, name, "\(quoted(text)) is not a date and time",
        next: "Write ISO 8601 with the offset, for example 2026-03-29T10:30+02:00.")
    }
    return nil
  }

  /// The instant at which a zone's clock shows a time; a problem where that is not exactly one.
  mutating func resolve(_ local: LocalDateTime, in zone: Zone, _ row: Int, _ column: String) -> Instant? {
    switch zone.resolve(local) {
    case .once(let instant): return instant
    case .twice(let earlier, _):
      add(
        row, column, "\(local) happens twice in \(zone.name)",
        next: "Add the offset, for example \(local)\(offsetText(zone.offset(at: earlier))).")
    case .never(_, let after, _):
      add(
        row, column, "\(local) does not exist in \(zone.name), whose clock jumps over it",
        next: "Write the time that was meant with its offset, for example "
          + "\(zone.local(at: after))\(offsetText(zone.offset(at: after))).")
    }
    return nil
  }
}

extension WrittenStart {
  /// A time with its offset; one without counts as UTC.
  fileprivate init(_ written: WrittenTime) {
    switch written {
    case .instant(let instant, let offset):
      self.init(
        instant: instant, local: LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset), isLocal: false)
    case .local(let local):
      self.init(instant: Instant(secondsSinceEpoch: local.secondsSinceEpoch), local: local, isLocal: true)
    }
  }
}
