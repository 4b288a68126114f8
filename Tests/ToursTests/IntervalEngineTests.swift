import LinearProgram
import Testing
import Tours

@Suite("Rosters for interval demand")
struct IntervalEngineTests {
  /// Cover cost by one small linear program an interval: people split over their groups in any shares.
  private func coverByProgram(_ problem: RosterProblem, _ demand: IntervalDemand, _ tours: [Int32]) throws -> Double {
    var present = [[Double]](
      repeating: [Double](repeating: 0, count: problem.people.count), count: problem.intervalCount)
    for person in problem.people.indices {
      for day in 0..<problem.dayCount where tours[person * problem.dayCount + day] >= 0 {
        let option = problem.options[Int(tours[person * problem.dayCount + day])]
        for (offset, units) in problem.patterns[Int(option.pattern)].units.enumerated() {
          let interval = Int(option.firstInterval) + offset
          guard (0..<problem.intervalCount).contains(interval) else { continue }
          present[interval][person] += Double(units) / 2 * problem.people[person].productivity
        }
      }
    }
    var total = 0.0
    let groups = demand.groups.count
    for interval in 0..<problem.intervalCount {
      var program = LinearProgram()
      var rows: [[(LinearProgram.Variable, Double)]] = Array(repeating: [], count: groups)
      for (person, work) in present[interval].enumerated() where work > 0 {
        let shares = problem.people[person].groups.map { group in
          let share = program.continuous()
          rows[group].append((share, 1))
          return (share, 1.0)
        }
        program.constrain(shares, equals: work)
      }
      program.meet(demand, at: interval, served: rows)
      total += try program.solve().objective
    }
    return total
  }

  @Test("the cost of cover equals the best split of people over their groups", arguments: [1, 2, 3] as [UInt64])
  func coverIsExact(seed: UInt64) throws {
    let centre = SmallCentre(seed: seed)
    let solution = RosterEngine(effort: .moves(4096), seed: seed).solve(centre.problem)
    let expected = try coverByProgram(centre.problem, centre.demand, solution.tours)
    #expect(abs(solution.cost.cover - expected) < 0.05)
    #expect(solution.bound <= solution.cost.total + 1e-6)
    #expect(solution.bound > 0)
  }

  @Test("every tour is legal and every person serves a group they speak", arguments: [4, 5] as [UInt64])
  func rosterIsLegal(seed: UInt64) {
    let centre = SmallCentre(seed: seed, people: 10, days: 14)
    let solution = RosterEngine(effort: .moves(40_000), seed: seed).solve(centre.problem)
    let judge = TourJudge(centre.problem)
    let days = centre.problem.dayCount
    var served = 0
    for (person, someone) in centre.problem.people.enumerated() {
      #expect(judge.firstBreach(Array(solution.tours[person * days..<(person + 1) * days]), person: person) == nil)
      for interval in 0..<centre.problem.intervalCount {
        let group = Int(solution.groups[person * centre.problem.intervalCount + interval])
        if group >= 0 {
          served += 1
          #expect(someone.groups.contains(group))
        }
      }
    }
    #expect(served > 0)
    #expect(solution.conflicts.isEmpty)
  }

  @Test(
    "rules over the whole horizon hold although halves of it are searched side by side", arguments: [1, 2] as [UInt64])
  func horizonRules(seed: UInt64) {
    var centre = SmallCentre(seed: seed, people: 8, days: 21)
    for person in centre.problem.people.indices {
      if person % 2 == 0 {
        centre.problem.people[person].rules.leastDaysOff = 2
        centre.problem.people[person].rules.leastDaysInARow = 2
        centre.problem.people[person].rules.minutes = 5760...6480
      }
      centre.problem.people[person].rules.mostWeekends = 1 + person % 2
      centre.problem.people[person].rules.unstableStartPrice = 2
      centre.problem.people[person].rules.overtimeAbove = [1920, 1920, 1920]
      centre.problem.people[person].rules.overtimePrice = 0.01
    }
    let solution = RosterEngine(effort: .moves(60_000), seed: seed).solve(centre.problem)
    let judge = TourJudge(centre.problem)
    for person in centre.problem.people.indices {
      #expect(judge.firstBreach(Array(solution.tours[person * 21..<(person + 1) * 21]), person: person) == nil)
    }
    let own = centre.problem.people.indices.reduce(0.0) {
      $0 + judge.cost(Array(solution.tours[$1 * 21..<($1 + 1) * 21]), person: $1)
    }
    #expect(abs(own - solution.cost.own) < 1e-6)
  }

  @Test("the same effort gives the same roster on one thread and on two")
  func repeats() {
    let centre = SmallCentre(seed: 7, days: 14)
    var engine = RosterEngine(effort: .moves(60_000), seed: 3)
    engine.threads = 1
    let one = engine.solve(centre.problem)
    engine.threads = 2
    let two = engine.solve(centre.problem)
    #expect(one.tours == two.tours)
    #expect(one.groups == two.groups)
    #expect(one.bound == two.bound)
    #expect(!one.wasCutShort)
  }

