import Rostering
import Testing
import Timeline
import Units
import Workforce

@Suite("Why this shift, and what one more person is worth")
struct ReasonsTests {
  @Test("the difference of every other choice is that of the whole roster counted anew", arguments: [1, 2] as [UInt64])
  func differences(seed: UInt64) {
    let centre = SmallCentre(seed: seed, people: 8, days: 7)
    let tours = RosterEngine(effort: .moves(20_000), seed: seed).solve(centre.problem).tours
    let replanning = Replanning(centre.problem, demand: centre.demand)
    func cost(_ tours: [Int32]) -> Double {
      replanning.mend(
        Replanning.Disturbance(
          published: tours, firstOpenDay: 7, priceOfChange: 1, mostOthers: 0, in: centre.problem)
      ).mended.total
    }
    let review = TourReview(centre.problem)
    let reasons = RosterReasons(replanning, tours: tours)
    let present = cost(tours)
    for (person, day) in [(0, 1), (3, 4), (5, 6)] {
      let alternatives = reasons.alternatives(person: person, day: day)
      #expect(alternatives.count > 10)
      for alternative in alternatives {
        var changed = tours
        changed[person * 7 + day] = alternative.option
        #expect(abs(cost(changed) - present - alternative.difference.total) < 0.01)
        let isLegal = review.isLegal(Array(changed[person * 7..<(person + 1) * 7]), person: person)
        #expect(alternative.broken.isEmpty == isLegal)
      }
    }
  }

  @Test("a choice that is forbidden alone can be had by a lawful week, and its price is that of the whole roster")
  func exchanges() throws {
    let centre = SmallCentre(seed: 3, people: 8, days: 7)
    let tours = RosterEngine(effort: .moves(20_000), seed: 3).solve(centre.problem).tours
    let reasons = RosterReasons(Replanning(centre.problem, demand: centre.demand), tours: tours)
    let review = TourReview(centre.problem)
    var seen = 0
    for person in 0..<8 {
      for day in 0..<7 {
        for alternative in reasons.alternatives(person: person, day: day).prefix(12) {
          guard let exchange = reasons.exchange(person: person, day: day, option: alternative.option) else { continue }
          seen += 1
          #expect(exchange.tour[day] == alternative.option)
          #expect(review.isLegal(exchange.tour, person: person))
          // Where the choice is allowed as it is, moving other days as well can only be cheaper.
          if alternative.broken.isEmpty {
            #expect(exchange.difference.total <= alternative.difference.total + 0.01)
          }
        }
      }
    }
    #expect(seen > 50)
  }

  @Test("one more person never lowers the bound by more than the value promises", arguments: [0, 1])
  func values(kind: Int) throws {
    let small = try SmallScenario()
    let values = Rostering.valuesOfOneMore(covering: small.requirement, in: small.scenario)
    #expect(Set(values.map(\.starts)).isSuperset(of: ["any", "early", "late"]))
    let languages = kind == 0 ? ["fr"] : ["fr", "en"]
    let value = try #require(values.first { $0.languages == languages && $0.starts == "any" })
    #expect(value.points > 0)
    for narrow in values where narrow.queues == value.queues { #expect(narrow.points <= value.points + 1e-3) }
    func bound(_ scenario: Scenario) throws -> Double {
      let roster = Rostering.roster(
        covering: small.requirement, in: scenario, engine: RosterEngine(effort: .moves(2_000)))
      return try #require(roster.report).bound
    }
    var more = small.scenario
    var newcomer = try #require(more.agents.first { $0.languages == languages })
    newcomer.id = "newcomer"
    more.agents.append(newcomer)
    #expect(try bound(more) >= bound(small.scenario) - value.points - 1)
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
