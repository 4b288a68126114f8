import LinearProgram

/// From the relaxation to whole tours: fix tours that the relaxation nearly chose, find new tours for what is left, and
/// take back a fixing after which the relaxation costs too much more.
struct Dive {
  /// A fixing is taken back when the relaxation rises by more.
  var tolerance = 2.0
  /// Candidates tried before the least bad one is accepted.
  var width = 4
  /// Rounds of column generation after each fixing.
  var rounds = 6
  /// Random share added when candidates are ordered.
  var noise = 0.0
  /// Given up once the relaxation costs more.
  var cut = Double.infinity
  /// Reading of the clock at which the dive stops with what is fixed so far.
  var until = Double.infinity

  /// Shares of a tour that count as chosen, and that may be fixed together with others.
  private static let chosen = 0.999
  private static let likely = 0.6
  /// Share of the undecided people who may be fixed together.
  private static let batchShare = 0.1
  /// The relaxation counts as back where it was within this.
  private static let slack = 0.02

  /// Fixes tours in the master.
  ///
  /// - Returns: the tours decided, nil where time ran out before; or nil when the dive was cut.
  func run(_ master: inout ColumnMaster) throws(SolverFault) -> [[Int32]?]? {
    try master.optimize()
    while true {
      let clock = master.workspace.clock
      let free = master.people.indices.filter { !master.isFixed($0) }
      if free.isEmpty || clock.isPast(seconds: until) { return master.decided }
      try master.park()
      let before = master.relaxed
      let leaders = try master.leaders()
      let candidates = order(free, leaders, master.workspace)
      guard !candidates.isEmpty else { return nil }
      if try !fixBatch(candidates, leaders, free.count, before, &master) {
        guard try fixOne(candidates, leaders, before, &master) else { return nil }
      }
      if master.relaxed > cut { return nil }
    }
  }

  private func order(
    _ free: [Int], _ leaders: [(column: Int, share: Double)], _ workspace: LaneWorkspace
  ) -> [Int] {
    let keyed = free.filter { leaders[$0].column >= 0 }.map { place in
      let share = leaders[place].share
      return (place, share > Self.chosen ? 2 : share + noise * workspace.random.share())
    }
    return keyed.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
  }

  /// Fixes everything that is chosen and the likeliest of the rest; false when nothing could stay fixed.
  private func fixBatch(
    _ candidates: [Int], _ leaders: [(column: Int, share: Double)], _ free: Int, _ before: Double,
    _ master: inout ColumnMaster
  ) throws(SolverFault) -> Bool {
    let most = max(1, Int(Double(free) * Self.batchShare))
    var batch: [Int] = []
    for place in candidates {
      let share = leaders[place].share
      if share > Self.chosen || share > Self.likely && batch.count < most { batch.append(place) }
    }
    guard !batch.isEmpty else { return false }
    for place in batch { try master.fix(place, leaders[place].column) }
    try settle(before, &master)
    let uncertain = batch.filter { leaders[$0].share <= Self.chosen }
    if master.relaxed <= before + tolerance || uncertain.isEmpty { return true }
    master.countRetreat()
    for place in uncertain { try master.release(place) }
    try master.optimize()
    return false
  }

  /// Fixes the first candidate after which the relaxation stays near, or the least bad of those tried.
  private func fixOne(
    _ candidates: [Int], _ leaders: [(column: Int, share: Double)], _ before: Double, _ master: inout ColumnMaster
  ) throws(SolverFault) -> Bool {
    var best: (place: Int, cost: Double)?
    var tried = 0
    for place in candidates where !master.isFixed(place) {
      if tried >= width || tried > 0 && master.workspace.clock.isPast(seconds: until) { break }
      tried += 1
      try master.fix(place, leaders[place].column)
      try settle(before, &master)
      if master.relaxed <= before + tolerance { return true }
      if master.relaxed < best?.cost ?? .infinity { best = (place, master.relaxed) }
      try master.release(place)
      master.countRetreat()
    }
    guard let best else { return !candidates.contains { !master.isFixed($0) } }
    try master.fix(best.place, leaders[best.place].column)
    try settle(before, &master)
    return true
  }

  /// Solves again and looks for tours that bring the cost back to where it was.
  private func settle(_ before: Double, _ master: inout ColumnMaster) throws(SolverFault) {
    guard master.people.indices.contains(where: { !master.isFixed($0) }) else { return try master.optimize() }
    let isLate = master.workspace.clock.isPast(seconds: until)
    try master.generate(
      ColumnMaster.Patience(rounds: isLate ? 1 : rounds, target: before + Self.slack))
  }
}
