import ScenarioFiles
package import Tabular
package import Timeline

/// An export of people or of their leave, with what its columns are taken to mean.
package struct StaffFile: Sendable {
  package let name: String
  package internal(set) var mapping: StaffMapping
  /// What each key was guessed from, where no mapping was given.
  package private(set) var guesses: [Draft.Guess] = []
  /// What has to be answered before the file can be read.
  package internal(set) var questions: [InputProblem] = []
  /// How the file is written, in words.
  package let form: String
  let sample: Sample
  /// The clocks of people by id, on which their leave is read where it is told in moments.
  private let zones: [String: Zone]
  /// Whether the dates of leave are moments, such as 22:00 in UTC for a midnight in Berlin, and not days with a midnight that
  /// means nothing.
  package private(set) var hasMoments = false

  /// Tables of people are looked at as a whole.
  private static let most = 24 << 20

  /// Looks at a file, and drafts a mapping where none is given.
  ///
  /// - Parameter zones: the clocks of the people that are known, by id.
  /// - Throws: `InputError` where the file is no table, or lacks a column that the mapping names.
  package init(
    _ source: any ByteSource, kind: StaffMapping.Kind, mapping given: StaffMapping?, dateOrder: DateOrder?,
    sheet: String?, zones: [String: Zone] = [:]
  ) throws(InputError) {
    name = source.file
    self.zones = zones
    guard source.size <= Self.most else {
      throw InputError(
        Place(file: source.file), "the file has more than 24 MiB, too much for a table of people",
        next: "Export only people and the columns that are needed.")
    }
    let decoded = try DecodedSource(source, sheet: sheet)
    sample = try Sample(decoded, delimiter: given?.delimiter, headerLine: given?.headerLine)
    let marks: [UInt8: String] = [0x2C: "commas", 0x3B: "semicolons", 0x09: "tabs", 0x7C: "bars"]
    let header = sample.headerLine == 0 ? "no header" : "header in line \(sample.headerLine)"
    form =
      decoded.encoding == .workbook
      ? "\(decoded.encoding.rawValue), \(header)"
      : "\(decoded.encoding.rawValue), \(marks[sample.shape.delimiter] ?? "a mark of its own") between cells, \(header)"
    if let given {
      mapping = given
      try checkColumns()
    } else {
      mapping = StaffMapping(kind)
      mapping.delimiter = decoded.encoding == .workbook ? nil : sample.shape.delimiter
      mapping.headerLine = sample.headerLine
      draft()
    }
    if let dateOrder { mapping.dateOrder = dateOrder }
    if mapping.dateOrder == nil { findDateOrder() }
    if kind == .leave { hasMoments = !zones.isEmpty && tellsMoments }
    if given == nil, kind == .leave { findMidnights() }
  }

  /// The cells that say something of a row, as one text.
  func text(_ row: Int, _ field: StaffMapping.Field) -> String {
    (mapping.columns[field] ?? []).compactMap { sample.columns.firstIndex(of: $0) }
      .map { trimmed(sample.text(row, $0)) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A time as the clock of somebody shows it; nil for what is none.
  func time(_ text: String, of id: String) -> TimeReading? {
    guard var time = (mapping.dateOrder ?? .yearFirst).time(text) else { return nil }
    guard hasMoments, let day = time.day, let second = time.second, let offset = time.offset, let zone = zones[id]
    else {
      return time
    }
    let local = zone.local(at: Instant(secondsSinceEpoch: day * 86_400 + second - offset))
    (time.day, time.second) = (local.date.daysSinceEpoch, local.secondsOfDay)
    return time
  }

  /// Whether a time with an offset is at another time than midnight or the minute before it.
  private var tellsMoments: Bool {
    let order = mapping.dateOrder ?? .yearFirst
    return (0..<sample.rowCount).contains { row in
      [StaffMapping.Field.from, .to].contains { field in
        guard let time = order.time(text(row, field)), time.day != nil, time.offset != nil else { return false }
        return 1..<86_340 ~= time.second ?? 0
      }
    }
  }

  /// Columns that are not read.
  package var unread: [String] {
    let level = levelColumn.map { [sample.columns[$0]] } ?? []
    let read = Set(mapping.columns.values.flatMap { $0 } + mapping.filters.map(\.column) + level)
    return sample.columns.filter { !read.contains($0) }
  }

  /// The column that says how well the language of a row is spoken, where reports have a row for each.
  var levelColumn: Int? {
    guard mapping.columns[.languages]?.count == 1 else { return nil }
    return sample.columns.firstIndex { StaffLexicon.levelNames.contains(ColumnName($0).text) }
  }

  private func checkColumns() throws(InputError) {
    var problems = ProblemCollector()
    let named = mapping.kind.fields.flatMap { mapping.columns[$0] ?? [] } + mapping.filters.map(\.column)
    for column in named where !sample.columns.contains(column) {
      problems.add(
        Place(file: name, line: max(1, sample.headerLine)),
        "there is no column \(quoted(column)), which the mapping names",
        next: nearestAdvice(column, in: sample.columns, kind: "columns"))
    }
    try problems.check()
  }

  // MARK: What columns mean

  private mutating func draft() {
    let names = sample.columns.map(ColumnName.init)
    var taken: Set<Int> = []
    findParts(of: names, &taken)
    for field in mapping.kind.fields where mapping.columns[field] == nil {
      let ranked = names.indices.filter { !taken.contains($0) && isFilled($0) }
        .map { (column: $0, fit: StaffLexicon.fit(names[$0], field, mapping.kind)) }
        .filter { $0.fit >= 40 && suits($0.column, field) }
        .sorted { ($1.fit, $0.column) < ($0.fit, $1.column) }
      guard let first = ranked.first else { continue }
      taken.insert(first.column)
      mapping.columns[field] = [sample.columns[first.column]]
      let rivals = ranked.dropFirst().prefix(2).filter { $0.fit >= 60 }.map { sample.columns[$0.column] }
      guess(field.rawValue, example(first.column, field))
      if !rivals.isEmpty {
        guess(field.rawValue, "or \(rivals.joined(separator: ", ")), which may be meant as well")
      }
    }
    if mapping.kind == .leave, mapping.columns[.from] != nil { findEnds(names, &taken) }
    findStatus(names, taken)
    if mapping.columns[.id] == nil {
      questions.append(
        InputProblem(
          Place(file: name, line: max(1, sample.headerLine)),
          "no column is known to say who is meant: there are \(sample.columns.prefix(12).joined(separator: ", "))",
          next:
            "Export the personnel number, or name a column in a mapping: --draft mapping.yaml writes one to complete."))
    }
    if mapping.kind == .leave, mapping.columns[.from] == nil {
      questions.append(
        InputProblem(
          Place(file: name, line: max(1, sample.headerLine)), "no column is known to hold the first date of a leave",
          next: "Name it in a mapping: --draft mapping.yaml writes one to complete."))
    }
  }

  /// First and last name in two columns.
  private mutating func findParts(of names: [ColumnName], _ taken: inout Set<Int>) {
    guard mapping.kind == .people else { return }
    let first = names.firstIndex { StaffLexicon.firstNames.contains($0.text) }
    let last = names.firstIndex { StaffLexicon.lastNames.contains($0.text) }
    guard let first, let last, first != last else { return }
    taken.formUnion([first, last])
    mapping.columns[.name] = [sample.columns[first], sample.columns[last]]
    guess("name", "first and last name in columns of their own")
  }

  /// Whether the cells of a column can be what a field says.
  private func suits(_ column: Int, _ field: StaffMapping.Field) -> Bool {
    let texts = sample.rows(atMost: 400).map { trimmed(sample.text($0, column)) }.filter { !$0.isEmpty }
    switch field {
    // Addresses and names are no ids: they show in logs and file names.
    case .id: return texts.allSatisfy { !$0.contains("@") && !$0.contains(" ") && $0.utf8.count <= 100 }
    case .from, .to:
      return DateOrder.allCases.contains { order in
        2 * texts.count { order.day($0) != nil || StaffReading.isOpenEnd($0) } > texts.count
      }
    case .name: return texts.contains { $0.contains(where: \.isLetter) }
    default: return true
    }
  }

  private func isFilled(_ column: Int) -> Bool { (0..<sample.rowCount).contains { !sample.isBlank($0, column) } }

  /// Rows of people who have left, and of leave that is not granted.
  private mutating func findStatus(_ names: [ColumnName], _ taken: Set<Int>) {
    let free = names.indices.filter { !taken.contains($0) }
    let named = free.filter { StaffLexicon.statusNames.contains(names[$0].text) }
    let others = free.filter { !named.contains($0) && names[$0].hasAny(StaffLexicon.statusWords) }
    for column in named + others {
      let words = Set(
        (0..<sample.rowCount).map { trimmed(sample.text($0, column)).lowercased() }.filter { !$0.isEmpty })
      let gone = words.filter { StaffLexicon.goneWords.contains(plain($0)) }.sorted()
      let staying = words.filter { StaffLexicon.stayingWords.contains(plain($0)) }.sorted()
      let open = words.filter { StaffLexicon.openWords.contains(plain($0)) }.sorted()
      let rest = words.subtracting(gone + staying + open).sorted()
      // Leave that was refused is no leave, in whatever tongue.
      let isAsked = mapping.kind == .leave && named.contains(column) && !rest.isEmpty
      guard !gone.isEmpty || !staying.isEmpty || !open.isEmpty || isAsked else { continue }
      if !rest.isEmpty {
        questions.append(
          InputProblem(
            Place(file: name, line: max(1, sample.headerLine), columnName: sample.columns[column]),
            "\(rest.prefix(5).map(quoted).joined(separator: ", ")) may count or not",
            next:
              "Say in a mapping which rows count, for example keep: { \(yamlQuoted(sample.columns[column])): [\((staying + rest).prefix(4).map(yamlQuoted).joined(separator: ", "))] }"
          ))
      }
      mapping.filters.append(.init(sample.columns[column], drops: gone + open))
      if (gone + open).isEmpty { mapping.filters.removeLast() }
      let what = mapping.kind == .people ? "of people who have left" : "of leave that is not granted"
      if !(gone + open).isEmpty { guess("drop", "rows \(what), as the column \(sample.columns[column]) says") }
      return
    }
  }

  private func plain(_ text: String) -> String { ColumnName(text).text }

  private mutating func findDateOrder() {
    let columns = mapping.kind.fields.filter(\.isDate).flatMap { mapping.columns[$0] ?? [] }
      .compactMap { sample.columns.firstIndex(of: $0) }
    let texts = columns.flatMap { column in (0..<sample.rowCount).map { trimmed(sample.text($0, column)) } }
      .filter { !$0.isEmpty && !StaffReading.isOpenEnd($0) }
    guard !texts.isEmpty else { return }
    let readings = DateOrder.allCases.map { order in (order, texts.compactMap { order.day($0) }) }
    let most = readings.map(\.1.count).max() ?? 0
    let possible = readings.filter { $0.1.count == most }
    guard let first = possible.first else { return }
    if possible.allSatisfy({ $0.1 == first.1 }) {
      mapping.dateOrder = first.0
      if first.0 != .yearFirst { guess("date-order", "no other order makes dates of all cells") }
      return
    }
    let differing = texts.filter { text in Set(possible.map { $0.0.day(text) }).count > 1 }
    if possible.contains(where: { $0.0 == .dayFirst }), DateOrder.isDotted(differing) {
      mapping.dateOrder = .dayFirst
      return guess("date-order", DateOrder.dotted)
    }
    let open = differing.first
    questions.append(
      InputProblem(
        Place(file: name, columnName: sample.columns[columns[0]]),
        "\(quoted(open ?? "")) may be day first or month first, and no cell of the file tells",
        next: "Say it: --date-order dmy for day first, --date-order mdy for month first."))
  }

  mutating func guess(_ key: String, _ text: String) { guesses.append(Draft.Guess(key: key, text: text)) }

  /// What a column is like: of people never more than how many words there are.
  private func example(_ column: Int, _ field: StaffMapping.Field) -> String {
    let texts = (0..<sample.rowCount).map { trimmed(sample.text($0, column)) }.filter { !$0.isEmpty }
    let kinds = Set(texts)
    switch field {
    case .id, .name, .from, .to: return "by the name of the column; \(texts.count) of \(sample.rowCount) rows have it"
    default:
      return "by the name of the column; it has \(kinds.sorted().prefix(4).map(quoted).joined(separator: ", "))"
        + (kinds.count > 4 ? " and \(kinds.count - 4) more" : "")
    }
  }
}
