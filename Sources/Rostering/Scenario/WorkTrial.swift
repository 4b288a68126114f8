import Timeline
package import Tours
package import Workforce

/// One person's work put before every code that holds rules while a roster is built, to see that they agree; see `TourTrial`.
package struct WorkTrial {
  private let task: RosterTask
  private let tours: TourTrial

  /// A trial of the first person of a scenario.
  package init?(_ scenario: Scenario) {
    var scenario = scenario
    scenario.agents = Array(scenario.agents.prefix(1))
    task = RosterTask(.nothing(in: scenario), in: scenario)
    guard let tours = TourTrial(task.problem) else { return nil }
    self.tours = tours
  }

  /// Every shift that the contract offers on a date of the horizon, whatever rules the person has.
  package func choices(on day: Int) -> [[Shift]] {
    let agent = task.agent(of: 0)
    guard let contract = task.scenario.contract(agent.contract), let site = task.scenario.site(agent.site) else {
      return []
    }
    return ContractShifts(contract, intervalMinutes: task.scenario.horizon.intervalMinutes)
      .all(on: task.date(day), zone: site.zone).map { RosterTask.work($0, of: agent) }
  }

  /// What each says to work, shape [days]; no shift for a day off.
  package func verdicts(on work: [[Shift]]) -> TourTrial.Verdicts {
    var tour = [Int32](repeating: RosterProblem.off, count: task.problem.dayCount)
    for (day, shifts) in work.enumerated() where !shifts.isEmpty {
      guard let option = task.option(of: shifts, person: 0, day: day) else { return (false, false, false) }
      tour[day] = option
    }
    return tours.verdicts(on: tour)
  }
}
