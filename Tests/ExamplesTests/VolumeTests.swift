import Examples
import Forecasting
import Foundation
import ScenarioFiles
import Staffing
import Testing
import Timeline
import Workforce

@Suite("Volumes of the example scenarios fit their people")
struct VolumeTests {
  /// A well-run operation: the hours people have are just about the hours the goals ask for, in every week.
  @Test("people have about the hours that the goals ask for", arguments: Example.all.map(\.name))
  func hours(name: String) throws {
    let input = try ScenarioFolder.read(Repository.folder.appending(path: "scenarios/\(name)").path)
    let scenario = input.scenario
    let forecast = Forecasting.forecast(history: input.history, scenario: scenario)
    #expect(forecast.warnings.isEmpty, "\(forecast.warnings)")
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    #expect(requirement.warnings.isEmpty, "\(requirement.warnings)")
    for week in 0..<scenario.horizon.weeks {
      let needed = neededHours(requirement, scenario, week: week)
      let available = availableHours(scenario, week: week)
      let share = needed.reduce(0, +) / available
      #expect(
        share > 0.85 && share < 1,
        "week \(week + 1) needs \(share) of the hours there are: \(perQueue(needed, scenario))")
    }
  }

  /// Net hours that each queue asks for in a week of its own dates.
  private func neededHours(_ requirement: Requirement, _ scenario: Scenario, week: Int) -> [Double] {
    let first = scenario.horizon.first.advanced(byDays: 7 * week)
    return zip(scenario.queues, requirement.queues).map { queue, needs in
      requirement.grid.indices.reduce(0) { sum, interval in
        let date = queue.open.zone.local(at: requirement.grid.instant(of: interval)).date
        let isInWeek = first <= date && date < first.advanced(byDays: 7)
        return isInWeek ? sum + needs.netAgents[interval] * Double(requirement.grid.intervalSeconds) / 3600 : sum
      }
    }
  }

  /// Hours on the queue that contracts, less leave, shrinkage and paid breaks, allow in a week.
  ///
  /// Ranges count with their middle; days before someone joins or after someone leaves count like leave.
  private func availableHours(_ scenario: Scenario, week: Int) -> Double {
    let dates = (0..<7).map { scenario.horizon.first.advanced(byDays: 7 * week + $0) }
    return scenario.agents.reduce(0) { sum, agent in
      guard let contract = scenario.contract(agent.contract), let site = scenario.site(agent.site),
        let longest = contract.shiftMinutes.max()
      else { return sum }
      let away = scenario.leaveDates(of: agent.id)
      let days = min(contract.weekDays, dates.count { agent.isEmployed(on: $0) && !away.contains($0) })
      let lost = min(contract.weekDays, dates.count { away.contains($0) || !agent.isEmployed(on: $0) })
      let credit = contract.leaveCreditMinutes * lost
      let paid = max(0, min((contract.weekLeastMinutes + contract.weekMostMinutes) / 2 - credit, days * longest))
      let breaks = contract.breaks.map { $0.isPaid ? $0.count * $0.minutes : 0 } ?? 0
      return sum + Double(paid) / 60 * site.productiveShare * (1 - Double(breaks) / Double(longest))
    }
  }

  private func perQueue(_ hours: [Double], _ scenario: Scenario) -> String {
    zip(scenario.queues, hours).map { "\($0.id) \(Int($1))" }.joined(separator: ", ")
  }
}
