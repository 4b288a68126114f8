import Staffing
import Testing
import Timeline
import Units
import Workforce

/// What people who do nothing else can be expected to do of work that waits, held against what is played.
@Suite struct DeferredServiceTests {
  /// Weekdays 8 to 20 with so many people, and the same mails in every open half hour.
  private static func played(
    _ scenario: Scenario, people: Int, mails: Double, mailSeconds: Double
  ) throws -> (planned: Double, played: Double, halfWidth: Double) {
    var scenario = scenario
    scenario.agents = RosterSimulationTests.agents(people)
    let forecast = Fixture.forecast(scenario, handleTime: mailSeconds) { _ in mails }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let roster = RosterSimulationTests.roster(scenario, people: people)
    let found = try Staffing.simulate(
      roster, paths: MixedTeamTests.paths(requirement, count: 60, seed: 3), requirement: requirement, in: scenario,
      seed: 3)
    let mail = try #require(found.queues[0].total).serviceLevel
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    return (CoverageOfMailTests.level(coverage, 0, requirement), mail.value, mail.halfWidth)
  }

  @Test(
    "where hardly more people are there than the mail needs, no more of it is expected in time than is played",
    arguments: [ServiceClock.wall, .business],
    [
      // Of a mean day all is in time, of fewer people nearly nothing.
      (people: 3, mails: 8.0, seconds: 600.0, hours: 1.0), (3, 8, 600, 2), (2, 8, 600, 2), (4, 20, 300, 1),
      (16, 30, 900, 1), (14, 30, 900, 4),
    ])
  func tight(clock: ServiceClock, team: (people: Int, mails: Double, seconds: Double, hours: Double)) throws {
    let scenario = try DeferredWorkTests.email(clock, hours: team.hours)
    let found = try Self.played(scenario, people: team.people, mails: team.mails, mailSeconds: team.seconds)
    #expect(abs(found.planned - found.played) < 0.04 + found.halfWidth, "\(found)")
  }

  @Test("mail of the last evening that falls due inside the horizon counts as that of the evenings before")
  func lastEvening() throws {
    var scenario = try DeferredWorkTests.email(.wall, hours: 4)
    scenario.agents = RosterSimulationTests.agents(1)
    let forecast = Fixture.forecast(scenario, handleTime: 300) { $0 < 240 && $0 % 48 == 39 ? 9 : 0 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let roster = RosterSimulationTests.roster(scenario, people: 1)
    let levels = Staffing.coverage(of: roster, requirement: requirement, in: scenario).queues[0].serviceLevel
    let found = try Staffing.simulate(
      roster, paths: MixedTeamTests.paths(requirement, count: 40, seed: 5), requirement: requirement, in: scenario,
      seed: 5)
    // From half past seven in the evening six of nine can be done before eight.
    for day in 0..<5 {
      let evening = day * 48 + 39
      #expect(levels[evening] > 0.3 && levels[evening] < 0.8, "day \(day): \(levels[evening])")
      let share = try #require(found.queues[0].intervals[evening]).serviceLevel.value
      #expect(abs(share - levels[evening]) < 0.2, "day \(day): \(share) played, \(levels[evening]) planned")
    }
  }

  @Test(
    "a backlog that hardly more people work off than the usual mail needs takes as long by formula as it is played",
    arguments: [20.0, 60])
  func recovery(backlog: Double) throws {
    var scenario = try DeferredWorkTests.email(.business, hours: 8)
    scenario.agents = RosterSimulationTests.agents(3)
    // 2.7 of 3 people are busy.
    let forecast = Fixture.forecast(scenario, handleTime: 600) { _ in 8 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let roster = RosterSimulationTests.roster(scenario, people: 3)
    let first = 16
    let formula = Staffing.recovery(of: [backlog], at: first, with: roster, requirement: requirement, in: scenario)
    let played = try Staffing.simulatedRecovery(
      of: [backlog], at: first, with: roster, paths: MixedTeamTests.paths(requirement, count: 200, seed: 7),
      requirement: requirement, in: scenario, seed: 7)
    // What is left after two days, as a share of what there was.
    for interval in [24, 48, 72] {
      let (left, right) = (formula[0].left[interval] / backlog, played[0].left[interval] / backlog)
      #expect(abs(left - right) < 0.08, "after \(interval) half hours \(left) by formula, \(right) played")
    }
  }

  @Test(
    "people who do nothing else are asked for in a number with which mail that comes by chance meets its goal",
    arguments: [ServiceClock.wall, .business], [1.0, 4, 24])
  func enough(clock: ServiceClock, hours: Double) throws {
    var scenario = try DeferredWorkTests.email(clock, hours: hours)
    scenario.agents = [Fixture.agent]
    // On weekdays until four, so that by the clock as well all can be done in time.
    let forecast = Fixture.forecast(scenario, handleTime: 600) { $0 < 240 && (16..<32).contains($0 % 48) ? 8 : 0 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let net = requirement.queues[0].netAgents
    let coverage = Staffing.coverage(giving: [net], requirement: requirement, in: scenario)
    let level = CoverageOfMailTests.level(coverage, 0, requirement)
    #expect(level > 0.897, "\(level)")
    // No more than that: where the mean work is too little, the goal is just met.
    let work = 5 * 16 * 8 * 600.0 / 1800
    #expect(abs(net.reduce(0, +) - work) < 1e-6 || level < 0.91, "\(level) with \(net.reduce(0, +) / 2) h")
    // Whoever takes calls too helps out, and the mean work is asked for.
    var shared = scenario
    var phone = shared.queues[0]
    (phone.id, phone.channel) = ("phone", .phone)
    shared.queues.append(phone)
    var calls = forecast.queues[0]
    (calls.queue, calls.offered) = ("phone", calls.offered.map { _ in 0 })
    let both = Forecast(grid: forecast.grid, queues: forecast.queues + [calls])
    let mean = Staffing.requirement(for: both, in: shared).queues[0].netAgents
    #expect(abs(mean.reduce(0, +) - work) < 1e-6)
  }

  @Test("queues of mail that the same people work are expected in time as they are played", arguments: [2, 12])
  func together(count: Int) throws {
    var scenario = try DeferredWorkTests.email(.business, hours: 2)
    scenario.agents = RosterSimulationTests.agents(3)
    var forecast = Fixture.forecast(scenario, handleTime: 600) { _ in 8 / Double(count) }
    for place in 1..<count {
      scenario.queues.append(scenario.queues[0])
      scenario.queues[place].id = "mail\(place)"
      forecast.queues.append(forecast.queues[0])
      forecast.queues[place].queue = "mail\(place)"
    }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    var roster = RosterSimulationTests.roster(scenario, people: 3)
    roster.spells = roster.shifts.map {
      QueueSpell(agent: $0.agent, start: $0.start, end: $0.end, queues: Array(0..<count))
    }
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    let found = try Staffing.simulate(
      roster, paths: MixedTeamTests.paths(requirement, count: 60, seed: 3), requirement: requirement, in: scenario,
      seed: 3)
    for queue in 0..<count {
      let (planned, mail) = (
        CoverageOfMailTests.level(coverage, queue, requirement), try #require(found.queues[queue].total).serviceLevel
      )
      #expect(abs(planned - mail.value) < 0.05 + mail.halfWidth, "\(planned) planned, \(mail) played")
    }
  }
}
