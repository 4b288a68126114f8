public import Tabular
import Timeline
public import Workforce

/// The file of a roster, `roster.csv`: one row a shift, with ids and no names. It is also the way in for rosters edited
/// by hand.
public enum RosterTable {
  /// Name of the file.
  public static let fileName = "roster.csv"
  /// Name of the file of published shifts that are no longer worked.
  public static let cancelledFileName = "cancelled.csv"

  /// What the file holds.
  public static let definition = TableDefinition(
    fileName, stage: "roster", "one row a shift, by person and time",
    columns: [
      .agent, .init("date", .date, "local date on which the shift starts at the site"),
      .init(
        "ordinal", .integer, "0 for the first shift of that person on that date, 1 for the second part of a split one"),
      .init("site", .text, "id of the site"),
    ] + .span + [
      .init("paid_minutes", .integer, unit: "minutes", "elapsed minutes less unpaid breaks"),
      .init("elapsed_minutes", .integer, unit: "minutes", "minutes from start to end"),
      .init("sequence", .integer, "how often the shift was changed after it was published"),
      .init("uid", .text, mayBeEmpty: true, "identity of the entry in calendars"),
    ], key: ["agent_id", "date", "ordinal"])

  /// What the file of cancelled shifts holds.
  public static let cancelledDefinition = definition.renamed(
    cancelledFileName, stage: "replan", "one row a shift that was published and is no longer worked")

  /// Writes one row a shift, by agent and time.
  ///
  /// - Parameter uids: calendar ids of the shifts, in the order of `roster.shifts`; unknown without.
  public static func write(_ roster: Roster, for scenario: Scenario, uids: [String]? = nil) -> [UInt8] {
    write(roster.shifts, for: scenario, uids: uids)
  }

  /// Writes the cancelled shifts of a roster as `cancelled.csv`, in the same columns.
  ///
  /// - Parameter uids: calendar ids of the shifts, in the order of `roster.cancelled`; unknown without.
  public static func writeCancelled(_ roster: Roster, for scenario: Scenario, uids: [String]? = nil) -> [UInt8] {
    write(roster.cancelled, for: scenario, uids: uids)
  }

  private static func write(_ shifts: [Shift], for scenario: Scenario, uids: [String]?) -> [UInt8] {
    var writer = definition.writer()
    let zones = Dictionary(scenario.sites.map { ($0.id, $0.zone) }) { first, _ in first }
    for (index, shift) in shifts.enumerated() {
      let zone = zones[shift.site] ?? .utc
      writer.text(shift.agent)
      writer.date(shift.date)
      writer.integer(shift.ordinal)
      writer.text(shift.site)
      writer.span(shift.start, shift.end, in: zone)
      writer.integer(shift.paidMinutes)
      writer.integer(shift.end.seconds(since: shift.start) / 60)
      writer.integer(shift.sequence)
      writer.text(uids.flatMap { index < $0.count ? $0[index] : nil } ?? "")
      writer.endRow()
    }
    return writer.bytes
  }

  /// Reads `roster.csv`, ours or edited by hand.
  ///
  /// Needed are `agent_id` and for each end of a shift its local or its UTC time; where both are filled in they must
  /// agree. An empty `site` is the agent's; an empty `date`, `ordinal` or `paid_minutes` follows from the times. Elapsed
  /// minutes are not read. Whether the shifts keep the rules is for the auditor to say.
  ///
  /// Breaks stand in a table of their own; a roster with a column `breaks`, as earlier versions wrote it, brings its own.
  ///
  /// - Parameters:
  ///   - breaks: `breaks.csv` of the roster; `nil` where there is none.
  ///   - believed: which times count where those of a row disagree.
  /// - Throws: `InputError` with the problems of both files.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, breaks: InputFile? = nil, for scenario: Scenario,
    believing believed: BelievedTimes = .both
  ) throws(InputError) -> Roster {
    var reader = RosterReader(bytes, file: file, breaks: breaks, scenario, believed)
    for row in reader.cells.rows { reader.read(row) }
    reader.checkBreaks()
    try reader.cells.problems.check()
    return Roster(shifts: reader.shifts)
  }

  /// Whether a roster brings its breaks in a column, as earlier versions wrote it.
  public static func holdsBreaks(_ bytes: [UInt8]) -> Bool {
    Table.read(bytes: Array(bytes.prefix { $0 != 10 }), file: fileName).column("breaks") != nil
  }

  /// The rows of a `roster.csv` that can be read, where it does not matter that others cannot.
  public static func readable(_ bytes: [UInt8], breaks: InputFile? = nil, for scenario: Scenario) -> Roster {
    var reader = RosterReader(bytes, file: fileName, breaks: breaks, scenario)
    for row in reader.cells.rows { reader.read(row) }
    return Roster(shifts: reader.shifts)
  }

  /// Reads a roster of the past, in which there may be people who have left; says who they are.
  static func readWorked(
    _ bytes: [UInt8], file: String, for scenario: Scenario
  ) throws(InputError) -> (roster: Roster, strangers: [String]) {
    var reader = RosterReader(bytes, file: file, breaks: nil, scenario)
    var strangers: [String] = []
    for row in reader.cells.rows {
      if let name = reader.stranger(row) { strangers.append(name) } else { reader.read(row) }
    }
    try reader.cells.problems.check()
    return (Roster(shifts: reader.shifts), unique(strangers))
  }
}

extension Scenario {
  /// The scenario with people who are in a table of results and no longer in that of agents: their id is all that is known.
  public func knowing(agentsOf bytes: [UInt8]) -> Scenario {
    let table = Table.read(bytes: bytes, file: "")
    guard let position = table.column("agent_id") ?? table.column("agent") else { return self }
    var known = Set(agents.map(\.id))
    var scenario = self
    for row in 0..<table.rowCount {
      let id = table.text(row: row, column: position)
      guard !id.isEmpty, known.insert(id).inserted else { continue }
      scenario.agents.append(Agent(id: id, name: id, site: "", contract: "", languages: [], skills: []))
    }
    return scenario
  }
}

