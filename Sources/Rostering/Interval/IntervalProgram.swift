import LinearProgram

/// The exact choice among given tours for some people, as an integer program of GLPK: one tour each, everybody else as they are.
///
/// Cover is priced as in `CoverModel`: for each interval touched and each price level a variable F, what is served at that price,
/// with F <= caps(S) + people who serve a group outside S, for every set S. The relaxation of this program is the exact cost of
/// fractions of tours, so where it equals the roster the roster is proven.
struct IntervalProgram {
  /// The tours one person may choose from; the first is the one at present.
  struct Choice {
    var person: Int
    /// Tours as their days inside the window: shape [tours][days of the window].
    var tours: [[Int32]]
    /// Personal cost of each tour.
    var costs: [Double]
    /// What of it is unevenness among colleagues, as if nobody else changed; empty for none.
    var uneven: [Double] = []
    /// The usual start of the present tour where one is wanted.
    var usualStart: Int32?
  }

  struct Outcome {
    var chosen: [Int]
    /// Cost of the present choice, of the best found, and what no choice can beat.
    var before: Double
    var after: Double
    var bound: Double
    var nodes: Int
    var fault: SolverFault?
    var isProven: Bool { bound >= after - 1e-4 * max(1, abs(after)) }
  }

  let days: Range<Int>
  var choices: [Choice]
  /// How often everybody may be offered the tour of these days that is best at the relaxation's prices.
  var rounds = 0
  /// Nodes of branch and bound.
  var nodeLimit = 1
  /// Simplex iterations of each relaxation; nil for no limit.
  var iterationLimit: Int?
}

