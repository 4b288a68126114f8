import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

/// Input at the edge of sense: a requirement that is right, or none with a sentence that says why.
@Suite struct OddInputTests {
  /// Monday 08:00, the first open interval.
  static let open = 16

  static func requirement(
    _ scenario: Scenario, handleTime: Double = 240, contacts: Double = 7
  ) -> (queue: QueueRequirement, warnings: [String]) {
    let requirement = Staffing.requirement(
      for: Fixture.forecast(scenario, handleTime: handleTime) { _ in contacts }, in: scenario)
    return (requirement.queues[0], requirement.warnings)
  }

  /// The service that exactly the required agents give.
  static func service(_ queue: QueueRequirement, patience: Double?, within: Double) throws -> Double {
    let model = try QueueModel(
      load: Erlangs(queue.load[open]), handleTime: .seconds(queue.averageHandleTime[open]),
      patience: patience.map { .seconds($0) })
    return try model.performance(agents: queue.netAgents[open], within: .seconds(within)).serviceLevel()
  }

  @Test("without any patience the goal is met by those answered at once; with endless patience it is Erlang C")
  func patience() throws {
    let none = Self.requirement(try Fixture.scenario(patience: .seconds(0))).queue
    #expect(abs(try Self.service(none, patience: 0, within: 20) - 0.8) < 1e-9)
    let endless = Self.requirement(try Fixture.scenario(patience: .seconds(.infinity))).queue
    #expect(endless == Self.requirement(try Fixture.scenario()).queue)
  }

  @Test("a threshold of three days needs no more than the load") func days() throws {
    let goal = ServiceGoal(answered: 0.8, within: .hours(72))
    let queue = Self.requirement(try Fixture.scenario(goal: goal)).queue
    #expect(queue.netAgents[Self.open] > queue.load[Self.open])
    #expect(queue.netAgents[Self.open] < queue.load[Self.open] * 1.01)
    // Whoever hangs up after two minutes is not kept by it: a fifth of the contacts may be lost, no more.
    let patient = Self.requirement(try Fixture.scenario(goal: goal, patience: .seconds(120))).queue
    #expect(abs(try Self.service(patient, patience: 120, within: 72 * 3600) - 0.8) < 1e-9)
  }

  @Test("contacts longer than the horizon pile up one by one") func longContacts() throws {
    let queue = Self.requirement(try Fixture.scenario(), handleTime: 60 * 86_400, contacts: 1).queue
    for interval in 0..<24 {
      let arrived = Double(interval) + 0.5
      // Hardly any of them ends within the week.
      #expect(queue.load[Self.open + interval] < arrived && queue.load[Self.open + interval] > 0.995 * arrived)
      #expect(queue.netAgents[Self.open + interval] > queue.load[Self.open + interval])
    }
  }

  @Test("a goal of 100 % is staffed for the nearest that exists, and the plan says so") func all() throws {
    let (queue, warnings) = Self.requirement(
      try Fixture.scenario(goal: ServiceGoal(answered: 1, within: .seconds(20))))
    #expect(abs(try Self.service(queue, patience: nil, within: 20) - 0.9999) < 1e-9)
    #expect(
      warnings == ["queue: no finite number of agents answers every contact in time; staffed for 99.99 % instead"])
  }

  @Test("caps that nobody can keep leave the queue unstaffed with the reason", arguments: [true, false])
  func caps(isOccupancy: Bool) throws {
    var goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    if isOccupancy { goal.occupancyAtMost = 0 } else { goal.abandonedAtMost = 0 }
    let (queue, warnings) = Self.requirement(try Fixture.scenario(goal: goal, patience: .seconds(60)))
    #expect(queue.netAgents.allSatisfy { $0 == 0 })
    #expect(warnings.count == 1 && warnings[0].hasPrefix("queue: intervals left unstaffed: no finite number of agents"))
  }

  @Test("no chats at once is no queue at all, and the plan says so") func concurrency() throws {
    let (queue, warnings) = Self.requirement(try Fixture.scenario(channel: .chat, concurrency: 0))
    #expect(queue.netAgents.allSatisfy { $0 == 0 })
    #expect(warnings == ["queue: intervals left unstaffed: 0 contacts at once; an agent must hold at least 1"])
  }

  @Test("an occupancy cap asks for as many agents as keep people that free") func occupancy() throws {
    let goal = ServiceGoal(answered: 0.5, within: .seconds(60), occupancyAtMost: 0.6)
    let queue = Self.requirement(try Fixture.scenario(goal: goal)).queue
    #expect(abs(queue.netAgents[Self.open] - queue.load[Self.open] / 0.6) < 1e-8)
  }

  @Test("email with a goal of 100 % and a deadline shorter than an interval is due at once") func mail() throws {
    let scenario = try Fixture.scenario(
      channel: .email, goal: ServiceGoal(answered: 1, within: .minutes(5), clock: .business))
    let worked = scenario.grid.indices.filter {
      scenario.isWorked(scenario.queues[0], at: scenario.grid.instant(of: $0), holidays: [:])
    }
    let forecast = Fixture.forecast(scenario, handleTime: 600) { worked.contains($0) ? 3 : 0 }
    let queue = Staffing.requirement(for: forecast, in: scenario).queues[0]
    for interval in worked { #expect(abs(queue.netAgents[interval] - 1) < 1e-9) }
  }
}
