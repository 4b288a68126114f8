import Forecasting
import Muster
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Accuracy beside the figures of public tools on real data, or on any history given, and seconds by queues.
enum ForecastBenchmark {
  /// A data set, how it is scored, and the errors of others on it at its horizons.
  private struct DataSet {
    let file: String
    let plan: Backtest.Plan
    /// File and region of its holidays; `nil` for none.
    let holidays: (file: String, region: String)?
    /// Name, then WAPE in percent at each horizon.
    let others: [(name: String, wape: [Double])]
    /// WAPE in percent at each horizon that must not be passed.
    let bars: [Double]
    /// Weighted quantile loss in percent at each horizon that must not be passed; none set where empty.
    var lossBars: [Double] = []
    /// Coverage of [p10, p90] in percent at each horizon; none set where empty.
    var coverage: [ClosedRange<Double>] = []
    /// WAPE in percent on some dates at the longest horizon.
    var dayBars: [(days: Backtest.Days, wape: Double)] = []
    /// WAPE in percent at the longest horizon with 5 % of the days times 0.3 or 2.
    var oddDaysBar: Double?
    /// Coverage in percent that ranges of some dates must reach.
    var dayCoverage: [(days: Backtest.Days, least: Double)] = []
  }

  private static let dataSets = [
    DataSet(
      file: "bank_calls_30min", plan: Backtest.Plan(), holidays: ("holidays", "US"),
      others: [
        ("prophet", [6.8, 8.6, 9.73]), ("MSTL + AutoETS", [5.6, 7.3, 7.69]), ("R stlm", [5.25, 6.36, 6.72]),
        ("LightGBM", [5.35, 6.46, 6.92]),
      ],
      bars: [4.7, 5.4, 5.6], lossBars: [3.3, 3.9, 3.8], coverage: [72...88, 75...87, 76...85],
      dayBars: [(.after, 11.5)], oddDaysBar: 5.8, dayCoverage: [(.holiday, 65), (.after, 65)]),
    DataSet(
      file: "nyc_ems_hourly", plan: Backtest.Plan(), holidays: ("holidays", "US"),
      others: [
        ("prophet", [16.0, 16.2, 16.33]), ("MSTL + AutoETS", [15.0, 15.8, 15.94]), ("LightGBM", [13.9, 14.7, 14.84]),
      ],
      bars: [13.6, 14.4, 14.5], lossBars: [8.7, 9.1, 9.1], coverage: [72...88, 75...87, 76...85],
      dayBars: [(.holiday, 16.5)], dayCoverage: [(.holiday, 65), (.after, 65)]),
    DataSet(
      file: "electricity_30min", plan: Backtest.Plan(count: 8, step: 5, horizons: [1, 7, 14]), holidays: nil,
      others: [], bars: [1.8, 2.4, 2.85]),
    DataSet(
      file: "taxi_30min", plan: Backtest.Plan(), holidays: ("holidays_more", "US"),
      others: [("LightGBM", [6.00, 9.36, 11.89]), ("day theta", [7.51, 11.05, 13.69])], bars: [6.5, .infinity, 10.3],
      dayCoverage: [(.holiday, 70)]),
    DataSet(
      file: "bike_hourly", plan: Backtest.Plan(), holidays: ("holidays_more", "DC"),
      others: [("day theta", [24.76, 21.74, 24.61]), ("LightGBM", [29.66, 24.35, 25.94])],
      bars: [25.0, .infinity, 23.5],
      dayCoverage: [(.holiday, 70)]),
    DataSet(
      file: "pedestrians_hourly", plan: Backtest.Plan(), holidays: ("holidays_more", "VIC"),
      others: [("LightGBM", [16.54, 16.70, 19.51]), ("day theta", [20.09, 18.15, 20.46])],
      bars: [.infinity, .infinity, 17.7], dayCoverage: [(.holiday, 70)]),
  ]

