// The last word on weekends: where somebody has two more than a colleague, one of them changes hands for work of other days of its week.

extension WorkedSearch {
  /// Points that such an exchange may cost all told, in prices of unevenness: a colleague who has two more asks why.
  private static let mostRise = 2.0

  /// Makes the cheapest exchanges of weekends, one after the other, until no two colleagues are two apart or none is cheap enough.
  ///
  /// - Returns: whether any was made.
  mutating func evenWeekends(stop: () -> Bool) -> Bool {
    guard let shares = state.problem.fairShares else { return false }
    let groups = Dictionary(grouping: shares.groupOf.indices.filter { shares.groupOf[$0] >= 0 }) { shares.groupOf[$0] }
    var hasMade = false
    for group in groups.keys.sorted() {
      let people = groups[group] ?? []
      while !stop() {
        let counts = people.map { (state.fair?.horizon($0)[1] ?? 0) + shares.before[$0][1] }
        var best: (rise: Double, moves: [DayMove])?
        for (giver, more) in zip(people, counts) {
          for (taker, fewer) in zip(people, counts) where more - fewer > 1.5 {
            for moves in weekendExchanges(giver, taker) {
              guard let rise = trade(moves, allowed: -.infinity), rise < best?.rise ?? .infinity else { continue }
              best = (rise, moves)
            }
          }
        }
        guard let best, best.rise <= Self.mostRise * shares.price, trade(best.moves, allowed: .infinity) != nil else {
          break
        }
        hasMade = true
      }
    }
    return hasMade
  }

  /// Ways in which a weekend of one that the other has free may change hands: the giver works on days off of the same week instead, the
  /// taker has others of that week off for what they take.
  private func weekendExchanges(_ giver: Int, _ taker: Int) -> [[DayMove]] {
    var ways: [[DayMove]] = []
    for week in 0..<state.weekCount {
      let days = Array(state.weekStart[week]..<state.weekStart[week + 1])
      let weekend = days.filter { state.problem.weekendOfDay[$0] >= 0 }
      let given = weekend.filter { state.tour(giver)[$0] >= 0 }
      if given.isEmpty || weekend.contains(where: { state.tour(taker)[$0] >= 0 }) { continue }
      let others = days.filter { state.problem.weekendOfDay[$0] < 0 }
      let targets = choices(of: given.count, from: others.filter { state.tour(giver)[$0] < 0 })
      // The taker may have all of it or its first day.
      for taken in Set([given.count, 1]).sorted() {
        for sources in choices(of: taken, from: others.filter { state.tour(taker)[$0] >= 0 }) {
          let takes = zip(given, sources).map { DayMove(person: taker, from: $1, to: $0) }
          ways += targets.map { zip(given, $0).map { DayMove(person: giver, from: $0, to: $1) } + takes }
        }
      }
    }
    return ways
  }

  /// Every choice of some days, in order.
  private func choices(of count: Int, from days: [Int]) -> [[Int]] {
    if count == 0 { return [[]] }
    return days.indices.flatMap { first in
      choices(of: count - 1, from: Array(days[(first + 1)...])).map { [days[first]] + $0 }
    }
  }
}
