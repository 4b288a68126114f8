import Chance
import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

/// Email of people who also take calls, played and worked out again by other code.
@Suite struct MixedTeamTests {
  /// A phone and an email queue, open 08:00 to 20:00 on weekdays.
  static func scenario(people: Int) throws -> Scenario {
    var scenario = try Fixture.scenario(patience: .seconds(90), agents: RosterSimulationTests.agents(people))
    var mail = scenario.queues[0]
    mail.id = "mail"
    mail.channel = .email
    mail.patience = nil
    mail.goal = ServiceGoal(answered: 0.9, within: .hours(4), clock: .business)
    scenario.queues.append(mail)
    return scenario
  }

  /// The same contacts in every open half hour.
  static func requirement(
    _ scenario: Scenario, calls: Double, callSeconds: Double, mails: Double, mailSeconds: Double
  ) -> Requirement {
    let grid = scenario.grid
    let isOpen = grid.indices.map { scenario.isOpen(scenario.queues[0], at: grid.instant(of: $0), holidays: [:]) }
    let queues = [("queue", calls, callSeconds), ("mail", mails, mailSeconds)].map { id, offered, seconds in
      let volumes = isOpen.map { $0 ? offered : 0 }
      return QueueForecast(
        queue: id, isOpen: isOpen, offered: volumes, p10: volumes, p90: volumes,
        averageHandleTime: volumes.map { _ in seconds }, eightWeekMean: volumes)
    }
    return Staffing.requirement(for: Forecast(grid: grid, queues: queues), in: scenario)
  }

  /// Counts that scatter around `offered`: fifty draws for each contact expected, of which one in fifty comes.
  static func paths(_ requirement: Requirement, count: Int, seed: UInt64) -> [[[Double]]] {
    var random = RandomStream(seed: seed, replication: 0)
    return (0..<count).map { _ in
      requirement.queues.map { queue in
        queue.offered.map { mean in
          var total = 0.0
          for _ in 0..<Int((mean * 50).rounded()) { total += random.uniform() < 0.02 ? 1 : 0 }
          return total
        }
      }
    }
  }

  /// Share of mail finished in time when it is a fluid that some people work off, minute by minute of the open time.
  static func fluidShare(_ counts: [Double], people: [Double], handleSeconds: Double, deadline: Int) -> (Double, Double)
  {
    var arrived: [Double] = []
    var done: [Double] = []
    for (count, working) in zip(counts, people) {
      for _ in 0..<30 {
        arrived.append((arrived.last ?? 0) + count / 30 * handleSeconds)
        done.append(min(arrived[arrived.count - 1], (done.last ?? 0) + working * 60))
      }
    }
    var inTime = 0.0
    var all = 0.0
    for minute in arrived.indices where minute + deadline < arrived.count {
      let came = counts[minute / 30] / 30
      all += came
      if done[minute + deadline] >= arrived[minute] - 1e-9 { inTime += came }
    }
    return (inTime, all)
  }

