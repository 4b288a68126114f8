import Queueing
import Testing
import Units

@Suite struct SimulationTests {
  typealias Centre = ContactCentre

  /// One queue of 10 erlangs with patience, one team.
  private func plainCentre(people: Int = 10, horizon: Seconds = .hours(200)) -> Centre {
    var centre = Centre(
      queues: [
        .init(arrivals: .constant(10.0 / 180), patience: .seconds(90), threshold: .seconds(20), routes: [0])
      ],
      teams: [.init(skills: [.init(queue: 0, handleTime: .seconds(180))], staffing: [(.seconds(0), people)])],
      horizon: horizon)
    centre.warmUp = .hours(2)
    return centre
  }

  @Test("a plain queue plays as Erlang A computes")
  func plainQueue() throws {
    let result = try Simulator(plainCentre(), seed: 1).run(replications: 200)
    let exact = ErlangA(load: Erlangs(10), handleTime: .seconds(180), patience: .seconds(90))
      .performance(agents: 10, within: .seconds(20))
    let own = result.queue(0)
    for definition in ServiceLevelDefinition.allCases where definition != .virtual {
      expect(own.serviceLevel(definition), exact.serviceLevel(definition))
    }
    expect(own.abandoned, exact.abandoned)
    expect(own.waitProbability, exact.waitProbability)
    expect(own.averageWait, exact.averageWait.value)
    expect(result.team(0).occupancy, exact.occupancy)
    #expect(own.serviceLevel().halfWidth < 0.004)
  }

  private func expect(_ own: Estimate, _ exact: Double) {
    #expect(abs(own.value - exact) < 4 * own.halfWidth / 1.96, "\(own) for \(exact)")
  }

  @Test("the same seed plays the same, another seed does not")
  func seeds() throws {
    let first = try Simulator(plainCentre(), seed: 5).run(replications: 40).queue(0).serviceLevel()
    #expect(try Simulator(plainCentre(), seed: 5).run(replications: 40).queue(0).serviceLevel() == first)
    #expect(try Simulator(plainCentre(), seed: 6).run(replications: 40).queue(0).serviceLevel() != first)
  }

