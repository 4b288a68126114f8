package import Workforce
import Timeline

/// One person's work put before every code that holds rules while a roster is built, to see that they agree: the tour search, the
/// checks of single moves, and the judge. The auditor, which shares nothing with them, is asked apart.
package struct TourTrial {
  /// Whether each of them lets the work pass.
  package struct Verdicts: Hashable, Sendable {
    /// The cheapest tour is this one where nothing but it has a worth.
    package var search: Bool
    /// Put together from days off it is kept.
    package var moves: Bool
    /// No rule is broken.
    package var judge: Bool
  }

  private let task: RosterTask
  private let space: TourSpace
  private let model: CoverModel
  private let table: ShiftTable

  /// A trial of the first person of a scenario.
  package init?(_ scenario: Scenario) {
    var scenario = scenario
    scenario.agents = Array(scenario.agents.prefix(1))
    task = RosterTask(.nothing(in: scenario), in: scenario)
    guard !task.problem.people.isEmpty, case .intervals(let demand) = task.problem.demand else { return nil }
    space = TourSpace(task.problem)
    model = CoverModel(demand, problem: task.problem)
    table = ShiftTable(task.problem)
  }

  /// Every shift that the contract offers on a date of the horizon, whatever rules the person has.
  package func choices(on day: Int) -> [[Shift]] {
    let agent = task.agent(of: 0)
    guard let contract = task.scenario.contract(agent.contract), let site = task.scenario.site(agent.site) else {
      return []
    }
    return PossibleShift.all(
      on: task.scenario.horizon.first.advanced(byDays: day), contract: contract, zone: site.zone,
      intervalMinutes: task.scenario.horizon.intervalMinutes
    ).map { RosterTask.work($0, of: agent) }
  }

  /// What each says to work, shape [days]; no shift for a day off.
  package func verdicts(on work: [[Shift]]) -> Verdicts {
    var tour = [Int32](repeating: RosterProblem.off, count: task.problem.dayCount)
    for (day, shifts) in work.enumerated() where !shifts.isEmpty {
      guard let option = task.option(of: shifts, person: 0, day: day) else {
        return Verdicts(search: false, moves: false, judge: false)
      }
      tour[day] = option
    }
    return Verdicts(
      search: isFound(tour), moves: isKept(tour), judge: TourJudge(task.problem).isLegal(tour, person: 0))
  }

  private func isFound(_ tour: [Int32]) -> Bool {
    let menu = task.problem.menus[task.problem.people[0].menu]
    // Its own shifts are worth something, any other costs something, so no lawful tour is as cheap as this one.
    var costs = [Float](repeating: 1, count: max(1, menu.count))
    for option in tour where option >= 0 { costs[Int(option) - menu.first] = -1 }
    var found = [Int32](repeating: RosterProblem.off, count: tour.count)
    let cost = TourSearch(space).cheapestTour(person: 0, costs: costs, window: 0..<tour.count, tour: &found)
    return cost != nil && found == tour
  }

  private func isKept(_ tour: [Int32]) -> Bool {
    var state = RosterState(space, model: model, table: table)
    state.recount()
    for (day, option) in tour.enumerated() where option >= 0 {
      guard task.problem.people[0].days[day] == .free else { return false }
      state.propose(0, day, option)
    }
    return state.changeCount == 0 || state.settle(allowed: .infinity)
  }
}
