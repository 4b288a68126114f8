import Forecasting
import Libc
import Muster
import Tabular
import Timeline
import Workforce

/// Forecasts of made-up histories whose true rates and handle times are known, beside last week and the 8-week mean.
///
/// The histories come from the generator `tools/make_histories.py` of the folder `shared` beside the repository, which
/// shares no code with Muster; each is planned as a scenario of one queue would be.
enum HistoryCases {
  /// A case of the generator and what is asked of it.
  private struct Case {
    var name: String
    /// Largest mean error of the total, in percent, on the first day, in the first week, and in weeks two to four.
    var must: (day: Double?, week: Double?, rest: Double?) = (nil, nil, nil)
    /// Largest mean error of the handle time in percent, and largest mean bias.
    var handleError: Double?
    var handleBias: Double?
    /// Date and size of the step that is to be found.
    var step: CivilDate?
    /// A word of the note that is to be printed.
    var note: String?
  }

  private static let first = CivilDate(daysSinceEpoch: 20_605)

  private static func weeksBefore(_ weeks: Int) -> CivilDate { first.advanced(byDays: -7 * weeks) }

  private static let cases = [
    Case(name: "plain"),
    Case(name: "shift", must: (nil, 6, 8), step: weeksBefore(2), note: "level"),
    Case(name: "shift1", step: weeksBefore(1)),
    Case(name: "shift8", step: weeksBefore(8)),
    Case(name: "drop", must: (nil, 6, 8), step: weeksBefore(2), note: "level"),
    Case(name: "oldshift", must: (nil, 3, 3), step: weeksBefore(26)),
    Case(name: "monthshift", step: CivilDate(daysSinceEpoch: 20_486)),
    Case(name: "grow", must: (nil, 5, 10)),
    Case(name: "double"),
    Case(name: "newweek"),
    Case(name: "tiny", must: (12, 10, nil)),
    Case(name: "tiny5"),
    Case(name: "dead", must: (2, nil, nil), note: "2026-05-27"),
    Case(name: "stale", note: "2026-05-10"),
    Case(name: "handle", handleError: 1.8),
    Case(name: "handle-tiny", handleBias: 3),
    Case(name: "handle-step", handleBias: 3),
    Case(name: "handle-trend", handleBias: 4),
    Case(name: "handle-hours"),
  ]

  /// One seed's figures, shares of the truth.
  private struct Outcome {
    /// Ours, last week, 8-week mean; by day, week, rest.
    var errors = [[Double]](repeating: [0, 0, 0], count: 3)
    /// Sum of |day - true day| over the true, ours, last week, 8-week mean, in week 1 and in weeks 2 to 4.
    var distances = [[Double]](repeating: [0, 0], count: 3)
    var daysInside = 0.0
    var handleBias = Double.nan
    var handleError = Double.nan
    var usualHandleError = Double.nan
    var foundStep: Int?
    var levelFlags = 0
    var warnings: [String] = []
  }

  /// - Parameters:
  ///   - seeds: seeds 0 to this many less one.
  ///   - only: name of a single case.
  ///   - shared: the folder with the generator.
  ///   - folder: where histories are kept; those already there are not made again.
  /// - Returns: whether every figure is within what is asked, or the generator is not here.
  static func run(seeds: Int, only: String?, shared: String, folder: String, notes: Bool) -> Bool {
    let generator = "\(shared)/tools/make_histories.py"
    guard FileAccess.exists(generator) else {
      print("made-up histories: \(generator) is not here, skipped\n")
      return true
    }
    guard system("python3 -c 'import numpy, pandas' 2>/dev/null") == 0 else {
      print("made-up histories: python3 with numpy and pandas is not here, skipped\n")
      return true
    }
    print(
      "made-up histories, \(seeds) seeds: mean error of totals against the true rate in percent, signed (ours), then")
    print("mean |error| of ours / last week / 8-week mean, share of days in p10-p90, step found, handle time")
    var isWithin = true
    for one in cases where only == nil || only == one.name {
      var outcomes: [Outcome] = []
      for seed in 0..<seeds {
        let place = "\(folder)/\(one.name)/\(seed)"
        if !FileAccess.exists("\(place)/history.csv") {
          _ = system("mkdir -p '\(place)' && python3 '\(generator)' \(one.name) --seed \(seed) --out '\(place)'")
        }
        do {
          outcomes.append(try outcome(of: one, place: place))
        } catch {
          print("\(one.name), seed \(seed): \(error)")
          isWithin = false
        }
      }
      guard !outcomes.isEmpty else { continue }
      isWithin = report(one, outcomes, notes: notes) && isWithin
    }
    print("")
    return isWithin
  }

