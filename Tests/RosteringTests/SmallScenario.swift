import Rostering
import Testing
import Timeline
import Units
import Workforce

/// A site of nine people, two languages and two weeks, with a requirement put together by hand.
struct SmallScenario {
  var scenario: Scenario
  var requirement: Requirement

  init() throws {
    let zone = try Zone(named: "Europe/Madrid")
    let hours = LocalHours(from: try time("08:00"), to: try time("20:00"))
    let open = OpeningHours(zone: zone, week: Array(repeating: [hours], count: 7))
    let queues = ["fr", "en"].map {
      Queue(
        id: "\($0)-phone", language: $0, channel: .phone, open: open,
        goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
    }
    let contract = Contract(
      id: "full-time", weekLeastMinutes: 2400, weekMostMinutes: 2400, weekDays: 5, shiftMinutes: [480],
      starts: [StartWindow(from: try time("07:00"), to: try time("14:00"), stepMinutes: 30)],
      lunch: BreakRule(count: 1, minutes: 30, isPaid: false), breaks: BreakRule(count: 2, minutes: 15, isPaid: true),
      restMinutes: 660, daysInARow: 6, costPerHour: Money(minorUnits: 1850, currency: "EUR"))
    let languages = [["fr"], ["fr"], ["fr"], ["en"], ["en"], ["en"], ["fr", "en"], ["fr", "en"], ["en", "fr"]]
    let agents = languages.enumerated().map { index, languages in
      Agent(
        id: "A\(index + 1)", name: "Agent \(index + 1)", site: "home", contract: "full-time", languages: languages,
        skills: ["phone", "L1"])
    }
    let first = try #require(CivilDate(iso: "2026-03-23"))
    scenario = Scenario(
      name: "Small", horizon: Horizon(first: first, weeks: 2, intervalMinutes: 30), queues: queues,
      sites: [Site(id: "home", zone: zone)], contracts: [contract], agents: agents)
    let grid = scenario.grid
    let load: [Double] = [2.4, 2.1]
    requirement = Requirement(
      grid: grid,
      queues: zip(queues, load).map { queue, agents in
        let net = grid.indices.map { queue.open.isOpen(at: grid.instant(of: $0)) ? agents : 0 }
        return QueueRequirement(
          queue: queue.id, offered: net, averageHandleTime: net.map { _ in 300 }, load: net, netAgents: net,
          grossAgents: net)
      })
  }

}

private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }
