import Lanes
import LinearProgram
import Synchronization

/// Dives from the relaxation of the whole roster.
extension DayShiftEngine.Run {
  /// Rounds of dives from the relaxation, each followed by annealing, while they are quick and find better rosters; where
  /// dives are slow the second lane works on windows instead.
  mutating func dive(until share: Double, onBothLanes: Bool) {
    var failures = 0
    while !isProven, !clock.isPast(share), failures < Self.mostFailedRounds, divesAreQuick, fault == nil {
      let before = best.cost
      diveOnce(until: share, onBothLanes: onBothLanes)
      failures = best.cost < before ? 0 : failures + 1
    }
  }

  var divesAreQuick: Bool { lastDive < Self.quickDive * seconds }

  private static let mostFailedRounds = 3
  /// After a dive that took a larger share of the budget than this, windows are the better use of what is left.
  private static let quickDive = 0.12
  /// Share of the budget for windows beside a dive, and the most for a dive.
  private static let besideDive = 0.08
  private static let longestDive = 0.4
  /// Share by which the relaxation may rise before a dive leaves the rest to annealing.
  private static let stall = 0.01
  /// Share of the budget for windows after a dive.
  private static let probing = 0.03

  mutating func diveOnce(until share: Double, onBothLanes: Bool) {
    guard let root else { return }
    let here = self
    let (number, begin) = (dives, clock.used)
    let isDone = Atomic(false)
    run("dives") { lane, workspace, result throws(SolverFault) in
      if lane == 0 || onBothLanes {
        try here.dive(number, root, lane, workspace, &result)
        isDone.store(true, ordering: .relaxed)
      } else {
        repeat {
          let until = min(share * here.seconds, workspace.clock.used + here.seconds * Self.besideDive)
          try here.improve(&result, workspace, until: until, .annealed)
        } while here.engineIsParallel && !isDone.load(ordering: .relaxed) && !workspace.clock.isPast(share)
          && !here.isProven(result.best.cost)
      }
    }
    dives += 1
    lastDive = clock.used - begin
  }

  /// One dive, annealed; later dives begin from what earlier ones added to the relaxation.
  private func dive(
    _ number: Int, _ root: Root, _ lane: Int, _ workspace: LaneWorkspace, _ result: inout LaneResult
  ) throws(SolverFault) {
    var master = try ColumnMaster.restoring(root.snapshot, roster: root.roster, workspace)
    try master.optimize()
    try master.forget(above: 15)
    let begin = workspace.clock.used
    let isPlain = number == 0 && lane == 0
    let dive = Dive(
      segmentDays: Self.segmentDays[(number + lane) % Self.segmentDays.count],
      tolerance: max(0.001 * abs(root.snapshot.relaxed), isPlain ? 2 : 1 + 2 * workspace.random.share()), width: 4,
      rounds: isPlain ? 6 : 8, noise: isPlain ? 0 : 0.15 + 0.1 * Double((number + lane) % 4),
      cut: number == 0 ? .infinity : best.cost + 25,
      stall: root.snapshot.relaxed + max(10, Self.stall * abs(root.snapshot.relaxed)),
      until: begin + Self.longestDive * seconds)
    if let tours = try dive.run(&master) {
      let completed = complete(tours, workspace)
      tell("dive \(lane).\(number)", completed.cost, used: workspace.clock.used)
      let pause = min(0.06 * seconds, max(seconds / 60, workspace.clock.used - begin))
      let annealed = RuinAndRecreate(from: 3, to: 0.4).run(
        completed, workspace, until: min(seconds, workspace.clock.used + pause))
      tell("annealed \(lane).\(number)", annealed.cost, used: workspace.clock.used)
      // Windows lead different dives to different ends, so each has some before it is compared.
      var probe = result
      probe.best = annealed
      let later = min(seconds, workspace.clock.used + Self.probing * seconds)
      try improve(&probe, workspace, until: later, .plain)
      tell("windows \(lane).\(number)", probe.best.cost, used: workspace.clock.used)
      result.tally = probe.tally
      result.shapes = probe.shapes
      if probe.best.cost < result.best.cost { result.best = probe.best }
    }
    guard lane == 0 else { return }
    try master.releaseAll()
    if master.columnCount < Self.mostColumns {
      result.root = Root(snapshot: try master.snapshot(), roster: root.roster)
    }
  }

  /// Days that dives decide at a time, in turn.
  private static let segmentDays = [14, Int.max, 7]

  /// A relaxation with more tours than this is not carried on to the next dive.
  private static let mostColumns = 6000
}
