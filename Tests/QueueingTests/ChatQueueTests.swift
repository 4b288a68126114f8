import Queueing
import Testing
import Units

@Suite struct ChatQueueTests {
  static let inflating: [Seconds] = [.seconds(300), .seconds(390), .seconds(510)]

  static func queue(_ perHour: Double, _ times: [Seconds] = inflating, patience: Double? = 150) throws -> ChatQueue {
    try ChatQueue(
      offered: perHour, interval: .hours(1), handleTimes: times, patience: patience.map { .seconds($0) })
  }

  @Test("five agents with up to three chats: half a point from the exact chain, where places alone are five points off")
  func reference() throws {
    // 90 chats an hour, handle times 300, 390 and 510 s, patience 150 s. The chain that knows what every agent holds, solved
    // exactly: service .9141, waits .1447, abandoned .0439. Chats kept even among the agents: .919, .136, .0414.
    let own = try Self.queue(90).performance(agents: 5, within: .seconds(45))
    #expect(abs(own.serviceLevel() - 0.919) < 5e-4 && abs(own.serviceLevel() - 0.9141) < 0.006)
    #expect(abs(own.waitProbability - 0.136) < 5e-4 && abs(own.waitProbability - 0.1447) < 0.01)
    #expect(abs(own.abandoned - 0.0414) < 5e-5 && abs(own.abandoned - 0.0439) < 0.003)
    let places = try QueueModel(load: Erlangs(90 * 510 / 3600), handleTime: .seconds(510), patience: .seconds(150))
    #expect(try places.performance(agents: 15, within: .seconds(45)).serviceLevel() < 0.87)
    #expect(abs(own.answered + own.abandoned - 1) < 1e-12)
  }

  @Test(
    "chats that are no slower together are servers of their own", arguments: [nil, 0.0, 150, 4000], [0.4, 2, 5, 33.3])
  func plainPlaces(patience: Double?, agents: Double) throws {
    let chats = try Self.queue(150, [.seconds(400), .seconds(400), .seconds(400)], patience: patience)
    let places = try QueueModel(
      load: Erlangs(150 * 400 / 3600), handleTime: .seconds(400), patience: patience.map { .seconds($0) })
    let one = try chats.performance(agents: agents, within: .seconds(45))
    let other = try places.performance(agents: agents * 3, within: .seconds(45))
    for definition in ServiceLevelDefinition.allCases {
      let (a, b) = (one.serviceLevel(definition), other.serviceLevel(definition))
      #expect(a.isNaN && b.isNaN || abs(a - b) < 1e-10)
    }
    #expect(abs(one.abandoned - other.abandoned) < 1e-10)
    #expect(abs(one.occupancy - other.occupancy) < 1e-9)
    let (a, b) = (one.averageWait.value, other.averageWait.value)
    #expect(a == b || abs(a - b) < 1e-9 * b || a.isNaN && b.isNaN)
  }

  @Test(
    "one more agent, or a tenth of one, never lowers the service; more chats never raise it", arguments: [nil, 60.0])
  func monotone(patience: Double?) throws {
    for perHour in [3.0, 90, 700] {
      let queue = try Self.queue(perHour, patience: patience)
      let busier = try Self.queue(perHour * 1.1, patience: patience)
      var last = 0.0
      for tenth in 0...Int(perHour) {
        let agents = Double(tenth) / 10
        let level = try queue.performance(agents: agents, within: .seconds(45)).serviceLevel()
        #expect(level >= last - 1e-11, "\(agents) agents, \(perHour) an hour")
        #expect(try busier.performance(agents: agents, within: .seconds(45)).serviceLevel() <= level + 1e-11)
        last = level
      }
    }
  }

  @Test("the required agents meet every goal, and a little less than them do not", arguments: [nil, 150.0])
  func requirement(patience: Double?) throws {
    let goals: [Goal] = [
      .serviceLevel(0.8, within: .seconds(45)), .averageWait(atMost: .seconds(10)), .occupancy(atMost: 0.7),
      .abandonment(atMost: 0.03),
    ]
    for perHour in [0.5, 20, 300] {
      let queue = try Self.queue(perHour, patience: patience)
      for goal in goals {
        let n = try queue.fractionalAgents(meeting: [goal])
        let whole = try queue.agents(meeting: [goal])
        #expect(whole == max(1, Int((n - 1e-9).rounded(.up))))
        if patience == nil, case .abandonment = goal { continue }
        let at = try queue.performance(agents: n, within: .seconds(45))
        let below = try queue.performance(agents: n - 1e-4, within: .seconds(45))
        switch goal {
        case .serviceLevel(let share, _, _):
          #expect(at.serviceLevel() >= share - 1e-9 && below.serviceLevel() < share)
        case .averageWait(let cap): #expect(at.averageWait.value <= cap.value + 1e-6 && below.averageWait > cap)
        case .abandonment(let cap): #expect(at.abandoned <= cap + 1e-9 && below.abandoned > cap)
        case .occupancy(let cap): #expect(at.occupancy <= cap + 1e-9 && below.occupancy > cap)
        }
      }
      let all = try queue.fractionalAgents(meeting: goals)
      #expect(try all == goals.map { try queue.fractionalAgents(meeting: [$0]) }.max())
    }
  }

  @Test("slower together asks for more agents than as fast as alone, and for fewer than always at the slowest")
  func between() throws {
    let goal = [Goal.serviceLevel(0.8, within: .seconds(45))]
    let inflating = try Self.queue(90).fractionalAgents(meeting: goal)
    let fast = try Self.queue(90, [.seconds(300), .seconds(300), .seconds(300)]).fractionalAgents(meeting: goal)
    let slow = try Self.queue(90, [.seconds(510), .seconds(510), .seconds(510)]).fractionalAgents(meeting: goal)
    #expect(fast < inflating && inflating < slow)
  }

  @Test("what cannot be is refused with a sentence") func refusals() throws {
    func sentence(_ times: [Seconds], offered: Double = 10, patience: Double = 100) -> String {
      do {
        _ = try ChatQueue(offered: offered, interval: .hours(1), handleTimes: times, patience: .seconds(patience))
        return ""
      } catch { return error.description }
    }
    #expect(sentence([]) == "0 contacts at once; an agent must hold at least 1")
    #expect(
      sentence([.seconds(300), .seconds(700)]).contains("with 2 contacts at once an agent finishes fewer than with 1"))
    #expect(sentence([.seconds(0)]).contains("handle time"))
    #expect(sentence([.seconds(300)], offered: -1).contains("load"))
    #expect(sentence([.seconds(300)], patience: -1).contains("patience"))
    #expect(throws: QueueingError.self) { try Self.queue(10).performance(agents: -1, within: .seconds(20)) }
    #expect(throws: QueueingError.noFiniteAnswer(.someContactCanHangUp)) {
      try Self.queue(10).fractionalAgents(meeting: [.serviceLevel(1, within: .seconds(20))])
    }
    #expect(try Self.queue(0).agents(meeting: [.serviceLevel(0.8, within: .seconds(20))]) == 0)
  }
}
