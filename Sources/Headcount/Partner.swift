/// An outsourced partner, who bills hours on some queues.
public struct Partner: Hashable, Sendable {
  /// A price for hours from some number a month on.
  public struct Tier: Hashable, Sendable {
    /// Hours a month up to which the price before holds.
    public var from: Double
    /// Cents less than the first price for each hour above.
    public var rebate: MonthlyCents

    /// Hours above `from` cost so much less.
    public init(from: Double, rebate: MonthlyCents) {
      self.from = from
      self.rebate = rebate
    }
  }

  /// Unique name.
  public var id: String
  /// Whose budget it is on.
  public var costCentre: String
  /// Indices of the queues it may take.
  public var queues: [Int]
  /// Shape [queues of this partner][months]: cents for a net hour on each.
  public var price: [[Double]]
  /// Lower prices for many hours, by rising `from`; rebates rise too.
  public var tiers: [Tier]
  /// Shape [months]: net hours that are paid in any case.
  public var least: [Double]
  /// Shape [months]: most net hours; below the notice no more than `least`.
  public var most: [Double]
  /// Most net hours more than in the month before; `nil` for no limit.
  public var growth: Double?
  /// Net hours in the month before the first.
  public var before: Double
  /// Share of the price that is not paid for hours on a queue in a month in which it lacks hours: the bonus it loses and the malus
  /// it owes. Plans pay the whole price, since they buy what keeps the goals; played courses take it off.
  public var missedShare: Double

  /// A partner.
  public init(
    id: String, costCentre: String = "", queues: [Int], price: [[Double]], tiers: [Tier] = [], least: [Double],
    most: [Double], growth: Double? = nil, before: Double = 0, missedShare: Double = 0
  ) {
    self.id = id
    self.costCentre = costCentre
    self.queues = queues
    self.price = price
    self.tiers = tiers
    self.least = least
    self.most = most
    self.growth = growth
    self.before = before
    self.missedShare = missedShare
  }

  /// Cents that the least hours of a month cost, on the cheapest of its queues and with its tiers.
  public func leastCents(in month: Int) -> Double {
    let hours = least[month]
    var cents = hours * (price.map { $0[month] }.min() ?? 0)
    var rebate = 0.0
    for tier in tiers where hours > tier.from {
      cents -= (hours - tier.from) * (tier.rebate[month] - rebate)
      rebate = tier.rebate[month]
    }
    return cents
  }

  /// Cents for an hour that is paid and not used: the mean of its prices.
  func idlePrice(in month: Int) -> Double {
    price.isEmpty ? 0 : price.reduce(0) { $0 + $1[month] } / Double(price.count)
  }
}
