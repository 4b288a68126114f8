/// The stages of the chain, in order.
public enum Stage: String, CaseIterable, Sendable {
  /// Reading the scenario folder.
  case reading
  /// History to forecast.
  case forecast
  /// Forecast to requirement.
  case staffing
  /// Requirement to roster.
  case roster
  /// Roster to calendars and tables.
  case publishing
  /// Roster and sampled demand to simulated service.
  case simulation
  /// Hours by month to people and money.
  case headcount
}

/// A step of a run, for people who wait.
public enum ProgressEvent: Sendable {
  /// A stage began.
  case began(Stage)
  /// The solver's best roster so far: cost and bound in points (`nil` while unknown), and the share
  /// of its effort that is spent.
  case search(cost: Double, bound: Double?, share: Double)
  /// Another run changes the output folder: which, in its own words, and for how long this one waits.
  case waiting(holder: String, limit: Duration)
}
