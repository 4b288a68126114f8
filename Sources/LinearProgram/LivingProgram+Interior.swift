import GLPKShim

extension LivingProgram {
  /// Solves the whole program by the interior point method, for large programs whose duals matter more than a basis.
  ///
  /// It starts from nothing and leaves the basis of the simplex method as it was. Where the best duals are not unique, these lie in the
  /// middle of them. Near the optimum the method may lose its footing: its best point is then nearly optimal and may break
  /// rows a little; a program that no point fits is not told apart. A search that `mostFactorEntries` or `shouldStop` ends leaves the
  /// program dead.
  ///
  /// - Parameters:
  ///   - duals: gets the duals of the rows where there is a point.
  ///   - mostFactorEntries: entries of the triangular factor above which nothing is tried; nil for no limit. It depends on the program
  ///     alone, so that the same program always ends in the same way.
  ///   - shouldStop: asked after each iteration, of which there are some dozens.
  /// - Complexity: some dozen times f²/m for f entries of the factor and m rows.
  /// - Returns: `optimal`, `feasible` for a best point that is not sure, or `budgetReached` where there is none.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func solveFromInside(
    duals: inout [Double], mostFactorEntries: Int? = nil, shouldStop: (() -> Bool)? = nil
  ) throws(SolverFault) -> Proof {
    Self.fit(&duals, to: rowCount)
    var outcome = muster_outcome()
    let problem = problem
    var options = SolveOptions()
    options.shouldStop = shouldStop
    let status = try options.withFlatOptions { flat throws(SolverFault) in
      muster_problem_interior(
        problem, mostFactorEntries.map { Int64(max(0, $0)) } ?? -1, flat.observer, flat.context, nil, &duals, &outcome)
    }
    objective = outcome.objective
    return try Proof(status: status)
  }
}
