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
  /// Share of an open day's miss that carries to the next.
  public let dayCarry: Double
  /// Growth of the first year ahead as a share, 0.02 for 2 %; `nil` where a driver stands for it or none was asked for.
  public let yearlyGrowth: Double?
  /// Plain sentences about what the history could not support.
  public let warnings: [String]
}

extension Forecasting {
  /// The outlook of a queue from the first date of the scenario's horizon on.
  ///
  /// With a driver the model learns contacts per unit of it, and the plan for the driver brings them back to contacts.
  /// Without one it learns contacts without their growth from year to year, where the history shows any, and that growth
  /// goes on ahead, slowing down (see docs/explanation/forecasting.md). A day's range widens by the day's own variance
  /// for every four weeks ahead, as a level does that walks at random; weeks and months take days to miss together as
  /// far as one day's miss carries to the next.
  ///
  /// - Parameters:
  ///   - months: how many calendar months, the first one's rest included.
  ///   - driver: what contacts grow with.
  ///   - hasTrend: whether growth that the history shows goes on; a driver has its own.
  ///   - decisions: flags reviewed and donors; overrides are for the weeks of the plan and left aside.
  /// - Returns: `nil` for a queue that the scenario does not have.
  public static func longRange(
    of queue: String, history: ContactHistory, scenario: Scenario, months: Int = 18, driver: Driver? = nil,
    hasTrend: Bool = true, decisions: ForecastDecisions = ForecastDecisions()
  ) -> LongRange? {
    guard let details = scenario.queues.first(where: { $0.id == queue }) else { return nil }
    let first = scenario.horizon.first
    var longer = scenario
    longer.queues = [details]
    var end = first.firstOfMonth
    for _ in 0..<max(1, months) { end = end.firstOfNextMonth }
    longer.horizon.weeks = max(1, (end.days(since: first) + 6) / 7)
    let review = ForecastDecisions(flags: decisions.flags, donors: decisions.donors)

    let base = driver?.value(on: first)
    var size: (CivilDate) -> Double = { date in
      guard let units = driver?.value(on: date), let base else { return 1 }
      return units / base
    }
    if base == nil, hasTrend {
      let growth = growth(of: details, history, longer, review)
      size = { growth.factor(on: $0, today: first) }
    }
    let level = scaled(history, of: queue, by: { 1 / size($0) }, zone: details.open.zone)
    let study = study(history: level, scenario: longer, decisions: review)
    guard let only = study.queues.first else { return nil }
    let days = study.forecast.queues[0].days.filter { $0.date < end }.enumerated().map { index, day in
      // Rows of open days: four weeks of them count once.
      let widening = (1 + Double(index) / Double(4 * only.task.calendar.week)).squareRoot()
      let offered = day.offered * size(day.date)
      return LongRange.Period(
        first: day.date, openDays: 1, offered: offered,
        p10: max(0, offered - (day.offered - day.p10) * size(day.date) * widening),
        p90: offered + (day.p90 - day.offered) * size(day.date) * widening,
        contactRate: driver?.value(on: day.date).map { 1000 * offered / $0 })
    }
    let carry = only.model.dayCarry
    return LongRange(
      queue: queue, days: days, weeks: LongRange.grouped(days, carry: carry) { $0.monday },
      months: LongRange.grouped(days, carry: carry) { $0.firstOfMonth },
      dayCarry: carry,
      yearlyGrowth: driver == nil && hasTrend ? size(first.advanced(byDays: 365)) - 1 : nil,
      warnings: study.forecast.warnings)
  }

  private static func growth(
    of queue: Queue, _ history: ContactHistory, _ scenario: Scenario, _ decisions: ForecastDecisions
  ) -> YearlyGrowth {
    // A new queue's rows are its donor's, whose growth need not be its own.
    guard !decisions.donors.contains(where: { $0.queue == queue.id }) else { return YearlyGrowth(rate: 0) }
    let series = history.series.first { $0.queue == queue.id }
    let flags = decisions.flags.filter { $0.queue == queue.id }
    let task = QueueTask(queue, series, scenario, scenario.grid, flags: flags)
    let totals = DayTotals(task.table.rates.prefix(task.historyRows), task.calendar, keeps: task.keeps)
    return YearlyGrowth(totals.logTotal, task.calendar)
  }

  /// The history as it would have been with the queue at another size on each date.
  private static func scaled(
    _ history: ContactHistory, of queue: String, by factor: (CivilDate) -> Double, zone: Zone
  ) -> ContactHistory {
    var copy = history
    for series in copy.series.indices where copy.series[series].queue == queue {
      var known: (date: CivilDate, factor: Double)?
      for index in copy.series[series].starts.indices {
        let date = zone.local(at: copy.series[series].starts[index]).date
        if known?.date != date { known = (date, factor(date)) }
        guard let scale = known?.factor, scale != 1 else { continue }
        copy.series[series].offered[index] *= scale
        copy.series[series].handled[index] *= scale
        copy.series[series].handleSeconds[index] *= scale
      }
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
