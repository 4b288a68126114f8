import Libc
import Queueing
import Units

extension ErlangQuestion {
  /// The patience at which given agents meet the goals: a stretch from a shortest to a longest.
  ///
  /// A cap on hang-ups asks for patient callers. A service level asks for the opposite where agents are few: those who
  /// give up make room for those who stay. So the answer has two ends. They are looked for from a ten-thousandth of the
  /// handle time to ten thousand times it, and in the limits of no patience and of endless patience.
  func patienceAnswer(
    volume: Double?, handleTime: Seconds?, agents: ClosedRange<Int>?
  ) throws -> ErlangAnswer {
    guard let volume, let handleTime, let agents, agents.count == 1, patience == nil else {
      throw UnanswerableQuestion(
        description: "to find the patience, give the volume, the handle time and one number of agents, and no patience")
    }
    let steps = [0.0] + (0...320).map { handleTime.value * pow(10, Double($0) / 40 - 4) } + [.infinity]
    var best = (patience: 0.0, level: -1.0, abandoned: 0.0)
    var met: [Bool] = []
    for seconds in steps {
      let (isMet, level, abandoned) = try meets(volume, handleTime, agents.lowerBound, patience: seconds)
      met.append(isMet)
      if level > best.level { best = (seconds, level, abandoned) }
    }
    guard let first = met.firstIndex(of: true) else {
      throw UnanswerableQuestion(description: sentence(agents.lowerBound, best))
    }
    let last = met[first...].firstIndex(of: false).map { $0 - 1 } ?? steps.count - 1
    let from =
      first == 0 ? 0 : try border(volume, handleTime, agents.lowerBound, from: steps[first - 1], to: steps[first])
    let to =
      last == steps.count - 1
      ? .infinity : try border(volume, handleTime, agents.lowerBound, from: steps[last + 1], to: steps[last])
    var answer = try rows(
      asked: "patience", volume: volume, handleTime: handleTime, teams: teams(of: agents), patience: Seconds(from))
    answer.patienceFromSeconds = from
    answer.patienceToSeconds = to.isFinite ? to : nil
    // The shortest patience meets the goals by no more than rounding; the sizing of the row must not undo that.
    answer.rows[0].meetsGoal = true
    return answer
  }

  /// Whether a patience meets every goal, its service level, and the share that hangs up.
  private func meets(
    _ volume: Double, _ handleTime: Seconds, _ agents: Int, patience: Double
  ) throws(QueueingError) -> (isMet: Bool, level: Double, abandoned: Double) {
    let line = try line(volume: volume, handleTime: handleTime, patience: Seconds(patience))
    let measures = try line.performance(agents: Double(agents), within: within)
    let level = measures.serviceLevel()
    let isMet =
      level >= answered - 1e-12 && measures.abandoned <= (abandonedAtMost ?? 1) + 1e-12
      && measures.occupancy <= (occupancyAtMost ?? 1) + 1e-12
      && (averageWaitAtMost.map { measures.averageWait.value <= $0.value + 1e-12 } ?? true)
    return (isMet, level, measures.abandoned)
  }

  /// The patience next to one that misses the goals at which they are met, by bisection of its logarithm.
  private func border(
    _ volume: Double, _ handleTime: Seconds, _ agents: Int, from missing: Double, to meeting: Double
  ) throws(QueueingError) -> Double {
    guard missing > 0, missing.isFinite, meeting > 0, meeting.isFinite else { return meeting }
    var (missing, meeting) = (missing, meeting)
    for _ in 0..<60 {
      let middle = (missing * meeting).squareRoot()
      if try meets(volume, handleTime, agents, patience: middle).isMet { meeting = middle } else { missing = middle }
    }
    return meeting
  }

  private func sentence(_ agents: Int, _ best: (patience: Double, level: Double, abandoned: Double)) -> String {
    let patience = best.patience.isFinite ? "of \((best.patience * 10).rounded() / 10) s" : "without end"
    let lost = abandonedAtMost == nil ? "" : ", where \(Share(best.abandoned).text()) hang up"
    return
      "no patience lets \(agents) agents meet the goals; their best service is \(Share(best.level).text()), at a patience \(patience)\(lost)"
  }
}
