/// What a forecast is to hold beside means and ranges.
public struct ForecastRequest: Sendable {
  /// Whether the quantiles p05 to p95 of every interval are written.
  public var hasQuantiles: Bool
  /// How many joint draws of the horizon are written; 0 for none.
  public var pathCount: Int
  /// A file with the contacts of days that have begun, in the form of the history; `nil` for none.
  public var today: String?
  /// The moment up to which that file is complete, ISO 8601 with its offset; `nil` for the end of its last row.
  public var asOf: String?

  /// The forecast alone, unless more is asked for.
  public init(hasQuantiles: Bool = false, pathCount: Int = 0, today: String? = nil, asOf: String? = nil) {
    self.hasQuantiles = hasQuantiles
    self.pathCount = pathCount
    self.today = today
    self.asOf = asOf
  }
}
