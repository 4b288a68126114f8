import Libc
public import Timeline
public import Workforce

extension ForecastStudy {
  /// The forecast after the first hours of a day are known.
  ///
  /// Intervals that have ended hold what came. The logarithm of what came over what was expected tells of the day's
  /// factor as far as the back-tests say that the same hours tell of the rest of their day (`PartialDays`), which is drawn
  /// towards what one common factor and chance would give: gain = D / (D + 1 / F + W sum(m²) / F²), with D and W the
  /// relative variances of days and of intervals within a day, m the expected contacts of the intervals and F their sum.
  /// From one day to the next the factor fades as one day's miss carries to the next. The rest of the last day seen and
  /// the days after it move by the factor, and their ranges narrow. Days that the study has learned from tell nothing more.
  ///
  /// - Parameters:
  ///   - history: rows of days of the horizon that have begun; others are left aside.
  ///   - now: only intervals that end by then are taken as known.
  public func updated(with history: ContactHistory, asOf now: Instant) -> Forecast {
    updated(forecast, with: history, asOf: now, arriving: forecast)
  }

  /// The same of a scenario with a demand network, after it: what came is held against what the network lets arrive, the rest moves
  /// before it, so that queues behind move too, those with a history as those without, and intervals that have ended hold what came at
  /// their queue.
  ///
  /// - Parameters:
  ///   - history: rows of days of the horizon that have begun.
  ///   - now: only intervals that end by then are taken as known.
  ///   - scenario: with the network.
  ///   - past: what the forecast was learned from.
  ///   - overrides: what planners say of queues that the network moves.
  public func updated(
    with history: ContactHistory, asOf now: Instant, through scenario: Scenario, after past: ContactHistory,
    overrides: [ForecastOverride] = []
  ) -> NetworkForecast {
    let usual = forecast
    func arriving(_ forecast: Forecast) -> NetworkForecast {
      Forecasting.network(forecast, usual: usual, in: scenario, history: past, overrides: overrides)
    }
    var made = usual
    made.follow(from: learned, usual: usual, in: scenario, history: past)
    // Queues in front first: what came there says how many are expected behind them, and what came behind is held against that.
    let places = scenario.flows.places(of: queues.map(\.task.queue.id))
    for place in Set(places).sorted() {
      let before = made
      made = updated(made, with: history, asOf: now, arriving: arriving(made).forecast) { places[$0] == place }
      made.follow(from: before, usual: usual, in: scenario, history: past)
    }
    var network = arriving(made)
    for (index, series) in rows(of: history) {
      queues[index].hold(
        queues[index].known(series, forecast.grid, now), in: &network.forecast.queues[index], forecast.grid)
    }
    return network
  }

  private func updated(
    _ forecast: Forecast, with history: ContactHistory, asOf now: Instant, arriving: Forecast,
    where counts: (Int) -> Bool = { _ in true }
  ) -> Forecast {
    var result = forecast
    for (index, series) in rows(of: history) where counts(index) {
      let known = queues[index].known(series, forecast.grid, now)
      queues[index].update(&result.queues[index], known, arriving.queues[index], forecast.grid)
      if let sentence = queues[index].silence(known, arriving.queues[index]) { result.warnings.append(sentence) }
    }
    return result
  }

  /// The rows of each queue that has some.
  private func rows(of history: ContactHistory) -> [(queue: Int, series: ContactHistory.Series)] {
    queues.indices.compactMap { index in
      history.series.first { $0.queue == queues[index].task.queue.id }.map { (index, $0) }
    }
  }
}

extension QueueStudy {
  /// What came per interval of the grid that has ended; rows longer than an interval are spread over theirs.
  fileprivate func known(_ series: ContactHistory.Series, _ grid: IntervalGrid, _ now: Instant) -> [Int: Came] {
    var known: [Int: Came] = [:]
    for index in series.starts.indices where 0...LocalTable.largestCount ~= series.offered[index] {
      let pieces = max(1, series.seconds(ofRow: index) / grid.intervalSeconds)
      for piece in 0..<pieces {
        let start = series.starts[index].advanced(bySeconds: piece * grid.intervalSeconds)
        guard let interval = grid.index(containing: start), grid.instant(of: interval + 1) <= now,
          task.place[interval] >= 0
        else { continue }
        known[interval, default: Came()].add(series, row: index, share: 1 / Double(pieces))
      }
    }
    return known
  }

  private func day(of interval: Int) -> Int { task.place[interval] / slotCount }

  /// Whether the study has learned from an interval's day, as it was over.
  private func isLearned(_ interval: Int) -> Bool {
    learnedTo.map { task.table.dates[task.historyRows + day(of: interval)] < $0 } ?? false
  }

