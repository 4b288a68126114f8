public import LinearProgram

/// What one more unit of a limit saves.
public struct LimitWorth: Hashable, Sendable {
  /// Which limit.
  public enum Kind: String, Hashable, Sendable {
    /// Money of a ceiling; the unit is 100,000 cents.
    case ceiling
    /// Seats of a site; the unit is one.
    case seats
    /// Most hours of a partner in every month; the unit is an hour a month.
    case partner
  }

  /// Which limit.
  public var kind: Kind
  /// Its name.
  public var name: String
  /// Cents saved by one more unit, by the dual values of the relaxation.
  public var byDual: Double
  /// Cents saved by one more unit, by solving the relaxation again with it.
  public var bySolving: Double
}

extension Headcount {
  /// The least cost with fractions allowed, in cents: no plan costs less. `nil` where no plan keeps the ceilings.
  ///
  /// The difference between two problems by this has no noise of a search in it.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func leastRelaxed(for problem: HeadcountProblem) throws(SolverFault) -> Double? {
    let model = HeadcountProgram(problem)
    let answer = try model.program.relaxed().solve()
    return answer.hasPoint ? answer.objective + model.constantCost : nil
  }

  /// A least cost with fractions of people and whole tiers of vendors.
  package struct WholeTiers: Sendable {
    /// Cents of money and short hours.
    package var cost: Double
    /// The part of it that short hours are taken to cost.
    package var shortage: Double
    /// Shape [partners][months][tiers]: which are open.
    package var open: [[[Bool]]]
  }

  /// The least cost with fractions of people, where tiers of vendors are open or not: these, or those that fractions of tiers reach,
  /// whichever is cheaper. A part of a tier would be one price for all hours up to the most.
  ///
  /// - Parameter isOpen: shape [partners][months][tiers].
  package static func leastOfWholeTiers(
    for problem: HeadcountProblem, _ isOpen: [[[Bool]]]
  ) throws(SolverFault) -> WholeTiers? {
    let model = HeadcountProgram(problem)
    func least(_ isOpen: [[[Bool]]]) throws(SolverFault) -> WholeTiers? {
      var program = model.program.relaxed()
      model.setTiers(isOpen, in: &program)
      let answer = try program.solve()
      return answer.hasPoint
        ? WholeTiers(
          cost: answer.objective + model.constantCost, shortage: model.shortage(at: answer), open: isOpen) : nil
    }
    let known = try least(isOpen)
    guard isOpen.contains(where: { $0.contains { !$0.isEmpty } }) else { return known }
    let loose = try model.program.relaxed().solve()
    guard loose.hasPoint else { return known }
    let reached = model.reachedTiers(loose)
    guard reached != isOpen, let other = try least(reached) else { return known }
    return other.cost < known?.cost ?? .infinity ? other : known
  }

  /// What one more net hour on each queue is worth in each month by the relaxation, in cents; shape [queues][months].
  ///
  /// An hour of somebody who may take several queues is worth as much as on the dearest of them.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func hourWorths(for problem: HeadcountProblem) throws(SolverFault) -> [[Double]] {
    let model = HeadcountProgram(problem)
    let answer = try model.program.relaxed().solve()
    var worths = problem.demands.map { $0.hours.map { _ in 0.0 } }
    guard answer.hasPoint else { return worths }
    for (block, rows) in zip(model.blocks, model.coverRows) {
      for (queue, share) in zip(block.queues, block.shares) {
        for month in rows.indices { worths[queue][month] += max(0, answer[rows[month]]) * share[month] }
      }
    }
    return worths
  }

  /// What one more unit of each limit saves, for limits that bind the relaxation; the dearest first.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func worths(for problem: HeadcountProblem) throws(SolverFault) -> [LimitWorth] {
    let model = HeadcountProgram(problem)
    let answer = try model.program.relaxed().solve()
    guard answer.hasPoint else { return [] }
    let base = answer.objective + model.constantCost
    func dual(_ rows: [LinearProgram.Constraint]) -> Double {
      rows.reduce(0) { $0 + max(0, -answer[$1]) }
    }
    var worths: [LimitWorth] = []
    func add(
      _ kind: LimitWorth.Kind, _ name: String, _ byDual: Double, _ change: (inout HeadcountProblem) -> Void
    ) throws(SolverFault) {
      guard byDual > 0.5 else { return }
      var other = problem
      change(&other)
      guard let cost = try leastRelaxed(for: other) else { return }
      worths.append(LimitWorth(kind: kind, name: name, byDual: byDual, bySolving: base - cost))
    }
    for (index, ceiling) in problem.ceilings.enumerated() {
      try add(.ceiling, ceiling.name, dual([model.ceilingRows[index]]) * 100_000) { $0.ceilings[index].most += 100_000 }
    }
    for (index, limit) in problem.seats.enumerated() {
      try add(.seats, limit.name, dual(model.seatRows[index])) { $0.seats[index].most += 1 }
    }
    for (index, partner) in problem.partners.enumerated() {
      // Where it gives no hour at all it is not there, and before an order can reach it no agreement helps.
      let there = partner.most.indices.filter { partner.most[$0] > 0 && $0 >= partner.firstOrder }
      let rows = dual(there.map { model.partnerRows[index][$0] })
      // Fractions of a tier are cheaper the wider it is, also where no hour comes near the most: that binds nobody.
      let binds =
        rows > 0.5
        || there.contains { month in
          let hours = (model.bought[index].map { $0[month] } + [model.idle[index][month]]).reduce(0) { $0 + answer[$1] }
          return partner.most[month] > partner.least[month] && hours > partner.most[month] - 1e-6
        }
      let byDual = binds ? rows + model.tierWorth(of: index, at: answer) : 0
      try add(.partner, partner.id, byDual) { problem in
        for month in there { problem.partners[index].most[month] += 1 }
      }
    }
    return worths.sorted { ($1.byDual, $0.name) < ($0.byDual, $1.name) }
  }
}

extension HeadcountProgram {
  /// What tiers save when a partner may give one more hour in every month: those that are open hold one more.
  fileprivate func tierWorth(of partner: Int, at answer: Answer) -> Double {
    var saved = 0.0
    for month in tierRows[partner].indices {
      for (place, row) in tierRows[partner][month].enumerated() {
        let (above, open) = (rebated[partner][month][place].above, opened[partner][month][place])
        guard program.range(of: above).upperBound > 0 else { continue }
        let billed = problem.partners[partner].mostBilled(in: month)
        saved += max(0, -answer[row]) * answer[open] * billed
        saved += max(0, -answer.reducedCosts[above.index]) * billed
      }
    }
    return saved
  }
}
