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
  package static let definition = TableDefinition(
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
  package static let cancelledDefinition = definition.renamed(
    cancelledFileName, stage: "replan", "one row a shift that was published and is no longer worked")

  /// Writes one row a shift, by agent and time.
  ///
  /// - Parameter uids: calendar ids of the shifts, in the order of `roster.shifts`; unknown without.
  public static func write(_ roster: Roster, for scenario: Scenario, uids: [String]? = nil) -> [UInt8] {
    rows(roster.shifts, for: scenario) { _, index in uid(index, uids) }.bytes
  }

  /// Writes the cancelled shifts of a roster as `cancelled.csv`, in the same columns.
  ///
  /// - Parameter uids: calendar ids of the shifts, in the order of `roster.cancelled`; unknown without.
  public static func writeCancelled(_ roster: Roster, for scenario: Scenario, uids: [String]? = nil) -> [UInt8] {
    rows(roster.cancelled, for: scenario) { _, index in uid(index, uids) }.bytes
  }

  /// The table of shifts in parts, each with its calendar id.
  package static func parts(
    _ shifts: [Shift], for scenario: Scenario, uid: @escaping @Sendable (Shift) -> String
  ) -> TableParts {
    rows(shifts, for: scenario) { shift, _ in uid(shift) }
  }

  private static func uid(_ index: Int, _ uids: [String]?) -> String {
    uids.flatMap { index < $0.count ? $0[index] : nil } ?? ""
  }

  private static func rows(
    _ shifts: [Shift], for scenario: Scenario, uid: @escaping @Sendable (Shift, Int) -> String
  ) -> TableParts {
    let zones = scenario.zonesBySite
    return TableParts(definition, entries: shifts.count) { writer, index in
      let shift = shifts[index]
      writer.text(shift.agent)
      writer.date(shift.date)
      writer.integer(shift.ordinal)
      writer.text(shift.site)
      writer.span(shift.start, shift.end, in: zones[shift.site] ?? .utc)
      writer.integer(shift.paidMinutes)
      writer.integer(shift.end.seconds(since: shift.start) / 60)
      writer.integer(shift.sequence)
      writer.text(uid(shift, index))
      writer.endRow()
    }
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
  ///   - breaks: `breaks.csv` of the roster; `nil` where there is none. It is opened when the roster is no longer needed, so
  ///     that only one of two long files is in memory.
  ///   - believed: which times count where those of a row disagree.
  /// - Throws: `InputError` with the problems of both files.
  public static func read(
    _ bytes: consuming [UInt8], file: String = fileName,
    breaks: @autoclosure () throws(InputError) -> InputFile? = nil, for scenario: Scenario,
    believing believed: BelievedTimes = .both
  ) throws(InputError) -> Roster {
    var reader = RosterReader(scenario, believing: believed)
    reader.readShifts(bytes, file: file)
    do throws(InputError) {
      if !reader.holdsBreaks, let breaks = try breaks() { reader.readBreaks(breaks) }
    } catch {
      reader.problems.add(error)
    }
    try reader.problems.check()
    return Roster(shifts: reader.shifts)
  }

  /// Reads `roster.csv` beside a `breaks.csv` that is the same file as that of a roster which was read before.
  ///
  /// - Parameter known: the other roster's shifts with their breaks.
  /// - Returns: nil where some shift is not among those at the same site; then its breaks have to be read.
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: consuming [UInt8], file: String = fileName, breaksOf known: [Shift], for scenario: Scenario
  ) throws(InputError) -> Roster? {
    var reader = RosterReader(scenario)
    reader.readShifts(bytes, file: file)
    try reader.problems.check()
    return reader.takeBreaks(of: known) ? Roster(shifts: reader.shifts) : nil
  }

  /// The rows of a `roster.csv` that can be read, where it does not matter that others cannot.
  public static func readable(_ bytes: [UInt8], breaks: InputFile? = nil, for scenario: Scenario) -> Roster {
    var reader = RosterReader(scenario)
    reader.readShifts(bytes, file: fileName)
    if !reader.holdsBreaks, let breaks { reader.readBreaks(breaks) }
    return Roster(shifts: reader.shifts)
  }

  /// Reads a roster of the past, in which there may be people who have left; says who they are.
  static func readWorked(
    _ bytes: [UInt8], file: String, for scenario: Scenario
  ) throws(InputError) -> (roster: Roster, strangers: [String]) {
    var reader = RosterReader(scenario)
    reader.readShifts(bytes, file: file, passingStrangers: true)
    try reader.problems.check()
    return (Roster(shifts: reader.shifts), unique(reader.strangers))
  }
}

