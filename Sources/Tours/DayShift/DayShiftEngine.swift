import Chance
import Lanes
import Libc
import LinearProgram
import Synchronization

/// Rosters for demand by day and shift: a start by ruin and recreate, the relaxation by column generation, dives with
/// retreats, then windows chosen again.
///
/// Two lanes search side by side and meet between phases, so one thread and two give the same roster for the same effort.
package struct DayShiftEngine: Sendable {
  /// How long to search.
  package var budget = SearchBudget.effort(30)
  /// Seed of all random choices.
  package var seed: UInt64 = 1
  /// Threads to use; more than two gain nothing.
  package var threads = 2
  /// Told about each phase and each better roster; may be called from several threads.
  package var onProgress: (@Sendable (EngineProgress) -> Void)?
  /// Asked often; true ends the search with the best roster so far.
  package var shouldStop: (@Sendable () -> Bool)?

  /// An engine with its default budget.
  package init() {}

  static let lanes = 2
  /// More rows than this make the relaxation of the whole roster too slow; windows do the work alone.
  private static let mostRows = 700
  /// Both lanes dive when the relaxation took less than this share of the budget, as a dive takes several times as long,
  /// or when windows would be too short to matter.
  private static let quickRelaxation = 0.03
  /// More rows than this are annealed in parts first, since windows see too little of them; with fewer windows find cheaper rosters.
  private static let rowsInParts = 2_000
  /// Reading of the clock, as a share of the budget, until which a roster is annealed in parts.
  private static let partsShare = 0.7

  /// A roster for a problem with day x shift demand.
  ///
  /// - Throws: `RosterContradiction` when somebody's rules, leave and fixed shifts allow no tour.
  package func solve(_ problem: RosterProblem) throws(RosterContradiction) -> RosterSolution {
    guard let tables = DayShiftTables(TourSpace(problem)) else {
      preconditionFailure("day x shift engine needs day x shift demand")
    }
    var run = Run(
      engine: self, tables: tables, clock: SearchClock(budget, shouldStop: shouldStop),
      best: DayShiftRoster([Int32](repeating: RosterProblem.off, count: tables.people * tables.days), tables),
      shapes: WindowSearch.Shapes(tables))
    try run.start()
    let rows = tables.people + tables.days * tables.kinds
    if rows > Self.rowsInParts {
      run.annealParts(until: Self.partsShare)
    } else if rows <= Self.mostRows {
      let begin = run.clock.used
      run.relax()
      let isQuick = run.clock.used - begin < Self.quickRelaxation * budget.seconds
      if run.isRelaxed {
        run.dive(until: 0.6, onBothLanes: isQuick)
      }
    }
    run.polish()
    return run.solution
  }

  /// The state between phases.
  struct Run {
    /// The relaxation of the whole roster and the roster it began with.
    struct Root: Sendable {
      var snapshot: ColumnMaster.Snapshot
      var roster: DayShiftRoster
    }

    let engine: DayShiftEngine
    let tables: DayShiftTables
    var clock: SearchClock
    var best: DayShiftRoster
    var bound = -Double.infinity
    var pool: [(person: Int, tour: [Int32])] = []
    var root: Root?
    var fault: SolverFault?
    var round = 0
    var tally = WindowSearch.Tally()
    var shapes: WindowSearch.Shapes
    /// Rounds of dives so far, and what the last one took.
    var dives = 0
    var lastDive = 0.0
  }
}

/// Somebody whose rules, leave and fixed shifts allow no tour at all.
package struct RosterContradiction: Error, Hashable, Sendable {
  /// Index of the person.
  package var person: Int

  /// A contradiction in a person's rules.
  package init(person: Int) { self.person = person }
}

extension DayShiftEngine.Run {
  var seconds: Double { engine.budget.seconds }
  /// Whether the relaxation came near its bound; one that ran out of time is no place to dive from.
  var isRelaxed: Bool {
    guard let snapshot = root?.snapshot else { return false }
    return snapshot.relaxed - snapshot.bound <= max(1, 0.01 * abs(snapshot.relaxed))
  }

  var isProven: Bool { isProven(best.cost) }

  /// Whether no roster costs less, as it is told of the answer.
  func isProven(_ cost: Double) -> Bool { RosterProof(cost: cost, bound: bound) == .optimal }

  func workspace(lane: Int) -> LaneWorkspace {
    let stream = round * 16 + lane
    return LaneWorkspace(tables, random: SplitMix64(seed: engine.seed, lane: stream), clock: clock)
  }

  mutating func join(_ stage: String, _ clocks: [SearchClock]) {
    clock = clock.after(clocks)
    round += 1
    tell(stage, best.cost, used: clock.used)
  }

