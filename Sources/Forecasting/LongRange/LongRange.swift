public import Timeline
public import Workforce

/// Contacts of one queue over many months, from the same model as the weeks ahead.
public struct LongRange: Hashable, Sendable {
  /// A day, week or month.
  public struct Period: Hashable, Sendable {
    /// First date; of a week its Monday, of a month its first, even where the outlook starts later.
    public var first: CivilDate
    /// Open days that the outlook has in it.
    public var openDays: Int
    /// Contacts offered.
    public var offered: Double
    /// Tenth percentile.
    public var p10: Double
    /// Ninetieth percentile.
    public var p90: Double
    /// Contacts a day per thousand of the driver; `nil` without one.
    public var contactRate: Double?
  }

  /// Id of the queue.
  public let queue: String
  /// Every open day.
  public let days: [Period]
  /// Weeks from Monday.
  public let weeks: [Period]
  /// Calendar months.
  public let months: [Period]
  /// Plain sentences about what the history could not support.
  public let warnings: [String]
}

extension Forecasting {
  /// The outlook of a queue from the first date of the scenario's horizon on.
  ///
  /// With a driver the model learns contacts per unit of it, and the plan for the driver brings them back to contacts.
  /// A day's range widens by the day's own variance for every four weeks ahead, as a level does that walks at random;
  /// weeks and months take days to miss together as far as one day's miss carries to the next.
  ///
  /// - Parameters:
  ///   - months: how many calendar months, the first one's rest included.
  ///   - driver: what contacts grow with.
  /// - Returns: `nil` for a queue that the scenario does not have.
  public static func longRange(
    of queue: String, history: ContactHistory, scenario: Scenario, months: Int = 18, driver: Driver? = nil
  ) -> LongRange? {
    guard let details = scenario.queues.first(where: { $0.id == queue }) else { return nil }
    var longer = scenario
    longer.queues = [details]
    var end = scenario.horizon.first.firstOfMonth
    for _ in 0..<max(1, months) { end = end.firstOfNextMonth }
    longer.horizon.weeks = max(1, (end.days(since: scenario.horizon.first) + 6) / 7)
    let series = history.series.first { $0.queue == queue }.map {
      scaled($0, by: driver, from: scenario.horizon.first, zone: details.open.zone)
    }
    let study = study(history: ContactHistory(series: series.map { [$0] } ?? []), scenario: longer)
    guard let only = study.queues.first else { return nil }
    let base = driver?.value(on: scenario.horizon.first)
    let days = only.forecast.days.filter { $0.date < end }.enumerated().map { index, day in
      let units = driver?.value(on: day.date)
      let growth = if let units, let base { units / base } else { 1.0 }
      // Rows of open days: four weeks of them count once.
      let widening = (1 + Double(index) / Double(4 * only.task.calendar.week)).squareRoot()
      let offered = day.offered * growth
      return LongRange.Period(
        first: day.date, openDays: 1, offered: offered,
        p10: max(0, offered - (day.offered - day.p10) * growth * widening),
        p90: offered + (day.p90 - day.offered) * growth * widening,
        contactRate: units.map { 1000 * offered / $0 })
    }
    let carry = only.model.dayCarry
    return LongRange(
      queue: queue, days: days, weeks: LongRange.grouped(days, carry: carry) { $0.monday },
      months: LongRange.grouped(days, carry: carry) { $0.firstOfMonth }, warnings: study.forecast.warnings)
  }

  /// The history as it would have been with the driver at its value on the first date of the horizon all along.
  private static func scaled(
    _ series: ContactHistory.Series, by driver: Driver?, from first: CivilDate, zone: Zone
  ) -> ContactHistory.Series {
    guard let driver, let base = driver.value(on: first) else { return series }
    var copy = series
    for index in series.starts.indices {
      let date = zone.local(at: series.starts[index]).date
      guard let value = driver.value(on: date) else { continue }
      copy.offered[index] *= base / value
      copy.handled[index] *= base / value
      copy.handleSeconds[index] *= base / value
    }
    return copy
  }
}

extension LongRange {
  /// Days put together by the first date of their period.
  ///
  /// The distance of a period's p10 and p90 from its mean is the root of the sum over pairs of days of their distances
  /// times carry to the power of the days between.
  static func grouped(_ days: [Period], carry: Double, by first: (CivilDate) -> CivilDate) -> [Period] {
    var groups: [[Period]] = []
    for day in days {
      if let last = groups.last?.last, first(last.first) == first(day.first) {
        groups[groups.count - 1].append(day)
      } else {
        groups.append([day])
      }
    }
    return groups.map { group in
      let offered = group.reduce(0) { $0 + $1.offered }
      let rates = group.compactMap(\.contactRate)
      return Period(
        first: first(group[0].first), openDays: group.count, offered: offered,
        p10: max(0, offered - joint(group.map { $0.offered - $0.p10 }, carry)),
        p90: offered + joint(group.map { $0.p90 - $0.offered }, carry),
        contactRate: rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count))
    }
  }

  private static func joint(_ distances: [Double], _ carry: Double) -> Double {
    var sum = 0.0
    // What of the days before carries on to this one.
    var carried = 0.0
    for distance in distances {
      sum += distance * distance + 2 * distance * carried
      carried = carry * (carried + distance)
    }
    return max(0, sum).squareRoot()
  }
}