  /// Says that nothing came on a day that has begun where chance does not explain it: of a million such hours, one has none.
  fileprivate func silence(_ known: [Int: Came], _ forecast: QueueForecast) -> String? {
    guard let latest = known.keys.max(), !isLearned(latest) else { return nil }
    let last = day(of: latest)
    let seen = known.keys.filter { day(of: $0) == last }
    let expected = seen.reduce(0) { $0 + forecast.offered[$1] }
    guard expected >= 14, seen.allSatisfy({ known[$0]?.offered == 0 }) else { return nil }
    return
      "Queue \(task.queue.id): no contact so far on \(task.table.dates[task.historyRows + last].isoText), where "
      + "\(decimals(expected, 0)) were expected; what is left is forecast by it. Leave these rows out if contacts were not "
      + "recorded."
  }

  /// What the days seen so far say of the last one's factor: its logarithm, and how unsure that still is.
  private func news(_ known: [Int: Came], _ forecast: QueueForecast) -> (day: Int, shift: Double, variance: Double)? {
    var state: (day: Int, shift: Double, variance: Double)?
    var rest = known.keys.sorted().filter { !isLearned($0) }[...]
    while let first = rest.first {
      let today = day(of: first)
      let seen = rest.prefix { day(of: $0) == today }
      rest = rest.dropFirst(seen.count)
      let expected = seen.reduce(0) { $0 + forecast.offered[$1] }
      let came = seen.reduce(0) { $0 + (known[$1]?.offered ?? 0) }
      guard expected > 0 else { continue }
      let squares = seen.reduce(0) { $0 + forecast.offered[$1] * forecast.offered[$1] }
      let chance = 1 / expected + model.withinDayVariance * squares / (expected * expected)
      var isSeen = [Bool](repeating: false, count: slotCount)
      for interval in seen { isSeen[task.place[interval] % slotCount] = true }
      let usual = model.dayVariance
      let learned = model.partialDays.gain(isSeen, theory: usual / (usual + chance))
      guard usual > 0, learned > 0 else { continue }
      // What blurs these hours' news of the day, as a variance; what earlier days told counts beside it.
      let blur = usual * (1 - learned) / learned
      let before = state.map { faded($0, to: today) } ?? (shift: 0, variance: usual)
      let gain = before.variance / max(before.variance + blur, 1e-12)
      let miss = log((came + 0.5) / (expected + 0.5))
      state = (today, before.shift + gain * (miss - before.shift), (1 - gain) * before.variance)
    }
    return state
  }

  /// What is known of a day's factor from that of an earlier day.
  private func faded(
    _ state: (day: Int, shift: Double, variance: Double), to day: Int
  ) -> (shift: Double, variance: Double) {
    guard day != state.day else { return (state.shift, state.variance) }
    let share = pow(model.dayCarry, Double(day - state.day))
    // An outage tells of its day and not of the next: a miss carries on as far as misses of days go.
    let most = 3 * model.dayVariance.squareRoot()
    return (
      share * min(max(state.shift, -most), most),
      model.dayVariance - share * share * (model.dayVariance - state.variance)
    )
  }

  /// Moves what is left of the last day seen and the days after it, and writes what came.
  ///
  /// - Parameter arriving: the forecast after its demand network; where that is another, as much more or less came before it.
  fileprivate func update(
    _ forecast: inout QueueForecast, _ known: [Int: Came], _ arriving: QueueForecast, _ grid: IntervalGrid
  ) {
    // Where days never differ, or nothing was expected, the hours seen tell nothing of the others.
    let news = news(known, arriving)
    var came: [Int: Came] = [:]
    var unsure: [Int: Double] = [:]
    for interval in grid.indices where task.place[interval] >= 0 {
      let day = day(of: interval)
      let before = forecast.offered[interval]
      if var actual = known[interval] {
        let expected = arriving.offered[interval]
        if expected != before { actual.offered = expected > 0 ? before * actual.offered / expected : before }
        came[interval] = actual
      } else if let news, day >= news.day {
        let (shift, variance) = faded(news, to: day)
        let after = before * exp(shift)
        unsure[day] = variance / model.dayVariance
        let narrower = narrowing(mean: before, variance: variance)
        forecast.p10[interval] = max(
          0, after - (before - forecast.p10[interval]) * narrower * after / max(before, 1e-12))
        forecast.p90[interval] = after + (forecast.p90[interval] - before) * narrower * after / max(before, 1e-12)
        forecast.offered[interval] = after
      }
    }
    hold(came, in: &forecast, grid, unsure: unsure)
  }

