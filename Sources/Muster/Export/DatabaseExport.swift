import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The results of a scenario as a SQLite database, for reports and comparisons.
public enum DatabaseExport {
  /// What was written.
  public struct Result: Encodable, Sendable {
    /// The file.
    public var file: String
    /// The scenario's name in it.
    public var scenario: String
    /// Rows by table.
    public var rows: [String: Int]

    /// The result as lines for a terminal.
    public var text: String {
      let total = rows.values.reduce(0, +)
      return "Wrote \(total) rows in \(rows.count) tables as scenario \(scenario) into \(file)\n"
    }
  }

  /// Writes the tables of an out folder and what they refer to into a database; rows of the same scenario there are replaced, those of
  /// others stay.
  ///
  /// The file changes in one step: a run that ends early leaves the old one.
  ///
  /// - Parameters:
  ///   - folder: the scenario.
  ///   - file: the database, new or there already.
  ///   - name: the scenario's name in it; the last part of the folder's path where nil.
  /// - Throws: `InputError` where there are no results, a table cannot be read, or the file is no database.
  public static func run(folder: String, file: String, name: String?) throws -> Result {
    try Planner(folder: folder).exportDatabase(to: file, name: name)
  }

  /// Puts rows into the database, which no other export changes meanwhile.
  fileprivate static func put(
    _ facts: [(table: TableDefinition, rows: [[Database.Value]])], _ scenario: Scenario, _ name: String,
    into file: String
  ) throws -> Result {
    try HeldFile.changing(file, as: "export") {
      try refuseOpen(file)
      var random = SystemRandomNumberGenerator()
      let temporary = "\(file).\(String(random.next() as UInt32, radix: 36)).tmp"
      let old = FileAccess.exists(file) ? try FileAccess.read(file, limit: 1 << 34) : nil
      if let old, !old.isEmpty, !old.starts(with: Array("SQLite format 3".utf8)) {
        throw InputError(
          Place(file: file), "this is no SQLite database", next: "Name another file, or move this one away.")
      }
      try FileAccess.write(old ?? [], to: temporary, isNew: true)
      defer { FileAccess.remove(temporary) }
      var result = Result(file: file, scenario: name, rows: [:])
      try write(facts, scenario, name, to: temporary, &result)
      try refuseOpen(file)
      try FileAccess.write(FileAccess.read(temporary, limit: 1 << 34), to: file)
      return result
    }
  }

  /// Refuses a database in which another program has changes that are not in its file yet: they would come over the new one.
  private static func refuseOpen(_ file: String) throws(InputError) {
    let path = FileAccess.target(of: file)
    for ending in ["-wal", "-journal"] where (Disk.status(of: path + ending)?.st_size ?? 0) > 0 {
      throw InputError(
        Place(file: file), "another program has this database open, or left changes beside it in \(file)\(ending)",
        next: "Close it there (whatever opens and closes the database takes over what was left), or name another file.")
    }
  }

  private static func write(
    _ facts: [(table: TableDefinition, rows: [[Database.Value]])], _ scenario: Scenario, _ name: String,
    to path: String,
    _ result: inout Result
  ) throws(InputError) {
    let database = try Database(path, name: result.file)
    try database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
    try database.run(StarSchema.statements(TableCatalogue.all))
    for table in StarSchema.dimensions.map(\.name) + TableCatalogue.all.map(StarSchema.name) {
      try database.run("DELETE FROM \(table) WHERE scenario = ?", [name])
    }
    var starts: Set<String> = []
    for (table, rows) in facts {
      let columns = ["scenario"] + table.columns.map(\.name)
      try database.insert(into: StarSchema.name(of: table), columns: columns, rows.map { [.text(name)] + $0 })
      result.rows[StarSchema.name(of: table)] = rows.count
      if let place = table.columns.firstIndex(where: { $0.name == "start_utc" }) {
        for row in rows { if case .text(let start) = row[place] { starts.insert(start) } }
      }
    }
    for (dimension, rows) in zip(StarSchema.dimensions, dimensionRows(scenario, starts: starts.sorted())) {
      try database.insert(
        into: dimension.name, columns: ["scenario"] + dimension.columns.map(\.name), rows.map { [.text(name)] + $0 })
    }
    try database.run("COMMIT; VACUUM;")
  }

