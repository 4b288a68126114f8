import ScenarioFiles
package import Tabular
package import Timeline

/// What an export says of one person, or of one leave of theirs; words are those of the file, or what the mapping makes of them.
package struct StaffRecord: Hashable, Sendable {
  package var id: String
  package var name = ""
  package var site = ""
  package var contract = ""
  /// Tags, the primary language first.
  package var languages: [String] = []
  package var skills: [String] = []
  package var team = ""
  package var from: CivilDate?
  package var to: CivilDate?
  package var kind = ""
  /// Line of the first row that says it.
  package var line: Int

  init(id: String, line: Int) {
    self.id = id
    self.line = line
  }
}

/// The records of a file, and what became of its rows.
package struct StaffReading: Sendable {
  package private(set) var records: [StaffRecord] = []
  /// Leave that the file says was taken back.
  package private(set) var withdrawn: [StaffRecord] = []
  /// Rows below the header.
  package private(set) var rows = 0
  /// Reasons and how many rows have each, in a fixed order.
  package private(set) var dropped: [(reason: String, count: Int)] = []
  /// Words that are no language.
  package private(set) var unknownLanguages: [String: Int] = [:]
  /// Lines of leave of a part of a day, which a table of leave knows as the whole one.
  package private(set) var partDays: [Int] = []
  /// Lines of leave without a last date, which counts as one day, among others that have one.
  package private(set) var openEnds: [Int] = []
  /// Languages left out because of their level.
  package private(set) var weakLanguages = 0

  let file: StaffFile
  private let places: [StaffMapping.Field: [Int]]
  private var reasons: [String: Int] = [:]

  /// - Throws: `InputError` with everything that cannot be read.
  package init(_ file: StaffFile) throws(InputError) {
    self.file = file
    places = file.mapping.columns.mapValues { $0.compactMap { file.sample.columns.firstIndex(of: $0) } }
    var problems = ProblemCollector()
    let filters = file.mapping.filters.map { ($0, file.sample.columns.firstIndex(of: $0.column)) }
    var position: [String: Int] = [:]
    for row in 0..<file.sample.rowCount {
      if file.sample.columns.indices.allSatisfy({ file.sample.isBlank(row, $0) }) { continue }
      rows += 1
      let dropping = filters.first { filter, column in
        guard let column else { return false }
        let word = trimmed(file.sample.text(row, column)).lowercased()
        return filter.words.contains(word) != filter.keeps
      }
      if let (filter, column) = dropping {
        let word = column.map { trimmed(file.sample.text(row, $0)) } ?? ""
        if let leave = withdrawnLeave(row, word) { withdrawn.append(leave) }
        reasons["\(filter.column) is \(word.isEmpty ? "empty" : quoted(word))", default: 0] += 1
        continue
      }
      let id = text(row, .id)
      let isTotal = ReportTotal.isWhole(file.sample.text(row, 0))
      guard !id.isEmpty, !isTotal else {
        reasons[isTotal ? "a total" : "no id", default: 0] += 1
        continue
      }
      guard let record = record(row, id, &problems) else { continue }
      if file.mapping.kind == .leave, record.to == nil, places[.to] != nil { openEnds.append(record.line) }
      guard file.mapping.kind == .people, let known = position[id] else {
        position[id] = records.count
        records.append(record)
        continue
      }
      reasons["one more row of somebody", default: 0] += 1
      merge(record, into: known, &problems)
    }
    try problems.check()
    if file.mapping.kind == .leave { partDays = findPartDays() }
    dropped = reasons.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The leave of a row that does not count, where a word of it says that it was taken back and its cells can be read.
  private mutating func withdrawnLeave(_ row: Int, _ word: String) -> StaffRecord? {
    let id = text(row, .id)
    guard file.mapping.kind == .leave,
      StaffLexicon.withdrawnWords.contains(ColumnName(word).words.joined(separator: " ")),
      !id.isEmpty
    else { return nil }
    var problems = ProblemCollector()
    let leave = record(row, id, &problems)
    return problems.isEmpty ? leave : nil
  }

  func text(_ row: Int, _ field: StaffMapping.Field) -> String {
    let parts = (places[field] ?? []).map { trimmed(file.sample.text(row, $0)) }.filter { !$0.isEmpty }
    let isList = field == .languages || field == .skills
    return parts.isEmpty ? file.mapping.every[field] ?? "" : parts.joined(separator: isList ? ";" : " ")
  }

  private mutating func record(_ row: Int, _ id: String, _ problems: inout ProblemCollector) -> StaffRecord? {
    let line = file.sample.lines[row]
    do throws(Misreading) { _ = try readId(id) } catch {
      problems.add(place(line, .id), error.what, next: error.next)
      return nil
    }
    var record = StaffRecord(id: id, line: line)
    record.name = text(row, .name)
    record.site = word(text(row, .site), .site)
    record.contract = word(text(row, .contract), .contract)
    record.team = text(row, .team)
    record.kind = word(text(row, .kind), .kind)
    let spoken = LanguageNames.read(text(row, .languages), mapping: file.mapping)
    let level = file.levelColumn.map { ColumnName(file.sample.text(row, $0)).words } ?? []
    let isBeginner = level.contains(where: StaffLexicon.beginners.contains)
    record.languages = isBeginner ? [] : spoken.tags
    weakLanguages += spoken.weak + (isBeginner ? spoken.tags.count : 0)
    for word in spoken.unknown { unknownLanguages[word, default: 0] += 1 }
    record.skills = listParts(text(row, .skills)).flatMap { part -> [String] in
      guard let meant = file.mapping.translated(part, .skills) else { return [part] }
      return meant == "none" ? [] : meant.split(separator: " ").map(String.init)
    }
    record.from = date(row, .from, of: id, line, &problems)
    record.to = lastDate(date(row, .to, of: id, line, &problems), row, from: record.from)
    if let from = record.from, let to = record.to, from > to {
      problems.add(
        place(line, .to), "\(to) is before \(from)", next: "Correct one of the two, or leave the row out.")
    }
    return record
  }

  private func word(_ text: String, _ field: StaffMapping.Field) -> String {
    text.isEmpty ? "" : file.mapping.translated(text, field) ?? text
  }

  private func date(
    _ row: Int, _ field: StaffMapping.Field, of id: String, _ line: Int, _ problems: inout ProblemCollector
  ) -> CivilDate? {
    let text = text(row, field)
    guard !text.isEmpty, !Self.isOpenEnd(text) else { return nil }
    guard let day = file.time(text, of: id)?.day else {
      problems.add(
        place(line, field), "\(quoted(text)) is not a date", next: "Write it for example 2026-03-29, or leave it empty."
      )
      return nil
    }
    return CivilDate(daysSinceEpoch: day)
  }

  /// Another row of the same person: lists are joined, the rest must be the same.
  private mutating func merge(_ other: StaffRecord, into index: Int, _ problems: inout ProblemCollector) {
    for tag in other.languages where !records[index].languages.contains(tag) { records[index].languages.append(tag) }
    for skill in other.skills where !records[index].skills.contains(skill) { records[index].skills.append(skill) }
    func take(_ field: StaffMapping.Field, _ key: WritableKeyPath<StaffRecord, String>) {
      let new = other[keyPath: key]
      let old = records[index][keyPath: key]
      if old.isEmpty { records[index][keyPath: key] = new }
      guard !new.isEmpty, !old.isEmpty, new != old else { return }
      let isShown = field != .name
      problems.add(
        place(other.line, field),
        isShown
          ? "\(other.id) has \(field.rawValue) \(quoted(new)) here and \(quoted(old)) in line \(records[index].line)"
          : "\(other.id) has another name here than in line \(records[index].line)",
        next: "Keep one of the two; rows of one person may differ in languages and skills alone.")
    }
    take(.name, \.name)
    take(.site, \.site)
    take(.contract, \.contract)
    take(.team, \.team)
    let known = records[index]
    for (field, new, old) in [(StaffMapping.Field.from, other.from, known.from), (.to, other.to, known.to)] {
      guard let new, let old, new != old else { continue }
      problems.add(
        place(other.line, field),
        "\(other.id) has \(field.rawValue) \(new.isoText) here and \(old.isoText) in line \(known.line)",
        next: "Keep the row of the employment that counts; rows of one person may differ in languages and skills alone."
      )
    }
    records[index].from = known.from ?? other.from
    records[index].to = known.to ?? other.to
  }

  private func place(_ line: Int, _ field: StaffMapping.Field) -> Place {
    Place(file: file.name, line: line, columnName: file.mapping.columns[field]?.first)
  }

  /// Whether a date stands for no end: a year that nobody will see, or dashes.
  static func isOpenEnd(_ text: String) -> Bool {
    text.contains("9999") || text.contains("2999") || text.allSatisfy { "-./ 0".contains($0) }
  }
}
