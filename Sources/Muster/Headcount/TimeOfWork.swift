import ScenarioFiles
import Timeline
import Workforce

/// When the work of some queues that shifts of a contract can reach lies on the clock of a site: at night, on Sundays and holidays,
/// and on which dates.
struct TimeOfWork {
  /// Shape [months], shares of a month's work.
  private var night: [Double]
  private var sunday: [Double]
  private var holiday: [Double]
  /// Work by date from the Monday of the first month's first week on, whole weeks; where the forecast does not reach, that of the week
  /// beside it.
  private var dates: [Double]
  private let months: MonthIndex

  init(_ queues: [Int], _ site: Site, _ contract: Contract, _ demand: MonthlyDemand) {
    let isReached = contract.minutesOfTheDay
    let months = MonthIndex(demand.starts)
    let holidays = demand.scenario.holidays(in: site.region)
    var all = [Double](repeating: 0, count: demand.monthCount)
    (night, sunday, holiday) = (all, all, all)
    let grid = demand.forecast.grid
    let monday = demand.starts[0].monday
    var dates = [Double](repeating: 0, count: (demand.end.days(since: monday) + 6) / 7 * 7)
    for interval in grid.indices {
      let local = site.zone.local(at: grid.instant(of: interval))
      let load = queues.reduce(0.0) { $0 + demand.requirement.queues[$1].netAgents[interval] }
      guard load > 0, isReached[local.secondsOfDay / 60] else { continue }
      let day = local.date.days(since: monday)
      if dates.indices.contains(day) { dates[day] += load }
      guard let month = months.month(of: local.date) else { continue }
      all[month] += load
      let hour = local.secondsOfDay / 3600
      if hour >= 22 || hour < 6 { night[month] += load }
      if local.date.weekday == .sunday { sunday[month] += load }
      if holidays[local.date] != nil { holiday[month] += load }
    }
    for month in all.indices where all[month] > 0 {
      night[month] /= all[month]
      sunday[month] /= all[month]
      holiday[month] /= all[month]
    }
    // Whole dates that the forecast has: from the first midnight on, to the last one.
    let start = site.zone.local(at: grid.start)
    let first = max(0, start.date.days(since: monday) + (start.secondsOfDay > 0 ? 1 : 0))
    let end = min(dates.count, site.zone.local(at: grid.instant(of: grid.count)).date.days(since: monday))
    for day in (0..<first).reversed() where day + 7 < dates.count { dates[day] = dates[day + 7] }
    for day in max(7, end)..<max(7, end, dates.count) { dates[day] = dates[day - 7] }
    self.dates = dates
    self.months = months
  }

  /// Supplements of a month as a share of wages.
  func supplements(_ month: Int, _ terms: HeadcountFile.Supplements) -> Double {
    night[month] * terms.night + sunday[month] * terms.sunday + holiday[month] * terms.holiday
  }

  /// Paid hours of a contract that lie where there is work, shape [months]: those of each week on its dates as the work does, fewer
  /// in a week with too few dates for the contract's shifts, as around holidays.
  func hours(of contract: Contract) -> [Double] {
    let week = contract.meanWeekMinutes / 60
    let shift = Double(contract.shiftMinutes.max() ?? 0) / 60
    let usual = min(week, Double(contract.weekDays) * shift)
    let starts = months.starts
    var hours = [Double](repeating: 0, count: starts.count - 1)
    var hasWork = hours.map { _ in false }
    for monday in stride(from: 0, to: dates.count, by: 7) {
      let own = dates[monday..<monday + 7]
      let all = own.reduce(0, +)
      guard all > 0 else { continue }
      let reached = usual > 0 ? min(1, Double(own.count { $0 > 0 }) * shift / usual) : 1
      for (day, load) in zip(own.indices, own) where load > 0 {
        guard let month = months.month(of: starts[0].monday.advanced(byDays: day)) else { continue }
        hours[month] += week * reached * load / all
        hasWork[month] = true
      }
    }
    // Where there is no work at all, hours are worth nothing and are those of the calendar.
    for month in hours.indices where !hasWork[month] {
      hours[month] = week * Double(starts[month + 1].days(since: starts[month])) / 7
    }
    return hours
  }
}

extension Contract {
  /// By minute of the day whether some shift lies over it.
  var minutesOfTheDay: [Bool] {
    var isReached = [Bool](repeating: false, count: 1440)
    let longest = shiftMinutes.map { $0 + unpaidMinutes(ofPaid: $0) }.max() ?? 0
    let gap = split.map(\.gapMinutes.upperBound) ?? 0
    for start in starts.flatMap(\.minutes) {
      for minute in start..<start + min(1440, longest + gap) { isReached[minute % 1440] = true }
    }
    return isReached
  }
}
