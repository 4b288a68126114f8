import Chance

/// One annealing search: its roster, its luck and the best roster so far.
struct ActivitySearch: Sendable {
  /// Price of one person missing that chooses between rosters.
  static let finalShortPrice: Float = 2_000
  /// Temperature, in costs of one interval, and price of one person missing for one interval.
  private static let temperature = (start: 6.0, end: 0.12)
  private static let shortPrice = (start: 6.0, end: 12.0)
  /// Moves between two looks at the clock.
  private static let batch = 512

  private var state: ActivityState
  private var dice: XorshiftStar
  private(set) var best: Best
  /// People without a legal tour.
  let unplaced: [Int]
  private let movable: [Int]

  /// A search that stands at its first roster.
  init(_ space: TourSpace, _ shifts: ActivityShifts, _ demand: ActivityDemand, seed: UInt64) {
    dice = XorshiftStar(seed: seed)
    let start = ActivityStart(space, shifts, demand, &dice)
    state = ActivityState(shifts, demand, tours: start.tours, activities: start.activities, locked: start.unplaced)
    best = Best(state)
    unplaced = start.unplaced
    movable = space.problem.people.indices.filter { !start.unplaced.contains($0) }
  }

  /// Anneals until `progress`, told the number of moves, reaches 1, or until a roster meets the bound.
  mutating func anneal(to bound: Double, progress: (Int) -> Double) {
    var moves = 0
    while !movable.isEmpty && !best.meets(bound) {
      let used = progress(moves)
      if used >= 1 { break }
      let temperature = Float(Self.temperature.start * power(Self.temperature.end / Self.temperature.start, used))
      state.setShortPrice(Float(Self.shortPrice.start + (Self.shortPrice.end - Self.shortPrice.start) * used))
      for _ in 0..<Self.batch {
        let allowed = temperature * Annealing.rises[dice.below(Annealing.rises.count)]
        _ = state.randomMove(movable[dice.below(movable.count)], &dice, allowed: allowed)
      }
      moves += Self.batch
      if state.cost(Self.finalShortPrice) < best.cost - 1e-6 { best = Best(state) }
    }
  }

  /// The best roster, beside a bound of its cost.
  func solution(bound: Double) -> ActivitySolution {
    ActivitySolution(
      tours: best.tours, activities: best.activities, surplusCost: best.surplus, shortIntervals: best.short,
      unplaced: unplaced, bound: bound)
  }

  /// A roster and what it costs.
  struct Best: Sendable {
    let tours: [Int32]
    let activities: [Int8]
    let surplus: Int
    let short: Int
    /// Surplus, shortage at the final price, and what tours cost by themselves.
    let cost: Double

    init(_ state: ActivityState) {
      (tours, activities) = (state.tours, state.activities)
      (surplus, short) = (state.cover.surplus, state.cover.short)
      cost = state.cost(ActivitySearch.finalShortPrice)
    }

    /// Whether no roster can cost less: nobody is missing, tours cost nothing by themselves, and the surplus is the bound.
    func meets(_ bound: Double) -> Bool { short == 0 && cost <= bound + 1e-6 && cost == Double(surplus) }
  }
}
