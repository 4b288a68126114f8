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
  /// Share of the variance of a day's miss in the weeks ahead that is one of the level, and so of all days around it.
  public let levelShare: Double
  /// Growth of the first year ahead as a share, 0.02 for 2 %; `nil` where a driver stands for it, none was asked for or the history is
  /// too short to tell it.
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
  /// The distance of a period's p10 and p90 from its mean is the root of the sum over pairs of days of their covariances (`DayMisses`).
  static func grouped(_ days: [Period], _ misses: DayMisses, by first: (CivilDate) -> CivilDate) -> [Period] {
    var groups: [(row: Int, days: [Period])] = []
    for (row, day) in days.enumerated() {
      if let last = groups.last?.days.last, first(last.first) == first(day.first) {
        groups[groups.count - 1].days.append(day)
      } else {
        groups.append((row, [day]))
      }
    }
    return groups.map { row, group in
      let offered = group.reduce(0) { $0 + $1.offered }
      let rates = group.compactMap(\.contactRate)
      return Period(
        first: first(group[0].first), openDays: group.count, offered: offered,
        p10: max(0, offered - misses.joint(group.map { $0.offered - $0.p10 }, from: row)),
        p90: offered + misses.joint(group.map { $0.p90 - $0.offered }, from: row),
        contactRate: rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count))
    }
  }
}

/// How the misses of days many months ahead hang together: a level that walks at random, and what each day has of its own.
///
/// Of the variance of a day's miss the share `c` is one of the level, in the tests' four weeks. It grows with the weeks `w` since today as
/// `(w + 1) / 2.1`, since pairs of days in the tests have that of their earlier one, eight days ahead on average.
struct DayMisses {
  /// Share of an open day's miss that carries to the next.
  let carry: Double
  /// Share of the level, `c`.
  let levelShare: Double
  /// Open days a week.
  let week: Int

  /// Variance of the level's miss over a day's in the tests.
  private func level(_ row: Int) -> Double { levelShare * (Double(row) / Double(week) + 1) / 2.1 }

  /// How much further a day strays than days of the tests.
  func widening(_ row: Int) -> Double { max(1, 1 - levelShare + level(row)).squareRoot() }

  /// Distance of a sum of days, given those of the days.
  func joint(_ distances: [Double], from row: Int) -> Double {
    let ownCarry = max(0, (carry - levelShare) / (1 - levelShare))
    var (sum, together) = (0.0, 0.0)
    // What of the days before carries on to this one.
    var carried = 0.0
    for (place, distance) in distances.enumerated() {
      let level = level(row + place)
      let share = level / (1 - levelShare + level)
      together += distance * share.squareRoot()
      let own = distance * (1 - share).squareRoot()
      sum += own * own + 2 * own * carried
      carried = ownCarry * (carried + own)
    }
    return max(0, sum + together * together).squareRoot()
  }
}
