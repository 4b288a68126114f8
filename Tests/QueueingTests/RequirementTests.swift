import Queueing
import Testing
import Units

@Suite struct RequirementTests {
  @Test("a hundred calls of three minutes in half an hour need fourteen agents for 80/20")
  func everydayCase() throws {
    // 10 erlangs: 13 agents answer 79.6 % in 20 seconds, 14 agents 88.8 %.
    let queue = ErlangC(
      load: Erlangs(offered: 100, handleTime: .minutes(3), interval: .minutes(30)), handleTime: .minutes(3))
    #expect(try queue.agents(answering: 0.8, within: .seconds(20)) == 14)
    #expect(abs(queue.serviceLevel(agents: 14, within: .seconds(20)) - 0.88835) < 5e-6)
    #expect(abs(queue.serviceLevel(agents: 13, within: .seconds(20)) - 0.79559) < 5e-6)
  }

  @Test("callers who hang up let fewer agents than the load meet the goal")
  func belowTheLoad() throws {
    let queue = ErlangA(load: Erlangs(100), handleTime: .seconds(180), patience: .seconds(90))
    #expect(try queue.agents(answering: 0.8, within: .seconds(20)) == 94)
  }

  @Test("the strictest of several goals decides, whatever their order")
  func strictestWins() throws {
    let queue = try QueueModel(load: Erlangs(100), handleTime: .seconds(180), patience: .seconds(90))
    let goals: [Goal] = [
      .serviceLevel(0.8, within: .seconds(20)), .abandonment(atMost: 0.05), .averageWait(atMost: .seconds(60)),
      .occupancy(atMost: 0.99),
    ]
    let alone = try goals.map { try queue.agents(meeting: [$0]) }
    let aloneReal = try goals.map { try queue.fractionalAgents(meeting: [$0]) }
    #expect(try queue.agents(meeting: goals) == alone.max())
    #expect(try queue.agents(meeting: goals.reversed()) == alone.max())
    #expect(try queue.fractionalAgents(meeting: goals.reversed()) == aloneReal.max())
    #expect(try queue.agents(meeting: goals) == 100)
  }

  @Test(
    "whole agents are the least that meet the goal, at any load and patience",
    arguments: [1e-6, 0.01, 0.7, 3, 10, 47.3, 211, 5_000, 1e5, 1e6], [0, 1, 30, 240, 1e5, Double.infinity])
  func leastWhole(load: Double, patience: Double) throws {
    let queue = try QueueModel(load: Erlangs(load), handleTime: .seconds(200), patience: .seconds(patience))
    for share in [0.01, 0.5, 0.8, 0.999, 0.999_999_9] {
      for threshold in [0.0, 20, 600] {
        let goal = Goal.serviceLevel(share, within: .seconds(threshold))
        let n = try queue.agents(meeting: [goal])
        let at = try queue.performance(agents: n, within: .seconds(threshold)).missed(.offered)
        #expect(at <= 1 - share + 1e-12)
        let real = try queue.fractionalAgents(meeting: [goal])
        #expect(real <= Double(n) && real > Double(n) - 1 - 1e-9)
        guard n > 1 else { continue }
        let below = try queue.performance(agents: n - 1, within: .seconds(threshold)).missed(.offered)
        #expect(below > 1 - share)
      }
    }
  }

  @Test("a queue nobody calls needs nobody and misses nothing")
  func noLoad() throws {
    for patience in [nil, Seconds(0), Seconds(60)] {
      let queue = try QueueModel(load: Erlangs(0), handleTime: .seconds(200), patience: patience)
      #expect(try queue.agents(meeting: [.serviceLevel(1, within: .seconds(0)), .occupancy(atMost: 0)]) == 0)
      #expect(try queue.fractionalAgents(meeting: [.abandonment(atMost: 0)]) == 0)
      #expect(try queue.performance(agents: 0, within: .seconds(20)).serviceLevel() == 1)
    }
  }

  @Test("no agents serve nobody, and say so")
  func noAgents() throws {
    let patient = try QueueModel(load: Erlangs(5), handleTime: .seconds(200), patience: .seconds(100))
    let measures = try patient.performance(agents: 0, within: .seconds(20))
    #expect(measures.serviceLevel() == 0)
    #expect(measures.abandoned == 1)
    #expect(measures.averageWait.value.isNaN)
    #expect(measures.averageWaitOfAll == .seconds(100))
    #expect(abs(measures.averageQueueLength - 2.5) < 1e-12)
    #expect(abs(measures.serviceLevel(.wait) - 0.18126924692201815) < 1e-12)  // 1 - exp(-20/100)
    let endless = try QueueModel(load: Erlangs(5), handleTime: .seconds(200))
    #expect(try endless.performance(agents: 0, within: .seconds(20)).serviceLevel() == 0)
    #expect(try endless.performance(agents: 0, within: .seconds(20)).averageWait.value == .infinity)
  }

