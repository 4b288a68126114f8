package import Tabular
import Timeline
package import Workforce

/// The file in which planners set figures of their own: `overrides.csv`, with either `offered` or `factor` in each row.
package enum OverridesTable {
  /// Name of the file.
  package static let fileName = "overrides.csv"

  /// Reads overrides in the order of the file.
  ///
  /// - Throws: `InputError` with every problem of the file.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [ForecastOverride] {
    let names = NameIndex("queue", scenario.queues.map(\.id))
    var cells = TableCells(
      bytes, file: file, required: ["queue", "author", "note"], times: ["start", "end"],
      optional: ["offered", "factor"])
    var overrides: [ForecastOverride] = []
    var lines: [Int] = []
    for row in cells.rows {
      let position = cells.position(row, "queue", in: names)
      let queue = position.map { scenario.queues[$0].id }
      let span = cells.span(row, of: position.map { scenario.queues[$0] })
      let author = cells.required(row, "author")
      let offered = cells.contacts(row, "offered", .totalContacts)
      let factor = cells.factor(row)
      guard let queue, let span, let author, let offered, let factor else { continue }
      let figure: ForecastOverride.Figure
      switch (offered.isNaN, factor.isNaN) {
      case (false, true): figure = .total(offered)
      case (true, false): figure = .factor(factor)
      default:
        cells.add(
          row, "offered", "the row has \(offered.isNaN ? "neither offered nor" : "both offered and") factor",
          next: "Write the contacts of the whole stretch as offered, or a factor on the model's figure.")
        continue
      }
      let override = ForecastOverride(
        queue: queue, start: span.start, end: span.end, figure: figure, author: author,
        note: cells.text(row, "note") ?? "")
      if let earlier = overrides.firstIndex(where: { $0.contradicts(override) }) {
        cells.add(
          row, offered.isNaN ? "factor" : "offered",
          "queue \(queue) has \(overrides[earlier].figure.text) for a part of this stretch on line \(lines[earlier]) "
            + "already",
          next: "Write all contacts of the stretch in one row, or let the stretches of the two not overlap.")
        continue
      }
      overrides.append(override)
      lines.append(cells.table.line(row: row))
    }
    if let error = cells.problems.error { throw error }
    return overrides
  }
}

extension ForecastOverride {
  /// Whether two rows cannot both hold: contacts of a stretch are all its contacts, so only factors may lie over each other.
  fileprivate func contradicts(_ other: ForecastOverride) -> Bool {
    guard queue == other.queue, start < other.end, other.start < end else { return false }
    if case .factor = figure, case .factor = other.figure { return false }
    return true
  }
}

extension ForecastOverride.Figure {
  fileprivate var text: String {
    switch self {
    case .total(let contacts):
      "\(FixedDecimal.text(contacts, decimals: contacts == contacts.rounded() ? 0 : 2)) contacts"
    case .factor(let factor): "a factor of \(FixedDecimal.text(factor, decimals: 2))"
    }
  }
}

/// The file that keeps the model's figures beside the planners': `forecast_overrides.csv`.
package enum AppliedOverridesTable {
  /// Name of the file.
  package static let fileName = "forecast_overrides.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "forecast", "one row for each override that changed the forecast",
    columns: [.queue] + .span + [
      .init(
        "model_offered", .number, unit: "contacts",
        "contacts that the model expects on the planned dates of the stretch, without an override of the queue"),
      .init("offered", .number, unit: "contacts", "contacts that now stand there"),
      .init("author", .text, "who says so"), .init("note", .text, mayBeEmpty: true, "why"),
    ], key: [])

  /// Writes one row for each override that changed the forecast, times on the clock of the queue.
  ///
  /// - Parameter applied: overrides with the contacts that the model expects over the stretch and those that now stand.
  package static func write(
    _ applied: [(override: ForecastOverride, modelOffered: Double, offered: Double)], for scenario: Scenario
  ) -> [UInt8] {
    var writer = definition.writer()
    for (override, modelOffered, offered) in applied {
      guard let queue = scenario.queues.first(where: { $0.id == override.queue }) else { continue }
      writer.text(override.queue)
      writer.span(override.start, override.end, in: queue.open.zone)
      writer.decimal(modelOffered, decimals: 2)
      writer.decimal(offered, decimals: 2)
      writer.text(override.author)
      writer.text(override.note)
      writer.endRow()
    }
    return writer.bytes
  }
}

/// The file that names where new queues borrow their shape from: `donors.csv`.
package enum DonorsTable {
  /// Name of the file.
  package static let fileName = "donors.csv"

  /// Reads donors in the order of the file.
  ///
  /// - Throws: `InputError` with every problem of the file.
  package static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario
  ) throws(InputError) -> [Donor] {
    let names = NameIndex("queue", scenario.queues.map(\.id))
    var cells = TableCells(bytes, file: file, required: ["queue", "donor"], optional: ["contacts_per_day"])
    var donors: [Donor] = []
    var queuesWithDonor = Set<String>()
    for row in cells.rows {
      let queue = cells.name(row, "queue", in: names)
      let donor = cells.name(row, "donor", in: names)
      let contacts = cells.contacts(row, "contacts_per_day", .totalContacts)
      guard let queue, let donor, let contacts else { continue }
      if queue == donor {
        cells.add(row, "donor", "queue \(queue) cannot borrow from itself", next: "Name another queue.")
      } else if !queuesWithDonor.insert(queue).inserted {
        cells.add(row, "queue", "queue \(queue) has a donor already", next: "Delete one of the two rows.")
      } else {
        donors.append(Donor(queue: queue, donor: donor, contactsPerDay: contacts.isNaN ? nil : contacts))
      }
    }
    if let error = cells.problems.error { throw error }
    return donors
  }
}
