import Queueing
import Testing
import Units

/// People one by one, on changing queues, with drawn arrivals: what a roster needs of the simulator.
@Suite struct PeopleOnQueuesTests {
  typealias Centre = ContactCentre

  /// A call a minute for an hour at one queue, handled in a second.
  static func minutes(_ count: Int = 60) -> ArrivalRate { .moments((0..<count).map { Double($0) * 60 + 30 }) }

  static func line(_ arrivals: ArrivalRate, routes: [Int], patience: Seconds? = nil) -> Centre.Line {
    Centre.Line(arrivals: arrivals, patience: patience, threshold: .seconds(20), routes: routes)
  }

  @Test("given moments are played one for one, each in its interval")
  func moments() throws {
    var centre = Centre(
      queues: [Self.line(Self.minutes(), routes: [0])],
      teams: [.init(skills: [.init(queue: 0, handleTime: .seconds(1))], staffing: [(.seconds(0), 1)])],
      horizon: .hours(1))
    centre.interval = .minutes(15)
    let played = try centre.play(seed: 1, replication: 0)
    for interval in 0..<4 { #expect(played.count(.offered, queue: 0, interval: interval) == 15) }
    #expect(try centre.play(seed: 1, replication: 0).queueCounts == played.queueCounts)
    centre.queues[0].arrivals = .moments([10, 10])
    #expect(throws: SimulationError.queueOutOfOrder(queue: 0)) { try centre.play(seed: 1, replication: 0) }
  }

  @Test("a person posted elsewhere takes nothing until they are posted back")
  func posting() throws {
    let skills = [Centre.Skill(queue: 0, handleTime: .seconds(1)), .init(queue: 1, handleTime: .seconds(1))]
    var person = Centre.Team(skills: skills, staffing: [(.seconds(0), 1)])
    person.skillsInUse = [(.seconds(0), [0]), (.minutes(30), [1])]
    var centre = Centre(
      queues: [Self.line(Self.minutes(), routes: [0]), Self.line(Self.minutes(), routes: [0])], teams: [person],
      horizon: .hours(1))
    centre.interval = .minutes(30)
    let played = try centre.play(seed: 3, replication: 0)
    #expect(played.count(.inTime, queue: 0, interval: 0) >= 29)
    #expect(played.count(.answered, queue: 0, interval: 1) == 0)
    // Whoever called the second queue too early waits for the change, in order of arrival.
    #expect(played.count(.inTime, queue: 1, interval: 0) == 0)
    #expect(played.count(.answered, queue: 1, interval: 0) == 30)
    #expect(played.count(.answered, queue: 1, interval: 1) == 30)
  }

  @Test("people of a live queue leave it for deferred work only beyond the reserve, others whenever they are free")
  func sharedReserve() throws {
    // Four people on calls and mail, one on mail alone, endless mail and no calls.
    func busyHours(reserve: Int, calls: [Double] = []) throws -> [Double] {
      var mail = Self.line(.moments([]), routes: [0, 1, 2, 3, 4])
      var deferral = Centre.Deferral(deadline: .hours(1))
      deferral.openingBacklog = 100_000
      deferral.reserve = reserve
      deferral.reservedFor = [1]
      mail.deferral = deferral
      let mixed = Centre.Team(
        skills: [.init(queue: 0, handleTime: .seconds(60)), .init(queue: 1, handleTime: .hours(50))],
        staffing: [(.seconds(0), 1), (.hours(9), 0)])
      let alone = Centre.Team(
        skills: [.init(queue: 0, handleTime: .seconds(60))], staffing: [(.seconds(0), 1), (.hours(9), 0)])
      let centre = Centre(
        queues: [mail, Self.line(.moments(calls), routes: [0, 1, 2, 3])],
        teams: Array(repeating: mixed, count: 4) + [alone], horizon: .hours(10))
      let played = try centre.play(seed: 5, replication: 0)
      return (0..<5).map { played.count(.busyTime, team: $0) / 3600 }
    }
    #expect(try busyHours(reserve: 0).allSatisfy { $0 > 8.9 })
    for reserve in 1...4 {
      let hours = try busyHours(reserve: reserve)
      #expect(hours[4] > 8.9, "mail alone knows no reserve")
      #expect(abs(hours[..<4].reduce(0, +) - Double(4 - reserve) * 9) < 0.2, "reserve \(reserve): \(hours)")
    }
    // A call that somebody of the reserve takes for good leaves three, and the reserve is filled up again.
    let hours = try busyHours(reserve: 1, calls: [3 * 3600])
    let mixed = hours[..<4].reduce(0, +)
    #expect(abs(mixed - 27) < 1.3, "\(hours)")
  }

  @Test("somebody who takes calls and mail in turns is at each for as long as the turns last", arguments: [900.0])
  func turnsOfMail(mailSeconds: Double) throws {
    // Calls and mail without end, in turns of half an hour; a call in hand is finished in the turn of the mail.
    let hours = 4_000
    var mail = Self.line(.moments([]), routes: [0])
    mail.deferral = Centre.Deferral(deadline: .hours(1))
    mail.deferral?.openingBacklog = 300_000
    mail.deferral?.isPutAside = true
    var person = Centre.Team(
      skills: [
        .init(queue: 0, handleTime: Seconds(mailSeconds)), .init(queue: 1, handleTime: .seconds(400)),
      ], staffing: [(.seconds(0), 1), (.hours(Double(hours)), 0)])
    person.skillsInUse = (0..<2 * hours).map { (.minutes(30 * Double($0)), [$0 % 2]) }
    let centre = Centre(
      queues: [mail, Self.line(.moments((0..<80_000).map { Double($0) / 10 + 1 }), routes: [0])], teams: [person],
      horizon: .hours(Double(hours)))
    let played = try centre.play(seed: 8, replication: 0)
    let mailHours = played.count(.finished, queue: 0, interval: 0) * mailSeconds / 3600
    let callHours = played.count(.answered, queue: 1, interval: 0) * 400 / 3600
    #expect(abs(mailHours / 2_000 - 1) < 0.04, "\(mailHours) h of mail")
    #expect(abs(callHours / 2_000 - 1) < 0.04, "\(callHours) h of calls")
  }

  @Test("mail put aside for a call is gone on with at once by somebody who is free")
  func putAside() throws {
    var mail = Self.line(.moments([10]), routes: [0, 1])
    mail.deferral = Centre.Deferral(deadline: .hours(1))
    mail.deferral?.isPutAside = true
    var calls = Self.line(.moments([100]), routes: [0])
    calls.claims = [1]
    // The second comes when the mail is in hand, and takes mail alone.
    let centre = Centre(
      queues: [mail, calls],
      teams: [
        .init(
          skills: [.init(queue: 0, handleTime: .hours(50)), .init(queue: 1, handleTime: .hours(50))],
          staffing: [(.seconds(0), 1)]),
        .init(skills: [.init(queue: 0, handleTime: .hours(50))], staffing: [(.seconds(50), 1)]),
      ], horizon: .seconds(1000))
    let played = try centre.play(seed: 4, replication: 0)
    #expect(played.count(.answered, queue: 1, interval: 0) == 1)
    #expect(abs(played.count(.busyTime, team: 1) - 900) < 1e-6)
    #expect(abs(played.count(.busyTime, team: 0) - 990) < 1e-6)
  }

  @Test("handle times follow their factor from interval to interval")
  func pace() throws {
    var line = Self.line(.constant(1.0 / 400), routes: [0])
    line.handleTimeFactors = Array(repeating: 2, count: 500)
    var centre = Centre(
      queues: [line],
      teams: [.init(skills: [.init(queue: 0, handleTime: .seconds(200))], staffing: [(.seconds(0), 20)])],
      horizon: .hours(1000))
    centre.interval = .hours(1)
    let played = try centre.play(seed: 11, replication: 0)
    // 0.5 erlangs at the usual pace, 1 erlang in the first half.
    let load = played.count(.contactTime, team: 0) / 3_600_000
    #expect(abs(load - 0.75) < 0.03, "\(load)")
    centre.queues[0].handleTimeFactors = [0]
    #expect(throws: SimulationError.numberOutOfRange(0)) { try centre.play(seed: 1, replication: 0) }
  }

  @Test("those whose best queue it is come before those who only help, the longest free first")
  func bestSkill() throws {
    var centre = Centre(
      queues: [Self.line(.constant(1.0 / 100), routes: [0, 1, 2])],
      teams: [1, 0, 0].map { priority in
        .init(
          skills: [.init(queue: 0, handleTime: .seconds(100), priority: priority)], staffing: [(.seconds(0), 1)])
      }, horizon: .hours(300))
    centre.routing = .bestSkill
    let played = try centre.play(seed: 7, replication: 0)
    let taken = (0..<3).map { played.count(.taken, team: $0) }
    #expect(taken[0] < 0.8 * taken[1])
    #expect(abs(taken[1] - taken[2]) < 0.05 * taken[1])
  }

  @Test("chats that fill up those who chat leave the others free for calls")
  func packing() throws {
    func answeredCalls(fillsBusyFirst: Bool) throws -> Double {
      var chats = Self.line(.constant(3.0 / 300), routes: [0, 1, 2], patience: .seconds(120))
      chats.fillsBusyFirst = fillsBusyFirst
      let calls = Self.line(.constant(1.0 / 300), routes: [0, 1, 2], patience: .seconds(60))
      let person = Centre.Team(
        skills: [
          .init(queue: 0, handleTimes: Array(repeating: .seconds(300), count: 3)),
          .init(queue: 1, handleTime: .seconds(300)),
        ], staffing: [(.seconds(0), 1)])
      var centre = Centre(queues: [chats, calls], teams: [person, person, person], horizon: .hours(300))
      centre.routing = .bestSkill
      let result = try Simulator(centre, seed: 9).run(replications: 4)
      return result.queue(1).serviceLevel().value
    }
    #expect(try answeredCalls(fillsBusyFirst: true) > answeredCalls(fillsBusyFirst: false) + 0.02)
  }

  @Test("a person with two chat queues holds chats of one at a time")
  func twoChatQueues() throws {
    let chats = [0, 1].map { Centre.Skill(queue: $0, handleTimes: [.seconds(300), .seconds(300)]) }
    let centre = Centre(
      queues: [Self.line(.constant(0.1), routes: [0]), Self.line(.constant(0.1), routes: [0])],
      teams: [.init(skills: chats, staffing: [(.seconds(0), 1), (.hours(50), 0)])], horizon: .hours(50))
    let result = try Simulator(centre, seed: 2).run(replications: 2)
    #expect(result.team(0).contactsPerBusyAgent.value > 1.5)
    #expect(result.team(0).contactsPerBusyAgent.value <= 2)
  }

  @Test("what waits from before is worked first, late by its age, and not counted")
  func waitingFromBefore() throws {
    var mail = Self.line(.moments([60]), routes: [0])
    var deferral = Centre.Deferral(deadline: .hours(2))
    deferral.waitingSince = [.hours(-3), .hours(-1)]
    mail.deferral = deferral
    var centre = Centre(
      queues: [mail],
      teams: [.init(skills: [.init(queue: 0, handleTime: .seconds(1))], staffing: [(.minutes(90), 1)])],
      horizon: .hours(3))
    centre.backlogProbes = [[.minutes(30)], [.minutes(90)], [.minutes(100)]]
    let played = try centre.play(seed: 1, replication: 0)
    #expect(played.backlog == [3, 3, 0])
    #expect(played.late == [1, 2, 0])
    #expect(played.count(.offered, queue: 0, interval: 0) == 1)
    #expect(played.count(.finished, queue: 0, interval: 0) == 1)
    #expect(played.count(.taken, team: 0) == 1)
    centre.queues[0].deferral?.waitingSince = [.seconds(1)]
    #expect(throws: SimulationError.timeOutOfRange(1)) { try centre.play(seed: 1, replication: 0) }
  }
}
