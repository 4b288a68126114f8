import Testing
import Tours

/// What the search of whole people's work exchanges at its end, each by a roster that nothing else in it can better.
@Suite struct WorkedSearchTests {
  /// Days of eight hours in weeks of seven, on which exactly those are wanted who work already, from 09:00 on.
  private struct Desk {
    var problem: RosterProblem
    var tours: [Int32] = []

    /// - Parameters:
    ///   - patterns: by person, the days they work.
    ///   - starts: hours at which a day may begin; the days worked begin at the first of them.
    init(_ patterns: [Set<Int>], weeks: Int, menus: Int = 1, starts: [Int] = [9]) {
      let days = 7 * weeks
      var required = [Double](repeating: 0, count: days * 24 * 2)
      for (day, hour) in (0..<days).flatMap({ day in (9..<17).map { (day, $0) } }) {
        required[(day * 24 + hour) * 2] = Double(patterns.count { $0.contains(day) })
      }
      let price = ShortagePrice(first: 10, beyond: 10, firstShare: 1)
      problem = RosterProblem(
        intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1, weekOfDay: (0..<days).map { $0 / 7 },
        weekendOfDay: (0..<days).map { $0 % 7 >= 5 ? $0 / 7 : -1 }, kinds: [ShiftKind(name: "day")],
        demand: .intervals(
          IntervalDemand(groups: ["calls", "mail"], required: required, prices: [price, price], overPrice: 1)))
      let pattern = problem.pattern([UInt8](repeating: 1, count: 8))
      var rules = TourRules()
      rules.leastRest = 660
      rules.weekDays = [Int](repeating: 5, count: weeks)
      rules.weekMinutes = [ClosedRange<Int>](repeating: 2400...2400, count: weeks)
      for (person, worked) in patterns.enumerated() {
        if person < menus {
          problem.addMenu(
            (0..<days).map { day in
              starts.map { start in
                let minute = 60 * (24 * day + start)
                return ShiftOption(
                  kind: 0, start: minute, end: minute + 480, paid: 480, localStart: 60 * start, pattern: pattern,
                  firstInterval: day * 24 + start)
              }
            })
        }
        let menu = min(person, menus - 1)
        problem.people.append(
          RosterPerson(
            name: "P\(person)", menu: menu, groups: [0, 1], days: [DayRule](repeating: .free, count: days), rules: rules
          ))
        tours += (0..<days).map { worked.contains($0) ? Int32((menu * days + $0) * starts.count) : RosterProblem.off }
      }
    }

    /// Everybody's days after the search, shape [people][days].
    func workedOut(_ effort: RosterEffort = .quick, stop: () -> Bool = { false }) -> [Int32] {
      var solution = RosterEngine(effort: .moves(1)).solve(problem)
      (solution.tours, solution.groups) = (tours, [])
      solution.workOut(problem, engine: RosterEngine(effort: effort), stop: stop)
      return solution.tours
    }

    /// The days on which each works after the search.
    func searched(_ effort: RosterEffort = .quick, stop: () -> Bool = { false }) -> [Set<Int>] {
      let (tours, days) = (workedOut(effort, stop: stop), problem.dayCount)
      return problem.people.indices.map { person in
        Set((0..<days).filter { tours[person * days + $0] >= 0 })
      }
    }
  }

  @Test("two who work alike exchange all weeks from one on where no single week fits the other's days off")
  func allWeeksFromOneOn() {
    // Mondays to Fridays may be followed by Wednesdays to Sundays, and not the other way round.
    let (early, late) = (Set([0, 1, 2, 3, 4]), Set([2, 3, 4, 5, 6]))
    func weeks(_ days: [Set<Int>]) -> Set<Int> {
      Set(days.enumerated().flatMap { week, own in own.map { 7 * week + $0 } })
    }
    var desk = Desk([weeks([early, late, late]), weeks([early, early, early])], weeks: 3)
    for person in 0..<2 {
      desk.problem.people[person].rules.mostDaysInARow = 5
      desk.problem.people[person].rules.leastDaysOff = 2
    }
    // The first one would rather have weekends off.
    desk.problem.people[0].optionCosts = (0..<21).map { $0 % 7 >= 5 ? 3 : 0 }
    #expect(desk.searched() == [weeks([early, early, early]), weeks([early, late, late])])
  }

  @Test(
    "who has two weekends more than a colleague of other shifts gives them one for other days, of one queue or of two",
    arguments: [[0, 1], [0]])
  func weekends(groups: [Int]) {
    let saturdays: Set = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]
    let none: Set = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
    var desk = Desk([saturdays, none], weeks: 2, menus: 2)
    for person in 0..<2 { desk.problem.people[person].groups = groups }
    func weekends(_ worked: [Set<Int>]) -> [Int] { worked.map { days in [5, 12].count { days.contains($0) } } }
    #expect(weekends(desk.searched()) == [2, 0], "nobody asks for it")
    desk.problem.fairShares = FairShares(
      groupOf: [0, 0], before: [FairShares.Counts](repeating: FairShares.Counts(), count: 2), price: 12)
    let shared = desk.searched()
    #expect(weekends(shared) == [1, 1])
    #expect(shared.allSatisfy { $0.count == 10 && !$0.contains(6) && !$0.contains(13) })
    // What was worked before counts as well.
    desk.problem.fairShares?.before[1] = FairShares.Counts(0, 2, 0, 0)
    #expect(weekends(desk.searched()) == [2, 0])
  }

  @Test(
    "shifts go to the usual start of their week where that costs nothing, and stay where it does",
    arguments: [[0], [0, 1]])
  func steadyStarts(groups: [Int]) {
    var desk = Desk([[0, 1, 2, 3, 4]], weeks: 1, starts: [9, 10])
    desk.problem.people[0].groups = groups
    desk.problem.people[0].rules.unstableStartPrice = 10
    desk.problem.people[0].rules.startTolerance = 60
    desk.problem.people[0].days = (0..<7).map { $0 < 5 ? .free : .off }
    desk.tours = desk.tours.enumerated().map { day, option in option + (option >= 0 && day % 2 == 1 ? 1 : 0) }
    /// The hours at which days begin, where calls ask for somebody in one hour of each day.
    func starts(wanted: [Int]) -> [Int] {
      guard case .intervals(var demand) = desk.problem.demand else { return [] }
      demand.required = demand.required.map { _ in 0 }
      for (day, hour) in wanted.enumerated() { demand.required[(day * 24 + hour) * 2] = 1 }
      desk.problem.demand = .intervals(demand)
      return desk.workedOut().filter { $0 >= 0 }.map { Int(desk.problem.options[Int($0)].localStart) / 60 }
    }
    #expect(starts(wanted: [12, 12, 12, 12, 12]) == [9, 9, 9, 9, 9])
    #expect(starts(wanted: [9, 17, 9, 12, 9]) == [9, 10, 9, 9, 9])
  }

  @Test("however few share queues, a hundred thousand trials are made at least") func leastTrials() {
    let desk = Desk([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], weeks: 1)
    func trials(_ effort: RosterEffort) -> Int {
      var asked = 0
      _ = desk.searched(effort) {
        asked += 1
        return false
      }
      return 256 * asked
    }
    #expect((100_000..<110_000).contains(trials(.normal)))
    #expect(trials(.quick) < 1_000)
  }
}
