package import Tabular
import Timeline
package import Workforce

/// The file of who is on call, `oncall.csv`: one row a duty.
package enum OnCallTable {
  /// Name of the file.
  package static let fileName = "oncall.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row a duty on call, by date, site and skill",
    columns: [
      .agent, .init("date", .date, "local date on which the duty begins"), .init("site", .text, "id of the site"),
      .init("skill", .text, "the skill that is on call"),
    ] + .span + [
      .minutes,
      .init(
        "status", .text, words: ["held", "cancelled"],
        "`cancelled` where the duty was published and somebody else holds it now"),
      .init("sequence", .integer, "how often the duty was changed after it was published"),
    ], key: ["agent_id", "date", "site", "skill", "status"])

  /// Writes one row a duty, by date, site and skill, on the clock of the site.
  ///
  /// - Parameter cancelled: duties that were published and are no longer held.
  package static func write(
    _ duties: [OnCallDuty], cancelled: [OnCallDuty] = [], for scenario: Scenario
  ) -> [UInt8] {
    let rows = duties.map { (duty: $0, isHeld: true) } + cancelled.map { (duty: $0, isHeld: false) }
    var writer = definition.writer()
    let ordered = rows.sorted {
      ($0.duty.date, $0.duty.site, $0.duty.skill, $0.duty.agent)
        < ($1.duty.date, $1.duty.site, $1.duty.skill, $1.duty.agent)
    }
    for (duty, isHeld) in ordered {
      let zone = scenario.site(duty.site)?.zone ?? .utc
      writer.text(duty.agent)
      writer.date(duty.date)
      writer.text(duty.site)
      writer.text(duty.skill)
      writer.span(duty.start, duty.end, in: zone)
      writer.integer(duty.end.seconds(since: duty.start) / 60)
      writer.text(isHeld ? "held" : "cancelled")
      writer.integer(duty.sequence)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `oncall.csv`, ours or edited by hand.
  ///
  /// - Parameter believed: which times count where those of a row disagree.
  /// - Returns: duties that are held, and those that were published and no longer are.
  /// - Throws: `InputError` with the problems of the file.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario, believing believed: BelievedTimes = .both
  ) throws(InputError) -> (held: [OnCallDuty], cancelled: [OnCallDuty]) {
    var cells = TableCells(
      bytes, file: file, required: ["agent_id", "date", "site", "skill"], times: ["start", "end"],
      optional: ["status", "sequence"])
    let agents = NameIndex(peopleOf: scenario)
    let sites = NameIndex("site", scenario.sites.map(\.id))
    var held: [OnCallDuty] = []
    var cancelled: [OnCallDuty] = []
    for row in cells.rows {
      let agent = cells.name(row, "agent_id", in: agents)
      let date = cells.required(row, "date", readDate)
      let site = cells.position(row, "site", in: sites).map { scenario.sites[$0] }
      let skill = cells.required(row, "skill")
      guard let site else { continue }
      let clock = TableClock(zone: site.zone, owner: "site \(site.id)", isStrict: true, believes: believed)
      let start = cells.moment(row, "start", on: clock, of: "the duty")
      let end = cells.moment(row, "end", on: clock, of: "the duty")
      let isHeld = cells.text(row, "status") == nil ? true : cells.optional(row, "status", readStatus)
      let sequence = cells.text(row, "sequence") == nil ? 0 : cells.requiredInteger(row, "sequence", .sequence)
      guard let agent, let date, let skill, let start, let end, let isHeld, let sequence else { continue }
      guard cells.lasts(start, end, row, on: clock, "the duty"), cells.isWithinWeek(start, end, row) else { continue }
      var duty = OnCallDuty(agent: agent, date: date, site: site.id, skill: skill, start: start, end: end)
      duty.sequence = sequence
      if isHeld { held.append(duty) } else { cancelled.append(duty) }
    }
    try cells.problems.check()
    return (held, cancelled)
  }

  /// Whether a duty is held by its status.
  private static func readStatus(_ text: String) throws(Misreading) -> Bool {
    switch text.lowercased() {
    case "held": return true
    case "cancelled", "canceled": return false
    default:
      throw Misreading("\(text) is no status of a duty", next: "Write held or cancelled, or leave the cell empty.")
    }
  }
}
