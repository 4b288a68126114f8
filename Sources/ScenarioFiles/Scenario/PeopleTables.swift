import Tabular
import Timeline
import Units
import Workforce

/// Reads agents.csv.
///
/// - Parameter queues: what agents must serve one of; empty where that cannot be checked.
/// - Returns: people, and whether they are all: each row has an id of its own, whatever else is wrong with it.
func readAgents(
  _ bytes: [UInt8], file: String, _ draft: ScenarioDraft, queues: [Queue], _ problems: inout ProblemCollector
) -> (agents: [Agent], areAll: Bool) {
  var cells = TableCells(
    bytes, file: file, required: ["id", "name", "site", "contract", "languages", "skills"],
    optional: ["team", "calendar_language", "from", "to", "rotation_week", "email", "leave_days", "cost_centre"])
  let sites = draft.siteIds.index("site")
  let contracts = draft.contractIds.index("contract")
  if draft.demandsShifts {
    // Whoever is wanted by shift need not speak anything, and may have no skill.
    cells = TableCells(
      bytes, file: file, required: ["id", "name", "site", "contract"],
      optional: [
        "languages", "skills", "team", "calendar_language", "from", "to", "rotation_week", "email", "leave_days",
        "cost_centre",
      ])
  }
  let isWhole = cells.problems.isEmpty
  let ofContacts = draft.queues.filter { $0.activity == nil }
  let tiers = Set(ofContacts.map(\.tier))
  let spoken = Set(draft.queues.languages)
  let asked = Set(draft.askedSkills)
  var agents: [Agent] = []
  var lineOf: [String: Int] = [:]
  for row in cells.rows {
    let id = cells.required(row, "id", readId)
    let name = cells.required(row, "name")
    let site = cells.name(row, "site", in: sites)
    let contract = cells.name(row, "contract", in: contracts)
    func listed(_ column: String, _ known: Set<String>) -> [String] {
      draft.demandsShifts && !cells.isFilled(row, column) ? [] : cells.listed(row, column, known: known)
    }
    let languages = listed("languages", spoken)
    var skills = listed("skills", asked)
    let from = cells.optional(row, "from", readDate)
    let to = cells.optional(row, "to", readDate)
    if let from, let to, from > to { cells.addBackwards(row, from, to) }
    let week = cells.rotationWeek(row, draft.contracts.first { $0.id == contract })
    guard let id else { continue }
    if let line = lineOf[id] {
      cells.add(row, "id", "agent \(id) is on line \(line) already", next: "Give each agent an id of their own.")
      continue
    }
    lineOf[id] = cells.table.place(row: row).line
    if !skills.isEmpty, !draft.demandsShifts, tiers.isDisjoint(with: skills) { skills.append("L1") }
    let email = cells.optional(row, "email", readEmail)
    var agent = Agent(
      id: id, name: name ?? "", site: site ?? "", contract: contract ?? "", languages: languages, skills: skills,
      team: cells.text(row, "team") ?? "",
      calendarLanguage: cells.text(row, "calendar_language") ?? site.flatMap { draft.siteCalendarLanguages[$0] }
        ?? draft.calendarLanguage ?? languages.first ?? "en", from: from, to: to)
    agent.rotationWeek = week
    agent.email = email ?? ""
    agent.costCentre = cells.optional(row, "cost_centre", readId) ?? ""
    agent.leaveDays = cells.optional(row, "leave_days", readLeaveDays)
    if !languages.isEmpty, !skills.isEmpty { cells.checkServes(row, agent, queues) }
    agents.append(agent)
  }
  if agents.count > Bound.people.most {
    cells.problems.add(
      Place(file: file), "the table has \(agents.count) people, and a plan at most \(Bound.people.mostText)",
      next: "Split the operation into several scenarios.")
  }
  if cells.isReadable, cells.table.rowCount == 0, cells.problems.isEmpty {
    cells.problems.add(Place(file: file), "the table has no agents", next: "Add a row for each person.")
  }
  problems.add(cells.problems)
  return (agents, isWhole && agents.count == cells.table.rowCount)
}

