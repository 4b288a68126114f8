/// What the roster has to cover.
package enum RosterDemand: Sendable {
  /// Staff wanted per day and shift kind.
  case dayShift(DayShiftDemand)
  /// Staff wanted per interval and queue group.
  case intervals(IntervalDemand)
}

/// Staff wanted on each day in each shift kind (or at each post, where intervals of the problem are posts), with prices for missing and extra people.
package struct DayShiftDemand: Sendable {
  /// Shape [days][kinds], people wanted.
  package var wanted: [Int]
  /// Shape [days][kinds], price of one missing person.
  package var underPrice: [Double]
  /// Shape [days][kinds], price of one extra person.
  package var overPrice: [Double]
  /// Where prices bend; nil where each missing person and each extra one costs the same.
  package var bends: Bends?

  /// A least that is dearer to miss, and a most up to which extra people cost nothing.
  package struct Bends: Sendable {
    /// Shape [days][kinds], at most what is wanted.
    package var least: [Int]
    /// Shape [days][kinds], at least what is wanted.
    package var most: [Int]
    /// Shape [days][kinds], price of one person missing of the least; no less than the usual one.
    package var leastPrice: [Double]

    /// Bends from their tables.
    package init(least: [Int], most: [Int], leastPrice: [Double]) {
      self.least = least
      self.most = most
      self.leastPrice = leastPrice
    }
  }

  /// Demand from its tables.
  package init(wanted: [Int], underPrice: [Double], overPrice: [Double], bends: Bends? = nil) {
    self.wanted = wanted
    self.underPrice = underPrice
    self.overPrice = overPrice
    self.bends = bends
  }

  /// What a number of people in a cell costs.
  package func cost(cell: Int, have: Int) -> Double {
    let gap = have - wanted[cell]
    if gap >= 0 { return Double(max(0, gap - (bends.map { $0.most[cell] - wanted[cell] } ?? 0))) * overPrice[cell] }
    let dear = bends.map { max(0, $0.least[cell] - have) } ?? 0
    return Double(-gap - dear) * underPrice[cell] + Double(dear) * (bends?.leastPrice[cell] ?? 0)
  }
}

/// Prices of one queue group, per agent and interval.
package struct ShortagePrice: Hashable, Sendable, BitwiseCopyable {
  /// Price of each missing agent up to `firstShare` of the requirement.
  package var first: Double
  /// Price of each missing agent beyond; at least `first`.
  package var beyond: Double
  /// Share of the requirement that is missed at the first price, in 0...1.
  package var firstShare: Double
  /// Price of each agent above the requirement where that is higher than the demand's own; nil where it is that.
  package var over: Double?

  /// Prices of shortage; `beyond` is raised to `first` when lower.
  package init(first: Double, beyond: Double, firstShare: Double) {
    self.first = first
    self.beyond = max(first, beyond)
    self.firstShare = firstShare
  }

  /// What it costs that an amount of work serves a group that asks for some, in agents of one interval.
  ///
  /// - Parameter over: price of each agent above the requirement.
  @inline(__always)
  func cost(of work: Double, required: Double, over: Double) -> Double {
    let short = max(0, required - work)
    let first = min(short, firstShare * required)
    return first * self.first + (short - first) * beyond + max(0, work - required) * over
  }

  /// What it costs that nobody serves a group.
  func cost(ofNobodyFor required: Double) -> Double {
    required * (firstShare * first + (1 - firstShare) * beyond)
  }

  /// Adds to a bound what a requirement costs at least where an agent is worth `value`: so much for each, or less where paying for
  /// shortage is cheaper.
  func add(_ required: Double, worth value: Double, to bound: inout Double) {
    bound += value * required
    if value > first { bound -= firstShare * required * (value - first) }
  }
}

/// A number of people of some sort wanted at work whatever queue they serve, such as a supervisor while a site is open.
package struct PresenceDemand: Sendable {
  /// Name, for messages.
  package var name: String
  /// Shape [intervals], people wanted.
  package var wanted: [Float]
  /// Price of one missing person for one interval.
  package var price: Double

  /// A presence row.
  package init(name: String, wanted: [Float], price: Double) {
    self.name = name
    self.wanted = wanted
    self.price = price
  }
}

/// Productive agents wanted in each interval by each queue group. A person who serves several groups may be split between
/// them, so nobody is counted twice.
package struct IntervalDemand: Sendable {
  /// Names of the groups, for messages; at most 64.
  package var groups: [String]
  /// Shape [intervals][groups], agents on the queue.
  package var required: [Double]
  /// Shape [groups].
  package var prices: [ShortagePrice]
  /// Price of one agent above every requirement for one interval; the same for all groups that name no price of their own. Bounds
  /// and searches that share people between groups go by this one.
  package var overPrice: Double
  /// People wanted whatever they serve.
  package var presences: [PresenceDemand]
  /// Shape [groups], minutes that a stretch on a group lasts at least where whole people are given to it; empty for no rule.
  package var leastStretches: [Int] = []
  /// Price of each change of group inside a shift, where whole people are given to groups.
  package var changePrice = 0.0

  /// Demand from its tables.
  package init(
    groups: [String], required: [Double], prices: [ShortagePrice], overPrice: Double, presences: [PresenceDemand] = []
  ) {
    self.groups = groups
    self.required = required
    self.prices = prices
    self.overPrice = overPrice
    self.presences = presences
  }
}
