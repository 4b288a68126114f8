import Timeline

extension Backtest {
  /// Who forecast.
  public enum Method: String, CaseIterable, Sendable {
    /// This library.
    case ours
    /// The newest same weekday.
    case lastWeek = "last week"
    /// The mean of the last eight same weekdays; its range is that of a normal deviate.
    case eightWeekMean = "8-week mean"
  }

  /// Which dates of the tests.
  public enum Days: String, CaseIterable, Sendable {
    /// Every date.
    case all
    /// Holidays.
    case holiday
    /// The first open date within three days after a holiday.
    case after = "after a holiday"
    /// Dates of events.
    case event
    /// None of these.
    case plain
  }

  /// Errors of forecasts, pooled over origins, intervals and the queues they are of; percentages but for `mase`.
  public struct Score: Sendable {
    /// Id of the queue; `nil` for all together.
    public var queue: String?
    /// Who forecast.
    public var method: Method
    /// Which dates.
    public var days: Days
    /// Calendar days from the origin.
    public var horizon: Int
    /// Number of intervals.
    public var count: Int
    /// Sum of |actual - mean| in percent of the sum of actuals.
    public var wape: Double
    /// The same after adding up each day of a queue, in percent.
    public var dayWape: Double
    /// Sum of (mean - actual) in percent of the sum of actuals; above 0 too much was forecast.
    public var bias: Double
    /// Mean over queues and origins of the mean absolute error in units of `weekToWeekDistance`.
    public var mase: Double
    /// Mean over the quantiles 0.1, 0.5 and 0.9 of twice the pinball loss, in percent of the sum of actuals.
    public var wql: Double
    /// Actuals in [p10, p90] in percent, `0...100`; 80 is right.
    public var coverage: Double
    /// Mean of p90 - p10 in percent of the mean of the actuals.
    public var width: Double
  }

  /// How well a method forecast some dates up to a horizon.
  ///
  /// Where a method has no figure (no such weekday yet) it is scored as 0.
  ///
  /// - Parameter horizon: one of the plan's.
  /// - Returns: `nil` for another horizon, and when there is no interval to score or no contact in them.
  public func score(_ method: Method = .ours, queue: String? = nil, days: Days = .all, horizon: Int) -> Score? {
    sums(of: queue) { $0.sums(method, days, horizon: horizon) }?
      .score(queue: queue, method: method, days: days, horizon: horizon)
  }

  /// How well a method knew the handle time of the contacts that came, up to a horizon: errors are of the seconds that
  /// those took together.
  ///
  /// - Parameter method: `ours`, or `eightWeekMean`: that of all contacts of the last eight weeks.
  /// - Returns: `nil` where no handle time is known.
  public func handleTimeScore(_ method: Method = .ours, queue: String? = nil, horizon: Int) -> Score? {
    sums(of: queue) { $0.handleTimeSums(method, horizon: horizon) }?
      .score(queue: queue, method: method, days: .all, horizon: horizon)
  }

  /// Sums over all runs of a queue, or of all queues.
  private func sums(of queue: String?, _ part: (RunErrors) -> ErrorSums?) -> ErrorSums? {
    var result: ErrorSums?
    for run in errors {
      for (index, id) in queues.enumerated() where queue == nil || id == queue {
        guard let sums = part(run[index]) else { return nil }
        if result == nil { result = sums } else { result?.add(sums) }
      }
    }
    return result
  }

  /// The errors of handle times: every method that has any at every horizon, for all queues together and for each.
  public var handleTimeScores: [Score] {
    var scores: [Score] = []
    for queue in [nil] + (queues.count > 1 ? queues.map { Optional($0) } : []) {
      for horizon in plan.horizons {
        for method in [Method.ours, .eightWeekMean] {
          if let score = handleTimeScore(method, queue: queue, horizon: horizon) { scores.append(score) }
        }
      }
    }
    return scores
  }

