import Tabular
import Timeline
import Workforce

/// Reads the table of shifts that are decided already.
///
/// A shift must be one that the person's contract offers, on a date without leave; so a contradiction is met here, where it stands.
func readFixedShifts(
  _ bytes: [UInt8], file: String, _ scenario: Scenario, agents: NameIndex, _ problems: inout ProblemCollector
) -> [FixedShift] {
  var cells = TableCells(bytes, file: file, required: ["agent", "date", "start"], optional: ["paid", "end"])
  let leave = Dictionary(grouping: scenario.leave, by: \.agent)
  let availability = Dictionary(grouping: scenario.availability, by: \.agent)
  let contracts = Dictionary(scenario.contracts.map { ($0.id, $0) }) { first, _ in first }
  let zones = scenario.zonesBySite
  var shifts: [FixedShift] = []
  var lineOf: [[String]: Int] = [:]
  for row in cells.rows {
    let agent = cells.position(row, "agent", in: agents).map { scenario.agents[$0] }
    let date = cells.required(row, "date", readDate)
    let start = cells.required(row, "start", readClock)
    let end = cells.optional(row, "end", readClock)
    let written = cells.optional(row, "paid") { text throws(Misreading) in try readMinutes(text, in: .withinDay) }
    guard let agent, let date, let start, cells.isFilled(row, "paid") == (written != nil),
      cells.isFilled(row, "end") == (end != nil)
    else { continue }
    guard let contract = contracts[agent.contract] else { continue }
    let fitting = end.flatMap { end in
      contract.shiftMinutes.first { contract.end(ofPaid: $0, from: start) == end.minutes % 1440 }
    }
    let paid = written ?? fitting
    let name = agent.id
    if let line = lineOf[[name, date.isoText]] {
      cells.add(
        row, "date", "agent \(name) has a fixed shift of \(date) on line \(line) already",
        next: "Delete one of the two rows.")
      continue
    }
    lineOf[[name, date.isoText]] = cells.table.place(row: row).line
    // An end that no length leads to is told as that alone.
    let length = paid ?? (end == nil ? nil : contract.shiftMinutes.first)
    let isSound = cells.checkFixed(row, agent, date, start, length, contract, leave[name] ?? [])
    guard end.map({ cells.checkEnd(row, start, $0, paid, contract) }) ?? true else { continue }
    guard isSound, let minutes = paid ?? contract.shiftMinutes.first,
      cells.checkAvailable(
        row, agent, date, start, minutes, contract, availability[name] ?? [], zones[agent.site] ?? .utc)
    else { continue }
    shifts.append(FixedShift(agent: name, date: date, start: start, paidMinutes: minutes))
  }
  problems.add(cells.problems)
  return shifts
}

extension Contract {
  /// The minute of the day at which a shift worked in one part ends.
  fileprivate func end(ofPaid paid: Int, from start: TimeOfDay) -> Int {
    (start.minutes + paid + unpaidMinutes(ofPaid: paid)) % 1440
  }
}

extension TableCells {
  /// Adds a problem where a shift that begins as written does not end as written.
  fileprivate mutating func checkEnd(
    _ row: Int, _ start: TimeOfDay, _ end: TimeOfDay, _ paid: Int?, _ contract: Contract
  ) -> Bool {
    let lengths = paid.map { [$0] } ?? contract.shiftMinutes
    let ends = lengths.map { (paid: $0, end: contract.end(ofPaid: $0, from: start)) }
    if ends.contains(where: { $0.end == end.minutes % 1440 }) { return true }
    let told = ends.compactMap { length in
      TimeOfDay(minutes: length.end).map { "\($0) with \(lengthText(minutes: length.paid))" }
    }
    add(
      row, "end", "no shift of contract \(contract.id) from \(start) on ends at \(end)",
      next: "From \(start) on a shift ends at \(told.joined(separator: ", ")): correct the end, or take it out.")
    return false
  }

  /// Adds a problem where a fixed shift lies outside the hours in which the person can work.
  fileprivate mutating func checkAvailable(
    _ row: Int, _ agent: Agent, _ date: CivilDate, _ start: TimeOfDay, _ paid: Int, _ contract: Contract,
    _ availability: [Availability], _ zone: Zone
  ) -> Bool {
    if availability.isEmpty { return true }
    let begin = zone.firstInstant(at: LocalDateTime(date: date, time: start))
    let end = begin.advanced(bySeconds: 60 * (paid + contract.unpaidMinutes(ofPaid: paid)))
    if availability.hours(around: date, in: zone).hold(from: begin, to: end) { return true }
    add(
      row, "start",
      "a shift of \(lengthText(minutes: paid)) from \(start) on is not within the hours in which agent \(agent.id) can work",
      next: "Correct the fixed shift, or the person's rows in the table of availability.")
    return false
  }

  /// Adds a problem for each way in which a fixed shift contradicts contract, employment or leave.
  fileprivate mutating func checkFixed(
    _ row: Int, _ agent: Agent, _ date: CivilDate, _ start: TimeOfDay, _ paid: Int?, _ contract: Contract,
    _ leave: [Leave]
  ) -> Bool {
    let before = problems.count
    if !contract.starts.contains(where: { $0.minutes.contains(start.minutes) }) {
      add(
        row, "start", "\(start) is not a start of contract \(contract.id) of agent \(agent.id)",
        next: "Write a start that the contract offers, or add it to shifts.starts.")
    }
    let lengths = contract.shiftMinutes.map { lengthText(minutes: $0) }.joined(separator: ", ")
    if let paid, !contract.shiftMinutes.contains(paid) {
      add(
        row, "paid", "\(lengthText(minutes: paid)) is not a length of contract \(contract.id) of agent \(agent.id)",
        next: "Its lengths are \(lengths).")
    } else if paid == nil, contract.shiftMinutes.count > 1 {
      add(
        row, "start", "contract \(contract.id) has shifts of several lengths",
        next: "Add a column paid with one of \(lengths), or a column end.")
    }
    if let span = leave.first(where: { $0.from <= date && date <= $0.to }) {
      add(
        row, "date", "agent \(agent.id) is on leave (\(span.kind)) from \(span.from) to \(span.to)",
        next: "Delete the fixed shift, or shorten the leave.")
    }
    if !agent.isEmployed(on: date) {
      add(
        row, "date", "agent \(agent.id) is not employed on \(date)",
        next: "Correct the date, or from and to in the table of agents.")
    }
    return problems.count == before
  }
}
