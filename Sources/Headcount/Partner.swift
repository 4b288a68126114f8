/// An outsourced partner, who bills hours on some queues.
public struct Partner: Hashable, Sendable {
  /// A price for what is billed from some number a month on.
  public struct Tier: Hashable, Sendable {
    /// Net hours a month, or what `billed` makes of them, up to which the price before holds.
    public var from: Double
    /// Cents less than the first price for each above, with the bonus as that has it.
    public var rebate: MonthlyCents

    /// What is above `from` costs so much less.
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
  /// Shape [queues of this partner][months]: cents for a net hour on each, with the bonus.
  public var price: [[Double]]
  /// Lower prices for many hours, by rising `from`; rebates rise too.
  public var tiers: [Tier]
  /// Shape [queues of this partner][months]: what tiers count in a net hour on each, such as its contacts; empty where they count hours.
  public var billed: [[Double]] = []
  /// Shape [months]: net hours that are paid in any case.
  public var least: [Double]
  /// Shape [months]: what is paid in any case in what `billed` counts, in place of hours; empty where hours are.
  public var leastBilled: [Double] = []
  /// Shape [months]: most net hours; below the notice no more than `least`.
  public var most: [Double]
  /// First month in which more than the least can be ordered; before it `most` is no limit that more could be agreed of, and what is
  /// billed is at most its least.
  public var firstOrder = 0
  /// Most net hours more than in the month before; `nil` for no limit.
  public var growth: Double?
  /// Net hours in the month before the first.
  public var before: Double
  /// Share of the price that is not paid for hours on a queue in a month in which it lacks hours: the bonus it loses and the malus
  /// it owes. Plans pay the whole price, since they buy what keeps the goals; played courses take it off.
  public var missedShare: Double
  /// Share that is added to the price where a goal is kept. Hours that are not used keep none and are paid without it.
  public var bonus: Double

  /// A partner.
  public init(
    id: String, costCentre: String = "", queues: [Int], price: [[Double]], tiers: [Tier] = [], least: [Double],
    most: [Double], growth: Double? = nil, before: Double = 0, missedShare: Double = 0,
    bonus: Double = 0
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
    self.bonus = bonus
  }

  /// Cents that the least hours of a month cost with its tiers: on the cheapest of its queues, or not used.
  public func leastCents(in month: Int) -> Double {
    let hours = leastHours(in: month)
    let unused = hours * idlePrice(in: month) - rebate(in: month, used: 0, idle: hours * idleBilled(in: month))
    // What is billed costs the same on each queue, and a bonus more than where it is not used.
    guard leastBilled.isEmpty else { return unused }
    return queues.indices.reduce(unused) { cheapest, place in
      let used = rebate(in: month, used: hours * billed(place, in: month), idle: 0)
      return min(cheapest, hours * price[place][month] - used)
    }
  }

  /// Cents for an hour that is paid and not used: the mean of its prices, without the bonus.
  func idlePrice(in month: Int) -> Double {
    price.isEmpty ? 0 : price.reduce(0) { $0 + $1[month] } / Double(price.count) / (1 + bonus)
  }

  /// The same partner where nothing above the least is ordered.
  package func withLeastAlone() -> Partner {
    var other = self
    if leastBilled.isEmpty { other.most = least }
    other.firstOrder = most.count
    return other
  }

  /// What tiers count in a net hour on one of its queues.
  func billed(_ place: Int, in month: Int) -> Double { billed.isEmpty ? 1 : billed[place][month] }

  /// What they count in an hour that is paid and not used: the mean of its queues.
  func idleBilled(in month: Int) -> Double {
    billed.isEmpty ? 1 : billed.reduce(0) { $0 + $1[month] } / Double(billed.count)
  }

  /// Hours that are paid in any case: for what is billed so many that are not used.
  func leastHours(in month: Int) -> Double {
    guard !leastBilled.isEmpty, idleBilled(in: month) > 0 else { return least[month] }
    return leastBilled[month] / idleBilled(in: month)
  }

  /// The least and the most that may be billed of a month; `nil` where hours alone are bound.
  func billedRange(in month: Int) -> ClosedRange<Double>? {
    guard !leastBilled.isEmpty, idleBilled(in: month) > 0 else { return nil }
    return leastBilled[month]...(month < firstOrder ? leastBilled[month] : .infinity)
  }

  /// The most that they count in any hour.
  func mostBilled(in month: Int) -> Double {
    billed.isEmpty ? 1 : max(idleBilled(in: month), billed.map { $0[month] }.max() ?? 0)
  }

  /// Cents by which what is billed above the start of a tier is cheaper than in the tier below: of any, and of what is used besides,
  /// which has the bonus.
  func step(of tier: Int, in month: Int) -> (ofAny: Double, ofUsed: Double) {
    let rebate = tiers[tier].rebate[month] - (tier > 0 ? tiers[tier - 1].rebate[month] : 0)
    return (rebate / (1 + bonus), rebate * bonus / (1 + bonus))
  }

  /// Cents that tiers take off what is billed of a month. What is not used is the first of it, since it is of the least.
  ///
  /// - Parameter paidShare: share of the price that used hours are paid; 1 where every goal is kept.
  func rebate(in month: Int, used: Double, idle: Double, paidShare: Double = 1) -> Double {
    tiers.indices.reduce(0) { sum, tier in
      let above = max(0, used + idle - tiers[tier].from)
      let usedAbove = min(above, used)
      let step = step(of: tier, in: month)
      return sum + step.ofAny * (above - usedAbove) + (step.ofAny + step.ofUsed) * usedAbove * paidShare
    }
  }
}
