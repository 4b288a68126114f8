package import Tabular
package import Timeline

/// The file of what calendars say of every event of a publication, `identities.csv`: one row an event, so that no later one says
/// less.
package enum IdentitiesTable {
  /// Name of the file.
  package static let fileName = "identities.csv"

  /// What an event is.
  package enum Event: String, CaseIterable, Hashable, Sendable {
    /// A shift.
    case shift
    /// A duty on call.
    case onCall = "on-call"
    /// Days of leave or absence.
    case leave
    /// Days without a shift.
    case off
    /// A shift in the calendar of a team, where its sequence or stamp is another one than in the person's own.
    case team
    /// A shift in the calendar of a team that the person has left: withdrawn there.
    case left = "team-left"
  }

  /// One event.
  package struct Entry: Hashable, Sendable {
    /// Identity of the event.
    package var uid: String
    /// Id of the person.
    package var agent: String
    /// Local date, the first of whole days.
    package var date: CivilDate
    /// The last local date of whole days; `nil` of a shift or duty.
    package var until: CivilDate?
    /// What it is.
    package var event: Event
    /// Whether it was withdrawn.
    package var isCancelled: Bool
    /// Its `SEQUENCE`.
    package var sequence: Int
    /// Its `LAST-MODIFIED`.
    package var stamp: Instant
    /// A fingerprint of how calendars word it; empty where that was not recorded.
    package var wording = ""
    /// How many of its sequences were other words for the same.
    package var reworded = 0
    /// The team in whose calendar a shift is, empty for none; nil where that was not recorded, and of what is in no team's calendar.
    package var team: String?

    /// An event.
    package init(
      uid: String, agent: String, date: CivilDate, until: CivilDate? = nil, event: Event, isCancelled: Bool,
      sequence: Int, stamp: Instant
    ) {
      self.uid = uid
      self.agent = agent
      self.date = date
      self.until = until
      self.event = event
      self.isCancelled = isCancelled
      self.sequence = sequence
      self.stamp = stamp
    }
  }

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "publish",
    "one row a calendar entry of a publication, by person, date and identity; in its record",
    columns: [
      .init("uid", .text, "identity of the entry in calendars"), .agent, .date,
      .init("event", .text, words: Event.allCases.map(\.rawValue), "what the entry is"),
      .init("status", .text, words: ["held", "cancelled"], "`cancelled` where it was withdrawn"),
      .init("sequence", .integer, "how often it was changed after it was published"),
      .init("stamp_utc", .instant, "when it came to be as it is"),
      .init("until", .date, mayBeEmpty: true, "last date of leave or days off; empty for shifts and duties"),
      .init(
        "wording", .text, mayBeEmpty: true,
        "fingerprint of the entry's text, and after a dash of that in a team's calendar; empty for `team`"),
      .init(
        "reworded", .integer, mayBeEmpty: true,
        "how many of its sequences were other words for the same; empty for none"),
      .init(
        "team", .text, mayBeEmpty: true, "team in whose calendar a shift is; empty for none, and for what is no shift"),
    ], key: ["uid"])

  /// The table in parts, one row an event.
  ///
  /// - Parameter entry: the event at a place in the order of person, date and identity.
  package static func parts(_ count: Int, _ entry: @escaping @Sendable (Int) -> Entry) -> TableParts {
    TableParts(definition, entries: count) { writer, index in
      let entry = entry(index)
      writer.text(entry.uid)
      writer.text(entry.agent)
      writer.date(entry.date)
      writer.text(entry.event.rawValue)
      writer.text(entry.isCancelled ? "cancelled" : "held")
      writer.integer(entry.sequence)
      writer.time(entry.stamp.tableText)
      if let until = entry.until { writer.date(until) } else { writer.blank() }
      writer.text(entry.wording)
      if entry.reworded > 0 { writer.integer(entry.reworded) } else { writer.blank() }
      writer.text(entry.team ?? "")
      writer.endRow()
    }
  }

  /// Reads the events of a record.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func read(_ bytes: [UInt8], file: String = fileName) throws(InputError) -> [Entry] {
    var cells = TableCells(
      bytes, file: file, required: ["uid", "agent_id", "date", "event", "status", "sequence"], times: ["stamp"],
      optional: ["until", "wording", "reworded", "team"])
    let hasTeams = cells.column("team") != nil
    var entries: [Entry] = []
    for row in cells.rows {
      let date = cells.requiredDate(row, "date")
      let until = cells.optionalDate(row, "until")
      let sequence = cells.requiredInteger(row, "sequence", .sequence)
      let reworded = cells.text(row, "reworded") == nil ? 0 : cells.requiredInteger(row, "reworded", .sequence)
      let stamp = cells.moment(row, "stamp", on: nil, of: "the entry")
      guard let uid = cells.required(row, "uid"), let agent = cells.required(row, "agent_id"), let date, let sequence,
        let stamp
      else { continue }
      var entry = Entry(
        uid: uid, agent: agent, date: date, until: until,
        event: cells.text(row, "event").flatMap { Event(rawValue: $0) } ?? .shift,
        isCancelled: cells.text(row, "status") == "cancelled", sequence: sequence, stamp: stamp)
      entry.wording = cells.text(row, "wording") ?? ""
      entry.reworded = reworded ?? 0
      if hasTeams, [.shift, .team, .left].contains(entry.event) { entry.team = cells.text(row, "team") ?? "" }
      entries.append(entry)
    }
    try cells.problems.check()
    return entries
  }
}
