import Chance
import Tours

/// A made-up centre of a few people, two languages and short weeks, small enough for many runs.
struct SmallCentre {
  var problem: RosterProblem
  var demand: IntervalDemand

  init(seed: UInt64, people: Int = 8, days: Int = 7, groups: Int = 3) {
    var random = SplitMix64(seed: seed)
    let intervals = days * 48
    var required = [Double](repeating: 0, count: intervals * groups)
    for interval in 0..<intervals where (14..<42).contains(interval % 48) {
      for group in 0..<groups { required[interval * groups + group] = Double(random.below(people)) / Double(groups) }
    }
    let prices = (0..<groups).map {
      ShortagePrice(first: $0 == 0 ? 10 : 12, beyond: 25, firstShare: 0.1)
    }
    demand = IntervalDemand(
      groups: (0..<groups).map { "g\($0)" }, required: required, prices: prices, overPrice: 1)
    problem = RosterProblem(
      intervalMinutes: 30, intervalCount: intervals, unitsPerInterval: 2, weekOfDay: (0..<days).map { $0 / 7 },
      weekendOfDay: (0..<days).map { $0 % 7 >= 5 ? $0 / 7 : -1 }, kinds: [ShiftKind(name: "day")],
      demand: .intervals(demand))
    var full = [UInt8](repeating: 2, count: 17)
    full[8] = 0
    full[4] = 1
    var later = [UInt8](repeating: 2, count: 17)
    later[9] = 0
    later[5] = 1
    let layouts = [problem.pattern(full), problem.pattern(later), problem.pattern([2, 2, 1, 2, 2, 1, 2, 2])]
    problem.addMenu(
      (0..<days).map { day in
        (14...30).flatMap { start in
          layouts.indices.map { layout in
            let length = layout < 2 ? 17 : 8
            return ShiftOption(
              kind: 0, start: day * 1440 + start * 30, end: day * 1440 + (start + length) * 30,
              paid: layout < 2 ? 480 : 240, localStart: start * 30, pattern: layouts[layout],
              firstInterval: day * 48 + start)
          }
        }
      })
    var rules = TourRules()
    rules.leastRest = 660
    rules.mostDaysInARow = 5
    let weeks = problem.weekCount
    rules.weekMinutes = [ClosedRange<Int>](repeating: 1200...2400, count: weeks)
    rules.weekDays = [Int](repeating: 5, count: weeks)
    rules.freeWeekends = 0
    rules.weekendPrice = 4
    for index in 0..<people {
      var served = (0..<groups).filter { _ in random.below(2) == 0 }
      if served.isEmpty { served = [random.below(groups)] }
      problem.people.append(
        RosterPerson(
          name: "P\(index)", menu: 0, groups: served, productivity: index % 3 == 0 ? 0.9 : 1,
          days: [DayRule](repeating: .free, count: days), rules: rules))
    }
  }
}
