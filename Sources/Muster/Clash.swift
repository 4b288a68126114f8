import Workforce

/// Somebody whose rules leave no lawful way to work, for other programs.
public struct Clash: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First date of the week that clashes by itself, ISO 8601; nil when only several weeks together do.
  public var week: String?
  /// The smallest set of rules that clash.
  public var rules: [String]

  init(_ clash: RuleClash) {
    agent = clash.agent
    week = clash.week?.isoText
    rules = clash.rules
  }
}