  private static func report(_ one: Case, _ outcomes: [Outcome], notes: Bool) -> Bool {
    func mean(_ value: (Outcome) -> Double) -> Double {
      outcomes.reduce(0) { $0 + value($1) } / Double(outcomes.count)
    }
    func text(_ value: Double) -> String { value.isNaN ? "-" : FixedDecimal.text(100 * value, decimals: 1) }
    let names = ["day 1", "week 1", "weeks 2-4"]
    var missed: [String] = []
    // A mean over fewer seeds than the eight that its bars are for strays further.
    let room = max(1, (8 / Double(outcomes.count)).squareRoot())
    var line = one.name + String(repeating: " ", count: max(1, 13 - one.name.count))
    for (part, bar) in [one.must.day, one.must.week, one.must.rest].enumerated() {
      let signed = mean { $0.errors[0][part] }
      line +=
        "  \(names[part]) \(text(signed)) ("
        + (0..<3).map { method in
          text(mean { abs($0.errors[method][part]) })
        }.joined(separator: "/") + ")"
      if let bar, 100 * mean({ abs($0.errors[0][part]) }) > bar { missed.append(names[part]) }
    }
    line += "  inside \(text(mean { $0.daysInside }))"
    for (part, name) in [(0, "week 1"), (1, "weeks 2-4")] {
      let ours = mean { $0.distances[0][part] }
      let best = mean { $0.distances[1][part] } < mean { $0.distances[2][part] } ? 1 : 2
      let plain = mean { $0.distances[best][part] }
      // By how much the difference of the two means strays from seed to seed.
      let gaps = outcomes.map { $0.distances[0][part] - $0.distances[best][part] - ours + plain }
      let error = (gaps.reduce(0) { $0 + $1 * $1 } / Double(max(1, gaps.count - 1) * gaps.count)).squareRoot()
      if ours > 1.03 * plain + (room - 1) * error {
        missed.append("a plain baseline is better in \(name): \(text(plain)) against \(text(ours))")
      }
    }
    if one.step != nil {
      let close = outcomes.count { $0.foundStep.map { abs($0) <= 4 } ?? false }
      line += "  step found \(close)/\(outcomes.count)"
      if close * 10 < 9 * outcomes.count { missed.append("step") }
    } else {
      let flagged = outcomes.count { $0.levelFlags > 0 }
      if flagged > 0 { line += "  levels moved in \(flagged)/\(outcomes.count)" }
      if one.name == "plain", flagged * 20 > outcomes.count { missed.append("false step") }
    }
    if !(outcomes[0].handleBias.isNaN) {
      let bias = mean { $0.handleBias }
      let error = mean { $0.handleError }
      line +=
        "  handle time bias \(text(bias)) error \(text(error)) (8-week mean \(text(mean { $0.usualHandleError })))"
      if let bar = one.handleBias, 100 * abs(bias) > room * bar { missed.append("handle time bias") }
      if let bar = one.handleError, 100 * error > room * bar { missed.append("handle time error") }
    }
    if let note = one.note, !outcomes.allSatisfy({ $0.warnings.contains { $0.contains(note) } }) {
      missed.append("note")
    }
    print(line + (missed.isEmpty ? "" : "  MISSED: " + missed.joined(separator: ", ")))
    if notes {
      for (seed, outcome) in outcomes.enumerated() {
        print("    seed \(seed): " + (0..<3).map { text(outcome.errors[0][$0]) }.joined(separator: " / "))
        for warning in outcome.warnings { print("      \(warning)") }
      }
    }
    return missed.isEmpty
  }

  private static func outcome(of one: Case, place: String) throws(InputError) -> Outcome {
    let zone: Zone
    do throws(ZoneError) {
      zone = try Zone(named: "Europe/Berlin")
    } catch {
      throw InputError(Place(file: place), error.message, next: error.next)
    }
    let weekdays = one.name.hasPrefix("tiny") ? 5 : 7
    let span = weekdays == 5 ? (9, 17) : (8, 20)
    guard let opens = TimeOfDay(minutes: span.0 * 60), let closes = TimeOfDay(minutes: span.1 * 60) else {
      return Outcome()
    }
    let hours = LocalHours(from: opens, to: closes)
    let queue = Queue(
      id: "desk", language: "en", channel: .phone,
      open: OpeningHours(zone: zone, week: (0..<7).map { $0 < weekdays ? [hours] : [] }, closesOnHolidays: false),
      goal: ServiceGoal(answered: 0.8, within: .seconds(20)), handleTime: .seconds(300), region: "DE")
    let scenario = Scenario(
      name: one.name, horizon: Horizon(first: first, weeks: 4, intervalMinutes: 30), queues: [queue], sites: [],
      contracts: [], agents: [])
    let history = try series("\(place)/history.csv", zone)
    let truth = try TrueRates("\(place)/truth.csv", zone)
    let study = Forecasting.study(history: ContactHistory(series: [history]), scenario: scenario)
    return judge(study, truth, history, one, zone)
  }