  /// Writes what came, and how long it took where that is known, into intervals, with no range, and makes days the sums of theirs,
  /// with the range of what is left of them.
  ///
  /// - Parameter unsure: the share of the variance of a day's factor that is not known yet, of days whose rest has moved.
  fileprivate func hold(
    _ known: [Int: Came], in forecast: inout QueueForecast, _ grid: IntervalGrid, unsure: [Int: Double] = [:]
  ) {
    if known.isEmpty { return }
    for (interval, came) in known {
      guard let seconds = came.averageHandleTime else { continue }
      forecast.averageHandleTime[interval] = seconds
      if !forecast.handleTimeP10.isEmpty { forecast.handleTimeP10[interval] = seconds }
      if !forecast.handleTimeP90.isEmpty { forecast.handleTimeP90[interval] = seconds }
    }
    var sums: [Int: DaySum] = [:]
    for interval in grid.indices where task.place[interval] >= 0 {
      var sum = sums[day(of: interval)] ?? DaySum()
      let cameBefore = forecast.hasCome(interval)
      if cameBefore { sum.cameBefore += forecast.offered[interval] }
      if let actual = known[interval] {
        forecast.offered[interval] = actual.offered
        forecast.p10[interval] = actual.offered
        forecast.p90[interval] = actual.offered
        if actual.averageHandleTime != nil, !cameBefore { sum.timed += actual.offered }
        sum.isKnown = true
      }
      if cameBefore || known[interval] != nil {
        sum.came += forecast.offered[interval]
      } else {
        sum.rest += forecast.offered[interval]
      }
      sums[day(of: interval)] = sum
    }
    for index in forecast.days.indices {
      guard let row = expectedDay(on: forecast.days[index].date), let sum = sums[row],
        sum.isKnown || unsure[row] != nil
      else { continue }
      forecast.days[index].move(to: sum, unsure: unsure[row] ?? 1)
    }
    forecast.settleDayHandleTimes(task.queue.open.zone, grid)
    for index in forecast.days.indices {
      guard let row = expectedDay(on: forecast.days[index].date), let sum = sums[row], sum.timed > 0 else { continue }
      forecast.days[index].handleTime?.narrow(to: 1 - sum.timed / (sum.came + sum.rest - sum.cameBefore))
    }
  }

  private func expectedDay(on date: CivilDate) -> Int? {
    expected.days.firstIndex { task.table.dates[$0.row] == date }
  }

  /// By how much the range of an interval shrinks once the variance of its day's factor is no more than that left.
  private func narrowing(mean: Double, variance: Double) -> Double {
    let all = mean + (model.withinDayVariance + model.dayVariance) * mean * mean
    let left = mean + (model.withinDayVariance + variance) * mean * mean
    return all > 0 ? (left / all).squareRoot() : 1
  }
}

/// Contacts that came in an interval, and how long those took that were handled.
private struct Came {
  var offered = 0.0
  private var handled = 0.0
  private var seconds = 0.0

  /// Seconds a handled contact; `nil` where nobody says.
  var averageHandleTime: Double? { handled > 0 && seconds > 0 ? seconds / handled : nil }

  mutating func add(_ series: ContactHistory.Series, row: Int, share: Double) {
    offered += series.offered[row] * share
    let handled = series.handled[row].isFinite ? series.handled[row] : series.offered[row]
    guard series.handleSeconds[row].isFinite, series.handleSeconds[row] > 0, handled > 0 else { return }
    self.handled += handled * share
    seconds += series.handleSeconds[row] * share
  }
}

/// Contacts of a day that has begun.
private struct DaySum {
  /// What has come, and what had come when the day's range was made.
  var came = 0.0
  var cameBefore = 0.0
  /// What is expected yet.
  var rest = 0.0
  /// Contacts that have come since of which it is known how long they took.
  var timed = 0.0
  /// Whether something of it is known.
  var isKnown = false
}

extension DayHandleTime {
  /// Narrows the range to that of a part of the contacts, the others being over: a mean of fewer strays more, and counts for less.
  fileprivate mutating func narrow(to part: Double) {
    let width = max(0, part).squareRoot()
    p10 = p10.map { mean + ($0 - mean) * width }
    p90 = p90.map { mean + ($0 - mean) * width }
  }
}

extension DayForecast {
  private static let todaySoFar = "today so far"

  /// Moves the day's total to what is now known and names the reason among its parts.
  ///
  /// What came has no range. That of the rest follows from the day's: its variance is that of counts and of the day's factor.
  ///
  /// - Parameter unsure: the share of the variance of the day's factor that is not known yet.
  fileprivate mutating func move(to sum: DaySum, unsure: Double) {
    let total = sum.came + sum.rest
    guard offered > 0 else {
      (offered, p10, p90) = (total, total, total)
      (p50, p80) = (p50.map { _ in total }, p80.map { _ in total })
      parts = [DayPart(name: Self.todaySoFar, factor: total)]
      return
    }
    let before = max(0, offered - sum.cameBefore)
    let width = (p90 - p10) / 2.5631
    let ofFactor = before > 0 ? max(0, width * width - before) / (before * before) : 0
    let variance = sum.rest + unsure * ofFactor * sum.rest * sum.rest
    let narrowing = (variance / max(width * width, before, 1e-12)).squareRoot()
    func moved(_ quantile: Double) -> Double { max(sum.came, total + (quantile - offered) * narrowing) }
    (p10, p50, p80, p90) = (moved(p10), p50.map(moved), p80.map(moved), moved(p90))
    guard total != offered else { return }
    let factor = total / offered
    if let place = parts.firstIndex(where: { $0.name == Self.todaySoFar }) {
      parts[place].factor *= factor
    } else {
      parts.append(DayPart(name: Self.todaySoFar, factor: factor))
    }
    offered = total
  }
}