  static func run(_ options: [String]) throws(InputError) -> Int32 {
    let given = BenchmarkOptions(options)
    if let sizes = given["speed"] {
      let queues = sizes.split(separator: ",").compactMap { Int($0) }
      return queues.isEmpty ? ForecastSpeed.run() : ForecastSpeed.run(queues)
    }
    if given["cases"] != nil {
      let isWithin = HistoryCases.run(
        seeds: given["seeds"].flatMap { Int($0) } ?? (given["short"] == nil ? 8 : 2),
        only: given["cases"].flatMap { $0.isEmpty ? nil : $0 },
        shared: given["shared"] ?? "../shared", folder: given["keep"] ?? ".build/histories",
        notes: given["notes"] != nil)
      return isWithin ? 0 : 1
    }
    let out = given["forecasts"]
    if let file = given["history"] {
      var plan = Backtest.Plan()
      if let count = given["count"].flatMap({ Int($0) }) { plan.count = count }
      if let step = given["step"].flatMap({ Int($0) }) { plan.step = step }
      if let horizons = given["horizons"] { plan.horizons = horizons.split(separator: ",").compactMap { Int($0) } }
      let holidays = try given["holidays"].map { file throws(InputError) in
        try readHolidays(file, region: given["region"])
      }
      let test = Backtest(
        try readHistory(file), holidays: holidays ?? [:], plan: plan, keepsRuns: given["forecasts"] != nil)
      if let out { try FileAccess.write(Array(test.csv.utf8), to: out) }
      print(test.text, terminator: "")
      return 0
    }
    let folder = given["data"] ?? "../shared/data"
    var isWithinBars = true
    for set in dataSets where given["set"].map({ set.file.hasPrefix($0) }) ?? true {
      let file = "\(folder)/\(set.file).csv"
      guard FileAccess.exists(file) else {
        print("\(set.file): not found in \(folder), skipped")
        continue
      }
      let holidays =
        try set.holidays.map { list throws(InputError) in
          try readHolidays("\(folder)/\(list.file).csv", region: list.region)
        } ?? [:]
      let history = try readHistory(file)
      let start = ContinuousClock.now
      let test = Backtest(history, holidays: holidays, plan: set.plan)
      let elapsed = ContinuousClock.now - start
      if let out { try FileAccess.write(Array(test.csv.utf8), to: "\(out)/\(set.file).csv") }
      print("\(set.file), WAPE in percent at \(set.plan.horizons.map(String.init).joined(separator: " / ")) days")
      for method in Backtest.Method.allCases.reversed() {
        let scores = set.plan.horizons.compactMap { test.score(method, horizon: $0)?.wape }
        row(method.rawValue, scores)
        if method == .ours, !zip(scores, set.bars).allSatisfy({ $0 <= $1 }) {
          isWithinBars = false
          print("  MISSED")
        }
      }
      for other in set.others { row(other.name, other.wape) }
      row("bar", set.bars)
      isWithinBars = checkOtherBars(set, test, history, holidays) && isWithinBars
      print(
        "  \(test.runs.count) fits with their inner back-tests in "
          + "\(FixedDecimal.text(elapsed / .seconds(1), decimals: 2)) s\n")
      if given["short"] == nil { print(test.text) }
    }
    print(isWithinBars ? "every bar is reached" : "a bar is missed")
    return isWithinBars ? 0 : 1
  }

