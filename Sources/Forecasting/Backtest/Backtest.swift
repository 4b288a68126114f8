public import Timeline
import Workforce

/// Forecasts of the past from what was known then: rolling origins, each a forecast from the rows before a date.
public struct Backtest: Sendable {
  /// Which dates to forecast from, and how far.
  public struct Plan: Hashable, Sendable {
    /// Number of origins.
    public var count: Int
    /// Open dates between two origins; `nil` for 29 in a history of two years or more, 15 from 330 days on, else 8, so
    /// that the origins walk through the weekdays.
    public var step: Int?
    /// Calendar days forecast from each origin, increasing.
    public var horizons: [Int]

    /// A plan; the defaults are those of the trade's comparisons.
    public init(count: Int = 12, step: Int? = nil, horizons: [Int] = [1, 7, 28]) {
      self.count = count
      self.step = step
      self.horizons = horizons
    }
  }

  /// A forecast of one queue from one origin. All arrays have the length of `starts`.
  public struct Run: Sendable {
    /// Id of the queue.
    public var queue: String
    /// The first date forecast; only earlier rows were known.
    public var origin: CivilDate
    /// The open intervals of the longest horizon, in order.
    public var starts: [LocalDateTime] = []
    /// What came.
    public var actual: [Double] = []
    /// Our mean.
    public var mean: [Double] = []
    /// Our tenth percentile.
    public var p10: [Double] = []
    /// Our median.
    public var p50: [Double] = []
    /// Our ninetieth percentile.
    public var p90: [Double] = []
    /// The newest same weekday's interval known at the origin; NaN where none.
    public var lastWeek: [Double] = []
    /// Mean of the last eight same weekdays' intervals; NaN where none.
    public var eightWeekMean: [Double] = []
    /// Standard deviation of those eight; NaN where fewer than two.
    public var eightWeekDeviation: [Double] = []
  }

  /// The plan.
  public let plan: Plan
  /// Every origin, increasing.
  public let origins: [CivilDate]
  /// Every run, by origin, then in the order of the history's queues.
  public let runs: [Run]
  /// Mean distance of a queue's intervals from those a week before, over the rows before the first origin; NaN where
  /// there are none.
  public let weekToWeekDistance: [String: Double]
  /// Dates of holidays, over all queues.
  public let holidays: Set<CivilDate>
  /// Dates of events by queue.
  let eventDates: [String: Set<CivilDate>]
  /// Dates on which some queue has a row, increasing.
  public let openDates: [CivilDate]

  /// Forecasts a history from rolling origins.
  ///
  /// The open intervals of a test are the rows present in it; their counts are not looked at. There are fewer origins
  /// than planned, or none, where the history is too short for them.
  ///
  /// Events take part as they do in a plan: a stated factor is divided out of the past and put on the dates ahead, an
  /// event without one is learned from dates of its note before the origin, and where there are none its past is not
  /// learned from and nothing is expected of it ahead. That every event was known at the origin is taken for granted;
  /// the scores of event dates stand apart.
  ///
  /// - Complexity: one fit a queue and origin, on all cores.
  public init(_ history: WallClockHistory, plan: Plan = Plan()) {
    self.plan = plan
    let tables = concurrently(history.series.count) { history.series[$0].table() }
    openDates = Set(tables.flatMap { table in table.dates.indices.filter(table.rates.hasAny).map { table.dates[$0] } })
      .sorted()
    holidays = Set(history.series.flatMap { $0.holidays.keys })
    let origins = Self.origins(openDates, plan)
    self.origins = origins
    eventDates = Dictionary(
      zip(history.series, tables).map { series, table in
        let events = series.events.filter { $0.queue == "*" || $0.queue == series.queue }
        return (series.queue, Set(table.dates.filter { date in events.contains { $0.covers(series.queue, on: date) } }))
      }
    ) { first, _ in first }
    let longest = plan.horizons.max() ?? 1
    let jobs = origins.flatMap { origin in history.series.indices.map { (origin: origin, queue: $0) } }
    runs = concurrently(jobs.count) { job in
      let series = history.series[jobs[job].queue]
      return Self.run(series, tables[jobs[job].queue], origin: jobs[job].origin, days: longest)
    }
    let distances = concurrently(tables.count) { index in
      origins.first.map { tables[index].weekToWeekDistance(before: $0) } ?? .nan
    }
    weekToWeekDistance = Dictionary(zip(history.series.map(\.queue), distances)) { first, _ in first }
  }

