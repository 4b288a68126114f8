import Queueing
import Units
import Workforce

/// Contacts that want an answer now: phone and chat.
///
/// A phone agent is one server. A chat agent with concurrency K is K servers, each as slow as a chat is when K are held
/// at once, because the handle time of the history is measured that way. With patience the model is Erlang A, without
/// it Erlang C; the strictest of the goals decides.
struct ImmediateWork {
  let queue: Queue
  let interval: Seconds

  /// Contacts one agent handles at once.
  private var places: Double { queue.channel == .chat ? Double(max(1, queue.concurrency)) : 1 }

  private var goals: [Goal] {
    var goals = [Goal.serviceLevel(min(queue.goal.answered, ImmediateWork.highestShare), within: queue.goal.within)]
    if let cap = queue.goal.abandonedAtMost { goals.append(.abandonment(atMost: cap)) }
    if let cap = queue.goal.occupancyAtMost { goals.append(.occupancy(atMost: cap)) }
    return goals
  }

  /// The share used where a goal asks for every contact, which no finite number of agents can promise.
  private static let highestShare = 0.9999

  /// Net agents per interval, not rounded.
  ///
  /// - Complexity: one sizing an interval with contacts.
  func netAgents(for expected: QueueForecast, warnings: inout [String]) -> [Double] {
    if queue.goal.answered > ImmediateWork.highestShare {
      warnings.append(
        "\(queue.id): no finite number of agents answers every contact in time; staffed for 99.99 % instead")
    }
    var faults = Set<String>()
    let net = expected.offered.indices.map { index -> Double in
      guard expected.offered[index] > 0 else { return 0 }
      do throws(QueueingError) {
        let model = try model(offered: expected.offered[index], handleTime: expected.averageHandleTime[index])
        return try model.fractionalAgents(meeting: goals) / places
      } catch {
        faults.insert(error.description)
        return 0
      }
    }
    warnings += faults.sorted().map { "\(queue.id): intervals left unstaffed: \($0)" }
    return net
  }

  /// Share of contacts answered within the goal's threshold by the given agents; NaN where nothing is offered.
  func serviceLevels(of agents: [Double], for needed: QueueRequirement) -> [Double] {
    agents.indices.map { index in
      guard needed.offered[index] > 0 else { return .nan }
      guard
        let model = try? model(offered: needed.offered[index], handleTime: needed.averageHandleTime[index]),
        let performance = try? model.performance(agents: max(0, agents[index]) * places, within: queue.goal.within)
      else { return .nan }
      return performance.serviceLevel()
    }
  }

  private func model(offered: Double, handleTime: Double) throws(QueueingError) -> QueueModel {
    let handleTime = Seconds(handleTime)
    return try QueueModel(
      load: Erlangs(offered: offered, handleTime: handleTime, interval: interval), handleTime: handleTime,
      patience: queue.patience)
  }
}