/// Reads the rows of a roster one by one.
private struct RosterReader {
  var cells: TableCells
  var shifts: [Shift] = []
  private let scenario: Scenario
  private let believed: BelievedTimes
  private let agents: NameIndex
  private let sites: NameIndex
  private var lineOf: [ShiftKey: Int] = [:]
  private var breakRows: BreakRows?
  /// Breaks by their text: colleagues of one site and start have the same ones.
  private var breaksOf: [String: [Break]] = [:]

  init(
    _ bytes: [UInt8], file: String, breaks: InputFile?, _ scenario: Scenario, _ believed: BelievedTimes = .both
  ) {
    self.believed = believed
    self.cells = TableCells(
      bytes, file: file, required: ["agent_id"], times: ["start", "end"],
      optional: ["date", "ordinal", "site", "breaks", "paid_minutes", "elapsed_minutes", "sequence"])
    self.scenario = scenario
    self.agents = NameIndex("agent", scenario.agents.map(\.id))
    self.sites = NameIndex("site", scenario.sites.map(\.id))
    if cells.column("breaks") == nil, let breaks { breakRows = BreakRows(breaks, agents: agents) }
  }

  /// Adds the problems of the breaks to those of the roster.
  mutating func checkBreaks() {
    if let breakRows { cells.problems.add(breakRows.cells.problems) }
  }

  /// The id of a row's person whom the scenario does not have.
  func stranger(_ row: Int) -> String? {
    guard let name = cells.text(row, "agent_id"), agents[name] == nil else { return nil }
    return name
  }

  mutating func read(_ row: Int) {
    let agent = cells.position(row, "agent_id", in: agents).map { scenario.agents[$0] }
    let written = writtenBreaks(row)
    let writtenDate = cells.optional(row, "date", readDate)
    let hasOrdinal = cells.text(row, "ordinal") != nil
    let ordinal = hasOrdinal ? cells.requiredInteger(row, "ordinal", .ordinal) : 0
    let hasPaid = cells.text(row, "paid_minutes") != nil
    let writtenPaid = hasPaid ? cells.requiredInteger(row, "paid_minutes", .paidMinutes) : nil
    let hasSequence = cells.text(row, "sequence") != nil
    let sequence = hasSequence ? cells.requiredInteger(row, "sequence", .sequence) : 0
    guard let site = site(row, agent), let (start, end) = times(row, site) else { return }
    let date = site.zone.local(at: start).date
    if let writtenDate, writtenDate != date, believed != .moments {
      cells.add(
        row, "date", "\(writtenDate) is not the date on which the shift starts in \(site.zone.name)",
        next: "Write \(date), or correct the start.")
    }
    guard let agent, let written, let ordinal, let sequence, hasPaid == (writtenPaid != nil) else { return }
    // The date is part of a shift's identity, so that of what was promised stays when a zone's rules move it.
    let day = believed == .moments ? writtenDate ?? date : date
    guard let key = key(row, agent.id, day, ordinal, isFixed: hasOrdinal) else { return }
    let breaks = breakRows?.breaks(of: key, at: site, believing: believed) ?? written
    let unpaidSeconds = breaks.filter { !$0.isPaid }.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    shifts.append(
      Shift(
        agent: agent.id, date: day, ordinal: key.ordinal, site: site.id, start: start, end: end,
        paidMinutes: writtenPaid ?? (end.seconds(since: start) - unpaidSeconds) / 60, breaks: breaks,
        sequence: sequence))
  }

  private mutating func writtenBreaks(_ row: Int) -> [Break]? {
    guard let text = cells.text(row, "breaks") else { return [] }
    if let known = breaksOf[text] { return known }
    let breaks = cells.optional(row, "breaks", BreakText.read)
    breaksOf[text] = breaks
    return breaks
  }

  /// The site written, or else the agent's.
  private mutating func site(_ row: Int, _ agent: Agent?) -> Site? {
    cells.text(row, "site") == nil
      ? agent.flatMap { scenario.site($0.site) } : cells.position(row, "site", in: sites).map { scenario.sites[$0] }
  }

  private mutating func times(_ row: Int, _ site: Site) -> (start: Instant, end: Instant)? {
    let clock = TableClock(zone: site.zone, owner: "site \(site.id)", isStrict: true, believes: believed)
    let start = cells.moment(row, "start", on: clock, of: "the shift")
    let end = cells.moment(row, "end", on: clock, of: "the shift")
    guard let start, let end else { return nil }
    if start < end { return cells.isWithinWeek(start, end, row, cells.filledColumn(row, "end")) ? (start, end) : nil }
    cells.add(
      row, cells.filledColumn(row, "end"), "the shift ends before it starts", next: "Check the dates of both times.")
    return nil
  }

  /// What identifies the shift; the next free ordinal unless one is written, which then must be free.
  private mutating func key(
    _ row: Int, _ agent: String, _ date: CivilDate, _ ordinal: Int, isFixed: Bool
  ) -> ShiftKey? {
    var key = ShiftKey(agent: agent, date: date, ordinal: ordinal)
    while !isFixed, lineOf[key] != nil { key.ordinal += 1 }
    if let line = lineOf[key] {
      cells.add(
        row, "agent_id", "agent \(agent) has shift \(ordinal) of \(date) on line \(line) already",
        next: "Delete one of the two rows, or number the second shift of the date 1 under ordinal.")
      return nil
    }
    lineOf[key] = cells.table.place(row: row).line
    return key
  }
}
