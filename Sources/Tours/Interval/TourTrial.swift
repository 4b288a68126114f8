/// One person's tour put before every code that holds rules while a roster is built, to see that they agree: the tour search, the
/// checks of single moves, and the judge. The auditor, which shares nothing with them, is asked apart.
package struct TourTrial {
  /// Whether each of them lets the tour pass: the cheapest one where nothing but it has a worth is this, put together from days off it
  /// is kept, no rule is broken.
  package typealias Verdicts = (search: Bool, moves: Bool, judge: Bool)

  private let problem: RosterProblem
  private let tables: IntervalTables

  /// A trial of the first person of a problem.
  package init?(_ problem: RosterProblem) {
    guard !problem.people.isEmpty, case .intervals(let demand) = problem.demand else { return nil }
    self.problem = problem
    tables = IntervalTables(problem, demand)
  }

  /// What each says to a tour.
  package func verdicts(on tour: [Int32]) -> Verdicts {
    (search: isFound(tour), moves: isKept(tour), judge: TourJudge(problem).isLegal(tour, person: 0))
  }

  private func isFound(_ tour: [Int32]) -> Bool {
    let menu = problem.menus[problem.people[0].menu]
    // Its own shifts are worth something, any other costs something, so no lawful tour is as cheap as this one.
    var costs = [Float](repeating: 1, count: max(1, menu.count))
    for option in tour where option >= 0 { costs[Int(option) - menu.first] = -1 }
    var found = [Int32](repeating: RosterProblem.off, count: tour.count)
    let cost = TourSearch(tables.space).cheapestTour(person: 0, costs: costs, window: 0..<tour.count, tour: &found)
    return cost != nil && found == tour
  }

  private func isKept(_ tour: [Int32]) -> Bool {
    var state = RosterState(tables)
    state.recount()
    for (day, option) in tour.enumerated() where option >= 0 {
      guard problem.people[0].days[day] == .free else { return false }
      state.propose(0, day, option)
    }
    return state.changeCount == 0 || state.settle(allowed: .infinity)
  }
}
