import Tabular
import Workforce

extension SimulationReport {
  /// The tables of a simulation: `simulation.csv` by interval, `simulation_days.csv`, `simulation_queues.csv` and
  /// `simulation_people.csv`. People by id, never by name.
  func files(for scenario: Scenario) -> [OutputFile] {
    [
      OutputFile(name: "simulation.csv", bytes: table(intervals, second: "start")),
      OutputFile(name: "simulation_days.csv", bytes: table(days, second: "date", hasBacklog: true)),
      OutputFile(name: "simulation_queues.csv", bytes: table(queues, second: nil)),
      OutputFile(name: "simulation_people.csv", bytes: peopleTable()),
    ]
  }

  private func table(_ rows: [ServiceComparison], second: String?, hasBacklog: Bool = false) -> [UInt8] {
    var writer = TableWriter(
      header: ["queue"] + (second.map { [$0] } ?? []) + [
        "offered", "planned_service_level", "simulated_service_level", "half_width", "abandoned",
        "average_wait_seconds",
      ] + (hasBacklog ? ["waiting_at_end", "late_at_end"] : []) + ["disagrees"])
    for row in rows {
      writer.text(row.queue)
      if second != nil { writer.text(row.start ?? "") }
      writer.decimal(row.offered, decimals: 2)
      for share in [row.planned, row.simulated, row.halfWidth, row.abandoned] {
        writer.decimal(share, decimals: 4)
      }
      writer.decimal(row.averageWaitSeconds, decimals: 1)
      if hasBacklog {
        writer.decimal(row.waiting, decimals: 2)
        writer.decimal(row.late, decimals: 2)
      }
      writer.text(row.disagrees ? "yes" : "no")
      writer.endRow()
    }
    return writer.bytes
  }

  private func peopleTable() -> [UInt8] {
    var writer = TableWriter(header: ["agent_id", "hours", "occupancy", "half_width"])
    for person in people {
      writer.text(person.agent)
      writer.decimal(person.hours, decimals: 2)
      writer.decimal(person.occupancy, decimals: 4)
      writer.decimal(person.halfWidth, decimals: 4)
      writer.endRow()
    }
    return writer.bytes
  }
}

extension TableWriter {
  /// Writes a number, or an empty cell where there is none.
  fileprivate mutating func decimal(_ value: Double?, decimals: Int) {
    if let value { decimal(value, decimals: decimals) } else { blank() }
  }
}
