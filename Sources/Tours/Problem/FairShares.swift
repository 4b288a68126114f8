/// Work that nobody likes and colleagues should share: nights, weekends and late ends, before the horizon and in it.
///
/// Unevenness costs half the price times the square of each count's distance from the mean of the colleagues, so that one more of
/// somebody who has one more than the mean costs the price, and a group that shares evenly costs nothing.
package struct FairShares: Hashable, Sendable {
  /// Counts of nights, weekends and late ends, in that order; the last place stays 0.
  package typealias Counts = SIMD4<Float>

  /// Shape [people]: the group of colleagues, from 0 without gaps; -1 for people who share with nobody.
  package var groupOf: [Int]
  /// Shape [people]: what was done before the horizon.
  package var before: [Counts]
  /// Points for one more of somebody who has one more than the mean.
  package var price: Double

  /// Shares of groups of colleagues.
  package init(groupOf: [Int], before: [Counts], price: Double) {
    self.groupOf = groupOf
    self.before = before
    self.price = price
  }

  /// What unevenness of a roster costs, shape [people][days].
  package func cost(of tours: [Int32], in problem: RosterProblem) -> Double {
    FairTally(self, of: tours, in: problem).cost()
  }

  /// Nights, weekends and late ends of one tour.
  package func counts(of tour: [Int32], in problem: RosterProblem) -> Counts {
    Self.counts(
      of: tour, days: tour.count, option: { problem.options[$0] }, isNight: { problem.kinds[$0].isNight },
      weekendOf: { problem.weekendOfDay[$0] })
  }

  /// The same of days, options and kinds wherever they are kept.
  @inline(__always)
  static func counts(
    of tour: UnsafePointer<Int32>, days: Int, option: (Int) -> ShiftOption, isNight: (Int) -> Bool,
    weekendOf: (Int) -> Int
  ) -> Counts {
    var (nights, weekends, lateEnds, last): (Float, Float, Float, Int) = (0, 0, 0, -1)
    for day in 0..<days where tour[day] >= 0 {
      let option = option(Int(tour[day]))
      if isNight(Int(option.kind)) { nights += 1 }
      if option.endsLate { lateEnds += 1 }
      let weekend = weekendOf(day)
      if weekend >= 0 && weekend != last {
        weekends += 1
        last = weekend
      }
    }
    return Counts(nights, weekends, lateEnds, 0)
  }
}

/// Counts of everybody under change, with the sums of each group.
package struct FairTally {
  private let groupOf: [Int]
  private let before: [FairShares.Counts]
  private let price: Float
  /// What one of each kind counts in the price; 1 but in a search that seeks to share one of them better.
  private var weights = FairShares.Counts(repeating: 1)
  private var size: [Float]
  /// Shape [people], what was done before among it.
  private var counts: [FairShares.Counts]
  /// Shape [groups].
  private var sums: [FairShares.Counts]

  package init(_ shares: FairShares) {
    groupOf = shares.groupOf
    before = shares.before
    price = Float(shares.price)
    counts = shares.before
    let groups = (shares.groupOf.max() ?? -1) + 1
    size = [Float](repeating: 0, count: groups)
    sums = [FairShares.Counts](repeating: FairShares.Counts(), count: groups)
    for (person, group) in groupOf.enumerated() where group >= 0 {
      size[group] += 1
      sums[group] += before[person]
    }
  }

  /// The counts of a roster, shape [people][days].
  init(_ shares: FairShares, of tours: [Int32], in problem: RosterProblem) {
    self.init(shares)
    for person in groupOf.indices { set(person, shares.counts(of: problem.tour(person, of: tours), in: problem)) }
  }

  /// Counts each kind so many times in what unevenness costs.
  mutating func weigh(_ weights: FairShares.Counts) { self.weights = weights }

  /// Takes over what somebody does in the horizon; says what unevenness gets dearer by.
  @inline(__always) @discardableResult
  package mutating func set(_ person: Int, _ horizon: FairShares.Counts) -> Float {
    let group = groupOf[person]
    if group < 0 { return 0 }
    let old = counts[person]
    let new = horizon + before[person]
    if old == new { return 0 }
    let step = new - old
    let sum = sums[group]
    counts[person] = new
    sums[group] = sum + step
    return 0.5 * price * (weights * step * (new + old - (2 * sum + step) / size[group])).sum()
  }

  /// What one more of each kind costs about, beside the group's mean.
  func oneMore(_ person: Int) -> FairShares.Counts {
    let group = groupOf[person]
    return group < 0 ? FairShares.Counts() : price * weights * (counts[person] - sums[group] / size[group])
  }

  /// What somebody does in the horizon.
  @inline(__always)
  package func horizon(_ person: Int) -> FairShares.Counts { counts[person] - before[person] }

  /// What unevenness costs.
  func cost() -> Double {
    var squares = 0.0
    for (person, group) in groupOf.enumerated() where group >= 0 {
      let distance = counts[person] - sums[group] / size[group]
      squares += Double((weights * distance * distance).sum())
    }
    return 0.5 * Double(price) * squares
  }
}
