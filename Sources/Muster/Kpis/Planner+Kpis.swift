import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension Planner {
  /// Writes the ledger of figures by queue and interval, `kpis.csv`, from the tables of the output folder.
  ///
  /// - Parameter actuals: a file of what really happened; where nil, rows of the scenario's history within the plan.
  /// - Throws: `InputError` for faults of the files.
  public func kpis(actuals: String? = nil) throws -> StageResult {
    let input = try read(needsHistory: false)
    try input.scenario.checkQueues(to: "count")
    return try changing(as: "kpis", reading: Planner.ledgerFiles) { results in
      let scenario = input.scenario
      var source = try ledgerSource(for: scenario)
      var notes: [String] = []
      var further: [InputFile] = []
      if let actuals {
        let bytes = try FileAccess.read(actuals)
        source.actuals = try ActualsTable.read(bytes, file: actuals, for: scenario)
        further = [InputFile(name: actuals.split(separator: "/").last.map(String.init) ?? actuals, bytes: bytes)]
      } else if let file = input.historyFile {
        do {
          source.actuals = try recordedActuals(file, scenario)
          if source.actuals != nil {
            notes.append("\(file) has rows of the plan's weeks: they count as what really happened")
          }
        } catch let error as InputError {
          notes.append(
            "nothing counts as what really happened, since \(file) cannot be read as such: \(error.problems.first?.message ?? "")"
          )
        }
      }
      let ledger = OutputFile(name: KpiLedger.fileName, bytes: KpiLedger.write(source))
      return try finish([ledger], to: results, input: input, further: further, warnings: notes, replacing: .kpis)
    }
  }

  /// What the ledger is made from, by the tables of the output folder; nothing that really happened.
  func ledgerSource(for scenario: Scenario) throws(InputError) -> KpiLedger.Source {
    KpiLedger.Source(
      scenario: scenario, requirement: try readRequirement(for: scenario), roster: try readRoster(for: scenario),
      simulated: try readSimulated(for: scenario), deflected: try readDeflected(for: scenario))
  }

  private static let ledgerFiles = rosterFiles.union(KpiLedger.sources).union([RequirementTable.poolsFileName])

  /// Rows of the history within the plan; nil where there are none.
  private func recordedActuals(_ file: String, _ scenario: Scenario) throws -> Actuals? {
    let path = file.hasPrefix("/") ? file : "\(folder)/\(file)"
    guard FileAccess.exists(path) else { return nil }
    return try ActualsTable.read(FileAccess.read(path), file: file, for: scenario, mayBeEmpty: true)
  }

  /// Shape [queues][grid.count]; nil where nothing was simulated.
  private func readSimulated(for scenario: Scenario) throws(InputError) -> [[KpiLedger.Simulated?]]? {
    let name = SimulationTables.intervals.fileName
    guard FileAccess.exists("\(output)/\(name)") else { return nil }
    let columns = ["offered", "simulated_service_level", "abandoned_share", "average_wait_seconds"]
    var found = scenario.queues.map { _ in [KpiLedger.Simulated?](repeating: nil, count: scenario.grid.count) }
    try each(name, for: scenario, "queue", columns) { queue, interval, figures in
      found[queue][interval] = KpiLedger.Simulated(
        offered: figures[0], serviceLevel: figures[1], abandoned: figures[2], averageWait: figures[3])
    }
    return found
  }

  /// Contacts that bots kept and solved, shape [queues][grid.count]; NaN of queues without a bot.
  private func readDeflected(for scenario: Scenario) throws(InputError) -> [[Double]] {
    let name = FlowsTable.definition.fileName
    let isThere = FileAccess.exists("\(output)/\(name)")
    var found = scenario.queues.map { queue in
      let hasBot = isThere && scenario.flows.bots.contains { $0.queue == queue.id }
      return [Double](repeating: hasBot ? 0 : .nan, count: scenario.grid.count)
    }
    guard isThere, !scenario.flows.bots.isEmpty else { return found }
    var unread = scenario
    // Rows of bots stand under the bot's name.
    unread.queues = scenario.queues.map { queue in
      var queue = queue
      queue.id = scenario.flows.bots.first { $0.queue == queue.id }?.id ?? "queue \(queue.id)"
      return queue
    }
    try each(name, for: unread, "from_node", ["left_contacts"], where: ("kind", FlowCourse.Kind.contained.rawValue)) {
      found[$0][$1] += $2[0]
    }
    return found
  }

  /// Rows of a table of ours that have a queue and an interval of the plan; empty cells are NaN.
  private func each(
    _ name: String, for scenario: Scenario, _ queueColumn: String, _ columns: [String],
    where condition: (column: String, value: String)? = nil, _ body: (Int, Int, [Double]) -> Void
  ) throws(InputError) {
    let table = Table.read(bytes: try FileAccess.read("\(output)/\(name)"), file: shownName(name))
    var problems = table.problems
    let places = table.columns([queueColumn, "start_utc"] + columns, &problems)
    try problems.check()
    guard let places else { return }
    let queues = Dictionary(scenario.queues.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let conditionColumn = condition.flatMap { table.column($0.column) }
    for row in 0..<table.rowCount {
      if let condition, let conditionColumn, table.text(row: row, column: conditionColumn) != condition.value {
        continue
      }
      guard let queue = queues[table.text(row: row, column: places[0])],
        case .instant(let start, _)? = WrittenTime(iso: table.text(row: row, column: places[1])),
        let interval = scenario.grid.index(containing: start)
      else { continue }
      body(queue, interval, places.dropFirst(2).map { table.number(row: row, column: $0) ?? .nan })
    }
  }
}