  private static func judge(
    _ study: ForecastStudy, _ truth: TrueRates, _ history: ContactHistory.Series, _ one: Case, _ zone: Zone
  ) -> Outcome {
    var outcome = Outcome()
    let forecast = study.forecast.queues[0]
    let grid = study.forecast.grid
    var known: [Int: Double] = [:]
    for (start, offered) in zip(history.starts, history.offered) { known[start.secondsSinceEpoch] = offered }
    var sums = [[Double]](repeating: [0, 0, 0], count: 4)
    var days = [[Double]](repeating: [Double](repeating: 0, count: 28), count: 4)
    var counts = [Double](repeating: 0, count: 28)
    var handle = [0.0, 0.0, 0.0, 0.0]
    let usual = usualHandleTime(history)
    for interval in grid.indices where forecast.isOpen[interval] {
      let start = grid.instant(of: interval)
      guard let true_ = truth.rate[start.secondsSinceEpoch] else { continue }
      let day = zone.local(at: start).date.days(since: first)
      var lastWeek = Double.nan
      for back in 1...40 where lastWeek.isNaN {
        let local = zone.local(at: start)
        let earlier = LocalDateTime(date: local.date.advanced(byDays: -7 * back), secondsOfDay: local.secondsOfDay)
        if earlier.date < first, case .once(let instant) = zone.resolve(earlier) {
          lastWeek = known[instant.secondsSinceEpoch] ?? .nan
        }
      }
      let eight = forecast.eightWeekMean[interval]
      let values = [forecast.offered[interval], lastWeek, eight.isNaN ? 0 : eight, true_]
      for method in 0..<4 {
        if day == 0 { sums[method][0] += values[method] }
        sums[method][day < 7 ? 1 : 2] += values[method]
        days[method][day] += values[method]
      }
      counts[day] += truth.count[start.secondsSinceEpoch] ?? 0
      if let time = truth.handleTime[start.secondsSinceEpoch], time > 0 {
        let ours = forecast.averageHandleTime[interval]
        handle[0] += true_ * time
        handle[1] += true_ * ours
        handle[2] += true_ * abs(ours - time)
        handle[3] += true_ * abs(usual - time)
      }
    }
    for method in 0..<3 {
      for part in 0..<3 { outcome.errors[method][part] = sums[method][part] / sums[3][part] - 1 }
      for day in 0..<28 {
        outcome.distances[method][day < 7 ? 0 : 1] += abs(days[method][day] - days[3][day]) / sums[3][day < 7 ? 1 : 2]
      }
    }
    let inside = forecast.days.filter { day in
      let count = counts[day.date.days(since: first)]
      return day.p10 <= count && count <= day.p90
    }
    outcome.daysInside = Double(inside.count) / Double(max(1, forecast.days.count))
    if handle[0] > 0 {
      outcome.handleBias = handle[1] / handle[0] - 1
      outcome.handleError = handle[2] / handle[0]
      outcome.usualHandleError = handle[3] / handle[0]
    }
    outcome.warnings = study.forecast.warnings
    let levels = study.flags.filter { $0.kind.rawValue == "level" }
    outcome.levelFlags = levels.count
    if let step = one.step {
      outcome.foundStep = levels.map { zone.local(at: $0.start).date.days(since: step) }.min { abs($0) < abs($1) }
    }
    return outcome
  }

  /// Mean handle time of the last eight weeks.
  private static func usualHandleTime(_ history: ContactHistory.Series) -> Double {
    var contacts = 0.0
    var seconds = 0.0
    guard let last = history.starts.last else { return .nan }
    for index in history.starts.indices where history.starts[index] > last.advanced(bySeconds: -56 * 86_400) {
      if history.handleSeconds[index].isNaN { continue }
      contacts += history.handled[index]
      seconds += history.handleSeconds[index]
    }
    return seconds / contacts
  }

  private static func series(_ file: String, _ zone: Zone) throws(InputError) -> ContactHistory.Series {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    var series = ContactHistory.Series(
      queue: "desk", intervalSeconds: 1800, starts: [], offered: [], handled: [], abandoned: [], handleSeconds: [])
    let handled = table.column("handled")
    let seconds = table.column("handle_seconds_total")
    for row in 0..<table.rowCount {
      guard let start = instant(table, row, zone), let offered = Double(table.text(row: row, column: 2)) else {
        continue
      }
      series.starts.append(start)
      series.offered.append(offered)
      series.abandoned.append(.nan)
      series.handled.append(handled.flatMap { Double(table.text(row: row, column: $0)) } ?? .nan)
      series.handleSeconds.append(seconds.flatMap { Double(table.text(row: row, column: $0)) } ?? .nan)
    }
    return series
  }

  fileprivate static func instant(_ table: Table, _ row: Int, _ zone: Zone) -> Instant? {
    guard let local = LocalDateTime(iso: table.text(row: row, column: 0)) else { return nil }
    if case .once(let instant) = zone.resolve(local) { return instant }
    return nil
  }
}

/// What the generator knows about each interval, by seconds of its start.
private struct TrueRates {
  var rate: [Int: Double] = [:]
  var handleTime: [Int: Double] = [:]
  var count: [Int: Double] = [:]

  init(_ file: String, _ zone: Zone) throws(InputError) {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    for row in 0..<table.rowCount {
      guard let start = HistoryCases.instant(table, row, zone)?.secondsSinceEpoch else { continue }
      rate[start] = Double(table.text(row: row, column: 2))
      handleTime[start] = Double(table.text(row: row, column: 3))
      count[start] = Double(table.text(row: row, column: 4))
    }
  }
}
