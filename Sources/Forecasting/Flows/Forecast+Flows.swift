import Timeline
public import Workforce

/// A forecast after its demand network, with what every arrow carries.
public struct NetworkForecast: Sendable {
  /// The forecast: what arrives at each queue in all.
  public var forecast: Forecast
  /// Every arrow; empty where the scenario has no network.
  public var courses: [FlowCourse]
  /// Overrides of queues that the network may change, with what these would get without them.
  public var appliedOverrides: [AppliedOverride] = []
}

extension Forecasting {
  /// Sends a forecast through the demand network of its scenario.
  ///
  /// The forecast of an observed queue already holds what the network brought while its history was written, so it changes only as
  /// far as the network does. A queue without history, or one that is said to be derived, gets what the arrows bring.
  ///
  /// What planners say of a queue is what reaches it, and what goes on from there: overrides hold behind the network, and the volume of
  /// a queue that is not observed is changed there.
  ///
  /// - Parameters:
  ///   - overrides: those of queues that the network may change are done here; of the others they are in the forecast.
  ///   - learned: the forecast before overrides and changes of volume (`ForecastStudy.learned`): where a queue has more or fewer contacts
  ///     than that, the queues behind it follow. Nil where there are none.
  /// - Complexity: linear in intervals x arrows.
  public static func network(
    _ forecast: Forecast, in scenario: Scenario, history: ContactHistory, overrides: [ForecastOverride] = [],
    learned: Forecast? = nil
  ) -> NetworkForecast {
    var made = forecast
    if let learned { made.follow(from: learned, usual: forecast, in: scenario, history: history) }
    return network(made, usual: forecast, in: scenario, history: history, overrides: overrides)
  }

  /// The same of a forecast that knows some of the horizon's contacts.
  ///
  /// - Parameter usual: the forecast without them.
  static func network(
    _ forecast: Forecast, usual: Forecast, in scenario: Scenario, history: ContactHistory,
    overrides: [ForecastOverride]
  ) -> NetworkForecast {
    guard !scenario.flows.isEmpty else { return NetworkForecast(forecast: forecast, courses: []) }
    var made = forecast
    let spread = made.takeRates(in: scenario, shapedBy: usual)
    let observed = scenario.queues.map { scenario.isObserved($0.id, in: history) }
    let lost = scenario.queues.map { history.lostShare(of: $0.id) }
    let network = DemandNetwork(made, in: scenario, lost: lost, hasWarmUp: true)
    // What customers bring is known of a queue with a contact rate, and arrows come on top of it.
    let rated = Set(scenario.flows.rates.map(\.queue))
    let known = scenario.queues.indices.map { queue in
      network.extended(
        observed[queue] || rated.contains(scenario.queues[queue].id)
          ? made.queues[queue].offered : [Double](repeating: 0, count: made.grid.count))
    }
    var (solution, works) = network.solved(known, observed)
    made.warnings += notes(scenario, observed, network, solution)
    var totals = solution.total
    let fed = scenario.queues.indices.filter { !observed[$0] }.map { scenario.queues[$0].id }
    let stated = StatedFigures(overrides, fed: fed, of: made, in: scenario)
    if !stated.isEmpty {
      // First what each queue would get, then the network once more with what is said of it.
      let held = stated.totals(of: made, without: totals.map { Array($0[network.warmUp...]) })
        .map { [Double](repeating: .nan, count: network.warmUp) + $0 }
      (solution, works) = network.solved(known, observed, held: held)
      for queue in observed.indices {
        for interval in 0..<network.count where held[queue][interval].isNaN {
          totals[queue][interval] = solution.total[queue][interval]
        }
      }
    }
    for queue in observed.indices {
      // What came up on the day before the first date, on the queue's clock, is none of the plan's.
      let planned = zip(made.grid.indices, totals[queue][network.warmUp...]).map { interval, total in
        total != 0 && scenario.isDated(scenario.queues[queue], at: made.grid.instant(of: interval)) ? total : 0
      }
      made.queues[queue].take(planned, times: works[queue], spread: spread, of: scenario.queues[queue], on: made.grid)
      made.queues[queue].settleDayHandleTimes(scenario.queues[queue].open.zone, made.grid)
    }
    let applied = stated.put(into: &made)
    return NetworkForecast(
      forecast: made, courses: network.courses(solution, network.planned, in: scenario),
      appliedOverrides: applied.map { $0.standing(in: made) })
  }

