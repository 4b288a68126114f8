import Rostering
import Testing

@Suite("Shifts that change between activities")
struct ActivityEngineTests {
  private static let days = 3
  private static let stay = 4

  /// Twelve people, two activities with opposite peaks, shifts of 3 to 5 hours in quarters.
  private func problem() -> (RosterProblem, ActivityDemand) {
    let perDay = 96
    var problem = RosterProblem(
      intervalMinutes: 15, intervalCount: Self.days * perDay, unitsPerInterval: 1,
      weekOfDay: [Int](repeating: 0, count: Self.days), weekendOfDay: [Int](repeating: -1, count: Self.days),
      kinds: [ShiftKind(name: "shift")],
      demand: .intervals(IntervalDemand(groups: [], required: [], prices: [], overPrice: 0)))
    problem.addMenu(
      (0..<Self.days).map { day in
        stride(from: 0, through: 600, by: 30).flatMap { start in
          stride(from: 180, through: 300, by: 60).map { length in
            ShiftOption(
              kind: 0, start: day * 1440 + start, end: day * 1440 + start + length, paid: length, localStart: start,
              pattern: problem.pattern([UInt8](repeating: 1, count: length / 15)),
              firstInterval: day * perDay + start / 15)
          }
        }
      })
    for person in 0..<12 {
      var rules = TourRules()
      rules.leastRest = 660
      rules.minutes = 540...720
      problem.people.append(
        RosterPerson(
          name: "P\(person)", menu: 0, days: [DayRule](repeating: .free, count: Self.days), rules: rules))
    }
    var least = [Int](repeating: 0, count: problem.intervalCount * 2)
    for interval in 0..<problem.intervalCount where interval % perDay < 56 {
      least[interval * 2] = interval % perDay < 28 ? 2 : 1
      least[interval * 2 + 1] = interval % perDay < 28 ? 1 : 2
    }
    return (problem, ActivityDemand(activityCount: 2, least: least, most: least, leastStay: Self.stay))
  }

  @Test("every stay lasts its least time, every tour is legal, and the counted cost is the roster's")
  func rosterIsLegal() {
    let (problem, demand) = problem()
    let solution = ActivityEngine(effort: .moves(40_000), seed: 3).solve(problem, demand)
    let review = TourReview(problem)
    var people = [Int](repeating: 0, count: demand.least.count)
    for person in problem.people.indices {
      let tour = Array(solution.tours[person * Self.days..<(person + 1) * Self.days])
      #expect(review.isLegal(tour, person: person))
      let own = Array(solution.activities[person * problem.intervalCount..<(person + 1) * problem.intervalCount])
      var works = [Bool](repeating: false, count: problem.intervalCount)
      for option in tour where option >= 0 {
        let shift = problem.options[Int(option)]
        let range = Int(shift.start) / 15..<Int(shift.end) / 15
        var length = 0
        for interval in range {
          works[interval] = true
          let begins = interval == range.lowerBound || own[interval] != own[interval - 1]
          if begins && length > 0 { #expect(length >= Self.stay) }
          length = begins ? 1 : length + 1
        }
        #expect(length >= Self.stay)
      }
      for interval in own.indices {
        #expect((own[interval] >= 0) == works[interval])
        if own[interval] >= 0 { people[interval * 2 + Int(own[interval])] += 1 }
      }
    }
    let surplus = people.indices.reduce(0) { sum, place in
      let above = max(0, people[place] - demand.most[place])
      return sum + above * above
    }
    #expect(solution.surplusCost == surplus)
    #expect(solution.shortIntervals == people.indices.reduce(0) { $0 + max(0, demand.least[$1] - people[$1]) })
    #expect(solution.unplaced.isEmpty)
    #expect(solution.shortIntervals == 0)
    #expect(solution.bound <= Double(surplus))
  }

  @Test("the search betters its first roster, and one thread finds what two find")
  func searchHelps() {
    let (problem, demand) = problem()
    func cost(_ solution: ActivitySolution) -> Int { solution.surplusCost + 2_000 * solution.shortIntervals }
    let first = ActivityEngine(effort: .moves(0), seed: 5).solve(problem, demand)
    var engine = ActivityEngine(effort: .moves(60_000), seed: 5)
    engine.threads = 1
    let one = engine.solve(problem, demand)
    engine.threads = 2
    let two = engine.solve(problem, demand)
    #expect(cost(one) < cost(first))
    #expect(one.tours == two.tours)
    #expect(one.activities == two.activities)
  }

  /// Two people who work four hours at the same time on one day; nobody is wanted.
  private func together(activities: Int) -> (RosterProblem, ActivityDemand) {
    var problem = RosterProblem(
      intervalMinutes: 15, intervalCount: 96, unitsPerInterval: 1, weekOfDay: [0], weekendOfDay: [-1],
      kinds: [ShiftKind(name: "shift")],
      demand: .intervals(IntervalDemand(groups: [], required: [], prices: [], overPrice: 0)))
    let pattern = problem.pattern([UInt8](repeating: 1, count: 16))
    problem.addMenu([
      [ShiftOption(kind: 0, start: 60, end: 300, paid: 240, localStart: 60, pattern: pattern, firstInterval: 4)]
    ])
    for name in ["A", "B"] {
      var rules = TourRules()
      rules.minutes = 240...240
      problem.people.append(RosterPerson(name: name, menu: 0, days: [.free], rules: rules))
    }
    let none = [Int](repeating: 0, count: 96 * activities)
    return (problem, ActivityDemand(activityCount: activities, least: none, most: none, leastStay: Self.stay))
  }

  @Test("two people on one activity cost four an interval, on two activities two, and the bound says so")
  func boundIsExactWhenNothingIsLeftToChoose() {
    for (activities, each) in [(1, 4), (2, 2)] {
      let (problem, demand) = together(activities: activities)
      let solution = ActivityEngine(effort: .moves(1_000), seed: 2).solve(problem, demand)
      #expect(solution.surplusCost == 16 * each)
      #expect(solution.bound == Double(16 * each))
    }
  }

  @Test("somebody without a legal tour is named, and then nothing is claimed about the cost")
  func unplacedVoidsTheBound() {
    var (problem, demand) = together(activities: 1)
    problem.people[1].rules.minutes = 300...300
    let solution = ActivityEngine(effort: .moves(1_000), seed: 2).solve(problem, demand)
    #expect(solution.unplaced == [1])
    #expect(solution.bound == -.infinity)
    #expect(solution.surplusCost == 16)
    demand.least[0] = 1
    demand.most[0] = 1
    #expect(ActivityEngine(effort: .moves(1_000), seed: 2).solve(problem, demand).shortIntervals == 1)
  }
}
