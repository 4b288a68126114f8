public import Workforce

/// A scenario and everything the chain made of it.
public struct Plan: Sendable {
  /// What was asked.
  public var scenario: Scenario
  /// Expected contacts.
  public var forecast: Forecast
  /// Agents needed.
  public var requirement: Requirement
  /// Who works when.
  public var roster: Roster
  /// What that gives each queue.
  public var coverage: Coverage

  /// The parts of a plan.
  public init(
    scenario: Scenario, forecast: Forecast, requirement: Requirement, roster: Roster, coverage: Coverage
  ) {
    self.scenario = scenario
    self.forecast = forecast
    self.requirement = requirement
    self.roster = roster
    self.coverage = coverage
  }
}
