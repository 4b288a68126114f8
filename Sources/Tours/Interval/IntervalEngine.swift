import Chance
import Lanes
import Synchronization

/// Rosters for interval demand: best tours in turn, annealing on the exact cost, the bound beside it, and the split over
/// queue groups.
struct IntervalEngine: Sendable {
  let engine: RosterEngine
  let problem: RosterProblem
  let demand: IntervalDemand

  /// How much a search does at an effort.
  private struct Work {
    /// Moves for each person and day, and the least in all.
    var movesPerDay: Int
    var leastMoves: Int
    /// How large the programs behind the bound may be; a quick search does not wait for them.
    var size = WeekRelaxation.Size(refines: true)
  }
  /// Share of the moves, except for quick searches, where whole people are given to groups afterwards: their own search changes days,
  /// starts and breaks again, and the time is worth more there.
  private static let shareBeforeWhole = 0.25
  /// People above which quick searches make fewer moves for each: the root of how much larger the roster is. Among many who could
  /// do the same, one more move of each gains less.
  private static let quickCrowd = 100.0
  /// Share of wall time for annealing; the rest is for counting what the roster costs.
  private static let annealingShare = 0.99

  func solve() -> RosterSolution {
    let (clock, watch) = (Stopwatch(), engine.watch)
    let tables = IntervalTables(problem, demand)
    var state = RosterState(tables)
    var dice = XorshiftStar(seed: engine.seed)
    let cut = Atomic(false)
    let stop: @Sendable () -> Bool = {
      if watch.isOver { cut.store(true, ordering: .relaxed) }
      return cut.load(ordering: .relaxed)
    }
    let unplaced = state.buildGreedily(&dice, stop: stop)
    report("first roster", 0, state.cost, nil)

    // The bound needs nothing of the search, so it runs beside it.
    let start = state.copyTours()
    let startCost = state.cost
    let bounding = IntervalBound(
      tables.space, demand, tables.table, unplaced: unplaced, tours: start, size: work.size)
    let (bound, found) = Lanes.both(threads: engine.threads) {
      let result = bounding.solve(stop: stop)
      if result.bound.isFinite { report("bound", 0, startCost, max(0, result.bound)) }
      return result
    } _: {
      HalvesAnnealing(
        tables: tables, unplaced: unplaced, seed: engine.seed, threads: engine.threads, budget: budget, clock: clock,
        stop: stop, watch: { share, cost in report("annealing", share * Self.annealingShare, cost, nil) }
      ).run(from: start)
    }
    var solution = solution(&state, found, unplaced, bound, wasCut: cut.load(ordering: .relaxed))
    solution.tables = tables
    return solution
  }

  private func report(_ stage: String, _ share: Double, _ cost: Double, _ bound: Double?) {
    engine.onProgress?(EngineProgress(stage: stage, share: share, cost: cost, bound: bound))
  }

  private var budget: SearchBudget {
    let size = problem.people.count * problem.dayCount
    switch engine.effort {
    case .quick:
      let thinning = min(1, Self.quickCrowd / Double(max(1, problem.people.count))).squareRoot()
      return .moves(max(work.leastMoves, Int(Double(size * work.movesPerDay) * thinning)))
    case .normal, .best:
      let moves = max(work.leastMoves, size * work.movesPerDay)
      return .moves(engine.givesWholePeople ? Int(Double(moves) * Self.shareBeforeWhole) : moves)
    case .moves(let count): return .moves(count)
    case .seconds(let seconds): return .wallSeconds(seconds * Self.annealingShare)
    }
  }

  private var work: Work {
    switch engine.effort {
    case .quick:
      Work(
        movesPerDay: 1_500, leastMoves: 1_500_000,
        size: WeekRelaxation.Size(refines: false, mostFactorEntries: 150_000))
    case .normal: Work(movesPerDay: 6_000, leastMoves: 6_000_000)
    case .moves: Work(movesPerDay: 6_000, leastMoves: 6_000_000, size: WeekRelaxation.Size(refines: false))
    case .best, .seconds: Work(movesPerDay: 60_000, leastMoves: 40_000_000)
    }
  }

  private func solution(
    _ state: inout RosterState, _ tours: [Int32], _ unplaced: [Int], _ bound: IntervalBound.Result, wasCut: Bool
  ) -> RosterSolution {
    // Whole people are given to groups and counted afterwards; somebody who stopped the search waits for no count before that.
    let isCounted = !(engine.givesWholePeople && wasCut)
    var cost = RosterCost()
    if isCounted {
      state.load(tours)
      cost = RosterCost(of: tours, cover: state.cover, fairness: state.fair?.cost() ?? 0, state.judge)
    }
    var groups: [Int16] = []
    if !engine.givesWholePeople {
      let worked = WorkedCover(problem, demand, state.table, giving: tours, threads: engine.threads)
      groups = worked.groups
      // The search counted people for fewer groups than they serve where the sets of groups are too many to list; here all count.
      if state.model.isNarrowed {
        let parts = worked.parts(0..<problem.intervalCount)
        cost.cover = min(cost.cover, parts.shortage + parts.over)
      }
    }
    // Somebody who goes on from told days that break a rule may do so otherwise, and no program knows how.
    let isProved = !unplaced.contains { problem.people[$0].toldDays > 0 }
    let proved = isProved ? isCounted ? min(bound.bound, cost.total) : bound.bound : -.infinity
    return RosterSolution(
      tours: tours, groups: groups, cost: cost, bound: proved,
      conflicts: unplaced.map { TourConflict.find($0, in: problem) ?? TourConflict(person: $0, rules: [], week: nil) },
      wasCutShort: wasCut, faults: bound.fault.map { [$0.description] } ?? [])
  }
}

extension RosterState {
  /// A whole roster under change, some people as they are in every move.
  init(_ tables: IntervalTables, _ tours: [Int32], frozen: [Int]) {
    self.init(tables)
    for person in frozen { freeze(person) }
    load(tours)
  }

  func copyTours() -> [Int32] { Array(UnsafeBufferPointer(start: tours, count: personCount * dayCount)) }

  func copyTour(_ person: Int) -> [Int32] { Array(UnsafeBufferPointer(start: tour(person), count: dayCount)) }
}