  /// What customers bring by a forecast of totals: what is left when all that the arrows bring is taken off.
  ///
  /// Contacts that were on their way before the horizon count as brought. Nothing is below 0.
  public static func arrivals(of forecast: Forecast, in scenario: Scenario, history: ContactHistory) -> Forecast {
    guard !scenario.flows.arrows.isEmpty || !scenario.flows.bots.isEmpty else { return forecast }
    let lost = scenario.queues.map { history.lostShare(of: $0.id) }
    let network = DemandNetwork(forecast, in: scenario, lost: lost, hasWarmUp: false)
    let all = [Bool](repeating: true, count: scenario.queues.count)
    let solution = network.solve(network.planned, given: forecast.queues.map(\.offered), knowsTotal: all)
    var arrivals = forecast
    for queue in all.indices {
      arrivals.queues[queue].offered = solution.external[queue].map { $0 > 0.0005 ? $0 : 0 }
    }
    return arrivals
  }

  private static func notes(
    _ scenario: Scenario, _ observed: [Bool], _ network: DemandNetwork, _ solution: DemandNetwork.Solution
  ) -> [String] {
    let fed = scenario.queues.indices.filter { scenario.flows.feeds(scenario.queues[$0].id) }
    func names(_ queues: [Int]) -> String { queues.map { scenario.queues[$0].id }.joined(separator: ", ") }
    let (seen, derived) = (fed.filter { observed[$0] }, fed.filter { !observed[$0] })
    var sentences: [String] = []
    if !derived.isEmpty { sentences.append("Contacts of \(names(derived)) are derived from flows.") }
    if !seen.isEmpty {
      sentences.append(
        "The history of \(names(seen)) holds what flows bring there; it is not counted twice.")
    }
    for bot in scenario.flows.bots where bot.historyContainment == 0 && bot.containment > 0 {
      sentences.append(
        "Bot \(bot.id): the history of \(bot.queue) is taken to be from before it; say history: of the bot where it is not."
      )
    }
    for flow in scenario.flows.arrows where flow.kind == .redial && flow.share > 0 {
      guard let from = scenario.queues.firstIndex(where: { $0.id == flow.from }), network.lost[from] == 0 else {
        continue
      }
      sentences.append(
        "\(flow.id): the history of \(flow.from) has nobody who hangs up, so nobody calls again in the plan; its column "
          + "abandoned says how many do.")
    }
    for queue in seen {
      let horizon = network.warmUp..<network.count
      let total = solution.total[queue][horizon].reduce(0, +)
      let excess = solution.beside[queue][horizon].reduce(0) { $0 - min(0, $1) }
      guard excess > 0.05 * total else { continue }
      sentences.append(
        "\(scenario.queues[queue].id): flows bring \(decimals(excess, 0)) contacts more than its history holds at those "
          + "times; check their shares, or say arrivals: derived.")
    }
    return sentences
  }
}

extension Scenario {
  /// Whether the contacts of a queue are learned from its own history.
  func isObserved(_ queue: String, in history: ContactHistory) -> Bool {
    guard !flows.derived.contains(queue), !flows.rates.contains(where: { $0.queue == queue }) else { return false }
    guard flows.feeds(queue) else { return true }
    return history.series.contains { $0.queue == queue && !$0.starts.isEmpty }
  }
}

extension ContactHistory {
  /// Share of a queue's recorded contacts that hung up; 0 where that is not recorded.
  func lostShare(of queue: String) -> Double {
    guard let series = series.first(where: { $0.queue == queue }) else { return 0 }
    var (lost, offered) = (0.0, 0.0)
    for row in series.starts.indices where series.abandoned[row].isFinite && series.offered[row].isFinite {
      lost += series.abandoned[row]
      offered += series.offered[row]
    }
    return offered > 0 ? min(1, lost / offered) : 0
  }
}

extension DemandNetwork {
  /// Contacts of the plan, and factors on handle times by queue and interval of the horizon.
  ///
  /// - Parameters:
  ///   - known: shape [queues][count]: contacts by history, or what customers bring where they are not observed.
  ///   - observed: shape [queues].
  ///   - held: totals that hold whatever the network brings, as for `solve`.
  fileprivate func solved(
    _ known: [[Double]], _ observed: [Bool], held: [[Double]] = []
  ) -> (solution: Solution, handleTimeFactors: [[Double]?]) {
    let (planned, recorded) = (planned, recorded)
    var solution = solve(recorded, given: known, knowsTotal: observed)
    if planned != recorded || !held.isEmpty {
      let none = [Bool](repeating: false, count: observed.count)
      let (external, beside) = (solution.external, solution.beside)
      let before = solve(recorded, given: external, beside: beside, knowsTotal: none)
      solution = solve(planned, given: external, beside: beside, held: held, knowsTotal: none)
      for queue in observed.indices {
        for interval in 0..<count where held.isEmpty || held[queue][interval].isNaN {
          let change = solution.total[queue][interval] - before.total[queue][interval]
          // Where nothing changed the forecast stays as it was, to the last bit.
          let base = observed[queue] ? known[queue][interval] : before.total[queue][interval]
          solution.total[queue][interval] = max(0, base + change)
        }
      }
    }
    let totals = zip(known, held.isEmpty ? known : held).map { zip($0, $1).map { $1.isNaN ? $0 : $1 } }
    return (solution, handleTimeFactors(planned: planned, recorded: recorded, solution, totals))
  }

