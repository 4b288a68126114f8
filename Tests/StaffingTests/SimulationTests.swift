import Chance
import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

/// Rosters played against given contacts.
@Suite struct RosterSimulationTests {
  /// Nine agents with three languages in one queue's scenario, on 08:00 to 20:00 of every weekday.
  static func roster(_ scenario: Scenario, people: Int, breaks: [(Int, Int)] = []) -> Roster {
    var shifts: [Shift] = []
    for person in 0..<people {
      for day in 0..<5 {
        let start = scenario.grid.start.advanced(bySeconds: (day * 24 + 8) * 3600)
        shifts.append(
          Shift(
            agent: "A\(person)", date: scenario.horizon.first.advanced(byDays: day), site: "site", start: start,
            end: start.advanced(bySeconds: 12 * 3600), paidMinutes: 720,
            breaks: breaks.map {
              Break(
                kind: .lunch, start: start.advanced(bySeconds: $0.0 * 60), end: start.advanced(bySeconds: $0.1 * 60),
                isPaid: false)
            }))
      }
    }
    return Roster(shifts: shifts)
  }

  static func agents(_ count: Int) -> [Agent] {
    (0..<count).map {
      Agent(
        id: "A\($0)", name: "", site: "site", contract: "full", languages: ["fr"],
        skills: ["phone", "chat", "email", "L1"])
    }
  }

  /// Everybody calls as forecast: the same path for every replication.
  static func paths(_ forecast: Forecast, count: Int) -> [[[Double]]] {
    Array(repeating: forecast.queues.map { $0.offered }, count: count)
  }

