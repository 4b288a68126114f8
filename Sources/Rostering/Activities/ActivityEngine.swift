import Lanes

/// Rosters for shifts that change between activities.
///
/// GLPK bounds the cost (`ActivityBound`) while two first rosters are made; then two searches anneal side by side with exact
/// costs, over moves of activities, edges of shifts, shifts, days and whole stretches between people. Being short is cheap at
/// first and dear at the end. They go in rounds of growing length, and a roster that meets the bound ends the search. The
/// cheaper roster is taken.
package struct ActivityEngine: Sendable {
  /// Moves of each search, or a time.
  package var effort = RosterEffort.normal
  /// Seed of all random choices.
  package var seed: UInt64 = 1
  /// Threads to use; the roster does not depend on them unless the effort is given in seconds.
  package var threads = 2

  /// Moves a person and day for each effort.
  private static let movesEach = (quick: 10_000, normal: 50_000, best: 400_000)
  /// Share of the effort used at the end of each round.
  private static let rounds = [0.05, 0.2, 1.0]
  private static let searches = 2

  /// An engine with its default effort.
  package init(effort: RosterEffort = .normal, seed: UInt64 = 1) {
    self.effort = effort
    self.seed = seed
  }

  /// What one lane brings back.
  private enum Part: Sendable {
    case bound(Double)
    case search(ActivitySearch)

    var search: ActivitySearch? {
      if case .search(let search) = self { return search }
      return nil
    }

    var bound: Double? {
      if case .bound(let bound) = self { return bound }
      return nil
    }
  }

  /// A roster for the people, options and rules of a problem, whose own demand is not read.
  package func solve(_ problem: RosterProblem, _ demand: ActivityDemand) -> ActivitySolution {
    let clock = Stopwatch()
    let shifts = ActivityShifts(problem, stay: demand.leastStay)
    let parts = begin(TourSpace(problem), shifts, demand, clock)
    var searches = parts.compactMap(\.search)
    let hasEverybody = searches.allSatisfy(\.unplaced.isEmpty)
    let bound = hasEverybody ? parts.compactMap(\.bound).first ?? -.infinity : -.infinity
    var done = 0.0
    for share in Self.rounds {
      let (from, range) = (searches, done..<share)
      searches = Lanes.run(from.count, threads: threads) { lane in
        var search = from[lane]
        let begun = clock.seconds
        search.anneal(to: bound) { progress($0, in: range, problem, clock.seconds, begun) }
        return search
      }
      done = share
      if searches.contains(where: { $0.best.meets(bound) }) { break }
    }
    guard let best = searches.min(by: { $0.best.cost < $1.best.cost }) else {
      return ActivitySolution(tours: [], activities: [], surplusCost: 0, shortIntervals: 0, unplaced: [], bound: bound)
    }
    return best.solution(bound: bound)
  }

  /// The bound and the first roster of each search.
  private func begin(
    _ space: TourSpace, _ shifts: ActivityShifts, _ demand: ActivityDemand, _ clock: Stopwatch
  ) -> [Part] {
    let limit: Double? = if case .seconds(let seconds) = effort { seconds } else { nil }
    return Lanes.run(Self.searches + 1, threads: threads) { lane in
      if lane > 0 {
        return .search(ActivitySearch(space, shifts, demand, seed: seed &* 1_000 &+ UInt64(lane) &- 1))
      }
      let program = ActivityBound(shifts, demand, shortPrice: Double(ActivitySearch.finalShortPrice))
      return .bound(program.value { limit.map { clock.seconds >= $0 } ?? false })
    }
  }

  /// Share of a round that is done.
  private func progress(
    _ moves: Int, in round: Range<Double>, _ problem: RosterProblem, _ seconds: Double, _ begun: Double
  ) -> Double {
    let size = problem.people.count * problem.dayCount
    let all: Int
    switch effort {
    case .seconds(let limit):
      let end = limit * round.upperBound
      return end <= begun ? 1 : (seconds - begun) / (end - begun)
    case .moves(let count): all = count
    case .quick: all = Self.movesEach.quick * size
    case .normal: all = Self.movesEach.normal * size
    case .best: all = Self.movesEach.best * size
    }
    return Double(moves) / max(1, Double(all) * (round.upperBound - round.lowerBound))
  }
}
