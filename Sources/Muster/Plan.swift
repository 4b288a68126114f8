public import Workforce

/// A scenario and everything the chain made of it.
public struct Plan: Sendable {
  /// What was asked.
  public var scenario: Scenario
  /// Expected contacts.
  public var forecast: Forecast
  /// Agents needed; after service rounds those that the simulation found to do.
  public var requirement: Requirement
  /// Who works when.
  public var roster: Roster
  /// What that gives each queue.
  public var coverage: Coverage
  /// What service rounds came to; nil without.
  public var serviceRounds: ServiceRoundsSummary?

  /// The parts of a plan.
  public init(
    scenario: Scenario, forecast: Forecast, requirement: Requirement, roster: Roster, coverage: Coverage,
    serviceRounds: ServiceRoundsSummary? = nil
  ) {
    self.scenario = scenario
    self.forecast = forecast
    self.requirement = requirement
    self.roster = roster
    self.coverage = coverage
    self.serviceRounds = serviceRounds
  }
}
