import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct BacklogTests {
  static func scenario(_ clock: ServiceClock = .business, hours: Double = 4) throws -> Scenario {
    try DeferredWorkTests.email(clock, hours: hours)
  }

  /// Agent-hours of each worked day and in all.
  static func hours(_ scenario: Scenario, offered: (Int) -> Double) -> (days: [Double], all: Double, warnings: [String])
  {
    let requirement = Staffing.requirement(
      for: Fixture.forecast(scenario, handleTime: 300, offered: offered), in: scenario)
    let net = requirement.queues[0].netAgents
    let days = (0..<7).map { day in net[(day * 48)..<(day * 48 + 48)].reduce(0, +) / 2 }
    return (days, days.reduce(0, +), requirement.warnings)
  }

  @Test("a backlog adds its work once, before its deadline", arguments: [ServiceClock.wall, .business])
  func conserved(clock: ServiceClock) throws {
    var scenario = try Self.scenario(clock, hours: 24)
    // Only while the queue is worked, so that all of it is finished inside the horizon.
    func worked(_ interval: Int) -> Double {
      scenario.isWorked(scenario.queues[0], at: scenario.grid.instant(of: interval), holidays: [:]) ? 6 : 0
    }
    let before = Self.hours(scenario, offered: worked)
    scenario.backlog = [BacklogBatch(queue: "queue", contacts: 120)]
    let after = Self.hours(scenario, offered: worked)
    #expect(abs(after.all - before.all - 120 * 300 / 3600) < 1e-9)
    #expect(after.warnings.isEmpty)
  }

  @Test("a goal of 4 business hours leaves a batch that waited 3 of them on Friday one hour on Monday") func ages()
    throws
  {
    var scenario = try Self.scenario(.business, hours: 4)
    let monday = Zone.utc.startOfDay(scenario.horizon.first)
    let friday17 = monday.advanced(bySeconds: (-3 * 24 + 17) * 3600)
    scenario.backlog = [BacklogBatch(queue: "queue", contacts: 24, arrived: friday17)]
    let requirement = Staffing.requirement(
      for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
    // 24 contacts of 300 s are 2 agent-hours, all of them between 08:00 and 09:00; nothing else is to do.
    #expect(requirement.queues[0].netAgents.isEmpty == false)
    scenario.queues[0].handleTime = .seconds(300)
    let known = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
    #expect(abs(known.queues[0].netAgents[16] - 2) < 1e-9 && abs(known.queues[0].netAgents[17] - 2) < 1e-9)
    #expect(known.queues[0].netAgents[18] < 1e-9)

    // On the wall clock the same batch is overdue, and the plan says so.
    scenario.queues[0].goal.clock = .wall
    let overdue = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
    #expect(
      overdue.warnings.contains { $0.contains("24.0 contacts of the backlog fall due before") }, "\(overdue.warnings)")
    #expect(abs(overdue.queues[0].netAgents[16] - 4) < 1e-9, "first of all, in the first worked half hour")
  }

  @Test("a written deadline is kept whatever the goal, and one after the horizon asks for no hurry") func deadlines()
    throws
  {
    var scenario = try Self.scenario(.business, hours: 1)
    scenario.queues[0].handleTime = .seconds(300)
    let monday = Zone.utc.startOfDay(scenario.horizon.first)
    scenario.backlog = [BacklogBatch(queue: "queue", contacts: 48, due: monday.advanced(bySeconds: 12 * 3600))]
    let net = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
      .queues[0].netAgents
    for interval in 16..<24 { #expect(abs(net[interval] - 1) < 1e-9) }
    scenario.backlog[0].due = monday.advanced(bySeconds: 30 * 86_400)
    let relaxed = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
      .queues[0].netAgents
    #expect(abs(relaxed.reduce(0, +) - 8) < 1e-9)
    #expect((relaxed.max() ?? 1) < 0.1)
  }

  @Test("a backlog waits for its turn when service is judged: nobody finishes new mail before it") func service() throws
  {
    var scenario = try Self.scenario(.business, hours: 2)
    let forecast = Fixture.forecast(scenario, handleTime: 300) { $0 == 16 ? 12 : 0 }
    let start = scenario.grid.instant(of: 16)
    let shift = Shift(
      agent: "A1", date: scenario.horizon.first, site: "site", start: start, end: start.advanced(bySeconds: 7200),
      paidMinutes: 120, breaks: [])
    scenario.agents = [Fixture.agent]
    let roster = Roster(
      shifts: [shift], spells: [QueueSpell(agent: "A1", start: shift.start, end: shift.end, queues: [0])])
    func levels() throws -> (planned: Double, played: Double) {
      let requirement = Staffing.requirement(for: forecast, in: scenario)
      let played = try Staffing.simulate(
        roster, paths: MixedTeamTests.paths(requirement, count: 400, seed: 2), requirement: requirement, in: scenario,
        seed: 2)
      return (
        Staffing.coverage(of: roster, requirement: requirement, in: scenario).queues[0].serviceLevel[16],
        try #require(played.queues[0].intervals[16]).serviceLevel.value
      )
    }
    let alone = try levels()
    #expect(alone.planned > 0.95)  // 12 contacts are an hour of two.
    #expect(abs(alone.planned - alone.played) < 0.03, "\(alone)")
    scenario.backlog = [BacklogBatch(queue: "queue", contacts: 18)]
    let behind = try levels()
    #expect(abs(behind.planned - 0.5) < 0.1)  // The backlog takes an hour and a half; half an hour is left.
    #expect(abs(behind.planned - behind.played) < 0.05, "\(behind)")
  }
}

@Suite struct PlayedBacklogTests {
  @Test("a backlog waits from the start when a roster is played") func played() throws {
    var scenario = try BacklogTests.scenario()
    scenario.queues[0].handleTime = .seconds(300)
    scenario.backlog = [
      BacklogBatch(queue: "queue", contacts: 45), BacklogBatch(queue: "queue", contacts: 15),
    ]
    let requirement = Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300) { _ in 0 }, in: scenario)
    let nothing = [[[Double](repeating: 0, count: scenario.grid.count)]]
    let result = try Staffing.simulate(
      Roster(shifts: []), paths: nothing + nothing, requirement: requirement, in: scenario, seed: 1)
    #expect(result.queues[0].waiting[0].value == 60)
  }
}