  @Test("a goal of everybody at once has an answer only where nobody can miss it")
  func allOrNothing() throws {
    let endless = try QueueModel(load: Erlangs(10), handleTime: .seconds(180))
    let patient = try QueueModel(load: Erlangs(10), handleTime: .seconds(180), patience: .seconds(60))
    let impatient = try QueueModel(load: Erlangs(10), handleTime: .seconds(180), patience: .seconds(0))
    let all = Goal.serviceLevel(1, within: .seconds(20))
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanWait)) { try endless.agents(meeting: [all]) }
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanHangUp)) { try patient.agents(meeting: [all]) }
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanWait)) {
      try ErlangC(load: Erlangs(10), handleTime: .seconds(180)).agents(answering: 1, within: .seconds(20))
    }
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanHangUp)) {
      try patient.agents(meeting: [.abandonment(atMost: 0)])
    }
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanWait)) {
      try endless.agents(meeting: [.averageWait(atMost: .seconds(0))])
    }
    #expect(throws: QueueingError.noFiniteAnswer(.someTimeIsBusy)) {
      try endless.agents(meeting: [.occupancy(atMost: 0)])
    }
    // Whoever is patient for ever is answered within an unlimited time as soon as the queue settles.
    #expect(try endless.agents(meeting: [.serviceLevel(1, within: .seconds(.infinity))]) == 11)
    // Nobody who hangs up at once is ever answered late.
    #expect(try impatient.agents(meeting: [.serviceLevel(1, within: .seconds(20), counting: .answered)]) == 1)
    #expect(try endless.agents(meeting: [.abandonment(atMost: 0)]) == 1)
  }

  @Test("input out of range is refused by name")
  func refusals() throws {
    #expect(throws: QueueingError.loadOutOfRange(-1)) { try QueueModel(load: Erlangs(-1), handleTime: .seconds(9)) }
    #expect(throws: QueueingError.loadOutOfRange(.infinity)) {
      try QueueModel(load: Erlangs(.infinity), handleTime: .seconds(9))
    }
    #expect(throws: QueueingError.handleTimeOutOfRange(0)) {
      try QueueModel(load: Erlangs(1), handleTime: .seconds(0))
    }
    #expect(throws: QueueingError.patienceOutOfRange(-3)) {
      try QueueModel(load: Erlangs(1), handleTime: .seconds(9), patience: .seconds(-3))
    }
    let queue = try QueueModel(load: Erlangs(1), handleTime: .seconds(9))
    #expect(throws: QueueingError.shareOutOfRange(1.2)) {
      try queue.agents(meeting: [.serviceLevel(1.2, within: .seconds(1))])
    }
    #expect(throws: QueueingError.thresholdOutOfRange(-1)) {
      try queue.agents(meeting: [.serviceLevel(0.8, within: .seconds(-1))])
    }
    #expect(throws: QueueingError.agentsOutOfRange(-2)) { try queue.performance(agents: -2, within: .seconds(1)) }
    #expect(throws: QueueingError.placesOutOfRange(places: 3, agents: 4)) {
      try FiniteQueue(load: Erlangs(1), handleTime: .seconds(9), agents: 4, places: 3)
    }
  }

  @Test("thresholds of days are as exact as thresholds of seconds")
  func longThresholds() throws {
    // 9.5 erlangs, 10 agents, handle time 1 minute, patience 2 minutes: all but those who hang up are answered within an hour.
    let queue = ErlangA(load: Erlangs(9.5), handleTime: .minutes(1), patience: .minutes(2))
    #expect(abs(queue.serviceLevel(agents: 10, within: .hours(1)) - 0.9155) < 5e-5)
    let answered = queue.performance(agents: 10, within: .hours(72)).answered
    #expect(abs(queue.serviceLevel(agents: 10, within: .hours(72)) - answered) < 1e-14)
    let mail = ErlangA(load: Erlangs(50), handleTime: .minutes(8), patience: .hours(10_000))
    #expect(mail.serviceLevel(agents: 51, within: .hours(72)) > 0.999)
    #expect(mail.serviceLevel(agents: 40, within: .hours(72)) < 1e-6)
  }
}