  /// Rows of the dimensions, in their order.
  private static func dimensionRows(_ scenario: Scenario, starts: [String]) -> [[[Database.Value]]] {
    let scenarios: [[Database.Value]] = [
      [
        .text(scenario.name), .text(scenario.horizon.first.isoText), .integer(scenario.horizon.weeks),
        .integer(scenario.horizon.intervalMinutes),
      ]
    ]
    let queues: [[Database.Value]] = scenario.queues.map { queue in
      [
        .text(queue.id), .text(queue.language), .text(queue.channel.rawValue), .text(queue.tier),
        .text(queue.open.zone.name),
        .number(queue.goal.answered), .number(queue.goal.within.value),
      ]
    }
    let sites: [[Database.Value]] = scenario.sites.map {
      [.text($0.id), .text($0.zone.name), $0.region.map { .text($0) } ?? .null]
    }
    let contracts: [[Database.Value]] = scenario.contracts.map {
      [.text($0.id), .integer($0.costPerHour.minorUnits), .text($0.costPerHour.currency)]
    }
    let wages = scenario.contracts.flatMap(wageRows)
    let people: [[Database.Value]] = scenario.agents.map { [.text($0.id), .text($0.site), .text($0.contract)] }
    let intervals: [[Database.Value]] = starts.compactMap { start in
      guard let instant = Instant(iso: start) else { return nil }
      let local = LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch)
      return [
        .text(start), .text(local.date.isoText), .integer(local.date.weekday.rawValue + 1),
        .integer(local.minutesOfDay / 60),
        .integer(local.minutesOfDay % 60),
      ]
    }
    return [scenarios, queues, sites, contracts, wages, people, intervals]
  }

  /// What an hour of a contract costs, from which date on.
  private static func wageRows(_ contract: Contract) -> [[Database.Value]] {
    // The price before any raise holds from the first date that a table may have.
    var prices = ["1970-01-01": contract.costPerHour]
    for raise in contract.raises { prices[raise.from.isoText] = raise.costPerHour }
    return prices.sorted { $0.key < $1.key }.map { first, price in
      let units = Int(Money.minorUnits(ofOne: price.currency))
      return [
        .text(contract.id), .text(first), .integer(price.minorUnits), .text(price.currency), .integer(units),
      ]
    }
  }

  /// Rows of a table of results, with the types of its columns, in the forms of our own tables whatever program wrote them last.
  ///
  /// - Throws: `InputError` with every cell that is none of its column's: NULL in its place would be a number less, unsaid.
  fileprivate static func rows(
    of table: TableDefinition, _ bytes: [UInt8], file: String
  ) throws(InputError) -> [[Database.Value]] {
    let read = Table.read(bytes: bytes, file: file)
    var problems = read.problems
    let places = table.columns.map { column in read.header.firstIndex(of: column.name) }
    let rows = (0..<read.rowCount).map { row in
      zip(table.columns, places).map { column, place -> Database.Value in
        guard let place, !read.isBlank(row: row, column: place) else { return .null }
        if let value = Self.value(read, row, place, column.kind) { return value }
        problems.add(
          read.place(row: row, column: place),
          "\(quoted(read.text(row: row, column: place))) is not \(what(column.kind))",
          next: "Correct it, or make the table again with muster \(table.stage).")
        return .null
      }
    }
    try problems.check()
    return rows
  }

  /// A cell that is not blank; nil for what its column does not hold.
  private static func value(
    _ table: Table, _ row: Int, _ column: Int, _ kind: TableDefinition.Column.Kind
  ) -> Database.Value? {
    func number() -> Double? {
      // Where semicolons part cells, commas stand before decimals.
      table.number(row: row, column: column)
        ?? (table.dialect == .rfc4180 ? nil : table.withBytes(row: row, column: column) { withComma.number($0) })
    }
    func time() -> WrittenTime? {
      table.withBytes(row: row, column: column) { WrittenTime(iso: $0) }
        ?? SpreadsheetDates.time(table.text(row: row, column: column)).map(WrittenTime.local)
    }
    switch kind {
    case .integer: return number().flatMap { Int(exactly: $0) }.map { .integer($0) }
    case .number: return number().map { .number($0) }
    case .flag: return (try? readPaid(table.text(row: row, column: column))).map { .integer($0 ? 1 : 0) }
    case .text: return .text(table.text(row: row, column: column))
    case .date:
      if let date = table.withBytes(row: row, column: column, { CivilDate(iso: $0) }) { return .text(date.isoText) }
      guard case .local(let local)? = time(), local.secondsSinceEpoch % 86_400 == 0 else { return nil }
      return .text(local.date.isoText)
    case .instant:
      switch time() {
      case .instant(let instant, _): return .text(instant.tableText)
      // The name of the column says that its times are in UTC.
      case .local(let local): return .text(Instant(secondsSinceEpoch: local.secondsSinceEpoch).tableText)
      case nil: return nil
      }
    case .wallTime:
      switch time() {
      case .instant(let instant, let offset):
        return .text(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset).tableText)
      case .local(let local): return .text(local.tableText)
      case nil: return nil
      }
    }
  }

  private static func what(_ kind: TableDefinition.Column.Kind) -> String {
    switch kind {
    case .text: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "true or false"
    case .date: "a date"
    case .instant: "a moment"
    case .wallTime: "a date and time"
    }
  }

  private static let withComma = NumberMarks(thousands: "", hasDecimalComma: true)
}

extension Planner {
  /// Writes the tables of the output folder into a database: `DatabaseExport.run` of any output folder.
  ///
  /// - Parameter name: the scenario's name in it; that of its folder where nil.
  package func exportDatabase(to file: String, name: String?) throws -> DatabaseExport.Result {
    let scenario = try read(needsHistory: false).scenario
    let facts = try reading {
      try TableCatalogue.all.compactMap { table in
        let path = "\(output)/\(table.fileName)"
        let bytes = FileAccess.exists(path) ? try FileAccess.read(path) : ledger(table, of: scenario)
        return try bytes.map { (table, try DatabaseExport.rows(of: table, $0, file: shownName(table.fileName))) }
      }
    }
    guard !facts.isEmpty else {
      throw InputError(Place(file: output), "there are no results", next: "Run muster plan \(folder) first.")
    }
    return try DatabaseExport.put(facts, scenario, name ?? FileAccess.folderName(folder), into: file)
  }

  /// What is planned by queue and interval, where `muster kpis` has not written it: reports want to know how busy people are;
  /// nil where there is no such plan.
  private func ledger(_ table: TableDefinition, of scenario: Scenario) -> [UInt8]? {
    guard table.fileName == KpiLedger.fileName, scenario.shiftDemand == nil,
      let source = try? ledgerSource(for: scenario)
    else { return nil }
    return KpiLedger.write(source)
  }
}
