package import Tabular
package import Workforce

/// The file of absences at short notice, `absences.csv`: who of a published roster is not there on which dates.
package enum AbsencesTable {
  /// Name of the file.
  package static let fileName = "absences.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "replan", "one row an absence at short notice, by person and date",
    columns: [
      .agent, .init("from", .date, "first date of the absence"), .init("to", .date, "last date of the absence"),
      .init("kind", .text, "why, for example `sick`"),
      .init("since_utc", .instant, mayBeEmpty: true, "until when the person worked on the first date, in UTC"),
    ], key: ["agent_id", "from", "to", "kind"])

  /// Writes one row an absence, by agent and date; an absence written twice appears once.
  package static func write(_ absences: [Leave]) -> [UInt8] {
    var writer = definition.writer()
    for absence in Set(absences).sorted(by: {
      ($0.agent, $0.from, $0.to, $0.kind, $0.since?.isoText ?? "")
        < ($1.agent, $1.from, $1.to, $1.kind, $1.since?.isoText ?? "")
    }) {
      writer.text(absence.agent)
      writer.date(absence.from)
      writer.date(absence.to)
      writer.text(absence.kind)
      if let since = absence.since { writer.time(since.tableText) } else { writer.blank() }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `absences.csv`, ours or edited by hand; the columns are those of leave.csv and `since_utc`.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [Leave] {
    var problems = ProblemCollector()
    let agents = NameIndex(peopleOf: scenario)
    let absences = readLeave(bytes, file: file, agents: agents, &problems)
    try problems.check()
    return absences
  }
}