  /// The table planners want: every method at every horizon, and our holidays apart, per queue and for all together.
  public var scores: [Score] {
    let longest = plan.horizons.max() ?? 1
    var scores: [Score] = []
    for queue in [nil] + (queues.count > 1 ? queues.map { Optional($0) } : []) {
      for horizon in plan.horizons {
        for method in Method.allCases {
          if let score = score(method, queue: queue, horizon: horizon) { scores.append(score) }
        }
      }
      for days in Days.allCases where days != .all && (!holidays.isEmpty || hasEvents) {
        for method in Method.allCases {
          if let score = score(method, queue: queue, days: days, horizon: longest) { scores.append(score) }
        }
      }
    }
    return scores
  }

  private var hasEvents: Bool { eventDates.values.contains { !$0.isEmpty } }

  /// Which of the kinds of dates one is.
  func kind(of date: CivilDate, _ queue: String) -> Days {
    DayKinds(openDates: openDates, holidays: holidays, events: eventDates).kind(of: date, queue)
  }
}

/// Which kind each date of a test is.
struct DayKinds: Sendable {
  let openDates: [CivilDate]
  let holidays: Set<CivilDate>
  let events: [String: Set<CivilDate>]

  func kind(of date: CivilDate, _ queue: String) -> Backtest.Days {
    if holidays.contains(date) { return .holiday }
    if events[queue]?.contains(date) == true { return .event }
    for back in 1...3 {
      let earlier = date.advanced(byDays: -back)
      if holidays.contains(earlier) { return .after }
      // An open date in between was the first one.
      if isOpen(earlier) { return .plain }
    }
    return .plain
  }

  private func isOpen(_ date: CivilDate) -> Bool {
    var low = 0
    var high = openDates.count
    while low < high {
      let middle = (low + high) / 2
      if openDates[middle] < date { low = middle + 1 } else { high = middle }
    }
    return low < openDates.count && openDates[low] == date
  }
}

/// A forecast of one interval.
struct ForecastRange {
  var mean: Double
  var p10: Double
  var p50: Double
  var p90: Double
}

extension Backtest.Run {
  func range(_ method: Backtest.Method, _ index: Int) -> ForecastRange {
    switch method {
    case .ours: return ForecastRange(mean: mean[index], p10: p10[index], p50: p50[index], p90: p90[index])
    case .lastWeek:
      let value = lastWeek[index].isNaN ? 0 : lastWeek[index]
      return ForecastRange(mean: value, p10: value, p50: value, p90: value)
    case .eightWeekMean:
      let value = eightWeekMean[index].isNaN ? 0 : eightWeekMean[index]
      // The ninth value of eight: their deviation, and that of their mean.
      let reach = eightWeekDeviation[index].isNaN ? 0 : 1.2816 * eightWeekDeviation[index] * (1 + 1 / 8.0).squareRoot()
      return ForecastRange(mean: value, p10: max(0, value - reach), p50: value, p90: value + reach)
    }
  }
}

/// Errors of one run, from which every score of it follows; a hundredth of the run itself.
struct RunErrors: Sendable {
  private let horizons: [Int]
  private let scale: Double
  /// Shape [methods][days][horizons].
  private var sums: [ErrorSums]
  /// Shape [ours, 8-week mean][horizons].
  private var handleTimes: [ErrorSums]

  private static let handleTimeMethods = [Backtest.Method.ours, .eightWeekMean]

  init(_ plan: Backtest.Plan, scale: Double) {
    horizons = plan.horizons
    self.scale = scale
    sums = Array(
      repeating: ErrorSums(), count: Backtest.Method.allCases.count * Backtest.Days.allCases.count * horizons.count)
    handleTimes = Array(repeating: ErrorSums(), count: Self.handleTimeMethods.count * horizons.count)
  }

  /// Adds what some methods made of an interval so many days from the origin.
  mutating func add(
    _ methods: [Backtest.Method], _ run: Backtest.Run, _ index: Int, day: Int, _ kind: Backtest.Days
  ) {
    for (place, method) in Backtest.Method.allCases.enumerated() where methods.contains(method) {
      let range = run.range(method, index)
      for (days, some) in Backtest.Days.allCases.enumerated() where some == .all || some == kind {
        for (horizon, limit) in horizons.enumerated() where day < limit {
          sums[(place * Backtest.Days.allCases.count + days) * horizons.count + horizon].add(
            date: run.starts[index].date, actual: run.actual[index], range)
        }
      }
    }
  }

