import Rostering
import Testing
import Timeline
import Tours
import Units
import Workforce

@Suite("Why this shift, and what one more person is worth")
struct ReasonsTests {
  @Test("a run that is over says which requests are refused and leaves out what it would have cost")
  func endedRun() throws {
    var small = try SmallScenario()
    let first = small.scenario.horizon.first
    small.scenario.requests = small.scenario.agents.flatMap { agent in
      (0..<7).map { Request(agent: agent.id, date: first.advanced(byDays: $0), wish: .dayOff, weight: 0.1) }
    }
    let roster = Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(20_000)))
    func answers(after questions: Int) -> [RequestAnswer] {
      var asked = 0
      return Rostering.answers(to: roster, covering: small.requirement, in: small.scenario) {
        asked += 1
        return asked > questions
      }
    }
    let whole = Rostering.answers(to: roster, covering: small.requirement, in: small.scenario)
    let refused = whole.filter { !$0.isGranted }
    #expect(refused.count > 9)
    #expect(answers(after: .max) == whole)
    let cut = answers(after: 3)
    #expect(cut.map(\.isGranted) == whole.map(\.isGranted))
    #expect(cut.filter { !$0.isGranted }.prefix(3) == refused.prefix(3))
    #expect(cut.filter { !$0.isGranted }.dropFirst(3).allSatisfy { $0.reason.contains("the run was ended before") })
  }

  @Test("nobody saves more than a bound on every roster with one more such person allows")
  func values() throws {
    let small = try SmallScenario()
    let roster = Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(20_000)))
    let cost = try #require(roster.report).cost
    let values = Rostering.valuesOfOneMore(in: roster, covering: small.requirement, scenario: small.scenario)
    #expect(Set(values.map(\.languages)) == [["fr"], ["en"], ["fr", "en"]])
    #expect(values.map(\.points) == values.map(\.points).sorted(by: >))
    for value in values {
      #expect(value.points > 0 && value.shortHoursAMonth > 0, "every queue is short of people")
      var more = small.scenario
      var newcomer = try #require(more.agents.first { $0.languages == value.languages })
      newcomer.id = "newcomer"
      more.agents.append(newcomer)
      let other = Rostering.roster(
        covering: small.requirement, in: more, engine: RosterEngine(effort: .moves(2_000)))
      #expect(try cost - value.points >= #require(other.report).bound - 1)
    }
  }

  @Test("a person for the second of two agents saves what that agent's absence costs, one for nobody only adds surplus")
  func valuesByHand() throws {
    var small = try SmallScenario()
    small.scenario.agents = [small.scenario.agents[0]]
    small.scenario.contracts[0].weekLeastMinutes = 1200
    small.scenario.contracts[0].weekMostMinutes = 1200
    small.scenario.contracts[0].shiftMinutes = [240]
    small.scenario.contracts[0].starts = [
      StartWindow(from: try #require(TimeOfDay("10:00")), to: try #require(TimeOfDay("10:00")), stepMinutes: 30)
    ]
    small.scenario.contracts[0].lunch = nil
    small.scenario.contracts[0].breaks = nil
    let zone = small.scenario.sites[0].zone
    func value(of agents: Double) throws -> PersonValue {
      for queue in small.requirement.queues.indices {
        small.requirement.queues[queue].netAgents = small.requirement.grid.indices.map { interval in
          let local = zone.local(at: small.requirement.grid.instant(of: interval))
          let isWanted = queue == 0 && local.date.weekday.rawValue < 5 && ("10:00"..<"14:00").contains(local.clockText)
          return isWanted ? agents : 0
        }
      }
      let roster = Rostering.roster(
        covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(2_000)))
      #expect(roster.shifts.count == 10)
      let values = Rostering.valuesOfOneMore(in: roster, covering: small.requirement, scenario: small.scenario)
      #expect(values.count == 1 && values[0].starts == "10:00")
      return try #require(values.first)
    }
    let prices = small.scenario.prices
    let hours = 40 * 365.25 / 12 / Double(small.scenario.horizon.dayCount)
    // One of two agents missing for 80 half hours: a tenth of the two at the price, the rest at twice the price.
    let second = try value(of: 2)
    #expect(abs(second.points - 80 * (0.2 + 2 * 0.8) * prices.short) < 0.1, "\(second)")
    #expect(abs(second.shortHoursAMonth - hours) < 0.01 && abs(second.overHoursAMonth) < 0.01)
    #expect(abs(second.pointsAMonth * 40 - second.points * hours) < 0.01)
    let third = try value(of: 1)
    #expect(abs(third.points + 80 * prices.over) < 0.1, "\(third)")
    #expect(abs(third.shortHoursAMonth) < 0.01 && abs(third.overHoursAMonth - hours) < 0.01)
  }

  @Test("a search that would need too many states says so instead of saying that there is no tour")
  func tooLarge() {
    var problem = RosterProblem(
      intervalMinutes: 30, intervalCount: 1, unitsPerInterval: 1, weekOfDay: (0..<364).map { $0 / 7 },
      weekendOfDay: (0..<364).map { $0 % 7 >= 5 ? $0 / 7 : -1 }, kinds: [ShiftKind(name: "day")],
      demand: .dayShift(DayShiftDemand(wanted: [], underPrice: [], overPrice: [])))
    let pattern = problem.pattern([1])
    problem.addMenu(
      (0..<364).map { day in
        (0..<8).flatMap { start in
          stride(from: 240, through: 480, by: 15).map { paid in
            ShiftOption(
              kind: 0, start: day * 1440 + start * 180, end: day * 1440 + start * 180 + paid, paid: paid,
              localStart: start * 180, pattern: pattern, firstInterval: 0)
          }
        }
      })
    var rules = TourRules()
    rules.leastRest = 660
    rules.mostDaysInARow = 6
    rules.mostWeekends = 30
    rules.weekMinutes = [ClosedRange<Int>](repeating: 1200...2400, count: 52)
    rules.weekDays = [Int](repeating: 6, count: 52)
    problem.people = [RosterPerson(name: "A", menu: 0, days: [DayRule](repeating: .free, count: 364), rules: rules)]
    let costs = [Float](repeating: 0, count: problem.menus[0].count)
    var tour = [Int32](repeating: RosterProblem.off, count: 364)
    let search = TourSearch(TourSpace(problem))
    #expect(search.cheapestTour(person: 0, costs: costs, window: 0..<364, tour: &tour) == nil)
    #expect(search.gaveUp)
    #expect(search.cheapestTour(person: 0, costs: costs, window: 0..<14, tour: &tour) != nil)
    #expect(!search.gaveUp)
  }
}
