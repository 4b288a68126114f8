import Forecasting
import Testing
import Timeline
import Units
import Workforce

/// Second level has a history of its own, and still gets more where first level does.
@Suite struct FollowingTests {
  private static let share = 0.25

  private func scenario(_ made: MadeUpQueue, more flows: [Flow] = []) throws -> (Scenario, ContactHistory) {
    var scenario = try made.scenario(first: "2026-03-02")
    var second = try made.queue()
    second.id = "fr-l2"
    scenario.queues.append(second)
    scenario.flows.arrows =
      [Flow("up", .escalation, from: made.id, to: second.id, share: Self.share, after: .minutes(20))] + flows
    let first = try made.series(from: "2025-09-01", to: "2026-03-02")
    var other = MadeUpQueue(noise: made.noise, seed: 12)
    other.level = 0.4 * made.level
    var behind = try other.series(from: "2025-09-01", to: "2026-03-02")
    behind.queue = second.id
    return (scenario, ContactHistory(series: [first, behind]))
  }

  private func made(
    _ scenario: Scenario, _ history: ContactHistory, _ overrides: [ForecastOverride] = []
  ) -> NetworkForecast {
    let study = Forecasting.study(
      history: history, scenario: scenario, decisions: ForecastDecisions(overrides: overrides))
    return Forecasting.network(
      study.forecast, in: scenario, history: history, overrides: overrides, learned: study.learned)
  }

  private func override(
    _ queue: String, _ figure: ForecastOverride.Figure, on date: String
  ) throws -> ForecastOverride {
    let zone = try Zone(named: "Europe/Paris")
    let day = try #require(CivilDate(iso: date))
    return ForecastOverride(
      queue: queue, start: zone.startOfDay(day), end: zone.startOfDay(day.advanced(byDays: 1)), figure: figure,
      author: "Mia", note: "")
  }

  private func day(_ network: NetworkForecast, _ queue: Int, _ date: String) -> Double {
    network.forecast.queues[queue].days.first { $0.date.isoText == date }?.offered ?? .nan
  }

  @Test("an override of first level moves an observed second level, on its date alone", arguments: [false, true])
  func overrides(comesAgain: Bool) throws {
    let again = Flow("again", .repeat, from: "fr-phone", to: "fr-phone", share: 0.05)
    let (scenario, history) = try scenario(MadeUpQueue(noise: 0.05), more: comesAgain ? [again] : [])
    let plain = made(scenario, history)
    let tuesday = "2026-03-03"
    let stated = try made(scenario, history, [override("fr-phone", .factor(1.6), on: tuesday)])
    let more = day(stated, 0, tuesday) - day(plain, 0, tuesday)
    #expect(abs(more / (0.6 * day(plain, 0, tuesday)) - 1) < 1e-6)
    let behind = day(stated, 1, tuesday) - day(plain, 1, tuesday)
    #expect(abs(behind / (Self.share * more) - 1) < 0.05, "\(behind) of \(more)")
    #expect(abs(day(stated, 1, "2026-03-10") - day(plain, 1, "2026-03-10")) < 1e-9)
    let parts = try #require(stated.forecast.queues[1].days.first { $0.date.isoText == tuesday }).parts
    #expect(parts.contains { $0.name == "flows" && $0.factor > 1.1 })
    #expect(abs(parts.reduce(1) { $0 * $1.factor } - day(stated, 1, tuesday)) < 1e-6)
    DemandNetworkTests.checkConservation(stated, scenario)
  }

  @Test("what is said of second level itself holds, and without anything said nothing moves to the last bit")
  func holds() throws {
    let (scenario, history) = try scenario(MadeUpQueue(noise: 0.05))
    let tuesday = "2026-03-03"
    let stated = try made(
      scenario, history,
      [override("fr-phone", .factor(1.6), on: tuesday), override("fr-l2", .total(123), on: tuesday)])
    #expect(abs(day(stated, 1, tuesday) - 123) < 1e-6)
    let study = Forecasting.study(history: history, scenario: scenario)
    #expect(made(scenario, history).forecast.queues == study.forecast.queues)
  }

  @Test("a change of first level's volume goes on to second level, and one of both is one of both") func changes()
    throws
  {
    var (scenario, history) = try scenario(MadeUpQueue(noise: 0.05))
    let tuesday = "2026-03-03"
    let plain = made(scenario, history)
    scenario.demandChanges = [DemandChange(.volume, of: "fr-phone", by: 1.2)]
    let more = made(scenario, history)
    let added = (day(more, 1, tuesday) - day(plain, 1, tuesday)) / (0.2 * Self.share * day(plain, 0, tuesday))
    #expect(abs(added - 1) < 0.05)
    scenario.demandChanges.append(DemandChange(.volume, of: "fr-l2", by: 1.2))
    #expect(abs(day(made(scenario, history), 1, tuesday) / day(plain, 1, tuesday) - 1.2) < 1e-6)
  }

  @Test("a busy morning of first level moves second level, whose own contacts are held against that") func morning()
    throws
  {
    let made = MadeUpQueue(noise: 0.2)
    let (scenario, history) = try scenario(made)
    let study = Forecasting.study(history: history, scenario: scenario)
    let plain = Forecasting.network(
      study.forecast, in: scenario, history: history, learned: study.learned
    ).forecast
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    let grid = plain.grid
    let seen = grid.indices.filter { plain.queues[0].isOpen[$0] && grid.instant(of: $0 + 1) <= noon }
    func rows(_ queue: Int, _ offered: (Int) -> Double) -> ContactHistory.Series {
      let unknown = seen.map { _ in Double.nan }
      return ContactHistory.Series(
        queue: plain.queues[queue].queue, intervalSeconds: 1800, starts: seen.map { grid.instant(of: $0) },
        offered: seen.map(offered), handled: unknown, abandoned: unknown, handleSeconds: unknown)
    }
    let busy = rows(0) { 1.5 * plain.queues[0].offered[$0] }
    func after(_ series: [ContactHistory.Series]) -> Forecast {
      study.updated(
        with: ContactHistory(series: series), asOf: noon, through: scenario, after: history
      ).forecast
    }
    func rest(_ forecast: Forecast, _ queue: Int) -> Double {
      grid.indices.filter { $0 > seen.last ?? 0 && $0 < 48 }.reduce(0) { $0 + forecast.queues[queue].offered[$1] }
    }
    let first = after([busy])
    let (more, behind) = (rest(first, 0) - rest(plain, 0), rest(first, 1) - rest(plain, 1))
    #expect(more > 0.1 * rest(plain, 0))
    // What came up from the morning's last contacts is in it too.
    #expect(behind > 0.9 * Self.share * more && behind < 1.4 * Self.share * more, "\(behind) of \(more)")
    // Second level had what first level brings: that is no news of its own.
    let both = after([busy, rows(1) { first.queues[1].offered[$0] }])
    #expect(abs(rest(both, 1) / rest(first, 1) - 1) < 1e-6)
    // As many as on any day are fewer than were to be expected.
    let few = after([busy, rows(1) { plain.queues[1].offered[$0] }])
    #expect(rest(few, 1) < 0.99 * rest(first, 1))
  }
}
