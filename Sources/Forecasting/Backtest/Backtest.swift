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

  /// A forecast of one queue from one origin, in contacts. All arrays have shape [starts].
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
  /// Every run, by origin, then in the order of the history's queues; empty where runs are not kept.
  public let runs: [Run]
  /// Ids of the queues that were tested, in the order of the history.
  let queues: [String]
  /// Shape [origins][queues]: errors of each run.
  let errors: [[RunErrors]]
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
  /// Members are weighed by the tests inside all queues' pasts at the same origin, as a plan weighs them.
  ///
  /// - Parameter keepsRuns: whether every forecast is kept, and not only its errors.
  /// - Complexity: one fit a queue and origin, on all cores; queues are read one after the other, and what is kept of each
  ///   until all are fitted is the days ahead.
  public init(_ history: ContactHistory, scenario: Scenario, plan: Plan = Plan(), keepsRuns: Bool = true) {
    self.init(scenario.queues.count, plan, keepsRuns: keepsRuns) { index in
      let queue = scenario.queues[index]
      let series = history.series.first { $0.queue == queue.id && !$0.starts.isEmpty }
      let holidays = scenario.holidays(in: queue.region)
      let read = HistoryCells(
        series, of: queue, slotMinutes: scenario.horizon.intervalMinutes, holidays: holidays)
      guard !read.cells.isEmpty else { return nil }
      return TestedQueue(
        id: queue.id, table: LocalTable(cells: read.cells), holidays: holidays, events: scenario.events)
    }
  }

  /// Forecasts a history of which no scenario is known: every row was open, and a slot is as long as the queue's shortest
  /// row.
  ///
  /// - Parameters:
  ///   - zone: the clock of the queues; UTC has neither missing nor repeated hours.
  ///   - holidays: names by date.
  public init(
    _ history: ContactHistory, zone: Zone = .utc, holidays: [CivilDate: String] = [:], plan: Plan = Plan(),
    keepsRuns: Bool = true
  ) {
    let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    let rows = history.series.filter { !$0.starts.isEmpty }
    self.init(rows.count, plan, keepsRuns: keepsRuns) { index in
      let series = rows[index]
      let queue = Queue(id: series.queue, language: "", channel: .phone, open: .always(zone: zone), goal: goal)
      let read = HistoryCells(
        series, of: queue, slotMinutes: series.intervalSeconds / 60, holidays: [:],
        phase: series.starts[0].secondsSinceEpoch % series.intervalSeconds)
      return TestedQueue(id: series.queue, table: LocalTable(cells: read.cells), holidays: holidays, events: [])
    }
  }

  /// A queue's history as a test takes it.
  struct TestedQueue: Sendable {
    var id: String
    var table: LocalTable
    var holidays: [CivilDate: String]
    var events: [Event]
  }

  /// What must be known of all queues before the first is tested.
  private struct QueueDates: Sendable {
    var id: String
    var open: [CivilDate]
    var holidays: [CivilDate]
    var events: Set<CivilDate>
  }

  /// Fewer queues than this are held in memory together, so that their origins share the cores.
  private static let fewQueues = 4

  /// - Parameter queue: reads a queue; called twice for each unless they are few.
  private init(
    _ count: Int, _ plan: Plan, keepsRuns: Bool, queue: @escaping @Sendable (Int) -> TestedQueue?
  ) {
    let held = count < Self.fewQueues ? Lanes.run(count) { Held(queue: queue($0)) } : nil
    @Sendable func tested(_ index: Int) -> TestedQueue? { held.map { $0[index].queue } ?? queue(index) }
    let dates = Lanes.run(count) { index in
      Held(
        queue: tested(index).map { queue in
          let table = queue.table
          return QueueDates(
            id: queue.id, open: table.dates.indices.filter(table.rates.hasAny).map { table.dates[$0] },
            holidays: Array(queue.holidays.keys),
            events: Set(table.dates.filter { date in queue.events.contains { $0.covers(queue.id, on: date) } }))
        })
    }
    let known = dates.indices.filter { dates[$0].queue != nil }
    let all = dates.compactMap(\.queue)
    self.plan = plan
    queues = all.map(\.id)
    openDates = Set(all.flatMap(\.open)).sorted()
    holidays = Set(all.flatMap(\.holidays))
    let origins = Self.origins(openDates, plan)
    self.origins = origins
    eventDates = Dictionary(all.map { ($0.id, $0.events) }) { first, _ in first }
    let days = DayKinds(openDates: openDates, holidays: holidays, events: eventDates)
    @Sendable func fitted(_ queue: TestedQueue, _ origin: Int, _ distance: Double) -> FittedRun {
      FittedRun(queue, origin: origins[origin], days, plan, distance: distance, keepsRun: keepsRuns)
    }
    @Sendable func distance(_ queue: TestedQueue?) -> Double {
      origins.first.flatMap { queue?.table.weekToWeekDistance(before: $0) } ?? .nan
    }
    let fits: [[FittedRun]]
    if held != nil {
      let distances = known.map { distance(tested($0)) }
      let flat = Lanes.run(known.count * origins.count) { job in
        let queue = job / origins.count
        return tested(known[queue]).map { [fitted($0, job % origins.count, distances[queue])] } ?? []
      }
      fits = known.indices.map { queue in
        flat[(queue * origins.count)..<((queue + 1) * origins.count)].flatMap { $0 }
      }
    } else {
      fits = Lanes.run(known.count) { index in
        guard let queue = tested(known[index]) else { return [] }
        let distance = distance(queue)
        return origins.indices.map { fitted(queue, $0, distance) }
      }
    }
    let pools = origins.indices.map { origin in
      MemberPool(
        Dictionary(fits.compactMap { queue in queue[origin].outlook.map { (queue[origin].run.queue, $0.scores) } }) {
          first, _ in first
        })
    }
    let results = Lanes.run(known.count) { queue in
      origins.indices.map { fits[queue][$0].tested(pools[$0], keepsRun: keepsRuns) }
    }
    runs = origins.indices.flatMap { origin in results.compactMap { $0[origin].run } }
    errors = origins.indices.map { origin in results.map { $0[origin].errors } }
    weekToWeekDistance = Dictionary(zip(queues, results.map { $0.first?.weekToWeekDistance ?? .nan })) { first, _ in
      first
    }
  }

  /// Something that may not be there.
  private struct Held<Value: Sendable>: Sendable { var queue: Value? }

  /// What a run leaves behind.
  struct Tested: Sendable {
    var run: Run?
    var errors: RunErrors
    var weekToWeekDistance: Double
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
}

extension LocalTable {
  /// Mean handle time of the last eight weeks of rows before one; NaN where none is known.
  func eightWeekHandleTime(before end: Int) -> Double {
    guard !handled.isEmpty, end > 0 else { return .nan }
    let first = dates[end - 1].advanced(byDays: -55)
    var contacts = 0.0
    var seconds = 0.0
    for row in stride(from: end - 1, through: 0, by: -1) {
      guard dates[row] >= first else { break }
      for cell in (row * slotMinutes.count)..<((row + 1) * slotMinutes.count) {
        contacts += handled[cell]
        seconds += handleSeconds[cell]
      }
    }
    return contacts > 0 ? seconds / contacts : .nan
  }

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
