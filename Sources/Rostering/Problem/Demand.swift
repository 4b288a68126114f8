/// What the roster has to cover.
public enum RosterDemand: Sendable {
  /// Staff wanted per day and shift kind.
  case dayShift(DayShiftDemand)
  /// Staff wanted per interval and queue group.
  case intervals(IntervalDemand)
}

/// Staff wanted on each day in each shift kind, with prices for missing and extra people.
public struct DayShiftDemand: Sendable {
  /// Shape [days][kinds], people wanted.
  public var wanted: [Int]
  /// Shape [days][kinds], price of one missing person.
  public var underPrice: [Double]
  /// Shape [days][kinds], price of one extra person.
  public var overPrice: [Double]

  /// Demand from its three tables.
  public init(wanted: [Int], underPrice: [Double], overPrice: [Double]) {
    self.wanted = wanted
    self.underPrice = underPrice
    self.overPrice = overPrice
  }
}

/// Prices of one queue group, per agent and interval.
public struct ShortagePrice: Hashable, Sendable {
  /// Price of each missing agent up to `firstShare` of the requirement.
  public var first: Double
  /// Price of each missing agent beyond; at least `first`.
  public var beyond: Double
  /// Share of the requirement that is missed at the first price, in 0...1.
  public var firstShare: Double

  /// Prices of shortage; `beyond` is raised to `first` when lower.
  public init(first: Double, beyond: Double, firstShare: Double) {
    self.first = first
    self.beyond = max(first, beyond)
    self.firstShare = firstShare
  }
}

/// A number of people of some sort wanted at work whatever queue they serve, such as a supervisor while a site is open.
public struct PresenceDemand: Sendable {
  /// Name, for messages.
  public var name: String
  /// Shape [intervals], people wanted.
  public var wanted: [Float]
  /// Price of one missing person for one interval.
  public var price: Double

  /// A presence row.
  public init(name: String, wanted: [Float], price: Double) {
    self.name = name
    self.wanted = wanted
    self.price = price
  }
}

/// Productive agents wanted in each interval by each queue group. A person who serves several groups may be split between
/// them, so nobody is counted twice.
public struct IntervalDemand: Sendable {
  /// Names of the groups, for messages; at most 64.
  public var groups: [String]
  /// Shape [intervals][groups], agents on the queue.
  public var required: [Double]
  /// Shape [groups].
  public var prices: [ShortagePrice]
  /// Price of one agent above every requirement for one interval; the same for all groups.
  public var overPrice: Double
  /// People wanted whatever they serve.
  public var presences: [PresenceDemand]
  /// Shape [groups], minutes that a stretch on a group lasts at least where whole people are given to it; empty for no rule.
  public var leastStretches: [Int] = []
  /// Price of each change of group inside a shift, where whole people are given to groups.
  public var changePrice = 0.0

  /// Demand from its tables.
  public init(
    groups: [String], required: [Double], prices: [ShortagePrice], overPrice: Double, presences: [PresenceDemand] = []
  ) {
    self.groups = groups
    self.required = required
    self.prices = prices
    self.overPrice = overPrice
    self.presences = presences
  }
}
