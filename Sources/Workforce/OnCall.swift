public import Timeline

/// Hours in which somebody with a skill must be reachable outside their shifts.
public struct OnCallRule: Hashable, Sendable {
  /// Id of the site whose people and clock are meant.
  public var site: String
  /// A skill, as in the table of agents.
  public var skill: String
  /// Weekdays on which a duty begins.
  public var weekdays: [Weekday]
  /// Local start of a duty.
  public var start: TimeOfDay
  /// Local end; on the next day where it is not after the start.
  public var end: TimeOfDay

  /// A rule.
  public init(site: String, skill: String, weekdays: [Weekday], start: TimeOfDay, end: TimeOfDay) {
    self.site = site
    self.skill = skill
    self.weekdays = weekdays
    self.start = start
    self.end = end
  }
}

/// One duty of one person.
public struct OnCallDuty: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Local date on which it begins.
  public var date: CivilDate
  /// Id of the site.
  public var site: String
  /// The skill it asks for.
  public var skill: String
  /// First instant.
  public var start: Instant
  /// First instant after it.
  public var end: Instant
  /// How often it was given or taken back after it was published; calendars carry it as `SEQUENCE`.
  public var sequence = 0

  /// A duty.
  public init(agent: String, date: CivilDate, site: String, skill: String, start: Instant, end: Instant) {
    self.agent = agent
    self.date = date
    self.site = site
    self.skill = skill
    self.start = start
    self.end = end
  }
}
