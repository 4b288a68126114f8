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
  /// a first plan; a short search near it betters it; starts whose reduced cost alone is more than the difference are none in any
  /// better plan; branch and bound with cuts does the rest.
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
    if let known = best, known.objective - relaxed.objective > allowed {
      let nodes = min(Headcount.Effort.nodesNearby, effort.nodes(columns: program.variables.count))
      best = try near(known, relaxed, nodes: nodes, isCancelled: effort.isCancelled)
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

  /// The best plan found near another one, whose starts and transfers it begins from.
  ///
  /// - Parameter nodes: of the search; with none the starts and transfers are kept.
  /// - Returns: `nil` where there is no plan; without a search, where the starts and transfers break a limit.
  func plan(near other: HeadcountPlan, nodes: Int, isCancelled: (@Sendable () -> Bool)?) throws(SolverFault)
    -> HeadcountPlan?
  {
    var point = [Double](repeating: 0, count: program.variables.count)
    func take(_ variables: [Variable?], _ values: [Int]) {
      for (variable, value) in zip(variables, values) {
        if let variable { point[variable.index] = Double(value) }
      }
    }
    for (own, values) in zip(starts, other.starts) { take(own, values) }
    for (own, values) in zip(intakes, other.intakes) { take(own, values) }
    for (own, values) in zip(moves, other.moves) { take(own, values) }
    guard let kept = try fixed(to: point, enough: nodes > 0 ? .infinity : -.infinity) else {
      // Such as where somebody who is to be promoted is the one who has gone: then a plan of its own.
      return nodes > 0 ? try solve(Headcount.Effort(gap: 0, nodes: nodes, isCancelled: isCancelled)) : nil
    }
    guard nodes > 0 else { return HeadcountPlan(kept, of: self) }
    let relaxed = try program.relaxed().solve()
    let best = try near(kept, relaxed, nodes: nodes, isCancelled: isCancelled)
    return HeadcountPlan(best.proven(by: relaxed.objective), of: self)
  }

  /// The best answer found near a known one: starts and transfers that it or the relaxation has may be one more or fewer, a smallest
  /// intake more or none; all others stay.
  ///
  /// Few are free, so that a search ends soon, most often by itself; then it goes on from what it found, as long as that is better.
  private func near(
    _ known: Answer, _ relaxed: Answer, nodes: Int, isCancelled: (@Sendable () -> Bool)?
  ) throws(SolverFault) -> Answer {
    var (best, left) = (known, nodes)
    while left > 0 {
      var options = SolveOptions(nodeLimit: left, incumbent: best.values)
      options.shouldStop = isCancelled
      let found = try nearby(best, relaxed).solve(options)
      left -= max(1, found.nodes)
      guard found.hasPoint, found.objective < best.objective - 1e-6 * abs(best.objective) else { break }
      best = found
    }
    return best
  }

  /// The program with few starts and transfers free.
  private func nearby(_ known: Answer, _ relaxed: Answer) -> LinearProgram {
    var small = program
    func free(_ variable: Variable, least smallest: Double) -> Bool {
      let range = program.range(of: variable)
      let value = known[variable].rounded()
      guard value > range.lowerBound || relaxed[variable] > range.lowerBound + 1e-6 else {
        small.setRange(range.lowerBound...range.lowerBound, of: variable)
        return false
      }
      let fewer = value - 1 < smallest ? 0 : value - 1
      let more = max(value + 1, smallest)
      small.setRange(max(range.lowerBound, fewer)...min(range.upperBound, max(more, range.lowerBound)), of: variable)
      return true
    }
    for (index, kind) in problem.classes.enumerated() {
      for (people, intake) in zip(starts[index], intakes[index]) {
        guard let people, !free(people, least: Double(kind.hiring?.size.lowerBound ?? 1)), let intake else { continue }
        if program.range(of: people).lowerBound == 0 { small.setRange(0...0, of: intake) }
      }
    }
    for people in moves.joined() { _ = free(people, least: 1) }
    return small
  }

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
    setTiers(reachedTiers(loose), in: &tiered)
    let simple = try tiered.solve()
    if simple.hasPoint, simple.objective <= enough { return simple }
    let answer = try small.solve(
      SolveOptions(nodeLimit: Self.nodesOfTiers, incumbent: simple.hasPoint ? simple.values : []))
    return answer.hasPoint ? answer : nil
  }

  /// Tiers that an answer reaches; shape [partners][months][tiers].
  func reachedTiers(_ answer: Answer) -> [[[Bool]]] {
    zip(problem.partners, billed).map { partner, months in
      months.map { terms in
        let all = terms.reduce(0) { $0 + answer[$1.0] * $1.1 }
        return partner.tiers.map { all >= $0.from - 1e-9 }
      }
    }
  }

  /// Opens these tiers and closes the others.
  func setTiers(_ tiers: [[[Bool]]], in program: inout LinearProgram) {
    for (variable, isOpen) in zip(opened.joined().joined(), tiers.joined().joined()) {
      program.setRange(isOpen ? 1...1 : 0...0, of: variable)
    }
  }
}

extension HeadcountPlan {
  /// Tiers of vendors that the plan reaches; shape [partners][months][tiers].
  package func reachedTiers(of problem: HeadcountProblem) -> [[[Bool]]] {
    problem.partners.enumerated().map { index, partner in
      (0..<problem.monthCount).map { month in
        let all = partner.queues.indices.reduce(idle[index][month] * partner.idleBilled(in: month)) {
          $0 + bought[index][$1][month] * partner.billed($1, in: month)
        }
        return partner.tiers.map { all >= $0.from - 1e-6 }
      }
    }
  }
}

extension Answer {
  /// The same point with another bound.
  fileprivate func proven(by bound: Double) -> Answer {
    Answer(self, bound: min(bound, objective))
  }
}
