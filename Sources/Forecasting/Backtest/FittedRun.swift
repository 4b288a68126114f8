import Timeline
import Workforce

extension Backtest {
  /// One queue's forecast from one origin, before it is known what the tests of the other queues say of the members.
  struct FittedRun: Sendable {
    /// What came and the plain methods; without the latter where runs are not kept.
    private(set) var run: Run
    /// What the queue's own tests make of the dates ahead; `nil` where there are none.
    private(set) var outlook: SeriesOutlook?
    /// Those of the plain methods and of handle times.
    private var errors: RunErrors
    private let weekToWeekDistance: Double
    /// By row ahead.
    private var kinds: [Backtest.Days] = []
    /// By open interval: what a contact expected in it counts, by its length and events; empty where each counts one.
    private var expected: [Double] = []
  }
}

extension Backtest.FittedRun {
  init(
    _ queue: Backtest.TestedQueue, origin: CivilDate, _ days: DayKinds, _ plan: Backtest.Plan, distance: Double,
    keepsRun: Bool
  ) {
    run = Backtest.Run(queue: queue.id, origin: origin)
    errors = RunErrors(plan, scale: distance)
    weekToWeekDistance = distance
    let table = queue.table
    let end = origin.advanced(byDays: plan.horizons.max() ?? 1)
    let first = table.dates.firstIndex { $0 >= origin } ?? table.dates.count
    let last = table.dates.firstIndex { $0 >= end } ?? table.dates.count
    guard first < last else { return }
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
      contacts: history.sums, historyRows: first)
    let exposure = Array(table.exposure[(first * slotCount)..<(last * slotCount)])
    outlook = SeriesModel(history, calendar).outlook(rows: first..<last, exposure: exposure)
    kinds = (first..<last).map { days.kind(of: table.dates[$0], queue.id) }
    let naive = NaiveForecasts(recorded, calendar)
    let handleTime = HandleTimeModel(
      handled: table.handled, handleSeconds: table.handleSeconds, slotMinutes: table.slotMinutes, rows: first, calendar)
    let usualHandleTime = table.eightWeekHandleTime(before: first)
    // Many runs wait for each other: they take no more room than they fill.
    let count = exposure.count { $0 > 0 }
    run.starts.reserveCapacity(count)
    run.actual.reserveCapacity(count)
    expected.reserveCapacity(count)
    for index in exposure.indices where exposure[index] > 0 {
      let row = first + index / slotCount
      let slot = index % slotCount
      let weekday = calendar.weekday[row]
      // Rates become the counts of what was seen: the hour that the clocks repeat holds two, half a slot a half.
      let length = exposure[index]
      run.starts.append(LocalDateTime(date: table.dates[row], secondsOfDay: table.slotMinutes[slot] * 60))
      run.actual.append(table.rates[row, slot] * length)
      run.lastWeek.append(naive.lastWeek(weekday, slot) * length)
      run.eightWeekMean.append(naive.eightWeekMean(weekday, slot) * length)
      run.eightWeekDeviation.append(naive.eightWeekDeviation(weekday, slot) * length)
      expected.append(length * events.factor[row])
      let date = table.dates[row]
      let day = date.days(since: origin)
      errors.add([.lastWeek, .eightWeekMean], run, run.starts.count - 1, day: day, kinds[row - first])
      let cell = row * slotCount + slot
      if let handleTime, !table.handled.isEmpty, table.handled[cell] > 0, table.handleSeconds[cell] > 0 {
        let contacts = table.handled[cell]
        let range = handleTime.range(row: row, slot: slot, contacts: contacts)
        errors.addHandleTime(
          date, day: day, seconds: table.handleSeconds[cell],
          ours: ForecastRange(
            mean: contacts * handleTime.seconds(row: row, slot: slot), p10: contacts * range.p10,
            p50: contacts * handleTime.seconds(row: row, slot: slot), p90: contacts * range.p90),
          usual: contacts * usualHandleTime)
      }
    }
    if expected.allSatisfy({ $0 == 1 }) { expected = [] }
    guard !keepsRun else { return }
    run.lastWeek = []
    run.eightWeekMean = []
    run.eightWeekDeviation = []
  }

  /// The run with its members weighed by the tests of all queues, and its errors.
  func tested(_ pool: MemberPool?, keepsRun: Bool) -> Backtest.Tested {
    var run = run
    var errors = errors
    if let outlook {
      let row = outlook.rows
      let zero = [Double](repeating: 0, count: row.count)
      run.mean = zero
      run.p10 = zero
      run.p50 = zero
      run.p90 = zero
      for (index, mean) in outlook.means(pool: pool).enumerated() {
        var counts = (0.0, 0.0, 0.0)
        outlook.counts(mean: mean, row: row[index], places: CountSpread.middleAndEnds) { place, count in
          if place < 9 { counts.0 = count } else if place == 9 { counts.1 = count } else { counts.2 = count }
        }
        let counted = expected.isEmpty ? 1 : expected[index]
        run.mean[index] = mean * counted
        run.p10[index] = counts.0 * counted
        run.p50[index] = counts.1 * counted
        run.p90[index] = counts.2 * counted
        errors.add([.ours], run, index, day: run.starts[index].date.days(since: run.origin), kinds[row[index]])
      }
    }
    errors.end()
    return Backtest.Tested(run: keepsRun ? run : nil, errors: errors, weekToWeekDistance: weekToWeekDistance)
  }
}
