public import Workforce
import Timeline

extension Forecasting {
  /// What every queue of a scenario can expect over its horizon.
  ///
  /// Each queue is learned on its own local dates and slots and forecast on every interval it is open. A queue without
  /// any history gets 0 contacts and a warning.
  ///
  /// - Parameters:
  ///   - history: rows of any interval length; finer ones than the plan's are added up.
  ///   - scenario: horizon, queues with their hours, holidays and events.
  /// - Complexity: linear in the rows of the history.
  public static func forecast(history: ContactHistory, scenario: Scenario) -> Forecast {
    let grid = scenario.grid
    let results = concurrently(scenario.queues.count) { index in
      let queue = scenario.queues[index]
      return forecast(queue, history.series.first { $0.queue == queue.id }, scenario, grid)
    }
    return Forecast(grid: grid, queues: results.map(\.queue), warnings: results.flatMap(\.warnings))
  }

  private static func forecast(
    _ queue: Queue, _ series: ContactHistory.Series?, _ scenario: Scenario, _ grid: IntervalGrid
  ) -> (queue: QueueForecast, warnings: [String]) {
    let task = QueueTask(queue, series, scenario, grid)
    var warnings = task.warnings
    let slotCount = task.table.slotMinutes.count
    let history = task.table.rates.prefix(task.historyRows)
    let rows = task.historyRows..<task.table.dates.count
    let model = SeriesModel(history, task.calendar)
    let expected = model.forecast(rows: rows, exposure: task.exposure)
    let naive = NaiveForecasts(history, task.calendar)
    let handleTime = HandleTimeModel(
      handled: task.table.handled, handleSeconds: task.table.handleSeconds, slotMinutes: task.table.slotMinutes,
      rows: task.historyRows, task.calendar)
    let fallback = statedHandleTime(of: queue, isNeeded: handleTime == nil, &warnings)

    let empty = [Double](repeating: 0, count: grid.count)
    var result = QueueForecast(
      queue: queue.id, isOpen: task.place.map { $0 >= 0 }, offered: empty, p10: empty, p90: empty,
      averageHandleTime: empty, eightWeekMean: empty)
    for interval in grid.indices where task.place[interval] >= 0 {
      let index = task.place[interval]
      let row = task.historyRows + index / slotCount
      let factor = task.eventFactor[row]
      result.offered[interval] = expected.mean[index] * factor
      result.p10[interval] = expected.p10[index] * factor
      result.p90[interval] = expected.p90[index] * factor
      result.eightWeekMean[interval] = naive.eightWeekMean(task.calendar.weekday[row], index % slotCount)
      result.averageHandleTime[interval] = handleTime?.seconds(row: row, slot: index % slotCount) ?? fallback
    }
    result.days = expected.days.compactMap { dayForecast($0, task, naive) }
    return (result, warnings)
  }

  /// A day of the forecast; `nil` for one on which the queue is closed.
  private static func dayForecast(
    _ day: SeriesForecast.Day, _ task: QueueTask, _ naive: NaiveForecasts
  ) -> DayForecast? {
    let slotCount = task.table.slotMinutes.count
    let start = (day.row - task.historyRows) * slotCount
    let open = (start..<(start + slotCount)).filter { task.exposure[$0] > 0 }
    guard !open.isEmpty else { return nil }
    let eventFactor = task.eventFactor[day.row]
    let means = open.map { index in
      naive.eightWeekMean(task.calendar.weekday[day.row], index - start) * task.exposure[index]
    }.filter { !$0.isNaN }
    var parts = [DayPart(name: DayFactor.level.title, factor: day.level)]
    for (factor, value) in zip(DayFactor.allCases.dropFirst(), day.factors) {
      parts.append(DayPart(name: factor.title, factor: factor == .event ? value * eventFactor : value))
    }
    parts.append(DayPart(name: "opening hours", factor: day.opening))
    return DayForecast(
      date: task.table.dates[day.row], offered: day.total * eventFactor, p10: day.quantiles[1] * eventFactor,
      p90: day.quantiles[17] * eventFactor, eightWeekMean: means.isEmpty ? .nan : means.reduce(0, +), parts: parts)
  }

  /// The handle time to use where the history has none, in seconds.
  private static func statedHandleTime(of queue: Queue, isNeeded: Bool, _ warnings: inout [String]) -> Double {
    let assumed = 300.0
    if let stated = queue.handleTime, stated.value > 0 {
      if isNeeded {
        warnings.append(
          "Queue \(queue.id): the history has no handle times; the stated \(Int(stated.value)) s are used.")
      }
      return stated.value
    }
    if isNeeded {
      warnings.append(
        "Queue \(queue.id): neither the history nor the scenario has a handle time; \(Int(assumed)) s are assumed. "
          + "Give the queue a handle time.")
    }
    return assumed
  }
}
