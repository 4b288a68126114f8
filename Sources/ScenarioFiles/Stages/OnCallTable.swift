public import Tabular
import Timeline
public import Workforce

/// The file of who is on call, `oncall.csv`: one row a duty.
public enum OnCallTable {
  /// Name of the file.
  public static let fileName = "oncall.csv"

  /// Writes one row a duty, by date, site and skill, on the clock of the site.
  public static func write(_ duties: [OnCallDuty], for scenario: Scenario) -> [UInt8] {
    var writer = TableWriter(header: ["agent_id", "date", "site", "skill", "start", "end"])
    let ordered = duties.sorted { ($0.date, $0.site, $0.skill, $0.agent) < ($1.date, $1.site, $1.skill, $1.agent) }
    for duty in ordered {
      let zone = scenario.site(duty.site)?.zone ?? .utc
      writer.text(duty.agent)
      writer.text(duty.date.isoText)
      writer.text(duty.site)
      writer.text(duty.skill)
      writer.text(zone.isoText(at: duty.start))
      writer.text(zone.isoText(at: duty.end))
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `oncall.csv`, ours or edited by hand.
  ///
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [OnCallDuty] {
    var cells = TableCells(bytes, file: file, required: ["agent_id", "date", "site", "skill", "start", "end"])
    let agents = NameIndex("agent", scenario.agents.map(\.id))
    let sites = NameIndex("site", scenario.sites.map(\.id))
    var duties: [OnCallDuty] = []
    for row in cells.rows {
      let agent = cells.name(row, "agent_id", in: agents)
      let date = cells.required(row, "date", readDate)
      let site = cells.position(row, "site", in: sites).map { scenario.sites[$0] }
      let skill = cells.required(row, "skill")
      guard let site else { continue }
      let start = cells.time(row, "start", in: site.zone)
      let end = cells.time(row, "end", in: site.zone)
      guard let agent, let date, let skill, let start, let end else { continue }
      guard start < end else {
        cells.add(row, "end", "the duty ends before it starts", next: "Swap or correct the two times.")
        continue
      }
      duties.append(OnCallDuty(agent: agent, date: date, site: site.id, skill: skill, start: start, end: end))
    }
    try cells.problems.check()
    return duties
  }
}
