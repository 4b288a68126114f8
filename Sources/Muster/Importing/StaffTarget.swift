import Importing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The tables of people and leave of a scenario's folder, to merge an import into.
struct StaffTarget {
  let folder: String
  let staff: ScenarioStaff
  /// Path of the table that changes.
  let path: String
  /// The key of scenario.yaml that names it, where it does not yet.
  private let unnamed: String?
  private let old: [UInt8]?

  private static let peopleHeader = [
    "id", "name", "site", "contract", "languages", "skills", "team", "calendar_language", "from", "to",
  ]
  private static let leaveHeader = ["agent", "from", "to", "kind"]

  init(folder: String, kind: StaffImporter.Kind) throws(InputError) {
    guard FileAccess.exists("\(folder)/\(ScenarioFolder.scenarioFile)") else {
      throw InputError(
        Place(file: folder), "there is no scenario whose sites, contracts and queues the people could be of",
        next: "Make one first, for example muster init \(folder) --history history.csv.")
    }
    self.folder = folder
    staff = try ScenarioStaff(folder: folder)
    let key = kind == .people ? "agents" : "leave"
    let named = kind == .people ? staff.agentsFile : staff.leaveFile
    unnamed = named == nil ? key : nil
    let name = named ?? "\(key).csv"
    path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    // A new file of a variant would stand for the whole table of its base.
    if !FileAccess.exists(path), let base = staff.bases.first(where: { FileAccess.exists("\($0)/\(name)") }) {
      throw InputError(
        Place(file: path), "the table is that of the base \(base)",
        next: "Import into \(base), or copy its \(name) into \(folder) first: the copy then counts in its place.")
    }
    old = FileAccess.exists(path) ? try FileAccess.read(path) : nil
  }

  // MARK: People

  func mergePeople(
    _ records: [StaffRecord], file: String, removesLeavers: Bool, into result: inout StaffImporter.Result
  ) throws(InputError) {
    var merge = try TableMerge(old, file: path, header: Self.peopleHeader)
    let rows = merge.rows
    var place: [String: Int] = [:]
    for (index, row) in rows.enumerated() where place[row["id"] ?? ""] == nil { place[row["id"] ?? ""] = index }
    var names = StaffNames(staff)
    var seen: Set<String> = []
    for record in records {
      guard seen.insert(record.id).inserted else {
        throw InputError(
          Place(file: file), "\(record.id) is in two of the files", next: "Import one file after the other.")
      }
      let row = place[record.id].map { rows[$0] }
      guard let agent = names.agent(record, known: row.map(Self.person)) else { continue }
      let cells = Self.cells(agent)
      guard let row, let index = place[record.id] else {
        merge.add(cells)
        result.added.append(agent.id)
        continue
      }
      let differences = differences(from: row, to: cells)
      if differences.isEmpty {
        result.unchanged += 1
      } else {
        merge.change(index, Dictionary(uniqueKeysWithValues: differences.map { ($0, cells[$0] ?? "") }))
        result.changed.append("\(agent.id): " + differences.map { Self.told($0, row, cells) }.joined(separator: ", "))
      }
    }
    let questions = names.questions(file: file)
    guard questions.isEmpty else { throw InputError(questions) }
    result.notes += names.notes
    let leavers = rows.indices.filter { !seen.contains(rows[$0]["id"] ?? "") }
    result.missing = leavers.compactMap { rows[$0]["id"] }
    if !leavers.isEmpty {
      let who = "In \(path) and in none of the files: \(listedIds(result.missing))"
      if removesLeavers {
        for index in leavers { merge.remove(index) }
        result.notes.append("\(who); taken out.")
      } else {
        result.notes.append(
          "\(who). They stay: write their last date under to, or take them out with --remove-leavers.")
      }
    }
    let bytes = try merge.merged()
    _ = try staff.agents(bytes, file: path)
    let summary = "\(result.added.count) new, \(result.changed.count) changed, \(result.unchanged) as they were"
    try finish(bytes, summary, &result)
  }

  /// Everybody of the table of people, and its path.
  private func people() throws(InputError) -> (agents: [Agent], path: String) {
    guard let name = staff.agentsFile else {
      throw InputError(
        Place(file: "\(folder)/\(ScenarioFolder.scenarioFile)"), "the scenario names no table of people",
        next: "Import people first: muster import people FILE --into \(folder)")
    }
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    return (try staff.agents(FileAccess.read(path), file: path), path)
  }

