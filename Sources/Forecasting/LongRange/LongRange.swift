public import Timeline
import Workforce

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
}

extension Forecasting {
  /// How a queue grows from year to year by its own history.
  static func growth(
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
