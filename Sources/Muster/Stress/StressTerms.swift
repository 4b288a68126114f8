import Workforce

/// How hard a roster is tried.
public struct StressTerms: Hashable, Sendable {
  /// How often the horizon is played in each case; at least 2.
  public var replications: Int
  /// People who call in sick on every date; one in twenty of those at work, at least one, when nil.
  public var sick: Int?
  /// Factor on all contacts in a surge.
  public var surge: Double

  /// Terms; forty replications and a fifth more contacts unless said otherwise.
  public init(replications: Int = 40, sick: Int? = nil, surge: Double = 1.2) {
    self.replications = replications
    self.sick = sick
    self.surge = surge
  }
}

/// What a roster is tried with, the mildest first.
public enum StressCase: String, CaseIterable, Hashable, Sendable, Encodable, CodingKeyRepresentable {
  /// Days as the history lets them come.
  case days
  /// Some people call in sick on every date.
  case sick
  /// Every bot is off in its two busiest hours of every date.
  case bot
  /// More contacts everywhere.
  case surge
}
