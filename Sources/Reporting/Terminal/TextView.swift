public import Timeline

/// What is shown in a terminal.
public enum TextView: Hashable, Sendable {
  /// One queue by date, or one date of it by interval.
  case queue(String, CivilDate?)
  /// One person's shifts.
  case agent(String)
  /// Everybody who works on a date.
  case date(CivilDate)
  /// A team's people and dates.
  case team(String)
  /// Every queue and date: how short.
  case coverage
}
