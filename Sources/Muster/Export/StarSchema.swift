import ScenarioFiles

/// The tables of the database: dimensions, one table for each table of results, and views for the questions planners ask.
enum StarSchema {
  /// A table of a dimension: its columns with SQL types, of which the first so many are the key beside the scenario.
  struct Dimension {
    var name: String
    var columns: [(name: String, type: String)]
    var keys: Int
  }

  static let dimensions: [Dimension] = [
    Dimension(
      name: "dim_scenario",
      columns: [("title", "TEXT"), ("first_date", "TEXT"), ("weeks", "INTEGER"), ("interval_minutes", "INTEGER")],
      keys: 0),
    Dimension(
      name: "dim_queue",
      columns: [
        ("queue", "TEXT"), ("language", "TEXT"), ("channel", "TEXT"), ("tier", "TEXT"), ("zone", "TEXT"),
        ("goal_share", "REAL"), ("goal_seconds", "REAL"),
      ], keys: 1),
    Dimension(name: "dim_site", columns: [("site", "TEXT"), ("zone", "TEXT"), ("region", "TEXT")], keys: 1),
    Dimension(
      name: "dim_contract", columns: [("contract", "TEXT"), ("cost_minor_per_hour", "INTEGER"), ("currency", "TEXT")],
      keys: 1),
    Dimension(
      name: "dim_wage",
      columns: [
        ("contract", "TEXT"), ("first_date", "TEXT"), ("cost_minor_per_hour", "INTEGER"), ("currency", "TEXT"),
        ("minor_per_unit", "INTEGER"),
      ], keys: 2),
    Dimension(name: "dim_person", columns: [("agent_id", "TEXT"), ("site", "TEXT"), ("contract", "TEXT")], keys: 1),
    Dimension(
      name: "dim_interval",
      columns: [
        ("start_utc", "TEXT"), ("date_utc", "TEXT"), ("weekday", "INTEGER"), ("hour_utc", "INTEGER"),
        ("minute", "INTEGER"),
      ], keys: 1),
  ]

  /// The name in SQL of a table of results.
  static func name(of table: TableDefinition) -> String {
    // The view of plans alone had that name first.
    if table.fileName == KpiLedger.fileName { return "kpi_ledger" }
    return String(table.fileName.dropLast(4)).split(separator: "-").joined(separator: "_")
  }

  /// The type in SQL of a column.
  static func type(of column: TableDefinition.Column) -> String {
    switch column.kind {
    case .integer, .flag: "INTEGER"
    case .number: "REAL"
    case .text, .date, .instant, .wallTime: "TEXT"
    }
  }

  /// Statements that make what is missing.
  static func statements(_ tables: [TableDefinition]) -> String {
    let dimensions = dimensions.map { dimension in
      let key = (["scenario"] + dimension.columns.prefix(dimension.keys).map(\.name)).joined(separator: ", ")
      let columns = dimension.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
      return
        "CREATE TABLE IF NOT EXISTS \(dimension.name) (scenario TEXT NOT NULL, \(columns), PRIMARY KEY (\(key))) WITHOUT ROWID;"
    }
    let facts = tables.map { table in
      let columns = table.columns.map { "\"\($0.name)\" \(type(of: $0))" }.joined(separator: ", ")
      let key = (["scenario"] + table.key).map { "\"\($0)\"" }.joined(separator: ", ")
      return
        "CREATE TABLE IF NOT EXISTS \(name(of: table)) (scenario TEXT NOT NULL, \(columns));\n"
        + "CREATE INDEX IF NOT EXISTS \(name(of: table))_key ON \(name(of: table)) (\(key));"
    }
    return (dimensions + facts + [views]).joined(separator: "\n")
  }

  /// Intervals of queues with contacts, a need or people: contacts may come where nobody is and nothing is said of their service.
  private static let intervals = """
    (SELECT scenario, queue, start_utc, start_local, minutes FROM requirement
        UNION SELECT scenario, queue, start_utc, start_local, minutes FROM coverage)
    """