  /// The last origin is the latest open date that leaves the longest horizon inside the data.
  static func origins(_ openDates: [CivilDate], _ plan: Plan) -> [CivilDate] {
    guard let first = openDates.first, let last = openDates.last else { return [] }
    let span = last.days(since: first) + 1
    let step = max(1, plan.step ?? (span >= 730 ? 29 : span >= 330 ? 15 : 8))
    let limit = last.advanced(byDays: 1 - (plan.horizons.max() ?? 1))
    guard let newest = openDates.lastIndex(where: { $0 <= limit }) else { return [] }
    return (0..<max(0, plan.count)).map { newest - $0 * step }.filter { $0 >= 1 }.reversed().map { openDates[$0] }
  }

  private static func run(_ series: WallClockHistory.Series, _ table: LocalTable, origin: CivilDate, days: Int) -> Run {
    var run = Run(queue: series.queue, origin: origin)
    let end = origin.advanced(byDays: days)
    let first = table.dates.firstIndex { $0 >= origin } ?? table.dates.count
    let last = table.dates.firstIndex { $0 >= end } ?? table.dates.count
    guard first < last else { return run }
    let slotCount = table.slotMinutes.count
    let recorded = table.rates.prefix(first)
    let events = QueueEvents(
      series.events, queue: series.queue, dates: Array(table.dates[..<last]), historyRows: first)
    var history = recorded
    events.takeOut(of: &history)
    let isClosed = (0..<last).map { row in
      !table.rates.hasAny(row: row) && (row >= first || series.holidays[table.dates[row]] != nil)
    }
    let calendar = DayCalendar(
      dates: Array(table.dates[..<last]), isClosed: isClosed, holidays: series.holidays, events: events.learned,
      historyRows: first)
    let exposure = Array(table.exposure[(first * slotCount)..<(last * slotCount)])
    let forecast = SeriesModel(history, calendar).forecast(rows: first..<last, exposure: exposure)
    let naive = NaiveForecasts(recorded, calendar)
    for index in exposure.indices where exposure[index] > 0 {
      let row = first + index / slotCount
      let slot = index % slotCount
      let weekday = calendar.weekday[row]
      // Rates become counts: the hour that the clocks repeat holds two.
      let length = exposure[index]
      let expected = length * events.factor[row]
      run.starts.append(LocalDateTime(date: table.dates[row], secondsOfDay: table.slotMinutes[slot] * 60))
      run.actual.append(table.rates[row, slot] * length)
      run.mean.append(forecast.mean[index] * expected)
      run.p10.append(forecast.p10[index] * expected)
      run.p50.append(forecast.p50[index] * expected)
      run.p90.append(forecast.p90[index] * expected)
      run.lastWeek.append(naive.lastWeek(weekday, slot) * length)
      run.eightWeekMean.append(naive.eightWeekMean(weekday, slot) * length)
      run.eightWeekDeviation.append(naive.eightWeekDeviation(weekday, slot) * length)
    }
    return run
  }
}

extension LocalTable {
  /// Mean distance of each interval before a date from the one a week earlier; NaN when there is none.
  func weekToWeekDistance(before end: CivilDate) -> Double {
    var earlier = 0
    var sum = 0.0
    var count = 0.0
    for (row, date) in dates.enumerated() where date < end {
      let weekBefore = date.advanced(byDays: -7)
      while dates[earlier] < weekBefore { earlier += 1 }
      guard dates[earlier] == weekBefore else { continue }
      for slot in slotMinutes.indices {
        let now = rates[row, slot] * exposure[row * slotMinutes.count + slot]
        let before = rates[earlier, slot] * exposure[earlier * slotMinutes.count + slot]
        if now.isNaN || before.isNaN { continue }
        sum += abs(now - before)
        count += 1
      }
    }
    return sum > 0 ? sum / count : .nan
  }
}
