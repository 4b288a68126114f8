import Chance
import LinearProgram
import Synchronization
import Testing
import Tours

/// What large rosters do differently: people counted for one community of groups, the split by paths.
@Suite("Rosters of many people and groups")
struct LargeRosterTests {
  /// Eight languages of three groups each, linked by people who speak a second one: far more sets of groups than can be listed.
  private struct LinkedCentre {
    static let groupsEach = 3
    var problem: RosterProblem
    var demand: IntervalDemand

    init(seed: UInt64, people: Int = 120, days: Int = 7, languages: Int = 8) {
      var random = SplitMix64(seed: seed)
      let groups = languages * Self.groupsEach
      let base = SmallCentre(seed: seed, people: 1, days: days, groups: groups)
      problem = base.problem
      demand = base.demand
      let each = 0.45 * Double(people) / Double(groups)
      for place in demand.required.indices where demand.required[place] > 0 {
        demand.required[place] = each * Double(60 + random.below(80)) / 100
      }
      problem.demand = .intervals(demand)
      let rules = problem.people[0].rules
      problem.people = (0..<people).map { index in
        let language = index % languages
        var served = (0..<Self.groupsEach).filter { $0 == index / languages % 3 || random.below(2) == 0 }
          .map { language * Self.groupsEach + $0 }
        if random.below(3) == 0 {
          let other = (language + 1 + random.below(languages - 1)) % languages
          served += served.map { other * Self.groupsEach + $0 % Self.groupsEach }
        }
        return RosterPerson(
          name: "P\(index)", menu: 0, groups: served, productivity: 0.9,
          days: [DayRule](repeating: .free, count: days), rules: rules)
      }
    }
  }

  /// Cover cost where people split over their groups in any shares: one linear program an interval.
  private func coverByProgram(_ centre: LinkedCentre, _ tours: [Int32]) throws -> Double {
    let problem = centre.problem
    var total = 0.0
    var present = [[(person: Int, work: Double)]](repeating: [], count: problem.intervalCount)
    for person in problem.people.indices {
      for day in 0..<problem.dayCount where tours[person * problem.dayCount + day] >= 0 {
        let option = problem.options[Int(tours[person * problem.dayCount + day])]
        for (offset, units) in problem.patterns[Int(option.pattern)].units.enumerated() where units > 0 {
          present[Int(option.firstInterval) + offset]
            .append((person, Double(units) / 2 * problem.people[person].productivity))
        }
      }
    }
    for interval in 0..<problem.intervalCount {
      var program = LinearProgram()
      var rows: [[(LinearProgram.Variable, Double)]] = Array(repeating: [], count: centre.demand.groups.count)
      for (person, work) in present[interval] {
        let shares = problem.people[person].groups.map { group in
          let share = program.continuous()
          rows[group].append((share, 1))
          return (share, 1.0)
        }
        program.constrain(shares, equals: work)
      }
      program.meet(centre.demand, at: interval, served: rows)
      total += try program.solve().objective
    }
    return total
  }

  @Test(
    "many linked groups: most are served, and the split costs little more than the best one",
    arguments: [1, 2] as [UInt64])
  func linkedGroups(seed: UInt64) throws {
    let centre = LinkedCentre(seed: seed)
    let solution = RosterEngine(effort: .quick, seed: seed).solve(centre.problem)
    let best = try coverByProgram(centre, solution.tours)
    let cover = solution.cost.cover
    #expect(cover >= best - 0.05)
    // The best split shares people out in fractions, ours as whole persons.
    #expect(cover <= 1.1 * best)
    let servable = Set(centre.problem.people.flatMap(\.groups))
    // A group that few can serve may be left to pay for its shortage; most are served, whoever counts for them.
    let served = Set(solution.groups).subtracting([-1])
    #expect(10 * served.count >= 9 * servable.count)
    let intervals = centre.problem.intervalCount
    for (person, someone) in centre.problem.people.enumerated() {
      let served = Set(solution.groups[person * intervals..<(person + 1) * intervals]).subtracting([-1])
      #expect(served.isSubset(of: Set(someone.groups.map { Int16($0) })))
    }
  }

