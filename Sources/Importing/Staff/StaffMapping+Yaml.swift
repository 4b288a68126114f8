import ScenarioFiles
package import Tabular

extension StaffMapping {
  /// What the end of a leave is: its last date, or the first moment after it.
  private enum EndMeaning: String, CaseIterable {
    case last
    case after
  }

  private static let shapeKeys = [
    "rows", "separator", "header-line", "date-order", "to-is", "keep", "drop", "every", "names",
  ]

  /// Reads a mapping file.
  ///
  /// - Throws: `InputError` with everything that is wrong in it.
  package static func read(_ text: String, file: String, kind: Kind) throws(InputError) -> StaffMapping {
    let log = FaultLog(file: file)
    var mapping = StaffMapping(kind)
    if let root = yamlRoot(of: text, log),
      let fields = YamlFields(
        YamlValue(node: root, log: log), "mapping", keys: shapeKeys + kind.fields.map(\.rawValue))
    {
      mapping.read(fields, log)
    }
    var problems = ProblemCollector()
    log.report(to: &problems)
    try problems.check()
    return mapping
  }

  private mutating func read(_ fields: YamlFields, _ log: FaultLog) {
    let kind = kind
    _ = fields.required("rows", example: kind.rawValue) { text throws(Misreading) in
      guard text == kind.rawValue else {
        throw Misreading(
          "\(quoted(text)) is not what muster import \(kind.rawValue) reads", next: "Write rows: \(kind.rawValue)")
      }
      return text
    }
    delimiter = fields.optional("separator", example: "comma", Mapping.readSeparator)
    headerLine = fields.optional("header-line", example: "1", Mapping.readHeaderLine)
    dateOrder = fields.optional("date-order", example: "dmy", Mapping.word(DateOrder.self))
    toIsAfter = fields.optional("to-is", example: "last", Mapping.word(EndMeaning.self)) == .after
    for field in kind.fields {
      let columns = fields.list(field.rawValue, example: "\"Name of a column\"", anyText) ?? []
      if !columns.isEmpty { self.columns[field] = columns }
    }
    if columns[.id] == nil, !fields.has("id") {
      log.add(.start, "no column says who is meant", next: "Write id: and the name of the column.")
    }
    for (key, keeps) in [("keep", true), ("drop", false)] {
      for (column, words, spot) in Mapping.wordLists(fields, key, log) {
        if words.isEmpty {
          log.add(spot, "\(key): \(column) has no words", next: "Write for example { \(column): [active] }.")
        }
        filters.append(keeps ? .init(column, keeps: words) : .init(column, drops: words))
      }
    }
    if let value = fields["every"], let inner = YamlFields(value, "every", keys: kind.fields.map(\.rawValue)) {
      for field in kind.fields where field != .id {
        every[field] = inner.optional(field.rawValue, example: "the id", anyText)
      }
    }
    let translated = kind.fields.filter(\.isTranslated)
    guard let value = fields["names"],
      let inner = YamlFields(value, "names", keys: translated.map(\.rawValue))
    else { return }
    for field in translated {
      guard let group = inner[field.rawValue],
        let words = YamlFields(group, field.rawValue, keys: [], isExtra: { _ in true })
      else { continue }
      for (word, _, meant) in words.others(than: []) {
        if let id = meant.read(word, example: "id", anyText) { names[field, default: [:]][word] = id }
      }
    }
  }

  /// The mapping as a commented file, which `read` reads again.
  ///
  /// - Parameters:
  ///   - guesses: what each key was guessed from, as comments.
  ///   - questions: what is open, as comments at the top.
  ///   - unknown: words of the file that the scenario does not have, to be translated.
  package func yaml(
    file: String, guesses: [Draft.Guess], questions: [InputProblem], unknown: [Field: [String]]
  ) -> String {
    var lines = ["# What the columns of \(quoted(file)) mean, for muster import \(kind.rawValue) --mapping."]
    if !questions.isEmpty {
      lines += ["#", "# Open questions:"]
      for question in questions {
        lines.append("# - \(comment(question.place.columnName.map { "\($0): " } ?? ""))\(comment(question.message))")
        lines.append("#   \(comment(question.next))")
      }
    }
    lines.append("")
    func add(_ key: String, _ value: String?) {
      guard let value else { return }
      lines += guesses.filter { $0.key == key }.map { "# \(comment($0.text))" }
      lines.append("\(key): \(value)")
    }
    add("rows", kind.rawValue)
    add("separator", delimiter.map { Mapping.separators[$0] ?? yamlQuoted(String(Unicode.Scalar($0))) })
    add("header-line", headerLine.map { "\($0)" })
    for field in kind.fields {
      let value = columns[field].map { "[\($0.map(yamlQuoted).joined(separator: ", "))]" }
      add(field.rawValue, value ?? (field == .id ? "# name the column that says who is meant" : nil))
    }
    add("date-order", dateOrder?.rawValue)
    add("to-is", toIsAfter ? EndMeaning.after.rawValue : nil)
    for keeps in [true, false] {
      let chosen = filters.filter { $0.keeps == keeps }.map {
        "\(yamlQuoted($0.column)): [\($0.words.map(yamlQuoted).joined(separator: ", "))]"
      }
      add(keeps ? "keep" : "drop", chosen.isEmpty ? nil : "{ \(chosen.joined(separator: ", ")) }")
    }
    let rest = kind.fields.filter { every[$0] != nil }.map { "\($0.rawValue): \(yamlQuoted(every[$0] ?? ""))" }
    add("every", rest.isEmpty ? nil : "{ \(rest.joined(separator: ", ")) }")
    lines += translations(unknown)
    return lines.joined(separator: "\n") + "\n"
  }

  private func translations(_ unknown: [Field: [String]]) -> [String] {
    let given = kind.fields.flatMap { field in
      (names[field] ?? [:]).sorted { $0.key < $1.key }.map { (field, "\(yamlQuoted($0.key)): \(yamlQuoted($0.value))") }
    }
    var lines: [String] = []
    if !given.isEmpty {
      let groups = kind.fields.compactMap { field -> String? in
        let own = given.filter { $0.0 == field }.map(\.1)
        return own.isEmpty ? nil : "  \(field.rawValue): { \(own.joined(separator: ", ")) }"
      }
      lines += ["names:"] + groups
    }
    let open = kind.fields.filter { !(unknown[$0] ?? []).isEmpty }
    guard !open.isEmpty else { return lines }
    lines.append("# The scenario does not have these; say what they are in it, or none:")
    if given.isEmpty { lines.append("# names:") }
    for field in open {
      let words = (unknown[field] ?? []).map { "\(comment(yamlQuoted($0))): none" }
      lines.append("#   \(field.rawValue): { \(words.joined(separator: ", ")) }")
    }
    return lines
  }
}