extension Scenario {
  /// The scenario with people who are in a table of results and no longer in that of agents: their id is all that is known.
  public func knowing(agentsOf bytes: [UInt8]) -> Scenario { knowing(agentsOf: Table.read(bytes: bytes, file: "")) }

  /// The same, and with sites of the table that the scenario no longer has, by the clock that it says.
  package func knowing(agentsAndSitesOf bytes: [UInt8]) -> Scenario {
    let table = Table.read(bytes: bytes, file: "")
    return knowing(agentsOf: table).knowing(sites: Self.sites(of: table))
  }

  /// The scenario with the sites of a table of results that it no longer has, by the clocks that the table says.
  func knowing(sitesOf bytes: [UInt8]) -> Scenario {
    knowing(sites: Self.sites(of: Table.read(bytes: bytes, file: "")))
  }

  private func knowing(agentsOf table: Table) -> Scenario {
    guard let position = table.column("agent_id") ?? table.column("agent") else { return self }
    var known = Set(agents.map(\.id))
    var scenario = self
    for row in 0..<table.rowCount where !table.isLikeAbove(row: row, column: position) {
      let id = table.text(row: row, column: position)
      guard !id.isEmpty, known.insert(id).inserted else { continue }
      scenario.agents.append(Agent(id: id, name: id, site: "", contract: "", languages: [], skills: []))
    }
    return scenario
  }

  /// The scenario with those of some sites that it does not have.
  package func knowing(sites more: [Site]) -> Scenario {
    var scenario = self
    for site in more where scenario.site(site.id) == nil { scenario.sites.append(site) }
    return scenario
  }

  /// The sites that a table of results names, with their clocks.
  private static func sites(of table: Table) -> [Site] {
    guard let name = table.column("site"), let clock = table.column("zone") else { return [] }
    var seen: Set<String> = []
    return (0..<table.rowCount).compactMap { row in
      guard !table.isLikeAbove(row: row, column: name) else { return nil }
      let id = table.text(row: row, column: name)
      guard !id.isEmpty, seen.insert(id).inserted, let zone = try? Zone(named: table.text(row: row, column: clock))
      else { return nil }
      return Site(id: id, zone: zone)
    }
  }
}

/// Reads the rows of a roster and of its breaks, some thousand at a time.
struct RosterReader {
  /// A shift that was read, and on which line.
  private struct Found {
    var shift: Int
    var line: Int?
  }

  var problems = ProblemCollector()
  private(set) var shifts: [Shift] = []
  /// Whether the roster brought its breaks in a column of its own.
  private(set) var holdsBreaks = false
  /// People whom the scenario does not have and who were passed over, once for each row.
  private(set) var strangers: [String] = []

  private let agents: NameIndex
  private let sites: NameIndex
  private let siteIDs: [String]
  private let believed: BelievedTimes
  /// The site of each person; shape [agents].
  private let siteOf: [Int?]
  /// Shape [sites].
  private let clocks: [TableClock]
  private var found: [ShiftKey: Found] = [:]
  /// The shift whose break was read last.
  private var lastBroken: (key: ShiftKey, shift: Int, site: Int)?
  /// Shifts whose paid minutes follow from their times and breaks.
  private var unpriced: [Int] = []
  /// Breaks by their text: colleagues of one site and start have the same ones.
  private var breaksOf: [String: [Break]] = [:]

  /// How many rows are in memory at once.
  private static let rowsAtOnce = 1 << 15

