public import Tabular
import Timeline
public import Workforce

/// The file of a roster's coverage, `coverage.csv`: one row for each queue and interval with a need or people.
public enum CoverageTable {
  /// Name of the file.
  public static let fileName = "coverage.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row for each queue and interval with a need or people",
    columns: .interval + [
      .init("required_agents", .number, unit: "agents", "net agents asked for"),
      .init("rostered_agents", .number, unit: "agents", "net agents on the queue"),
      .init("over_agents", .number, unit: "agents", "rostered above required"),
      .init("under_agents", .number, unit: "agents", "rostered below required"),
      .share(
        "expected_service_level", mayBeEmpty: true,
        "share answered within the threshold of the goal; empty where nothing is offered"),
    ], key: ["queue", "start_utc"])

  /// Writes required and rostered net agents, what is over and under, and the expected service level as a share.
  public static func write(_ coverage: Coverage, for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    for (queue, given) in zip(scenario.queues, coverage.queues) {
      for interval in coverage.grid.indices {
        let isIdle = given.required[interval] == 0 && given.rostered[interval] == 0
        if isIdle, given.serviceLevel[interval].isNaN { continue }
        writer.interval(queue.id, interval, on: coverage.grid, in: queue.open.zone)
        writer.decimal(given.required[interval], decimals: 4)
        writer.decimal(given.rostered[interval], decimals: 4)
        writer.decimal(given.over(interval), decimals: 4)
        writer.decimal(given.under(interval), decimals: 4)
        writer.decimalOrBlank(given.serviceLevel[interval], decimals: 4)
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Reads `coverage.csv`; what is over and under follows from the other columns and is not read.
  ///
  /// - Parameter believed: which times count where those of a row disagree.
  /// - Throws: `InputError` with the problems of the file.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, for scenario: Scenario, believing believed: BelievedTimes = .both
  ) throws(InputError) -> Coverage {
    var rows = IntervalRows(
      bytes, file: file, for: scenario, required: ["required_agents", "rostered_agents"],
      optional: ["over_agents", "under_agents", "expected_service_level"])
    rows.cells.believesOfIntervals = believed
    let grid = scenario.grid
    let zeros = [Double](repeating: 0, count: grid.count)
    let unknown = [Double](repeating: .nan, count: grid.count)
    var queues = scenario.queues.map {
      QueueCoverage(queue: $0.id, required: zeros, rostered: zeros, serviceLevel: unknown)
    }
    for row in rows.cells.rows {
      let place = rows.place(of: row)
      let required = rows.cells.requiredNumber(row, "required_agents", .agents)
      let rostered = rows.cells.requiredNumber(row, "rostered_agents", .agents)
      let serviceLevel = rows.cells.optionalNumber(row, "expected_service_level", .share)
      guard let (queue, interval) = place, let required, let rostered, let serviceLevel else { continue }
      queues[queue].required[interval] = required
      queues[queue].rostered[interval] = rostered
      queues[queue].serviceLevel[interval] = serviceLevel
    }
    try rows.cells.problems.check()
    return Coverage(grid: grid, queues: queues)
  }
}
