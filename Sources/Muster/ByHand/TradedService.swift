import Rostering
import Staffing
import Workforce

/// What trades do to the service of queues.
///
/// Hours that pass between people who serve the same queues change none. Otherwise the roster after the trade is split between queues as
/// making it would split it.
struct TradedService {
  private let roster: Roster
  private let requirement: Requirement
  private let scenario: Scenario
  private let before: [QueueSummary]

  /// Nil without a requirement.
  init?(_ roster: Roster, _ requirement: Requirement?, _ scenario: Scenario) {
    guard let requirement else { return nil }
    self.roster = roster
    self.requirement = requirement
    self.scenario = scenario
    before = Self.summary(of: roster, requirement, scenario)
  }

  private static func summary(
    of roster: Roster, _ requirement: Requirement, _ scenario: Scenario
  ) -> [QueueSummary] {
    QueueSummary.all(
      Staffing.coverage(of: roster, requirement: requirement, in: scenario), requirement, in: scenario)
  }

  private func queues(of agent: String) -> [Int] {
    guard let agent = scenario.agent(agent) else { return [] }
    return scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) }
  }

  /// The queues whose expected service would be another, seen with a tenth of a percent.
  func changes(by trade: TradeSearch.Trade) -> [SwapsReport.Service] {
    if Set(trade.ring.map { queues(of: $0.agent) }).count == 1 { return [] }
    let days = trade.days
    var edited = roster
    edited.shifts.removeAll { shift in days.contains { $0.agent == shift.agent && $0.date == shift.date } }
    edited.shifts = Roster(shifts: edited.shifts + days.flatMap(\.work)).shifts
    let after = Self.summary(
      of: Rostering.changedByHand(from: roster, to: edited, covering: requirement, in: scenario).roster, requirement,
      scenario)
    return zip(before, after).compactMap { was, becomes in
      guard let old = was.expectedServiceLevel, let new = becomes.expectedServiceLevel, abs(new - old) >= 0.0005 else {
        return nil
      }
      return SwapsReport.Service(queue: was.queue, before: old, after: new)
    }
  }
}
