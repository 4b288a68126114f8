import Chance
import Testing
import Tours

/// Made-up wards: early, late and night shifts, wishes, days off, tight hours.
struct Ward {
  var problem: RosterProblem

  init(seed: UInt64, people: Int, days: Int, kinds: Int) {
    var random = SplitMix64(seed: seed)
    let cells = days * kinds
    problem = RosterProblem(
      intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1, weekOfDay: (0..<days).map { $0 / 7 },
      weekendOfDay: (0..<days).map { $0 % 7 >= 5 ? $0 / 7 : -1 },
      kinds: ["early", "late", "night"].prefix(kinds).map { ShiftKind(name: $0, isNight: $0 == "night") },
      // Nothing earlier may follow: late then early, night then early or late.
      forbiddenSuccessions: (0..<kinds * kinds).map { $0 % kinds < $0 / kinds },
      demand: .dayShift(
        DayShiftDemand(
          wanted: (0..<cells).map { _ in random.below(max(1, people / kinds) + 1) },
          underPrice: [Double](repeating: 100, count: cells), overPrice: [Double](repeating: 1, count: cells))))
    let pattern = problem.pattern([])
    problem.addMenu(
      (0..<days).map { day in
        (0..<kinds).map { kind in
          ShiftOption(
            kind: kind, start: day * 1440 + 360 + 480 * kind, end: day * 1440 + 840 + 480 * kind, paid: 480,
            localStart: 360 + 480 * kind, pattern: pattern, firstInterval: day * 24)
        }
      })
    problem.people = (0..<people).map { person in
      var rules = TourRules()
      rules.minutes = 480 * (days / 3)...480 * (days * 3 / 4)
      rules.mostDaysInARow = 4
      rules.leastDaysInARow = days > 7 ? 2 : 1
      rules.leastDaysOff = days > 7 ? 2 : 1
      rules.mostWeekends = max(1, days / 14)
      rules.mostOfKind = (0..<kinds).map { $0 == 0 ? days : 1 + random.below(days) }
      var locks = [DayRule](repeating: .free, count: days)
      locks[random.below(days)] = .off
      return RosterPerson(
        name: "P\(person)", menu: 0, days: locks, rules: rules,
        optionCosts: (0..<cells).map { _ in random.below(4) == 0 ? Float(random.below(4)) : 0 },
        offCosts: (0..<days).map { _ in random.below(4) == 0 ? Float(random.below(4)) : 0 })
    }
  }

  /// Cost of a roster counted afresh: wishes and cover.
  func cost(_ tours: [Int32]) -> Double {
    guard case .dayShift(let demand) = problem.demand else { return .nan }
    let days = problem.dayCount
    var have = [Int](repeating: 0, count: demand.wanted.count)
    var cost = 0.0
    for (person, someone) in problem.people.enumerated() {
      for day in 0..<days {
        let option = tours[person * days + day]
        if option < 0 {
          cost += Double(someone.offCosts[day])
        } else {
          cost += Double(someone.optionCosts[Int(option)])
          have[day * problem.kinds.count + Int(problem.options[Int(option)].kind)] += 1
        }
      }
    }
    for (cell, wanted) in demand.wanted.enumerated() {
      cost += Double(max(0, wanted - have[cell])) * 100 + Double(max(0, have[cell] - wanted))
    }
    return cost
  }

  /// Every legal tour of a person.
  func tours(of person: Int) -> [[Int32]] {
    var found: [[Int32]] = []
    var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
    let judge = TourJudge(problem)
    func walk(_ day: Int) {
      if day == problem.dayCount {
        if judge.isLegal(tour, person: person) { found.append(tour) }
        return
      }
      for option in [RosterProblem.off] + problem.options(menu: 0, day: day).map({ Int32($0) }) {
        tour[day] = option
        walk(day + 1)
      }
    }
    walk(0)
    return found
  }
}

@Suite("Rosters for demand by day and shift")
struct DayShiftTests {
  @Test("a roster obeys every rule, its cost is what it says, and its bound is below", arguments: 1...6)
  func honest(seed: Int) throws {
    let ward = Ward(seed: UInt64(seed), people: 6 + seed, days: 21, kinds: 3)
    var engine = DayShiftEngine()
    engine.budget = .effort(1.5)
    let answer = try engine.solve(ward.problem)
    let judge = TourJudge(ward.problem)
    for person in ward.problem.people.indices {
      let tour = Array(answer.tours[person * 21..<person * 21 + 21])
      #expect(judge.firstBreach(tour, person: person) == nil)
    }
    #expect(abs(answer.cost.total - ward.cost(answer.tours)) < 1e-6)
    #expect(answer.bound <= answer.cost.total + 1e-6)
    #expect(answer.bound >= 0)
    #expect(answer.faults.isEmpty)
  }

  @Test("for two people and five days the roster is the best of all, and the bound never passes it", arguments: 1...10)
  func best(seed: Int) throws {
    let ward = Ward(seed: UInt64(seed), people: 2, days: 5, kinds: 2)
    var engine = DayShiftEngine()
    engine.budget = .effort(0.5)
    let answer = try engine.solve(ward.problem)
    var best = Double.infinity
    let second = ward.tours(of: 1)
    for first in ward.tours(of: 0) { for other in second { best = min(best, ward.cost(first + other)) } }
    #expect(abs(answer.cost.total - best) < 1e-6)
    #expect(answer.bound <= best + 1e-6)
  }

