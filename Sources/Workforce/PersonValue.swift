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
  /// When the shifts start: `any`, `early` (before 10:00), `midday` (before 14:00), `late`.
  public var starts: String
  /// Points saved over the whole horizon; below 0 where the person would mostly stand idle.
  public var points: Double

  /// A value.
  public init(
    site: String, contract: String, languages: [String], skills: [String], queues: String, starts: String,
    points: Double
  ) {
    self.site = site
    self.contract = contract
    self.languages = languages
    self.skills = skills
    self.queues = queues
    self.starts = starts
    self.points = points
  }
}