  @Test(
    "mail that people work in turns, an hour each, is played as a fluid replay of these hours has it", arguments: 1...3)
  func turns(seed: UInt64) throws {
    let scenario = try Self.scenario(people: 4)
    let mailSeconds = 120.0
    let mails = [10.0, 12, 13][Int(seed) - 1]
    let requirement = Self.requirement(scenario, calls: 4, callSeconds: 240, mails: mails, mailSeconds: mailSeconds)
    var roster = RosterSimulationTests.roster(scenario, people: 4)
    var spells: [QueueSpell] = []
    for (index, shift) in roster.shifts.enumerated() {
      let person = index / 5
      for hour in 0..<12 {
        let start = shift.start.advanced(bySeconds: hour * 3600)
        spells.append(
          QueueSpell(
            agent: shift.agent, start: start, end: start.advanced(bySeconds: 3600),
            queues: hour % 4 == person ? [1] : [0]))
      }
    }
    roster = Roster(shifts: roster.shifts, spells: spells)
    let paths = Self.paths(requirement, count: 40, seed: seed)
    var inTime = 0.0
    var all = 0.0
    for path in paths {
      let open = requirement.grid.indices.filter { requirement.queues[0].offered[$0] > 0 }
      let share = Self.fluidShare(
        open.map { path[1][$0] }, people: open.map { _ in 1 }, handleSeconds: mailSeconds, deadline: 240)
      inTime += share.0
      all += share.1
    }
    let played = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: seed)
    let mail = try #require(played.queues[1].total).serviceLevel
    #expect(abs(mail.value - inTime / all) < 0.03 + mail.halfWidth, "\(mail) played, \(inTime / all) as a fluid")
  }

  @Test(
    "turns of half an hour give mail the time of the roster, whether mails are short or long beside the calls before them",
    arguments: [(30.0, 240.0), (60, 420), (60, 900), (300, 420), (1800, 420)])
  func halfHours(mailSeconds: Double, callSeconds: Double) throws {
    var scenario = try Self.scenario(people: 30)
    scenario.queues[0].patience = .minutes(5)
    // Ten people at mail at any time, a fifth too few, and calls for more than the twenty others.
    let mails = 10 * 1800 * 1.25 / mailSeconds
    let requirement = Self.requirement(
      scenario, calls: 24 * 1800 / callSeconds, callSeconds: callSeconds, mails: mails, mailSeconds: mailSeconds)
    var roster = RosterSimulationTests.roster(scenario, people: 30)
    var spells: [QueueSpell] = []
    for (index, shift) in roster.shifts.enumerated() {
      for half in 0..<24 {
        let start = shift.start.advanced(bySeconds: half * 1800)
        spells.append(
          QueueSpell(
            agent: shift.agent, start: start, end: start.advanced(bySeconds: 1800),
            queues: half % 3 == index / 5 % 3 ? [1] : [0]))
      }
    }
    roster = Roster(shifts: roster.shifts, spells: spells)
    var random = RandomStream(seed: 7, replication: 0)
    // Handle times scatter in the simulation alone: long mails, of which there are few, are played more often.
    let paths = (0..<Int(max(10, mailSeconds / 15))).map { _ in
      requirement.queues.map { queue in queue.offered.map { ($0 + random.uniform()).rounded(.down) } }
    }
    let open = requirement.grid.indices.filter { requirement.queues[0].offered[$0] > 0 }
    var (inTime, all) = (0.0, 0.0)
    for path in paths {
      let share = Self.fluidShare(
        open.map { path[1][$0] }, people: open.map { _ in 10 }, handleSeconds: mailSeconds, deadline: 240)
      inTime += share.0
      all += share.1
    }
    let played = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: 7)
    let mail = try #require(played.queues[1].total).serviceLevel
    #expect(abs(mail.value - inTime / all) < 0.03, "\(mail) played, \(inTime / all) as a fluid")
  }

  @Test("nobody stands idle while mail waits, and calls get at least the service that the plan promises them")
  func nobodyIdle() throws {
    let scenario = try Self.scenario(people: 9)
    let requirement = Self.requirement(scenario, calls: 30, callSeconds: 240, mails: 40, mailSeconds: 600)
    var roster = RosterSimulationTests.roster(scenario, people: 9)
    roster = Roster(
      shifts: roster.shifts,
      spells: roster.shifts.map { QueueSpell(agent: $0.agent, start: $0.start, end: $0.end, queues: [0, 1]) })
    let planned = try #require(
      Staffing.coverage(of: roster, requirement: requirement, in: scenario).queues[0].serviceLevel.first { !$0.isNaN })
    let played = try Staffing.simulate(
      roster, paths: Self.paths(requirement, count: 40, seed: 3), requirement: requirement, in: scenario, seed: 3)
    #expect(played.people.allSatisfy { $0.occupancy.value > 0.985 }, "\(played.people.map(\.occupancy.value))")
    let calls = try #require(played.queues[0].total).serviceLevel.value
    #expect(calls > planned - 0.02, "\(calls) played, \(planned) planned")
  }

  @Test("with calls cut to nothing the same people finish all mail in time")
  func noCalls() throws {
    let scenario = try Self.scenario(people: 9)
    let requirement = Self.requirement(scenario, calls: 60, callSeconds: 240, mails: 22, mailSeconds: 600)
    let roster = RosterSimulationTests.roster(scenario, people: 9)
    let paths = Self.paths(requirement, count: 20, seed: 4)
    func mail(_ paths: [[[Double]]]) throws -> Double {
      let played = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: 4)
      return try #require(played.queues[1].total).serviceLevel.value
    }
    #expect(try mail(paths) < 0.5, "nine people are too few for 8 erlangs of calls and 7.3 of mail")
    let silent = paths.map { [[Double](repeating: 0, count: $0[0].count), $0[1]] }
    #expect(try mail(silent) == 1)
  }
}
