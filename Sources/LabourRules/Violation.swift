public import Timeline

/// One broken rule: who, when, which rule, and by how much.
public struct Violation: Encodable, Hashable, Sendable {
  /// Id of the person as the roster writes it.
  public var agent: String
  /// The local date it is about; for a week its first date, for a row of days the first one too many.
  public var date: CivilDate
  /// Id of the rule, for example `rest`; each is explained in docs/reference/rules.md.
  public var rule: String
  /// What is wrong and by how much, as the rest of a sentence that starts with the person.
  public var finding: String

  /// A broken rule.
  public init(agent: String, date: CivilDate, rule: String, finding: String) {
    self.agent = agent
    self.date = date
    self.rule = rule
    self.finding = finding
  }

  /// A whole sentence, for example `A0042 on 2026-03-29 rests 10 h, 1 h less than 11 h (rest)`.
  public var sentence: String { "\(agent) on \(date.isoText) \(finding) (\(rule))" }
}

extension Violation: Comparable, CustomStringConvertible {
  /// By person, then date, then rule.
  public static func < (a: Violation, b: Violation) -> Bool {
    (a.agent, a.date, a.rule, a.finding) < (b.agent, b.date, b.rule, b.finding)
  }

  /// The same as `sentence`.
  public var description: String { sentence }
}