  /// Greedy rosters and annealing on each lane.
  mutating func start() throws(RosterContradiction) {
    let share = tables.people >= 60 ? 0.08 : 0.06
    let here = self
    let results = Lanes.run(DayShiftEngine.lanes, threads: engine.threads) { lane in
      let workspace = here.workspace(lane: lane)
      let found = FirstRoster.make(workspace).map { first in
        var pool: [DayShiftRoster] = [first]
        let best = RuinAndRecreate(from: 10, to: 1).run(
          first, workspace, until: share * here.seconds, keep: { pool.append($0) })
        return (best, pool)
      }
      return (found, workspace.clock)
    }
    var isFirst = true
    for (found, _) in results {
      switch found {
      case .failure(let contradiction): throw contradiction
      case .success(let (roster, rosters)):
        if isFirst || roster.cost < best.cost { best = roster }
        isFirst = false
        for kept in rosters.suffix(2000 / max(1, tables.people)) {
          for person in 0..<tables.people { pool.append((person, kept.tour(person, tables))) }
        }
      }
    }
    join("start", results.map(\.1))
  }

  /// Times that a roster is parted anew, by draws of its own, and the temperatures between the first and the last.
  private static let (partings, partingStream, partsFrom, partsTo) = (1_000, 8, 15.0, 1.0)

  /// Ruin and recreate on both lanes at once, each in a part of the days with half of the people, parted anew again and again.
  ///
  /// No day and nobody changes on both lanes, so what they find is lawful together, costs what they say, and none of it is thrown away.
  mutating func annealParts(until share: Double) {
    let (first, before, partings) = (clock.used, best, Self.partings)
    func temperature(_ parting: Int) -> Double {
      Self.partsFrom * pow(Self.partsTo / Self.partsFrom, Double(parting) / Double(partings))
    }
    var random = SplitMix64(seed: engine.seed, lane: Self.partingStream)
    for parting in 0..<partings where !clock.isPast(share) {
      let here = self
      let (from, to) = (temperature(parting), temperature(parting + 1))
      let until = first + (share * seconds - first) * Double(parting + 1) / Double(partings)
      // The middle moves, so that no day is always at the edge of a part.
      let middle = tables.days / 3 + random.below(tables.days / 3 + 1)
      let people = Array(0..<tables.people).shuffled(using: &random)
      let results = Lanes.run(DayShiftEngine.lanes, threads: engine.threads) { lane in
        let workspace = here.workspace(lane: lane)
        let part = RuinAndRecreate.Part(
          people: Array(lane == 0 ? people.prefix(people.count / 2) : people.dropFirst(people.count / 2)),
          days: lane == 0 ? 0..<middle : middle..<here.tables.days)
        let annealing = RuinAndRecreate(from: from, to: to, keepsLast: true, part: part)
        return (annealing.run(here.best, workspace, until: until).tours, workspace.clock)
      }
      let (earlier, later) = (results[0].0, results[1].0)
      best = DayShiftRoster(earlier.indices.map { $0 % tables.days < middle ? earlier[$0] : later[$0] }, tables)
      join("parts", results.map(\.1))
    }
    if before.cost < best.cost { best = before }
  }

  /// The relaxation of the whole roster on one lane while the other goes on annealing.
  mutating func relax() {
    let here = self
    let isDone = Atomic(false)
    run("relaxation") { lane, workspace, result throws(SolverFault) in
      if lane == 0 {
        defer { isDone.store(true, ordering: .relaxed) }
        result.root = Root(snapshot: try here.solveRoot(workspace), roster: here.best)
      } else if here.engineIsParallel {
        let slice = here.seconds * 0.02
        while workspace.clock.used < here.seconds * 0.1, !isDone.load(ordering: .relaxed) {
          let until = workspace.clock.used + slice
          result.best = RuinAndRecreate(from: 3, to: 0.5).run(result.best, workspace, until: until)
        }
      }
    }
    if let snapshot = root?.snapshot { bound = max(bound, tables.rounded(snapshot.bound)) }
  }

  /// Both lanes side by side, each from the best roster so far, and what they bring back made one.
  mutating func run(
    _ stage: String, _ work: @escaping @Sendable (Int, LaneWorkspace, inout LaneResult) throws(SolverFault) -> Void
  ) {
    let here = self
    let results = Lanes.run(DayShiftEngine.lanes, threads: engine.threads) { lane in
      let workspace = here.workspace(lane: lane)
      var result = LaneResult(best: here.best, shapes: here.shapes, clock: workspace.clock)
      do throws(SolverFault) {
        try work(lane, workspace, &result)
      } catch {
        result.fault = error
      }
      result.clock = workspace.clock
      return result
    }
    adopt(results)
    root = results[0].root ?? root
    join(stage, results.map(\.clock))
  }

  var engineIsParallel: Bool {
    if case .effort = engine.budget { return false }
    return engine.threads > 1
  }

  private func solveRoot(_ workspace: LaneWorkspace) throws(SolverFault) -> ColumnMaster.Snapshot {
    var master = try ColumnMaster.over(
      people: Array(0..<tables.people), window: 0..<tables.days, roster: best, workspace)
    for (person, tour) in pool { try master.add(person, tour) }
    try master.generate(
      ColumnMaster.Patience(until: seconds * 0.4, smoothing: 0.7, nearness: 0.00002))
    return try master.snapshot()
  }

