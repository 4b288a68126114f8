import Libc
package import Timeline
import Units
public import Workforce

/// What all queues of a scenario can expect over many months: by day, week and month, and by interval.
public struct MonthsAhead: Sendable {
  /// In the order of the scenario's queues.
  public let ranges: [LongRange]
  /// The same contacts by interval, from the first date of the horizon to the end of the week in which the last month ends; its days
  /// are those of `ranges` and left out.
  public let forecast: Forecast
  /// The first date after the months.
  package let end: CivilDate
  /// Plain sentences about what the histories could not support, and about flows.
  public var warnings: [String] { forecast.warnings }

  /// The outlook of a queue; `nil` for one that the scenario does not have.
  public func range(of queue: String) -> LongRange? { ranges.first { $0.queue == queue } }
}

extension Forecasting {
  /// The outlook of all queues from the first date of the scenario's horizon on.
  ///
  /// With a driver the model learns contacts per unit of it, and the plan for the driver brings them back to contacts.
  /// Without one it learns contacts without their growth from year to year, where the history shows any, and that growth
  /// goes on ahead, slowing down (see docs/explanation/forecasting.md). Flows come on top, as in the weeks ahead: queues with a
  /// contact rate follow their customers, derived queues what the arrows bring, and bots keep what they keep. A day's range widens
  /// by the day's own variance for every four weeks ahead, as a level does that walks at random; weeks and months take days to miss
  /// together as far as one day's miss carries to the next.
  ///
  /// - Parameters:
  ///   - months: how many calendar months, the first one's rest included.
  ///   - driver: what contacts grow with.
  ///   - hasTrend: whether growth that the history shows goes on; a driver has its own.
  ///   - decisions: flags reviewed, donors and overrides; growth is learned without the last.
  public static func monthsAhead(
    history: ContactHistory, scenario: Scenario, months: Int = 18, driver: Driver? = nil, hasTrend: Bool = true,
    decisions: ForecastDecisions = ForecastDecisions()
  ) -> MonthsAhead {
    let first = scenario.horizon.first
    var end = first.firstOfMonth
    for _ in 0..<max(1, months) { end = end.firstOfNextMonth }
    var longer = scenario
    longer.horizon.weeks = max(1, (end.days(since: first) + 6) / 7)
    let review = ForecastDecisions(flags: decisions.flags, donors: decisions.donors)

    let base = driver?.value(on: first)
    let growths = scenario.queues.map { queue in
      base == nil && hasTrend ? growth(of: queue, history, longer, review) : YearlyGrowth(rate: 0)
    }
    func size(_ queue: Int, _ date: CivilDate) -> Double {
      guard let units = driver?.value(on: date), let base else { return growths[queue].factor(on: date, today: first) }
      return units / base
    }
    var level = history
    for (index, queue) in scenario.queues.enumerated() {
      level.scale(queue.id, zone: queue.open.zone) { 1 / size(index, $0) }
    }
    let study = study(history: level, scenario: longer, decisions: review)
    var (grown, learned) = (study.forecast, study.learned)
    for (index, queue) in scenario.queues.enumerated() {
      grown.scale(queue: index, zone: queue.open.zone) { size(index, $0) }
      learned.scale(queue: index, zone: queue.open.zone) { size(index, $0) }
    }
    if !decisions.overrides.isEmpty { grown.apply(plain: decisions.overrides, in: longer) }
    var forecast = network(
      grown, in: longer, history: history, overrides: decisions.overrides, learned: learned
    ).forecast
    let ranges = scenario.queues.indices.map { index in
      let own = study.queues[index]
      let model = own.model
      let misses = DayMisses(carry: model.dayCarry, levelShare: model.levelShare, week: own.task.calendar.week)
      let days = forecast.queues[index].days.filter { $0.date < end }.enumerated().map { row, day in
        let widening = misses.widening(row)
        return LongRange.Period(
          first: day.date, openDays: 1, offered: day.offered,
          p10: max(0, day.offered - (day.offered - day.p10) * widening),
          p90: day.offered + (day.p90 - day.offered) * widening,
          contactRate: driver?.value(on: day.date).map { 1000 * day.offered / $0 })
      }
      return LongRange(
        queue: scenario.queues[index].id, days: days, weeks: LongRange.grouped(days, misses) { $0.monday },
        months: LongRange.grouped(days, misses) { $0.firstOfMonth }, dayCarry: model.dayCarry,
        levelShare: model.levelShare,
        yearlyGrowth: driver == nil && hasTrend && !growths[index].isUntold
          ? size(index, first.advanced(byDays: 365)) - 1 : nil)
    }
    for index in forecast.queues.indices { forecast.queues[index].days = [] }
    if driver == nil, hasTrend { forecast.warnings += growthsLeftOut(growths, in: scenario) }
    let lastDay = end.advanced(byDays: -1)
    if let driver, let last = driver.points.last, last.date < lastDay.firstOfMonth {
      forecast.warnings.append(
        "The values of \(driver.name) end on \(last.date.isoText); that of then is taken for all dates up to \(lastDay.isoText)."
      )
    }
    return MonthsAhead(ranges: ranges, forecast: forecast, end: end)
  }
}

