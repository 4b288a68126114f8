import Forecasting
import ScenarioFiles
import Staffing
import Timeline
import Workforce

/// Contacts and net hours of every queue by month, from the models that rosters are made from.
///
/// The outlook says how many contacts each interval brings, flows among them, and how long they take; staffing turns each interval
/// into net agents with its own goal, opening hours and holidays.
/// Hours of a month are the sum over its intervals: no typical day and no factor stands between.
struct MonthlyDemand: Sendable {
  /// First dates of the months, and of the one after the last.
  let starts: [CivilDate]
  /// Shape [queues][months]: contacts offered, of the mean.
  let offered: [[Double]]
  /// Shape [queues][months]: distance of the tenth and ninetieth percentile of the month from its mean, as shares of it.
  let spread: [[(below: Double, above: Double)]]
  /// Shape [queues][months]: hours of contact that those contacts bring.
  let workHours: [[Double]]
  /// Shape [queues][months]: net hours at the volume that is planned for.
  let hours: [[Double]]
  /// Shape [queues][months]: change of `hours` for one unit of volume as a share of it; 1 where hours follow contacts exactly.
  let elasticity: [[Double]]
  /// Agents by interval at the volume that is planned for, without pools.
  let requirement: Requirement
  /// Shape [queues][months]: planned volume over that of the mean.
  let planned: [[Double]]
  /// How queues miss together.
  let courses: VolumeCourses
  /// The outlook by interval, of the mean: what typical weeks are cut from.
  let forecast: Forecast
  /// The scenario over all months.
  let scenario: Scenario
  /// What was said on the way.
  let warnings: [String]

  var monthCount: Int { starts.count - 1 }
  /// The date after the last month.
  var end: CivilDate { starts[starts.count - 1] }

  /// Shape [queues][months]: net hours when volumes are so many times the planned ones.
  func hours(at factors: [[Double]]) -> [[Double]] {
    hours.indices.map { queue in
      hours[queue].indices.map { month in
        max(0, hours[queue][month] * (1 + elasticity[queue][month] * (factors[queue][month] - 1)))
      }
    }
  }

  /// Volume that a level of demand stands for, as a factor on the mean.
  static func factor(_ level: DemandLevel, _ spread: (below: Double, above: Double)) -> Double {
    // Quantiles of the normal law over that of 0.9.
    switch level {
    case .mean, .p50: 1
    case .p80: 1 + spread.above * 0.841_621_233_572_914 / 1.281_551_565_544_600
    case .p90: 1 + spread.above
    }
  }
}

extension MonthlyDemand {
  /// The demand of a scenario.
  ///
  /// - Parameters:
  ///   - starts: first dates of the months, and of the one after the last.
  ///   - levels: volume that is planned for, by queue.
  ///   - driver: what contacts grow with.
  init(
    _ input: ScenarioInput, decisions: ForecastDecisions, starts: [CivilDate], levels: [DemandLevel], driver: Driver?,
    hasTrend: Bool, isCancelled: () -> Bool
  ) throws(Interrupted) {
    var longer = input.scenario
    let first = longer.horizon.first
    let end = starts[starts.count - 1]
    longer.horizon.weeks = max(1, (end.days(since: first) + 6) / 7)
    longer.planFor = .mean
    for index in longer.queues.indices { longer.queues[index].planFor = nil }
    let monthsAhead = (end.year - first.year) * 12 + end.month - first.month
    let ahead = Forecasting.monthsAhead(
      history: input.history, scenario: input.scenario, months: max(1, monthsAhead), driver: driver,
      hasTrend: hasTrend, decisions: decisions)
    let forecast = ahead.forecast
    if isCancelled() { throw Interrupted() }
    let months = MonthIndex(starts)
    var offered: [[Double]] = []
    var spread: [[(below: Double, above: Double)]] = []
    for range in ahead.ranges {
      let known = Dictionary(range.months.map { ($0.first, $0) }) { first, _ in first }
      offered.append(starts.dropLast().map { known[$0]?.offered ?? 0 })
      spread.append(
        starts.dropLast().map { start in
          guard let month = known[start], month.offered > 0 else { return (0, 0) }
          return ((month.offered - month.p10) / month.offered, (month.p90 - month.offered) / month.offered)
        })
    }
    // Pools are for people to look at; without people there are none to work out.
    var staffed = longer
    if !staffed.queues.contains(where: { $0.blend != nil }) { staffed.agents = [] }
    let planned = zip(levels, spread).map { level, own in own.map { Self.factor(level, $0) } }
    let usual = Self.hours(forecast, staffed, months, planned)
    if isCancelled() { throw Interrupted() }
    let step = 1.05
    let more = Self.hours(forecast, staffed, months, planned.map { $0.map { $0 * step } })
    self.starts = starts
    self.offered = offered
    self.spread = spread
    self.workHours = usual.work
    self.hours = usual.net
    self.requirement = usual.requirement
    self.elasticity = zip(usual.net, more.net).map { one, other in
      zip(one, other).map { $0 > 0 ? ($1 / $0 - 1) / (step - 1) : 0 }
    }
    self.forecast = forecast
    self.scenario = staffed
    self.planned = planned
    // How queues miss together is learned from the weeks ahead: it is the same history.
    let review = ForecastDecisions(flags: decisions.flags, donors: decisions.donors)
    self.courses = VolumeCourses(
      Forecasting.study(history: input.history, scenario: input.scenario, decisions: review), seed: input.scenario.seed)
    let growing = ahead.ranges.compactMap { range in
      range.yearlyGrowth.flatMap { growth in
        Share(abs(growth)).text() == "0.0 %"
          ? nil
          : "contacts of \(range.queue) are taken to \(growth > 0 ? "grow" : "fall") by \(Share(abs(growth)).text()) in the first year ahead, "
            + "slowing down; --no-trend leaves that out."
      }
    }
    self.warnings = unique(growing + ahead.warnings)
  }

