// A roster without a folder: three people, one counter, and how many are needed in each hour of a week.
import Muster

let counter = Queue(
  id: "counter", language: "en", channel: .phone, open: .always(zone: .utc),
  goal: ServiceGoal(answered: 0.8, within: .minutes(2)))
let contract = Contract(
  id: "four-days", weekLeastMinutes: 4 * 480, weekMostMinutes: 4 * 480, weekDays: 4, shiftMinutes: [480],
  starts: [StartWindow(from: TimeOfDay("06:00")!, to: TimeOfDay("14:00")!, stepMinutes: 60)],
  costPerHour: Money(minorUnits: 2000, currency: "EUR"))
let scenario = Scenario(
  name: "counter", horizon: Horizon(first: CivilDate(iso: "2026-03-02")!, weeks: 1, intervalMinutes: 60),
  queues: [counter], sites: [Site(id: "desk", zone: .utc)], contracts: [contract],
  agents: ["A", "B", "C"].map {
    Agent(id: $0, name: $0, site: "desk", contract: "four-days", languages: ["en"], skills: ["phone", "L1"])
  })

let needed = scenario.grid.indices.map { (8..<20).contains($0 % 24) && $0 / 24 < 6 ? 1.0 : 0.0 }
let nothing = needed.map { _ in 0.0 }
let requirement = Requirement(
  grid: scenario.grid,
  queues: [
    QueueRequirement(
      queue: "counter", offered: nothing, averageHandleTime: nothing, load: nothing, netAgents: needed,
      grossAgents: needed)
  ])

for shift in Muster.roster(scenario, requirement).shifts {
  print(shift.agent, Zone.utc.isoText(at: shift.start), "to", Zone.utc.isoText(at: shift.end))
}
