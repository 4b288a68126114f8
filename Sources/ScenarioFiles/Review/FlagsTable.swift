public import Tabular
import Timeline
public import Workforce

/// The file in which planners review what does not look right in a history: `flags.csv`.
///
/// A run writes it with the decision left empty; the planner writes `accept`, `reject` or `discard` there, and the next
/// run obeys and keeps the row. Decisions kept with the scenario stand in a file of the same shape, which no run touches.
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

  /// Whether writing again what was read from a table loses nothing: it has no columns of other names and no rows of
  /// queues that the scenario does not have.
  public static func isCarried(_ bytes: [UInt8], for scenario: Scenario) -> Bool {
    let table = Table.read(bytes: bytes, file: fileName)
    guard table.header.allSatisfy({ columns.contains($0) }), let queue = table.column("queue") else { return false }
    let known = Set(scenario.queues.map(\.id))
    return (0..<table.rowCount).allSatisfy { known.contains(table.text(row: $0, column: queue)) }
  }

  /// Reads flags with their decisions.
  ///
  /// - Parameter ignoresOtherQueues: whether rows of queues that the scenario does not have are left out; otherwise they
  ///   are problems.
  /// - Throws: `InputError` with every problem of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario, ignoresOtherQueues: Bool = false
  ) throws(InputError) -> [HistoryFlag] {
    let names = NameIndex("queue", scenario.queues.map(\.id), isComplete: !ignoresOtherQueues)
    var cells = TableCells(
      bytes, file: file, required: ["queue", "start", "end", "kind", "before", "after"], optional: ["why", "decision"])
    var flags: [HistoryFlag] = []
    for row in cells.rows {
      let position = cells.position(row, "queue", in: names)
      let queue = position.map { scenario.queues[$0].id }
      let span = cells.span(row, zone: position.map { scenario.queues[$0].open.zone })
      let kind = cells.required(row, "kind") { text throws(Misreading) in
        try readCase(text, as: HistoryFlag.Kind.self, named: "kind")
      }
      let before = cells.requiredNumber(row, "before", .totalContacts)
      let after = cells.requiredNumber(row, "after", .totalContacts)
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
  /// Reads `start` and `end` of a stretch, the end after the start.
  ///
  /// Times without an offset are on the given clock. A date alone means the whole day: as a start its beginning, as an
  /// end its last moment.
  mutating func span(_ row: Int, zone: Zone?) -> (start: Instant, end: Instant)? {
    let start = edge(row, "start", zone) { $0 }
    let end = edge(row, "end", zone) { $0.advanced(byDays: 1) }
    guard let start, let end else { return nil }
    guard start < end else {
      add(row, "end", "the end is not after the start", next: "Write the first instant after the stretch.")
      return nil
    }
    return (start, end)
  }

  private mutating func edge(
    _ row: Int, _ column: String, _ zone: Zone?, ofDay: (CivilDate) -> CivilDate
  ) -> Instant? {
    guard let text = required(row, column) else { return nil }
    if let date = CivilDate(iso: text) {
      guard isInBound(LocalDateTime(date: date, secondsOfDay: 0), row, column) else { return nil }
      return zone?.startOfDay(ofDay(date))
    }
    switch WrittenTime(iso: text) {
    case .instant(let instant, _):
      return isInBound(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch), row, column) ? instant : nil
    case .local(let local):
      return isInBound(local, row, column) ? zone.flatMap { resolve(local, in: $0, row, column) } : nil
    case nil:
      add(
        row, column, "\(quoted(text)) is not a date and time",
        next: "Write it like 2026-03-29T10:30+02:00, or a date for a whole day.")
      return nil
    }
  }
}
