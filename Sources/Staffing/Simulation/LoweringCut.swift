import Queueing
import Units
public import Workforce

extension Staffing {
  /// A cut that lowers the requirement of every queue whose simulated service is above its goal by more than a point and chance.
  ///
  /// For calls and chats the simulation says what a person is worth: the factor on the rostered people with which the formula
  /// gives the simulated service. It is above 1 where people of other queues help out. The requirement falls to what meets the
  /// goal at that worth, in every interval by the same share, and no further than brings the roster there; what contracts
  /// force on a queue beyond that is no reason to ask for less. Email has no such formula: it falls by a fixed share where people
  /// of calls and chats work it between two of these and the roster gives it hardly more than is asked, and not at all where its
  /// people do nothing else.
  ///
  /// One person stays wherever nobody else is on a queue of the same people. A queue with a limit on its occupancy stays as it is.
  ///
  /// - Parameters:
  ///   - coverage: of the roster that was played.
  ///   - requirement: what that roster was made for.
  ///   - original: the requirement of the goals, before any cut.
  ///   - spared: queues that are not to be lowered any more.
  /// - Returns: nothing where all that could go is less than five in a thousand net hours.
  public static func loweringCuts(
    service: SimulatedService, over coverage: Coverage, requirement: Requirement, ofGoals original: Requirement,
    in scenario: Scenario, sparing spared: Set<Int>
  ) -> [ServiceCut] {
    let cuts = scenario.queues.indices.compactMap { index -> ServiceCut? in
      let queue = scenario.queues[index]
      guard !spared.contains(index), queue.goal.occupancyAtMost == nil, let total = service.queues[index].total,
        total.serviceLevel.value - total.serviceLevel.halfWidth > queue.goal.answered + margin,
        queue.goal.abandonedAtMost.map({ total.abandoned.value + total.abandoned.halfWidth < $0 }) ?? true
      else { return nil }
      let helpers = scenario.queues.indices.filter { other in
        other != index
          && scenario.agents.contains { $0.serves(queue) && $0.serves(scenario.queues[other]) }
      }
      let wanted: [Double]
      if queue.isDeferred {
        let asked = requirement.queues[index].netAgents.reduce(0, +)
        guard helpers.contains(where: { !scenario.queues[$0].isDeferred }),
          coverage.queues[index].rostered.reduce(0, +) <= asked * (1 + mailSurplus)
        else { return nil }
        wanted = requirement.queues[index].netAgents.map { $0 * mailStep }
      } else {
        let work = ImmediateWork(queue: queue, interval: Seconds(Double(requirement.grid.intervalSeconds)))
        wanted = lowered(
          work, simulated: total.serviceLevel.value, rostered: coverage.queues[index].rostered,
          requirement.queues[index], ofGoals: original.queues[index].netAgents)
      }
      let shares = scenario.productiveShares(of: queue, on: requirement.grid)
      let change = requirement.grid.indices.map { interval in
        let before = requirement.queues[index].netAgents[interval]
        let beside = helpers.reduce(0) { $0 + requirement.queues[$1].netAgents[interval] }
        let least = max(0, min(before, shares[interval] - beside))
        return min(0, max(least, wanted[interval]) - before)
      }
      guard change.contains(where: { $0 < 0 }) else { return nil }
      return ServiceCut(queue: index, simulated: total.serviceLevel.value, agents: change)
    }
    let all = requirement.queues.reduce(0) { $0 + $1.netAgents.reduce(0, +) }
    let taken = cuts.reduce(0) { $0 - $1.agents.reduce(0, +) }
    return taken < 0.005 * all ? [] : cuts
  }

  /// Share above its goal from which a queue is lowered.
  static let margin = 0.01
  /// Share above its goal that a lowered queue is to have.
  private static let aim = 0.005
  /// What is left of the requirement of mail after a cut.
  private static let mailStep = 0.7
  /// Surplus of mail, as a share of its requirement, above which the roster says nothing about a smaller one.
  private static let mailSurplus = 0.15
  /// The least that is left of the requirement of calls and chats after a cut: what one person is worth changes on the way.
  private static let step = 0.6

  /// Net agents that meet a queue's goal at what the simulation says a person is worth.
  private static func lowered(
    _ work: ImmediateWork, simulated: Double, rostered: [Double], _ needed: QueueRequirement, ofGoals original: [Double]
  ) -> [Double] {
    func level(_ agents: [Double], _ factor: Double) -> Double {
      let levels = work.settled(of: agents.map { $0 * factor }, for: needed).map { $0?.serviceLevel() ?? .nan }
      var served = 0.0
      var offered = 0.0
      for (level, contacts) in zip(levels, needed.offered) where !level.isNaN {
        served += level * contacts
        offered += contacts
      }
      return offered > 0 ? served / offered : 1
    }
    func factor(of agents: [Double], reaching goal: Double, in range: ClosedRange<Double>) -> Double {
      var (low, high) = (range.lowerBound, range.upperBound)
      for _ in 0..<16 {
        let middle = (low * high).squareRoot()
        if level(agents, middle) < goal { low = middle } else { high = middle }
      }
      return high
    }
    let goal = min(0.9999, work.queue.goal.answered + aim)
    let worth = factor(of: rostered, reaching: simulated, in: 0.25...16)
    let ofRoster = factor(of: rostered, reaching: goal, in: worth / 16...worth) / worth
    let ofGoals = factor(of: original, reaching: goal, in: worth / 16...worth * 2) / worth
    return needed.netAgents.indices.map { interval in
      max(max(step, ofRoster) * needed.netAgents[interval], ofGoals * original[interval])
    }
  }
}