@Suite struct GapFillingTests {
  /// Numbers that look random, from a seed.
  struct Draw {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
  }

  @Test(
    "work is conserved, never done before it arrives and never late, and gaps are not overfilled", arguments: 1...200)
  func laws(seed: UInt64) {
    var draw = Draw(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let steps = 1 + Int(draw.next() * 60)
    let deadline = Int(draw.next() * 8)
    let amount = draw.next() < 0.3 ? 0 : draw.next() * 4
    var arrived: [Double] = []
    var gaps: [Double] = []
    for _ in 0..<steps {
      arrived.append((arrived.last ?? 0) + (draw.next() < 0.3 ? draw.next() * 10 : 0))
      gaps.append(draw.next() < 0.5 ? draw.next() * amount : 0)
    }
    let due = arrived.indices.map { $0 >= deadline ? arrived[$0 - deadline] : 0 }
    let split = GapFilling.split(arrived: arrived, due: due, gaps: gaps)
    var done = 0.0
    for step in arrived.indices {
      #expect(split.own[step] >= 0 && split.inGaps[step] >= 0 && split.inGaps[step] <= gaps[step] + 1e-9)
      done += split.own[step] + split.inGaps[step]
      #expect(done <= arrived[step] + 1e-9, "seed \(seed): done before it arrives")
      #expect(done >= due[step] - 1e-9, "seed \(seed): late")
    }
    #expect(abs(done - (arrived.last ?? 0)) < 1e-9, "seed \(seed): not all is done")
    // With no gaps it is the plain string; gaps never raise the peak.
    let plain = TautString.slopes(lower: due, upper: arrived)
    #expect((split.own.max() ?? 0) <= (plain.max() ?? 0) + 1e-9)
    let none = GapFilling.split(arrived: arrived, due: due, gaps: gaps.map { _ in 0 })
    for (one, other) in zip(none.own, plain) { #expect(abs(one - other) < 1e-9) }
  }
}

@Suite struct BlendTests {
  /// A phone queue and an email queue, both served by the given people.
  static func scenario(reserve: Double?) throws -> Scenario {
    var scenario = try Fixture.scenario(patience: .seconds(120), agents: [Fixture.agent])
    var email = scenario.queues[0]
    email.id = "email"
    email.channel = .email
    email.patience = nil
    email.goal = ServiceGoal(answered: 0.9, within: .hours(4), clock: .business)
    email.blend = reserve.map { Blend(with: ["queue"], reserve: $0) }
    scenario.queues.append(email)
    return scenario
  }

  static func forecast(_ scenario: Scenario) -> Forecast {
    var forecast = Fixture.forecast(scenario, handleTime: 300) { Double($0 % 4) * 2 + 6 }
    var mail = forecast.queues[0]
    mail.queue = "email"
    mail.offered = mail.offered.map { $0 > 0 ? 4 : 0 }
    forecast.queues.append(mail)
    return forecast
  }

  static func emailHours(_ scenario: Scenario) -> Double {
    Staffing.requirement(for: forecast(scenario), in: scenario).queues[1].netAgents.reduce(0, +) / 2
  }

  @Test("email in the gaps of the phone needs fewer people of its own, the fewer the smaller the reserve")
  func reserve() throws {
    let apart = Self.emailHours(try Self.scenario(reserve: nil))
    var last = 0.0
    for reserve in [0.0, 0.25, 0.5, 1, 2, 50] {
      let hours = Self.emailHours(try Self.scenario(reserve: reserve))
      #expect(hours >= last - 1e-9 && hours <= apart + 1e-9)
      last = hours
    }
    #expect(Self.emailHours(try Self.scenario(reserve: 0)) < 0.9 * apart)
    #expect(abs(last - apart) < 1e-9, "a reserve of everybody leaves no gaps")
  }

  @Test("the phone's own requirement does not change, and people who do not serve email leave it no gaps") func others()
    throws
  {
    let blended = try Self.scenario(reserve: 0)
    let apart = try Self.scenario(reserve: nil)
    let one = Staffing.requirement(for: Self.forecast(blended), in: blended)
    let other = Staffing.requirement(for: Self.forecast(apart), in: apart)
    #expect(one.queues[0] == other.queues[0])
    var phoneOnly = blended
    phoneOnly.agents[0].skills = ["phone", "L1"]
    #expect(abs(Self.emailHours(phoneOnly) - Self.emailHours(apart)) < 1e-9)
  }

  @Test("what the phone's people do in their gaps counts for the email's service") func coverage() throws {
    var blended = try Self.scenario(reserve: 0)
    let start = blended.grid.instant(of: 16)
    let end = start.advanced(bySeconds: 12 * 3600)
    blended.agents = (0..<8).map {
      var agent = Fixture.agent
      agent.id = "A\($0)"
      return agent
    }
    let shifts = blended.agents.map {
      Shift(
        agent: $0.id, date: blended.horizon.first, site: "site", start: start, end: end, paidMinutes: 720, breaks: [])
    }
    // Everybody is rostered on the phone and nobody on email.
    let roster = Roster(
      shifts: shifts, spells: shifts.map { QueueSpell(agent: $0.agent, start: start, end: end, queues: [0]) })
    func levels(_ scenario: Scenario) -> ArraySlice<Double> {
      let requirement = Staffing.requirement(for: Self.forecast(scenario), in: scenario)
      return Staffing.coverage(of: roster, requirement: requirement, in: scenario).queues[1].serviceLevel[16..<30]
    }
    #expect(levels(blended).allSatisfy { $0 > 0.999 })
    var apart = blended
    apart.queues[1].blend = nil
    #expect(levels(apart).allSatisfy { $0 == 0 })
  }
}