  /// What a lane brings back.
  struct LaneResult: Sendable {
    var best: DayShiftRoster
    var changes: [WindowSearch.Change] = []
    var tally = WindowSearch.Tally()
    var shapes: WindowSearch.Shapes
    /// The relaxation with the tours that a dive added.
    var root: Root?
    var fault: SolverFault?
    var clock: SearchClock
  }

  /// How windows begin.
  enum Beginning: Sendable {
    /// At the roster as it is.
    case plain
    /// At what a little annealing makes of it, if that is cheaper.
    case annealed
    /// At a disturbed roster, dearer as a rule, from which windows may lead elsewhere.
    case disturbed
  }

  /// Windows until a reading of the clock.
  func improve(
    _ result: inout LaneResult, _ workspace: LaneWorkspace, until: Double, _ beginning: Beginning
  ) throws(SolverFault) {
    switch beginning {
    case .plain: break
    case .annealed:
      let annealed = RuinAndRecreate(from: 3, to: 0.4).run(
        result.best, workspace, until: min(until, workspace.clock.used + seconds * 0.03))
      if annealed.cost < result.best.cost { result.best = annealed }
    case .disturbed:
      result.best = RuinAndRecreate(from: 2, to: 1, keepsLast: true).run(
        result.best, workspace, until: min(until, workspace.clock.used + seconds * 0.01))
    }
    let search = WindowSearch(
      leastGain: tables.hasWholeCosts ? 0.99 : 0.01, until: until, divingSeconds: max(3, Self.divingShare * seconds))
    while !workspace.clock.isPast(seconds: until), !isProven(result.best.cost),
      result.tally.fruitless < WindowSearch.mostFruitless
    {
      if let change = try search.step(&result.best, workspace, &result.tally, &result.shapes) {
        result.changes.append(change)
      }
    }
  }

  /// Takes the cheapest lane's roster and what the others changed elsewhere, where it still helps.
  mutating func adopt(_ results: [LaneResult]) {
    let winner = results.indices.min { (results[$0].best.cost, $0) < (results[$1].best.cost, $1) } ?? 0
    if results[winner].best.cost < best.cost { best = results[winner].best }
    for lane in results.indices where lane != winner {
      for change in results[lane].changes { _ = change.apply(to: &best, tables) }
    }
    for result in results { tally.add(result.tally) }
    if let first = results.first { shapes = results.dropFirst().reduce(first.shapes) { $0.mean($1.shapes) } }
    fault = fault ?? results.compactMap(\.fault).first
  }

  func tell(_ stage: String, _ cost: Double, used: Double) {
    let share = min(1, used / max(1e-9, seconds))
    engine.onProgress?(EngineProgress(stage: stage, share: share, cost: cost, bound: bound.isFinite ? bound : nil))
  }

  /// Gives everybody without a tour the cheapest one for what is left to cover.
  func complete(_ tours: [[Int32]?], _ workspace: LaneWorkspace) -> DayShiftRoster {
    let off = [Int32](repeating: RosterProblem.off, count: tables.days)
    var roster = DayShiftRoster(tours.flatMap { $0 ?? off }, tables)
    for person in (0..<tables.people).filter({ tours[$0] == nil }).shuffled(using: &workspace.random) {
      if !FirstRoster.give(person, 0..<tables.days, &roster, workspace) { return best }
    }
    return DayShiftRoster(roster.tours, tables)
  }

  /// Share of the budget that the dive of one window may take.
  private static let divingShare = 0.05
  /// Slices of windows without a gain after which a dive looks elsewhere.
  private static let mostFailedSlices = 2

  /// Windows until the budget is used up; the lanes meet now and then and share what they found. When they find nothing
  /// any more, they look elsewhere: from quick dives, or from the best roster disturbed.
  mutating func polish() {
    let slice = max(0.5, seconds * 0.06)
    var failures = 0
    while !isProven, !clock.isPast(1), fault == nil, tally.fruitless < WindowSearch.mostFruitless {
      let isStuck = failures >= Self.mostFailedSlices
      if isStuck, isRelaxed, divesAreQuick {
        diveOnce(until: 1, onBothLanes: true)
        failures = 0
        continue
      }
      let before = best.cost
      defer {
        failures = best.cost < before ? 0 : failures + 1
        if best.cost < before { tally.fruitless = 0 }
      }
      let here = self
      let end = min(seconds, clock.used + slice)
      run("windows") { lane, workspace, result throws(SolverFault) in
        try here.improve(
          &result, workspace, until: end, isStuck ? .disturbed : here.round % 3 == lane ? .annealed : .plain)
      }
    }
  }
}

extension DayShiftTables {
  /// A bound rounded up to what a roster can cost: whole when all prices are.
  func rounded(_ bound: Double) -> Double { hasWholeCosts ? (bound - 1e-3).rounded(.up) : bound }
}
