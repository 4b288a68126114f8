package import Tabular
import Timeline
package import Workforce

/// The file in which planners review what does not look right in a history: `flags.csv`.
///
/// A run writes it with the decision left empty; the planner writes `accept`, `reject` or `discard` there, and the next
/// run obeys and keeps the row. Decisions kept with the scenario stand in a file of the same shape, which no run touches.
package enum FlagsTable {
  /// Name of the file.
  package static let fileName = "flags.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "forecast", "one row for each stretch of the history that looks odd",
    columns: [.queue] + .span + [
      .init("kind", .text, words: HistoryFlag.Kind.allCases.map(\.rawValue), "what is odd"),
      .init("before", .number, unit: "contacts", "contacts recorded"),
      .init("after", .number, unit: "contacts", "contacts that the rest of the history suggests"),
      .init("why", .text, mayBeEmpty: true, "why, in a sentence"),
      .init(
        "decision", .text, words: HistoryFlag.Decision.allCases.filter { $0 != .open }.map(\.rawValue),
        mayBeEmpty: true,
        "empty until somebody decides"),
    ], key: ["queue", "start_utc", "end_utc"])

  /// Writes one row for each flag, times in UTC and on the clock of the queue.
  ///
  /// A flag of a queue that the scenario does not have is left out.
  package static func write(_ flags: [HistoryFlag], for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    for flag in flags {
      guard let queue = scenario.queues.first(where: { $0.id == flag.queue }) else { continue }
      writer.text(flag.queue)
      writer.span(flag.start, flag.end, in: queue.open.zone)
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
  package static func isCarried(_ bytes: [UInt8], for scenario: Scenario) -> Bool {
    let table = Table.read(bytes: bytes, file: fileName)
    let columns = definition.columns.map(\.name) + ["start", "end"]
    guard table.header.allSatisfy({ columns.contains($0) }), let queue = table.column("queue") else { return false }
    let known = Set(scenario.queues.map(\.id))
    return (0..<table.rowCount).allSatisfy { known.contains(table.text(row: $0, column: queue)) }
  }

  /// Reads flags with their decisions.
  ///
  /// - Parameter ignoresOtherQueues: whether rows of queues that the scenario does not have are left out; otherwise they
  ///   are problems.
  /// - Throws: `InputError` with every problem of the file.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario, ignoresOtherQueues: Bool = false
  ) throws(InputError) -> [HistoryFlag] {
    let names = NameIndex("queue", scenario.queues.map(\.id), isComplete: !ignoresOtherQueues)
    var cells = TableCells(
      bytes, file: file, required: ["queue", "kind", "before", "after"], times: ["start", "end"],
      optional: ["why", "decision"])
    var flags: [HistoryFlag] = []
    var decided: [String: [(flag: HistoryFlag, line: Int)]] = [:]
    for row in cells.rows {
      let position = cells.position(row, "queue", in: names)
      let queue = position.map { scenario.queues[$0].id }
      let span = cells.span(row, of: position.map { scenario.queues[$0] })
      let kind = cells.required(row, "kind") { text throws(Misreading) in
        try readCase(text, as: HistoryFlag.Kind.self, named: "kind")
      }
      let before = cells.requiredNumber(row, "before", .totalContacts)
      let after = cells.requiredNumber(row, "after", .totalContacts)
      let decision = cells.optional(row, "decision") { text throws(Misreading) in
        try readCase(text, as: HistoryFlag.Decision.self, named: "decision")
      }
      guard let queue, let span, let kind, let before, let after else { continue }
      let flag = HistoryFlag(
        queue: queue, start: span.start, end: span.end, kind: kind, before: before, after: after,
        reason: cells.text(row, "why") ?? "", decision: decision ?? .open)
      if let earlier = decided[queue]?.first(where: { $0.flag.isDecided(with: flag) }) {
        cells.add(
          row, "decision",
          "queue \(queue) has a decision about \(flag.kind == .level ? "this level" : "contacts of this stretch") already, "
            + "\(earlier.flag.decision.rawValue) on line \(earlier.line)",
          next: "Delete one of the two rows, or let the stretches of the two not overlap.")
        continue
      }
      if flag.decision != .open { decided[queue, default: []].append((flag, cells.table.line(row: row))) }
      flags.append(flag)
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
  /// Reads start and end of a stretch, the end after the start.
  ///
  /// Times without an offset are on the clock of the queue. A date alone means the whole day: as a start its beginning,
  /// as an end its last moment.
  mutating func span(_ row: Int, of queue: Queue?) -> (start: Instant, end: Instant)? {
    let clock = queue.map { TableClock(zone: $0.open.zone, owner: "queue \($0.id)") }
    let start = moment(row, "start", on: clock, of: "the stretch") { $0 }
    let end = moment(row, "end", on: clock, of: "the stretch") { $0.advanced(byDays: 1) }
    guard let start, let end else { return nil }
    guard start < end else {
      add(
        row, filledColumn(row, "end"), "the end is not after the start",
        next: "Write the last date of the stretch, or the first instant after it.")
      return nil
    }
    return (start, end)
  }
}