  /// Service to expect by queue and month where a queue has so many times the people it needs in each of its intervals: share of the
  /// contacts answered within the goal's threshold. NaN where nothing is offered.
  ///
  /// - Parameter cover: shape [queues][months].
  func service(at cover: [[Double]]) -> [[Double]] {
    let months = MonthIndex(starts)
    let places = scenario.queues.map { months.places(on: requirement.grid, clock: $0.open.zone) }
    let given = requirement.queues.enumerated().map { index, queue in
      zip(queue.netAgents, places[index]).map { agents, month in month.map { agents * cover[index][$0] } ?? agents }
    }
    var service = cover.map { $0.map { _ in Double.nan } }
    for month in 0..<monthCount {
      // A month by itself: work that one leaves undone is not what the next one is planned for.
      let own = requirement.grid.indices.filter { interval in places.contains { $0[interval] == month } }
      guard let first = own.first, let last = own.last else { continue }
      let part = requirement.cut(first...last)
      var single = scenario
      single.horizon.first = starts[month]
      single.horizon.weeks = 5
      single.backlog = []
      let coverage = Staffing.coverage(
        giving: given.map { Array($0[first...last]) }, requirement: part, in: single)
      for (index, queue) in coverage.queues.enumerated() {
        var (answered, offered) = (0.0, 0.0)
        for (interval, level) in queue.serviceLevel.enumerated()
        where !level.isNaN && places[index][first + interval] == month {
          answered += level * part.queues[index].offered[interval]
          offered += part.queues[index].offered[interval]
        }
        if offered > 0 { service[index][month] = answered / offered }
      }
    }
    return service
  }

  /// Net hours of one queue by month with another share answered; `nil` where other queues' hours hang on it.
  func hours(of queue: Int, answered: Double) -> [Double]? {
    guard !scenario.queues.contains(where: { $0.blend != nil }) else { return nil }
    var alone = scenario
    alone.queues = [scenario.queues[queue]]
    alone.queues[0].goal.answered = answered
    let own = Forecast(grid: forecast.grid, queues: [forecast.queues[queue]])
    return Self.hours(own, alone, MonthIndex(starts), [planned[queue]]).net[0]
  }

  /// Net hours and hours of contact by queue and month, at volumes that are factors on those of a forecast.
  private static func hours(
    _ forecast: Forecast, _ scenario: Scenario, _ months: MonthIndex, _ factors: [[Double]]
  ) -> (net: [[Double]], work: [[Double]], requirement: Requirement) {
    var scaled = forecast
    let places = scenario.queues.map { months.places(on: forecast.grid, clock: $0.open.zone) }
    for queue in scaled.queues.indices {
      for interval in forecast.grid.indices {
        guard let month = places[queue][interval] else { continue }
        scaled.queues[queue].offered[interval] *= factors[queue][month]
      }
    }
    let requirement = Staffing.requirement(for: scaled, in: scenario)
    let hour = Double(forecast.grid.intervalSeconds) / 3600
    var net = factors.map { $0.map { _ in 0.0 } }
    var work = net
    for queue in requirement.queues.indices {
      for interval in forecast.grid.indices {
        guard let month = places[queue][interval] else { continue }
        net[queue][month] += requirement.queues[queue].netAgents[interval] * hour
        work[queue][month] +=
          scaled.queues[queue].offered[interval] * scaled.queues[queue].averageHandleTime[interval] / 3600
      }
    }
    return (net, work, requirement)
  }
}

/// Which month of a plan a date is in.
struct MonthIndex: Sendable {
  let starts: [CivilDate]

  init(_ starts: [CivilDate]) { self.starts = starts }

  /// The month of a date; nil outside the plan.
  func month(of date: CivilDate) -> Int? {
    guard let first = starts.first, let last = starts.last, date >= first, date < last else { return nil }
    return (date.year - first.year) * 12 + date.month - first.month
  }

  /// Shape [grid.count].
  func places(on grid: IntervalGrid, clock: Zone) -> [Int?] {
    grid.indices.map { month(of: clock.local(at: grid.instant(of: $0)).date) }
  }
}

extension Requirement {
  /// The requirement of a stretch of the grid, without pools.
  fileprivate func cut(_ range: ClosedRange<Int>) -> Requirement {
    let part = IntervalGrid(
      start: grid.instant(of: range.lowerBound), intervalSeconds: grid.intervalSeconds, count: range.count)
    return Requirement(
      grid: part,
      queues: queues.map { queue in
        QueueRequirement(
          queue: queue.queue, offered: Array(queue.offered[range]),
          averageHandleTime: Array(queue.averageHandleTime[range]),
          load: Array(queue.load[range]), netAgents: Array(queue.netAgents[range]),
          grossAgents: Array(queue.grossAgents[range]))
      })
  }
}
