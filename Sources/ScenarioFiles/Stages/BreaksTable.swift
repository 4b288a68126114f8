import Tabular
import Timeline
public import Workforce

/// The file of the breaks of a roster, `breaks.csv`: one row a break.
public enum BreaksTable {
  /// Name of the file.
  public static let fileName = "breaks.csv"
  /// Name of the file with the breaks of published shifts that are no longer worked.
  public static let cancelledFileName = "cancelled_breaks.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row a break of a shift, by person and time",
    columns: [
      .agent, .init("date", .date, "local date of the shift"),
      .init("ordinal", .integer, "which of the person's shifts on that date"),
      .init("kind", .text, words: Break.Kind.allCases.map(\.rawValue), "`lunch` is the long break, `rest` a short one"),
    ] + .span + [.minutes, .init("paid", .flag, "whether the time is paid")], key: ["agent_id", "start_utc"],
    references: [.init(["agent_id", "date", "ordinal"], in: RosterTable.fileName)])

  /// What the file of cancelled shifts' breaks holds.
  package static let cancelledDefinition = {
    var table = definition.renamed(
      cancelledFileName, stage: "replan", "one row a break of a shift that was published and is no longer worked")
    table.references = [.init(["agent_id", "date", "ordinal"], in: RosterTable.cancelledFileName)]
    return table
  }()

  /// Writes one row a break, in the order of the shifts.
  public static func write(_ shifts: [Shift], for scenario: Scenario) -> [UInt8] {
    parts(shifts, for: scenario).bytes
  }

  /// The table in parts.
  package static func parts(_ shifts: [Shift], for scenario: Scenario) -> TableParts {
    let zones = scenario.zonesBySite
    return TableParts(definition, entries: shifts.count) { writer, index in
      let shift = shifts[index]
      for pause in shift.breaks {
        writer.text(shift.agent)
        writer.date(shift.date)
        writer.integer(shift.ordinal)
        writer.text(pause.kind.rawValue)
        writer.span(pause.start, pause.end, in: zones[shift.site] ?? .utc)
        writer.integer(pause.end.seconds(since: pause.start) / 60)
        writer.flag(pause.isPaid)
        writer.endRow()
      }
    }
  }
}

/// What identifies a shift.
struct ShiftKey: Hashable {
  /// Position of the person in the scenario.
  var agent: Int
  var date: CivilDate
  var ordinal: Int
}

extension TableCells {
  /// Reads the break of a row of `breaks.csv`.
  mutating func pause(_ row: Int, on clock: TableClock) -> Break? {
    let kind = required(row, "kind") { text throws(Misreading) in
      if let kind = Break.Kind(rawValue: text) { return kind }
      return try readCase(text.lowercased(), as: Break.Kind.self, named: "kind of break")
    }
    let start = moment(row, "start", on: clock, of: "the break")
    let end = moment(row, "end", on: clock, of: "the break")
    let isPaid = required(row, "paid", readPaid)
    guard let kind, let start, let end, let isPaid, lasts(start, end, row, on: clock, "the break") else { return nil }
    return Break(kind: kind, start: start, end: end, isPaid: isPaid)
  }
}

/// Reads whether a break is paid, also as other programs write `true`.
package func readPaid(_ text: String) throws(Misreading) -> Bool {
  switch text == "true" || text == "false" ? text : text.lowercased() {
  case "true", "yes", "paid", "1": return true
  case "false", "no", "unpaid", "0": return false
  default: throw Misreading("\(quoted(text)) is neither true nor false", next: "Write true for a paid break, or false.")
  }
}
