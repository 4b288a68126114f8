import Timeline
import Workforce

/// One queue's model and what it expects.
struct QueueStudy: Sendable {
  let task: QueueTask
  let model: SeriesModel
  let expected: SeriesForecast
  private(set) var forecast: QueueForecast
  private(set) var warnings: [String]
  /// The first date that is not over, where the days before it were learned from.
  private(set) var learnedTo: CivilDate?

  var slotCount: Int { task.table.slotMinutes.count }

  /// - Parameter model: learned from the task's history.
  init(_ task: QueueTask, _ model: SeriesModel) {
    self.task = task
    var warnings = task.warnings
    let slotCount = task.table.slotMinutes.count
    let history = task.table.rates.prefix(task.historyRows)
    let rows = task.historyRows..<task.table.dates.count
    let opening = model.totals.firstRow
    if opening > 0, task.table.rates.hasAny(row: 0) {
      warnings.append(
        "Queue \(task.queue.id): no contact before \(task.table.dates[opening].isoText); the days before count as not "
          + "yet open.")
    }
    warnings += LevelNotes(task: task, model: model).sentences
    let expected = model.forecast(rows: rows, exposure: task.exposure, wasOpen: task.wasOpen)
    let naive = NaiveForecasts(history, task.calendar)
    let handleTime = HandleTimeModel(
      handled: task.table.handled, handleSeconds: task.table.handleSeconds, slotMinutes: task.table.slotMinutes,
      rows: task.historyRows, task.calendar)
    if let sentence = Self.unlikelyHandleTime(handleTime, task) { warnings.append(sentence) }
    let fallback = Self.statedHandleTime(
      of: task.queue, isNeeded: handleTime == nil && task.queue.activity == nil,
      &warnings)

    let empty = [Double](repeating: 0, count: task.place.count)
    var result = QueueForecast(
      queue: task.queue.id, isOpen: task.place.map { $0 >= 0 }, offered: empty, p10: empty, p90: empty,
      averageHandleTime: empty, eightWeekMean: empty)
    if handleTime != nil {
      result.handleTimeP10 = empty
      result.handleTimeP90 = empty
    }
    for interval in task.place.indices where task.place[interval] >= 0 {
      let index = task.place[interval]
      let row = task.historyRows + index / slotCount
      let factor = task.eventFactor[row]
      result.offered[interval] = expected.mean[index] * factor
      result.p10[interval] = expected.p10[index] * factor
      result.p90[interval] = expected.p90[index] * factor
      result.eightWeekMean[interval] = naive.eightWeekMean(task.calendar.weekday[row], index % slotCount)
      result.averageHandleTime[interval] = handleTime?.seconds(row: row, slot: index % slotCount) ?? fallback
      if let range = handleTime?.range(row: row, slot: index % slotCount, contacts: result.offered[interval]) {
        result.handleTimeP10[interval] = range.p10
        result.handleTimeP90[interval] = range.p90
      }
    }
    result.days = expected.days.compactMap { day in
      Self.dayForecast(day, task, naive) { contacts in
        handleTime?.day(row: day.row, contacts: contacts) ?? DayHandleTime(mean: fallback)
      }
    }
    self.model = model
    self.expected = expected
    forecast = result
    self.warnings = warnings
  }

  /// Takes over another forecast wherever that is open.
  mutating func keep(_ other: QueueForecast) {
    take(other, at: other.isOpen.indices.filter { other.isOpen[$0] })
    let known = Dictionary(other.days.map { ($0.date, $0) }) { first, _ in first }
    forecast.days = forecast.days.map { known[$0.date] ?? $0 }
  }

  /// Takes over what is expected of the dates left, by a study that has learned from those that are over.
  ///
  /// - Returns: whether it was taken: not where the queue gets contacts at other times by now.
  mutating func keep(_ later: QueueStudy, from over: DaysOver, on grid: IntervalGrid) -> Bool {
    let zone = task.queue.open.zone
    let begin = over.scenario.grid.start.seconds(since: grid.start) / grid.intervalSeconds
    let left = grid.indices.filter { $0 >= begin && zone.local(at: grid.instant(of: $0)).date >= over.origin }
    let other = later.forecast
    let isSame = left.allSatisfy {
      other.isOpen.indices.contains($0 - begin) && other.isOpen[$0 - begin] == forecast.isOpen[$0]
    }
    guard isSame else { return false }
    take(other, at: left.filter { forecast.isOpen[$0] }, after: begin)
    let known = Dictionary(other.days.map { ($0.date, $0) }) { first, _ in first }
    forecast.days = forecast.days.map { $0.date < over.origin ? $0 : known[$0.date] ?? $0 }
    warnings = later.warnings
    learnedTo = over.origin
    return true
  }

