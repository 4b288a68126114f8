public import Timeline
public import Workforce

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ForecastStudy {
  /// The forecast after the first hours of a day are known.
  ///
  /// Intervals that have ended hold what came. The day's factor so far is the ratio of what came to what was expected,
  /// believed as far as it is more than chance: gain = D / (D + 1 / F + W Σm² / F²), with D and W the relative variances
  /// of days and of intervals within a day, m the expected contacts of the intervals and F their sum. The rest of the
  /// day moves by that factor, later days by its powers as one day's miss carries to the next, and the ranges narrow.
  ///
  /// - Parameters:
  ///   - history: rows of the day; earlier ones are left aside.
  ///   - now: only intervals that end by then are taken as known.
  public func updated(with history: ContactHistory, asOf now: Instant) -> Forecast {
    var result = forecast
    for index in queues.indices {
      let id = queues[index].task.queue.id
      guard let series = history.series.first(where: { $0.queue == id }) else { continue }
      queues[index].update(&result.queues[index], series, forecast.grid, now)
    }
    return result
  }
}

extension QueueStudy {
  /// What came per interval of the grid that has ended; nil where nothing is recorded.
  private func known(_ series: ContactHistory.Series, _ grid: IntervalGrid, _ now: Instant) -> [Int: Double] {
    var known: [Int: Double] = [:]
    for index in series.starts.indices where series.offered[index].isFinite && series.offered[index] >= 0 {
      guard let interval = grid.index(containing: series.starts[index]), grid.instant(of: interval + 1) <= now,
        task.place[interval] >= 0
      else { continue }
      known[interval, default: 0] += series.offered[index]
    }
    return known
  }

  fileprivate func update(
    _ forecast: inout QueueForecast, _ series: ContactHistory.Series, _ grid: IntervalGrid, _ now: Instant
  ) {
    let known = known(series, grid, now)
    guard !known.isEmpty else { return }
    let dayOf = { (interval: Int) in self.task.place[interval] / self.slotCount }
    guard let today = known.keys.map(dayOf).max() else { return }
    let observed = known.keys.filter { dayOf($0) == today }.sorted()
    let expected = observed.reduce(0) { $0 + forecast.offered[$1] }
    let came = observed.reduce(0) { $0 + (known[$1] ?? 0) }
    guard expected > 0 else { return }
    let squares = observed.reduce(0) { $0 + forecast.offered[$1] * forecast.offered[$1] }
    let chance = 1 / expected + model.withinDayVariance * squares / (expected * expected)
    let gain = model.dayVariance / (model.dayVariance + chance)
    let shift = gain * log((came + 0.5) / (expected + 0.5))

    var totals: [Int: Double] = [:]
    for interval in grid.indices where task.place[interval] >= 0 {
      let day = dayOf(interval)
      let before = forecast.offered[interval]
      if let actual = known[interval] {
        forecast.offered[interval] = actual
        forecast.p10[interval] = actual
        forecast.p90[interval] = actual
      } else if day >= today {
        let believed = pow(model.dayCarry, Double(day - today))
        let after = before * exp(shift * believed)
        let narrower = narrowing(mean: before, gain: gain * believed * believed)
        forecast.p10[interval] = max(
          0, after - (before - forecast.p10[interval]) * narrower * after / max(before, 1e-12))
        forecast.p90[interval] = after + (forecast.p90[interval] - before) * narrower * after / max(before, 1e-12)
        forecast.offered[interval] = after
      }
      totals[day, default: 0] += forecast.offered[interval]
    }
    for index in forecast.days.indices {
      guard let row = expectedDay(on: forecast.days[index].date), let total = totals[row] else { continue }
      forecast.days[index].move(to: total)
    }
  }

  private func expectedDay(on date: CivilDate) -> Int? {
    expected.days.firstIndex { task.table.dates[$0.row] == date }
  }

  /// By how much the range of an interval shrinks once a share of the day's variance is known.
  private func narrowing(mean: Double, gain: Double) -> Double {
    let all = mean + (model.withinDayVariance + model.dayVariance) * mean * mean
    let left = mean + (model.withinDayVariance + model.dayVariance * (1 - gain)) * mean * mean
    return all > 0 ? (left / all).squareRoot() : 1
  }
}

extension DayForecast {
  /// Moves the day's total to what is now known and names the reason among its parts.
  fileprivate mutating func move(to total: Double) {
    guard offered > 0, total != offered else { return }
    let factor = total / offered
    parts.append(DayPart(name: "today so far", factor: factor))
    p10 *= factor
    p50 = p50.map { $0 * factor }
    p80 = p80.map { $0 * factor }
    p90 *= factor
    offered = total
  }
}