  init(_ scenario: Scenario, believing believed: BelievedTimes = .both) {
    self.believed = believed
    agents = NameIndex(peopleOf: scenario)
    let sites = NameIndex("site", scenario.sites.map(\.id))
    self.sites = sites
    siteIDs = scenario.sites.map(\.id)
    siteOf = scenario.agents.map { sites[$0.site] }
    clocks = scenario.sites.map {
      TableClock(zone: $0.zone, owner: "site \($0.id)", isStrict: true, believes: believed)
    }
  }

  // MARK: - The roster

  /// - Parameter passingStrangers: whether rows of people whom the scenario does not have are passed over.
  mutating func readShifts(_ bytes: consuming [UInt8], file: String, passingStrangers: Bool = false) {
    var cells = TableCells(
      bytes, file: file, required: ["agent_id"], times: ["start", "end"],
      optional: ["date", "ordinal", "site", "breaks", "paid_minutes", "elapsed_minutes", "sequence"],
      rowsAtOnce: Self.rowsAtOnce)
    holdsBreaks = cells.column("breaks") != nil
    repeat {
      for row in cells.rows {
        if passingStrangers, let name = cells.text(row, "agent_id"), agents[name] == nil {
          strangers.append(name)
        } else {
          readShift(row, &cells)
        }
      }
    } while cells.goOn()
    problems.add(cells.problems)
    if holdsBreaks { price() }
  }

  private mutating func readShift(_ row: Int, _ cells: inout TableCells) {
    let agent = cells.position(row, "agent_id", in: agents)
    let written = writtenBreaks(row, &cells)
    let writtenDate = cells.optionalDate(row, "date")
    let hasOrdinal = cells.isFilled(row, "ordinal")
    let ordinal = hasOrdinal ? cells.requiredInteger(row, "ordinal", .ordinal) : 0
    let hasPaid = cells.isFilled(row, "paid_minutes")
    let writtenPaid = hasPaid ? cells.requiredInteger(row, "paid_minutes", .paidMinutes) : nil
    let sequence = cells.isFilled(row, "sequence") ? cells.requiredInteger(row, "sequence", .sequence) : 0
    // The site written, or else the agent's.
    let site = cells.isFilled(row, "site") ? cells.position(row, "site", in: sites) : agent.flatMap { siteOf[$0] }
    guard let site, let (start, end) = times(row, clocks[site], &cells) else { return }
    let date = clocks[site].zone.local(at: start).date
    // The date is part of a shift's identity, so that of what was promised stays when a zone's rules move it.
    let keepsDate = believed == .moments || believed == .clocksAsTold
    if let writtenDate, writtenDate != date, !keepsDate {
      cells.add(
        row, "date", "\(writtenDate) is not the date on which the shift starts in \(clocks[site].zone.name)",
        next: "Write \(date), or correct the start.")
    }
    guard let agent, let written, let ordinal, let sequence, hasPaid == (writtenPaid != nil) else { return }
    let day = keepsDate ? writtenDate ?? date : date
    let key = ShiftKey(agent: agent, date: day, ordinal: ordinal)
    guard let key = freeKey(row, key, isFixed: hasOrdinal, &cells) else { return }
    let told = believed == .clocksAsTold ? cells.optionalNumber(row, "elapsed_minutes", .paidMinutes) : nil
    let isOfOtherLength = told.map { !$0.isNaN && $0 * 60 != Double(end.seconds(since: start)) } ?? false
    if writtenPaid == nil || isOfOtherLength { unpriced.append(shifts.count) }
    shifts.append(
      Shift(
        agent: agents.names[agent], date: day, ordinal: key.ordinal, site: siteIDs[site], start: start, end: end,
        paidMinutes: writtenPaid ?? end.seconds(since: start) / 60, breaks: written, sequence: sequence))
  }

  private mutating func writtenBreaks(_ row: Int, _ cells: inout TableCells) -> [Break]? {
    guard holdsBreaks, let text = cells.text(row, "breaks") else { return [] }
    if let known = breaksOf[text] { return known }
    let breaks = cells.optional(row, "breaks", BreakText.read)
    breaksOf[text] = breaks
    return breaks
  }