  /// The clocks of everybody's site, by id.
  static func zones(of folder: String) throws(InputError) -> [String: Zone] {
    let target = try StaffTarget(folder: folder, kind: .leave)
    let agents = try target.people().agents
    return Dictionary(agents.compactMap { agent in target.staff.zone(of: agent).map { (agent.id, $0) } }) { first, _ in
      first
    }
  }

  private static func words(_ text: String?) -> [String] {
    (text ?? "").split { " ;,|".contains($0) }.map(String.init)
  }

  private static func person(_ row: [String: String]) -> Agent {
    Agent(
      id: row["id"] ?? "", name: row["name"] ?? "", site: row["site"] ?? "", contract: row["contract"] ?? "",
      languages: words(row["languages"]), skills: words(row["skills"]), team: row["team"] ?? "",
      from: row["from"].flatMap { CivilDate(iso: $0) }, to: row["to"].flatMap { CivilDate(iso: $0) })
  }

  private static func cells(_ agent: Agent) -> [String: String] {
    [
      "id": agent.id, "name": agent.name, "site": agent.site, "contract": agent.contract,
      "languages": agent.languages.joined(separator: " "), "skills": agent.skills.joined(separator: " "),
      "team": agent.team, "from": agent.from?.isoText ?? "", "to": agent.to?.isoText ?? "",
    ]
  }

  /// Columns that say something else; the order of skills, and of languages behind the first, says nothing.
  private func differences(from row: [String: String], to cells: [String: String]) -> [String] {
    Self.peopleHeader.filter { name in
      guard let new = cells[name], new != row[name] ?? "" else { return false }
      let (was, becomes) = (Self.words(row[name]), Self.words(new))
      switch name {
      case "languages": return was.first != becomes.first || Set(was) != Set(becomes)
      case "skills": return Set(was + [staff.tierAdded(to: was)].compactMap { $0 }) != Set(becomes)
      default: return true
      }
    }
  }

  /// A change of a cell; names are personal and not told.
  private static func told(_ name: String, _ row: [String: String], _ cells: [String: String]) -> String {
    guard name != "name" else { return "another name" }
    let (was, becomes) = (row[name] ?? "", cells[name] ?? "")
    return "\(name) \(was.isEmpty ? "nothing" : was) -> \(becomes.isEmpty ? "nothing" : becomes)"
  }

  // MARK: Leave

  /// The first and last date of a leave, and what for.
  private struct Span: Hashable {
    var agent: String
    var from: CivilDate
    var to: CivilDate
    var kind: String

    var text: String { "\(agent) \(from.isoText) to \(to.isoText) \(kind)" }
    func isWithin(_ other: Span) -> Bool {
      agent == other.agent && kind == other.kind && other.from <= from && to <= other.to
    }
    /// Whether two of one kind share dates.
    func isOfSameLeave(as other: Span) -> Bool {
      agent == other.agent && kind == other.kind && from <= other.to && other.from <= to
    }
    /// Whether leave of another kind is inside this, as days of illness in a vacation are.
    func holds(_ other: Span) -> Bool {
      agent == other.agent && kind != other.kind && from <= other.from && other.to <= to
        && (from < other.from || other.to < to)
    }
    /// Whether leave of an import takes the place of this: it shares dates, and is not of another kind inside it.
    func isReplaced(by new: Span) -> Bool {
      agent == new.agent && from <= new.to && new.from <= to && !holds(new)
    }
  }

