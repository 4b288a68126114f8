public import Tabular
import Timeline
public import Workforce

/// The file of who takes which queues when, `assignments.csv`: one row for each stretch of a shift.
public enum AssignmentsTable {
  /// Name of the file.
  public static let fileName = "assignments.csv"

  /// Writes one row a stretch, by agent and time, on the clock of the agent's site.
  public static func write(_ roster: Roster, for scenario: Scenario) -> [UInt8] {
    var writer = TableWriter(header: ["agent_id", "start", "end", "queues"])
    let siteZones = Dictionary(scenario.sites.map { ($0.id, $0.zone) }) { first, _ in first }
    let zones = Dictionary(scenario.agents.map { ($0.id, siteZones[$0.site] ?? .utc) }) { first, _ in first }
    for spell in roster.spells {
      let zone = zones[spell.agent] ?? .utc
      writer.text(spell.agent)
      writer.text(zone.isoText(at: spell.start))
      writer.text(zone.isoText(at: spell.end))
      writer.text(spell.queues.map { scenario.queues[$0].id }.joined(separator: "; "))
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `assignments.csv`, ours or edited by hand.
  ///
  /// - Returns: stretches by agent and time, as `Roster.spells` has them.
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [QueueSpell] {
    var cells = TableCells(bytes, file: file, required: ["agent_id", "start", "end", "queues"])
    let agents = NameIndex("agent", scenario.agents.map(\.id))
    let queueNames = NameIndex("queue", scenario.queues.map(\.id))
    var spells: [QueueSpell] = []
    for row in cells.rows {
      let agent = cells.position(row, "agent_id", in: agents).map { scenario.agents[$0] }
      let queues = cells.queues(row, in: queueNames)
      guard let agent, let zone = scenario.site(agent.site)?.zone else { continue }
      let start = cells.time(row, "start", in: zone)
      let end = cells.time(row, "end", in: zone)
      guard let queues, let start, let end else { continue }
      guard start < end else {
        cells.add(row, "end", "the stretch ends before it starts", next: "Swap or correct the two times.")
        continue
      }
      guard cells.isWithinWeek(start, end, row, "end") else { continue }
      spells.append(QueueSpell(agent: agent.id, start: start, end: end, queues: queues))
    }
    try cells.problems.check()
    return Roster(shifts: [], spells: spells).spells
  }
}
