public import Timeline

/// Rules of one person that together leave no lawful way to work, or a queue that nobody may take.
public struct RuleClash: Encodable, Hashable, Sendable {
  /// Id of the person; empty for a queue.
  public var agent: String
  /// First date of the week that clashes by itself; nil when only several weeks together do.
  public var week: CivilDate?
  /// The smallest set of rules that clash, in a planner's words: without any one of them there would be a way. Empty when there
  /// is no shift to choose from, or the search gave up before it knew.
  public var rules: [String]
  /// The whole as a sentence.
  public var sentence: String

  private enum CodingKeys: CodingKey { case agent, week, rules }

  /// A clash.
  public init(agent: String, week: CivilDate?, rules: [String], sentence: String) {
    self.agent = agent
    self.week = week
    self.rules = rules
    self.sentence = sentence
  }
}
