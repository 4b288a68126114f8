import Testing
import Timeline
import Units
import Workforce

/// A week of one queue, open 08:00 to 20:00 on weekdays, in a zone without clock changes.
enum Fixture {
  static func scenario(
    channel: Channel = .phone, concurrency: Int = 1,
    goal: ServiceGoal = ServiceGoal(answered: 0.8, within: .seconds(20)),
    patience: Seconds? = nil, agents: [Agent] = [], shrinkage: Double = 0
  ) throws -> Scenario {
    let zone = Zone.utc
    let hours = LocalHours(from: try #require(TimeOfDay("08:00")), to: try #require(TimeOfDay("20:00")))
    let week = (0..<7).map { $0 < 5 ? [hours] : [] }
    let queue = Queue(
      id: "queue", language: "fr", channel: channel, concurrency: concurrency,
      open: OpeningHours(zone: zone, week: week),
      goal: goal, patience: patience)
    return Scenario(
      name: "test", horizon: Horizon(first: try #require(CivilDate(iso: "2026-03-02")), weeks: 1, intervalMinutes: 30),
      queues: [queue],
      sites: [Site(id: "site", zone: zone, shrinkage: [ShrinkageCause(name: "absence", share: shrinkage)])],
      contracts: [], agents: agents)
  }

  static let agent = Agent(
    id: "A1", name: "Ana", site: "site", contract: "full", languages: ["fr"], skills: ["phone", "chat", "email", "L1"])

  /// A forecast of `offered(interval)` contacts with one handle time.
  static func forecast(_ scenario: Scenario, handleTime: Double, offered: (Int) -> Double) -> Forecast {
    let grid = scenario.grid
    let volumes = grid.indices.map {
      scenario.isOpen(scenario.queues[0], at: grid.instant(of: $0), holidays: [:]) ? offered($0) : 0
    }
    let queue = QueueForecast(
      queue: "queue", isOpen: volumes.map { $0 > 0 }, offered: volumes, p10: volumes, p90: volumes,
      averageHandleTime: grid.indices.map { _ in handleTime }, eightWeekMean: volumes)
    return Forecast(grid: grid, queues: [queue])
  }
}
