import LinearProgram

extension HeadcountProgram {
  /// The best plan found, with its gap.
  func solve(_ effort: Headcount.Effort) throws(SolverFault) -> HeadcountPlan? {
    guard let answer = try answer(effort) else { return nil }
    return HeadcountPlan(answer, of: self)
  }

  /// The best point found and what is proven about it.
  ///
  /// The relaxation gives a bound; its starts, rounded month by month so that what is lost in one is made up for in the next, give
  /// a first plan; starts whose reduced cost alone is more than the difference are none in any better plan; branch and bound with
  /// cuts does the rest.
  ///
  /// - Returns: `nil` where no plan meets the ceilings.
  func answer(_ effort: Headcount.Effort) throws(SolverFault) -> Answer? {
    let relaxed = try program.relaxed().solve()
    guard relaxed.hasPoint else { return nil }
    let allowed = effort.gap * abs(relaxed.objective + constantCost)
    var best = incumbent.isEmpty ? nil : try fixed(to: incumbent, enough: relaxed.objective + allowed)
    for threshold in [0.5, 0.999, 0.15] where (best?.objective ?? .infinity) - relaxed.objective > allowed {
      let rounded = try fixed(
        to: rounded(relaxed, threshold: threshold), enough: relaxed.objective + allowed)
      guard let rounded else { continue }
      if rounded.objective < (best?.objective ?? .infinity) { best = rounded }
    }
    if let best, best.objective - relaxed.objective <= allowed {
      return best.proven(by: relaxed.objective)
    }
    var narrowed = program
    if let best { narrow(&narrowed, by: relaxed, below: best.objective) }
    var options = SolveOptions(nodeLimit: effort.nodes(columns: program.variables.count), incumbent: best?.values ?? [])
    options.absoluteGap = allowed
    options.relativeGap = 0
    options.cuts = [.gomory, .rounding, .cover]
    options.shouldStop = effort.isCancelled
    let searched = try narrowed.solve(options)
    let bound = max(relaxed.objective, searched.bound)
    if searched.hasPoint, searched.objective <= (best?.objective ?? .infinity) { return searched.proven(by: bound) }
    guard let best else { return nil }
    // Nothing better inside what a better plan would have to be: the first plan is the answer.
    return best.proven(by: searched.proof == .infeasible ? best.objective : min(best.objective, bound))
  }

  /// Forbids starts that no plan below a cost can have.
  ///
  /// A variable that rests at its bound in the relaxation raises the cost by its reduced cost for each unit it leaves it.
  private func narrow(_ narrowed: inout LinearProgram, by relaxed: Answer, below cost: Double) {
    let room = cost - relaxed.objective + 1e-6 * abs(cost) + 1
    for variable in program.variables where program.isWhole(variable) {
      let (reduced, value) = (relaxed.reducedCosts[variable.index], relaxed[variable])
      let range = program.range(of: variable)
      guard reduced > 1e-9, value <= range.lowerBound + 1e-9 else { continue }
      let most = (range.lowerBound + room / reduced).rounded(.down)
      if most < range.upperBound { narrowed.setRange(range.lowerBound...most, of: variable) }
    }
  }

  /// Starts and transfers of a relaxed answer as whole numbers; other values as they are.
  ///
  /// - Parameter threshold: part of the smallest intake from which on one is opened; below it people wait for the next month.
  private func rounded(_ answer: Answer, threshold: Double) -> [Double] {
    var values = answer.values
    for (index, kind) in problem.classes.enumerated() {
      guard let hiring = kind.hiring else { continue }
      var carried = 0.0
      for month in 0..<problem.monthCount {
        guard let people = starts[index][month] else { continue }
        carried += answer[people]
        let most = Double(hiring.size.upperBound * hiring.intakesAMonth)
        let least = Double(hiring.size.lowerBound)
        var count = min(most, (carried + 1 - max(0.001, threshold)).rounded(.down))
        if count < least { count = carried >= threshold * least ? min(least, most) : 0 }
        count = max(0, count)
        values[people.index] = count
        if let intake = intakes[index][month] {
          values[intake.index] = (count / Double(hiring.size.upperBound)).rounded(.up)
        }
        carried -= count
      }
    }
    for own in moves { for people in own { values[people.index] = (answer[people] + 1e-6).rounded(.down) } }
    return values
  }

  /// The least cost found where each start of a plan is kept or left out and its transfers are kept; nil where that breaks a limit.
  func cost(within plan: HeadcountPlan) throws(SolverFault) -> Double? {
    var point = [Double](repeating: 0, count: program.variables.count)
    var small = program
    func take(_ variables: [Variable?], _ values: [Int], mayBeFewer: Bool) {
      for (variable, value) in zip(variables, values) {
        guard let variable else { continue }
        let range = program.range(of: variable)
        let most = min(max(Double(value), range.lowerBound), range.upperBound)
        point[variable.index] = most
        small.setRange((mayBeFewer ? range.lowerBound : most)...most, of: variable)
      }
    }
    for (own, values) in zip(starts, plan.starts) { take(own, values, mayBeFewer: true) }
    for (own, values) in zip(intakes, plan.intakes) { take(own, values, mayBeFewer: true) }
    for (own, values) in zip(moves, plan.moves) { take(own, values, mayBeFewer: false) }
    guard let kept = try fixed(to: point, enough: .infinity) else { return nil }
    let answer = try small.solve(SolveOptions(nodeLimit: Self.nodesWithinPlan, incumbent: kept.values))
    return (answer.hasPoint ? min(answer.objective, kept.objective) : kept.objective) + constantCost
  }

  /// Nodes for the few starts of a plan, each kept or left out.
  private static let nodesWithinPlan = 100

  /// Nodes for the tiers of partners once starts are fixed: any answer of theirs is a plan.
  private static let nodesOfTiers = 20

  /// A good answer with the starts and transfers of a point; `nil` where there is none.
  ///
  /// Tiers are open where the hours that are bought with fractions of tiers reach them, which is a plan without any search; where it
  /// costs more than is enough, a short search betters it.
  ///
  /// - Parameter enough: a cost at which no search is needed.
  private func fixed(to point: [Double], enough: Double) throws(SolverFault) -> Answer? {
    var small = program
    for variable in starts.joined().compactMap({ $0 }) + intakes.joined().compactMap({ $0 }) + moves.joined() {
      let range = program.range(of: variable)
      let value = min(max(point[variable.index], range.lowerBound), range.upperBound)
      small.setRange(value...value, of: variable)
    }
    let loose = try small.relaxed().solve()
    guard loose.hasPoint else { return nil }
    guard rebated.contains(where: { $0.contains { !$0.isEmpty } }) else { return try small.solve() }
    var tiered = small
    for (index, partner) in problem.partners.enumerated() {
      for month in months {
        let hours = loose[idle[index][month]] + bought[index].reduce(0) { $0 + loose[$1[month]] }
        for (tier, open) in zip(partner.tiers, opened[index][month]) {
          let isOpen = hours >= tier.from - 1e-9
          tiered.setRange(isOpen ? 1...1 : 0...0, of: open)
        }
      }
    }
    let simple = try tiered.solve()
    if simple.hasPoint, simple.objective <= enough { return simple }
    let answer = try small.solve(
      SolveOptions(nodeLimit: Self.nodesOfTiers, incumbent: simple.hasPoint ? simple.values : []))
    return answer.hasPoint ? answer : nil
  }
}

extension Answer {
  /// The same point with another bound.
  fileprivate func proven(by bound: Double) -> Answer {
    Answer(self, bound: min(bound, objective))
  }
}
