/// What one more person of a kind would be worth to a plan.
public struct PersonValue: Encodable, Hashable, Sendable {
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
  /// Points saved a month of 30.4 days; in the currency of the prices where they have one.
  public var pointsAMonth: Double
  /// Net agent-hours a month that are no longer missing.
  public var shortHoursAMonth: Double
  /// Net agent-hours a month more above the requirement.
  public var overHoursAMonth: Double
  /// Wages of the contract's mean hours a month at the mean price of the dates, in minor units of `wageCurrency`.
  public var wageAMonth: Int
  /// Currency of the contract.
  public var wageCurrency: String
  /// The roster that is compared with: dates on which it differs from the one in hand.
  public var without: [OtherDay]
  /// The roster with the person: dates on which it differs from the one in hand.
  public var with: [OtherDay]

  private enum CodingKeys: CodingKey {
    case site, contract, languages, skills, queues, starts, points, pointsAMonth, shortHoursAMonth, overHoursAMonth
    case wageAMonth, wageCurrency
  }

  /// Mean weeks of a month: a year of 365.25 days has twelve.
  private static let weeksAMonth = 365.25 / 12 / 7

  /// The value of a person like one of a scenario, from what its roster saves over the horizon.
  package init(
    of agent: Agent, in scenario: Scenario, languages: [String], queues: String, starts: String, points: Double,
    shortHours: Double, overHours: Double, without: [OtherDay], with: [OtherDay]
  ) {
    site = agent.site
    contract = agent.contract
    self.languages = languages
    skills = agent.skills
    self.queues = queues
    self.starts = starts
    self.points = points
    let months = Double(scenario.horizon.weeks) / Self.weeksAMonth
    pointsAMonth = points / months
    shortHoursAMonth = shortHours / months
    overHoursAMonth = overHours / months
    let terms = scenario.contract(agent.contract)
    let hours = (terms?.meanWeekMinutes ?? 0) / 60 * Self.weeksAMonth
    let prices = scenario.horizon.dates.compactMap { terms?.costPerHour(on: $0).minorUnits }
    wageAMonth = Int((Double(prices.reduce(0, +)) / Double(max(1, prices.count)) * hours).rounded())
    wageCurrency = terms?.costPerHour.currency ?? ""
    self.without = without
    self.with = with
  }

  /// Wages of a month in units of their currency.
  package var wages: Double { Money(minorUnits: wageAMonth, currency: wageCurrency).majorUnits }

  /// Whether no short hour goes away.
  package var onlyAddsSurplus: Bool { shortHoursAMonth < 0.05 }
}
