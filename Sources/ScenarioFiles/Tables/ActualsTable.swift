package import Tabular
import Timeline
import Units
package import Workforce

/// What really happened in the intervals of a plan: a history, with what is known of service and people beside it.
package enum ActualsTable {
  /// Reads rows in the form of history.csv; `service_level`, `average_wait_seconds` and `agents` may stand beside them.
  ///
  /// Rows outside the plan are left out, so a whole history will do. Rows shorter than the plan's intervals are added up;
  /// service and waits of theirs are weighted by contacts, agents by time.
  ///
  /// - Throws: `InputError` with the problems of the file, or where it has no row of the plan.
  package static func read(_ bytes: [UInt8], file: String, for scenario: Scenario) throws(InputError) -> Actuals {
    try read(bytes, file: file, for: scenario, mayBeEmpty: false) ?? Actuals(grid: scenario.grid, queues: [])
  }

  /// The same; nil where no row is of the plan and that may be.
  package static func read(
    _ bytes: [UInt8], file: String, for scenario: Scenario, mayBeEmpty: Bool
  ) throws(InputError) -> Actuals? {
    var cells = TableCells(
      bytes, file: file, required: ["queue", "offered"], times: ["start"],
      optional: ["minutes", "handled", "abandoned", "handle_seconds_total"] + further)
    let names = NameIndex("queue", scenario.queues.map(\.id))
    let grid = scenario.grid
    let dates = scenario.horizon.first..<scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount)
    var rows: [[ActualRow]] = scenario.queues.map { _ in [] }
    for row in cells.rows {
      let queue = cells.position(row, "queue", in: names)
      let start = cells.intervalStart(row, of: queue.map { scenario.queues[$0] })
      guard let start, grid.index(containing: start) != nil else { continue }
      // The grid goes on where other clocks have dates of the plan.
      if let queue, !dates.contains(scenario.queues[queue].open.zone.local(at: start).date) { continue }
      let offered = cells.requiredNumber(row, "offered", .contacts)
      let handled = cells.optionalNumber(row, "handled", .contacts)
      let abandoned = cells.optionalNumber(row, "abandoned", .contacts)
      let handleSeconds = cells.optionalNumber(row, "handle_seconds_total", .handleSeconds)
      let level = cells.optionalNumber(row, "service_level", .share)
      let wait = cells.optionalNumber(row, "average_wait_seconds", .handleSeconds)
      let agents = cells.optionalNumber(row, "agents", .agents)
      guard let queue, let offered, let handled, let abandoned, let handleSeconds, let level, let wait, let agents
      else {
        continue
      }
      rows[queue].append(
        ActualRow(
          row: row, start: start.seconds(since: grid.start),
          figures: [offered, handled, abandoned, handleSeconds, level, wait, agents]))
    }
    if mayBeEmpty, cells.problems.isEmpty, rows.allSatisfy(\.isEmpty) { return nil }
    if cells.problems.isEmpty, rows.allSatisfy(\.isEmpty) {
      cells.problems.add(
        Place(file: file), "no row is of the plan, which runs from \(grid.start) up to \(grid.end)",
        next: "Name what was recorded in its weeks.")
    }
    var queues: [Actuals.Queue] = []
    for (index, own) in rows.enumerated() {
      queues.append(
        added(own.sorted { $0.start < $1.start }, scenario.queues[index].id, grid.intervalSeconds, &cells, grid.count))
    }
    try cells.problems.check()
    return Actuals(grid: grid, queues: queues)
  }

  private static let further = ["service_level", "average_wait_seconds", "agents"]

  private struct ActualRow {
    var row: Int
    var start: Int
    var figures: [Double]
  }

  private static func added(
    _ rows: [ActualRow], _ queue: String, _ length: Int, _ cells: inout TableCells, _ count: Int
  ) -> Actuals.Queue {
    var result = Actuals.Queue(queue, count: count)
    let gaps = zip(rows, rows.dropFirst()).map { $1.start - $0.start }
    // A file of hours in a plan of half hours leaves every second interval out.
    if gaps.count >= 8, let least = gaps.min(), least > length {
      cells.add(
        rows[0].row, cells.filledColumn(rows[0].row, "start"),
        "queue \(queue) has rows every \(least / 60) min, but the plan has intervals of \(length / 60) min",
        next: "Export rows of \(length / 60) min or less.")
      return result
    }
    var inInterval: [Int: [[Double]]] = [:]
    var last = -1
    for row in rows {
      guard row.start != last else {
        cells.add(
          row.row, cells.filledColumn(row.row, "start"), "queue \(queue) has two rows for this time",
          next: "Delete one of the two.")
        continue
      }
      last = row.start
      inInterval[row.start / length, default: []].append(row.figures)
    }
    let shortest = min(length, gaps.filter { $0 > 0 }.min() ?? length)
    for (interval, rows) in inInterval {
      func sum(_ place: Int) -> Double { rows.reduce(0) { $0 + $1[place] } }
      func mean(_ place: Int, by weight: (([Double]) -> Double)) -> Double {
        let weights = rows.map(weight).reduce(0, +)
        return weights > 0 ? rows.reduce(0) { $0 + $1[place] * weight($1) } / weights : rows[0][place]
      }
      result.offered[interval] = sum(0)
      result.handled[interval] = sum(1)
      result.abandoned[interval] = sum(2)
      result.handleSeconds[interval] = sum(3)
      // Intervals without contacts say nothing of service, whatever their cells hold.
      result.serviceLevel[interval] = sum(0) > 0 ? mean(4) { $0[0] } : .nan
      result.averageWait[interval] = sum(0) > 0 ? mean(5) { $0[1].isNaN ? $0[0] : $0[1] } : .nan
      let parts = max(1, length / max(1, shortest))
      result.agents[interval] = sum(6) / Double(max(rows.count, rows.count > 1 ? parts : 1))
    }
    return result
  }
}
