public import Tabular
import Timeline
public import Workforce

/// The file of who takes which queues when, `assignments.csv`: one row for each stretch of a shift.
public enum AssignmentsTable {
  /// Name of the file.
  public static let fileName = "assignments.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row for each stretch of a shift on the same queues, by person and time",
    columns: [.agent] + .span + [
      .minutes, .init("queues", .text, "ids of the queues that the person takes, separated by `; `"),
    ], key: ["agent_id", "start_utc"])

  /// Writes one row a stretch, by agent and time, on the clock of the agent's site.
  public static func write(_ roster: Roster, for scenario: Scenario) -> [UInt8] {
    parts(roster.spells, for: scenario).bytes
  }

  /// The table in parts.
  package static func parts(_ spells: [QueueSpell], for scenario: Scenario) -> TableParts {
    let siteZones = scenario.zonesBySite
    let zones = Dictionary(scenario.agents.map { ($0.id, siteZones[$0.site] ?? .utc) }) { first, _ in first }
    let queues = scenario.queues.map(\.id)
    return TableParts(definition, entries: spells.count) { writer, index in
      let spell = spells[index]
      let zone = zones[spell.agent] ?? .utc
      writer.text(spell.agent)
      writer.span(spell.start, spell.end, in: zone)
      writer.integer(spell.end.seconds(since: spell.start) / 60)
      writer.text(spell.queues.map { queues[$0] }.joined(separator: "; "))
      writer.endRow()
    }
  }

  /// Reads `assignments.csv`, ours or edited by hand.
  ///
  /// - Parameter believed: which times count where those of a row disagree.
  /// - Returns: stretches by agent and time, as `Roster.spells` has them.
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: consuming [UInt8], file: String = fileName, for scenario: Scenario,
    believing believed: BelievedTimes = .both
  ) throws(InputError) -> [QueueSpell] {
    try read(bytes, file: file, for: scenario, believing: believed, passingStrangers: false)
  }

  /// Reads the table of a record; queues that the scenario no longer has are left out.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func readTold(
    _ bytes: consuming [UInt8], file: String, for scenario: Scenario, believing believed: BelievedTimes
  ) throws(InputError) -> [QueueSpell] {
    try read(bytes, file: file, for: scenario, believing: believed, passingStrangers: true)
  }

  private static func read(
    _ bytes: consuming [UInt8], file: String, for scenario: Scenario, believing believed: BelievedTimes,
    passingStrangers: Bool
  ) throws(InputError) -> [QueueSpell] {
    var cells = TableCells(
      bytes, file: file, required: ["agent_id", "queues"], times: ["start", "end"], rowsAtOnce: 1 << 15)
    let sites = Dictionary(scenario.sites.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let siteOf = scenario.agents.map { sites[$0.site] }
    let clocks = scenario.sites.map {
      TableClock(zone: $0.zone, owner: "site \($0.id)", isStrict: true, believes: believed)
    }
    // The same few sets of queues again and again: each is one array that many stretches share.
    var queuesOf: [String: [Int]] = [:]
    let agents = NameIndex(peopleOf: scenario)
    let queueNames = NameIndex("queue", scenario.queues.map(\.id))
    var spells: [QueueSpell] = []
    repeat {
      for row in cells.rows {
        let agent = cells.position(row, "agent_id", in: agents)
        let text = cells.text(row, "queues") ?? ""
        var queues = queuesOf[text]
        if queues == nil {
          queues = cells.queues(row, in: queueNames, passingStrangers: passingStrangers)
          queuesOf[text] = queues
        }
        guard let agent, let site = siteOf[agent] else { continue }
        let start = cells.moment(row, "start", on: clocks[site], of: "the stretch")
        let end = cells.moment(row, "end", on: clocks[site], of: "the stretch")
        guard let queues, let start, let end, !(passingStrangers && queues.isEmpty) else { continue }
        guard cells.lasts(start, end, row, on: clocks[site], "the stretch"), cells.isWithinWeek(start, end, row)
        else { continue }
        spells.append(QueueSpell(agent: agents.names[agent], start: start, end: end, queues: queues))
      }
    } while cells.goOn()
    try cells.problems.check()
    return Roster(shifts: [], spells: spells).spells
  }
}
