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
    /// Sum of |actual - mean| over the sum of actuals.
    public var wape: Double
    /// The same after adding up each day of a queue.
    public var dayWape: Double
    /// Sum of (mean - actual) over the sum of actuals.
    public var bias: Double
    /// Mean over queues and origins of the mean absolute error in units of `weekToWeekDistance`.
    public var mase: Double
    /// Mean over the quantiles 0.1, 0.5 and 0.9 of twice the pinball loss over the sum of actuals.
    public var wql: Double
    /// Share of actuals in [p10, p90]; 80 is right.
    public var coverage: Double
    /// Mean of p90 - p10 over the mean of the actuals.
    public var width: Double
  }

  /// How well a method forecast some dates up to a horizon.
  ///
  /// Where a method has no figure (no such weekday yet) it is scored as 0.
  ///
  /// - Returns: `nil` when there is no interval to score or no contact in them.
  public func score(_ method: Method = .ours, queue: String? = nil, days: Days = .all, horizon: Int) -> Score? {
    var sums = ErrorSums()
    for run in runs where queue == nil || run.queue == queue {
      let end = run.origin.advanced(byDays: horizon)
      sums.begin(scale: weekToWeekDistance[run.queue] ?? .nan)
      for index in run.starts.indices where run.starts[index].date < end {
        let date = run.starts[index].date
        guard days == .all || kind(of: date, run.queue) == days else { continue }
        sums.add(date: date, actual: run.actual[index], run.range(method, index))
      }
      sums.end()
    }
    return sums.score(queue: queue, method: method, days: days, horizon: horizon)
  }

  /// The table planners want: every method at every horizon, and our holidays apart, per queue and for all together.
  public var scores: [Score] {
    let queues = runs.reduce(into: [String]()) { if !$0.contains($1.queue) { $0.append($1.queue) } }
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

  func kind(of date: CivilDate, _ queue: String) -> Days {
    if holidays.contains(date) { return .holiday }
    if eventDates[queue]?.contains(date) == true { return .event }
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

/// Sums from which a score follows.
private struct ErrorSums {
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
  // Of the run and the date at hand.
  private var scale = Double.nan
  private var runCount = 0
  private var runDistance = 0.0
  private var date: CivilDate?
  private var dayActual = 0.0
  private var dayForecast = 0.0

  mutating func begin(scale: Double) {
    self.scale = scale
    runCount = 0
    runDistance = 0
  }

  mutating func add(date: CivilDate, actual y: Double, _ range: ForecastRange) {
    if date != self.date { endDay() }
    self.date = date
    dayActual += y
    dayForecast += range.mean
    count += 1
    runCount += 1
    actual += y
    forecast += range.mean
    distance += abs(y - range.mean)
    runDistance += abs(y - range.mean)
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

  mutating func end() {
    endDay()
    guard runCount > 0, scale.isFinite else { return }
    scaled += runDistance / Double(runCount) / scale
    runs += 1
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
