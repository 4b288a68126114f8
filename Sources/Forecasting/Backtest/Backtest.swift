import Dispatch
public import Timeline

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
    public var starts: [LocalDateTime]
    /// What came.
    public var actual: [Double]
    /// Our mean.
    public var mean: [Double]
    /// Our tenth percentile.
    public var p10: [Double]
    /// Our median.
    public var p50: [Double]
    /// Our ninetieth percentile.
    public var p90: [Double]
    /// The same interval a week before the origin's week, the newest known; NaN where none.
    public var lastWeek: [Double]
    /// Mean of the last eight same weekdays' intervals; NaN where none.
    public var eightWeekMean: [Double]
  }

  /// The plan.
  public var plan: Plan
  /// Every origin, increasing.
  public var origins: [CivilDate]
  /// Every run, by origin, then in the order of the history's queues.
  public var runs: [Run]

  /// Forecasts a history from rolling origins.
  ///
  /// - Parameter holidays: names by date, past and future.
  public init(_ history: WallClockHistory, holidays: [CivilDate: String] = [:], plan: Plan = Plan()) {
    self.plan = plan
    let tables = history.series.map { $0.table(zone: history.zone) }
    let openDates = Set(history.series.flatMap { $0.starts.map(\.date) }).sorted()
    let origins = Self.origins(openDates, plan)
    self.origins = origins
    let longest = plan.horizons.max() ?? 1
    let jobs = origins.flatMap { origin in history.series.indices.map { (origin, $0) } }
    let found = concurrently(jobs.count) { job in
      Self.run(
        queue: history.series[jobs[job].1].queue, tables[jobs[job].1], origin: jobs[job].0, days: longest,
        holidays: holidays)
    }
    runs = found.compactMap { $0 }
  }

  /// The last origin is the latest open date that leaves the longest horizon inside the data.
  static func origins(_ openDates: [CivilDate], _ plan: Plan) -> [CivilDate] {
    guard let first = openDates.first, let last = openDates.last else { return [] }
    let span = last.days(since: first) + 1
    let step = plan.step ?? (span >= 730 ? 29 : span >= 330 ? 15 : 8)
    let limit = last.advanced(byDays: 1 - (plan.horizons.max() ?? 1))
    guard let newest = openDates.lastIndex(where: { $0 <= limit }) else { return [] }
    return (0..<plan.count).map { newest - $0 * step }.filter { $0 >= 1 }.reversed().map { openDates[$0] }
  }

  private static func run(
    queue: String, _ table: LocalTable, origin: CivilDate, days: Int, holidays: [CivilDate: String]
  ) -> Run? {
    let end = origin.advanced(byDays: days)
    let first = table.dates.firstIndex { $0 >= origin } ?? table.dates.count
    let last = table.dates.firstIndex { $0 >= end } ?? table.dates.count
    guard first < last else { return nil }
    let slotCount = table.slotMinutes.count
    let history = DayMatrix(
      rowCount: first, slotCount: slotCount, values: Array(table.rates.values[..<(first * slotCount)]))
    let isClosed = (0..<last).map { row in
      table.exposure[(row * slotCount)..<((row + 1) * slotCount)].allSatisfy { $0 == 0 }
        && (row >= first || holidays[table.dates[row]] != nil)
    }
    let calendar = DayCalendar(
      dates: Array(table.dates[..<last]), isClosed: isClosed, holidays: holidays, historyRows: first)
    let exposure = Array(table.exposure[(first * slotCount)..<(last * slotCount)])
    let forecast = SeriesModel(history, calendar).forecast(rows: first..<last, exposure: exposure)
    let naive = NaiveForecasts(history, calendar)
    var run = Run(
      queue: queue, origin: origin, starts: [], actual: [], mean: [], p10: [], p50: [], p90: [], lastWeek: [],
      eightWeekMean: [])
    for row in first..<last {
      for slot in 0..<slotCount where table.exposure[row * slotCount + slot] > 0 {
        let index = (row - first) * slotCount + slot
        let weight = exposure[index]
        run.starts.append(
          LocalDateTime(date: table.dates[row], secondsOfDay: table.slotMinutes[slot] * 60))
        run.actual.append(table.rates[row, slot] * weight)
        run.mean.append(forecast.mean[index] * weight)
        run.p10.append(forecast.p10[index] * weight)
        run.p50.append(forecast.p50[index] * weight)
        run.p90.append(forecast.p90[index] * weight)
        run.lastWeek.append(naive.lastWeek(calendar.weekday[row], slot) * weight)
        run.eightWeekMean.append(naive.eightWeekMean(calendar.weekday[row], slot) * weight)
      }
    }
    return run
  }
}
