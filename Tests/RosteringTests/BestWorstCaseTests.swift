import Chance
import Rostering
import Testing
import Timeline
import TinyTours
import Tours
import Units
import Workforce

/// The best worst case of a group against every way to hand out its work, and against the pencil.
@Suite("Best worst case of what colleagues share")
struct BestWorstCaseTests {
  /// The dates of a burden in a tour.
  private static func dates(_ burden: Burden, _ tour: [Int32], _ problem: RosterProblem) -> [Bool] {
    tour.indices.map { day in
      guard tour[day] >= 0 else { return false }
      switch burden {
      case .nights: return problem.kinds[Int(problem.options[Int(tour[day])].kind)].isNight
      case .weekends: return problem.weekendOfDay[day] >= 0
      case .lateEnds: return problem.options[Int(tour[day])].endsLate
      }
    }
  }

  private static func count(_ burden: Burden, _ dates: [Bool], _ problem: RosterProblem) -> Int {
    let days = dates.indices.filter { dates[$0] }
    return burden == .weekends ? Set(days.map { problem.weekendOfDay[$0] }).count : days.count
  }

  /// Every lawful tour of a person.
  private static func tours(_ person: Int, _ problem: RosterProblem) -> [[Int32]] {
    var tours: [[Int32]] = [[]]
    for day in 0..<problem.dayCount {
      let options = [RosterProblem.off] + problem.options(menu: 0, day: day).map { Int32($0) }
      tours = tours.flatMap { tour in options.map { tour + [$0] } }
    }
    let judge = TourJudge(problem)
    return tours.filter { judge.isLegal($0, person: person) }
  }

  /// The least most of all ways in which three people do at least the given work of each date.
  private static func best(
    _ burden: Burden, _ choices: [[[Bool]]], before: [Int], needs: [Int], _ problem: RosterProblem
  ) -> Int {
    var best = Int.max
    let counts = zip(choices, before).map { choice, before in choice.map { count(burden, $0, problem) + before } }
    for (a, first) in choices[0].enumerated() where counts[0][a] < best {
      for (b, second) in choices[1].enumerated() where max(counts[0][a], counts[1][b]) < best {
        for (c, third) in choices[2].enumerated() {
          let most = max(counts[0][a], counts[1][b], counts[2][c])
          if most >= best { continue }
          let isEnough = needs.indices.allSatisfy { day in
            [first[day], second[day], third[day]].count { $0 } >= needs[day]
          }
          if isEnough { best = most }
        }
      }
    }
    return best
  }

  @Test("as good as the best of all ways that three people have")
  func bruteForce() {
    var (cases, tight) = (0, 0)
    for seed in UInt64(1)...140 {
      var problem = TinyProblem(seed: seed).problem
      guard problem.dayCount <= 6 else { continue }
      var random = SplitMix64(seed: seed)
      let first = problem.people[0]
      problem.people = (0..<3).map { _ in
        var someone = first
        someone.days = someone.days.map { $0 == .free && random.below(5) == 0 ? .off : $0 }
        return someone
      }
      let all = problem.people.indices.map { Self.tours($0, problem) }
      guard all.allSatisfy({ !$0.isEmpty }) else { continue }
      let chosen = all.map { $0[random.below($0.count)] }
      let before = (0..<3).map { _ in random.below(3) }
      for burden in [Burden.nights, .weekends] {
        let dates = chosen.map { Self.dates(burden, $0, problem) }
        let needs = (0..<problem.dayCount).map { day in dates.count { $0[day] } }
        if needs.allSatisfy({ $0 == 0 }) { continue }
        let choices = all.map { tours in Array(Set(tours.map { Self.dates(burden, $0, problem) })) }
        let best = Self.best(burden, choices, before: before, needs: needs, problem)
        let group = BestWorstCase.Group(people: [0, 1, 2], before: before, tours: chosen.flatMap { $0 })
        let found = BestWorstCase.find(burden, in: group, of: problem)
        #expect(found.most <= best, "seed \(seed), \(burden)")
        #expect(!found.isReachable || found.most == best, "seed \(seed), \(burden)")
        cases += 1
        if found.most == best && found.isReachable { tight += 1 }
      }
    }
    #expect(cases >= 40)
    #expect(10 * tight >= 9 * cases, "\(tight) of \(cases)")
  }

  /// Two weeks in which one of three people works each Saturday until late, and nobody has to work otherwise.
  private static func saturdays(absent: [Int]) -> (problem: RosterProblem, tours: [Int32]) {
    let days = 14
    let weekends = (0..<days).map { $0 % 7 < 5 ? -1 : $0 / 7 }
    var problem = RosterProblem(
      intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1, weekOfDay: (0..<days).map { $0 / 7 },
      weekendOfDay: weekends, kinds: [ShiftKind(name: "day")],
      demand: .dayShift(DayShiftDemand(wanted: [], underPrice: [], overPrice: [])))
    let pattern = problem.pattern([1, 1, 1, 1, 1, 1, 1, 1])
    problem.addMenu(
      (0..<days).map { day in
        day % 7 == 6
          ? []
          : [
            ShiftOption(
              kind: 0, start: day * 1440 + 780, end: day * 1440 + 1260, paid: 480, localStart: 780, pattern: pattern,
              firstInterval: day * 24 + 13, endsLate: true)
          ]
      })
    problem.people = (0..<3).map { person in
      var days = [DayRule](repeating: .free, count: days)
      if absent.contains(person) { for day in [5, 12] { days[day] = .off } }
      return RosterPerson(name: "P\(person)", menu: 0, days: days)
    }
    var tours = [Int32](repeating: RosterProblem.off, count: 3 * days)
    for day in [5, 12] { tours[day] = Int32(problem.options(menu: 0, day: day).lowerBound) }
    return (problem, tours)
  }