  @Test("more moves find a cheaper roster, and none is cheaper than the bound")
  func improves() {
    let centre = SmallCentre(seed: 11, people: 12, days: 14)
    let short = RosterEngine(effort: .moves(1), seed: 1).solve(centre.problem)
    let long = RosterEngine(effort: .moves(150_000), seed: 1).solve(centre.problem)
    #expect(long.cost.total < short.cost.total)
    #expect(long.bound <= long.cost.total)
  }

  @Test("a fixed shift and leave stay as they are")
  func locks() {
    var centre = SmallCentre(seed: 5)
    let fixed = Int32(centre.problem.options(menu: 0, day: 2).lowerBound + 7)
    centre.problem.people[0].days[2] = .fixed(fixed)
    centre.problem.people[1].days[3] = .off
    let solution = RosterEngine(effort: .moves(60_000), seed: 1).solve(centre.problem)
    #expect(solution.tours[2] == fixed)
    #expect(solution.tours[centre.problem.dayCount + 3] == RosterProblem.off)
  }

  @Test("rules that clash are named, and the others still get a roster")
  func conflicts() {
    var centre = SmallCentre(seed: 6)
    for day in 0..<6 { centre.problem.people[2].days[day] = .off }
    let solution = RosterEngine(effort: .moves(20_000), seed: 1).solve(centre.problem)
    #expect(solution.conflicts.map(\.person) == [2])
    #expect(solution.conflicts.first?.rules == [.daysOff, .leastWeekMinutes])
    #expect(solution.conflicts.first?.week == 0)
    #expect(solution.tours[0..<centre.problem.dayCount].contains { $0 >= 0 })
  }

  @Test("a supervisor is kept on site when one is asked for")
  func presence() {
    var centre = SmallCentre(seed: 8, people: 10)
    let wanted = (0..<centre.problem.intervalCount).map { (20..<36).contains($0 % 48) && $0 < 5 * 48 ? Float(1) : 0 }
    centre.demand.presences = [PresenceDemand(name: "supervisor", wanted: wanted, price: 100)]
    centre.problem.demand = .intervals(centre.demand)
    for person in 0..<3 { centre.problem.people[person].presences = [0] }
    let solution = RosterEngine(effort: .moves(150_000), seed: 1).solve(centre.problem)
    #expect(solution.cost.presence < 100)
  }

  @Test("tiny rosters are the optimum of the whole integer program, and the bound is not above it", arguments: 1...3)
  func tinyOptimum(seed: Int) throws {
    let tiny = TinyCentre(seed: UInt64(seed))
    let optimum = try tiny.optimum()
    let solution = RosterEngine(effort: .moves(100_000), seed: 1).solve(tiny.problem)
    #expect(abs(solution.cost.total - optimum) < 0.01)
    #expect(solution.bound <= optimum + 0.01)
  }

  @Test("prices interval by interval prove more than prices in blocks of two hours", arguments: [1, 2] as [UInt64])
  func boundByIntervals(seed: UInt64) {
    let centre = SmallCentre(seed: seed, people: 6)
    let blocks = RosterEngine(effort: .moves(1_000), seed: seed).solve(centre.problem)
    var engine = RosterEngine(effort: .normal, seed: seed)
    engine.threads = 1
    let intervals = engine.solve(centre.problem)
    #expect(intervals.bound > 1.02 * blocks.bound)
    #expect(intervals.bound <= intervals.cost.total)
    engine.threads = 2
    let two = engine.solve(centre.problem)
    #expect(two.bound == intervals.bound)
  }

  @Test("where the grid spans two zones the bound holds and is above 0", arguments: [1, 2, 3, 4] as [UInt64])
  func boundOverZones(seed: UInt64) {
    var centre = SmallCentre(seed: seed, people: 10, days: 21)
    let later = 16
    let (days, groups) = (centre.problem.dayCount, centre.demand.groups.count)
    centre.problem.intervalCount += later
    centre.demand.required += [Double](repeating: 0.5, count: later * groups)
    centre.problem.demand = .intervals(centre.demand)
    let options = (0..<days).map { day in
      centre.problem.options(menu: 0, day: day).map { index in
        var option = centre.problem.options[index]
        option.start += Int32(later * 30)
        option.end += Int32(later * 30)
        option.firstInterval += Int32(later)
        return option
      }
    }
    let menu = centre.problem.addMenu(options).menu
    for person in centre.problem.people.indices where person % 2 == 0 { centre.problem.people[person].menu = menu }
    let solution = RosterEngine(effort: .moves(20_000), seed: seed).solve(centre.problem)
    #expect(solution.bound > 0)
    #expect(solution.bound <= solution.cost.total)
  }

  @Test("nobody, no days and no demand go through")
  func emptyCases() {
    var centre = SmallCentre(seed: 1)
    centre.problem.people = []
    let nobody = RosterEngine(effort: .moves(10), seed: 1).solve(centre.problem)
    #expect(nobody.cost.total > 0)
    #expect(abs(nobody.bound - nobody.cost.total) < 1)
    var quiet = SmallCentre(seed: 1, people: 1)
    quiet.demand.required = quiet.demand.required.map { _ in 0 }
    quiet.problem.demand = .intervals(quiet.demand)
    let idle = RosterEngine(effort: .moves(20_000), seed: 1).solve(quiet.problem)
    #expect(idle.cost.cover > 0)
  }
}
