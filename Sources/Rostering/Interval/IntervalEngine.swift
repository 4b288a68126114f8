import Chance
import Lanes
import Synchronization

/// Rosters for interval demand: best tours in turn, annealing on the exact cost, the coarse master's bound beside it, integer
/// programs for each day and then for each week as the last word, and the split over queue groups.
struct IntervalEngine: Sendable {
  let engine: RosterEngine
  let problem: RosterProblem
  let demand: IntervalDemand

  /// Moves for each person and day, and the least in all.
  private static let movesPerDay = (quick: 1_500, normal: 6_000, best: 60_000)
  private static let leastMoves = (quick: 1_500_000, normal: 6_000_000, best: 40_000_000)
  /// Share of the moves, except for quick searches, where whole people are given to groups afterwards: their own search changes days,
  /// starts and breaks again, and the time is worth more there.
  private static let shareBeforeWhole = 0.25
  /// People above which quick searches make fewer moves for each: the root of how much larger the roster is. Among many who could
  /// do the same, one more move of each gains less.
  private static let quickCrowd = 100.0
  /// Rows of a week's linear program above which it falls into one for each community of groups. A quick search does not wait
  /// minutes for the simplex method.
  private static let mostRows = (quick: 700, normal: 1_500, best: 4_000)
  /// Share of wall time for annealing; the rest is for the integer programs.
  private static let annealingShare = 0.88
  /// Share of wall time by which the programs of days end.
  private static let daysShare = 0.95
  private static let nodesPerProgram = (quick: 1, normal: 1, best: 20)
  /// People, rounds, nodes, simplex iterations and colleagues of the integer programs for weeks.
  private static let weekBudgets = (
    quick: RosterState.WeekBudget(
      peopleAtOnce: 20, rounds: 0, nodeLimit: 1, iterationLimit: 2_000, colleagues: 4, mostPersonWeeks: 400),
    normal: RosterState.WeekBudget(
      peopleAtOnce: 15, rounds: 2, nodeLimit: 1, iterationLimit: 4_000, colleagues: 14, mostPersonWeeks: 400),
    best: RosterState.WeekBudget(
      peopleAtOnce: 20, rounds: 4, nodeLimit: 20, iterationLimit: 20_000, colleagues: 19, mostPersonWeeks: .max)
  )
  /// Integer programs for days, the dearest days first.
  private static let mostPrograms = (quick: 4, normal: 1_000, best: 1_000)

  func solve() -> RosterSolution {
    let clock = Stopwatch()
    let space = TourSpace(problem)
    let model = CoverModel(demand, problem: problem)
    let table = ShiftTable(problem)
    var state = RosterState(space, model: model, table: table)
    var dice = XorshiftStar(seed: engine.seed)
    let cut = Atomic(false)
    let limit = engine.timeLimit
    let stop: @Sendable () -> Bool = {
      let isOver = limit.map { clock.seconds > $0 } ?? false
      if isOver || engine.isCancelled?() == true {
        cut.store(true, ordering: .relaxed)
        return true
      }
      return false
    }
    let unplaced = state.buildGreedily(&dice, stop: stop)
    report("first roster", 0, state.cost, nil)

    // The bound needs nothing of the search, so it runs beside it.
    let start = state.copyTours()
    let startCost = state.cost
    let master = CoarseMaster(
      space, demand, model, table, unplaced: unplaced, tours: start, mostRows: mostRows, refines: refines)
    let parts = Lanes.run(2, threads: engine.threads) { lane -> Part in
      if lane == 0 {
        let result = master.solve(threads: 1, stop: stop)
        if result.bound.isFinite { report("bound", 0, startCost, max(0, result.bound)) }
        return .bound(result)
      }
      return .roster(search(space, model, table, start, unplaced, clock, stop))
    }
    var tours = start
    var programs = RosterState.ProgramReport()
    var bound = CoarseMaster.Result(bound: -.infinity, prices: [])
    for part in parts {
      switch part {
      case .bound(let result): bound = result
      case .roster(let found):
        tours = found.tours
        programs = found.programs
      }
    }
    var solution = solution(
      &state, model, tours, unplaced, bound, programs, table, wasCut: cut.load(ordering: .relaxed))
    solution.tools = RosterSolution.Tools(space: space, model: model, table: table)
    return solution
  }

  private enum Part: Sendable {
    case bound(CoarseMaster.Result)
    case roster(Found)
  }

  private struct Found: Sendable {
    var tours: [Int32]
    var programs: RosterState.ProgramReport
  }

  private func report(_ stage: String, _ share: Double, _ cost: Double, _ bound: Double?) {
    engine.onProgress?(EngineProgress(stage: stage, share: share, cost: cost, bound: bound))
  }

  private var budget: SearchBudget {
    let size = problem.people.count * problem.dayCount
    switch engine.effort {
    case .quick:
      let thinning = min(1, Self.quickCrowd / Double(max(1, problem.people.count))).squareRoot()
      return .moves(max(Self.leastMoves.quick, Int(Double(size * Self.movesPerDay.quick) * thinning)))
    case .normal: return .moves(part(of: max(Self.leastMoves.normal, size * Self.movesPerDay.normal)))
    case .best: return .moves(part(of: max(Self.leastMoves.best, size * Self.movesPerDay.best)))
    case .moves(let count): return .moves(count)
    case .seconds(let seconds): return .wallSeconds(seconds * Self.annealingShare)
    }
  }

  private func part(of moves: Int) -> Int {
    engine.givesWholePeople ? Int(Double(moves) * Self.shareBeforeWhole) : moves
  }

  /// Nodes of branch and bound for each integer program of a day.
  private var nodesPerProgram: Int {
    switch engine.effort {
    case .quick: Self.nodesPerProgram.quick
    case .normal: Self.nodesPerProgram.normal
    case .best, .moves, .seconds: Self.nodesPerProgram.best
    }
  }

