import Queueing
import Units

/// Why a question has no answer.
public struct UnanswerableQuestion: Error, CustomStringConvertible, Sendable {
  /// One sentence that says what is missing or what cannot be.
  public var description: String
}

extension ErlangQuestion {
  /// Answers the question.
  ///
  /// - Throws: `UnanswerableQuestion` when too little is given or no finite answer exists.
  /// - Complexity: one sizing, or about fifty where volume or handle time are asked for.
  public func answer() throws(UnanswerableQuestion) -> ErlangAnswer {
    let known = [volume != nil, handleTime != nil, agents != nil].count { $0 }
    guard known >= 2 else {
      throw UnanswerableQuestion(description: "give two of volume, handle time and agents; the third is then found")
    }
    do {
      switch (volume, handleTime, agents) {
      case (let volume?, let handleTime?, let agents?):
        return try rows(asked: "service", volume: volume, handleTime: handleTime, agents: agents, least: nil)
      case (let volume?, let handleTime?, nil):
        let model = try model(volume: volume, handleTime: handleTime)
        let least = try model.agents(meeting: goals)
        return try rows(
          asked: "agents", volume: volume, handleTime: handleTime, agents: least...least,
          least: model.fractionalAgents(meeting: goals))
      case (nil, let handleTime?, let agents?):
        let most = try largest(upTo: Double(agents.upperBound) * interval.value / handleTime.value * 10) {
          (volume) throws(QueueingError) in try isMet(volume: volume, handleTime: handleTime, agents: agents.upperBound)
        }
        return try rows(asked: "volume", volume: most, handleTime: handleTime, agents: agents, least: nil)
      case (let volume?, nil, let agents?):
        let longest = try largest(upTo: Double(agents.upperBound) * interval.value / max(volume, 1e-9) * 10) {
          (seconds) throws(QueueingError) in
          try isMet(volume: volume, handleTime: Seconds(seconds), agents: agents.upperBound)
        }
        return try rows(asked: "handle time", volume: volume, handleTime: Seconds(longest), agents: agents, least: nil)
      default:
        throw UnanswerableQuestion(description: "give two of volume, handle time and agents; the third is then found")
      }
    } catch let error as QueueingError {
      throw UnanswerableQuestion(description: error.description)
    } catch let error as UnanswerableQuestion {
      throw error
    } catch {
      throw UnanswerableQuestion(description: String(describing: error))
    }
  }

  private var goals: [Goal] {
    var goals = [Goal.serviceLevel(answered, within: within)]
    if let cap = abandonedAtMost { goals.append(.abandonment(atMost: cap)) }
    if let cap = occupancyAtMost { goals.append(.occupancy(atMost: cap)) }
    if let cap = averageWaitAtMost { goals.append(.averageWait(atMost: cap)) }
    return goals
  }

  private func model(volume: Double, handleTime: Seconds) throws(QueueingError) -> QueueModel {
    try QueueModel(
      load: Erlangs(offered: volume, handleTime: handleTime, interval: interval), handleTime: handleTime,
      patience: patience, redialShare: redialShare)
  }

  private func isMet(volume: Double, handleTime: Seconds, agents: Int) throws(QueueingError) -> Bool {
    guard volume > 0 else { return true }
    return try model(volume: volume, handleTime: handleTime).agents(meeting: goals) <= agents
  }

  /// The largest value up to a limit for which a claim holds that, once false, stays false; by bisection.
  private func largest(
    upTo limit: Double, _ holds: (Double) throws(QueueingError) -> Bool
  ) throws(QueueingError) -> Double {
    var low = 0.0
    var high = limit
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle > 0, try holds(middle) { low = middle } else { high = middle }
    }
    return low
  }

  private func rows(
    asked: String, volume: Double, handleTime: Seconds, agents: ClosedRange<Int>, least: Double?
  ) throws(QueueingError) -> ErlangAnswer {
    guard handleTime.value > 0 else { throw QueueingError.handleTimeOutOfRange(handleTime.value) }
    let model = try model(volume: volume, handleTime: handleTime)
    let fewest = try model.agents(meeting: goals)
    var rows: [ErlangRow] = []
    for count in agents {
      let performance = try model.performance(agents: count, within: within)
      let wait = performance.averageWait.value
      rows.append(
        ErlangRow(
          agents: count,
          // The least whole number of people whose productive share is enough, safe against the last bit.
          grossAgents: Int((Double(count) / (1 - shrinkage) - 1e-9).rounded(.up)),
          serviceLevel: performance.serviceLevel(), averageWaitSeconds: wait.isFinite ? wait : nil,
          waitProbability: performance.waitProbability, abandoned: performance.abandoned,
          occupancy: performance.occupancy, meetsGoal: count >= fewest))
    }
    let name = patience.map { $0.value.isFinite } == true ? "Erlang A" : "Erlang C"
    return ErlangAnswer(
      asked: asked, volume: volume, handleTimeSeconds: handleTime.value, load: model.load.value,
      fractionalAgents: least, model: redialShare > 0 ? name + " with redials" : name, rows: rows)
  }
}
