import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct ImmediateWorkTests {
  @Test("100 calls of 3 minutes in half an hour need just under 14 agents for 80/20, as the Erlang C table says")
  func publishedRow() throws {
    let scenario = try Fixture.scenario()
    let forecast = Fixture.forecast(scenario, handleTime: 180) { _ in 100 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let open = 16  // Monday 08:00
    #expect(abs(requirement.queues[0].load[open] - 10) < 1e-12)
    #expect(requirement.queues[0].netAgents[open] > 13 && requirement.queues[0].netAgents[open] <= 14)
    #expect(requirement.queues[0].netAgents[0] == 0)
  }

  @Test("people who may hang up need fewer agents than people who wait for ever") func patience() throws {
    func agents(_ patience: Seconds?) throws -> Double {
      let scenario = try Fixture.scenario(patience: patience)
      let forecast = Fixture.forecast(scenario, handleTime: 180) { _ in 1000 }
      return Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents[16]
    }
    let endless = try agents(nil)
    let patient = try agents(.seconds(90))
    #expect(patient < endless)
    #expect(patient < 100, "with patience the requirement may lie below the load")
  }

  @Test("an abandonment cap asks for at least as many agents as the service level alone") func cap() throws {
    func agents(_ cap: Double?) throws -> Double {
      let scenario = try Fixture.scenario(
        goal: ServiceGoal(answered: 0.8, within: .seconds(20), abandonedAtMost: cap), patience: .seconds(90))
      let forecast = Fixture.forecast(scenario, handleTime: 180) { _ in 1000 }
      return Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents[16]
    }
    #expect(try agents(0.05) > agents(nil))
  }

  @Test("three chats at once need about a third of the agents") func concurrency() throws {
    func agents(_ concurrency: Int) throws -> Double {
      let scenario = try Fixture.scenario(channel: .chat, concurrency: concurrency)
      let forecast = Fixture.forecast(scenario, handleTime: 180) { _ in 300 }
      return Staffing.requirement(for: forecast, in: scenario).queues[0].netAgents[16]
    }
    let one = try agents(1)
    let three = try agents(3)
    #expect(abs(three * 3 - one) < 1e-6)
  }

  @Test("gross agents are net agents over the productive share, not rounded") func shrinkage() throws {
    let scenario = try Fixture.scenario(agents: [Fixture.agent], shrinkage: 0.3)
    let forecast = Fixture.forecast(scenario, handleTime: 180) { _ in 100 }
    let queue = Staffing.requirement(for: forecast, in: scenario).queues[0]
    #expect(abs(queue.grossAgents[16] * 0.7 - queue.netAgents[16]) < 1e-9)
  }

  @Test("the staff that the requirement asks for gives exactly the promised service", arguments: [nil, 90.0])
  func roundTrip(patience: Double?) throws {
    let scenario = try Fixture.scenario(patience: patience.map { .seconds($0) }, agents: [Fixture.agent])
    // With 7 the mean wait would be longer than the interval, which then does not settle.
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 6 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    // One person all day Monday; the service is that of the queue model with one agent.
    let start = requirement.grid.instant(of: 16)
    let shift = Shift(
      agent: "A1", date: scenario.horizon.first, site: "site", start: start, end: start.advanced(bySeconds: 3600),
      paidMinutes: 60, breaks: [])
    let spell = QueueSpell(agent: "A1", start: shift.start, end: shift.end, queues: [0])
    let coverage = Staffing.coverage(
      of: Roster(shifts: [shift], spells: [spell]), requirement: requirement, in: scenario)
    let model = try QueueModel(
      load: Erlangs(6 * 240 / 1800), handleTime: .seconds(240), patience: patience.map { .seconds($0) })
    let expected = try model.performance(agents: 1, within: .seconds(20)).serviceLevel()
    #expect(abs(coverage.queues[0].serviceLevel[16] - expected) < 1e-12)
    #expect(coverage.queues[0].serviceLevel[0].isNaN)
    #expect(
      coverage.queues[0].serviceLevel[20] == (try model.performance(agents: 0, within: .seconds(20)).serviceLevel()))
  }

  @Test("what an hour of too few people leaves waiting is in the service of the hours after it")
  func overload() throws {
    let scenario = try Fixture.scenario(agents: [Fixture.agent])
    let loads = [8.0, 12, 14, 12, 10, 9, 8]
    let people = [11.0, 12, 12, 12, 13, 13, 11]
    func value(_ values: [Double], _ interval: Int) -> Double { values[min(max(0, interval - 16), values.count - 1)] }
    let forecast = Fixture.forecast(scenario, handleTime: 300) { value(loads, $0) * 6 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let agents = requirement.grid.indices.map { value(people, $0) }
    let found = Staffing.service(giving: [agents], requirement: requirement, in: scenario)[0]
    // Calls one by one over 500 days, by a program of its own: share within 20 s, and mean wait, of half hours from the second on.
    let played = [(0.490, 90.1), (0.138, 328), (0.086, 487), (0.275, 318), (0.635, 117.5), (0.712, 59.6)]
    for (place, (level, wait)) in played.enumerated() {
      #expect(abs(found.serviceLevel[17 + place] - level) < 0.03)
      #expect(abs(found.averageWait[17 + place] / wait - 1) < 0.1)
    }
    let settled = try QueueModel(load: Erlangs(8), handleTime: .seconds(300))
      .performance(agents: 11, within: .seconds(20))
    #expect(abs(found.serviceLevel[30] - settled.serviceLevel()) < 1e-12)
  }

  @Test("a break and shrinkage take a person off the queue for their part of the interval") func supply() throws {
    let scenario = try Fixture.scenario(agents: [Fixture.agent], shrinkage: 0.1)
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 7 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let start = requirement.grid.instant(of: 16)
    let pause = Break(
      kind: .rest, start: start.advanced(bySeconds: 1800), end: start.advanced(bySeconds: 2700), isPaid: true)
    let shift = Shift(
      agent: "A1", date: scenario.horizon.first, site: "site", start: start, end: start.advanced(bySeconds: 3600),
      paidMinutes: 60, breaks: [pause])
    let spell = QueueSpell(agent: "A1", start: shift.start, end: shift.end, queues: [0])
    let rostered = Staffing.coverage(
      of: Roster(shifts: [shift], spells: [spell]), requirement: requirement, in: scenario
    ).queues[0].rostered
    #expect(abs(rostered[16] - 0.9) < 1e-12)
    #expect(abs(rostered[17] - 0.45) < 1e-12)
    #expect(rostered[18] == 0)
  }
}