  @Test("whoever arrives is answered or hangs up", arguments: [0, 3, 10, 30])
  func conservation(people: Int) throws {
    var centre = plainCentre(people: people, horizon: .hours(20))
    centre.warmUp = .seconds(0)
    centre.interval = .minutes(15)
    let result = try Simulator(centre, seed: 3).run(replications: 10)
    #expect(result.intervals == 80)
    for interval in Array(0..<80) + [nil] as [Int?] {
      let all = result.queue(0, interval: interval)
      #expect(abs(all.answered.value + all.abandoned.value * all.offered.value - all.offered.value) < 1e-9)
    }
    if people == 0 { #expect(result.queue(0).abandoned.value == 1) }
  }

  @Test("redials add the load that the fixed point says when they come late")
  func redials() throws {
    var centre = plainCentre(people: 9, horizon: .hours(400))
    centre.queues[0].redialShare = 0.5
    centre.queues[0].redialDelay = .hours(3)
    centre.warmUp = .hours(30)
    let result = try Simulator(centre, seed: 4).run(replications: 100)
    let queue = RedialQueue(
      firstAttempts: ErlangA(load: Erlangs(10), handleTime: .seconds(180), patience: .seconds(90)), redialShare: 0.5)
    let exact = try queue.performance(agents: 9, within: .seconds(20))
    #expect(abs(result.queue(0).serviceLevel().value - exact.serviceLevel()) < 0.01)
    #expect(abs(result.queue(0).redialled.value - 0.5 * exact.abandoned) < 0.005)
  }

  @Test("an overnight shift with a break answers while it is there and nobody while it is not")
  func overnight() throws {
    // On from 22:00 to 02:00 and from 03:00 to 06:00 of the next day; one call a minute, half a minute of work.
    var centre = Centre(
      queues: [.init(arrivals: .constant(1.0 / 60), patience: .seconds(5), threshold: .seconds(20), routes: [0])],
      teams: [
        .init(
          skills: [.init(queue: 0, handleTime: .seconds(30))],
          staffing: [(.hours(22), 4), (.hours(26), 0), (.hours(27), 4), (.hours(30), 0)])
      ],
      horizon: .hours(36))
    centre.interval = .hours(1)
    let result = try Simulator(centre, seed: 9).run(replications: 50)
    for hour in 0..<36 {
      let isStaffed = (22..<26).contains(hour) || (27..<30).contains(hour)
      let level = result.queue(0, interval: hour).serviceLevel().value
      #expect(isStaffed ? level > 0.95 : level < 0.05, "hour \(hour): \(level)")
    }
    #expect(abs(result.team(0).occupancy.value - 0.125) < 0.01)  // 0.5 erlangs on 4 people
  }

  @Test("urgent contacts wait less, and the work done is the same")
  func priorities() throws {
    func centre(_ urgent: Int) -> Centre {
      let line = Centre.Line(arrivals: .constant(5.0 / 180), patience: nil, threshold: .seconds(20), routes: [0])
      let skills = [
        Centre.Skill(queue: 0, handleTime: .seconds(180), priority: urgent),
        Centre.Skill(queue: 1, handleTime: .seconds(180), priority: 1),
      ]
      var centre = Centre(
        queues: [line, line], teams: [.init(skills: skills, staffing: [(.seconds(0), 12)])], horizon: .hours(300))
      centre.warmUp = .hours(3)
      return centre
    }
    let equal = try Simulator(centre(1), seed: 2).run(replications: 100)
    let urgent = try Simulator(centre(0), seed: 2).run(replications: 100)
    let exact = ErlangC(load: Erlangs(10), handleTime: .seconds(180)).performance(agents: 12, within: .seconds(20))
    expect(equal.queue(nil).averageWait, exact.averageWait.value)
    expect(urgent.queue(nil).averageWait, exact.averageWait.value)
    // With r = 10/12 and priorities the urgent half waits C AHT / (n - A/2), after Cobham (1954).
    expect(urgent.queue(0).averageWait, exact.waitProbability * 180 / (12 - 5))
    #expect(urgent.queue(1).averageWait.value > equal.queue(1).averageWait.value)
    expect(urgent.team(0).occupancy, exact.occupancy)
  }

  @Test("the longest idle and the most idle rule share work evenly, the listed order does not")
  func routing() throws {
    func occupancies(_ routing: Centre.Routing) throws -> [Double] {
      var centre = Centre(
        queues: [
          .init(
            arrivals: .constant(3.0 / 180), patience: .seconds(300), threshold: .seconds(20), routes: [0, 1, 2, 3, 4])
        ],
        teams: (0..<5).map { _ in
          .init(skills: [.init(queue: 0, handleTime: .seconds(180))], staffing: [(.seconds(0), 1)])
        },
        horizon: .hours(500))
      centre.routing = routing
      let result = try Simulator(centre, seed: 8).run(replications: 20)
      return (0..<5).map { result.team($0).occupancy.value }
    }
    let listed = try occupancies(.listedOrder)
    #expect(listed == listed.sorted(by: >))
    #expect(listed[0] - listed[4] > 0.2)
    for rule in [Centre.Routing.longestIdle, .mostIdle] {
      let shares = try occupancies(rule)
      #expect(try #require(shares.max()) - #require(shares.min()) < 0.02, "\(rule): \(shares)")
    }
    // Who answers does not change how much is answered.
    #expect(abs(listed.reduce(0, +) - (try occupancies(.mostIdle)).reduce(0, +)) < 0.05)
  }

  @Test("mail fills the gaps, keeps the reserve free and is all finished in the end")
  func blend() throws {
    func centre(reserve: Int) -> Centre {
      var centre = plainCentre(people: 16, horizon: .hours(100))
      var mail = Centre.Line(
        arrivals: .constant(1.0 / 300), patience: nil, threshold: .seconds(0), routes: [0])
      var deferral = Centre.Deferral(deadline: .hours(4))
      deferral.reserve = reserve
      deferral.openingBacklog = 20
      mail.deferral = deferral
      centre.queues.append(mail)
      centre.teams[0].skills.append(.init(queue: 1, handleTime: .seconds(480)))
      centre.warmUp = .seconds(0)
      return centre
    }
    let alone = try Simulator(plainCentre(people: 16, horizon: .hours(100)), seed: 1).run(replications: 40)
    var last = 0.0
    for reserve in [0, 2, 4] {
      let result = try Simulator(centre(reserve: reserve), seed: 1).run(replications: 40)
      let voice = result.queue(0).serviceLevel().value
      #expect(voice > last)
      #expect(voice < alone.queue(0).serviceLevel().value)
      last = voice
      #expect(result.queue(1).finished.value == 1)
      #expect(result.queue(1).averageFinishTime.value >= 400)  // waiting, and 480 seconds of work on average
      // Work done is work brought: 10 erlangs less hang-ups, 1.6 erlangs of mail and 20 mails of 480 seconds.
      let expected = 10 * (1 - result.queue(0).abandoned.value) + 1.6 + 20 * 480 / 360_000.0
      #expect(abs(result.team(0).occupancy.value * 16 - expected) < 0.1)
    }
  }

  @Test("an uncertain forecast widens what the days look like and costs service")
  func uncertainForecast() throws {
    let certain = try Simulator(plainCentre(people: 12, horizon: .hours(20)), seed: 1).run(replications: 400)
    let uncertain = try Simulator(plainCentre(people: 12, horizon: .hours(20)), seed: 1, rateVariation: 0.3)
      .run(replications: 400)
    #expect(uncertain.queue(0).offered.halfWidth > 2 * certain.queue(0).offered.halfWidth)
    #expect(uncertain.queue(0).serviceLevel().value < certain.queue(0).serviceLevel().value)
    let rate = try UncertainRate(
      model: QueueModel(load: Erlangs(10), handleTime: .seconds(180), patience: .seconds(90)), variation: 0.3)
    let exact = try rate.serviceLevel(agents: 12, within: .seconds(20))
    #expect(abs(uncertain.queue(0).serviceLevel().value - exact) < 0.02)
  }

  @Test("a centre that cannot be played is refused by name")
  func refusals() throws {
    var centre = plainCentre()
    centre.teams[0].skills[0].handleTimes = []
    #expect(throws: SimulationError.noConcurrency(team: 0)) { try Simulator(centre, seed: 1) }
    centre = plainCentre()
    centre.queues[0].routes = [1]
    #expect(throws: SimulationError.unknownIndex(1)) { try Simulator(centre, seed: 1) }
    centre = plainCentre()
    centre.teams[0].staffing = [(.seconds(10), 1), (.seconds(5), 2)]
    #expect(throws: SimulationError.staffingOutOfOrder(team: 0)) { try Simulator(centre, seed: 1) }
    centre = plainCentre()
    centre.horizon = .seconds(0)
    #expect(throws: SimulationError.timeOutOfRange(0)) { try Simulator(centre, seed: 1) }
    #expect(throws: SimulationError.tooFewReplications(1)) {
      try Simulator(plainCentre(), seed: 1).run(replications: 1)
    }
    let nobody = Centre(queues: [], teams: [], horizon: .hours(1))
    #expect(try Simulator(nobody, seed: 1).run(replications: 2).contacts == 0)
  }
}