  private func times(_ row: Int, _ clock: TableClock, _ cells: inout TableCells) -> (start: Instant, end: Instant)? {
    let start = cells.moment(row, "start", on: clock, of: "the shift")
    let end = cells.moment(row, "end", on: clock, of: "the shift")
    guard let start, let end,
      cells.lasts(start, end, row, on: clock, "the shift", next: "Check the dates of both times."),
      cells.isWithinWeek(start, end, row)
    else { return nil }
    return (start, end)
  }

  /// What identifies the shift; the next free ordinal unless one is written, which then must be free.
  private mutating func freeKey(_ row: Int, _ key: ShiftKey, isFixed: Bool, _ cells: inout TableCells) -> ShiftKey? {
    var key = key
    while !isFixed, found[key] != nil { key.ordinal += 1 }
    if let before = found[key] {
      cells.add(
        row, "agent_id",
        "agent \(agents.names[key.agent]) has shift \(key.ordinal) of \(key.date) on line \(before.line ?? 0) already",
        next: "Delete one of the two rows, or number the second shift of the date 1 under ordinal.")
      return nil
    }
    found[key] = Found(shift: shifts.count, line: cells.table.line(row: row))
    return key
  }

  // MARK: - Its breaks

  /// Reads the breaks of the shifts that were read.
  ///
  /// Rows of shifts that are in no roster are passed over: who deletes a shift need not look for its breaks.
  mutating func readBreaks(_ file: consuming InputFile) {
    var cells = TableCells(
      file.bytes, file: file.name, required: ["agent_id", "date", "kind", "paid"], times: ["start", "end"],
      optional: ["ordinal", "minutes"], rowsAtOnce: Self.rowsAtOnce)
    repeat {
      for row in cells.rows { readBreak(row, &cells) }
    } while cells.goOn()
    for index in shifts.indices where shifts[index].breaks.count > 1 {
      let breaks = shifts[index].breaks
      if zip(breaks, breaks.dropFirst()).contains(where: { $1.start < $0.start }) {
        shifts[index].breaks.sort { $0.start < $1.start }
      }
    }
    problems.add(cells.problems)
    price()
  }

  /// Gives shifts the breaks of the same ones in another roster; false where a shift is not in it, or brought its own.
  mutating func takeBreaks(of known: [Shift]) -> Bool {
    guard !holdsBreaks else { return false }
    var count = 0
    for other in known {
      guard let agent = agents[other.agent],
        let place = found[ShiftKey(agent: agent, date: other.date, ordinal: other.ordinal)]?.shift
      else { continue }
      guard shifts[place].site == other.site else { return false }
      shifts[place].breaks = other.breaks
      count += 1
    }
    price()
    return count == shifts.count
  }

  private mutating func readBreak(_ row: Int, _ cells: inout TableCells) {
    let agent = cells.position(row, "agent_id", in: agents)
    let date = cells.requiredDate(row, "date")
    let ordinal = cells.isFilled(row, "ordinal") ? cells.requiredInteger(row, "ordinal", .ordinal) : 0
    guard let agent, let date, let ordinal,
      let (shift, site) = place(of: ShiftKey(agent: agent, date: date, ordinal: ordinal)),
      let pause = cells.pause(row, on: clocks[site])
    else { return }
    shifts[shift].breaks.append(pause)
  }

  /// The shift of a break and its site; breaks of one shift mostly stand one after the other.
  private mutating func place(of key: ShiftKey) -> (shift: Int, site: Int)? {
    if let last = lastBroken, last.key == key { return (last.shift, last.site) }
    guard let shift = found[key]?.shift, let site = sites[shifts[shift].site] else { return nil }
    lastBroken = (key, shift, site)
    return (shift, site)
  }

  /// Works out paid minutes that no file says.
  private mutating func price() {
    for index in unpriced { shifts[index].paidMinutes = shifts[index].secondsLessUnpaidBreaks / 60 }
  }
}
