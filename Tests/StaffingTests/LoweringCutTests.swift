import Staffing
import Testing
import Timeline
import Units
import Workforce

/// What a simulation finds needless in a requirement, for a team of one week that works 08:00 to 20:00.
@Suite struct LoweringCutTests {
  /// One or two phone queues of the same hours and language, and a team that takes all of them.
  private struct Desk {
    var scenario: Scenario
    var requirement: Requirement
    var roster: Roster
    var paths: [[[Double]]]

    init(queues: Int, people: Int, offered: Double, goal: ServiceGoal? = nil) throws {
      var scenario = try Fixture.scenario(patience: .seconds(90), agents: RosterSimulationTests.agents(people))
      var forecast = Fixture.forecast(scenario, handleTime: 240) { _ in offered }
      var queue = scenario.queues[0]
      if let goal { queue.goal = goal }
      var contacts = forecast.queues[0]
      scenario.queues = []
      forecast.queues = []
      for place in 0..<queues {
        queue.id = "queue\(place)"
        contacts.queue = queue.id
        scenario.queues.append(queue)
        forecast.queues.append(contacts)
      }
      var roster = RosterSimulationTests.roster(scenario, people: people)
      roster.spells = roster.shifts.map { shift in
        QueueSpell(agent: shift.agent, start: shift.start, end: shift.end, queues: Array(0..<queues))
      }
      self.scenario = scenario
      self.roster = roster
      requirement = Staffing.requirement(for: forecast, in: scenario)
      paths = RosterSimulationTests.paths(forecast, count: 40)
    }

    /// The cuts for a requirement, the goals' own unless another is given.
    func cuts(_ asked: Requirement? = nil, sparing spared: Set<Int> = []) throws -> [ServiceCut] {
      let asked = asked ?? requirement
      let service = try Staffing.simulate(roster, paths: paths, requirement: asked, in: scenario, seed: 3)
      return Staffing.loweringCuts(
        service: service, over: Staffing.coverage(of: roster, requirement: asked, in: scenario), requirement: asked,
        ofGoals: asked, in: scenario, sparing: spared)
    }

    /// Net agents of a requirement over all queues and intervals.
    func agents(_ requirement: Requirement) -> Double {
      requirement.queues.reduce(0) { $0 + $1.netAgents.reduce(0, +) }
    }

    func lowered(_ asked: Requirement, by cuts: [ServiceCut]) -> Requirement {
      Staffing.requirement(
        asked, changedBy: cuts, over: Staffing.coverage(of: roster, requirement: asked, in: scenario), in: scenario)
    }
  }

  @Test("people of two queues who help each other out are worth more, so both ask for fewer")
  func pooled() throws {
    let desk = try Desk(queues: 2, people: 9, offered: 18)
    let cuts = try desk.cuts()
    #expect(cuts.map(\.queue) == [0, 1])
    let after = desk.lowered(desk.requirement, by: cuts)
    #expect(desk.agents(after) < 0.95 * desk.agents(desk.requirement), "\(desk.agents(after))")
    for (before, now) in zip(desk.requirement.queues, after.queues) {
      #expect(zip(before.netAgents, now.netAgents).allSatisfy { $1 <= $0 && ($1 > 0) == ($0 > 0) })
      // Gross agents follow, here of people who are never away.
      #expect(now.grossAgents == now.netAgents, "nobody is ever away")
    }
    #expect(try desk.cuts(sparing: [0]).map(\.queue) == [1])
  }

  @Test("hours that a roster gives beyond the requirement are no reason to ask for less than the goal takes")
  func surplus() throws {
    let desk = try Desk(queues: 1, people: 12, offered: 30)
    // Formula and simulation differ by chance and where nearly everybody is served at once, by less than a tenth of the people.
    let own = desk.lowered(desk.requirement, by: try desk.cuts())
    #expect(desk.agents(own) > 0.9 * desk.agents(desk.requirement), "\(desk.agents(own))")
    // A requirement that asks for half as much again falls back to about that.
    var generous = desk.requirement
    generous.queues[0].netAgents = generous.queues[0].netAgents.map { $0 * 1.5 }
    let after = desk.lowered(generous, by: try desk.cuts(generous))
    #expect(abs(desk.agents(after) / desk.agents(desk.requirement) - 1) < 0.1, "\(desk.agents(after))")
  }

  @Test("one person stays where nobody else is, and a queue with a limit on its occupancy stays as it is")
  func floor() throws {
    let quiet = try Desk(queues: 1, people: 3, offered: 1)
    var generous = quiet.requirement
    generous.queues[0].netAgents = generous.queues[0].netAgents.map { $0 > 0 ? 3 : 0 }
    var after = generous
    for _ in 0..<4 { after = quiet.lowered(after, by: try quiet.cuts(after)) }
    #expect(after.queues[0].netAgents.allSatisfy { $0 == 0 || $0 >= 1 && $0 < 1.5 })
    #expect(quiet.agents(after) < quiet.agents(generous))

    var goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    goal.occupancyAtMost = 0.6
    let calm = try Desk(queues: 2, people: 9, offered: 18, goal: goal)
    #expect(try calm.cuts().isEmpty)
  }
}
