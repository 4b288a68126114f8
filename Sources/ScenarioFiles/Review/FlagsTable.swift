public import Tabular
import Timeline
public import Workforce

/// The file in which planners review what does not look right in a history: `flags.csv`.
///
/// A run writes it with the decision left empty; the planner writes `accept`, `reject` or `discard` there, and the next
/// run obeys and keeps the row.
public enum FlagsTable {
  /// Name of the file.
  public static let fileName = "flags.csv"

  private static let columns = ["queue", "start", "end", "kind", "before", "after", "why", "decision"]

  /// Writes one row for each flag, times on the clock of the queue with their offset.
  ///
  /// A flag of a queue that the scenario does not have is left out.
  public static func write(_ flags: [HistoryFlag], for scenario: Scenario) -> [UInt8] {
    var writer = TableWriter(header: columns)
    for flag in flags {
      guard let queue = scenario.queues.first(where: { $0.id == flag.queue }) else { continue }
      writer.text(flag.queue)
      writer.text(queue.open.zone.isoText(at: flag.start))
      writer.text(queue.open.zone.isoText(at: flag.end))
      writer.text(flag.kind.rawValue)
      writer.decimal(flag.before, decimals: 2)
      writer.decimal(flag.after, decimals: 2)
      writer.text(flag.reason)
      writer.text(flag.decision == .open ? "" : flag.decision.rawValue)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads flags with their decisions.
  ///
  /// - Throws: `InputError` with every problem of the file.
  public static func read(_ bytes: [UInt8], file: String = fileName, for scenario: Scenario) throws(InputError)
    -> [HistoryFlag]
  {
    let names = NameIndex("queue", scenario.queues.map(\.id))
    var cells = TableCells(
      bytes, file: file, required: ["queue", "start", "end", "kind", "before", "after"], optional: ["why", "decision"])
    var flags: [HistoryFlag] = []
    for row in cells.rows {
      let queue = cells.name(row, "queue", in: names)
      let span = cells.span(row)
      let kind = cells.required(row, "kind") { text throws(Misreading) in
        try readCase(text, as: HistoryFlag.Kind.self, named: "kind")
      }
      let before = cells.requiredNumber(row, "before")
      let after = cells.requiredNumber(row, "after")
      let decision = cells.optional(row, "decision") { text throws(Misreading) in
        try readCase(text, as: HistoryFlag.Decision.self, named: "decision")
      }
      guard let queue, let span, let kind, let before, let after else { continue }
      flags.append(
        HistoryFlag(
          queue: queue, start: span.start, end: span.end, kind: kind, before: before, after: after,
          reason: cells.text(row, "why") ?? "", decision: decision ?? .open))
    }
    if let error = cells.problems.error { throw error }
    return flags
  }
}

/// Reads one of the words of an enumeration.
func readCase<Words: CaseIterable & RawRepresentable>(
  _ text: String, as words: Words.Type, named name: String
) throws(Misreading) -> Words where Words.RawValue == String {
  if let word = Words(rawValue: text) { return word }
  let known = Words.allCases.map(\.rawValue).joined(separator: ", ")
  throw Misreading("\(text) is not a \(name)", next: "Write one of \(known).")
}

extension TableCells {
  /// Reads `start` and `end` as instants, the end after the start.
  mutating func span(_ row: Int) -> (start: Instant, end: Instant)? {
    let start = required(row, "start", readInstant)
    let end = required(row, "end", readInstant)
    guard let start, let end else { return nil }
    guard start < end else {
      add(row, "end", "the end is not after the start", next: "Write the first instant after the stretch.")
      return nil
    }
    return (start, end)
  }
}

/// Reads an instant written with its offset.
func readInstant(_ text: String) throws(Misreading) -> Instant {
  if let instant = Instant(iso: text) { return instant }
  throw Misreading(
    "\(text) is not a date and time with its offset", next: "Write it like 2026-03-29T10:30+02:00.")
}
