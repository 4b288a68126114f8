import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct DeferredWorkTests {
  static func email(_ clock: ServiceClock, hours: Double, answered: Double = 0.9) throws -> Scenario {
    try Fixture.scenario(channel: .email, goal: ServiceGoal(answered: answered, within: .hours(hours), clock: clock))
  }

  /// Cumulative work arrived and planned, in agent-seconds, at the end of each interval.
  static func curves(_ scenario: Scenario, _ forecast: Forecast) -> (
    arrived: [Double], planned: [Double], net: [Double]
  ) {
    let net = Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents
    var arrived: [Double] = []
    var planned: [Double] = []
    for index in net.indices {
      arrived.append(
        (arrived.last ?? 0) + forecast.queues[0].offered[index] * forecast.queues[0].averageHandleTime[index])
      planned.append((planned.last ?? 0) + net[index] * 1800)
    }
    return (arrived, planned, net)
  }

  @Test(
    "email is never finished before it arrives, and all of it is finished in the end",
    arguments: [ServiceClock.wall, .business], [1.0, 4.0, 24.0])
  func conservation(clock: ServiceClock, hours: Double) throws {
    var scenario = try Self.email(clock, hours: hours)
    var forecast = Fixture.forecast(scenario, handleTime: 300) { Double(($0 * 7919) % 13) }
    // People who take calls as well, of which none come: what is asked for is the mean work.
    var phone = scenario.queues[0]
    (phone.id, phone.channel) = ("phone", .phone)
    scenario.queues.append(phone)
    scenario.agents = [Fixture.agent]
    var calls = forecast.queues[0]
    (calls.queue, calls.offered) = ("phone", calls.offered.map { _ in 0 })
    forecast.queues.append(calls)
    let (arrived, planned, net) = Self.curves(scenario, forecast)
    #expect(arrived.indices.allSatisfy { planned[$0] <= arrived[$0] + 1e-6 })
    #expect(net.allSatisfy { $0 >= 0 })
    // Weekend mail arrives after the last worked interval of the horizon and is not finished inside it.
    let lastWorked = try #require(
      net.indices.last { scenario.isWorked(scenario.queues[0], at: scenario.grid.instant(of: $0), holidays: [:]) })
    #expect(abs(planned[lastWorked] - arrived[lastWorked]) < 1e-6)
  }

  @Test(
    "a goal shorter than an interval is met by people in the number required, and the plan says what it was taken for",
    arguments: [ServiceClock.wall, .business])
  func shorterThanAnInterval(clock: ServiceClock) throws {
    var scenario = try Self.email(clock, hours: 1.0 / 3)
    scenario.agents = [Fixture.agent]
    let forecast = Fixture.forecast(scenario, handleTime: 300) { index in
      scenario.isWorked(scenario.queues[0], at: scenario.grid.instant(of: index), holidays: [:]) ? 3 : 0
    }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    #expect(requirement.warnings.allSatisfy { !$0.contains("late whatever") }, "\(requirement.warnings)")
    #expect(requirement.warnings.contains { $0.contains("shorter than an interval") }, "\(requirement.warnings)")
    let coverage = Staffing.coverage(
      giving: [requirement.queues[0].netAgents], requirement: requirement, in: scenario)
    // By the clock what comes in the last minutes of a day is late whatever the staff.
    #expect(CoverageOfMailTests.level(coverage, 0, requirement) > (clock == .business ? 0.899 : 0.85))
  }

  @Test("work stays inside the opening hours") func openingHours() throws {
    let scenario = try Self.email(.business, hours: 4)
    let forecast = Fixture.forecast(scenario, handleTime: 300) { _ in 5 }
    let net = Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents
    for index in net.indices where net[index] > 0 {
      #expect(scenario.isWorked(scenario.queues[0], at: scenario.grid.instant(of: index), holidays: [:]))
    }
  }

  @Test("a longer deadline never needs a higher peak") func peak() throws {
    var last = Double.infinity
    for hours in [0.5, 1, 2, 4, 8, 24.0] {
      let scenario = try Self.email(.business, hours: hours)
      let forecast = Fixture.forecast(scenario, handleTime: 300) { Double(($0 * 7919) % 13) }
      let peak = Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents.max() ?? 0
      #expect(peak <= last + 1e-9)
      last = peak
    }
  }

  @Test(
    "people in the number of the planned peak finish everything in time, nobody finishes nothing",
    arguments: [ServiceClock.wall, .business])
  func service(clock: ServiceClock) throws {
    var scenario = try Self.email(clock, hours: 4)
    let forecast = Fixture.forecast(scenario, handleTime: 300) { index in
      // From 8 to 16, so that nothing falls due before people are back.
      index < 240 && (16..<32).contains(index % 48) ? Double(index % 9) : 0
    }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let peak = Int((requirement.queues[0].netAgents.max() ?? 0).rounded(.up))
    var shifts: [Shift] = []
    var spells: [QueueSpell] = []
    for person in 0..<peak {
      var agent = Fixture.agent
      agent.id = "A\(person)"
      scenario.agents.append(agent)
      for date in scenario.horizon.dates.prefix(5) {
        let start = Zone.utc.startOfDay(date).advanced(bySeconds: 8 * 3600)
        let end = start.advanced(bySeconds: 12 * 3600)
        shifts.append(
          Shift(agent: agent.id, date: date, site: "site", start: start, end: end, paidMinutes: 720, breaks: []))
        spells.append(QueueSpell(agent: agent.id, start: start, end: end, queues: [0]))
      }
    }
    let staffed = Staffing.coverage(
      of: Roster(shifts: shifts, spells: spells), requirement: requirement, in: scenario)
    let levels = staffed.queues[0].serviceLevel.filter { !$0.isNaN }
    #expect(!levels.isEmpty && levels.allSatisfy { $0 > 0.999 })
    let unstaffed = Staffing.coverage(of: Roster(shifts: []), requirement: requirement, in: scenario)
    let none = unstaffed.queues[0].serviceLevel.filter { !$0.isNaN }
    #expect(!none.isEmpty && none.allSatisfy { $0 == 0 })
  }

  @Test("mail that falls due at night is late whatever the staff, and the plan says so") func lateAnyway() throws {
    let scenario = try Self.email(.wall, hours: 2)
    let forecast = Fixture.forecast(scenario, handleTime: 300) { _ in 3 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    #expect(requirement.warnings.contains { $0.contains("before the queue is next worked") })
  }

  @Test("no mail needs nobody") func nothing() throws {
    let scenario = try Self.email(.wall, hours: 2)
    let requirement = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
    #expect(requirement.queues[0].netAgents.allSatisfy { $0 == 0 })
    #expect(requirement.warnings.isEmpty)
  }
}