  /// Adds what the contacts of an interval took.
  mutating func addHandleTime(_ date: CivilDate, day: Int, seconds: Double, ours: ForecastRange, usual: Double) {
    for (horizon, limit) in horizons.enumerated() where day < limit {
      handleTimes[horizon].add(date: date, actual: seconds, ours)
      let plain = usual.isNaN ? 0 : usual
      handleTimes[horizons.count + horizon].add(
        date: date, actual: seconds, ForecastRange(mean: plain, p10: plain, p50: plain, p90: plain))
    }
  }

  mutating func end() {
    for index in sums.indices { sums[index].end(scale: scale) }
    for index in handleTimes.indices { handleTimes[index].end(scale: .nan) }
  }

  func sums(_ method: Backtest.Method, _ days: Backtest.Days, horizon: Int) -> ErrorSums? {
    guard let place = Backtest.Method.allCases.firstIndex(of: method),
      let some = Backtest.Days.allCases.firstIndex(of: days), let index = horizons.firstIndex(of: horizon)
    else { return nil }
    return sums[(place * Backtest.Days.allCases.count + some) * horizons.count + index]
  }

  func handleTimeSums(_ method: Backtest.Method, horizon: Int) -> ErrorSums? {
    guard let place = Self.handleTimeMethods.firstIndex(of: method), let index = horizons.firstIndex(of: horizon) else {
      return nil
    }
    return handleTimes[place * horizons.count + index]
  }
}

/// Sums from which a score follows.
struct ErrorSums: Sendable {
  private var count = 0
  private var actual = 0.0
  private var forecast = 0.0
  private var distance = 0.0
  private var dayDistance = 0.0
  private var pinball = 0.0
  private var inside = 0
  private var width = 0.0
  private var scaled = 0.0
  private var runs = 0.0
  // Of the date at hand.
  private var date: CivilDate?
  private var dayActual = 0.0
  private var dayForecast = 0.0

  mutating func add(date: CivilDate, actual y: Double, _ range: ForecastRange) {
    if date != self.date { endDay() }
    self.date = date
    dayActual += y
    dayForecast += range.mean
    count += 1
    actual += y
    forecast += range.mean
    distance += abs(y - range.mean)
    for (share, value) in [(0.1, range.p10), (0.5, range.p50), (0.9, range.p90)] {
      pinball += max(share * (y - value), (share - 1) * (y - value))
    }
    if range.p10 <= y, y <= range.p90 { inside += 1 }
    width += range.p90 - range.p10
  }

  private mutating func endDay() {
    dayDistance += abs(dayActual - dayForecast)
    dayActual = 0
    dayForecast = 0
    date = nil
  }

  /// Ends the only run so far.
  mutating func end(scale: Double) {
    endDay()
    guard count > 0, scale.isFinite else { return }
    scaled = distance / Double(count) / scale
    runs = 1
  }

  /// Adds the sums of another run.
  mutating func add(_ other: ErrorSums) {
    count += other.count
    actual += other.actual
    forecast += other.forecast
    distance += other.distance
    dayDistance += other.dayDistance
    pinball += other.pinball
    inside += other.inside
    width += other.width
    scaled += other.scaled
    runs += other.runs
  }

  func score(queue: String?, method: Backtest.Method, days: Backtest.Days, horizon: Int) -> Backtest.Score? {
    guard count > 0, actual > 0 else { return nil }
    return Backtest.Score(
      queue: queue, method: method, days: days, horizon: horizon, count: count, wape: 100 * distance / actual,
      dayWape: 100 * dayDistance / actual, bias: 100 * (forecast - actual) / actual,
      mase: runs > 0 ? scaled / runs : .nan, wql: 100 * 2 * pinball / 3 / actual,
      coverage: 100 * Double(inside) / Double(count), width: 100 * width / actual)
  }
}
