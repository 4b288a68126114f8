import Forecasting
import Reporting
import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension ReportFigures {
  /// Reads what lies beside a plan: the headcount plan's tables, `compare.csv` and a sweep's `tornado.csv`.
  ///
  /// - Parameter read: the content of a file by its name below the folder, with the name to say in messages; nil where there is none.
  /// - Throws: `InputError` with every problem of the tables.
  init(_ read: (String) throws(InputError) -> (bytes: [UInt8], shown: String)?) throws(InputError) {
    self.init()
    var problems = ProblemCollector()
    if let heads = try read("headcount_heads.csv"), let money = try read("headcount_money.csv") {
      months = Self.months(
        Table.read(bytes: heads.bytes, file: heads.shown), Table.read(bytes: money.bytes, file: money.shown), &problems)
    }
    if let file = try read("compare.csv") {
      comparisons = Self.comparisons(Table.read(bytes: file.bytes, file: file.shown), &problems)
    }
    if let file = try read("tornado.csv") {
      tornado = Self.tornado(Table.read(bytes: file.bytes, file: file.shown), &problems)
    }
    try problems.check()
  }

  // MARK: - Tables

  private static func months(_ heads: Table, _ money: Table, _ problems: inout ProblemCollector) -> Months? {
    let people = Sums(heads, ["month", "site", "heads"], &problems)
    let amounts = Sums(money, ["month", "kind", "amount"], &problems)
    let months = Set(people.months).union(amounts.months).sorted()
    guard !months.isEmpty else { return nil }
    // The plan's own currency: the one whose amounts are paid as they are.
    var currency = ""
    if let columns = money.columns(["amount", "currency", "amount_paid"], &problems) {
      for row in 0..<money.rowCount
      where money.text(row: row, column: columns[0]) == money.text(row: row, column: columns[2]) {
        currency = money.text(row: row, column: columns[1])
        break
      }
    }
    return Months(
      months: months, currency: currency, heads: people.series(over: months), money: amounts.series(over: months))
  }

  /// Figures added up by month and name.
  private struct Sums {
    private var names: [String] = []
    private var sums: [String: [CivilDate: Double]] = [:]
    var months: [CivilDate] { sums.values.flatMap(\.keys) }

    init(_ table: Table, _ names: [String], _ problems: inout ProblemCollector) {
      problems.add(table.problems)
      guard let columns = table.columns(names, &problems) else { return }
      for row in 0..<table.rowCount {
        guard let month = table.requiredText(row: row, column: columns[0], &problems),
          let name = table.requiredText(row: row, column: columns[1], &problems),
          let value = table.figure(row: row, column: columns[2], &problems)
        else { continue }
        guard let date = CivilDate(iso: month) else {
          problems.add(
            table.place(row: row, column: columns[0]), "\(month) is not a date of the calendar",
            next: "Write the first date of the month, for example 2026-04-01.")
          continue
        }
        if sums[name] == nil { self.names.append(name) }
        sums[name, default: [:]][date, default: 0] += value
      }
    }

    /// In the order of the table; what is nothing in every month is left out.
    func series(over months: [CivilDate]) -> [Series] {
      names.map { name in Series(name: name, values: months.map { sums[name]?[$0] ?? 0 }) }
        .filter { $0.values.contains { $0 != 0 } }
    }
  }

  private static func comparisons(_ table: Table, _ problems: inout ProblemCollector) -> [Comparison] {
    problems.add(table.problems)
    guard let columns = table.columns(["other", "measure", "unit", "part", "value"], &problems) else { return [] }
    var comparisons: [Comparison] = []
    for row in 0..<table.rowCount {
      guard let value = table.figure(row: row, column: columns[4], &problems) else { continue }
      let words = columns[..<4].map { table.text(row: row, column: $0) }
      let place = comparisons.firstIndex { $0.other == words[0] } ?? comparisons.count
      if place == comparisons.count { comparisons.append(Comparison(other: words[0], differences: [])) }
      let differences = comparisons[place].differences
      let index =
        differences.firstIndex { $0.measure == words[1] && $0.unit == words[2] } ?? differences.count
      if index == differences.count {
        comparisons[place].differences.append(Difference(measure: words[1], unit: words[2], base: 0, parts: []))
      }
      if words[3] == "base" {
        comparisons[place].differences[index].base += value
      } else {
        let part = comparisons[place].differences[index].parts.firstIndex { $0.driver == words[3] }
        if let part {
          comparisons[place].differences[index].parts[part].value += value
        } else {
          comparisons[place].differences[index].parts.append(.init(driver: words[3], value: value))
        }
      }
    }
    for place in comparisons.indices { comparisons[place].differences.removeAll { $0.parts.isEmpty } }
    return comparisons.filter { !$0.differences.isEmpty }
  }

  private static func tornado(_ table: Table, _ problems: inout ProblemCollector) -> [Bar] {
    problems.add(table.problems)
    let names = ["measure", "unit", "driver", "low", "high", "effect_low", "effect_high"]
    guard let columns = table.columns(names, &problems) else { return [] }
    return (0..<table.rowCount).compactMap { row in
      let words = columns[..<5].map { table.text(row: row, column: $0) }
      guard let low = table.figure(row: row, column: columns[5], &problems),
        let high = table.figure(row: row, column: columns[6], &problems), low != 0 || high != 0
      else { return nil }
      return Bar(
        measure: words[0], unit: words[1], driver: words[2], values: [words[3], words[4]], effects: [low, high])
    }
  }
}

extension Table {
  /// A number of a table that Muster wrote; a problem where it is none.
  fileprivate func figure(row: Int, column: Int, _ problems: inout ProblemCollector) -> Double? {
    let text = text(row: row, column: column)
    if let value = Double(text), value.isFinite { return value }
    problems.add(
      place(row: row, column: column), "\(text.isEmpty ? "nothing" : text) is no number",
      next: "Have the table written again, or move it away.")
    return nil
  }
}

extension Planner {
  /// What lies beside the plan of the output folder.
  ///
  /// Tables of a headcount plan and a comparison are looked for in the output folder, then in the scenario's; those of a sweep in
  /// `sweep` below it.
  func reportFigures() throws(InputError) -> ReportFigures {
    try ReportFigures { name throws(InputError) in
      let places =
        name == "tornado.csv"
        ? ["\(folder)/sweep/\(name)"] : ["\(output)/\(name)", "\(folder)/\(name)"]
      guard let path = places.first(where: { FileAccess.exists($0) }) else { return nil }
      return (try FileAccess.read(path), path)
    }
  }

  /// Back-tests of every queue, as far as its history reaches.
  func backTests() throws(InputError) -> [String: [ReportFigures.BackTest]] {
    let report = try Backtester.run(folder: folder, plan: Backtest.Plan())
    var tests: [String: [ReportFigures.BackTest]] = [:]
    for line in report.lines where line.method == "ours" && line.dates == "all" {
      guard let queue = line.queue else { continue }
      tests[queue, default: []].append(
        .init(
          dates: String(line.days), error: line.wape / 100, bias: line.bias / 100, inRange: line.coverage / 100))
    }
    return tests
  }
}
