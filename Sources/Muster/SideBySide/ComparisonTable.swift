package import ScenarioFiles
public import Tabular

/// compare.csv: every cell of a comparison, by driver.
public enum ComparisonTable {
  /// Name of the file.
  public static let fileName = "compare.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "compare", "one row for each figure that is not 0, of the base and of what each driver adds to it",
    columns: [
      .init("other", .text, "folder of the scenario that is compared with the base"),
      .init("scope", .text, words: Cell.Scope.allCases.map(\.rawValue), "what `id` is an id of"),
      .init("id", .text, "queue or site"),
      .init("language", .text, mayBeEmpty: true, "of a queue"),
      .init("channel", .text, mayBeEmpty: true, "of a queue"),
      .init("month", .date, "first date of the calendar month"),
      .init("measure", .text, "what is measured"),
      .init("unit", .text, "contacts, hours, people or a currency"),
      .init(
        "part", .text, words: ["base"] + Cause.allCases.map(\.rawValue),
        "`base`, or the driver that adds the value to it; all parts together are the other's figure"),
      .init("value", .number, range: -.infinity ... .infinity, "the figure in its unit"),
    ], key: ["other", "scope", "id", "month", "measure", "unit", "part"])

  /// Refuses a file that has the name and is no such table.
  ///
  /// - Throws: `InputError` for it, or where it cannot be read.
  public static func check(_ file: String) throws(InputError) { try target(file).check(isOne) }

  /// Writes comparisons into a file; one of other figures that was there is kept beside it.
  ///
  /// - Returns: the name under which it is kept.
  /// - Throws: `InputError` where the file is another one, or cannot be written.
  public static func save(_ comparisons: [Comparison], to file: String) throws(InputError) -> String? {
    try target(file).write(write(comparisons), isOne)
  }

  private static func target(_ file: String) -> NamedFile {
    NamedFile(file, kind: "a table that muster compare wrote", isEdited: true)
  }

  /// Whether bytes begin with the header of the table.
  private static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: write([])) }

  /// Writes comparisons one after the other.
  public static func write(_ comparisons: [Comparison]) -> [UInt8] {
    var writer = definition.writer()
    for comparison in comparisons {
      let cells = Set(comparison.base.keys).union(comparison.parts.values.flatMap(\.keys)).sorted()
      for cell in cells {
        let parts = Cause.allCases.map { ($0.rawValue, comparison.parts[$0]?[cell] ?? 0) }
        for (part, figure) in [("base", comparison.base[cell] ?? 0)] + parts where figure != 0 {
          writer.text(comparison.names.other)
          writer.text(cell.scope.rawValue)
          writer.text(cell.id)
          let queue = cell.scope == .queue ? comparison.queues[cell.id] : nil
          for text in [queue?.language, queue?.channel] {
            if let text, !text.isEmpty { writer.text(text) } else { writer.blank() }
          }
          writer.time(cell.month + "-01")
          writer.text(cell.measure.name)
          writer.text(cell.measure.unit)
          writer.text(part)
          writer.time(cell.measure.text(figure))
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }
}

extension Comparison: Encodable {
  private enum CodingKeys: CodingKey {
    case base, other, depth, totals, drivers, queues, languages, channels, sites, months, notes
  }

  /// One figure of both scenarios.
  private struct Figure: Encodable {
    var measure: String
    var unit: String
    var base: Double
    var other: Double
  }

  /// What a driver adds to a total.
  private struct Part: Encodable {
    var driver: String
    var measure: String
    var unit: String
    var value: Double
  }

  /// Totals, parts by driver, and totals by queue, language, channel, site and month.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(names.base, forKey: .base)
    try container.encode(names.other, forKey: .other)
    try container.encode(depth.rawValue, forKey: .depth)
    try container.encode(figures(total(base), total(other)), forKey: .totals)
    let drivers = Cause.allCases.flatMap { driver in
      total(parts[driver] ?? [:]).sorted { $0.key < $1.key }.filter { $0.value != 0 }.map {
        Part(driver: driver.rawValue, measure: $0.key.name, unit: $0.key.unit, value: number($0.key, $0.value))
      }
    }
    try container.encode(drivers, forKey: .drivers)
    for (grouping, key) in [
      (Grouping.queue, CodingKeys.queues), (.language, .languages), (.channel, .channels), (.site, .sites),
      (.month, .months),
    ] {
      let (before, after) = (sums(base) { group(of: $0, by: grouping) }, sums(other) { group(of: $0, by: grouping) })
      var groups: [String: [Figure]] = [:]
      for id in Set(before.keys).union(after.keys) { groups[id] = figures(before[id] ?? [:], after[id] ?? [:]) }
      try container.encode(groups, forKey: key)
    }
    try container.encode(notes, forKey: .notes)
  }

  private func figures(_ before: [Measure: Int], _ after: [Measure: Int]) -> [Figure] {
    Set(before.keys).union(after.keys).sorted().map {
      Figure(
        measure: $0.name, unit: $0.unit, base: number($0, before[$0] ?? 0), other: number($0, after[$0] ?? 0))
    }
  }

  private func number(_ measure: Measure, _ figure: Int) -> Double {
    var scale = 1.0
    for _ in 0..<measure.decimals { scale *= 10 }
    return Double(figure) / scale
  }
}
