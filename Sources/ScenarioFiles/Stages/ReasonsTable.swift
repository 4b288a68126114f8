package import Tabular
package import Timeline

/// The file of why dates of a roster are no longer as they were published, `reasons.csv`: what was done since, one row a date of a
/// person each time. A publication takes it over and the next one begins anew.
package enum ReasonsTable {
  /// Name of the file.
  package static let fileName = "reasons.csv"

  /// One thing that was done.
  package struct Entry: Hashable, Sendable {
    /// Id of the person.
    package var agent: String
    /// Local date.
    package var date: CivilDate
    /// The command that did it.
    package var command: String
    /// Why, as the rest of a sentence.
    package var reason: String

    /// A reason.
    package init(agent: String, date: CivilDate, command: String, reason: String) {
      self.agent = agent
      self.date = date
      self.command = command
      self.reason = reason
    }
  }

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "replan",
    "one row for each time that a date of a person was changed since the last publication, in order of time",
    columns: [
      .init("step", .integer, range: 1 ... .infinity, "1 for the first"), .agent, .date,
      .init("command", .text, "what changed it, for example `replan`, `swap` or `import-roster`"),
      .init("reason", .text, "why"),
    ], key: ["step"])

  /// Writes one row a change.
  package static func write(_ entries: [Entry]) -> [UInt8] {
    var writer = definition.writer()
    for (index, entry) in entries.enumerated() {
      writer.integer(index + 1)
      writer.text(entry.agent)
      writer.date(entry.date)
      writer.text(entry.command)
      writer.text(entry.reason)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads the changes in their order.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func read(_ bytes: [UInt8], file: String = fileName) throws(InputError) -> [Entry] {
    var cells = TableCells(bytes, file: file, required: ["agent_id", "date", "reason"], optional: ["step", "command"])
    var entries: [Entry] = []
    for row in cells.rows {
      guard let agent = cells.required(row, "agent_id"), let date = cells.required(row, "date", readDate) else {
        continue
      }
      entries.append(
        Entry(
          agent: agent, date: date, command: cells.text(row, "command") ?? "",
          reason: cells.text(row, "reason") ?? ""))
    }
    try cells.problems.check()
    return entries
  }
}