  @Test("the same effort gives the same roster, on one thread and on two")
  func repeatable() throws {
    let ward = Ward(seed: 7, people: 14, days: 28, kinds: 3)
    var engine = DayShiftEngine()
    engine.budget = .effort(2)
    engine.threads = 1
    let alone = try engine.solve(ward.problem)
    engine.threads = 2
    let together = try engine.solve(ward.problem)
    #expect(alone.tours == together.tours)
    #expect(alone.bound == together.bound)
    #expect(try engine.solve(ward.problem).tours == together.tours)
    engine.seed = 2
    #expect(try engine.solve(ward.problem).bound <= together.cost.total + 1e-6)
  }

  @Test("a person who owes hours but may work on no day is named")
  func contradiction() throws {
    var ward = Ward(seed: 3, people: 4, days: 14, kinds: 3)
    ward.problem.people[2].days = [DayRule](repeating: .off, count: 14)
    let engine = DayShiftEngine()
    #expect(throws: RosterContradiction(person: 2)) { try engine.solve(ward.problem) }
  }

  @Test("the one engine takes demand by day and shift, says what is short, and names who cannot be placed")
  func oneEntry() throws {
    var ward = Ward(seed: 5, people: 6, days: 14, kinds: 2)
    ward.problem.people[1].days = [DayRule](repeating: .off, count: 14)
    let solution = RosterEngine(effort: .moves(50_000)).solve(ward.problem)
    #expect(solution.conflicts.map(\.person) == [1])
    #expect(solution.tours[14..<28].allSatisfy { $0 == RosterProblem.off })
    #expect(abs(solution.cost.total - ward.cost(solution.tours)) < 1e-6)
    #expect(solution.bound <= solution.cost.total + 1e-6)
    #expect(!solution.wasCutShort)
  }

  @Test("a caller who stops gets a legal roster at once")
  func cancelled() throws {
    let ward = Ward(seed: 9, people: 10, days: 28, kinds: 3)
    var engine = DayShiftEngine()
    engine.budget = .wallSeconds(600)
    engine.shouldStop = { true }
    let answer = try engine.solve(ward.problem)
    #expect(abs(answer.cost.total - ward.cost(answer.tours)) < 1e-6)
    #expect(TourJudge(ward.problem).firstBreach(Array(answer.tours[0..<28]), person: 0) == nil)
  }

  @Test("half a year is filled stage by stage and still obeys the limits of the whole")
  func longHorizon() throws {
    let ward = Ward(seed: 4, people: 5, days: 182, kinds: 3)
    var engine = DayShiftEngine()
    engine.budget = .effort(2)
    let answer = try engine.solve(ward.problem)
    let judge = TourJudge(ward.problem)
    for person in ward.problem.people.indices {
      #expect(judge.firstBreach(Array(answer.tours[person * 182..<person * 182 + 182]), person: person) == nil)
    }
  }

  @Test("people with limits on so many shifts that counting them all is too much still get legal tours")
  func manyCounters() throws {
    var ward = Ward(seed: 6, people: 1, days: 56, kinds: 3)
    for person in ward.problem.people.indices { ward.problem.people[person].rules.mostOfKind = [11, 11, 11] }
    var engine = DayShiftEngine()
    engine.budget = .effort(0.2)
    let answer = try engine.solve(ward.problem)
    let judge = TourJudge(ward.problem)
    for person in ward.problem.people.indices {
      #expect(judge.firstBreach(Array(answer.tours[person * 56..<person * 56 + 56]), person: person) == nil)
    }
  }
}

@Suite("Prices that bend")
struct BentPricesTests {
  @Test(
    "with a least that is dearer and a most up to which extra people are free, the roster is the best of all and the bound never passes it",
    arguments: 1...8)
  func best(seed: Int) throws {
    var ward = Ward(seed: UInt64(seed) + 50, people: 3, days: 4, kinds: 2)
    guard case .dayShift(var demand) = ward.problem.demand else { return }
    var random = SplitMix64(seed: UInt64(seed))
    let least = demand.wanted.map { random.below($0 + 1) }
    let most = demand.wanted.map { $0 + random.below(2) }
    demand.overPrice = demand.overPrice.map { _ in Double(3 + random.below(9)) }
    demand.bends = DayShiftDemand.Bends(least: least, most: most, leastPrice: demand.underPrice.map { $0 * 4 })
    ward.problem.demand = .dayShift(demand)
    func cost(_ tours: [Int32]) -> Double {
      var have = [Int](repeating: 0, count: demand.wanted.count)
      var cost = 0.0
      for (person, someone) in ward.problem.people.enumerated() {
        for day in 0..<4 {
          let option = tours[person * 4 + day]
          if option < 0 {
            cost += Double(someone.offCosts[day])
          } else {
            cost += Double(someone.optionCosts[Int(option)])
            have[day * 2 + Int(ward.problem.options[Int(option)].kind)] += 1
          }
        }
      }
      for cell in have.indices {
        for people in have[cell]..<max(have[cell], demand.wanted[cell]) { cost += people < least[cell] ? 400 : 100 }
        cost += Double(max(0, have[cell] - most[cell])) * demand.overPrice[cell]
      }
      return cost
    }
    var engine = DayShiftEngine()
    engine.budget = .effort(0.5)
    let answer = try engine.solve(ward.problem)
    let tours = (0..<3).map { ward.tours(of: $0) }
    var best = Double.infinity
    for first in tours[0] {
      for second in tours[1] { for third in tours[2] { best = min(best, cost(first + second + third)) } }
    }
    #expect(abs(answer.cost.total - cost(answer.tours)) < 1e-6)
    #expect(abs(answer.cost.total - best) < 1e-6, "\(answer.cost.total) for \(best)")
    #expect(answer.bound <= best + 1e-6)
  }
}
