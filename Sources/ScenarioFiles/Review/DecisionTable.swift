package import Tabular
package import Workforce

/// A table in which planners write decisions by hand, beside scenario.yaml.
package enum DecisionTable: String, CaseIterable, Sendable {
  /// What is odd in the history, and what to do with it.
  case flags
  /// Figures of the planner's own in place of the model's.
  case overrides
  /// Who asked for what.
  case requests
  /// Who is away.
  case leave
  /// Which shifts are decided before a roster is made.
  case fixed

  /// The name that the file has where the scenario does not name another.
  package var standardName: String { "\(rawValue).csv" }

  /// Whether the file is read under its standard name without being named.
  package var isReadUnnamed: Bool { standardKeys.contains(rawValue) }

  /// The header of a new file.
  package var header: [String] {
    switch self {
    case .flags: FlagsTable.definition.columns.map(\.name)
    case .overrides: ["queue", "start", "end", "offered", "factor", "author", "note"]
    case .requests: ["agent", "date", "wish", "weight"]
    case .leave: ["agent", "from", "to", "kind"]
    case .fixed: ["agent", "date", "start", "paid"]
    }
  }

  /// The names of a table's columns, with those of `header` for columns that are spelled otherwise and read as the same.
  package func names(of table: Table) -> [String] {
    var names = table.header
    for name in header {
      if let column = table.column(TableCells.spelling(of: name, in: table)) { names[column] = name }
    }
    return names
  }

  /// Cells by the names that a table has for their columns.
  package func cells(_ cells: [String: String], in table: Table) -> [String: String] {
    Dictionary(cells.map { (TableCells.spelling(of: $0.key, in: table), $0.value) }) { first, _ in first }
  }

  /// Reads the whole table as a run would.
  ///
  /// - Throws: `InputError` with every problem of the table.
  package func check(_ bytes: [UInt8], file: String, for scenario: Scenario) throws(InputError) {
    var problems = ProblemCollector()
    var warnings: [InputProblem] = []
    let agents = NameIndex("agent", scenario.agents.map(\.id), calls: scenario.agents.map(\.name))
    switch self {
    case .flags: _ = try FlagsTable.read(bytes, file: file, for: scenario)
    case .overrides: _ = try OverridesTable.read(bytes, file: file, for: scenario)
    case .requests: _ = readRequests(bytes, file: file, scenario, agents: agents, &problems, &warnings)
    case .leave: _ = readLeave(bytes, file: file, agents: agents, &problems)
    case .fixed: _ = readFixedShifts(bytes, file: file, scenario, agents: agents, &problems)
    }
    try problems.check()
  }
}
