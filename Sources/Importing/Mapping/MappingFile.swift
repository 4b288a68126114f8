package import ScenarioFiles
package import Tabular
import Timeline

extension Mapping {
  private static let keys = [
    "rows", "separator", "header-line", "start", "date", "date-order", "ranges", "ends-after", "written-once",
    "zone", "zone-column", "queue", "queue-name", "sheets",
    "offered", "handled", "abandoned", "id", "keep", "drop", "is-handled", "is-abandoned", "wait", "short-abandons",
    "handle-time", "numbers", "queues",
  ]

  /// Reads a `mapping.yaml`.
  ///
  /// - Throws: `InputError` with everything that is wrong in it.
  package static func read(_ text: String, file: String) throws(InputError) -> Mapping {
    let log = FaultLog(file: file)
    var mapping = Mapping(.contact)
    if let root = yamlRoot(of: text, log),
      let fields = YamlFields(YamlValue(node: root, log: log), "mapping", keys: keys)
    {
      mapping.read(fields, log)
    }
    var problems = ProblemCollector()
    log.report(to: &problems)
    try problems.check()
    return mapping
  }

  private mutating func read(_ fields: YamlFields, _ log: FaultLog) {
    grain = fields.required("rows", example: "interval", Self.word(Grain.self)) ?? .contact
    delimiter = fields.optional("separator", example: "comma", Self.readSeparator)
    headerLine = fields.optional("header-line", example: "1", Self.readHeaderLine)
    start = fields.list("start", example: "Started At", anyText) ?? []
    if start.isEmpty || start.count > 2 {
      log.add(
        fields.has("start") ? fields["start"]?.spot ?? .start : .start, "start names \(start.count) columns",
        next: "Name the column of date and time, or two: start: [Date, Time].")
    }
    date = fields.optional("date", example: "2026-03-29") { text throws(Misreading) in
      guard let day = DateOrder.yearFirst.day(text) else {
        throw Misreading("\(quoted(text)) is not a date", next: "Write it for example 2026-03-29.")
      }
      return CivilDate(daysSinceEpoch: day)
    }
    if date != nil, start.count == 2 {
      log.add(
        fields["date"]?.spot ?? .start, "there is a date of all rows, and start names a column of dates",
        next: "Leave one of them out.")
    }
    dateOrder = fields.optional("date-order", example: "dmy", Self.word(DateOrder.self))
    hasRanges = fields.optional("ranges", example: "true", Self.flag) ?? false
    endsAfterMinutes =
      fields.optional("ends-after", example: "30 min") { text throws(Misreading) in
        let words = text.split(separator: " ")
        guard let minutes = words.first.flatMap({ Int($0) }), 1...1440 ~= minutes,
          words.count == 2 && words[1] == "min"
        else { throw Misreading("\(quoted(text)) is no length of an interval", next: "Write for example 30 min.") }
        return minutes
      } ?? 0
    writtenOnce = fields.list("written-once", example: "Date", anyText) ?? []
    for name in writtenOnce where name != start.first {
      if fields.list("queue", example: "Queue Name", anyText)?.first == name { continue }
      log.add(
        fields["written-once"]?.spot ?? .start, "\(quoted(name)) is neither the date nor the queue",
        next: "Only these may be written once for the rows below.")
    }
    zone = fields.optional("zone", example: "Europe/Berlin") { text throws(Misreading) in
      do throws(ZoneError) { return try Zone(named: text).name } catch {
        throw Misreading(error.message, next: error.next)
      }
    }
    zoneColumn = fields.optional("zone-column", example: "TZ", anyText)
    queue = fields.list("queue", example: "Queue Name", anyText) ?? []
    queueName = fields.optional("queue-name", example: "calls", anyText)
    isBySheet =
      fields.optional("sheets", example: "queues") { text throws(Misreading) in
        guard text == "queues" else {
          throw Misreading("\(quoted(text)) is none of its words", next: "Write queues, or leave it out.")
        }
        return true
      } ?? false
    if queue.isEmpty, queueName == nil, !isBySheet {
      log.add(
        .start, "there is neither queue nor queue-name",
        next: "Name the column of queues, or the one queue of all rows.")
    }
    offered = fields.list("offered", example: "Offered", anyText) ?? []
    handled = fields.list("handled", example: "Handled", anyText) ?? []
    abandoned = fields.list("abandoned", example: "Abandoned", anyText) ?? []
    if grain == .interval, offered.isEmpty {
      log.add(.start, "there is no column of contacts offered", next: "Write offered: and the name of the column.")
    }
    id = fields.optional("id", example: "Call ID", anyText)
    for (key, keeps) in [("keep", true), ("drop", false)] {
      for (column, words, spot) in Self.wordLists(fields, key, log) {
        if words.isEmpty {
          log.add(spot, "\(key): \(column) has no words", next: "Write for example { \(column): [inbound] }.")
        }
        filters.append(keeps ? Filter(column, keeps: words) : Filter(column, drops: words))
      }
    }
    isHandled = Self.wordLists(fields, "is-handled", log).first.map { Claim($0.column, words: $0.words) }
    isAbandoned = Self.wordLists(fields, "is-abandoned", log).first.map { Claim($0.column, words: $0.words) }
    wait = columns(fields, "wait", log).first
    shortAbandonSeconds =
      fields.optional("short-abandons", example: "5 s") { text throws(Misreading) in
        guard let seconds = Int(text.split(separator: " ").first ?? ""), 0...3600 ~= seconds,
          text.hasSuffix(" s") || Int(text) != nil
        else { throw Misreading("\(quoted(text)) is no number of seconds", next: "Write for example 5 s.") }
        return seconds
      } ?? 0
    handleTime = columns(fields, "handle-time", log)
    numbers = fields.optional("numbers", example: "1,234.5", readNumberForm)
    if let names = group(fields, "queues", log) {
      for (key, _, value) in names {
        if let id = value.read(key, example: "de-phone", readId) { queues[key] = id }
      }
    }
  }

