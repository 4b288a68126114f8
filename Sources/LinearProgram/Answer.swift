/// What is proven about an answer.
public enum Proof: Hashable, Sendable {
  /// No point costs less.
  case optimal
  /// Every constraint holds; `Answer.bound` says how much less another point could cost at most.
  case feasible
  /// No point meets all constraints.
  case infeasible
  /// The cost can fall for ever.
  case unbounded
  /// A limit was reached before any point that meets all constraints was known.
  case budgetReached
}

/// What ended a search.
public enum SearchEnd: Hashable, Sendable {
  /// Everything was looked at.
  case proof
  /// Nodes or iterations were used up; the same budget gives the same answer.
  case budget
  /// The safety net of wall time; another run may differ.
  case timeLimit
  /// The caller asked to stop.
  case cancelled
  /// The gap that was asked for is reached.
  case gap
}

/// The best point found for a program and what is proven about it.
public struct Answer: Sendable {
  /// What is proven.
  public let proof: Proof
  /// What ended the search.
  public let end: SearchEnd
  /// Cost of `values`; not a number where `hasPoint` is false.
  public let objective: Double
  /// No point costs less than this; minus infinity where nothing is proven.
  public let bound: Double
  /// Shape [variables]; whole variables hold whole numbers. Empty where `hasPoint` is false.
  public let values: [Double]
  /// Shape [variables]: the sum of each constraint at `values`.
  public let activities: [Double]
  /// Shape [constraints]: change of the least cost for one more unit of the constraint's binding side.
  ///
  /// Of the relaxation where variables are whole. Empty where the relaxation has no optimum.
  public let duals: [Double]
  /// Shape [variables]: cost less the worth of the variable's column at `duals`; of the relaxation too.
  public let reducedCosts: [Double]
  /// Nodes of branch and bound that were looked at.
  public let nodes: Int
  /// Simplex iterations of the (root) relaxation.
  public let iterations: Int
  /// Whether the incumbent given in the options met every constraint.
  public let incumbentWasAccepted: Bool

  /// The same point with a bound that was found otherwise; optimal where it reaches the objective.
  public init(_ other: Answer, bound: Double) {
    self.init(
      proof: other.hasPoint ? (bound >= other.objective ? .optimal : .feasible) : other.proof, end: other.end,
      objective: other.objective, bound: bound, values: other.values, activities: other.activities, duals: other.duals,
      reducedCosts: other.reducedCosts, nodes: other.nodes, iterations: other.iterations,
      incumbentWasAccepted: other.incumbentWasAccepted)
  }

  init(
    proof: Proof, end: SearchEnd, objective: Double, bound: Double, values: [Double], activities: [Double],
    duals: [Double], reducedCosts: [Double], nodes: Int, iterations: Int, incumbentWasAccepted: Bool
  ) {
    self.proof = proof
    self.end = end
    self.objective = objective
    self.bound = bound
    self.values = values
    self.activities = activities
    self.duals = duals
    self.reducedCosts = reducedCosts
    self.nodes = nodes
    self.iterations = iterations
    self.incumbentWasAccepted = incumbentWasAccepted
  }

  /// Whether `values` meets every constraint.
  public var hasPoint: Bool { proof == .optimal || proof == .feasible }

  /// (objective - bound) / |objective|: 0 when proven, infinity when nothing is.
  public var relativeGap: Double {
    guard hasPoint else { return .infinity }
    let open = max(0, objective - bound)
    return open == 0 ? 0 : open / max(abs(objective), .leastNormalMagnitude)
  }

  /// Value of a variable; not a number where no point is known.
  public subscript(variable: LinearProgram.Variable) -> Double {
    hasPoint ? values[variable.index] : .nan
  }

  /// Dual of a constraint; not a number where the relaxation has no optimum.
  public subscript(constraint: LinearProgram.Constraint) -> Double {
    duals.isEmpty ? .nan : duals[constraint.index]
  }
}

/// Why a solver call has no answer at all.
public enum SolverFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The solver refused the problem or broke down; its own words.
  case reported(String)
  /// An earlier fault left this problem unusable.
  case problemIsDead
  /// A living problem belongs to the thread that made it.
  case wrongThread
  /// A cost, bound or coefficient is not a number, or a range is empty.
  case badNumber(String)
  /// Memory ran out.
  case outOfMemory

  /// What went wrong, in a sentence.
  public var description: String {
    switch self {
    case .reported(let words): "the solver reported a fault: \(words)"
    case .problemIsDead: "the problem is unusable after an earlier fault of the solver"
    case .wrongThread: "the problem was used on another thread than the one that made it"
    case .badNumber(let words): "the model holds a bad number: \(words)"
    case .outOfMemory: "the solver ran out of memory"
    }
  }
}
