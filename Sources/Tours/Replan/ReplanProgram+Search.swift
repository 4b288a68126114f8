import LinearProgram

/// Solves the rows and columns of a `ReplanProgram`: the relaxation, then branch and bound where it leaves something to gain.
extension ReplanProgram {
  /// Most rounds of adding rows before the bound at hand is taken.
  private static let mostRounds = 60
  /// A gap below this is not searched.
  private static let worthwhile = 10 * ReplanChoice.worthwhile
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
    let present = presentTours()
    let presentCost = cost(of: present)
    if presentCost - relaxation < Self.worthwhile { return result }
    try fixHopeless(&program, present, gap: presentCost - relaxation, options)
    return try search(&program, present, presentCost, relaxation, options)
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
