import Chance
import LinearProgram
import Tours

/// Three people, three days and four shifts a day: so small that every legal tour can be a column of one integer program.
struct TinyCentre {
  var problem: RosterProblem
  var demand: IntervalDemand

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (days, groups) = (3, 2)
    let intervals = days * 24
    var required = [Double](repeating: 0, count: intervals * groups)
    for interval in 0..<intervals where (8..<20).contains(interval % 24) {
      for group in 0..<groups { required[interval * groups + group] = Double(random.below(15)) / 10 }
    }
    demand = IntervalDemand(
      groups: ["a", "b"], required: required,
      prices: [
        ShortagePrice(first: 10, beyond: 20, firstShare: 0.1), ShortagePrice(first: 12, beyond: 20, firstShare: 0.2),
      ], overPrice: 1)
    problem = RosterProblem(
      intervalMinutes: 60, intervalCount: intervals, unitsPerInterval: 2, weekOfDay: [0, 0, 0],
      weekendOfDay: [-1, 0, 0], kinds: [ShiftKind(name: "day")], demand: .intervals(demand))
    let patterns = [problem.pattern([2, 2, 1, 2, 2]), problem.pattern([2, 2, 0, 2, 2, 2, 1, 2])]
    problem.addMenu(
      (0..<days).map { day in
        [8, 11].flatMap { start in
          [5, 8].enumerated().map { layout, length in
            ShiftOption(
              kind: 0, start: (day * 24 + start) * 60, end: (day * 24 + start + length) * 60, paid: length * 60,
              localStart: start * 60, pattern: patterns[layout], firstInterval: day * 24 + start)
          }
        }
      })
    var rules = TourRules()
    rules.leastRest = 840
    rules.weekDays = [2]
    rules.weekMinutes = [480...960]
    rules.freeWeekends = 0
    rules.weekendPrice = 3
    for (index, served) in [[0], [1], [0, 1]].enumerated() {
      problem.people.append(
        RosterPerson(
          name: "P\(index)", menu: 0, groups: served, productivity: index == 1 ? 0.9 : 1,
          days: [DayRule](repeating: .free, count: days), rules: rules))
    }
  }

  /// The cost of the best roster: one column for each legal tour of each person, people split over their groups as is best.
  func optimum() throws -> Double {
    var program = LinearProgram()
    let groups = demand.groups.count
    var work = Array(
      repeating: Array(repeating: [(LinearProgram.Variable, Double)](), count: problem.intervalCount),
      count: problem.people.count)
    for person in problem.people.indices {
      var choice: [(LinearProgram.Variable, Double)] = []
      for (tour, cost) in legalTours(person) {
        let column = program.binary(cost: cost)
        choice.append((column, 1))
        for option in tour where option >= 0 {
          let shift = problem.options[Int(option)]
          for (offset, units) in problem.patterns[Int(shift.pattern)].units.enumerated() where units > 0 {
            work[person][Int(shift.firstInterval) + offset]
              .append((column, Double(units) / 2 * problem.people[person].productivity))
          }
        }
      }
      program.constrain(choice, equals: 1)
    }
    for interval in 0..<problem.intervalCount {
      var rows = Array(repeating: [(LinearProgram.Variable, Double)](), count: groups)
      for person in problem.people.indices where !work[person][interval].isEmpty {
        var balance = work[person][interval].map { ($0.0, -$0.1) }
        for group in problem.people[person].groups {
          let share = program.continuous()
          rows[group].append((share, 1))
          balance.append((share, 1))
        }
        program.constrain(balance, equals: 0)
      }
      program.meet(demand, at: interval, served: rows)
    }
    return try program.solve().objective
  }

  /// Every tour that the rules allow, with what it costs by itself.
  private func legalTours(_ person: Int) -> [(tour: [Int32], cost: Double)] {
    var tours: [[Int32]] = [[]]
    for day in 0..<problem.dayCount {
      let options = [RosterProblem.off] + problem.options(menu: 0, day: day).map { Int32($0) }
      tours = tours.flatMap { tour in options.map { tour + [$0] } }
    }
    let judge = TourJudge(problem)
    return tours.filter { judge.isLegal($0, person: person) }.map { ($0, judge.cost($0, person: person)) }
  }
}

extension LinearProgram {
  /// What is served, missing and above in an interval is each group's requirement, at the demand's prices.
  mutating func meet(_ demand: IntervalDemand, at interval: Int, served: [[(LinearProgram.Variable, Double)]]) {
    for (group, served) in served.enumerated() {
      let required = demand.required[interval * demand.groups.count + group]
      let price = demand.prices[group]
      let missing = continuous(in: 0...(price.firstShare * required), cost: price.first)
      let further = continuous(cost: price.beyond)
      let above = continuous(cost: demand.overPrice)
      constrain(served + [(missing, 1), (further, 1), (above, -1)], equals: required)
    }
  }
}
