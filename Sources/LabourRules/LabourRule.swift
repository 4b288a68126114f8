/// One rule a person's work is judged by.
///
/// A rule sees one person at a time, with all that the scenario says about them, so rules can be added, left out or
/// given dates of validity without touching each other.
public struct LabourRule: Sendable {
  /// Short name, for example `rest`; violations carry it.
  public let id: String
  /// What the rule demands, as one sentence for people.
  public let statement: String
  /// Every way in which one person's work breaks the rule, in order of time.
  let check: @Sendable (WorkRecord) -> [Finding]

  init(_ id: String, _ statement: String, check: @escaping @Sendable (WorkRecord) -> [Finding]) {
    self.id = id
    self.statement = statement
    self.check = check
  }

  /// The rules of contract and common sense that hold in every scenario.
  ///
  /// Rules of a country or of an agreement, valid from a date on, would be further lists beside this one.
  public static let all: [LabourRule] =
    placeRules + dateRules + shiftRules + splitRules + breakRules + restRules + rowRules + kindRules + weekRules
    + referenceRules + spellRules + onCallRules
}