extension Forecasting {
  /// Sentences about growth that is not counted on, since histories are too short to tell it or show more than goes on for long.
  private static func growthsLeftOut(_ all: [YearlyGrowth], in scenario: Scenario) -> [String] {
    // What the network feeds grows with what feeds it.
    let places = scenario.queues.indices.filter {
      let queue = scenario.queues[$0].id
      return !scenario.flows.derived.contains(queue) && !scenario.flows.feeds(queue)
    }
    let (queues, growths) = (places.map { scenario.queues[$0] }, places.map { all[$0] })
    let remedy = "say so with --driver, events.csv or overrides.csv."
    func whole(_ value: Double) -> String { "\(Int(value.rounded()))" }
    func percent(_ rate: Double) -> String { Share(abs(exp(rate) - 1)).text(decimals: 0) }
    var sentences: [String] = []
    let untold = zip(queues, growths).filter { $1.isUntold && !$1.isBlank }.map(\.0.id)
    if !untold.isEmpty {
      sentences.append(
        "No growth from year to year is counted on\(untold.count == queues.count ? "" : " for \(untold.joined(separator: ", "))"): "
          + "it takes half a year of history beyond the first to tell it from the season.")
    }
    for (queue, growth) in zip(queues, growths) {
      switch growth.leftOut {
      case .all(let before, let after, let weeks)
      where weeks >= 16 && before > 0 && after > 0 && abs(log(after / before)) > log(1.25):
        sentences.append(
          "\(queue.id): a day had \(whole(before)) contacts when its history began and \(whole(after)) \(weeks) weeks later. Where that goes on, "
            + remedy)
      case .beyond(let rate):
        sentences.append(
          "\(queue.id): contacts \(rate > 0 ? "grow" : "fall") by \(percent(rate)) a year, and \(percent(growth.rate)) is the most that is "
            + "taken to go on. Where more does, " + remedy)
      default: break
      }
    }
    return sentences
  }
}

extension Forecast {
  /// Puts in what planners say of queues that the network leaves alone, on the dates it is said of; changes of volume, which are in
  /// already, stay on top.
  fileprivate mutating func apply(plain overrides: [ForecastOverride], in scenario: Scenario) {
    _ = apply(
      overrides.filter { !scenario.flows.moves($0.queue) }, in: scenario,
      changes: scenario.demandChanges.filter { $0.kind == .volume })
    for (index, queue) in scenario.queues.enumerated() {
      queues[index].settleDayHandleTimes(queue.open.zone, grid)
    }
  }
}

extension ContactHistory {
  /// Makes the history what it would have been with a queue at another size on each date.
  fileprivate mutating func scale(_ queue: String, zone: Zone, by factor: (CivilDate) -> Double) {
    for index in series.indices where series[index].queue == queue {
      var known: (date: CivilDate, factor: Double)?
      for row in series[index].starts.indices {
        let date = zone.local(at: series[index].starts[row]).date
        if known?.date != date { known = (date, factor(date)) }
        guard let scale = known?.factor, scale != 1 else { continue }
        series[index].offered[row] *= scale
        series[index].handled[row] *= scale
        series[index].handleSeconds[row] *= scale
      }
    }
  }
}

extension Forecast {
  /// Brings a queue to another size on each date, ranges and days with it.
  fileprivate mutating func scale(queue: Int, zone: Zone, by factor: (CivilDate) -> Double) {
    var known: (date: CivilDate, factor: Double)?
    for interval in grid.indices where queues[queue].isOpen[interval] {
      let date = zone.local(at: grid.instant(of: interval)).date
      if known?.date != date { known = (date, factor(date)) }
      guard let scale = known?.factor, scale != 1 else { continue }
      queues[queue].offered[interval] *= scale
      queues[queue].p10[interval] *= scale
      queues[queue].p90[interval] *= scale
    }
    for index in queues[queue].days.indices {
      let scale = factor(queues[queue].days[index].date)
      queues[queue].days[index].offered *= scale
      queues[queue].days[index].p10 *= scale
      queues[queue].days[index].p90 *= scale
    }
  }
}
