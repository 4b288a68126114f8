import Importing
import ScenarioFiles
import Tabular
import Workforce

/// Brings the words of an export to the ids of a scenario; what it cannot is kept to be asked or told.
struct StaffNames {
  let staff: ScenarioStaff
  /// Words that are no site or contract, and how many people have each.
  private(set) var unknown: [StaffMapping.Field: [String: Int]] = [:]
  /// Skills that nothing asks for, and how many people have each.
  private(set) var idleSkills: [String: Int] = [:]
  /// Languages that no queue speaks, and how many people speak each.
  private(set) var idleLanguages: [String: Int] = [:]
  /// People of whom something needed is known from nowhere.
  private(set) var missing: [StaffMapping.Field: [String]] = [:]
  /// People who are left out, by why.
  private(set) var leftOut: [(why: String, id: String)] = []

  private let sites: [String: String]
  private let contracts: [String: String]
  private let queues: [String: Queue]
  private let skills: [String: String]
  private let spoken: [String]

  init(_ staff: ScenarioStaff) {
    self.staff = staff
    sites = Self.byWord(staff.sites)
    contracts = Self.byWord(staff.contracts)
    queues = Dictionary(staff.queues.map { (queueId($0.id), $0) }) { first, _ in first }
    skills = Self.byWord(staff.skills)
    spoken = staff.queues.languages
  }

  private static func byWord(_ ids: [String]) -> [String: String] {
    Dictionary(ids.map { (queueId($0), $0) }) { first, _ in first }
  }

  /// The person that a record is; nil where they are left out or something is open.
  ///
  /// - Parameter known: the same person in the table as it was, who keeps what the export does not say.
  mutating func agent(_ record: StaffRecord, known: Agent?) -> Agent? {
    guard record.site != "none", record.contract != "none" else {
      leftOut.append(("the mapping says none of their \(record.site == "none" ? "site" : "contract")", record.id))
      return nil
    }
    let site = id(record.site, .site, sites, only: staff.sites, known: known?.site, record.id)
    let contract =
      contract(ofHours: record.contract, known: known?.contract)
      ?? id(record.contract, .contract, contracts, only: staff.contracts, known: known?.contract, record.id)
    var languages = record.languages.compactMap { language($0) }
    var held: [String] = []
    for text in record.skills.flatMap(listed) {
      if let queue = queues[queueId(text)] {
        held += [queue.channel.rawValue, queue.tier] + queue.needs
        languages.append(queue.language)
      } else if let skill = skills[queueId(text)] ?? channel(text) {
        held.append(skill)
      } else {
        idleSkills[text, default: 0] += 1
      }
    }
    if record.languages.isEmpty, languages.isEmpty { languages = known?.languages ?? (spoken.count == 1 ? spoken : []) }
    if record.skills.isEmpty { held = known?.skills ?? [] }
    let name = record.name.isEmpty ? known?.name ?? record.id : record.name
    let lacksLanguages = !staff.demandsShifts && record.languages.isEmpty && languages.isEmpty
    let lacksSkills = !staff.demandsShifts && record.skills.isEmpty && held.isEmpty
    if lacksLanguages { missing[.languages, default: []].append(record.id) }
    if lacksSkills { missing[.skills, default: []].append(record.id) }
    guard let site, let contract, !lacksLanguages, !lacksSkills else { return nil }
    var agent = Agent(
      id: record.id, name: name, site: site, contract: contract, languages: unique(languages), skills: unique(held),
      team: record.team.isEmpty ? known?.team ?? "" : record.team, from: record.from ?? known?.from,
      to: record.to ?? known?.to)
    // As the table is read: who has no tier is of the first.
    if let tier = staff.tierAdded(to: agent.skills) { agent.skills.append(tier) }
    guard staff.serves(agent) else {
      leftOut.append(("they serve no queue", record.id))
      return nil
    }
    return agent
  }

  private mutating func id(
    _ text: String, _ field: StaffMapping.Field, _ ids: [String: String], only all: [String], known: String?,
    _ person: String
  ) -> String? {
    if text.isEmpty {
      if let id = known ?? (all.count == 1 ? all.first : nil) { return id }
      missing[field, default: []].append(person)
      return nil
    }
    if let id = ids[queueId(text)] { return id }
    unknown[field, default: [:]][text, default: 0] += 1
    return nil
  }

