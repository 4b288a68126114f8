public import Workforce

/// What planners have decided by hand, beside the scenario.
public struct ForecastDecisions: Sendable {
  /// Flags of earlier runs with their decisions.
  public var flags: [HistoryFlag]
  /// Figures that replace the model's.
  public var overrides: [ForecastOverride]
  /// New queues and where they borrow their shape from.
  public var donors: [Donor]

  /// Decisions; none unless given.
  public init(flags: [HistoryFlag] = [], overrides: [ForecastOverride] = [], donors: [Donor] = []) {
    self.flags = flags
    self.overrides = overrides
    self.donors = donors
  }
}
