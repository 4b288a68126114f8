// Headcount: hours wanted by month to people hired, in money.
// In: hours by queue and month, classes of people with attrition, ramp and wages, partners, transfers, ceilings.
// Out: who starts when, who is where, what it costs by month and kind, what stays short, and the proven gap.
// The integer program is GLPK's; heads follow from starts by expected attrition, money is whole cents.
// It never reads a file, never forecasts, and knows neither intervals nor shifts.

public import LinearProgram

/// The stage between hours wanted by month and a plan of starts, in money.
public enum Headcount {
  /// How long a plan is searched for, counted in nodes so that results repeat.
  public struct Effort: Sendable {
    /// Search ends when the plan costs at most this share more than the bound.
    public var gap: Double
    /// Nodes of branch and bound in a program of up to 3,000 columns. Larger programs get fewer, by the square of their size, as
    /// their nodes take longer.
    public var nodes: Int
    /// Asked now and then; true ends the search with the best plan so far.
    public var isCancelled: (@Sendable () -> Bool)?

    /// So near the best that two plans may be compared: a fifty-thousandth, or 500 nodes, whichever is first.
    public static func comparable(isCancelled: (@Sendable () -> Bool)? = nil) -> Effort {
      Effort(gap: 0.00002, nodes: 500, isCancelled: isCancelled)
    }

    /// Nodes that a search near a known plan may take.
    public static let nodesNearby = 400

    /// A proven tenth of a percent, or 2,000 nodes, whichever is first.
    public init(gap: Double = 0.001, nodes: Int = 2_000, isCancelled: (@Sendable () -> Bool)? = nil) {
      self.gap = gap
      self.nodes = nodes
      self.isCancelled = isCancelled
    }

    /// Nodes for a program of some columns; 50 at least.
    func nodes(columns: Int) -> Int {
      let size = max(1, Double(columns) / 3_000)
      return min(nodes, max(50, Int(Double(nodes) / (size * size))))
    }
  }

  /// The plan of least cost: money, and the price of hours that stay short.
  ///
  /// - Returns: a plan with the gap that is proven for it; `nil` where the ceilings leave no plan at all, which is when people and
  ///   commitments that are there already cost more.
  /// - Throws: `SolverFault` when the solver breaks down.
  public static func plan(for problem: HeadcountProblem, effort: Effort = Effort()) throws(SolverFault)
    -> HeadcountPlan?
  {
    try HeadcountProgram(problem).solve(effort)
  }

  /// The best plan found near another one, in whole people: starts and transfers that the other or the relaxation has, one more or fewer.
  ///
  /// For a problem that differs little from that of the other plan, such as by one person who is trained, this comes to what a whole new
  /// plan comes to, in a fraction of its time.
  ///
  /// - Parameters:
  ///   - other: a plan of a problem whose transfers, months and classes that are hired are in the same places as in this one.
  ///   - nodes: of the search; with none the starts and transfers are kept.
  /// - Returns: `nil` where there is no plan; without a search, where starts and transfers of the other plan break a limit of this problem.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func plan(
    for problem: HeadcountProblem, near other: HeadcountPlan, nodes: Int = Effort.nodesNearby,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) throws(SolverFault) -> HeadcountPlan? {
    try HeadcountProgram(problem).plan(near: other, nodes: nodes, isCancelled: isCancelled)
  }

  /// Net hours that are short in every plan, whatever may be paid; shape [months], 0 where a plan lacks none.
  ///
  /// In the first months nobody can be signed in time, and overtime and partners give what they may; later, seats and intakes can be full.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func leastShort(beside plan: HeadcountPlan, for problem: HeadcountProblem) throws(SolverFault)
    -> [Double]
  {
    var free = problem
    free.ceilings = []
    var least: [Double] = []
    for month in 0..<problem.monthCount {
      let short = plan.short.reduce(0) { $0 + $1[month] }
      guard short > 0.005 else {
        least.append(0)
        continue
      }
      var model = HeadcountProgram(free)
      model.seekShortHoursAlone(in: month)
      let answer = try model.program.relaxed().solve()
      least.append(answer.hasPoint ? min(short, max(0, answer.objective)) : 0)
    }
    return least
  }

  /// The integer program itself, for another solver, and the money that is decided already.
  ///
  /// That money, of people who are there, is no part of the program's objective: add it to compare with `HeadcountPlan.cost`.
  public static func program(for problem: HeadcountProblem) -> (program: LinearProgram, decidedCents: Double) {
    let model = HeadcountProgram(problem)
    return (model.program, model.constantCost)
  }

  /// The plan of least shortage within the ceilings, and of least money among those.
  ///
  /// Shortage is counted at its price; the second search may give up a thousandth of the first one's answer.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func bestService(for problem: HeadcountProblem, effort: Effort = Effort()) throws(SolverFault)
    -> HeadcountPlan?
  {
    var first = HeadcountProgram(problem)
    first.seekShortageAlone()
    guard let answer = try first.answer(effort) else { return nil }
    let least = first.shortage(at: answer)
    var second = HeadcountProgram(problem)
    second.limitShortage(to: least * 1.001 + 1, startingFrom: answer.values)
    return try second.solve(effort)
  }
}