  /// The contract of so many hours a week: the one that somebody has already, or the only one; nil for anything but hours.
  private func contract(ofHours text: String, known: String?) -> String? {
    let number = text.split(separator: " ").first.map { $0.split(separator: ",").joined(separator: ".") }
    guard contracts[queueId(text)] == nil, let hours = number.flatMap({ Double($0) }), 5...60 ~= hours else {
      return nil
    }
    let minutes = Int((hours * 60).rounded())
    let found = staff.contracts.filter { staff.contractWeeks[$0]?.contains(minutes) ?? false }
    return found.first { $0 == known } ?? (found.count == 1 ? found[0] : nil)
  }

  /// The skills of a part of a cell: itself, or its words where two or more of them are skills of the scenario, as in `phone email`.
  private func listed(_ text: String) -> [String] {
    func isKnown(_ text: String) -> Bool { queues[queueId(text)] != nil || skills[queueId(text)] != nil }
    let words = text.split(separator: " ").map(String.init)
    return isKnown(text) || words.count(where: isKnown) < 2 ? [text] : words
  }

  private mutating func language(_ tag: String) -> String? {
    // Nothing asks for languages where people are wanted by shift, and calendars are in them.
    if staff.demandsShifts { return tag }
    let base = { (tag: String) in tag.lowercased().split { $0 == "-" || $0 == "_" }.first.map(String.init) ?? "" }
    if let exact = spoken.first(where: { $0.lowercased() == tag.lowercased() }) { return exact }
    let alike = spoken.filter { base($0) == base(tag) }
    if alike.count == 1 { return alike[0] }
    idleLanguages[tag, default: 0] += 1
    return nil
  }

  /// `Voice` as the channel phone, where some queue has it.
  private func channel(_ text: String) -> String? {
    let words = queueId(text).split(separator: "-").map(String.init)
    guard let channel = Channel(named: words), words.count <= 2 else { return nil }
    return staff.queues.contains { $0.channel == channel } ? channel.rawValue : nil
  }

  // MARK: What is open

  /// Questions that a mapping answers.
  func questions(file: String) -> [InputProblem] {
    var result: [InputProblem] = []
    for field in StaffMapping.Kind.people.fields {
      for (word, count) in (unknown[field] ?? [:]).sorted(by: { $0.key < $1.key }) {
        let ids = field == .site ? staff.sites : staff.contracts
        result.append(
          InputProblem(
            Place(file: file),
            "the scenario has no \(field.rawValue) \(quoted(word)), which \(count) of the people have",
            next:
              "Write in a mapping names: { \(field.rawValue): { \(quoted(word)): \(ids.first ?? "ID") } }, or none to leave them out. "
              + nearestAdvice(queueId(word), in: ids, kind: "\(field.rawValue)s")))
      }
      if let people = missing[field] {
        result.append(
          InputProblem(
            Place(file: file),
            "nothing says \(field == .site || field == .contract ? "which \(field.rawValue)" : "which \(field.rawValue)") \(listedIds(people)) \(people.count == 1 ? "has" : "have")",
            next: "Name its column in a mapping, or what all have: every: { \(field.rawValue): \(example(field)) }"))
      }
    }
    return result
  }

  private func example(_ field: StaffMapping.Field) -> String {
    switch field {
    case .site: staff.sites.first ?? "ID"
    case .contract: staff.contracts.first ?? "ID"
    case .languages: spoken.first ?? "en"
    default: staff.queues.first.map { "\"\($0.channel.rawValue); \($0.tier)\"" } ?? "phone"
    }
  }

  /// Words that the scenario does not have, for a mapping to translate.
  var untranslated: [StaffMapping.Field: [String]] {
    var result = unknown.mapValues { $0.keys.sorted() }
    result[.skills] = idleSkills.keys.sorted()
    return result
  }

  /// Sentences about what was left out.
  var notes: [String] {
    var notes: [String] = []
    for why in unique(leftOut.map(\.why)) {
      notes.append("Left out, since \(why): \(listedIds(leftOut.filter { $0.why == why }.map(\.id))).")
    }
    func counted(_ words: [String: Int]) -> String {
      words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map { "\($0.key) (\($0.value))" }.joined(
        separator: ", ") + (words.count > 12 ? " and \(words.count - 12) more" : "")
    }
    if !idleSkills.isEmpty { notes.append("Skills that nothing asks for are left out: \(counted(idleSkills)).") }
    if !idleLanguages.isEmpty {
      notes.append("Languages that no queue speaks are left out: \(counted(idleLanguages)).")
    }
    return notes
  }
}

/// Ids in a sentence, the first ten.
func listedIds(_ ids: [String]) -> String {
  ids.count > 10 ? "\(ids.prefix(10).joined(separator: ", ")) and \(ids.count - 10) more" : ids.joined(separator: ", ")
}
