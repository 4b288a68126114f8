import Queueing
import Staffing
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
    let handleTime = handleTimesAtOnce.last ?? self.handleTime
    guard interval.value > 0 else {
      throw UnanswerableQuestion(description: "an interval of 0 s holds no contacts; give a length above 0")
    }
    let known = [volume != nil, handleTime != nil, agents != nil].count { $0 }
    guard known >= 2 else {
      throw UnanswerableQuestion(description: "give two of volume, handle time and agents; the third is then found")
    }
    if agents?.upperBound == 0, known == 2 {
      throw UnanswerableQuestion(description: "0 agents answer nobody; give at least 1 to ask what they can carry")
    }
    if concurrency > 1, redialShare > 0 {
      throw UnanswerableQuestion(description: "redials are for contacts one at a time; leave out one of the two")
    }
    do {
      guard concurrency >= 1 else { throw QueueingError.concurrencyOutOfRange(concurrency) }
      if let handleTime, handleTime.value <= 0 { throw QueueingError.handleTimeOutOfRange(handleTime.value) }
      if asksForPatience {
        return try patienceAnswer(volume: volume, handleTime: handleTime, agents: agents)
      }
      switch (volume, handleTime, agents) {
      case (let volume?, let handleTime?, let agents?):
        return try rows(asked: "service", volume: volume, handleTime: handleTime, teams: teams(of: agents))
      case (let volume?, let handleTime?, nil):
        let line = try line(volume: volume, handleTime: handleTime)
        let whole = try line.agents(meeting: goals)
        let least = try line.fractionalAgents(meeting: goals)
        var answer = try rows(
          asked: "agents", volume: volume, handleTime: handleTime, teams: teams(least: least, whole: whole))
        answer.fractionalAgents = least
        answer.wholeAgents = whole
        return answer
      case (nil, let handleTime?, let agents?):
        let most = try largest(
          upTo: Double(agents.upperBound * concurrency) * interval.value / handleTime.value * 10
        ) {
          (volume) throws(QueueingError) in try isMet(volume: volume, handleTime: handleTime, agents: agents.upperBound)
        }
        return try rows(asked: "volume", volume: most, handleTime: handleTime, teams: teams(of: agents))
      case (let volume?, nil, let agents?):
        let longest = try largest(
          upTo: Double(agents.upperBound * concurrency) * interval.value / max(volume, 1e-9) * 10
        ) {
          (seconds) throws(QueueingError) in
          try isMet(volume: volume, handleTime: Seconds(seconds), agents: agents.upperBound)
        }
        return try rows(
          asked: "handle time", volume: volume, handleTime: Seconds(longest), teams: teams(of: agents))
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

  var goals: [Goal] {
    var goals = [Goal.serviceLevel(answered, within: within)]
    if let cap = abandonedAtMost { goals.append(.abandonment(atMost: cap)) }
    if let cap = occupancyAtMost { goals.append(.occupancy(atMost: cap)) }
    if let cap = averageWaitAtMost { goals.append(.averageWait(atMost: cap)) }
    return goals
  }

  /// The queue in question under a patience; its own unless another is given.
  func line(
    volume: Double, handleTime: Seconds, patience other: Seconds? = nil
  ) throws(QueueingError) -> ErlangLine {
    let patience = other ?? patience
    if concurrency == 1 {
      return .calls(
        try QueueModel(
          load: Erlangs(offered: volume, handleTime: handleTime, interval: interval), handleTime: handleTime,
          patience: patience, redialShare: redialShare))
    }
    let times =
      handleTimesAtOnce.isEmpty ? [Seconds](repeating: handleTime, count: concurrency) : handleTimesAtOnce
    return .chats(try ChatQueue(offered: volume, interval: interval, handleTimes: times, patience: patience))
  }

  private func isMet(volume: Double, handleTime: Seconds, agents: Int) throws(QueueingError) -> Bool {
    guard volume > 0 else { return true }
    return try line(volume: volume, handleTime: handleTime).agents(meeting: goals) <= agents
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

  /// People, and the agents on the queue that they are.
  struct Team {
    var agents: Double
    var people: Double
  }

  /// Given numbers of agents with the people they take, who need not be whole.
  func teams(of agents: ClosedRange<Int>) -> [Team] {
    agents.map { Team(agents: Double($0), people: Double($0) / (1 - shrinkage)) }
  }

  /// The fewest people who meet the goals, and the fewest who are `whole` agents where these are more.
  ///
  /// People are rounded, agents are not: 19 people at 30 % shrinkage are 13.3 agents on average.
  private func teams(least: Double, whole: Int) -> [Team] {
    guard shrinkage > 0 else { return teams(of: whole...whole) }
    let counts = [least, Double(whole)].map { Staffing.heads(forNet: $0, productiveShare: 1 - shrinkage) }
    return Array(Set(counts)).sorted().map { Team(agents: Double($0) * (1 - shrinkage), people: Double($0)) }
  }

  func rows(
    asked: String, volume: Double, handleTime: Seconds, teams: [Team], patience other: Seconds? = nil
  ) throws(QueueingError) -> ErlangAnswer {
    let line = try line(volume: volume, handleTime: handleTime, patience: other)
    let fewest = try fewest(of: line)
    var rows: [ErlangRow] = []
    for team in teams {
      let performance = try line.performance(agents: team.agents, within: within)
      let wait = performance.averageWait.value
      rows.append(
        ErlangRow(
          agents: team.agents, grossAgents: team.people,
          serviceLevel: performance.serviceLevel(), averageWaitSeconds: wait.isFinite ? wait : nil,
          waitProbability: performance.waitProbability, abandoned: performance.abandoned,
          occupancy: performance.occupancy,
          meetsGoal: fewest.map { team.agents >= Double($0.whole) || team.agents >= $0.least - 1e-9 * max(1, $0.least) }
            ?? false))
    }
    let name = (other ?? patience).map { $0.value.isFinite } == true ? "Erlang A" : "Erlang C"
    let more = redialShare > 0 ? " with redials" : concurrency > 1 ? " with \(concurrency) at once" : ""
    return ErlangAnswer(
      asked: asked, volume: volume, handleTimeSeconds: handleTime.value, load: line.load.value, model: name + more,
      rows: rows)
  }

  /// Fewest agents that meet the goals, whole and as a real number; `nil` where no finite number does, which is no reason to
  /// hide what some achieve.
  private func fewest(of line: ErlangLine) throws(QueueingError) -> (whole: Int, least: Double)? {
    do throws(QueueingError) {
      return (try line.agents(meeting: goals), try line.fractionalAgents(meeting: goals))
    } catch {
      if case .noFiniteAnswer = error { return nil }
      throw error
    }
  }
}