extension RosterState {
  /// Solves a program over choices and makes its answer the roster, if it is not worse.
  ///
  /// - Parameter stop: asked now and then; true ends with the best answer so far.
  mutating func solve(
    _ given: IntervalProgram, seconds: Double?, stop: @escaping () -> Bool
  ) -> IntervalProgram.Outcome {
    var program = given
    // Take the choices out of cover; what is left is fixed.
    var before = 0.0
    let unevenBefore = fair?.cost() ?? 0
    for choice in program.choices {
      before += choice.costs[0]
      for (offset, option) in choice.tours[0].enumerated() {
        before -= lift(choice.person, option)
        tour(choice.person)[program.days.lowerBound + offset] = RosterProblem.off
      }
    }
    // From here on costs are counted against the roster without the chosen people's days. The program does not see people who
    // are wanted on site whatever they serve, so its bound leaves them all the worth that they could have.
    let presence = program.choices.contains { !model.profiles[people[$0.person].profile].presences.isEmpty }
    let unseen = presence ? cover.presenceCost() : 0
    var outcome = IntervalProgram.Outcome(
      chosen: [Int](repeating: 0, count: program.choices.count), before: before, after: before, bound: -.infinity,
      nodes: 0)
    do {
      try choose(&program, seconds: seconds, stop: stop, &outcome)
    } catch {
      outcome.fault = error
    }
    outcome.bound -= unseen
    // Put the answer in, check it independently of the program, and take it back if it is worse.
    let kept = outcome.chosen
    var after = insert(program, kept) + unevenChange(program, kept, since: unevenBefore)
    if after > before + 1e-3 {
      _ = removeAll(program, kept)
      outcome.chosen = [Int](repeating: 0, count: program.choices.count)
      after = insert(program, outcome.chosen) + unevenChange(program, outcome.chosen, since: unevenBefore)
    }
    outcome.after = after
    cost += after - before
    for choice in program.choices {
      weekendCount[choice.person] = weekends(choice.person)
      singleCount[choice.person] = singleDaysOff(choice.person)
      if people[choice.person].hasWeekCost {
        for week in 0..<weekCount {
          weekCost[choice.person * weekCount + week] = Float(weekCostNow(choice.person, week))
        }
      }
    }
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

  /// What the unevenness among colleagues changes by when somebody works other days of a window and nobody else changes.
  mutating func unevenness(_ person: Int, _ days: Range<Int>, _ other: [Int32]) -> Double {
    if !people[person].sharesFairly { return 0 }
    guard let counted = fair?.horizon(person) else { return 0 }
    let tour = tour(person)
    let present = days.map { tour[$0] }
    for (day, option) in zip(days, other) { tour[day] = option }
    let change = share(person)
    for (day, option) in zip(days, present) { tour[day] = option }
    fair?.set(person, counted)
    return Double(change)
  }

  /// Removes one shift from cover; says what cover gets dearer by.
  private func lift(_ person: Int, _ option: Int32) -> Double { move(person, option, -1) }

  /// Change of cover cost by adding (1) or removing (-1) a shift.
  private func move(_ person: Int, _ option: Int32, _ sign: Int) -> Double {
    if option < 0 { return 0 }
    let shift = table.shifts[Int(option)]
    let profile = people[person].profile
    var change = 0.0
    for index in 0..<Int(shift.count) {
      let units = Int(table.units[Int(shift.units) + index])
      let interval = Int(shift.first) + index
      if units == 0 || interval < 0 || interval >= cover.intervals { continue }
      change += Double(cover.change(profile, interval, units * sign))
      cover.add(profile, interval, units * sign)
    }
    return change
  }

  private func insert(_ program: IntervalProgram, _ chosen: [Int]) -> Double {
    var cost = 0.0
    for (choice, index) in zip(program.choices, chosen) {
      cost += choice.costs[index]
      for (offset, option) in choice.tours[index].enumerated() {
        cost += move(choice.person, option, 1)
        tour(choice.person)[program.days.lowerBound + offset] = option
      }
    }
    return cost
  }

  private func removeAll(_ program: IntervalProgram, _ chosen: [Int]) -> Double {
    var cost = 0.0
    for (choice, index) in zip(program.choices, chosen) {
      for option in choice.tours[index] { cost += move(choice.person, option, -1) }
    }
    return cost
  }

  private mutating func choose(
    _ program: inout IntervalProgram, seconds: Double?, stop: @escaping () -> Bool,
    _ outcome: inout IntervalProgram.Outcome
  ) throws(SolverFault) {
    var builder = IntervalProgramBuilder(cover: coverView(), overPrice: Double(cover.overPrice))
    builder.worthwhile = 0.02 * model.priceScale
    for choice in program.choices {
      let reach = program.rounds > 0 ? intervals(choice.person, program.days) : nil
      builder.begin(profile: people[choice.person].profile, reach: reach ?? 0..<0)
      for (index, tour) in choice.tours.enumerated() { builder.add(cost: choice.costs[index], work: work(tour)) }
    }
    var options = SolveOptions(nodeLimit: program.nodeLimit)
    options.iterationLimit = program.iterationLimit
    options.timeLimit = seconds.map { .milliseconds(Int($0 * 1000)) }
    options.prefersDual = true
    options.presolves = false
    options.shouldStop = stop
    let buffers = makeBuffers()
    let answer = try builder.solve(options, rounds: program.rounds) { prices in offers(&program, prices, buffers) }
    outcome.nodes = answer.nodes
    outcome.chosen = [Int](repeating: 0, count: program.choices.count)
    if answer.bound.isFinite { outcome.bound = answer.bound - builder.emptyCost }
    if let chosen = answer.chosen { outcome.chosen = chosen }
  }

  /// Where some days of a tour work, and how much.
  private func work(_ tour: [Int32]) -> [(interval: Int, units: Double)] {
    var work: [(interval: Int, units: Double)] = []
    for option in tour where option >= 0 {
      let shift = table.shifts[Int(option)]
      for offset in 0..<Int(shift.count) {
        let units = Int(table.units[Int(shift.units) + offset])
        let interval = Int(shift.first) + offset
        if units > 0 && interval >= 0 && interval < cover.intervals { work.append((interval, Double(units))) }
      }
    }
    return work
  }

  /// Everybody's best tour at the prices of a relaxation, where it would lower it; each is noted as a further choice.
  private mutating func offers(
    _ program: inout IntervalProgram, _ prices: IntervalProgramBuilder.Prices, _ buffers: borrowing ResponseBuffers
  ) -> [IntervalProgramBuilder.Offer] {
    var offers: [IntervalProgramBuilder.Offer] = []
    for index in program.choices.indices {
      let person = program.choices[index].person
      guard let worth = prices.worth[people[person].profile],
        var tour = bestTour(
          person, program.days, worth: worth, usualStart: program.choices[index].usualStart, buffers),
        !program.choices[index].tours.contains(tour.days)
      else { continue }
      // The present days are out of the tour, while what is shared still counts them.
      let uneven = unevenness(person, program.days, tour.days)
      tour.cost += uneven
      let work = work(tour.days)
      let saved = work.reduce(0.0) { $0 + Double(worth[$1.interval]) * $1.units }
      if tour.cost - saved - prices.people[index] > -1e-4 { continue }
      program.choices[index].tours.append(tour.days)
      program.choices[index].costs.append(tour.cost)
      if !program.choices[index].uneven.isEmpty { program.choices[index].uneven.append(uneven) }
      offers.append(IntervalProgramBuilder.Offer(person: index, cost: tour.cost, work: work))
    }
    return offers
  }

  private func coverView() -> IntervalProgramBuilder.CoverView {
    let profiles = (0..<cover.profileCount).map { cover.profiles[$0] }
    let components = (0..<cover.componentCount).map { cover.components[$0] }
    return IntervalProgramBuilder.CoverView(
      profiles: profiles, components: components, cuts: model.components.map(\.cuts.count), intervals: cover.intervals)
  }
}
