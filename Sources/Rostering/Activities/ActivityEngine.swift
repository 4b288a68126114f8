import Synchronization

/// Rosters for shifts that change between activities.
///
/// Two searches run side by side from first rosters of their own and anneal with exact costs, over moves of activities, edges
/// of shifts, shifts, days and whole stretches between people. Being short is cheap at first and dear at the end. The cheaper
/// roster is taken.
public struct ActivityEngine: Sendable {
  /// Moves of each search, or a time.
  public var effort = RosterEffort.normal
  /// Seed of all random choices.
  public var seed: UInt64 = 1
  /// Threads to use; the roster does not depend on them unless the effort is given in seconds.
  public var threads = 2

  /// Moves a person and day for each effort.
  private static let movesEach = (quick: 10_000, normal: 50_000, best: 400_000)
  /// Temperature, in costs of one interval, and price of one person missing for one interval.
  private static let temperature = (start: 2.0, end: 0.12)
  private static let shortPrice = (start: 3.0, end: 12.0)
  /// Moves between two looks at the clock.
  private static let batch = 512
  /// Price of one person missing that chooses between rosters.
  private static let finalShortPrice: Float = 2_000

  /// An engine with its default effort.
  public init(effort: RosterEffort = .normal, seed: UInt64 = 1) {
    self.effort = effort
    self.seed = seed
  }

  /// A roster for the people, options and rules of a problem, whose own demand is not read.
  public func solve(_ problem: RosterProblem, _ demand: ActivityDemand) -> ActivitySolution {
    let clock = Stopwatch()
    let space = TourSpace(problem)
    let shifts = ActivityShifts(problem, stay: demand.leastStay)
    let found = Lanes.run(2, threads: threads) { lane in
      search(space, shifts, demand, seed: seed &* 1_000 &+ UInt64(lane), clock)
    }
    return found.min { $0.cost < $1.cost }?.solution
      ?? ActivitySolution(tours: [], activities: [], surplusCost: 0, shortIntervals: 0, unplaced: [])
  }

  /// One search from first roster to last.
  private func search(
    _ space: TourSpace, _ shifts: ActivityShifts, _ demand: ActivityDemand, seed: UInt64, _ clock: Stopwatch
  ) -> (solution: ActivitySolution, cost: Double) {
    var dice = Annealing.Dice(seed: seed)
    let start = ActivityStart(space, shifts, demand, &dice)
    var state = ActivityState(
      shifts, demand, tours: start.tours, activities: start.activities, locked: start.unplaced)
    var best = KeptActivities(state, Self.finalShortPrice)
    let movable = space.problem.people.indices.filter { !start.unplaced.contains($0) }
    let begun = clock.seconds
    var moves = 0
    while !movable.isEmpty {
      let used = progress(moves, space.problem, clock.seconds, begun)
      if used >= 1 { break }
      let temperature = Float(Self.temperature.start * power(Self.temperature.end / Self.temperature.start, used))
      state.setShortPrice(Float(Self.shortPrice.start + (Self.shortPrice.end - Self.shortPrice.start) * used))
      for _ in 0..<Self.batch {
        let allowed = temperature * Annealing.rises[dice.below(Annealing.rises.count)]
        _ = state.randomMove(movable[dice.below(movable.count)], &dice, allowed: allowed)
      }
      moves += Self.batch
      best.keep(state, Self.finalShortPrice)
    }
    return (best.solution(unplaced: start.unplaced), best.cost)
  }

  /// Share of the effort used.
  private func progress(_ moves: Int, _ problem: RosterProblem, _ seconds: Double, _ begun: Double) -> Double {
    let size = problem.people.count * problem.dayCount
    return switch effort {
    case .seconds(let limit): limit <= begun ? 1 : (seconds - begun) / (limit - begun)
    case .moves(let count): Double(moves) / Double(max(1, count))
    case .quick: Double(moves) / Double(max(1, Self.movesEach.quick * size))
    case .normal: Double(moves) / Double(max(1, Self.movesEach.normal * size))
    case .best: Double(moves) / Double(max(1, Self.movesEach.best * size))
    }
  }
}

/// The best roster of a search.
private struct KeptActivities {
  private var tours: [Int32]
  private var activities: [Int8]
  private var surplus: Int
  private var short: Int
  private(set) var cost: Double

  init(_ state: ActivityState, _ shortPrice: Float) {
    (tours, activities) = (state.tours, state.activities)
    (surplus, short) = (state.cover.surplus, state.cover.short)
    cost = state.cost(shortPrice)
  }

  /// Keeps a roster that costs less.
  mutating func keep(_ state: ActivityState, _ shortPrice: Float) {
    if state.cost(shortPrice) < cost - 1e-6 { self = KeptActivities(state, shortPrice) }
  }

  func solution(unplaced: [Int]) -> ActivitySolution {
    ActivitySolution(
      tours: tours, activities: activities, surplusCost: surplus, shortIntervals: short, unplaced: unplaced)
  }
}
