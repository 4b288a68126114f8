import Chance
package import Tours

/// Small random problems whose tours can all be listed.
package struct TinyProblem {
  /// One person and their days.
  package var problem: RosterProblem

  /// The problem of a seed.
  package init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let days = 5 + random.below(4)
    let firstWeekday = random.below(7)
    let weekday = { (day: Int) in (firstWeekday + day) % 7 }
    var weekend = -1
    let weekendOfDay = (0..<days).map { day -> Int in
      if weekday(day) < 5 { return -1 }
      if weekday(day) == 5 || day == 0 { weekend += 1 }
      return weekend
    }
    let kinds = [
      ShiftKind(name: "early"), ShiftKind(name: "late"), ShiftKind(name: "night", isNight: true),
    ]
    var forbidden = [Bool](repeating: false, count: 9)
    if random.below(2) == 0 { forbidden[2 * 3] = true }
    if random.below(2) == 0 { forbidden[1 * 3] = true }
    problem = RosterProblem(
      intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1,
      weekOfDay: (0..<days).map { (firstWeekday + $0) / 7 }, weekendOfDay: weekendOfDay, kinds: kinds,
      forbiddenSuccessions: random.below(2) == 0 ? forbidden : [],
      demand: .dayShift(DayShiftDemand(wanted: [], underPrice: [], overPrice: [])))
    let pattern = problem.pattern([1, 1, 1, 1])
    var menu: [[ShiftOption]] = []
    for day in 0..<days {
      menu.append(
        (0..<(1 + random.below(3))).map { _ in
          let start = [360, 480, 720, 840, 1260][random.below(5)]
          let paid = [240, 360, 480][random.below(3)]
          return ShiftOption(
            kind: start < 700 ? 0 : start < 1000 ? 1 : 2, start: day * 1440 + start, end: day * 1440 + start + paid,
            paid: paid, localStart: start, pattern: pattern, firstInterval: (day * 1440 + start) / 60)
        })
    }
    problem.addMenu(menu)
    problem.people = [Self.person(problem, days: days, &random)]
    problem.people[0].rules.excusesBlocksBesideDaysOff = seed % 2 == 0
    if seed % 4 == 1 { addPeriods(seed: seed) }
    if seed % 3 == 2 { addRows(seed: seed) }
  }

  /// Minutes over periods of one week or two in place of those over the horizon.
  private mutating func addPeriods(seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 1_000)
    let weeks = 1 + random.below(2)
    problem.people[0].rules.minutes = nil
    problem.people[0].rules.weeksPerPeriod = weeks
    problem.people[0].rules.periodMinutes = (0..<problem.weekCount / weeks).map { _ in
      (240 * random.below(4))...(720 + 240 * random.below(3))
    }
  }

  /// Limits on rows of one kind, or of two that count together.
  private mutating func addRows(seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 2_000)
    problem.people[0].rules.kindsInARow = [
      RowLimit("late", holds: [false, true, false], most: 1 + random.below(2)),
      RowLimit("night", holds: [random.below(2) == 0, false, true], most: random.below(3)),
    ]
    if problem.people[0].before.lastKind == 1 { problem.people[0].before.kindsInARow = [1, 0] }
    if problem.people[0].before.lastKind == 2 { problem.people[0].before.kindsInARow = [0, 1] }
  }

  private static func person(_ problem: RosterProblem, days: Int, _ random: inout SplitMix64) -> RosterPerson {
    var rules = TourRules()
    let weeks = problem.weekCount
    if random.below(2) == 0 { rules.leastRest = [600, 660, 900][random.below(3)] }
    if random.below(2) == 0 {
      rules.weekMinutes = (0..<weeks).map { _ in (240 * random.below(3))...(960 + 240 * random.below(4)) }
    }
    if random.below(2) == 0 { rules.weekDays = (0..<weeks).map { _ in 2 + random.below(3) } }
    if random.below(3) == 0 { rules.minutes = (240 * random.below(4))...(960 + 240 * random.below(4)) }
    if random.below(3) == 0 { rules.leastDaysInARow = 2 + random.below(2) }
    if random.below(2) == 0 { rules.mostDaysInARow = 2 + random.below(3) }
    if rules.mostDaysInARow < rules.leastDaysInARow { rules.mostDaysInARow = rules.leastDaysInARow }
    if random.below(3) == 0 { rules.leastDaysOff = 2 }
    if random.below(3) == 0 { rules.mostWeekends = random.below(2) }
    if random.below(3) == 0 { rules.mostOfKind = [random.below(4), random.below(3), random.below(3)] }
    if random.below(3) == 0 { rules.mostNightsInARow = 1 + random.below(2) }
    if random.below(3) == 0 {
      rules.freeWeekends = random.below(2)
      rules.weekendPrice = 3.5
    }
    if random.below(3) == 0 {
      rules.overtimeAbove = (0..<weeks).map { _ in 480 }
      rules.overtimePrice = 0.01
    }
    if random.below(3) == 0 { rules.singleDayOffPrice = 4.25 }
    let weekendBits = random.below(4)
    if rules.mostWeekends == .max && rules.weekendPrice == 0 && random.below(2) == 0 {
      rules.weekendWindow = WeekendWindow(most: random.below(2), of: 2 + random.below(2))
    }
    var before = TourHistory()
    switch random.below(4) {
    case 0: before = TourHistory(daysInARow: 1 + random.below(2), lastEnd: -random.below(800), lastKind: 1)
    case 1: before = TourHistory(daysInARow: 1, nightsInARow: 1, lastEnd: -200, lastKind: 2, isKnown: true)
    case 2: before = TourHistory(daysInARow: 0, daysOff: 1, isKnown: true)
    default: break
    }
    before.lastWeekends = weekendBits
    var locks = [DayRule](repeating: .free, count: days)
    if random.below(3) == 0 { locks[random.below(days)] = .off }
    if random.below(3) == 0 {
      let day = random.below(days)
      locks[day] = .fixed(Int32(problem.options(menu: 0, day: day).lowerBound))
    }
    return RosterPerson(
      name: "A", menu: 0, days: locks, rules: rules, before: before,
      optionCosts: (0..<problem.menus[0].count).map { _ in Float(random.below(2001) - 1000) / 64 },
      offCosts: (0..<days).map { _ in Float(random.below(300)) / 64 })
  }

  /// The cheapest legal tour that equals `base` outside the window, by trying all of them.
  package func cheapest(window: Range<Int>, base: [Int32]) -> Double? {
    var best: Double?
    var tour = base
    func walk(_ day: Int) {
      if day == window.upperBound {
        if TourJudge(problem).isLegal(tour, person: 0) {
          let cost = TourJudge(problem).cost(tour, person: 0)
          if best == nil || cost < best ?? 0 { best = cost }
        }
        return
      }
      tour[day] = RosterProblem.off
      walk(day + 1)
      for option in problem.options(menu: 0, day: day) {
        tour[day] = Int32(option)
        walk(day + 1)
      }
      tour[day] = base[day]
    }
    walk(window.lowerBound)
    return best
  }
}
