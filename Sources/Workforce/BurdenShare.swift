/// Work that nobody likes and colleagues should share.
public enum Burden: String, CaseIterable, Hashable, Sendable {
  /// Shifts that touch 00:00 to 05:00.
  case nights
  /// Weekends with a worked date.
  case weekends
  /// Shifts that end at 20:00 or later and are no nights.
  case lateEnds = "late_ends"

  /// The name for people.
  public var words: String {
    switch self {
    case .nights, .weekends: rawValue
    case .lateEnds: "late ends"
    }
  }
}

/// How the people of one site and contract share one burden, the ledger before the plan included, and how well they could.
public struct BurdenShare: Hashable, Sendable {
  /// Id of the site.
  public var site: String
  /// Id of the contract.
  public var contract: String
  /// What is shared.
  public var burden: Burden
  /// Who shares it.
  public var people: Int
  /// How much of it the plan gives the group.
  public var planned: Int
  /// What the one who has least of it has, ledger and plan together.
  public var least: Int
  /// What the one who has most of it has.
  public var most: Int
  /// However lawfully the group's work of each date is handed out, somebody has as much as this.
  public var bestMost: Int
  /// Whether a lawful way is known in which nobody has more than that.
  public var isReachable: Bool

  /// A share.
  public init(
    site: String, contract: String, burden: Burden, people: Int, planned: Int, least: Int, most: Int, bestMost: Int,
    isReachable: Bool
  ) {
    self.site = site
    self.contract = contract
    self.burden = burden
    self.people = people
    self.planned = planned
    self.least = least
    self.most = most
    self.bestMost = bestMost
    self.isReachable = isReachable
  }
}