  /// Views; each is one question.
  private static let views = """
    DROP VIEW IF EXISTS queue_summary;
    CREATE VIEW queue_summary AS
      SELECT q.scenario, q.queue, coalesce(r.offered, 0.0) AS offered, q.goal_share, q.goal_seconds, s.expected_service_level,
        total(c.required_agents * c.minutes) / 60 AS required_hours, total(c.rostered_agents * c.minutes) / 60 AS rostered_hours,
        total(c.under_agents * c.minutes) / 60 AS short_hours, total(c.over_agents * c.minutes) / 60 AS over_hours
      FROM dim_queue q
      LEFT JOIN coverage c ON c.scenario = q.scenario AND c.queue = q.queue
      LEFT JOIN (SELECT scenario, queue, sum(offered) AS offered FROM requirement GROUP BY scenario, queue) r
        ON r.scenario = q.scenario AND r.queue = q.queue
      LEFT JOIN (
        SELECT k.scenario, k.queue, sum(k.expected_service_level * n.offered) / sum(n.offered) AS expected_service_level
        FROM coverage k JOIN requirement n ON n.scenario = k.scenario AND n.queue = k.queue AND n.start_utc = k.start_utc
        WHERE k.expected_service_level IS NOT NULL AND n.offered > 0 GROUP BY k.scenario, k.queue
      ) s ON s.scenario = q.scenario AND s.queue = q.queue
      WHERE q.scenario IN (SELECT scenario FROM coverage)
      GROUP BY q.scenario, q.queue;
    DROP VIEW IF EXISTS day_summary;
    CREATE VIEW day_summary AS
      SELECT k.scenario, date(k.start_local) AS date, k.queue, total(n.offered) AS offered,
        total(c.required_agents * c.minutes) / 60 AS required_hours, total(c.rostered_agents * c.minutes) / 60 AS rostered_hours,
        total(c.under_agents * c.minutes) / 60 AS short_hours, total(c.over_agents * c.minutes) / 60 AS over_hours
      FROM \(intervals) k
      LEFT JOIN coverage c ON c.scenario = k.scenario AND c.queue = k.queue AND c.start_utc = k.start_utc
      LEFT JOIN requirement n ON n.scenario = k.scenario AND n.queue = k.queue AND n.start_utc = k.start_utc
      GROUP BY k.scenario, date, k.queue;
    DROP VIEW IF EXISTS person_hours;
    CREATE VIEW person_hours AS
      SELECT r.scenario, r.agent_id, p.site, p.contract, date(r.date, '-' || ((strftime('%w', r.date) + 6) % 7) || ' days') AS monday,
        count(*) AS shifts, sum(r.paid_minutes) / 60.0 AS paid_hours
      FROM roster r JOIN dim_person p ON p.scenario = r.scenario AND p.agent_id = r.agent_id
      GROUP BY r.scenario, r.agent_id, monday;
    DROP VIEW IF EXISTS person_cost;
    CREATE VIEW person_cost AS
      SELECT scenario, agent_id, site, contract, currency, sum(paid_minutes) / 60.0 AS paid_hours,
        sum((paid_minutes * price + 30) / 60) AS wages_minor, minor_per_unit
      FROM (
        SELECT r.scenario, r.agent_id, p.site, p.contract, coalesce(w.currency, c.currency) AS currency,
          coalesce(w.cost_minor_per_hour, c.cost_minor_per_hour) AS price, coalesce(w.minor_per_unit, 100) AS minor_per_unit,
          sum(r.paid_minutes) AS paid_minutes
        FROM roster r
        JOIN dim_person p ON p.scenario = r.scenario AND p.agent_id = r.agent_id
        JOIN dim_contract c ON c.scenario = p.scenario AND c.contract = p.contract
        LEFT JOIN dim_wage w ON w.scenario = p.scenario AND w.contract = p.contract AND w.first_date = (
          SELECT max(first_date) FROM dim_wage
          WHERE scenario = p.scenario AND contract = p.contract AND first_date <= r.date)
        GROUP BY r.scenario, r.agent_id, 5, 6
      )
      GROUP BY scenario, agent_id, currency;
    DROP VIEW IF EXISTS scenario_cost;
    CREATE VIEW scenario_cost AS
      SELECT scenario, currency, sum(paid_hours) AS paid_hours, sum(wages_minor) * 1.0 / minor_per_unit AS wages
      FROM person_cost GROUP BY scenario, currency;
    DROP VIEW IF EXISTS kpis;
    CREATE VIEW kpis AS
      SELECT i.scenario, i.queue, i.start_utc, i.start_local, i.minutes, n.offered, n.average_handle_seconds, n.load_erlangs,
        c.expected_service_level, c.required_agents, c.rostered_agents, c.over_agents, c.under_agents, k.occupancy
      FROM \(intervals) i
      LEFT JOIN requirement n ON n.scenario = i.scenario AND n.queue = i.queue AND n.start_utc = i.start_utc
      LEFT JOIN coverage c ON c.scenario = i.scenario AND c.queue = i.queue AND c.start_utc = i.start_utc
      LEFT JOIN kpi_ledger k
        ON k.scenario = i.scenario AND k.queue = i.queue AND k.start_utc = i.start_utc AND k.reading = 'planned';
    """
}