/// Reads whole days of leave.
private func readLeaveDays(_ text: String) throws(Misreading) -> Int {
  guard let days = Int(text), 0...366 ~= days else {
    throw Misreading(
      "\(text) is no number of days", next: "Write a whole number from 0 to 366, or leave the cell empty.")
  }
  return days
}

/// Reads `a@example.org`; what it is said to be wrong about is no address of anybody's.
private func readEmail(_ text: String) throws(Misreading) -> String {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  let isSound =
    parts.count == 2
    && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".") && !$0.contains("..") }
    && text.utf8.allSatisfy { 33..<127 ~= $0 && !"\"(),:;<>[\\]".utf8.contains($0) } && text.utf8.count <= 254
  guard isSound else {
    throw Misreading("this is no mail address", next: "Write one such as ann@example.org, or leave the cell empty.")
  }
  return text
}

/// Reads leave.csv.
func readLeave(_ bytes: [UInt8], file: String, agents: NameIndex, _ problems: inout ProblemCollector) -> [Leave] {
  var cells = TableCells(bytes, file: file, required: ["agent", "from", "to"], optional: ["kind", "since_utc"])
  var leave: [Leave] = []
  for row in cells.rows {
    let agent = cells.name(row, "agent", in: agents)
    let from = cells.required(row, "from", readDate)
    let to = cells.required(row, "to", readDate)
    if let from, let to, from > to { cells.addBackwards(row, from, to) }
    let since = cells.optional(row, "since_utc") { text throws(Misreading) in
      guard let instant = Instant(iso: text) else {
        throw Misreading("\(quoted(text)) is not a moment", next: "Write for example 2026-03-02T16:00:00Z.")
      }
      return instant
    }
    guard let agent, let from, let to else { continue }
    var span = Leave(agent: agent, from: from, to: to, kind: cells.text(row, "kind") ?? "leave")
    span.since = since
    leave.append(span)
  }
  problems.add(cells.problems)
  return leave
}

/// Reads requests.csv.
///
/// A wish for starts that the person's contract does not have can be granted by a day off alone: the first such row is told.
func readRequests(
  _ bytes: [UInt8], file: String, _ scenario: Scenario, agents: NameIndex, _ problems: inout ProblemCollector,
  _ warnings: inout [InputProblem]
) -> [Request] {
  let contracts = Dictionary(scenario.contracts.map { ($0.id, $0) }) { first, _ in first }
  var idle: [(row: Int, agent: Agent, contract: Contract)] = []
  var linesOf: [[String]: [(wish: Wish, line: Int)]] = [:]
  var cells = TableCells(bytes, file: file, required: ["agent", "date", "wish"], optional: ["weight"])
  var requests: [Request] = []
  for row in cells.rows {
    let agent = cells.position(row, "agent", in: agents).map { scenario.agents[$0] }
    let date = cells.required(row, "date", readDate)
    let kinds = agent.flatMap { contracts[$0.contract] }?.kinds ?? []
    let wish = cells.required(row, "wish") { text throws(Misreading) in try readWish(text, kinds) }
    let weight = cells.optionalNumber(row, "weight", .weight)
    guard let agent, let date, let wish, let weight else { continue }
    let same = linesOf[[agent.id, date.isoText]] ?? []
    let opposite: Wish? = wish == .dayOff ? .work : wish == .work ? .dayOff : nil
    if let other = same.first(where: { $0.wish == wish || $0.wish == opposite }) {
      let what = other.wish == wish ? "this" : "the opposite"
      cells.add(
        row, "wish", "agent \(agent.id) wishes \(what) on line \(other.line) already",
        next: "Delete one of the two rows.")
    }
    linesOf[[agent.id, date.isoText], default: []].append((wish, cells.table.line(row: row)))
    requests.append(Request(agent: agent.id, date: date, wish: wish, weight: weight.isNaN ? 1 : weight))
    if case .start(let from, let to) = wish, let contract = contracts[agent.contract],
      !contract.starts.contains(where: { $0.minutes.contains { from.minutes...to.minutes ~= $0 } })
    {
      idle.append((row, agent, contract))
    }
  }
  problems.add(cells.problems)
  if let first = idle.first {
    let others = idle.count - 1
    warnings.append(
      InputProblem(
        cells.place(first.row, "wish"),
        "contract \(first.contract.id) of agent \(first.agent.id) has no such start, so only a day off grants it"
          + (others == 0 ? "" : "; so it is with \(others) more \(others == 1 ? "row" : "rows")"),
        next: "Write starts of \(first.contract.id): \(first.contract.startsText)."))
  }
  return requests
}

