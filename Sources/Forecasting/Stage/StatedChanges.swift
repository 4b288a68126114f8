import Timeline
public import Workforce

extension Forecast {
  /// Does what a what-if changes of the forecast: contacts and their quantiles, or handle times and theirs, times a factor on the dates of
  /// the queue's clock that it covers.
  ///
  /// The last step of a forecast, so that a forecast made once can be changed many times. The volume of a queue with a contact rate is
  /// changed behind the network (`StatedFigures`), since its weeks are what its customers make.
  ///
  /// - Complexity: O(changes + changed queues x intervals).
  public mutating func apply(_ changes: [DemandChange], in scenario: Scenario) {
    guard !changes.isEmpty else { return }
    for index in queues.indices {
      let isRated = scenario.flows.rates.contains { $0.queue == queues[index].queue }
      let own = changes.filter {
        $0.queue == queues[index].queue && $0.factor != 1 && !(isRated && $0.kind == .volume)
      }
      guard !own.isEmpty, let queue = scenario.queues.first(where: { $0.id == queues[index].queue }) else { continue }
      queues[index].apply(own, zone: queue.open.zone, on: grid)
    }
  }
}

extension QueueForecast {
  mutating func apply(_ changes: [DemandChange], zone: Zone, on grid: IntervalGrid) {
    var known: (date: CivilDate, volume: Double, handleTime: Double)?
    for interval in grid.indices where isOpen[interval] {
      let date = zone.local(at: grid.instant(of: interval)).date
      if known?.date != date {
        known = (date, changes.factor(.volume, on: date), changes.factor(.handleTime, on: date))
      }
      let (volume, time) = (known?.volume ?? 1, known?.handleTime ?? 1)
      if volume != 1 {
        offered[interval] *= volume
        p10[interval] *= volume
        p90[interval] *= volume
      }
      if time != 1 {
        averageHandleTime[interval] *= time
        if !handleTimeP10.isEmpty { handleTimeP10[interval] *= time }
        if !handleTimeP90.isEmpty { handleTimeP90[interval] *= time }
      }
    }
    for index in days.indices {
      let factor = changes.factor(.volume, on: days[index].date)
      guard factor != 1 else { continue }
      days[index].offered *= factor
      days[index].p10 *= factor
      days[index].p50 = days[index].p50.map { $0 * factor }
      days[index].p80 = days[index].p80.map { $0 * factor }
      days[index].p90 *= factor
      days[index].parts.append(DayPart(name: "change", factor: factor))
    }
    settleDayHandleTimes(zone, grid)
  }
}

extension [DemandChange] {
  /// The product of the factors of a kind on a date.
  func factor(_ kind: DemandChange.Kind, on date: CivilDate) -> Double {
    reduce(1) { $1.kind == kind && $1.covers(date) ? $0 * $1.factor : $0 }
  }
}
