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

  private static let columns = [
    "agent_id", "date", "ordinal", "site", "timezone", "start_local", "end_local", "start_utc", "end_utc",
    "paid_minutes", "elapsed_minutes", "breaks",
  ]

  /// Writes one row a shift, by agent and time.
  ///
  /// A column `sequence` is written when some shift was changed after it was published.
  ///
  /// - Parameter uids: calendar ids of the shifts, in the order of `roster.shifts`; adds a column `uid`.
  public static func write(_ roster: Roster, for scenario: Scenario, uids: [String]? = nil) -> [UInt8] {
    write(roster.shifts, for: scenario, uids: uids)
  }

  /// Writes the cancelled shifts of a roster as `cancelled.csv`, in the same columns.
  public static func writeCancelled(_ roster: Roster, for scenario: Scenario) -> [UInt8] {
    write(roster.cancelled, for: scenario, uids: nil)
  }

  private static func write(_ shifts: [Shift], for scenario: Scenario, uids: [String]?) -> [UInt8] {
    let isRevised = shifts.contains { $0.sequence > 0 }
    var writer = TableWriter(header: columns + (isRevised ? ["sequence"] : []) + (uids == nil ? [] : ["uid"]))
    let zones = Dictionary(scenario.sites.map { ($0.id, $0.zone) }) { first, _ in first }
    for (index, shift) in shifts.enumerated() {
      let zone = zones[shift.site] ?? .utc
      writer.text(shift.agent)
      writer.text(shift.date.isoText)
      writer.integer(shift.ordinal)
      writer.text(shift.site)
      writer.text(zone.name)
      writer.text(zone.isoText(at: shift.start))
      writer.text(zone.isoText(at: shift.end))
      writer.text(shift.start.isoText)
      writer.text(shift.end.isoText)
      writer.integer(shift.paidMinutes)
      writer.integer(shift.end.seconds(since: shift.start) / 60)
      writer.text(BreakText.text(shift.breaks))
      if isRevised { writer.integer(shift.sequence) }
      if let uids { writer.text(index < uids.count ? uids[index] : "") }
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
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> Roster {
    var reader = RosterReader(bytes, file: file, scenario)
    for row in reader.cells.rows { reader.read(row) }
    try reader.cells.problems.check()
    return Roster(shifts: reader.shifts)
  }
}

/// Reads the rows of a roster one by one.
private struct RosterReader {
  var cells: TableCells
  var shifts: [Shift] = []
  private let scenario: Scenario
  private let agents: NameIndex
  private let sites: NameIndex
  private var lineOf: [ShiftKey: Int] = [:]

  /// What identifies a shift.
  private struct ShiftKey: Hashable {
    var agent: String
    var date: CivilDate
    var ordinal: Int
  }

  init(_ bytes: [UInt8], file: String, _ scenario: Scenario) {
    self.cells = TableCells(
      bytes, file: file, required: ["agent_id"],
      optional: [
        "date", "ordinal", "site", "timezone", "start_local", "end_local", "start_utc", "end_utc", "breaks",
        "paid_minutes", "elapsed_minutes", "sequence",
      ])
    self.scenario = scenario
    self.agents = NameIndex("agent", scenario.agents.map(\.id))
    self.sites = NameIndex("site", scenario.sites.map(\.id))
  }

  mutating func read(_ row: Int) {
    let agent = cells.position(row, "agent_id", in: agents).map { scenario.agents[$0] }
    let breaks = cells.text(row, "breaks") == nil ? [] : cells.optional(row, "breaks", BreakText.read)
    let writtenDate = cells.optional(row, "date", readDate)
    let hasOrdinal = cells.text(row, "ordinal") != nil
    let ordinal = hasOrdinal ? cells.requiredInteger(row, "ordinal", .ordinal) : 0
    let hasPaid = cells.text(row, "paid_minutes") != nil
    let writtenPaid = hasPaid ? cells.requiredInteger(row, "paid_minutes", .paidMinutes) : nil
    let hasSequence = cells.text(row, "sequence") != nil
    let sequence = hasSequence ? cells.requiredInteger(row, "sequence", .sequence) : 0
    guard let site = site(row, agent), let (start, end) = times(row, site.zone) else { return }
    let date = site.zone.local(at: start).date
    if let writtenDate, writtenDate != date {
      cells.add(
        row, "date", "\(writtenDate) is not the date on which the shift starts in \(site.zone.name)",
        next: "Write \(date), or correct the start.")
    }
    guard let agent, let breaks, let ordinal, let sequence, hasPaid == (writtenPaid != nil) else { return }
    guard let key = key(row, agent.id, date, ordinal, isFixed: hasOrdinal) else { return }
    let unpaidSeconds = breaks.filter { !$0.isPaid }.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    shifts.append(
      Shift(
        agent: agent.id, date: date, ordinal: key.ordinal, site: site.id, start: start, end: end,
        paidMinutes: writtenPaid ?? (end.seconds(since: start) - unpaidSeconds) / 60, breaks: breaks,
        sequence: sequence))
  }

  /// The site written, or else the agent's; its clock must be the one written.
  private mutating func site(_ row: Int, _ agent: Agent?) -> Site? {
    let site =
      cells.text(row, "site") == nil
      ? agent.flatMap { scenario.site($0.site) } : cells.position(row, "site", in: sites).map { scenario.sites[$0] }
    if let site, let name = cells.text(row, "timezone"), name != site.zone.name {
      cells.add(
        row, "timezone", "\(name) is not the clock of site \(site.id)",
        next: "Write \(site.zone.name), or leave the cell empty.")
    }
    return site
  }

  private mutating func times(_ row: Int, _ zone: Zone) -> (start: Instant, end: Instant)? {
    let start = cells.edge(row, "start", in: zone)
    let end = cells.edge(row, "end", in: zone)
    guard let start, let end else { return nil }
    if start < end { return cells.isWithinWeek(start, end, row, "end_local") ? (start, end) : nil }
    cells.add(row, "end_local", "the shift ends before it starts", next: "Check the dates of both times.")
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

extension TableCells {
  /// Reads one end of a shift from its local and its UTC cell, of which one may be empty.
  fileprivate mutating func edge(_ row: Int, _ name: String, in zone: Zone) -> Instant? {
    let localColumn = "\(name)_local"
    let utcColumn = "\(name)_utc"
    let hasLocal = text(row, localColumn) != nil
    let hasUtc = text(row, utcColumn) != nil
    let local = hasLocal ? time(row, localColumn, in: zone) : nil
    let utc = hasUtc ? time(row, utcColumn, in: .utc) : nil
    switch (local, utc) {
    case (let local?, let utc?) where local != utc:
      add(
        row, utcColumn, "\(utc) is not the moment that \(localColumn) says, \(local)",
        next: "Correct one of the two, or leave \(utcColumn) empty.")
      return nil
    case (let instant?, _) where !hasUtc || utc != nil: return instant
    case (nil, let instant?) where !hasLocal: return instant
    default:
      if !hasLocal, !hasUtc {
        add(
          row, localColumn, "the shift has no \(name)",
          next: "Fill in \(localColumn), for example 2026-03-23T09:00:00+01:00.")
      }
      return nil
    }
  }

  /// Reads a time on a zone's clock; its offset, where it has one, must be that clock's.
  mutating func time(_ row: Int, _ column: String, in zone: Zone) -> Instant? {
    guard let text = required(row, column) else { return nil }
    switch WrittenTime(iso: text) {
    case .instant(let instant, let offset):
      let written = LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset)
      guard isInBound(written, row, column) else { return nil }
      guard offset == zone.offset(at: instant) else {
        add(
          row, column, "\(text) does not have the offset of \(zone.name)",
          next: "At that moment its clock shows \(zone.isoText(at: instant)).")
        return nil
      }
      return instant
    case .local(let local):
      return isInBound(local, row, column) ? resolve(local, in: zone, row, column) : nil
    case nil:
      add(
        row, column, "\(quoted(text)) is not a date and time",
        next: "Write ISO 8601 with the offset, for example 2026-03-23T09:00:00+01:00.")
      return nil
    }
  }
}
