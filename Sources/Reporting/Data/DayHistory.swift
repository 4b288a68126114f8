import Timeline
import Workforce

/// Contacts of past dates, for the charts beside the forecast.
struct DayHistory {
  /// Dates shown before the horizon.
  static let daysBefore = 56
  /// A year before, on the same weekday.
  static let yearDays = 364

  /// Contacts by queue and date before the horizon; NaN where nothing was recorded. Shape [queues][daysBefore].
  let before: [[Double]]
  /// The same of the dates a year before the horizon; shape [queues][days of the horizon].
  let yearBefore: [[Double]]

  init(_ history: ContactHistory?, of scenario: Scenario) {
    let first = scenario.horizon.first
    let count = scenario.horizon.dayCount
    var before = scenario.queues.map { _ in [Double](repeating: .nan, count: Self.daysBefore) }
    var yearBefore = scenario.queues.map { _ in [Double](repeating: .nan, count: count) }
    for (queue, series) in (history?.series ?? []).enumerated() where queue < scenario.queues.count {
      let zone = scenario.queues[queue].open.zone
      for (start, offered) in zip(series.starts, series.offered) {
        let day = zone.local(at: start).date.days(since: first)
        if -Self.daysBefore..<0 ~= day {
          Self.add(offered, to: &before[queue][day + Self.daysBefore])
        } else if 0..<count ~= day + Self.yearDays {
          Self.add(offered, to: &yearBefore[queue][day + Self.yearDays])
        }
      }
    }
    self.before = before
    self.yearBefore = yearBefore
  }

  private static func add(_ value: Double, to total: inout Double) {
    total = (total.isNaN ? 0 : total) + value
  }
}
