import LinearProgram

/// From the relaxation to whole tours: fix what the relaxation nearly chose, find new tours for what is left, and take back
/// a fixing after which the relaxation costs too much more.
///
/// What is fixed at a time is a unit: one person's days in one segment of the window. With one segment units are whole tours.
/// Short segments leave people's other days free to make up for what was fixed, so the relaxation stays low for longer.
struct Dive {
  /// About how many days one segment has.
  var segmentDays: Int
  /// A fixing is taken back when the relaxation rises by more.
  var tolerance: Double
  /// Candidates tried before the least bad one is accepted.
  var width: Int
  /// Rounds of column generation after each fixing.
  var rounds: Int
  /// Random share added when candidates are ordered.
  var noise: Double
  /// Given up once the relaxation costs more.
  var cut: Double
  /// Ended with what is fixed so far once the relaxation costs more: the tours fixed last only make up the numbers, and
  /// people left free are placed better by other means.
  var stall = Double.infinity
  /// Reading of the clock at which the dive stops with what is fixed so far.
  var until: Double

  /// Shares that count as chosen, and that may be fixed together with others.
  private static let chosen = 0.999
  private static let likely = 0.6
  /// Share of the open units that may be fixed together.
  private static let batchShare = 0.1
  /// The relaxation counts as back where it was within this.
  private static let slack = 0.02

  private typealias Candidate = (unit: ColumnMaster.Unit, column: Int, share: Double)

  /// Fixes tours in the master.
  ///
  /// - Returns: the tours decided, nil where time ran out or the dive stalled before; or nil when the dive was cut.
  func run(_ master: inout ColumnMaster) throws(SolverFault) -> [[Int32]?]? {
    master.divide(days: segmentDays)
    try master.optimize()
    while true {
      let clock = master.workspace.clock
      if !master.isOpenAnywhere || clock.isPast(seconds: until) || master.relaxed > stall {
        return try master.decided()
      }
      try master.park()
      let before = master.relaxed
      let candidates = order(try master.leaders(), master.workspace)
      guard !candidates.isEmpty else { return nil }
      if try !fixBatch(candidates, before, &master) {
        guard try fixOne(candidates, before, &master) else { return nil }
      }
      if master.relaxed > cut { return nil }
    }
  }

  private func order(_ leaders: [Candidate], _ workspace: LaneWorkspace) -> [Candidate] {
    let keys = leaders.map { $0.share > Self.chosen ? 2 : $0.share + noise * workspace.random.share() }
    return leaders.indices.sorted { (keys[$1], $0) < (keys[$0], $1) }.map { leaders[$0] }
  }

  /// Fixes everything that is chosen and the likeliest of the rest, one uncertain unit a person; false when nothing could
  /// stay fixed.
  private func fixBatch(
    _ candidates: [Candidate], _ before: Double, _ master: inout ColumnMaster
  ) throws(SolverFault) -> Bool {
    let most = max(1, Int(Double(master.openUnits) * Self.batchShare))
    var batch: [Candidate] = []
    var uncertain = Set<Int>()
    for candidate in candidates {
      if candidate.share > Self.chosen {
        batch.append(candidate)
      } else if candidate.share > Self.likely, batch.count < most, uncertain.insert(candidate.unit.place).inserted {
        batch.append(candidate)
      }
    }
    guard !batch.isEmpty else { return false }
    for candidate in batch { try master.fix(candidate.unit, candidate.column) }
    try settle(before, &master)
    if master.relaxed <= before + tolerance || uncertain.isEmpty { return true }
    for candidate in batch where candidate.share <= Self.chosen { try master.release(candidate.unit) }
    try master.optimize()
    return false
  }

  /// Fixes the first candidate after which the relaxation stays near, or the least bad of those tried.
  private func fixOne(
    _ candidates: [Candidate], _ before: Double, _ master: inout ColumnMaster
  ) throws(SolverFault) -> Bool {
    var best: (candidate: Candidate, cost: Double)?
    var tried = 0
    for candidate in candidates where !master.isFixed(candidate.unit) {
      if tried >= width || tried > 0 && master.workspace.clock.isPast(seconds: until) { break }
      tried += 1
      try master.fix(candidate.unit, candidate.column)
      try settle(before, &master)
      if master.relaxed <= before + tolerance { return true }
      if master.relaxed < best?.cost ?? .infinity { best = (candidate, master.relaxed) }
      try master.release(candidate.unit)
    }
    guard let best else { return !candidates.contains { !master.isFixed($0.unit) } }
    try master.fix(best.candidate.unit, best.candidate.column)
    try settle(before, &master)
    return true
  }

  /// Solves again and looks for tours that bring the cost back to where it was.
  private func settle(_ before: Double, _ master: inout ColumnMaster) throws(SolverFault) {
    guard master.isOpenAnywhere else { return try master.optimize() }
    let isLate = master.workspace.clock.isPast(seconds: until)
    try master.generate(
      ColumnMaster.Patience(rounds: isLate ? 1 : rounds, target: before + Self.slack))
  }
}