  @Test("one thread and many give the same bytes, another seed does not")
  func deterministic() throws {
    let scenario = try Fixture.scenario(patience: .seconds(90), agents: Self.agents(6), shrinkage: 0.1)
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 30 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let roster = Self.roster(scenario, people: 6)
    let paths = Self.paths(forecast, count: 20)
    let one = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: 4, threads: 1)
    let many = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: 4)
    let other = try Staffing.simulate(roster, paths: paths, requirement: requirement, in: scenario, seed: 5)
    #expect(one.people == many.people)
    #expect(one.queues.map(\.total) == many.queues.map(\.total))
    #expect(one.queues[0].intervals == many.queues[0].intervals)
    #expect(one.queues.map(\.total) != other.queues.map(\.total))
  }

  @Test("with people for the whole load the simulation agrees with the queueing formula, shrinkage included")
  func agreesWithFormula() throws {
    let scenario = try Fixture.scenario(patience: .seconds(90), agents: Self.agents(7))
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 40 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    // Poisson counts, so that arrivals are those of the formula.
    var random = RandomStream(seed: 1, replication: 0)
    let paths = (0..<60).map { _ in
      forecast.queues.map { $0.offered.map { mean in mean > 0 ? poisson(mean, &random) : 0 } }
    }
    let result = try Staffing.simulate(
      Self.roster(scenario, people: 7), paths: paths, requirement: requirement, in: scenario, seed: 1)
    let model = try QueueModel(
      load: Erlangs(offered: 40, handleTime: .seconds(240), interval: .minutes(30)), handleTime: .seconds(240),
      patience: .seconds(90))
    let exact = try model.performance(agents: 7, within: .seconds(20))
    // Intervals in the middle of a day are in steady state.
    let middle = try #require(result.queues[0].intervals[24])
    #expect(abs(middle.serviceLevel.value - exact.serviceLevel()) < 3 * middle.serviceLevel.halfWidth)
    let total = try #require(result.queues[0].total)
    #expect(abs(total.serviceLevel.value - exact.serviceLevel()) < 0.02)
    #expect(abs(total.offered - 40 * 24 * 5) < 60)
    // Shrinkage of a seventh costs as much as a mixture of fewer people: clearly below six of seven.
    var shrunk = scenario
    shrunk.sites[0].shrinkage = [ShrinkageCause(name: "absence", share: 1.0 / 7)]
    let less = try Staffing.simulate(
      Self.roster(scenario, people: 7), paths: paths, requirement: requirement, in: shrunk, seed: 1)
    let levelWithSix = try model.performance(agents: 6, within: .seconds(20)).serviceLevel()
    let mixture = try (0...7).reduce(0.0) { sum, present in
      let chance = binomial(7, present, share: 6.0 / 7)
      let level =
        present == 0 ? 0 : try model.performance(agents: Double(present), within: .seconds(20)).serviceLevel()
      return sum + chance * level
    }
    let found = try #require(less.queues[0].total).serviceLevel.value
    #expect(abs(found - mixture) < 0.025, "\(found) for \(mixture)")
    #expect(mixture < levelWithSix)
    #expect(abs(less.people[0].hours - 60 * 6.0 / 7) < 0.5)
  }

  @Test("nobody answers during a break that everybody takes, and everybody is back after it")
  func breaks() throws {
    let scenario = try Fixture.scenario(patience: .seconds(60), agents: Self.agents(8))
    let forecast = Fixture.forecast(scenario, handleTime: 60) { _ in 30 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let result = try Staffing.simulate(
      Self.roster(scenario, people: 8, breaks: [(240, 300)]), paths: Self.paths(forecast, count: 10),
      requirement: requirement, in: scenario, seed: 2)
    // 12:00 to 13:00 of the first day are intervals 24 and 25.
    for interval in [24, 25] {
      let span = try #require(result.queues[0].intervals[interval])
      #expect(span.abandoned.value > 0.9)
    }
    #expect(try #require(result.queues[0].intervals[27]).serviceLevel.value > 0.99)
    #expect(result.people.allSatisfy { abs($0.hours - 55) < 1e-9 })
  }

  @Test("email is worked in its hours only, waits overnight and keeps its deadline in business time")
  func email() throws {
    let goal = ServiceGoal(answered: 0.9, within: .hours(4), clock: .business)
    let scenario = try Fixture.scenario(channel: .email, goal: goal, agents: Self.agents(4))
    let forecast = Fixture.forecast(scenario, handleTime: 300) { _ in 8 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    var allDay = Self.roster(scenario, people: 4)
    for place in allDay.shifts.indices {
      allDay.shifts[place].start = allDay.shifts[place].start.advanced(bySeconds: -4 * 3600)
    }
    let result = try Staffing.simulate(
      allDay, paths: Self.paths(forecast, count: 10), requirement: requirement, in: scenario, seed: 3)
    let queue = result.queues[0]
    // 24 half hours of 8 arrive after closing; nobody touches them before opening although people are there.
    #expect(queue.waiting[0].value >= 8 * 8 - 1)
    #expect(queue.late[0].value == 0)
    #expect(try #require(queue.total).serviceLevel.value > 0.98)
    // Nobody works on Saturday, Sunday's end has two days' mail, none of it late by the business clock.
    #expect(queue.waiting[6].value > queue.waiting[5].value)
    #expect(queue.late[6].value == 0)
    // What falls due after the horizon does not count.
    #expect(try #require(queue.intervals[6 * 48]).serviceLevel.value.isNaN)
  }

  @Test("a queue without people, a roster without shifts and a path without contacts go through")
  func emptyCases() throws {
    let scenario = try Fixture.scenario(patience: .seconds(60), agents: Self.agents(1))
    let forecast = Fixture.forecast(scenario, handleTime: 60) { _ in 3 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let nobody = try Staffing.simulate(
      Roster(shifts: []), paths: Self.paths(forecast, count: 2), requirement: requirement, in: scenario, seed: 1)
    #expect(nobody.queues[0].total?.serviceLevel.value == 0)
    #expect(nobody.queues[0].total?.abandoned.value == 1)
    #expect(nobody.people.isEmpty)
    let silence = requirement.queues.map { _ in [Double](repeating: 0, count: requirement.grid.count) }
    let idle = try Staffing.simulate(
      Self.roster(scenario, people: 1), paths: [silence, silence], requirement: requirement, in: scenario, seed: 1)
    #expect(idle.queues[0].total == nil)
    #expect(idle.people[0].occupancy.value == 0)
    #expect(throws: SimulationError.tooFewReplications(1)) {
      try Staffing.simulate(Roster(shifts: []), paths: [silence], requirement: requirement, in: scenario, seed: 1)
    }
  }

  @Test("a night shift over the change of clocks lasts as long as it lasts")
  func clockChange() throws {
    let zone = try Zone(named: "Europe/Paris")
    var scenario = try Fixture.scenario(agents: Self.agents(1))
    scenario.horizon = Horizon(first: try #require(CivilDate(iso: "2026-03-23")), weeks: 1, intervalMinutes: 30)
    scenario.queues[0].open = .always(zone: zone)
    scenario.sites[0].zone = zone
    let forecast = Fixture.forecast(scenario, handleTime: 60) { _ in 1 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    // 22:00 to 06:00 of the night in which 02:00 becomes 03:00: seven hours.
    let saturday = try #require(CivilDate(iso: "2026-03-28"))
    let start = zone.startOfDay(saturday).advanced(bySeconds: 22 * 3600)
    let end = zone.startOfDay(saturday.advanced(byDays: 1)).advanced(bySeconds: 5 * 3600)
    let shift = Shift(agent: "A0", date: saturday, site: "site", start: start, end: end, paidMinutes: 420, breaks: [])
    let result = try Staffing.simulate(
      Roster(shifts: [shift]), paths: Self.paths(forecast, count: 4), requirement: requirement, in: scenario, seed: 1)
    #expect(result.people[0].hours == 7)
    #expect(result.queues[0].days.count == 7)
    // Sunday has 23 hours of one contact each half hour.
    #expect(result.queues[0].days[6]?.offered == 46)
  }

  @Test("shrinkage of a month takes people off the queue in that month only")
  func shrinkageByMonth() throws {
    var scenario = try Fixture.scenario(agents: Self.agents(2))
    scenario.sites[0].shrinkage = [ShrinkageCause(name: "training", share: 0, months: [3: 0.5])]
    let forecast = Fixture.forecast(scenario, handleTime: 60) { _ in 1 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    func hours(_ scenario: Scenario) throws -> Double {
      try Staffing.simulate(
        Self.roster(scenario, people: 1), paths: Self.paths(forecast, count: 60), requirement: requirement,
        in: scenario, seed: 1
      ).people[0].hours
    }
    #expect(try abs(hours(scenario) - 30) < 1.5)
    scenario.sites[0].shrinkage = [ShrinkageCause(name: "training", share: 0, months: [4: 0.5])]
    #expect(try hours(scenario) == 60)
  }

  @Test("mail left from before is worked and not counted")
  func backlog() throws {
    let goal = ServiceGoal(answered: 0.9, within: .hours(4), clock: .business)
    var scenario = try Fixture.scenario(channel: .email, goal: goal, agents: Self.agents(1))
    let forecast = Fixture.forecast(scenario, handleTime: 300) { _ in 2 }
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    func play() throws -> SimulatedService {
      try Staffing.simulate(
        Self.roster(scenario, people: 1), paths: Self.paths(forecast, count: 10), requirement: requirement,
        in: scenario, seed: 1)
    }
    let without = try play()
    scenario.backlog = [BacklogBatch(queue: "queue", contacts: 60)]
    let with = try play()
    #expect(without.queues[0].total?.offered == with.queues[0].total?.offered)
    // 60 mails of 5 minutes are 5 hours of one person.
    let more = with.people[0].occupancy.value * 60 - without.people[0].occupancy.value * 60
    #expect(abs(more - 5) < 1, "\(more) hours more")
    let before = try #require(without.queues[0].total).serviceLevel.value
    #expect(try #require(with.queues[0].total).serviceLevel.value < before)
  }
}

/// A Poisson count by multiplication of uniform numbers.
private func poisson(_ mean: Double, _ random: inout RandomStream) -> Double {
  var left = mean
  var count = 0.0
  while true {
    // Exponential gaps by halving: the count of unit-rate arrivals before `mean`.
    left -= exponential(&random)
    if left < 0 { return count }
    count += 1
  }
}

/// An exponential number by comparison of uniform ones, after von Neumann (1951).
private func exponential(_ random: inout RandomStream) -> Double {
  var whole = 0.0
  while true {
    let first = random.uniform()
    var last = first
    var length = 1
    while true {
      let next = random.uniform()
      if next >= last { break }
      last = next
      length += 1
    }
    if length % 2 == 1 { return whole + first }
    whole += 1
  }
}

private func binomial(_ of: Int, _ chosen: Int, share: Double) -> Double {
  var chance = 1.0
  for place in 0..<of { chance *= place < chosen ? share * Double(of - place) / Double(place + 1) : 1 - share }
  return chance
}
