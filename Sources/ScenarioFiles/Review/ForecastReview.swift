public import Workforce

/// What planners decided about a forecast, in files of their own beside the scenario; Muster never writes these.
public struct ForecastReview: Sendable {
  /// Flags of the history with their decisions.
  public var flags: [HistoryFlag] = []
  /// The file of the flags as the scenario names it; `nil` where there is none.
  public var flagsFile: String?
  /// Figures that replace the model's.
  public var overrides: [ForecastOverride] = []
  /// New queues and where they borrow their shape from.
  public var donors: [Donor] = []

  /// Nothing decided.
  public init() {}
}
