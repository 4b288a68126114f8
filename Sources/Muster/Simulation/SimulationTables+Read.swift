import Reporting
import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension SimulationTables {
  /// What the tables of a simulation say of each queue and interval, for a report; rows of other queues and times are left out.
  ///
  /// - Throws: `InputError` with the problems of a table that cannot be read or lacks a column.
  static func read(
    queues queueBytes: [UInt8], intervals intervalBytes: [UInt8], for scenario: Scenario
  ) throws(InputError) -> ReportContent.Simulation {
    let places = Dictionary(scenario.queues.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let grid = scenario.grid
    var found = [ReportContent.SimulatedQueue?](repeating: nil, count: scenario.queues.count)
    try each(
      queueBytes, of: queues,
      ["queue", "planned_service_level", "simulated_service_level", "half_width"]
        + ["abandoned_share", "average_wait_seconds"]
    ) { table, row, columns in
      guard let place = places[table.text(row: row, column: columns[0])] else { return }
      let figures = columns.dropFirst().map { table.number(row: row, column: $0) }
      found[place] = ReportContent.SimulatedQueue(
        planned: figures[0], simulated: figures[1], halfWidth: figures[2], abandoned: figures[3],
        averageWait: figures[4])
    }
    var levels = scenario.queues.map { _ in [Double](repeating: .nan, count: grid.count) }
    try each(intervalBytes, of: intervals, ["queue", "start_utc", "simulated_service_level"]) { table, row, columns in
      guard let place = places[table.text(row: row, column: columns[0])],
        case .instant(let start, _)? = WrittenTime(iso: table.text(row: row, column: columns[1])),
        let interval = grid.index(containing: start), let level = table.number(row: row, column: columns[2])
      else { return }
      levels[place][interval] = level
    }
    return ReportContent.Simulation(queues: found, levels: levels)
  }

  private static func each(
    _ bytes: [UInt8], of definition: TableDefinition, _ names: [String], _ body: (Table, Int, [Int]) -> Void
  ) throws(InputError) {
    let table = Table.read(bytes: bytes, file: definition.fileName)
    var problems = table.problems
    let columns = table.columns(names, &problems)
    try problems.check()
    guard let columns else { return }
    for row in 0..<table.rowCount { body(table, row, columns) }
  }
}
