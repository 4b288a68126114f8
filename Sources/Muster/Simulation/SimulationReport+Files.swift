import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The tables of a simulation: `simulation.csv` by interval, `simulation_days.csv`, `simulation_queues.csv` and
/// `simulation_people.csv`. People by id, never by name.
enum SimulationTables {
  static let intervals = TableDefinition(
    "simulation.csv", stage: "simulate", "one row for each queue and interval with contacts",
    columns: .interval + service + [disagrees], key: ["queue", "start_utc"])

  static let days = TableDefinition(
    "simulation_days.csv", stage: "simulate", "one row for each queue and local date with contacts or a backlog",
    columns: [.queue, .date] + service + [
      .init("waiting_at_end", .number, unit: "contacts", mayBeEmpty: true, "contacts that wait at the end of the date"),
      .init("late_at_end", .number, unit: "contacts", mayBeEmpty: true, "those of them past their deadline"),
      disagrees,
    ], key: ["queue", "date"])

  static let queues = TableDefinition(
    "simulation_queues.csv", stage: "simulate", "one row a queue, over the horizon",
    columns: [.queue] + service + [disagrees], key: ["queue"])

  static let people = TableDefinition(
    "simulation_people.csv", stage: "simulate", "one row for each person with time on the queues",
    columns: [
      .agent,
      .init(
        "on_queue_minutes", .number, unit: "minutes", "time on the queues, activities left out, per replication"),
      .share("occupancy", "busy share of that time"),
      .share("half_width", "half the width of the 95 % confidence interval of `occupancy`"),
    ], key: ["agent_id"])

  private static let service: [TableDefinition.Column] = [
    .init("offered", .number, unit: "contacts", "contacts offered, per replication"),
    .share(
      "planned_service_level", mayBeEmpty: true,
      "share within the threshold that the plan expects; empty where it says nothing"),
    .share(
      "simulated_service_level", mayBeEmpty: true, "the same in the simulation; empty where no deadline lies inside"),
    .share(
      "half_width", mayBeEmpty: true, "half the width of the 95 % confidence interval of `simulated_service_level`"),
    .share("abandoned_share", mayBeEmpty: true, "share that hangs up"),
    .init("average_wait_seconds", .number, unit: "seconds", mayBeEmpty: true, "mean wait of the answered"),
  ]

  private static let disagrees = TableDefinition.Column(
    "disagrees", .flag, "whether plan and simulation differ by more than chance and the stated amount")
}

extension SimulationReport {
  /// The tables of the simulation.
  func files(for scenario: Scenario) -> [OutputFile] {
    let zones = Dictionary(scenario.queues.map { ($0.id, $0.open.zone) }) { first, _ in first }
    return [
      file(SimulationTables.intervals, intervals) { writer, row in
        writer.text(row.queue)
        writer.start(row.moment ?? scenario.grid.start, in: zones[row.queue] ?? .utc)
        writer.integer(scenario.grid.intervalSeconds / 60)
      },
      file(SimulationTables.days, days, hasBacklog: true) { writer, row in
        writer.text(row.queue)
        writer.time(row.start ?? "")
      },
      file(SimulationTables.queues, queues) { writer, row in writer.text(row.queue) }, peopleFile(),
    ]
  }

  private func file(
    _ table: TableDefinition, _ rows: [ServiceComparison], hasBacklog: Bool = false,
    _ writePlace: (inout TableWriter, ServiceComparison) -> Void
  ) -> OutputFile {
    var writer = table.writer()
    for row in rows {
      writePlace(&writer, row)
      writer.decimal(row.offered, decimals: 2)
      for share in [row.planned, row.simulated, row.halfWidth, row.abandoned] {
        writer.decimal(share, decimals: 4)
      }
      writer.decimal(row.averageWaitSeconds, decimals: 1)
      if hasBacklog {
        writer.decimal(row.waiting, decimals: 2)
        writer.decimal(row.late, decimals: 2)
      }
      writer.flag(row.disagrees)
      writer.endRow()
    }
    return OutputFile(name: table.fileName, bytes: writer.bytes)
  }

  private func peopleFile() -> OutputFile {
    var writer = SimulationTables.people.writer()
    for person in people {
      writer.text(person.agent)
      writer.decimal(person.hours * 60, decimals: 1)
      writer.decimal(person.occupancy, decimals: 4)
      writer.decimal(person.halfWidth, decimals: 4)
      writer.endRow()
    }
    return OutputFile(name: SimulationTables.people.fileName, bytes: writer.bytes)
  }
}

extension TableWriter {
  /// Writes a number, or an empty cell where there is none.
  fileprivate mutating func decimal(_ value: Double?, decimals: Int) {
    if let value { decimal(value, decimals: decimals) } else { blank() }
  }
}