  /// - Parameter withdrawn: leave that the files say was taken back; a row of the same kind within its dates goes.
  func mergeLeave(
    _ records: [StaffRecord], withdrawn: [StaffRecord], into result: inout StaffImporter.Result
  ) throws(InputError) {
    let (agents, people) = try people()
    let known = Set(agents.map(\.id))
    let strangers = unique(records.map(\.id).filter { !known.contains($0) })
    if !strangers.isEmpty {
      result.notes.append("Left out, since \(people) does not have them: \(listedIds(strangers)).")
    }
    var merge = try TableMerge(old, file: path, header: Self.leaveHeader)
    let rows = merge.rows
    let spans = rows.map(Self.span)
    var kept: Set<Int> = []
    for span in Self.joined(records.filter { known.contains($0.id) && $0.kind != "none" }) {
      if let same = spans.firstIndex(of: span) {
        kept.insert(same)
        result.unchanged += 1
        continue
      }
      let alike = spans.indices.filter { spans[$0]?.isReplaced(by: span) == true && !kept.contains($0) }
      if let first = alike.first, let was = spans[first] {
        kept.formUnion(alike)
        merge.change(first, ["from": span.from.isoText, "to": span.to.isoText, "kind": span.kind])
        for other in alike.dropFirst() { merge.remove(other) }
        let before = alike.compactMap { spans[$0]?.text }.joined(separator: " and ")
        result.changed.append(
          "\(before) -> \(span.from.isoText) to \(span.to.isoText)\(span.kind == was.kind ? "" : " \(span.kind)")")
      } else {
        merge.add([
          Self.person(in: rows): span.agent, "from": span.from.isoText, "to": span.to.isoText, "kind": span.kind,
        ])
        result.added.append(span.text)
        if let around = spans.lazy.compactMap({ $0 }).first(where: { $0.holds(span) }) {
          result.notes.append("\(span.text) lies within \(around.text) of the table; both stand.")
        }
      }
    }
    for span in Self.joined(withdrawn) {
      for index in spans.indices.filter({ spans[$0]?.isWithin(span) == true && kept.insert($0).inserted }) {
        merge.remove(index)
        result.changed.append("\(spans[index]?.text ?? "") -> withdrawn, taken out")
      }
      for (index, row) in spans.enumerated() where !kept.contains(index) {
        guard let row, row.isOfSameLeave(as: span) else { continue }
        result.notes.append(
          "\(span.text) was taken back, and \(row.text) of the table reaches beyond it: shorten it by hand.")
      }
    }
    tellWithdrawn(records, spans, kept, &result)
    let bytes = try merge.merged()
    _ = try staff.leave(bytes, file: path, of: agents)
    let summary = "\(result.added.count) new, \(result.changed.count) changed, \(result.unchanged) as they were"
    try finish(bytes, summary, &result)
  }

  /// Leave of the table, within the dates of the import, that no file has: it may have been withdrawn, or be from elsewhere.
  private func tellWithdrawn(
    _ records: [StaffRecord], _ spans: [Span?], _ kept: Set<Int>, _ result: inout StaffImporter.Result
  ) {
    guard let first = records.compactMap(\.from).min(), let last = records.compactMap({ $0.to ?? $0.from }).max() else {
      return
    }
    let people = Set(records.map(\.id))
    let others = spans.indices.filter { index in
      guard let span = spans[index], !kept.contains(index) else { return false }
      return people.contains(span.agent) && first <= span.from && span.to <= last
    }
    guard !others.isEmpty else { return }
    let shown = others.prefix(10).compactMap { spans[$0]?.text }.joined(separator: "; ")
    result.notes.append(
      "In \(path) and in none of the files: \(shown)\(others.count > 10 ? " and \(others.count - 10) more" : ""). It stays: take out what was withdrawn."
    )
  }

  private static func person(in rows: [[String: String]]) -> String {
    rows.first?["agent_id"] != nil ? "agent_id" : "agent"
  }

  private static func span(_ row: [String: String]) -> Span? {
    guard let from = row["from"].flatMap({ CivilDate(iso: $0) }), let to = row["to"].flatMap({ CivilDate(iso: $0) })
    else { return nil }
    let kind = row["kind"] ?? ""
    return Span(
      agent: row["agent"] ?? row["agent_id"] ?? "", from: from, to: to, kind: kind.isEmpty ? "leave" : kind)
  }

  /// Leave by person and date; rows of single dates that follow on each other become one.
  private static func joined(_ records: [StaffRecord]) -> [Span] {
    let all = records.compactMap { record -> Span? in
      guard let from = record.from else { return nil }
      let kind = record.kind.isEmpty ? "leave" : queueId(record.kind)
      return Span(agent: record.id, from: from, to: record.to ?? from, kind: kind)
    }.sorted { ($0.agent, $0.kind, $0.from, $0.to) < ($1.agent, $1.kind, $1.from, $1.to) }
    var result: [Span] = []
    for span in all {
      if let last = result.last, last.agent == span.agent, last.kind == span.kind,
        span.from <= last.to.advanced(byDays: 1)
      {
        result[result.count - 1].to = max(last.to, span.to)
      } else {
        result.append(span)
      }
    }
    return result.sorted { ($0.agent, $0.from, $0.to, $0.kind) < ($1.agent, $1.from, $1.to, $1.kind) }
  }

  // MARK: The file

  private func finish(_ bytes: [UInt8], _ summary: String, _ result: inout StaffImporter.Result) throws(InputError) {
    result.file = path
    result.isChanged = bytes != old
    guard result.isChanged else {
      result.next = ["\(path) is as it was: it holds all of this already."]
      return
    }
    try FileAccess.write(bytes, to: path)
    result.next = ["Wrote \(path): \(summary)."]
    if let unnamed {
      result.next.append("Next: add \(unnamed): \(unnamed).csv to \(folder)/\(ScenarioFolder.scenarioFile).")
    } else {
      result.next.append("Next: muster check \(folder)")
    }
  }
}
