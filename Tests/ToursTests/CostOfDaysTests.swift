import Testing
import Tours

@Suite("What days cost their people")
struct CostOfDaysTests {
  /// A week of one person with a shift of eight hours at some starts on every day, wanted by nobody.
  private static func week(starts: [Int]) -> RosterProblem {
    var problem = RosterProblem(
      intervalMinutes: 60, intervalCount: 9 * 24, unitsPerInterval: 1, weekOfDay: [Int](repeating: 0, count: 7),
      weekendOfDay: [-1, -1, -1, -1, -1, 0, 0], kinds: [ShiftKind(name: "day")], forbiddenSuccessions: [],
      demand: .dayShift(DayShiftDemand(wanted: [], underPrice: [], overPrice: [])))
    let pattern = problem.pattern([1, 1, 1, 1, 1, 1, 1, 1])
    problem.addMenu(
      (0..<7).map { day in
        starts.map { start in
          ShiftOption(
            kind: 0, start: day * 1440 + start, end: day * 1440 + start + 480, paid: 480, localStart: start,
            pattern: pattern, firstInterval: day * 24 + start / 60)
        }
      })
    problem.people = [RosterPerson(name: "P", menu: 0, days: [DayRule](repeating: .free, count: 7), rules: TourRules())]
    return problem
  }

  /// A tour by the place of each day's start, -1 for a day off.
  private static func tour(_ places: [Int], _ problem: RosterProblem) -> [Int32] {
    places.enumerated().map { day, place in
      place < 0 ? RosterProblem.off : Int32(problem.options(menu: 0, day: day).lowerBound + place)
    }
  }

  @Test("from 23:30 to midnight there are 30 minutes, and to 01:30 two hours")
  func overMidnight() {
    var problem = Self.week(starts: [0, 90, 1410])
    problem.people[0].rules.unstableStartPrice = 1
    problem.people[0].rules.startTolerance = 60
    let judge = TourJudge(problem)
    #expect(judge.startHours(Self.tour([2, 2, -1, 0, 0, -1, -1], problem), person: 0, week: 0) == 0)
    #expect(judge.startHours(Self.tour([2, 2, -1, 1, -1, -1, -1], problem), person: 0, week: 0) == 1)
  }

  @Test("the first date off is single where the eve was worked, and the search knows it", arguments: [0, 1, 3])
  func firstDate(worked: Int) {
    var problem = Self.week(starts: [540])
    problem.people[0].rules.singleDayOffPrice = 30
    problem.people[0].before = TourHistory(daysInARow: worked, daysOff: worked == 0 ? 1 : 0, isKnown: true)
    problem.people[0].rules.minutes = 5 * 480...5 * 480
    // Work from the second date on pays, and what comes after the first alone decides whether it is single.
    problem.people[0].offCosts = [0, 25, 25, 25, 25, 0, 0]
    let judge = TourJudge(problem)
    let one = Self.tour([-1, 0, 0, 0, 0, 0, -1], problem)
    #expect(judge.cost(one, person: 0) == (worked > 0 ? 30 : 0))
    #expect(judge.isSingleDayOff(one, 0, person: 0) == (worked > 0))
    let costs = problem.options.indices.map { $0 < 1 ? Float(10) : 0 }
    problem.people[0].optionCosts = costs
    var found = one
    let cost = TourSearch(TourSpace(problem)).cheapestTour(person: 0, costs: costs, window: 0..<7, tour: &found)
    let least = (0..<1 << 7).map { bits in
      Self.tour((0..<7).map { bits >> $0 & 1 == 1 ? 0 : -1 }, problem)
    }.filter { TourJudge(problem).isLegal($0, person: 0) }.map { TourJudge(problem).cost($0, person: 0) }.min()
    #expect(cost.map(Double.init) == least)
    #expect(TourJudge(problem).cost(found, person: 0) == least)
  }
}
