import Forecasting
import Testing
import Timeline
import Units
import Workforce

/// What planners say of a queue that flows lead to is what reaches it.
@Suite struct StatedFigureTests {
  /// First and second level, a chat behind a bot and a queue with customers, each forecast with a range.
  private func made() throws -> DemandNetworkTests.Made {
    var made = try DemandNetworkTests.Made([("l1", 40), ("l2", 0), ("chat", 30), ("cards", 5)], lost: 0.05, seed: 4)
    for queue in made.forecast.queues.indices {
      made.forecast.queues[queue].p10 = made.forecast.queues[queue].offered.map { 0.8 * $0 }
      made.forecast.queues[queue].p90 = made.forecast.queues[queue].offered.map { 1.2 * $0 }
    }
    made.scenario.flows = DemandFlows(
      arrows: [
        Flow("up", .escalation, from: "l1", to: "l2", share: 0.2, after: .minutes(90)),
        Flow("over", .transfer, from: "l1", to: "cards", share: 0.1),
        Flow("again", .repeat, from: "l2", to: "l2", share: 0.1, after: .seconds(86_400)),
      ],
      bots: [Bot("bot", before: "chat", containment: 0.4, returns: 0.2, after: .seconds(7200), handleTimeFactor: 1.2)],
      rates: [
        ContactRate(
          "rate", of: "cards",
          customers: [ContactRate.Count(date: made.scenario.horizon.first, customers: 30_000)], perMonth: 0.5)
      ])
    return made
  }

  private func override(
    _ queue: String, _ figure: ForecastOverride.Figure, on date: String = "2026-03-25"
  ) throws -> ForecastOverride {
    let zone = try Zone(named: "Europe/Paris")
    let day = try #require(CivilDate(iso: date))
    return ForecastOverride(
      queue: queue, start: zone.startOfDay(day), end: zone.startOfDay(day.advanced(byDays: 1)), figure: figure,
      author: "Mia", note: "")
  }

  private func network(
    _ made: DemandNetworkTests.Made, _ overrides: [ForecastOverride] = []
  ) -> NetworkForecast {
    var forecast = made.forecast
    forecast.apply(made.scenario.demandChanges, in: made.scenario)
    return Forecasting.network(forecast, in: made.scenario, history: made.history, overrides: overrides)
  }

  private func day(_ network: NetworkForecast, _ queue: Int, _ date: String = "2026-03-25") -> Double {
    network.forecast.queues[queue].days.first { $0.date.isoText == date }?.offered ?? .nan
  }

  @Test("derived, behind a bot or with customers: the override is what reaches the queue, and other days stay")
  func reaches() throws {
    let made = try made()
    let plain = network(made)
    for (index, queue) in [(1, "l2"), (2, "chat"), (3, "cards")] {
      for (figure, expected) in [
        (ForecastOverride.Figure.total(700), 700), (.total(3), 3), (.factor(1.5), 1.5 * day(plain, index)),
      ] {
        let stated = try network(made, [override(queue, figure)])
        DemandNetworkTests.checkConservation(stated, made.scenario)
        #expect(abs(day(stated, index) - expected) < 1e-6, "\(queue) \(figure)")
        #expect(abs(day(stated, index, "2026-03-24") - day(plain, index, "2026-03-24")) < 1e-9)
        let applied = try #require(stated.appliedOverrides.first)
        #expect(abs(applied.modelOffered - day(plain, index)) < 1e-6)
        #expect(abs(applied.offered - expected) < 1e-6)
        let parts = try #require(stated.forecast.queues[index].days.first { $0.date.isoText == "2026-03-25" }).parts
        #expect(Set(parts.map(\.name)).count == parts.count)
        #expect(abs(parts.reduce(1) { $0 * $1.factor } - expected) < 1e-6)
      }
    }
    // What is said of second level comes again a day later.
    let stated = try network(made, [override("l2", .total(700))])
    let more = day(stated, 1, "2026-03-26") - day(plain, 1, "2026-03-26")
    #expect(abs(more - 0.1 * (700 - day(plain, 1))) < 5)
  }

  @Test("a change of volume comes on top of overrides, and reaches derived queues") func changes() throws {
    var made = try made()
    let plain = network(made)
    made.scenario.demandChanges = ["l2", "chat", "cards"].map { DemandChange(.volume, of: $0, by: 2) }
    let doubled = network(made)
    for index in [1, 2, 3] {
      #expect(abs(day(doubled, index) - 2 * day(plain, index)) < 0.02 * day(plain, index), "\(index)")
    }
    DemandNetworkTests.checkConservation(doubled, made.scenario)
    for index in [1, 3] { #expect(abs(day(doubled, index) - 2 * day(plain, index)) < 1e-6, "\(index)") }
    let both = try network(made, ["l2", "chat", "cards"].map { try override($0, .total(300)) })
    for (index, applied) in zip([1, 2, 3], both.appliedOverrides) {
      #expect(abs(day(both, index) - 600) < 1e-6)
      #expect(abs(applied.modelOffered / day(plain, index) - 1) < 0.02)
      #expect(abs(applied.offered - 600) < 1e-6)
    }
  }

  @Test("an override of a queue that no flow leads to is the forecast's own, and goes on from there") func before()
    throws
  {
    let made = MadeUpQueue(noise: 0.05)
    var scenario = try made.scenario(first: "2026-03-02")
    var second = try made.queue()
    second.id = "fr-l2"
    scenario.queues.append(second)
    scenario.flows.arrows = [Flow("up", .escalation, from: "fr-phone", to: "fr-l2", share: 0.2)]
    let history = ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")])
    func run(_ overrides: [ForecastOverride]) -> (ForecastStudy, NetworkForecast) {
      let study = Forecasting.study(
        history: history, scenario: scenario, decisions: ForecastDecisions(overrides: overrides))
      return (
        study, Forecasting.network(study.forecast, in: scenario, history: history, overrides: overrides)
      )
    }
    let (_, plain) = run([])
    let first = try override("fr-phone", .factor(2), on: "2026-03-03")
    let (study, network) = run([first, try override("fr-l2", .total(50), on: "2026-03-05")])
    #expect(study.appliedOverrides.map(\.override) == [first])
    #expect(network.appliedOverrides.map(\.override.queue) == ["fr-l2"])
    #expect(abs(day(network, 0, "2026-03-03") - 2 * day(plain, 0, "2026-03-03")) < 1e-6)
    #expect(day(network, 1, "2026-03-03") > 1.9 * day(plain, 1, "2026-03-03"))
    #expect(abs(day(network, 1, "2026-03-05") - 50) < 1e-6)
  }
}
