public import Tabular
public import Workforce

/// The file of absences at short notice, `absences.csv`: who of a published roster is not there on which dates.
public enum AbsencesTable {
  /// Name of the file.
  public static let fileName = "absences.csv"

  /// Writes one row an absence, by agent and date; an absence written twice appears once.
  ///
  /// A column `since_utc` is there when some absence began in the middle of a date.
  public static func write(_ absences: [Leave]) -> [UInt8] {
    let hasMoments = absences.contains { $0.since != nil }
    var writer = TableWriter(header: ["agent", "from", "to", "kind"] + (hasMoments ? ["since_utc"] : []))
    for absence in Set(absences).sorted(by: {
      ($0.agent, $0.from, $0.to, $0.kind, $0.since?.isoText ?? "")
        < ($1.agent, $1.from, $1.to, $1.kind, $1.since?.isoText ?? "")
    }) {
      writer.text(absence.agent)
      writer.text(absence.from.isoText)
      writer.text(absence.to.isoText)
      writer.text(absence.kind)
      if hasMoments { writer.text(absence.since?.isoText ?? "") }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `absences.csv`, ours or edited by hand; the columns are those of leave.csv and `since_utc`.
  ///
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [Leave] {
    var problems = ProblemCollector()
    let agents = NameIndex("agent", scenario.agents.map(\.id))
    let absences = readLeave(bytes, file: file, agents: agents, &problems)
    try problems.check()
    return absences
  }
}
