import Timeline
import Tours
import Workforce

/// People of a problem with more leave than the scenario gives them.
extension RosterTask {
  /// A person who is away on further days: their weeks are shorter as by the scenario's own leave.
  func person(_ index: Int, awayOn days: Set<Int>, _ before: WorkedBefore) -> RosterPerson {
    var person = problem.people[index]
    let agent = agent(of: index)
    guard let contract = scenario.contract(agent.contract) else { return person }
    let away = scenario.dates(of: scenario.leave.filter { $0.agent == agent.id })
    let absent = scenario.dates(of: scenario.absences.filter { $0.agent == agent.id })
    let dates = scenario.horizon.dates
    let mostWeekends = person.rules.mostWeekends
    person.rules = rules(
      of: contract,
      isAway: dates.enumerated().map { days.contains($0) || away.contains($1) || !agent.isEmployed(on: $1) },
      isAbsent: dates.map { absent.contains($0) }, agent: agent, before: before)
    person.rules.mostWeekends = mostWeekends
    for day in days {
      person.days[day] = .off
      if !person.offCosts.isEmpty { person.offCosts[day] = 0 }
    }
    return person
  }

  /// Wages of what a person works by a tour, in minor units of the contract's currency.
  func wages(of tour: [Int32], person: Int) -> Double {
    guard let contract = scenario.contract(agent(of: person).contract) else { return 0 }
    return tour.enumerated().reduce(0) { sum, day in
      guard day.element >= 0 else { return sum }
      let minutes = work(person: person, option: day.element).reduce(0) { $0 + $1.paidMinutes }
      return sum + Double(minutes) / 60 * Double(contract.costPerHour(on: date(day.offset)).minorUnits)
    }
  }

  /// Wages of a day of leave of a person, in minor units of the contract's currency.
  func leavePay(person: Int, day: Int) -> Double {
    guard let contract = scenario.contract(agent(of: person).contract) else { return 0 }
    return Double(contract.leaveCreditMinutes) / 60 * Double(contract.costPerHour(on: date(day)).minorUnits)
  }

  /// The date of a day of the problem.
  func date(_ day: Int) -> CivilDate { scenario.horizon.first.advanced(byDays: day) }
}
