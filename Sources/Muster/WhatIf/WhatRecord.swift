import ScenarioFiles
import Tabular
import Units

/// What was said of changes and what the whole plan then gave: `what.csv`, one row for each question, figure and queue.
enum WhatRecord {
  static let definition = TableDefinition(
    "what.csv", stage: "what --plan", "one row for each question that was planned whole, figure and queue",
    columns: [
      .init("changes", .text, "the changes as they were said"),
      .init("queue", .text, "id of the queue; `all` for all together"),
      .init(
        "figure", .text, words: ["service", "short_hours", "wages"],
        "share within the threshold, net hours below the requirement, or wages in whole units of their currency"),
      .init("unit", .text, "`share`, `hours` or a currency"),
      .init("planned", .number, "in the plan before the changes"), .init("estimate", .number, "by the estimate"),
      .init("low", .number, "lower end of the band"), .init("high", .number, "upper end of the band"),
      .init("planned_again", .number, "in the whole plan of the changed scenario"),
      .init("inside", .flag, "whether that is inside the band"),
    ], key: ["changes", "queue", "figure", "unit"])

  /// The record with a report that was planned whole; what was said of the same changes before is replaced.
  static func file(adding report: WhatReport, to before: [UInt8]?) -> OutputFile {
    var writer = definition.writer()
    let said = report.changes.joined(separator: "; ")
    if let before {
      let table = Table.read(bytes: before, file: definition.fileName)
      let names = definition.columns.map(\.name)
      for row in 0..<table.rowCount where table.header == names && table.text(row: row, column: 0) != said {
        for column in names.indices { writer.text(table.text(row: row, column: column)) }
        writer.endRow()
      }
    }
    func add(_ queue: String, _ name: String, _ unit: String, _ figure: WhatFigure) {
      guard let last = figure.inPlan, let isInside = figure.isInside else { return }
      writer.text(said)
      writer.text(queue)
      writer.text(name)
      writer.text(unit)
      for value in [figure.planned, figure.estimate, figure.low, figure.high, last] {
        writer.decimal(value, decimals: 4)
      }
      writer.text(isInside ? "true" : "false")
      writer.endRow()
    }
    add("all", "service", "share", report.service)
    add("all", "short_hours", "hours", report.shortHours)
    for (currency, figure) in report.wages.sorted(by: { $0.key < $1.key }) { add("all", "wages", currency, figure) }
    for queue in report.queues {
      if let service = queue.service { add(queue.queue, "service", "share", service) }
      add(queue.queue, "short_hours", "hours", queue.shortHours)
    }
    return OutputFile(name: definition.fileName, bytes: writer.bytes)
  }
}

extension WhatReport {
  /// Adds what the whole plan of the changed scenario came to.
  mutating func add(_ plan: PlanSummary) {
    shortHours.inPlan = plan.shortHours
    var (answered, counted) = (0.0, 0.0)
    for (index, queue) in plan.queues.enumerated() {
      queues[index].shortHours.inPlan = queue.shortHours
      queues[index].service?.inPlan = queue.expectedServiceLevel
      guard let level = queue.expectedServiceLevel else { continue }
      answered += level * queue.offered
      counted += queue.offered
    }
    service.inPlan = counted > 0 ? answered / counted : nil
    for (currency, minor) in plan.wages {
      wages[currency]?.inPlan = Money(minorUnits: minor, currency: currency).majorUnits
    }
  }
}
