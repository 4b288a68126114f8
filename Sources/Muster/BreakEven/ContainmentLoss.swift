import Staffing
import Timeline
import Workforce

/// How many points of containment a roster stands to lose before a goal or promise about the bot's queue breaks, by hour of day.
///
/// Contacts of the hour grow by what the bot lets through more; the roster stays, and so do the other queues. Those who come back
/// later are counted in the hour in which they came first.
struct ContainmentLoss {
  private let scenario: Scenario
  private let forecast: Forecast
  private let requirement: Requirement
  /// Shape [queues][grid.count], net agents.
  private let rostered: [[Double]]
  /// Share of them who are on an email queue too, by live and by email queue.
  private let alsoOn: [Int: [Int: [Double]]]
  private let bot: Bot
  private let grid: IntervalGrid
  private let promises: [Promise]
  private let summary: PlanSummary
  /// Places in the plan's queues of those that are looked at: the bot's, and with work that waits all that share its people's free time.
  private let places: [Int]
  private let memo = RequirementMemo()

  init(_ plan: Plan, _ bot: Bot) {
    self.bot = bot
    grid = plan.requirement.grid
    var whole = plan
    whole.coverage = Staffing.coverage(of: plan.roster, requirement: plan.requirement, in: plan.scenario)
    whole.scenario.promises = []
    summary = PlanSummary(of: whole)
    let queues = plan.scenario.queues
    let given = Staffing.given(by: plan.roster, for: plan.requirement, in: plan.scenario)
    let isDeferred = queues.contains { $0.id == bot.queue && $0.isDeferred }
    let places = queues.indices.filter { index in
      queues[index].id == bot.queue
        || isDeferred
          && (queues[index].isDeferred || given.alsoOn[index] != nil
            || queues.contains { $0.blend?.queues.contains(queues[index].id) == true })
    }
    self.places = places
    let place = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    alsoOn = given.alsoOn.reduce(into: [:]) { kept, live in
      guard let own = place[live.key] else { return }
      kept[own] = live.value.reduce(into: [:]) { if let mail = place[$1.key] { $0[mail] = $1.value } }
    }
    rostered = places.map { given.agents[$0] }
    forecast = Forecast(grid: grid, queues: places.map { plan.forecast.queues[$0] })
    requirement = Requirement(grid: grid, queues: places.map { plan.requirement.queues[$0] })
    var scenario = plan.scenario
    scenario.queues = places.map { queues[$0] }
    self.scenario = scenario
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
    guard let index = scenario.queues.firstIndex(where: { $0.id == bot.queue }) else { return [] }
    let zone = scenario.queues[index].open.zone
    let clock = grid.indices.map { zone.local(at: grid.instant(of: $0)).secondsOfDay / 3600 }
    var rows: [BreakEvenReport.Hour] = []
    for hour in [nil] + (0..<24).map(Int?.some) {
      let contacts = grid.indices.reduce(0) {
        hour == nil || clock[$1] == hour ? $0 + forecast.queues[index].offered[$1] : $0
      }
      guard contacts > 0 else { continue }
      let isMeant = clock.map { hour == nil || $0 == hour }
      rows.append(loss(isMeant, index: index, hour: hour, contacts: contacts))
    }
    return rows
  }

  private func loss(_ isMeant: [Bool], index: Int, hour: Int?, contacts: Double) -> BreakEvenReport.Hour {
    // The last point may be a part of one.
    let all = Int((bot.containment * 100 - 1e-9).rounded(.up))
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
    let points = words == nil ? Int((bot.containment * 100 + 1e-9).rounded(.down)) : kept
    return BreakEvenReport.Hour(hour: hour, contacts: contacts, points: points, breaks: words)
  }

  /// The first goal or promise that does not hold with so many points less.
  private func breaks(_ points: Int, _ isMeant: [Bool], _ index: Int) -> String? {
    func through(_ containment: Double) -> Double { 1 - containment + containment * bot.returns }
    let more = through(max(0, bot.containment - Double(points) / 100)) / max(1e-9, through(bot.containment))
    var one = scenario
    // Whatever a day's quantile is, it moves with the day.
    one.queues[index].planFor = .mean
    var busy = forecast
    busy.queues[index].days = []
    for interval in grid.indices where isMeant[interval] { busy.queues[index].offered[interval] *= more }
    var needed = requirement
    var plain = forecast
    plain.queues[index].days = []
    func formulas(_ forecast: Forecast) -> Requirement {
      Staffing.requirement(for: forecast, in: one, hasPools: false, memo: memo)
    }
    // What planners or service rounds ask for beside the formulas stays beside them.
    needed.queues[index] = requirement.moved(from: formulas(plain), to: formulas(busy)).queues[index]
    let all = Staffing.coverage(giving: rostered, alsoOn: alsoOn, requirement: needed, in: one)
    let coverage = all.queues[index]
    let service = WhatEstimate.service(coverage.serviceLevel, needed.queues[index].offered)
    let goal = scenario.queues[index].goal
    let hangUps = Staffing.abandoned(in: all, requirement: needed, in: one)[index]
    if let service, service < goal.answered - 0.0005 { return "the goal of \(bot.queue)" }
    if ServiceGoal.isAbove(goal.abandonedAtMost, hangUps) {
      return "the goal of \(bot.queue)\(ServiceGoal.text(of: hangUps, atMost: goal.abandonedAtMost))"
    }
    let hours = Double(grid.intervalSeconds) / 3600
    var services = summary.queues.map(\.expectedServiceLevel)
    var short = summary.queues.map(\.shortHours)
    services[places[index]] = service
    short[places[index]] = grid.indices.reduce(0) { $0 + coverage.under($1) } * hours
    let figures = PromiseFigures(
      summary, first: scenario.horizon.first, services: services, shortHours: short)
    return promises.first { figures.tell(of: $0) && !PromiseVerdict($0, of: figures).isKept }?.text
  }
}