  /// Values of the horizon behind those of its first week.
  func extended(_ values: [Double]) -> [Double] { Array(values.prefix(warmUp)) + values }

  /// How much longer contacts of each queue take than in its history, by interval of the horizon: a bot keeps the short ones.
  fileprivate func handleTimeFactors(
    planned: Shares, recorded: Shares, _ solution: Solution, _ known: [[Double]]
  ) -> [[Double]?] {
    var factors = [[Double]?](repeating: nil, count: queueIds.count)
    for (index, bot) in flows.bots.enumerated()
    where bot.handleTimeFactor != 1 || bot.historyHandleTimeFactor != 1 {
      guard let queue = queueIds.firstIndex(of: bot.queue) else { continue }
      func longer(
        _ shares: Shares, _ usual: Double, _ factor: Double, _ total: [Double], _ interval: Int
      ) -> Double {
        guard usual > 0, total[interval] > 0 else { return 1 }
        let working = shares.kept[index][interval] / usual
        let behind = solution.external[queue][interval] * working * (1 - usual)
        return 1 + (factor - 1) * min(1, behind / total[interval])
      }
      factors[queue] = (warmUp..<count).map { interval in
        longer(planned, bot.containment, bot.handleTimeFactor, solution.total[queue], interval)
          / longer(recorded, bot.historyContainment, bot.historyHandleTimeFactor, known[queue], interval)
      }
    }
    return factors
  }

  /// What every arrow carries, beginnings and ends included.
  fileprivate func courses(_ solution: Solution, _ shares: Shares, in scenario: Scenario) -> [FlowCourse] {
    var courses: [FlowCourse] = []
    func add(
      _ id: String, _ kind: FlowCourse.Kind, _ from: String?, _ to: String?, _ left: [Double], _ arrived: [Double]?
    ) {
      let out = arrived ?? left
      var way = 0.0
      for interval in 0..<warmUp { way += left[interval] - out[interval] }
      let before = way
      let onTheWay = (warmUp..<count).map { interval in
        way += left[interval] - out[interval]
        return arrived == nil ? 0 : max(0, way)
      }
      courses.append(
        FlowCourse(
          id, kind, from: from, to: to, left: Array(left[warmUp...]), arrived: Array(out[warmUp...]),
          onTheWay: onTheWay, onTheWayBefore: arrived == nil ? 0 : max(0, before)))
    }
    for (queue, id) in queueIds.enumerated() {
      let own = flows.bots.firstIndex { $0.queue == id }
      let touched =
        own != nil || flows.arrows.contains { $0.from == id || $0.to == id } || flows.rates.contains { $0.queue == id }
      guard touched else { continue }
      let brought = solution.external[queue]
      let beside = solution.beside[queue]
      if let own {
        let (bot, kept) = (flows.bots[own], shares.kept[own])
        add(bot.id, .arrival, nil, bot.id, brought, nil)
        add(bot.id, .passed, bot.id, id, zip(brought, kept).map { $0 * (1 - $1) }, nil)
        add(bot.id, .contained, bot.id, nil, zip(brought, kept).map { $0 * $1 * (1 - bot.returns) }, nil)
        let place = flows.arrows.count + own
        add(bot.id, .returned, bot.id, id, solution.left[place], solution.arrived[place])
        if beside.contains(where: { $0 != 0 }) { add(id, .arrival, nil, id, beside, nil) }
      } else {
        add(id, .arrival, nil, id, zip(brought, beside).map { $0 + $1 }, nil)
      }
      var handled = 1 - lost[queue]
      var hungUp = lost[queue]
      for (arrow, flow) in flows.arrows.enumerated() where flow.from == id {
        if flow.kind == .redial { hungUp -= part(arrow, shares) } else { handled -= part(arrow, shares) }
      }
      add(id, .solved, id, nil, solution.total[queue].map { $0 * max(0, handled) }, nil)
      if lost[queue] > 0 { add(id, .hungUp, id, nil, solution.total[queue].map { $0 * max(0, hungUp) }, nil) }
    }
    for (arrow, flow) in flows.arrows.enumerated() {
      let kind = FlowCourse.Kind(rawValue: flow.kind.rawValue) ?? .escalation
      add(flow.id, kind, flow.from, flow.to, solution.left[arrow], solution.arrived[arrow])
    }
    return courses
  }
}
