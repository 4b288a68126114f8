import Foundation
import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct DemandTests {
  /// A week in which every day is 100 contacts on average, with P80 at 120 where it is known and P90 at 130.
  static func forecast(_ scenario: Scenario, knowsP80: Bool = true) -> Forecast {
    var forecast = Fixture.forecast(scenario, handleTime: 240) { Double($0 % 5) + 1 }
    forecast.queues[0].days = scenario.horizon.dates.map {
      DayForecast(
        date: $0, offered: 100, p10: 70, p50: 98, p80: knowsP80 ? 120 : nil, p90: 130, eightWeekMean: 100, parts: [])
    }
    return forecast
  }

  @Test("the mean is staffed unless the scenario says otherwise") func mean() throws {
    let scenario = try Fixture.scenario()
    let forecast = Self.forecast(scenario)
    #expect(scenario.planFor == .mean)
    #expect(Staffing.requirement(for: forecast, in: scenario).queues[0].offered == forecast.queues[0].offered)
  }

  @Test("P80 raises every interval of a day by what the day's total is raised", arguments: DemandLevel.allCases)
  func quantile(level: DemandLevel) throws {
    var scenario = try Fixture.scenario()
    let forecast = Self.forecast(scenario)
    scenario.planFor = level
    let requirement = Staffing.requirement(for: forecast, in: scenario).queues[0]
    let factor = [DemandLevel.mean: 1, .p50: 0.98, .p80: 1.2, .p90: 1.3][level] ?? .nan
    for (planned, expected) in zip(requirement.offered, forecast.queues[0].offered) {
      #expect(abs(planned - factor * expected) < 1e-12)
    }
    // The day's quantile, not every interval's: the shape of the day does not change.
    let model = try QueueModel(load: Erlangs(requirement.load[16]), handleTime: .seconds(240))
    let agents = try model.fractionalAgents(meeting: [.serviceLevel(0.8, within: .seconds(20))])
    #expect(abs(requirement.netAgents[16] - agents) < 1e-9)
  }

  @Test("a queue may be staffed for another level than the rest") func ofQueue() throws {
    var scenario = try Fixture.scenario()
    scenario.planFor = .p90
    scenario.queues[0].planFor = .mean
    let forecast = Self.forecast(scenario)
    #expect(Staffing.requirement(for: forecast, in: scenario).queues[0].offered == forecast.queues[0].offered)
  }

  @Test("of a day that has begun, what came stands and what is left is raised by all that the day's total is raised")
  func begun() throws {
    var scenario = try Fixture.scenario()
    scenario.planFor = .p80
    var forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 4 }
    let dates = forecast.grid.indices.map { Zone.utc.local(at: forecast.grid.instant(of: $0)).date }
    let open = forecast.grid.indices.filter { forecast.queues[0].offered[$0] > 0 }
    // All but the first eighteen of the first date's twenty-four intervals have a range: 72 of 96 contacts came.
    for interval in open.dropFirst(18) {
      forecast.queues[0].p10[interval] = 2
      forecast.queues[0].p90[interval] = 7
    }
    forecast.queues[0].days = scenario.horizon.dates.map {
      DayForecast(date: $0, offered: 96, p10: 90, p50: 96, p80: 102, p90: 106, eightWeekMean: 96, parts: [])
    }
    let offered = Staffing.requirement(for: forecast, in: scenario).queues[0].offered
    for (place, interval) in open.enumerated() {
      let expected = dates[interval] != scenario.horizon.first ? 4.25 : place < 18 ? 4 : 5
      #expect(abs(offered[interval] - expected) < 1e-12)
    }
  }

  @Test("an unknown P80 lies where a normal day has it, between the mean and P90") func unknownLevel() throws {
    let scenario = try Fixture.scenario()
    let day = Self.forecast(scenario, knowsP80: false).queues[0].days[0]
    #expect(abs(day.offered(at: .p80) - (100 + 30 * 0.84162 / 1.28155)) < 0.01)
    #expect(day.offered(at: .p50) == 98)
  }

  @Test("without a forecast by days the mean is staffed, and the plan says so") func withoutDays() throws {
    var scenario = try Fixture.scenario()
    scenario.planFor = .p80
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 3 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    #expect(requirement.queues[0].offered == forecast.queues[0].offered)
    #expect(requirement.warnings.contains { $0.contains("5 days have no P80") }, "\(requirement.warnings)")
  }
}

@Suite struct LaggedLoadTests {
  static func scenario(_ model: LoadModel) throws -> Scenario {
    var scenario = try Fixture.scenario(patience: .seconds(480))
    scenario.queues[0].loadModel = model
    return scenario
  }