  private var mostRows: Int {
    switch engine.effort {
    case .quick: Self.mostRows.quick
    case .normal, .moves: Self.mostRows.normal
    case .best, .seconds: Self.mostRows.best
    }
  }

  /// Whether the bound is sought interval by interval.
  private var refines: Bool {
    switch engine.effort {
    case .quick, .moves: false
    case .normal, .best, .seconds: true
    }
  }

  private var mostPrograms: Int {
    switch engine.effort {
    case .quick: Self.mostPrograms.quick
    case .normal: Self.mostPrograms.normal
    case .best, .moves, .seconds: Self.mostPrograms.best
    }
  }

  private var weekBudget: RosterState.WeekBudget {
    switch engine.effort {
    case .quick: Self.weekBudgets.quick
    case .normal, .moves: Self.weekBudgets.normal
    case .best, .seconds: Self.weekBudgets.best
    }
  }

  /// Annealing from a start, then the integer programs: days first, because weeks have the last word.
  private func search(
    _ space: TourSpace, _ model: CoverModel, _ table: ShiftTable, _ start: [Int32], _ unplaced: [Int],
    _ clock: Stopwatch, _ stop: @escaping @Sendable () -> Bool
  ) -> Found {
    let annealing = HalvesAnnealing(
      space: space, model: model, table: table, unplaced: unplaced, seed: engine.seed, threads: engine.threads,
      budget: budget, clock: clock)
    let annealed = annealing.run(from: start, stop: stop) { share, cost in
      report("annealing", share * Self.annealingShare, cost, nil)
    }
    // What a program would prove of people shared inside an interval says nothing of the whole people that they become. And with many
    // people every count of a roster takes a tenth of a second, and whoever stops the search waits for it.
    if engine.givesWholePeople || stop() { return Found(tours: annealed.tours, programs: RosterState.ProgramReport()) }
    var state = RosterState(space, model: model, table: table)
    state.freeze(unplaced)
    state.load(annealed.tours)
    var dice = XorshiftStar(seed: engine.seed &+ 1)
    var secondsEach: Double?
    var daysAreOver: @Sendable () -> Bool = stop
    var weeksAreOver: @Sendable () -> Bool = stop
    if case .seconds(let seconds) = engine.effort {
      secondsEach = max(0.2, seconds * 0.02)
      daysAreOver = { stop() || clock.seconds > seconds * Self.daysShare }
      weeksAreOver = { stop() || clock.seconds > seconds }
    }
    var programs = state.chooseDays(
      &dice, peopleAtOnce: peopleAtOnce(model), nodeLimit: nodesPerProgram, mostPrograms: mostPrograms,
      secondsEach: secondsEach, stop: daysAreOver
    ) { cost in report("integer programs", 0.95, cost, nil) }
    programs.join(
      state.chooseWeeks(
        pool: annealed.passed, budget: weekBudget, secondsEach: secondsEach, stop: weeksAreOver
      ) { cost in report("integer programs", 0.97, cost, nil) })
    return Found(tours: state.copyTours(), programs: programs)
  }

  /// So many people that a day's program keeps to some thousand rows.
  private func peopleAtOnce(_ model: CoverModel) -> Int {
    let cuts = model.components.map { $0.cuts.count * $0.weights.count }.max() ?? 1
    return cuts <= 8 ? 60 : cuts <= 32 ? 30 : 15
  }

  private func solution(
    _ state: inout RosterState, _ model: CoverModel, _ tours: [Int32], _ unplaced: [Int],
    _ bound: CoarseMaster.Result,
    _ programs: RosterState.ProgramReport, _ table: ShiftTable, wasCut: Bool
  ) -> RosterSolution {
    let hours = Double(problem.intervalMinutes) / 60
    // Whole people are given to groups and counted afterwards; somebody who stopped the search waits for no count before that.
    let isCounted = !(engine.givesWholePeople && wasCut)
    var cost = RosterCost()
    var (short, over) = (0.0, 0.0)
    if isCounted {
      state.load(tours)
      cost = RosterCost(of: tours, cover: state.cover, fairness: state.fair?.cost() ?? 0, state.judge)
      (short, over) = state.cover.shortAndOver(of: model)
      short += model.unservedRequirement
    }
    var groups: [Int16] = []
    if !engine.givesWholePeople {
      let worked = WorkedCover(problem, demand, table, giving: tours, threads: engine.threads)
      groups = worked.groups
      // The search counted people for fewer groups than they serve where the sets of groups are too many to list; here all count.
      let gap = worked.gap()
      if model.isNarrowed && gap.shortPoints + gap.overPoints < cost.cover {
        cost.cover = gap.shortPoints + gap.overPoints
        (short, over) = (gap.short, gap.over)
      }
    }
    return RosterSolution(
      tours: tours, groups: groups, cost: cost,
      bound: isCounted ? min(bound.bound, cost.total) : bound.bound, shortHours: short * hours,
      overHours: over * hours, prices: bound.prices,
      conflicts: unplaced.map { TourConflict.find($0, in: problem) ?? TourConflict(person: $0, rules: [], week: nil) },
      programs: programs.programs, provenPrograms: programs.proven, wasCutShort: wasCut,
      faults: programs.faults + (bound.fault.map { [$0.description] } ?? []))
  }
}

extension RosterState {
  func copyTours() -> [Int32] { Array(UnsafeBufferPointer(start: tours, count: personCount * dayCount)) }

  /// Keeps some people as they are in every move.
  func freeze(_ some: [Int]) {
    for person in some {
      people[person].isPlaced = false
      for day in 0..<dayCount { isFree[person * dayCount + day] = false }
    }
  }
}
