/// Which volume of each day is staffed: the mean of its forecast, or a quantile of the day's total.
///
/// P80 of a day is the total that eight of ten such days do not pass. All intervals of the day are raised by one factor,
/// that of the total. It is not the eightieth percentile of every interval: single intervals scatter more than whole
/// days, and that scatter is what the queueing formulas already allow for.
public enum DemandLevel: String, CaseIterable, Hashable, Sendable {
  /// The mean of the day.
  case mean
  /// The median of the day's total.
  case p50 = "P50"
  /// The total that eight of ten days do not pass.
  case p80 = "P80"
  /// The total that nine of ten days do not pass.
  case p90 = "P90"
}

extension DayForecast {
  /// Contacts of the whole day at a level.
  ///
  /// A median that is not known is taken to be the mean, an unknown P80 to lie where it does between the mean and the
  /// known P90 of a normal distribution.
  public func offered(at level: DemandLevel) -> Double {
    switch level {
    case .mean: offered
    case .p50: p50 ?? offered
    case .p80: p80 ?? offered + DayForecast.shareOfP80 * (p90 - offered)
    case .p90: p90
    }
  }

  /// The quantile of a standard normal at 0.8 over that at 0.9.
  private static let shareOfP80 = 0.6567
}