  static func readSeparator(_ text: String) throws(Misreading) -> UInt8 {
    if let known = separators.first(where: { $0.value == text })?.key { return known }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw Misreading("\(quoted(text)) is no separator", next: "Write comma, semicolon, tab or bar.")
    }
    return byte
  }

  static func readHeaderLine(_ text: String) throws(Misreading) -> Int {
    guard let line = Int(text), 0...1000 ~= line else {
      throw Misreading("\(quoted(text)) is no line", next: "Write the line of the header, or 0 for none.")
    }
    return line
  }

  private func group(_ fields: YamlFields, _ key: String, _ log: FaultLog) -> [(
    key: String, spot: Spot, value: YamlValue
  )]? {
    guard let value = fields[key], let inner = YamlFields(value, key, keys: [], isExtra: { _ in true }) else {
      return nil
    }
    return inner.others(than: [])
  }

  static func wordLists(_ fields: YamlFields, _ key: String, _ log: FaultLog) -> [(
    column: String, words: [String], spot: Spot
  )] {
    guard let value = fields[key], let inner = YamlFields(value, key, keys: [], isExtra: { _ in true }) else {
      return []
    }
    return inner.others(than: []).map { column, spot, _ in
      (column, (inner.list(column, example: "[inbound]", anyText) ?? []).map { $0.lowercased() }, spot)
    }
  }

  private func columns(_ fields: YamlFields, _ key: String, _ log: FaultLog) -> [HandleColumn] {
    (group(fields, key, log) ?? []).compactMap { column, _, value in
      value.read(column, example: "mean s") { text throws(Misreading) in
        let words = text.split(separator: " ").map(String.init)
        let aggregate = words.lazy.compactMap { Aggregate(rawValue: $0) }.first
        let rest = words.filter { Aggregate(rawValue: $0) == nil }.joined(separator: " ")
        guard let unit = DurationUnit(rawValue: rest) else {
          let units = DurationUnit.allCases.map(\.rawValue).joined(separator: ", ")
          throw Misreading("\(quoted(text)) is no unit", next: "Write sum or mean and one of \(units).")
        }
        if aggregate == nil, grain == .interval {
          throw Misreading("\(quoted(text)) does not say sum or mean", next: "Write sum \(rest), or mean \(rest).")
        }
        return HandleColumn(column, unit, aggregate ?? .sum)
      }
    }
  }

  static func word<T: RawRepresentable & CaseIterable>(
    _ type: T.Type
  ) -> (String) throws(Misreading) -> T where T.RawValue == String {
    { text throws(Misreading) in
      guard let value = T(rawValue: text) else {
        throw Misreading(
          "\(quoted(text)) is none of the words", next: "Write \(T.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return value
    }
  }

  private static func flag(_ text: String) throws(Misreading) -> Bool {
    guard text == "true" || text == "false" else {
      throw Misreading("\(quoted(text)) is neither true nor false", next: "Write true or false.")
    }
    return text == "true"
  }
}

private func readId(_ text: String) throws(Misreading) -> String { try readQueueId(text) }

/// How numbers are written, shown by an example: `1,234.5`, `1.234,5`, `1 234,5`, `1234.5`, `1234,5`.
package func readNumberForm(_ text: String) throws(Misreading) -> NumberMarks {
  guard let form = numberForms.first(where: { $0.examples.contains(text) }) else {
    throw Misreading(
      "\(quoted(text)) shows no way of writing numbers", next: "Write 1,234.5 or 1.234,5 or 1234.5 or 1234,5.")
  }
  return form.marks
}

/// Ways of writing numbers, and what shows them; the first example is written.
let numberForms: [(examples: [String], marks: NumberMarks)] = [
  (["1,234.5", "1,234"], NumberMarks(thousands: ",", hasDecimalComma: false)),
  (["1.234,5", "1.234"], NumberMarks(thousands: ".", hasDecimalComma: true)),
  (["1 234,5"], NumberMarks(thousands: " ", hasDecimalComma: true)),
  (["1'234.5"], NumberMarks(thousands: "'", hasDecimalComma: false)),
  (["1234,5"], NumberMarks(thousands: "", hasDecimalComma: true)), (["1234.5"], .plain),
]