  /// Takes over intervals of another forecast, whose first is the one numbered `begin` here.
  private mutating func take(_ other: QueueForecast, at intervals: [Int], after begin: Int = 0) {
    let hasRange = !other.handleTimeP10.isEmpty && !other.handleTimeP90.isEmpty
    if hasRange, forecast.handleTimeP10.isEmpty || forecast.handleTimeP90.isEmpty {
      forecast.handleTimeP10 = [Double](repeating: .nan, count: forecast.offered.count)
      forecast.handleTimeP90 = forecast.handleTimeP10
    }
    for interval in intervals {
      let place = interval - begin
      forecast.offered[interval] = other.offered[place]
      forecast.p10[interval] = other.p10[place]
      forecast.p90[interval] = other.p90[place]
      forecast.averageHandleTime[interval] = other.averageHandleTime[place]
      forecast.eightWeekMean[interval] = other.eightWeekMean[place]
      if hasRange {
        forecast.handleTimeP10[interval] = other.handleTimeP10[place]
        forecast.handleTimeP90[interval] = other.handleTimeP90[place]
      }
    }
  }

  /// What does not look right in the history.
  func flags() -> [HistoryFlag] {
    FlagFinder(task: task, model: model).flags()
  }

  /// A day of the forecast; `nil` for one on which the queue is closed.
  private static func dayForecast(
    _ day: SeriesForecast.Day, _ task: QueueTask, _ naive: NaiveForecasts, handleTime: (Double) -> DayHandleTime
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
    for (factor, value) in zip(DayFactor.parts, day.factors) {
      parts.append(DayPart(name: factor.title, factor: factor == .event ? value * eventFactor : value))
    }
    parts.append(DayPart(name: "opening hours", factor: day.opening))
    return DayForecast(
      date: task.table.dates[day.row], offered: day.total * eventFactor, p10: day.quantiles[1] * eventFactor,
      p50: day.quantiles[9] * eventFactor, p80: day.quantiles[15] * eventFactor, p90: day.quantiles[17] * eventFactor,
      eightWeekMean: means.isEmpty ? .nan : means.reduce(0, +), parts: parts,
      handleTime: handleTime(day.total * eventFactor))
  }

  /// Says that handle times became ten times as long, or a tenth, which is rather another unit than other work; or else that those of
  /// some intervals cannot be.
  private static func unlikelyHandleTime(_ model: HandleTimeModel?, _ task: QueueTask) -> String? {
    guard let model else { return nil }
    guard let step = model.unlikelyStep else {
      guard model.tooLong.count > 0 else { return nil }
      let date = task.table.dates[model.tooLong.row].isoText
      let count = model.tooLong.count
      let intervals = count == 1 ? "1 interval on \(date)" : "\(count) intervals from \(date) on"
      return
        "Queue \(task.queue.id): handle times of \(intervals) are far longer than any other work, and left out. Check "
        + "handle_seconds_total there."
    }
    let factor = step.factor
    let units =
      factor > 300
      ? "milliseconds, where they were seconds"
      : factor > 20
        ? "seconds, where they were minutes"
        : factor < 1.0 / 300
          ? "seconds, where they were milliseconds"
          : factor < 1.0 / 20 ? "minutes, where they were seconds" : nil
    let times = factor > 1 ? "\(decimals(factor, 0)) times as long" : "one \(decimals(1 / factor, 0))th as long"
    return
      "Queue \(task.queue.id): handle times are \(times) since about \(task.table.dates[step.row].isoText)"
      + (units.map { ", as if they were in \($0)" } ?? "")
      + (step.isFollowed ? "; the forecast follows them" : "; the forecast leaves most of them out")
      + ". Check handle_seconds_total from there on."
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