extension Contract {
  /// When shifts may start, as scenario.yaml writes it.
  fileprivate var startsText: String {
    starts.map { window in
      window.from == window.to
        ? "\(window.from)" : "\(window.from)-\(window.to) every \(lengthText(minutes: window.stepMinutes))"
    }.joined(separator: ", ")
  }
}

/// Reads a wish; where it is a kind of shift, the starts of that are the edit.
private func readWish(_ text: String, _ kinds: [KindOfShift]) throws(Misreading) -> Wish {
  do throws(Misreading) { return try readWish(text) } catch {
    guard let kind = kinds.first(where: { $0.name == trimmed(text) }), kind.from <= kind.to else { throw error }
    let starts = "start \(kind.from.text)-\(kind.to.text)"
    throw Misreading(error.what, next: "Write \(starts), the starts of \(kind.name).", isTaken: true)
  }
}

/// Reads `off`, `work`, `start 09:00` or `start 07:00-09:00`.
func readWish(_ text: String) throws(Misreading) -> Wish {
  var cursor = TextCursor(text)
  let word = cursor.word()?.lowercased() ?? ""
  if cursor.isAtEnd, word == "off" { return .dayOff }
  if cursor.isAtEnd, word == "work" { return .work }
  if word == "start", let first = cursor.clock().flatMap({ TimeOfDay($0) }) {
    if cursor.isAtEnd { return .start(from: first, to: first) }
    if cursor.skip("-"), let last = cursor.clock().flatMap({ TimeOfDay($0) }), cursor.isAtEnd {
      guard first <= last else {
        throw Misreading(
          "\(quoted(text)) runs backwards",
          next: "Write the earlier start first, for example start 07:00-09:00; after midnight it is the next date.")
      }
      return .start(from: first, to: last)
    }
  }
  throw Misreading("\(quoted(text)) is not a wish", next: "Write off, work, or start 07:00-09:00.")
}

extension TableCells {
  mutating func addBackwards(_ row: Int, _ from: CivilDate, _ to: CivilDate) {
    add(row, "from", "\(from) is after \(to)", next: "Write the earlier date under from; both dates are included.")
  }

  /// The week of a rotation from 0; nil where none is written.
  fileprivate mutating func rotationWeek(_ row: Int, _ contract: Contract?) -> Int? {
    guard let contract, isFilled(row, "rotation_week") else { return nil }
    guard let rotation = contract.rotation else {
      add(
        row, "rotation_week", "contract \(contract.id) has no rotation",
        next: "Empty the cell, or add a rotation to the contract.")
      return nil
    }
    let count = rotation.weeks.count
    return optional(row, "rotation_week") { text throws(Misreading) in
      let week = try readWhole(text)
      guard 1...count ~= week else {
        throw Misreading(
          "\(text) is no week of the rotation of contract \(contract.id)", next: "Write 1 to \(count).")
      }
      return week - 1
    }
  }

  /// Adds a problem when no queue can be served, and says whether language or skills are in the way.
  fileprivate mutating func checkServes(_ row: Int, _ agent: Agent, _ queues: [Queue]) {
    guard !queues.isEmpty, !queues.contains(where: agent.serves) else { return }
    guard let queue = queues.first(where: { agent.languages.contains($0.language) }) else {
      add(
        row, "languages",
        "agent \(agent.id) speaks \(agent.languages.joined(separator: " ")), the language of no queue",
        next: "The queues speak \(queues.languages.joined(separator: ", ")).")
      return
    }
    let needed = unique([queue.channel.rawValue, queue.tier] + queue.needs).joined(separator: " ")
    add(
      row, "skills",
      "agent \(agent.id) has \(agent.skills.joined(separator: " ")), which serves no queue of their languages",
      next: "Queue \(queue.id), for one, needs \(needed).")
  }
}
