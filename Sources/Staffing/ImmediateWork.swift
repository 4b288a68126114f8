import Queueing
import Units
import Workforce

/// Contacts that want an answer now: phone and chat.
///
/// A phone agent is one server. A chat agent who holds K at once is K servers, each as slow as a chat is when K are held
/// at once, because the handle time of the history is measured that way; where the handle times with 1, 2, ... K at once
/// are given, `ChatQueue` uses them all. With patience the model is Erlang A, without it Erlang C; the strictest of the
/// goals decides.
struct ImmediateWork {
  let queue: Queue
  let interval: Seconds

  /// Handle times by contacts at once, where they are given.
  private var handleTimesAtOnce: [Seconds]? {
    queue.isConcurrent && !queue.handleTimesAtOnce.isEmpty ? queue.handleTimesAtOnce : nil
  }

  var goals: [Goal] {
    var goals = [Goal.serviceLevel(min(queue.goal.answered, ImmediateWork.highestShare), within: queue.goal.within)]
    if let cap = queue.goal.abandonedAtMost { goals.append(.abandonment(atMost: cap)) }
    if let cap = queue.goal.occupancyAtMost { goals.append(.occupancy(atMost: cap)) }
    return goals
  }

  /// The share used where a goal asks for every contact, which no finite number of agents can promise.
  private static let highestShare = 0.9999

  /// The handle times that sizing uses: those of the forecast, or with every place taken where a chat queue gives them.
  func handleTimes(of expected: QueueForecast) -> [Double] {
    guard let slowest = handleTimesAtOnce?.last?.value else { return expected.averageHandleTime }
    return expected.averageHandleTime.map { $0 > 0 ? slowest : 0 }
  }

  /// Load in erlangs (for chat, in places) of each interval: steady, or lagged where handle times are long.
  func loads(offered: [Double], handleTimes: [Double]) -> [Double] {
    if LaggedLoad.applies(to: queue, offered: offered, handleTime: handleTimes, interval: interval.value) {
      return LaggedLoad.loads(offered: offered, handleTime: handleTimes, interval: interval.value)
    }
    return zip(offered, handleTimes).map { Erlangs(offered: $0, handleTime: Seconds($1), interval: interval).value }
  }

  /// Net agents per interval, not rounded.
  ///
  /// - Complexity: one sizing an interval with contacts.
  func netAgents(for expected: QueueForecast, warnings: inout [String]) -> [Double] {
    if queue.goal.answered > ImmediateWork.highestShare {
      warnings.append(
        "\(queue.id): no finite number of agents answers every contact in time; staffed for 99.99 % instead")
    }
    let handleTimes = handleTimes(of: expected)
    let loads = loads(offered: expected.offered, handleTimes: handleTimes)
    var faults = Set<String>()
    let net = expected.offered.indices.map { index -> Double in
      guard expected.offered[index] > 0 || expected.isOpen[index], loads[index] > 0 else { return 0 }
      do throws(QueueingError) {
        return try agents(load: loads[index], handleTime: handleTimes[index])
      } catch {
        faults.insert(error.description)
        return 0
      }
    }
    warnings += faults.sorted().map { "\(queue.id): intervals left unstaffed: \($0)" }
    return net
  }

  /// Net agents for a single load; `nil` where no finite number meets the goals.
  func netAgents(load: Double, handleTime: Double) -> Double? {
    try? agents(load: load, handleTime: handleTime)
  }

  private func agents(load: Double, handleTime: Double) throws(QueueingError) -> Double {
    switch try model(load: load, handleTime: handleTime) {
    case .servers(let model): return try model.fractionalAgents(meeting: goals) / queue.placesAtOnce
    case .places(let model): return try model.fractionalAgents(meeting: goals)
    }
  }

  /// Share of contacts answered within the goal's threshold by the given agents; NaN where nothing is offered.
  func serviceLevels(of agents: [Double], for needed: QueueRequirement) -> [Double] {
    performances(of: agents, for: needed).map { $0?.serviceLevel() ?? .nan }
  }

  /// What the given agents achieve in each interval; `nil` where nothing is offered.
  func performances(of agents: [Double], for needed: QueueRequirement) -> [Performance?] {
    carried(settled(of: agents, for: needed), of: agents, for: needed)
  }

  /// What the given agents would achieve if every interval went on for ever; `nil` where nothing is offered.
  func settled(of agents: [Double], for needed: QueueRequirement) -> [Performance?] {
    let loads = loads(offered: needed.offered, handleTimes: needed.averageHandleTime)
    return agents.indices.map { index in
      guard needed.offered[index] > 0,
        let model = try? model(load: loads[index], handleTime: needed.averageHandleTime[index])
      else { return nil }
      let people = max(0, agents[index])
      switch model {
      case .servers(let model):
        return try? model.performance(agents: people * queue.placesAtOnce, within: queue.goal.within)
      case .places(let model): return try? model.performance(agents: people, within: queue.goal.within)
      }
    }
  }

  /// Where nobody hangs up and contacts would wait longer on average than the interval lasts, or without end, it does not settle: who is
  /// then on the line, and waits on afterwards, is followed until no more wait than when all has settled.
  private func carried(_ settled: [Performance?], of agents: [Double], for needed: QueueRequirement) -> [Performance?] {
    func settles(_ place: Int) -> Bool { settled[place].map { $0.averageWait.value <= interval.value } ?? true }
    guard queue.patience == nil, handleTimesAtOnce == nil, !settled.indices.allSatisfy(settles) else { return settled }
    let servers = agents.map { max(0, $0) * queue.placesAtOnce }
    // While nobody comes, those on the line take as long as the last ones.
    var handleTimes = needed.averageHandleTime
    for place in handleTimes.indices.dropFirst() where handleTimes[place] <= 0 {
      handleTimes[place] = handleTimes[place - 1]
    }
    let loads = zip(needed.offered, handleTimes).map { $0 * $1 / interval.value }
    let done = zip(servers, handleTimes).map { $1 > 0 ? $0 * interval.value / $1 : 0 }
    var found = settled
    var line: ChangingQueue?
    for place in settled.indices where handleTimes[place] > 0 {
      if line == nil {
        guard !settles(place) else { continue }
        let before = place > 0 ? (load: loads[place - 1], agents: servers[place - 1]) : (load: 0, agents: 0)
        line = ChangingQueue(
          settledUnder: before.load, agents: before.agents, scale: max(loads[place], servers[place], before.agents))
      }
      guard var now = line else { continue }
      let met = now.pass(
        load: loads[place], agents: servers[place], handleTime: Seconds(handleTimes[place]), interval: interval,
        within: queue.goal.within, ahead: done[(place + 1)...])
      if settled[place] != nil { found[place] = met }
      let usual = settled[place]?.averageQueueLength ?? 0
      line = settles(place) && now.waiting(agents: servers[place]) <= 1.05 * usual + 0.05 ? nil : now
    }
    return found
  }

  /// The queue under a load: of servers with one contact each, or of agents with several.
  private enum Model {
    case servers(QueueModel)
    case places(ChatQueue)
  }

  private func model(load: Double, handleTime: Double) throws(QueueingError) -> Model {
    guard queue.placesAtOnce >= 1 else { throw .concurrencyOutOfRange(queue.concurrency) }
    if let times = handleTimesAtOnce, handleTime > 0 {
      return .places(
        try ChatQueue(
          offered: load / handleTime, interval: .seconds(1), handleTimes: times, patience: queue.patience))
    }
    return .servers(
      try QueueModel(load: Erlangs(load), handleTime: Seconds(handleTime), patience: queue.patience))
  }
}
