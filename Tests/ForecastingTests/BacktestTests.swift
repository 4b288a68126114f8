import Chance
import Forecasting
import Foundation
import Testing
import Timeline
import Workforce

/// The shared folder with real data beside the repository, where there is one.
enum SharedData {
  static let folder: String? = {
    if let given = ProcessInfo.processInfo.environment["MUSTER_SHARED"] { return given + "/data" }
    var url = URL(filePath: #filePath)
    while url.path != "/" {
      url.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: url.appending(path: "Package.swift").path) {
        let data = url.deletingLastPathComponent().appending(path: "shared/data").path
        return FileManager.default.fileExists(atPath: data) ? data : nil
      }
    }
    return nil
  }()

  static func holidays(_ name: String = "holidays", region: String? = nil) throws -> [CivilDate: String] {
    let text = try String(contentsOfFile: (folder ?? "") + "/\(name).csv", encoding: .utf8)
    var holidays: [CivilDate: String] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      guard region == nil || cells[1] == region ?? "" else { continue }
      holidays[try #require(CivilDate(iso: String(cells[0])))] = String(cells[2])
    }
    return holidays
  }

  /// The rows of a file with their wall-clock starts read as UTC.
  static func history(_ name: String) throws -> ContactHistory {
    let text = try String(contentsOfFile: (folder ?? "") + "/\(name).csv", encoding: .utf8)
    var rows: [String: [(start: Instant, offered: Double)]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let start = try #require(LocalDateTime(iso: cells[0]))
      rows[cells[1], default: []].append(
        (Instant(secondsSinceEpoch: start.secondsSinceEpoch), try #require(Double(cells[2]))))
    }
    let minutes = name.hasSuffix("30min") ? 30 : 60
    return ContactHistory(
      series: rows.keys.sorted().map { queue in
        ContactHistory.Series(
          queue: queue, intervalSeconds: minutes * 60, starts: rows[queue, default: []].map(\.start),
          offered: rows[queue, default: []].map(\.offered))
      })
  }
}

/// Skipped where the folder `shared/data` does not lie beside the repository.
@Suite(.enabled(if: SharedData.folder != nil, "needs the real data of ../shared/data, which is not here"))
struct RealDataTests {
  /// What is forecast, with bars of its own.
  enum Real: CaseIterable {
    case bank, oddDays, ambulances, electricity, taxi, bike, pedestrians
  }

  @Test(
    "real counts are forecast within the bars, calls with odd days in the past nearly as well", arguments: Real.allCases
  )
  func bars(real: Real) throws {
    switch real {
    case .bank: try bank()
    case .oddDays: try oddDays()
    case .ambulances: try ambulances()
    case .electricity: try electricity()
    case .taxi: try otherCounts(file: "taxi_30min", region: "US", bars: [6.5, 9.0, 9.6])
    case .bike: try otherCounts(file: "bike_hourly", region: "DC", bars: [25.0, 21.9, 23.5])
    case .pedestrians: try otherCounts(file: "pedestrians_hourly", region: "VIC", bars: [15.1, 16.3, 17.7])
    }
  }

  private func bank() throws {
    let test = Backtest(try SharedData.history("bank_calls_30min"), holidays: try SharedData.holidays())
    try check(test, wape: [4.7, 5.4, 5.6], wql: [3.3, 3.9, 3.8], coverage: [72...88, 75...87, 76...85])
    let after = try #require(test.score(days: .after, horizon: 28))
    #expect(after.wape <= 11.5)
    #expect(after.coverage >= 65)
    #expect(try #require(test.score(days: .holiday, horizon: 28)).coverage >= 65)
  }

  private func oddDays() throws {
    let history = try SharedData.history("bank_calls_30min")
    var errors: [Double] = []
    for seed in 1...4 {
      var generator = SplitMix64(seed: UInt64(seed))
      var spoiled = history
      let dates = Set(history.series[0].starts.map { Zone.utc.local(at: $0).date }).sorted()
      let odd = Set(dates.shuffled(using: &generator).prefix(dates.count / 20))
      let factors = Dictionary(
        uniqueKeysWithValues: odd.sorted().map { ($0, Bool.random(using: &generator) ? 0.3 : 2) })
      for index in spoiled.series[0].starts.indices {
        spoiled.series[0].offered[index] *= factors[Zone.utc.local(at: spoiled.series[0].starts[index]).date] ?? 1
      }
      // The odd days are in what is learned from; what is scored is what truly came.
      let actual = Dictionary(
        uniqueKeysWithValues: zip(
          history.series[0].starts.map { Zone.utc.local(at: $0) }, history.series[0].offered))
      let test = Backtest(spoiled, holidays: try SharedData.holidays())
      var distance = 0.0
      var sum = 0.0
      for run in test.runs {
        for index in run.starts.indices {
          let came = try #require(actual[run.starts[index]])
          distance += abs(came - run.mean[index])
          sum += came
        }
      }
      errors.append(100 * distance / sum)
    }
    #expect(errors.reduce(0, +) / 4 <= 5.8, "\(errors)")
  }

  private func ambulances() throws {
    let test = Backtest(try SharedData.history("nyc_ems_hourly"), holidays: try SharedData.holidays())
    try check(test, wape: [13.6, 14.4, 14.5], wql: [8.7, 9.1, 9.1], coverage: [72...88, 75...87, 76...85])
    let holiday = try #require(test.score(days: .holiday, horizon: 28))
    #expect(holiday.wape <= 16.5)
    #expect(holiday.coverage >= 65)
    #expect(try #require(test.score(days: .after, horizon: 28)).coverage >= 65)
  }

  private func electricity() throws {
    let test = Backtest(
      try SharedData.history("electricity_30min"), plan: Backtest.Plan(count: 8, step: 5, horizons: [1, 7, 14]))
    for (horizon, bar) in [(1, 1.8), (7, 2.4), (14, 2.85)] {
      #expect(try #require(test.score(horizon: horizon)).wape <= bar)
    }
  }

  private func otherCounts(file: String, region: String, bars: [Double]) throws {
    let test = Backtest(
      try SharedData.history(file), holidays: try SharedData.holidays("holidays_more", region: region), keepsRuns: false
    )
    for (horizon, bar) in zip([1, 7, 28], bars) {
      #expect(try #require(test.score(horizon: horizon)).wape <= bar)
    }
    #expect(try #require(test.score(days: .holiday, horizon: 28)).coverage >= 70)
  }

  private func check(
    _ test: Backtest, wape: [Double], wql: [Double], coverage: [ClosedRange<Double>],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(test.origins.count == 12, sourceLocation: sourceLocation)
    for (index, horizon) in [1, 7, 28].enumerated() {
      let ours = try #require(test.score(horizon: horizon))
      let usual = try #require(test.score(.eightWeekMean, horizon: horizon))
      #expect(ours.wape <= wape[index], sourceLocation: sourceLocation)
      #expect(ours.wape < usual.wape, sourceLocation: sourceLocation)
      #expect(ours.wql <= wql[index], sourceLocation: sourceLocation)
      #expect(coverage[index].contains(ours.coverage), "\(ours.coverage)", sourceLocation: sourceLocation)
    }
  }
}

@Suite struct BacktestTests {
  private func history(days: Int, value: (Int, Int) -> Double) -> ContactHistory {
    var series = ContactHistory.Series(queue: "a", intervalSeconds: 3600, starts: [], offered: [])
    for day in 0..<days {
      for hour in 8..<18 {
        series.starts.append(Instant(secondsSinceEpoch: (20_000 + day) * 86_400 + hour * 3600))
        series.offered.append(value(day, hour))
        series.handled.append(.nan)
        series.handleSeconds.append(.nan)
      }
    }
    return ContactHistory(series: [series])
  }

  @Test("origins step back through the open dates from the last that leaves the longest horizon inside the data")
  func origins() {
    let test = Backtest(history(days: 200) { _, _ in 10 })
    #expect(test.origins.count == 12)
    #expect(test.origins.last == CivilDate(daysSinceEpoch: 20_000 + 172))
    #expect(test.origins.first == CivilDate(daysSinceEpoch: 20_000 + 172 - 11 * 8))
  }

  @Test("a history too short for an origin has no back-test and says so") func tooShort() {
    let test = Backtest(history(days: 20) { _, _ in 10 })
    #expect(test.runs.isEmpty)
    #expect(test.scores.isEmpty)
    #expect(test.text.contains("too short"))
  }

  @Test("nothing after an origin is known to its forecast") func noLookAhead() {
    let calm = history(days: 120) { day, hour in Double(50 + hour + 5 * (day % 7)) }
    let wild = history(days: 120) { day, hour in Double((50 + hour + 5 * (day % 7)) * (day >= 100 ? 3 : 1)) }
    let plan = Backtest.Plan(count: 1, step: 8, horizons: [1, 7, 20])
    let one = Backtest(calm, plan: plan)
    let other = Backtest(wild, plan: plan)
    #expect(one.origins == [CivilDate(daysSinceEpoch: 20_100)])
    #expect(one.runs[0].mean == other.runs[0].mean)
    #expect(one.runs[0].p90 == other.runs[0].p90)
    #expect(one.runs[0].actual != other.runs[0].actual)
  }

  @Test("the naive figures and the errors are those worked out by hand") func byHand() throws {
    // Every day has 10 contacts an hour, but the last four weeks 12: the naive forecasts stay at 10.
    let test = Backtest(history(days: 128) { day, _ in day < 100 ? 10 : 12 }, plan: Backtest.Plan(count: 1))
    let score = try #require(test.score(.eightWeekMean, horizon: 28))
    #expect(score.count == 280)
    #expect(abs(score.wape - 100 * 2 / 12) < 1e-9)
    #expect(abs(score.bias + 100 * 2 / 12) < 1e-9)
    #expect(abs(score.dayWape - 100 * 2 / 12) < 1e-9)
    #expect(score.coverage == 0)
    // All three quantiles are 10: the pinball losses are 0.2, 1 and 1.8 of 12, twice their mean is 2 / 12.
    #expect(abs(score.wql - 100 * 2 / 12) < 1e-9)
    #expect(score.mase.isNaN)
  }

  @Test("the scores are the same whether runs are kept or not, and of one queue as of many") func keptRuns() throws {
    let one = history(days: 200) { day, hour in Double(hour + day % 7) }
    let kept = Backtest(one)
    let light = Backtest(one, keepsRuns: false)
    #expect(light.runs.isEmpty && light.text == kept.text)
    var many = one
    for copy in 1...5 {
      var series = one.series[0]
      series.queue += "-\(copy)"
      many.series.append(series)
    }
    let together = Backtest(many)
    let first = try #require(together.score(queue: one.series[0].queue, horizon: 28))
    #expect(first.wape == kept.score(horizon: 28)?.wape)
    #expect(together.runs.count == 6 * kept.runs.count)
  }

  @Test("the table has a row for every open interval of every origin") func csv() {
    let test = Backtest(history(days: 200) { day, hour in Double(hour + day % 7) })
    let lines = test.csv.split(separator: "\n")
    #expect(lines[0].hasPrefix("origin,start,queue,mean,p10,p50,p90,actual,"))
    #expect(lines.count == 1 + 12 * 28 * 10)
    #expect(lines[1].hasPrefix("\(test.origins[0].isoText),\(test.origins[0].isoText) 08:00:00,a,"))
  }
}
