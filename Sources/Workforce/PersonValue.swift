/// What one more person of a kind would be worth to a plan.
public struct PersonValue: Hashable, Sendable {
  /// Id of the site.
  public var site: String
  /// Id of the contract.
  public var contract: String
  /// Languages of the queues the person serves, in the order of a person of that kind.
  public var languages: [String]
  /// Channels, tiers and further skills of a person of that kind.
  public var skills: [String]
  /// Ids of the queues.
  public var queues: String
  /// First and last start of the shifts the person gets, on the site's clock, for example `09:00-10:30`.
  public var starts: String
  /// Points saved over the whole horizon; below 0 where the roster costs more with the person than without.
  public var points: Double
  /// Net agent-hours that are no longer missing over the whole horizon.
  public var shortHours: Double
  /// Net agent-hours more above the requirement.
  public var overHours: Double
  /// The roster that is compared with: dates on which it differs from the one in hand.
  public var without: [OtherDay]
  /// The roster with the person: dates on which it differs from the one in hand.
  public var with: [OtherDay]

  /// A value.
  public init(
    site: String, contract: String, languages: [String], skills: [String], queues: String, starts: String,
    points: Double, shortHours: Double, overHours: Double, without: [OtherDay], with: [OtherDay]
  ) {
    self.site = site
    self.contract = contract
    self.languages = languages
    self.skills = skills
    self.queues = queues
    self.starts = starts
    self.points = points
    self.shortHours = shortHours
    self.overHours = overHours
    self.without = without
    self.with = with
  }
}
