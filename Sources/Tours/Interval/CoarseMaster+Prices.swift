import Lanes

/// Where prices come from beside the masters of weeks, and how they are made fit to prove a bound.
extension CoarseMaster {
  /// Prices interval by interval and what the relaxations cost, where every week's could be solved; proves no bound.
  ///
  /// With few groups the rows of `WeekMaster` are nearly as fine. A last week that is longer than seven days, in a grid over many
  /// zones, is not like the others, which the relaxation takes for granted where late work goes.
  func finePrices(
    threads: Int, stop: @Sendable @escaping () -> Bool
  ) -> (prices: [Float], cost: Double)? {
    let last = intervalRange(problem.weekCount - 1)
    guard refines, groupCount > Self.fewGroups, last.count <= 7 * 1440 / problem.intervalMinutes else { return nil }
    let weeks = (0..<problem.weekCount).map { WeekRelaxation(self, week: $0) }
    guard weeks.allSatisfy({ $0.rowCount <= WeekRelaxation.mostRows }) else { return nil }
    // A fault of the solver leaves the master with coarse rows, which reports its own.
    let parts = Lanes.run(weeks.count, threads: threads) { week -> WeekRelaxation.Answer? in
      stop() ? nil : try? weeks[week].solve(stop: stop)
    }
    let found = parts.compactMap { $0 }
    guard found.count == weeks.count else { return nil }
    return (joined(found.map(\.prices)), found.reduce(0) { $0 + $1.cost })
  }

  /// Prices inside what shortage and surplus allow; an interval that asks for nobody is worth only surplus.
  func settled(_ prices: [Float]) -> [Float] {
    var prices = prices
    for group in 0..<groupCount {
      for interval in 0..<intervals {
        let place = group * intervals + interval
        prices[place] =
          required(group, interval) <= 0
          ? Float(-demand.overPrice)
          : min(Float(demand.prices[group].beyond), max(Float(-demand.overPrice), prices[place]))
      }
    }
    return prices
  }

  /// Prices at the turn to the last week as they were a week before.
  ///
  /// In a grid over many zones the last week is longer than seven days, and late shifts of the week before reach into its first
  /// hours. A master that knows too little of them prices these hours too high.
  func turned(_ prices: [Float]) -> [Float] {
    let last = intervalRange(problem.weekCount - 1)
    let week = 7 * 1440 / problem.intervalMinutes
    if last.count <= week || last.lowerBound < week { return prices }
    var turned = prices
    for group in 0..<groupCount {
      let first = group * intervals + last.lowerBound
      for place in first..<first + min(week, last.count - week) { turned[place] = turned[place - week] }
    }
    return turned
  }

  /// The steps between blocks drawn out to slopes.
  func smoothed(_ prices: [Float]) -> [Float] {
    guard blockLength > 1 else { return prices }
    var smooth = prices
    let half = blockLength / 2
    for group in 0..<groupCount {
      for interval in 0..<intervals where required(group, interval) > 0 {
        var sum: Float = 0
        var weight: Float = 0
        for offset in -half...half {
          let other = interval + offset
          guard other >= 0, other < intervals, required(group, other) > 0 else { continue }
          let share: Float = abs(offset) * 2 == blockLength ? 0.5 : 1
          sum += share * prices[group * intervals + other]
          weight += share
        }
        if weight > 0 { smooth[group * intervals + interval] = sum / weight }
      }
    }
    return smooth
  }
}
