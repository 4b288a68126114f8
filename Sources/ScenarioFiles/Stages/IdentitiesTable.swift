public import Tabular
public import Timeline

/// The file of what calendars say of every event of a publication, `identities.csv`: one row an event, so that no later one says
/// less.
public enum IdentitiesTable {
  /// Name of the file.
  public static let fileName = "identities.csv"

  /// One event.
  public struct Entry: Hashable, Sendable {
    /// Identity of the event.
    public var uid: String
    /// Id of the person.
    public var agent: String
    /// Local date.
    public var date: CivilDate
    /// Whether it is a duty on call.
    public var isDuty: Bool
    /// Whether it was withdrawn.
    public var isCancelled: Bool
    /// Its `SEQUENCE`.
    public var sequence: Int
    /// Its `LAST-MODIFIED`.
    public var stamp: Instant

    /// An event.
    public init(
      uid: String, agent: String, date: CivilDate, isDuty: Bool, isCancelled: Bool, sequence: Int, stamp: Instant
    ) {
      self.uid = uid
      self.agent = agent
      self.date = date
      self.isDuty = isDuty
      self.isCancelled = isCancelled
      self.sequence = sequence
      self.stamp = stamp
    }
  }

  /// What the file holds.
  public static let definition = TableDefinition(
    fileName, stage: "publish",
    "one row a calendar entry of a publication, by person, date and identity; in its record",
    columns: [
      .init("uid", .text, "identity of the entry in calendars"), .agent, .date,
      .init("event", .text, words: ["shift", "on-call"], "what the entry is"),
      .init("status", .text, words: ["held", "cancelled"], "`cancelled` where it was withdrawn"),
      .init("sequence", .integer, "how often it was changed after it was published"),
      .init("stamp_utc", .instant, "when it came to be as it is"),
    ], key: ["uid"])

  /// The table in parts, one row an event.
  ///
  /// - Parameter entry: the event at a place in the order of person, date and identity.
  public static func parts(_ count: Int, _ entry: @escaping @Sendable (Int) -> Entry) -> TableParts {
    TableParts(definition, entries: count) { writer, index in
      let entry = entry(index)
      writer.text(entry.uid)
      writer.text(entry.agent)
      writer.date(entry.date)
      writer.text(entry.isDuty ? "on-call" : "shift")
      writer.text(entry.isCancelled ? "cancelled" : "held")
      writer.integer(entry.sequence)
      writer.time(entry.stamp.tableText)
      writer.endRow()
    }
  }

  /// Reads the events of a record.
  ///
  /// - Throws: `InputError` with the problems of the file.
  public static func read(_ bytes: [UInt8], file: String = fileName) throws(InputError) -> [Entry] {
    var cells = TableCells(
      bytes, file: file, required: ["uid", "agent_id", "date", "event", "status", "sequence"], times: ["stamp"])
    var entries: [Entry] = []
    for row in cells.rows {
      let date = cells.requiredDate(row, "date")
      let sequence = cells.requiredInteger(row, "sequence", .sequence)
      let stamp = cells.moment(row, "stamp", on: nil, of: "the entry")
      guard let uid = cells.required(row, "uid"), let agent = cells.required(row, "agent_id"), let date, let sequence,
        let stamp
      else { continue }
      entries.append(
        Entry(
          uid: uid, agent: agent, date: date, isDuty: cells.text(row, "event") == "on-call",
          isCancelled: cells.text(row, "status") == "cancelled", sequence: sequence, stamp: stamp))
    }
    try cells.problems.check()
    return entries
  }
}