  /// Prints every other figure that has a bar beside it; `false` when one is missed.
  private static func checkOtherBars(
    _ set: DataSet, _ test: Backtest, _ history: ContactHistory, _ holidays: [CivilDate: String]
  ) -> Bool {
    func text(_ value: Double) -> String { FixedDecimal.text(value, decimals: 2) }
    var lines: [(text: String, isReached: Bool)] = []
    let longest = set.plan.horizons.max() ?? 1
    for (horizon, bar) in zip(set.plan.horizons, set.lossBars) {
      let loss = test.score(horizon: horizon)?.wql ?? .infinity
      lines.append(("WQL at \(horizon) days \(text(loss)), bar \(text(bar))", loss <= bar))
    }
    for (horizon, range) in zip(set.plan.horizons, set.coverage) {
      let inside = test.score(horizon: horizon)?.coverage ?? 0
      let bar = "\(text(range.lowerBound)) to \(text(range.upperBound))"
      lines.append(("in p10-p90 at \(horizon) days \(text(inside)), bar \(bar)", range.contains(inside)))
    }
    for (days, bar) in set.dayBars {
      let error = test.score(days: days, horizon: longest)?.wape ?? .infinity
      lines.append(("WAPE, \(days.rawValue) \(text(error)), bar \(text(bar))", error <= bar))
    }
    for (days, least) in set.dayCoverage {
      let inside = test.score(days: days, horizon: longest)?.coverage ?? 0
      lines.append(("in p10-p90, \(days.rawValue) \(text(inside)), bar \(text(least))", inside >= least))
    }
    if let bar = set.oddDaysBar {
      let errors = (1...4).map { oddDaysError(history, holidays, set.plan, seed: $0) }
      let mean = errors.reduce(0, +) / Double(errors.count)
      lines.append(("WAPE with odd days in the past, mean of four draws \(text(mean)), bar \(text(bar))", mean <= bar))
    }
    for line in lines { print("  \(line.text)\(line.isReached ? "" : "  MISSED")") }
    return lines.allSatisfy(\.isReached)
  }

  /// WAPE in percent at the longest horizon when one day in twenty holds 0.3 times or twice its contacts; what is scored
  /// is what truly came.
  private static func oddDaysError(
    _ history: ContactHistory, _ holidays: [CivilDate: String], _ plan: Backtest.Plan, seed: UInt64
  ) -> Double {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var factors: [CivilDate: Double] = [:]
    for date in Set(history.series.flatMap { $0.starts.map { Zone.utc.local(at: $0).date } }).sorted() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let uniform = Double(state >> 11) / 9_007_199_254_740_992
      if uniform < 0.05 { factors[date] = uniform < 0.025 ? 0.3 : 2 }
    }
    var spoiled = history
    for series in spoiled.series.indices {
      for index in spoiled.series[series].starts.indices {
        spoiled.series[series].offered[index] *=
          factors[Zone.utc.local(at: spoiled.series[series].starts[index]).date] ?? 1
      }
    }
    var distance = 0.0
    var sum = 0.0
    for run in Backtest(spoiled, holidays: holidays, plan: plan).runs {
      for index in run.starts.indices {
        let came = run.actual[index] / (factors[run.starts[index].date] ?? 1)
        distance += abs(came - run.mean[index])
        sum += came
      }
    }
    return 100 * distance / sum
  }

  private static func row(_ name: String, _ values: [Double]) {
    let cells = values.map { value in
      let text = value.isFinite ? FixedDecimal.text(value, decimals: 2) : "-"
      return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
    print("  \(name)" + String(repeating: " ", count: max(1, 18 - name.count)) + cells.joined())
  }

  /// Wall-clock starts of an unknown zone, read as UTC.
  private static func readHistory(_ file: String) throws(InputError) -> ContactHistory {
    try ScenarioFolder.readBareHistory(FileAccess.read(file), file: file, zone: nil).history
  }

  private static func readHolidays(_ file: String, region: String?) throws(InputError) -> [CivilDate: String] {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    var problems = table.problems
    var holidays: [CivilDate: String] = [:]
    if let columns = table.columns(["date", "region", "name"], &problems) {
      for row in 0..<table.rowCount where region == nil || table.text(row: row, column: columns[1]) == region {
        guard let date = CivilDate(iso: table.text(row: row, column: columns[0])) else { continue }
        holidays[date] = table.text(row: row, column: columns[2])
      }
    }
    if let error = problems.error { throw error }
    return holidays
  }
}

/// `--name value` pairs of a command line.
struct BenchmarkOptions {
  private var values: [String: String] = [:]

  init(_ arguments: [String]) {
    var name: String?
    for argument in arguments {
      if argument.hasPrefix("--") {
        let word = String(argument.dropFirst(2))
        values[word] = ""
        name = word
      } else if let last = name {
        values[last] = argument
        name = nil
      }
    }
  }

  subscript(_ name: String) -> String? { values[name] }
}
