import LinearProgram

/// The exact choice among given shifts of a day for some people, as an integer program of GLPK: one shift each, all else as it is.
///
/// Cover is priced as in `CoverModel`: for each interval touched and each price level a variable F, what is served at that price,
/// with F <= caps(S) + people who serve a group outside S, for every set S. The relaxation of this program is the exact cost of
/// fractions of shifts, so where it equals the roster the day is proven.
extension RosterState {
  /// The options one person may choose from on a day; the first is the one at present.
  struct DayChoice {
    var person: Int
    var options: [Int32] = []
    /// Personal cost of each.
    var costs: [Double] = []
    /// What of it is unevenness among colleagues, as if nobody else changed.
    var uneven: [Double] = []
  }

  /// Solves a program over choices and makes its answer the roster, if it is not worse.
  ///
  /// - Parameters:
  ///   - nodeLimit: nodes of branch and bound.
  ///   - stop: asked now and then; true ends with the best answer so far.
  /// - Returns: whether no choice is better.
  mutating func solve(
    _ choices: [DayChoice], on day: Int, nodeLimit: Int, seconds: Double?, stop: @escaping () -> Bool
  ) -> (isProven: Bool, fault: SolverFault?) {
    // Take the choices out of cover; what is left is fixed.
    var before = 0.0
    let uneven = fair?.cost() ?? 0
    for choice in choices {
      before += choice.costs[0]
      before -= cover.put(choice.options[0], of: people[choice.person].profile, -1, table)
      tour(choice.person)[day] = RosterProblem.off
    }
    // From here on costs are counted against the roster without the chosen people's days. The program does not see people who
    // are wanted on site whatever they serve, so its bound leaves them all the worth that they could have.
    let presence = choices.contains { !model.profiles[people[$0.person].profile].presences.isEmpty }
    let unseen = presence ? cover.presenceCost() : 0
    let present = [Int](repeating: 0, count: choices.count)
    var (chosen, bound) = (present, -Double.infinity)
    var fault: SolverFault?
    do {
      let answer = try answer(choices, nodeLimit: nodeLimit, seconds: seconds, stop: stop)
      (chosen, bound) = (answer.chosen ?? present, answer.bound - unseen)
    } catch {
      fault = error
    }
    // Put the answer in, check it independently of the program, and take it back if it is worse.
    var after = insert(choices, chosen, day, unevenBefore: uneven)
    if after > before + 1e-3 {
      for (choice, index) in zip(choices, chosen) {
        _ = cover.put(choice.options[index], of: people[choice.person].profile, -1, table)
      }
      after = insert(choices, present, day, unevenBefore: uneven)
    }
    cost += after - before
    for choice in choices { countOwn(choice.person, weeks: 0..<weekCount) }
    return (bound >= after - 1e-4 * max(1, abs(after)), fault)
  }

  /// Puts chosen options in; says what they cost, the change of unevenness among colleagues included beyond what was counted as if each
  /// changed alone.
  private mutating func insert(
    _ choices: [DayChoice], _ chosen: [Int], _ day: Int, unevenBefore before: Double
  ) -> Double {
    var cost = 0.0
    for (choice, index) in zip(choices, chosen) {
      let option = choice.options[index]
      cost += choice.costs[index]
      cost += cover.put(option, of: people[choice.person].profile, 1, table)
      tour(choice.person)[day] = option
    }
    if fair == nil { return cost }
    var counted = 0.0
    for (choice, index) in zip(choices, chosen) {
      share(choice.person)
      counted += choice.uneven[index]
    }
    return cost + ((fair?.cost() ?? 0) - before - counted)
  }

  private func answer(
    _ choices: [DayChoice], nodeLimit: Int, seconds: Double?, stop: @escaping () -> Bool
  ) throws(SolverFault) -> IntervalProgramBuilder.Result {
    var builder = IntervalProgramBuilder(cover, model)
    builder.worthwhile = 0.02 * model.priceScale
    for choice in choices {
      builder.begin(profile: people[choice.person].profile)
      for (option, cost) in zip(choice.options, choice.costs) { builder.add(cost: cost, work: table.work([option])) }
    }
    var options = SolveOptions(nodeLimit: nodeLimit)
    options.timeLimit = seconds.map { .milliseconds(Int($0 * 1000)) }
    options.prefersDual = true
    options.presolves = false
    options.shouldStop = stop
    var result = try builder.solve(options)
    result.bound -= builder.emptyCost
    return result
  }
}