  @Test("short contacts are sized as if every interval went on for ever, and saying lagged hardly changes that")
  func neutral() throws {
    let automatic = try Self.scenario(.automatic)
    for handleTime in [10.0, 300, 900] {
      let forecast = Fixture.forecast(automatic, handleTime: handleTime) { Double($0 % 7) + 20 }
      let steady = Staffing.requirement(for: forecast, in: try Self.scenario(.steady)).queues[0]
      #expect(Staffing.requirement(for: forecast, in: automatic).queues[0] == steady)
      guard handleTime == 10 else { continue }
      let lagged = Staffing.requirement(for: forecast, in: try Self.scenario(.lagged)).queues[0]
      for (one, other) in zip(lagged.load, steady.load) { #expect(abs(one - other) <= 0.007 * other + 1e-3) }
    }
  }

  @Test("contacts that take longer than an interval load the ones after it, and no work is invented") func lag() throws
  {
    let scenario = try Self.scenario(.automatic)
    let forecast = Fixture.forecast(scenario, handleTime: 3600) { $0 == 16 ? 10 : 1e-9 }
    let requirement = Staffing.requirement(for: forecast, in: scenario).queues[0]
    let load = requirement.load
    // m' = lambda - m/AHT over half an AHT from nothing: the mean is 20 (1 - 2 (1 - exp(-1/2))).
    let left = exp(-0.5)
    let mean = 20 * (1 - 2 * (1 - left))
    #expect(abs(load[16] - mean) < 1e-6)
    #expect(load[17] > load[16] && load[18] < load[17] && load[18] > 0)
    let work: Double = load.reduce(0, +) * 1800
    #expect(work <= 36_000 + 1e-2)
    #expect(work > 35_960, "all but the little left at the end of the week")
    #expect(requirement.netAgents[18] > 0)
  }

  @Test("the staff of the lagged load is that of formulas of another kind, and less than without the lag")
  func reference() throws {
    // Arrivals a quarter of an hour: the mean of the sine over it.
    func integral(_ t: Double) -> Double {
      let turn = 2 * Double.pi / 28800
      let swing = 0.75 / turn * cos(turn * (t - 7200))
      return (t - swing) * 90 / 3600
    }
    let offered = (0..<48).map { integral(Double($0 + 1) * 900) - integral(Double($0) * 900) }
    var scenario = try Self.scenario(.lagged)
    // Nobody hangs up, so that Erlang C holds.
    scenario.queues[0].patience = nil
    scenario.horizon.intervalMinutes = 15
    scenario.queues[0].goal = ServiceGoal(answered: 0.8, within: .seconds(60))
    let forecast = Fixture.forecast(scenario, handleTime: 1200) { 32 <= $0 && $0 < 80 ? offered[$0 - 32] : 0 }
    let lagged = Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents[32..<80].map { $0.rounded(.up) }
    scenario.queues[0].loadModel = .steady
    let steady = Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents[32..<80].map { $0.rounded(.up) }
    let plan = Self.plan(of: offered, handleTime: 1200)
    #expect(steady == plan.steady)
    for (own, given) in zip(lagged, plan.lagged) { #expect(abs(own - given) <= 1) }
    #expect(abs(lagged.reduce(0, +) - plan.lagged.reduce(0, +)) <= 5)
    #expect(lagged.reduce(0, +) < 0.97 * steady.reduce(0, +))
  }

  /// Staff by formulas of the test's own: Erlang C from sums of a Poisson law, at the load that came in a quarter of an hour and
  /// at the mean of what is being served in it, from the differential equation of a group without end, second by second.
  private static func plan(of offered: [Double], handleTime: Double) -> (steady: [Double], lagged: [Double]) {
    func isEnough(_ agents: Int, _ load: Double) -> Bool {
      guard Double(agents) > load else { return false }
      let terms = (1...agents).reduce(into: [1.0]) { $0.append($0[$1 - 1] * load / Double($1)) }
      let tail = terms[agents] * Double(agents) / (Double(agents) - load)
      let waits = tail / (terms.dropLast().reduce(0, +) + tail)
      return 1 - waits * exp(-(Double(agents) - load) * 60 / handleTime) >= 0.8
    }
    func staff(_ load: Double) -> Double { Double((1...).first { isEnough($0, load) } ?? 0) }
    var busy = 0.0
    var lagged: [Double] = []
    for contacts in offered {
      var sum = 0.0
      for _ in 0..<900 {
        sum += busy / 2
        busy += contacts / 900 - busy / handleTime
        sum += busy / 2
      }
      lagged.append(staff(sum / 900))
    }
    return (offered.map { staff($0 * handleTime / 900) }, lagged)
  }
}
