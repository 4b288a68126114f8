import Staffing
import Timeline
import Workforce

/// How many points of containment a roster stands to lose before a goal or promise about the bot's queue breaks, by hour of day.
///
/// Contacts of the hour grow by what the bot lets through more; the roster stays, and so do the other queues. Those who come back
/// later are counted in the hour in which they came first.
struct ContainmentLoss {
  private let scenario: Scenario
  private let forecast: QueueForecast
  private let rostered: [Double]
  private let bot: Bot
  private let grid: IntervalGrid
  private let promises: [Promise]
  private let summary: PlanSummary
  private let index: Int?

  init(_ plan: Plan, _ bot: Bot) {
    self.bot = bot
    scenario = plan.scenario
    grid = plan.requirement.grid
    index = scenario.queues.firstIndex { $0.id == bot.queue }
    let coverage = Staffing.coverage(of: plan.roster, requirement: plan.requirement, in: scenario)
    var whole = plan
    whole.coverage = coverage
    whole.scenario.promises = []
    summary = PlanSummary(of: whole)
    forecast = plan.forecast.queues[index ?? 0]
    rostered = coverage.queues[index ?? 0].rostered
    let queue = bot.queue
    // Promises at a volume of their own are about other days than these.
    promises = scenario.promises.filter { promise in
      guard promise.level ?? .mean == .mean else { return false }
      switch promise.subject {
      case .service, .shortHours: return promise.queue == nil || promise.queue == queue
      default: return false
      }
    }
  }

  /// All hours together, then those with contacts.
  func hours() -> [BreakEvenReport.Hour] {
    guard let index else { return [] }
    let zone = scenario.queues[index].open.zone
    let clock = grid.indices.map { zone.local(at: grid.instant(of: $0)).secondsOfDay / 3600 }
    var rows: [BreakEvenReport.Hour] = []
    for hour in [nil] + (0..<24).map(Int?.some) {
      let contacts = grid.indices.reduce(0) { hour == nil || clock[$1] == hour ? $0 + forecast.offered[$1] : $0 }
      guard contacts > 0 else { continue }
      let isMeant = clock.map { hour == nil || $0 == hour }
      rows.append(loss(isMeant, index: index, hour: hour, contacts: contacts))
    }
    return rows
  }

  private func loss(_ isMeant: [Bool], index: Int, hour: Int?, contacts: Double) -> BreakEvenReport.Hour {
    let all = Int((bot.containment * 100).rounded(.down))
    var (kept, broken) = (0, all + 1)
    if let first = breaks(0, isMeant, index) {
      return BreakEvenReport.Hour(hour: hour, contacts: contacts, points: 0, breaks: "\(first), as it is")
    }
    var words: String?
    while broken - kept > 1 {
      let middle = (kept + broken) / 2
      if let found = breaks(middle, isMeant, index) {
        (broken, words) = (middle, found)
      } else {
        kept = middle
      }
    }
    return BreakEvenReport.Hour(hour: hour, contacts: contacts, points: kept, breaks: words)
  }

  /// The first goal or promise that does not hold with so many points less.
  private func breaks(_ points: Int, _ isMeant: [Bool], _ index: Int) -> String? {
    func through(_ containment: Double) -> Double { 1 - containment + containment * bot.returns }
    let more = through(max(0, bot.containment - Double(points) / 100)) / max(1e-9, through(bot.containment))
    var one = scenario
    one.queues = [scenario.queues[index]]
    // Whatever a day's quantile is, it moves with the day.
    one.queues[0].planFor = .mean
    one.planFor = .mean
    var busy = forecast
    busy.days = []
    for interval in grid.indices where isMeant[interval] { busy.offered[interval] *= more }
    let requirement = Staffing.requirement(
      for: Forecast(grid: grid, queues: [busy]), in: one, hasPools: false)
    let coverage = Staffing.coverage(giving: [rostered], requirement: requirement, in: one).queues[0]
    let service = WhatEstimate.service(coverage.serviceLevel, requirement.queues[0].offered)
    if let service, service < scenario.queues[index].goal.answered - 0.0005 { return "the goal of \(bot.queue)" }
    let hours = Double(grid.intervalSeconds) / 3600
    var services = summary.queues.map(\.expectedServiceLevel)
    var short = summary.queues.map(\.shortHours)
    services[index] = service
    short[index] = grid.indices.reduce(0) { $0 + coverage.under($1) } * hours
    let figures = PromiseFigures(
      summary, first: scenario.horizon.first, services: services, shortHours: short)
    return promises.first { figures.tell(of: $0) && !PromiseVerdict($0, of: figures).isKept }?.text
  }
}