  @Test("more groups than a word has bits: most are served, at a cost near that of the best split")
  func manyGroups() throws {
    let centre = LinkedCentre(seed: 6, people: 500, languages: 34)
    let solution = RosterEngine(effort: .moves(400_000), seed: 1).solve(centre.problem)
    let best = try coverByProgram(centre, solution.tours)
    let cover = solution.cost.cover
    #expect(cover >= best - 0.05)
    #expect(cover <= 1.1 * best)
    let servable = Set(centre.problem.people.flatMap(\.groups))
    #expect(servable.contains { $0 > 64 })
    let served = Set(solution.groups).subtracting([-1])
    #expect(10 * served.count >= 9 * servable.count)
    let (bound, cost) = (solution.bound, solution.cost.total)
    #expect(bound > 0 && bound <= cost + 1e-6)
  }

  @Test("many groups that nobody links have the exact cost of their own people")
  func separateGroups() throws {
    var centre = LinkedCentre(seed: 7, people: 160, languages: 30)
    for person in centre.problem.people.indices { centre.problem.people[person].groups = [person % 90] }
    let solution = RosterEngine(effort: .moves(50_000), seed: 1).solve(centre.problem)
    let (cover, best) = (solution.cost.cover, try coverByProgram(centre, solution.tours))
    #expect(abs(cover - best) < 1e-4 * best)
  }

  @Test("prices by communities prove a bound that is not far below that of one large program")
  func communities() {
    let centre = LinkedCentre(seed: 3)
    // Few enough rows for one program at normal effort, too many for a quick search.
    let quick = RosterEngine(effort: .quick, seed: 1).solve(centre.problem)
    let moves = RosterEngine(effort: .moves(4_096), seed: 1).solve(centre.problem)
    let (bound, cost, other) = (quick.bound, quick.cost.total, moves.bound)
    #expect(bound > 0)
    #expect(bound <= cost)
    #expect(bound >= 0.9 * other)
  }

  @Test("one thread and two give the same large roster")
  func threads() {
    let centre = LinkedCentre(seed: 4, days: 14)
    var one = RosterEngine(effort: .quick, seed: 2)
    one.threads = 1
    let (alone, together) = (one.solve(centre.problem), RosterEngine(effort: .quick, seed: 2).solve(centre.problem))
    let isSame = alone.tours == together.tours && alone.groups == together.groups && alone.bound == together.bound
    #expect(isSame)
  }

  /// Says yes from some question on, and counts those asked after it.
  private final class Patience: Sendable {
    let most: Int
    let asked = Atomic(0)

    init(_ most: Int) { self.most = most }

    func isOver() -> Bool { asked.wrappingAdd(1, ordering: .relaxed).newValue > most }

    var after: Int { max(0, asked.load(ordering: .relaxed) - most) }
  }

  @Test("stopped at any question, the search soon has a lawful roster", arguments: [0, 1, 3, 40, 150, 300])
  func stops(most: Int) {
    let centre = LinkedCentre(seed: 5, days: 14)
    let patience = Patience(most)
    var engine = RosterEngine(effort: .quick, seed: 1)
    engine.isCancelled = { patience.isOver() }
    let solution = engine.solve(centre.problem)
    let (wasCutShort, hasConflicts) = (solution.wasCutShort, !solution.conflicts.isEmpty)
    #expect(wasCutShort)
    #expect(!hasConflicts)
    // Every part of the search asks a few times more on its way out.
    #expect(patience.after < 60)
    let judge = TourJudge(centre.problem)
    let days = centre.problem.dayCount
    for person in centre.problem.people.indices {
      #expect(judge.firstBreach(Array(solution.tours[person * days..<(person + 1) * days]), person: person) == nil)
    }
    let (bound, cost) = (solution.bound, solution.cost.total)
    #expect(bound <= cost + 1e-6)
  }
}
