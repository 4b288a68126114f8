import LinearProgram

/// Solves the rows and columns of an `IntervalProgramBuilder`: the relaxation, then a dive and branch and bound where it leaves
/// something to gain.
extension IntervalProgramBuilder {
  /// Most rounds of adding rows before the bound at hand is taken.
  private static let mostRounds = 60
  /// A tour with a larger share than this is fixed at once in a dive.
  private static let nearlyChosen = 0.9
  /// Most searches, each after rows that the last answer broke.
  private static let mostSearches = 3

  /// The cheapest choice of tours that the budget finds.
  mutating func solve(_ options: SolveOptions) throws(SolverFault) -> Result {
    var program = try LivingProgram()
    try addTours(&program)
    try addServed(&program)
    try add(firstCuts(presentTours()), to: &program)

    var point: [Double] = []
    var result = Result(chosen: nil, bound: -.infinity)
    guard try relax(&program, &point, options) else { return result }
    let relaxation = program.objective + constant
    result.bound = relaxation
    if isWhole(point) {
      result.chosen = chosen(point)
      return result
    }
    var present = presentTours()
    var presentCost = cost(of: present)
    // Branch and bound of one node is this relaxation once more, and the choice of a branch that nobody follows.
    if presentCost - relaxation < worthwhile || options.nodeLimit ?? .max <= 1 { return result }
    try fixHopeless(&program, present, gap: presentCost - relaxation, options)
    if divesFirst, let found = try dive(&program, point, below: presentCost, options) {
      present = found
      presentCost = cost(of: found)
      result.chosen = chosen(found)
    }
    if presentCost - relaxation < worthwhile { return result }
    let searched = try search(&program, present, presentCost, relaxation, options)
    result.bound = searched.bound
    result.chosen = searched.chosen ?? result.chosen
    return result
  }

  /// Fixes the tours that the relaxation nearly chose, or else its largest share, and solves again, until every tour is whole.
  ///
  /// - Returns: the tours as a point, or nil when the cost passes `limit` on the way. The bounds are as before.
  private mutating func dive(
    _ program: inout LivingProgram, _ start: [Double], below limit: Double, _ options: SolveOptions
  ) throws(SolverFault) -> [Double]? {
    var point = start
    var isDone = [Bool](repeating: false, count: personCount)
    var fixed: [Int32] = []
    var found: [Double]?
    while fixed.count < personCount {
      let open = tours.indices.filter { !isDone[tours[$0].person] && point[$0] > 0 }
      var next = open.filter { point[$0] > Self.nearlyChosen }
      if next.isEmpty, let largest = open.max(by: { point[$0] < point[$1] }) { next = [largest] }
      if next.isEmpty { break }
      let columns = next.map { Int32($0) }
      let ones = [Double](repeating: 1, count: next.count)
      try program.setColumnBounds(columns, lower: ones, upper: ones)
      for tour in next { isDone[tours[tour].person] = true }
      fixed += columns
      guard try relax(&program, &point, options), program.objective + constant < limit - 1e-3 else { break }
      if isWhole(point) {
        var whole = [Double](repeating: 0, count: columnCount)
        for tour in tours.indices { whole[tour] = point[tour].rounded() }
        found = whole
        break
      }
    }
    try program.setColumnBounds(
      fixed, lower: [Double](repeating: 0, count: fixed.count), upper: [Double](repeating: 1, count: fixed.count))
    guard try optimize(&program, options) else { return nil }
    return found
  }

  /// Branch and bound, again as long as its answer breaks rows that are not in the program yet.
  private mutating func search(
    _ program: inout LivingProgram, _ present: [Double], _ presentCost: Double, _ relaxation: Double,
    _ options: SolveOptions
  ) throws(SolverFault) -> Result {
    var isInteger = [UInt8](repeating: 0, count: program.columnCount)
    for tour in tours.indices { isInteger[tour] = 1 }
    var result = Result(chosen: nil, bound: relaxation)
    for _ in 0..<Self.mostSearches {
      var limited = options
      limited.incumbent = withServed(present)
      limited.absoluteGap = 1e-4
      limited.timeLimit = remaining(options)
      let answer = try program.search(isInteger: isInteger, limited)
      // Nothing that was fixed at zero is better than the present roster, so the search's bound holds up to that.
      if answer.bound.isFinite { result.bound = max(result.bound, min(answer.bound + constant, presentCost)) }
      guard answer.hasPoint else { return result }
      result.chosen = chosen(answer.values)
      let broken = brokenCuts(answer.values)
      if broken.isEmpty { return result }
      try add(broken, to: &program)
      guard try optimize(&program, options) else { return result }
    }
    return result
  }

  // MARK: - Relaxations

  /// What is left of the time limit for the whole program.
  private func remaining(_ options: SolveOptions) -> Duration? {
    options.timeLimit.map { max(.milliseconds(1), $0 - .milliseconds(Int(clock.seconds * 1000))) }
  }

  /// Continues with the dual simplex method; false when the budget ended before the optimum.
  private func optimize(_ program: inout LivingProgram, _ options: SolveOptions) throws(SolverFault) -> Bool {
    try program.optimize(
      prefersDual: true, iterationLimit: options.iterationLimit, timeLimit: remaining(options),
      shouldStop: options.shouldStop) == .optimal
  }

  /// Solves the relaxation and adds broken rows until none is left; false when the solver gave up.
  private mutating func relax(
    _ program: inout LivingProgram, _ point: inout [Double], _ options: SolveOptions
  ) throws(SolverFault) -> Bool {
    for _ in 0..<Self.mostRounds {
      guard try optimize(&program, options) else { return false }
      try program.readValues(into: &point)
      let broken = brokenCuts(point)
      if broken.isEmpty { return true }
      try add(broken, to: &program)
    }
    guard try optimize(&program, options) else { return false }
    try program.readValues(into: &point)
    return true
  }

  /// A tour whose reduced cost is above the gap is in no better roster.
  private func fixHopeless(
    _ program: inout LivingProgram, _ present: [Double], gap: Double, _ options: SolveOptions
  ) throws(SolverFault) {
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    let hopeless = tours.indices
      .filter { reduced[$0] > gap + 1e-6 && isBasic[$0] == 0 && present[$0] == 0 }
    let zeros = [Double](repeating: 0, count: hopeless.count)
    try program.setColumnBounds(hopeless.map { Int32($0) }, lower: zeros, upper: zeros)
    _ = try optimize(&program, options)
  }
}
