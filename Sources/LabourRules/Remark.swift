public import Timeline

/// Something the scenario asks for at a price that a roster does not have. It breaks no rule.
public struct Remark: Encodable, Hashable, Sendable {
  /// What was asked for.
  public enum Wish: String, CaseIterable, Encodable, Hashable, Sendable {
    /// So many people with a skill at a site while it is open.
    case presence
    /// Shifts of a week that start near its usual start.
    case stableStart = "stable-start"
  }

  /// What was asked for; each is explained in docs/reference/rules.md.
  public var wish: Wish
  /// Id of the person or the site it is about.
  public var subject: String
  /// The local date.
  public var date: CivilDate
  /// What is missing and by how much, as the rest of a sentence that starts with the subject.
  public var finding: String

  /// A remark.
  public init(wish: Wish, subject: String, date: CivilDate, finding: String) {
    self.wish = wish
    self.subject = subject
    self.date = date
    self.finding = finding
  }

  /// A whole sentence, for example `A0042 on 2026-03-29 starts at 12:00, ... (stable-start)`.
  public var sentence: String { "\(subject) on \(date.isoText) \(finding) (\(wish.rawValue))" }
}

extension Remark: Comparable {
  /// By kind, then subject, then date.
  public static func < (a: Remark, b: Remark) -> Bool {
    (a.wish.rawValue, a.subject, a.date, a.finding) < (b.wish.rawValue, b.subject, b.date, b.finding)
  }
}
