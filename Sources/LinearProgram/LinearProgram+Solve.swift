import GLPKShim

extension LinearProgram {
  /// Finds the point of least cost.
  ///
  /// The problem is built, solved and freed inside the call, so programs may be solved on several threads at once.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down. Infeasible and unbounded are answers.
  public func solve(_ options: SolveOptions = SolveOptions()) throws(SolverFault) -> Answer {
    try checkNumbers()
    guard !hasEmptyIntegerRange else { return .without(.infeasible) }
    var values = [Double](repeating: 0, count: variableCount)
    var reducedCosts = values
    var activities = [Double](repeating: 0, count: constraintCount)
    var duals = activities
    var outcome = muster_outcome()
    let status = try options.withFlatOptions { flat throws(SolverFault) in
      muster_solve(
        Int32(variableCount), lower, upper, cost, isInteger, Int32(constraintCount), rowLower, rowUpper, starts,
        entryColumns, entryValues, constantCost, Int32(options.incumbent.count), options.incumbent, flat,
        &values, &reducedCosts, &activities, &duals, &outcome)
    }
    let proof = try Proof(status: status)
    for column in 0..<variableCount where isInteger[column] == 1 {
      values[column].round()
    }
    return Answer(
      proof: proof, outcome: outcome, values: values, activities: activities, duals: duals,
      reducedCosts: reducedCosts)
  }

  /// Finds the point of least cost within a gap and a budget of nodes.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public func solve(relativeGap: Double, nodeLimit: Int) throws(SolverFault) -> Answer {
    try solve(SolveOptions(nodeLimit: nodeLimit, relativeGap: relativeGap))
  }

  private var hasEmptyIntegerRange: Bool {
    (0..<variableCount).contains { lower[$0] > upper[$0] }
  }

  private func checkNumbers() throws(SolverFault) {
    guard constantCost.isFinite else { throw .badNumber("the constant cost is \(constantCost)") }
    for column in 0..<variableCount {
      guard cost[column].isFinite else { throw .badNumber("the cost of variable \(column) is \(cost[column])") }
      guard lower[column] < .infinity, upper[column] > -.infinity else {
        throw .badNumber("variable \(column) is bounded by \(lower[column]) and \(upper[column])")
      }
    }
    for row in 0..<constraintCount where !(rowLower[row] < .infinity && rowUpper[row] > -.infinity) {
      throw .badNumber("constraint \(row) is bounded by \(rowLower[row]) and \(rowUpper[row])")
    }
    for (place, value) in entryValues.enumerated() where !value.isFinite {
      throw .badNumber("a coefficient of variable \(entryColumns[place]) is \(value)")
    }
  }
}

extension Proof {
  /// The proof behind a status of the shim.
  init(status: Int32) throws(SolverFault) {
    switch Int(status) {
    case MUSTER_OPTIMAL: self = .optimal
    case MUSTER_FEASIBLE: self = .feasible
    case MUSTER_INFEASIBLE: self = .infeasible
    case MUSTER_UNBOUNDED: self = .unbounded
    case MUSTER_NOTHING_YET: self = .budgetReached
    default: throw SolverFault(status: status)
    }
  }
}

extension SolverFault {
  init(status: Int32) {
    switch Int(status) {
    case MUSTER_DEAD: self = .problemIsDead
    case MUSTER_WRONG_THREAD: self = .wrongThread
    case MUSTER_NO_MEMORY: self = .outOfMemory
    default: self = .reported(String(cString: muster_glpk_message()).split(separator: "\n").joined(separator: "; "))
    }
  }
}

extension SearchEnd {
  init(code: Int32) {
    switch Int(code) {
    case MUSTER_BY_BUDGET: self = .budget
    case MUSTER_BY_TIME: self = .timeLimit
    case MUSTER_BY_CALLER: self = .cancelled
    case MUSTER_BY_GAP: self = .gap
    default: self = .proof
    }
  }
}

extension Answer {
  init(
    proof: Proof, outcome: muster_outcome, values: [Double], activities: [Double], duals: [Double],
    reducedCosts: [Double]
  ) {
    let hasPoint = proof == .optimal || proof == .feasible
    let hasDuals = hasPoint || outcome.bound > -.infinity
    self.init(
      proof: proof, end: SearchEnd(code: outcome.stopped), objective: hasPoint ? outcome.objective : .nan,
      bound: proof == .unbounded ? -.infinity : outcome.bound, values: hasPoint ? values : [],
      activities: hasPoint ? activities : [], duals: hasDuals ? duals : [],
      reducedCosts: hasDuals ? reducedCosts : [], nodes: Int(outcome.nodes), iterations: Int(outcome.iterations),
      incumbentWasAccepted: outcome.incumbent_accepted != 0)
  }

  static func without(_ proof: Proof) -> Answer {
    var outcome = muster_outcome()
    outcome.bound = -.infinity
    return Answer(proof: proof, outcome: outcome, values: [], activities: [], duals: [], reducedCosts: [])
  }
}
