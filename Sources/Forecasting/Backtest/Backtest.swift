import Lanes
public import Timeline
public import Workforce

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

  /// Forecasts a scenario's history from rolling origins.
  ///
  /// Rows are read as for a plan (`HistoryCells`), those of the horizon too. Flags, overrides and donors are left aside:
  /// they came after the fact.
  ///
  /// The open intervals of a test are those with rows; their counts are not looked at. There are fewer origins than
  /// planned, or none, where the history is too short for them.
  ///
  /// Events take part as they do in a plan: a stated factor is divided out of the past and put on the dates ahead, an
  /// event without one is learned from dates of its note before the origin, and where there are none its past is not
  /// learned from and nothing is expected of it ahead. That every event was known at the origin is taken for granted;
  /// the scores of event dates stand apart.
  ///
  /// - Complexity: one fit a queue and origin, on all cores.
  public init(_ history: ContactHistory, scenario: Scenario, plan: Plan = Plan()) {
    let tested = Lanes.run(scenario.queues.count) { index -> TestedQueue? in
      let queue = scenario.queues[index]
      let series = history.series.first { $0.queue == queue.id && !$0.starts.isEmpty }
      let holidays = scenario.holidays(in: queue.region)
      let read = HistoryCells(
        series, of: queue, slotMinutes: scenario.horizon.intervalMinutes, holidays: holidays)
      guard !read.cells.isEmpty else { return nil }
      return TestedQueue(
        id: queue.id, table: LocalTable(cells: read.cells), holidays: holidays, events: scenario.events)
    }
    self.init(tested.compactMap { $0 }, plan)
  }

  /// Forecasts a history of which no scenario is known: every row was open, and a slot is as long as the queue's shortest
  /// row.
  ///
  /// - Parameters:
  ///   - zone: the clock of the queues; UTC has neither missing nor repeated hours.
  ///   - holidays: names by date.
  public init(
    _ history: ContactHistory, zone: Zone = .utc, holidays: [CivilDate: String] = [:], plan: Plan = Plan()
  ) {
    let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    let rows = history.series.filter { !$0.starts.isEmpty }
    let tested = Lanes.run(rows.count) { index in
      let series = rows[index]
      let queue = Queue(id: series.queue, language: "", channel: .phone, open: .always(zone: zone), goal: goal)
      let read = HistoryCells(
        series, of: queue, slotMinutes: series.intervalSeconds / 60, holidays: [:],
        phase: series.starts[0].secondsSinceEpoch % series.intervalSeconds)
      return TestedQueue(id: series.queue, table: LocalTable(cells: read.cells), holidays: holidays, events: [])
    }
    self.init(tested, plan)
  }

  /// A queue's history as a test takes it.
  private struct TestedQueue: Sendable {
    var id: String
    var table: LocalTable
    var holidays: [CivilDate: String]
    var events: [Event]
  }

  private init(_ queues: [TestedQueue], _ plan: Plan) {
    self.plan = plan
    openDates = Set(
      queues.flatMap { queue in
        queue.table.dates.indices.filter(queue.table.rates.hasAny).map { queue.table.dates[$0] }
      }
    ).sorted()
    holidays = Set(queues.flatMap { $0.holidays.keys })
    let origins = Self.origins(openDates, plan)
    self.origins = origins
    eventDates = Dictionary(
      queues.map { queue in
        (queue.id, Set(queue.table.dates.filter { date in queue.events.contains { $0.covers(queue.id, on: date) } }))
      }
    ) { first, _ in first }
    let longest = plan.horizons.max() ?? 1
    let jobs = origins.flatMap { origin in queues.indices.map { (origin: origin, queue: $0) } }
    runs = Lanes.run(jobs.count) { Self.run(queues[jobs[$0].queue], origin: jobs[$0].origin, days: longest) }
    let distances = Lanes.run(queues.count) { index in
      origins.first.map { queues[index].table.weekToWeekDistance(before: $0) } ?? .nan
    }
    weekToWeekDistance = Dictionary(zip(queues.map(\.id), distances)) { first, _ in first }
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

  private static func run(_ queue: TestedQueue, origin: CivilDate, days: Int) -> Run {
    var run = Run(queue: queue.id, origin: origin)
    let table = queue.table
    let end = origin.advanced(byDays: days)
    let first = table.dates.firstIndex { $0 >= origin } ?? table.dates.count
    let last = table.dates.firstIndex { $0 >= end } ?? table.dates.count
    guard first < last else { return run }
    let slotCount = table.slotMinutes.count
    let recorded = table.rates.prefix(first)
    let events = QueueEvents(
      queue.events, queue: queue.id, dates: Array(table.dates[..<last]), historyRows: first)
    var history = recorded
    events.takeOut(of: &history)
    let isClosed = (0..<last).map { row in
      !table.rates.hasAny(row: row) && (row >= first || queue.holidays[table.dates[row]] != nil)
    }
    let calendar = DayCalendar(
      dates: Array(table.dates[..<last]), isClosed: isClosed, holidays: queue.holidays, events: events.learned,
      historyRows: first)
    let exposure = Array(table.exposure[(first * slotCount)..<(last * slotCount)])
    let forecast = SeriesModel(history, calendar).forecast(rows: first..<last, exposure: exposure)
    let naive = NaiveForecasts(recorded, calendar)
    for index in exposure.indices where exposure[index] > 0 {
      let row = first + index / slotCount
      let slot = index % slotCount
      let weekday = calendar.weekday[row]
      // Rates become the counts of what was seen: the hour that the clocks repeat holds two, half a slot a half.
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
