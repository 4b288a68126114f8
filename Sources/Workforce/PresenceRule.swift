/// People with a skill who should be at a site while it is open, whatever queue they take: a supervisor, somebody of second level.
public struct PresenceRule: Hashable, Sendable {
  /// Id of the site.
  public var site: String
  /// A skill, as in the table of agents.
  public var skill: String
  /// How many; at least 1.
  public var people: Int
  /// When.
  public var open: OpeningHours

  /// A rule.
  public init(site: String, skill: String, people: Int = 1, open: OpeningHours) {
    self.site = site
    self.skill = skill
    self.people = people
    self.open = open
  }
}
