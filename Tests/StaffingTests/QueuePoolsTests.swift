import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct QueuePoolsTests {
  /// Phone queues of languages `a`, `b`, ... under constant loads, and people with some of the languages.
  static func requirement(
    loads: [Double], handleTimes: [Double], people: [String], goal: [ServiceGoal]? = nil, patience: Double? = 120
  ) throws -> Requirement {
    var scenario = try Fixture.scenario(patience: patience.map { .seconds($0) })
    let pattern = scenario.queues[0]
    let names = "abcdefghijkl".map(String.init)
    scenario.queues = loads.indices.map { index in
      var queue = pattern
      queue.id = names[index]
      queue.language = names[index]
      if let goal { queue.goal = goal[index] }
      return queue
    }
    scenario.agents = people.enumerated().map { index, languages in
      var agent = Fixture.agent
      agent.id = "A\(index)"
      agent.languages = languages.map(String.init)
      return agent
    }
    var forecast = Fixture.forecast(scenario, handleTime: 1) { _ in 1 }
    let open = forecast.queues[0]
    forecast.queues = loads.indices.map { index in
      var expected = open
      expected.queue = names[index]
      expected.offered = open.offered.map { $0 > 0 ? loads[index] * 1800 / handleTimes[index] : 0 }
      expected.averageHandleTime = open.offered.map { _ in handleTimes[index] }
      return expected
    }
    return Staffing.requirement(for: forecast, in: scenario)
  }

  /// The pools at Monday 10:00 by their queues.
  static func values(_ requirement: Requirement) -> [[Int]: Double] {
    var values = Dictionary(uniqueKeysWithValues: requirement.pools.map { ($0.queues, $0.netAgents[20]) })
    for index in requirement.queues.indices { values[[index]] = requirement.queues[index].netAgents[20] }
    return values
  }

  @Test("two languages of 2.5 and 1 erlang need six people together, not the five that a person counted twice suggests")
  func twoSkills() throws {
    let values = Self.values(
      try Self.requirement(loads: [2.5, 1], handleTimes: [180, 180], people: ["ab", "a", "b"], patience: 1800))
    #expect(values[[0]]?.rounded(.up) == 5)
    #expect(values[[1]]?.rounded(.up) == 3)
    #expect(values[[0, 1]]?.rounded(.up) == 6)
  }

  @Test("English 10, French 4.6 and German 4 erlangs with two bilingual teams need 21 people")
  func languagePools() throws {
    let requirement = try Self.requirement(
      loads: [10, 4.6, 4], handleTimes: [300, 330, 360], people: ["a", "b", "c", "ab", "ac"])
    #expect(requirement.pools.map(\.queues) == [[0, 1], [0, 2], [0, 1, 2]])
    let all = try #require(Self.values(requirement)[[0, 1, 2]])
    #expect(all.rounded(.up) == 21, "\(all)")
  }

  @Test(
    "a larger set of queues never needs fewer people, nor more than its queues apart; parts that share nobody add up",
    arguments: 1...60)
  func monotone(seed: UInt64) throws {
    var draw = GapFillingTests.Draw(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let count = 2 + Int(draw.next() * 4)
    let letters = Array("abcdefg".prefix(count))
    let people = (0..<(2 + Int(draw.next() * 5))).map { _ in
      String(letters.filter { _ in draw.next() < 0.45 }) + String(letters[Int(draw.next() * Double(count))])
    }
    let goals = (0..<count).map { _ in
      ServiceGoal(
        answered: 0.5 + 0.45 * draw.next(), within: .seconds(10 + 200 * draw.next()),
        abandonedAtMost: draw.next() < 0.4 ? 0.02 + 0.1 * draw.next() : nil)
    }
    let requirement = try Self.requirement(
      loads: (0..<count).map { _ in 0.1 + 8 * draw.next() * draw.next() },
      handleTimes: (0..<count).map { _ in 60 + 600 * draw.next() }, people: people, goal: goals,
      patience: draw.next() < 0.5 ? 100 : nil)
    let values = Self.values(requirement)
    for (set, value) in values {
      #expect(value <= set.reduce(0) { $0 + (values[[$1]] ?? .nan) } + 1e-9, "seed \(seed): \(set)")
      for (part, less) in values where Set(part).isSubset(of: set) {
        #expect(less <= value + 1e-12, "seed \(seed): \(part) needs more than \(set)")
        for (other, more) in values where Set(other).isSubset(of: set) && Set(other).isDisjoint(with: part) {
          let share = people.contains { person in
            part.contains { person.contains(letters[$0]) } && other.contains { person.contains(letters[$0]) }
          }
          if !share { #expect(less + more <= value + 1e-9, "seed \(seed): \(part) and \(other) in \(set)") }
        }
      }
    }
  }

  @Test("queues without people in common, of other channels and email make no pool") func apart() throws {
    #expect(try Self.requirement(loads: [2, 3], handleTimes: [200, 300], people: ["a", "b"]).pools.isEmpty)
    let blended = try BlendTests.scenario(reserve: 1)
    #expect(Staffing.requirement(for: BlendTests.forecast(blended), in: blended).pools.isEmpty)
  }

  @Test("many languages in one pool: pairs that share people, and all of them") func many() throws {
    let people = (0..<11).map { String(Array("abcdefghijkl")[$0...($0 + 1)]) }
    let requirement = try Self.requirement(
      loads: [Double](repeating: 1, count: 12), handleTimes: [Double](repeating: 240, count: 12), people: people)
    #expect(requirement.pools.count == 12)
    #expect(requirement.pools.last?.queues == Array(0..<12))
    let all = try #require(requirement.pools.last?.netAgents[20])
    #expect(all > 12 && all < 12 * requirement.queues[0].netAgents[20])
  }
}