  @Test(
    "who is away cannot share, and what the ledger has cannot be undone",
    arguments: [
      ([Int](), [0, 0, 0], 1), ([2], [0, 0, 0], 1), ([1, 2], [0, 0, 0], 2), ([1], [0, 0, 2], 2), ([1], [1, 0, 1], 2),
      ([1], [3, 0, 2], 4), ([1], [3, 0, 1], 3), ([], [4, 0, 0], 4),
    ])
  func pencil(absent: [Int], before: [Int], most: Int) {
    let (problem, tours) = Self.saturdays(absent: absent)
    let group = BestWorstCase.Group(people: [0, 1, 2], before: before, tours: tours)
    for burden in [Burden.weekends, .lateEnds] {
      let found = BestWorstCase.find(burden, in: group, of: problem)
      #expect(found == BestWorstCase(most: most, isReachable: true), "\(burden)")
      // Arithmetic alone never says more, and is right where nobody is away.
      let floor = BestWorstCase.find(burden, in: group, of: problem, solves: false)
      #expect(absent.isEmpty ? floor.most == most : floor.most <= most)
    }
  }

  @Test("whoever works one day of a weekend may work the other: three have a weekend where two could")
  func bothDays() {
    let days = 7
    var problem = RosterProblem(
      intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1, weekOfDay: [Int](repeating: 0, count: days),
      weekendOfDay: [-1, -1, -1, -1, -1, 0, 0], kinds: [ShiftKind(name: "day")],
      demand: .dayShift(DayShiftDemand(wanted: [], underPrice: [], overPrice: [])))
    let pattern = problem.pattern([1, 1, 1, 1, 1, 1, 1, 1])
    problem.addMenu(
      (0..<days).map { day in
        [
          ShiftOption(
            kind: 0, start: day * 1440 + 540, end: day * 1440 + 1020, paid: 480, localStart: 540, pattern: pattern,
            firstInterval: day * 24 + 9)
        ]
      })
    problem.people = (0..<3).map {
      RosterPerson(name: "P\($0)", menu: 0, days: [DayRule](repeating: .free, count: days))
    }
    var tours = [Int32](repeating: RosterProblem.off, count: 3 * days)
    for (person, day) in [(0, 6), (1, 5), (1, 6), (2, 5)] {
      tours[person * days + day] = Int32(problem.options(menu: 0, day: day).lowerBound)
    }
    let group = BestWorstCase.Group(people: [0, 1, 2], before: [0, 1, 0], tours: tours)
    #expect(BestWorstCase.find(.weekends, in: group, of: problem) == BestWorstCase(most: 1, isReachable: true))
  }

  @Test("a roster tells who has least and most as its ledger does, and never more than the best is proved")
  func roster() throws {
    var small = try SmallScenario()
    small.scenario.ledger = [LedgerEntry(agent: "A1", nights: 0, weekends: 1, lateEnds: 2)]
    let engine = RosterEngine(effort: .moves(20_000))
    let roster = Rostering.roster(covering: small.requirement, in: small.scenario, engine: engine)
    let shares = try #require(roster.report?.shares)
    let ledger = Rostering.ledger(after: roster, in: small.scenario)
    let weekends = try #require(shares.first { $0.burden == .weekends })
    #expect(weekends.people == 9)
    #expect(weekends.least == ledger.map(\.weekends).min())
    #expect(weekends.most == ledger.map(\.weekends).max())
    #expect(weekends.planned == ledger.reduce(0) { $0 + $1.weekends } - 1)
    if let late = shares.first(where: { $0.burden == .lateEnds }) {
      #expect(late.most == ledger.map(\.lateEnds).max())
    }
    for share in shares {
      #expect(share.bestMost <= share.most)
      // Nine people cannot all have less than their mean.
      #expect(share.bestMost * share.people >= share.planned)
    }
    // Whoever counts the same roster without a search counts the same.
    let counted = Rostering.shares(of: roster, covering: small.requirement, in: small.scenario, solves: true)
    #expect(counted == shares)
    // Late ends are told as the ledger has them where nobody pays for uneven shares too.
    small.scenario.prices.fairness = 0
    let unpriced = Rostering.shares(of: roster, covering: small.requirement, in: small.scenario, solves: false)
    let late = try #require(unpriced.first { $0.burden == .lateEnds })
    #expect(late.planned == ledger.reduce(0) { $0 + $1.lateEnds } - 2)
  }
}
