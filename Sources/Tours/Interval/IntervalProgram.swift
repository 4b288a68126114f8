import LinearProgram

/// The exact choice among given shifts of a day for some people, as an integer program of GLPK: one shift each, all else as it is.
///
/// Cover is priced as in `CoverModel`: for each interval touched and each price level a variable F, what is served at that price,
/// with F <= caps(S) + people who serve a group outside S, for every set S. The relaxation of this program is the exact cost of
/// fractions of shifts, so where it equals the roster the day is proven.
struct IntervalProgram {
  /// The options one person may choose from; the first is the one at present.
  struct Choice {
    var person: Int
    var options: [Int32]
    /// Personal cost of each.
    var costs: [Double]
    /// What of it is unevenness among colleagues, as if nobody else changed; empty for none.
    var uneven: [Double] = []
  }

  struct Outcome {
    var chosen: [Int]
    /// Cost of the present choice, of the best found, and what no choice can beat.
    var before: Double
    var after: Double
    var bound: Double
    var fault: SolverFault?
    var isProven: Bool { bound >= after - 1e-4 * max(1, abs(after)) }
  }

  let day: Int
  var choices: [Choice]
  /// Nodes of branch and bound.
  var nodeLimit = 1
}

extension RosterState {
  /// Solves a program over choices and makes its answer the roster, if it is not worse.
  ///
  /// - Parameter stop: asked now and then; true ends with the best answer so far.
  mutating func solve(
    _ program: IntervalProgram, seconds: Double?, stop: @escaping () -> Bool
  ) -> IntervalProgram.Outcome {
    // Take the choices out of cover; what is left is fixed.
    var before = 0.0
    let unevenBefore = fair?.cost() ?? 0
    for choice in program.choices {
      before += choice.costs[0]
      before -= cover.put(choice.options[0], of: people[choice.person].profile, -1, table)
      tour(choice.person)[program.day] = RosterProblem.off
    }
    // From here on costs are counted against the roster without the chosen people's days. The program does not see people who
    // are wanted on site whatever they serve, so its bound leaves them all the worth that they could have.
    let presence = program.choices.contains { !model.profiles[people[$0.person].profile].presences.isEmpty }
    let unseen = presence ? cover.presenceCost() : 0
    var outcome = IntervalProgram.Outcome(
      chosen: [Int](repeating: 0, count: program.choices.count), before: before, after: before, bound: -.infinity)
    do {
      try choose(program, seconds: seconds, stop: stop, &outcome)
    } catch {
      outcome.fault = error
    }
    outcome.bound -= unseen
    // Put the answer in, check it independently of the program, and take it back if it is worse.
    let kept = outcome.chosen
    var after = insert(program, kept) + unevenChange(program, kept, since: unevenBefore)
    if after > before + 1e-3 {
      for (choice, index) in zip(program.choices, kept) {
        _ = cover.put(choice.options[index], of: people[choice.person].profile, -1, table)
      }
      outcome.chosen = [Int](repeating: 0, count: program.choices.count)
      after = insert(program, outcome.chosen) + unevenChange(program, outcome.chosen, since: unevenBefore)
    }
    outcome.after = after
    cost += after - before
    for choice in program.choices { countOwn(choice.person, weeks: 0..<weekCount) }
    return outcome
  }

  /// What chosen tours change of the unevenness among colleagues, beyond what the program counted as if each changed alone.
  private mutating func unevenChange(_ program: IntervalProgram, _ chosen: [Int], since before: Double) -> Double {
    if fair == nil { return 0 }
    var counted = 0.0
    for (choice, index) in zip(program.choices, chosen) {
      share(choice.person)
      if !choice.uneven.isEmpty { counted += choice.uneven[index] }
    }
    return (fair?.cost() ?? 0) - before - counted
  }

  /// What the unevenness among colleagues changes by when somebody works another option on a day and nobody else changes.
  mutating func unevenness(_ person: Int, _ day: Int, _ other: Int32) -> Double {
    guard let counted = fair?.horizon(person) else { return 0 }
    let tour = tour(person)
    let present = tour[day]
    tour[day] = other
    let change = share(person)
    tour[day] = present
    fair?.set(person, counted)
    return Double(change)
  }

  private func insert(_ program: IntervalProgram, _ chosen: [Int]) -> Double {
    var cost = 0.0
    for (choice, index) in zip(program.choices, chosen) {
      let option = choice.options[index]
      cost += choice.costs[index]
      cost += cover.put(option, of: people[choice.person].profile, 1, table)
      tour(choice.person)[program.day] = option
    }
    return cost
  }

  private func choose(
    _ program: IntervalProgram, seconds: Double?, stop: @escaping () -> Bool, _ outcome: inout IntervalProgram.Outcome
  ) throws(SolverFault) {
    var builder = IntervalProgramBuilder(
      cover: IntervalProgramBuilder.CoverView(cover, model), overPrice: Double(cover.overPrice))
    builder.worthwhile = 0.02 * model.priceScale
    for choice in program.choices {
      builder.begin(profile: people[choice.person].profile)
      for (option, cost) in zip(choice.options, choice.costs) { builder.add(cost: cost, work: table.work([option])) }
    }
    var options = SolveOptions(nodeLimit: program.nodeLimit)
    options.timeLimit = seconds.map { .milliseconds(Int($0 * 1000)) }
    options.prefersDual = true
    options.presolves = false
    options.shouldStop = stop
    let answer = try builder.solve(options)
    if answer.bound.isFinite { outcome.bound = answer.bound - builder.emptyCost }
    if let chosen = answer.chosen { outcome.chosen = chosen }
  }
}
