/// A rule of a person's tour, for messages about what clashes.
package enum TourRule: String, CaseIterable, Hashable, Sendable {
  /// Days that must be off: leave, sickness, dates outside the contract.
  case daysOff = "days away (leave, absence, dates outside employment)"
  /// Fixed shifts and pins.
  case fixedShifts = "fixed shifts"
  /// Least rest between shifts.
  case rest = "rest between shifts"
  /// Forbidden successions of kinds.
  case successions = "which shift may follow which"
  /// Least paid minutes a week.
  case leastWeekMinutes = "least hours a week"
  /// Most paid minutes a week.
  case mostWeekMinutes = "most hours a week"
  /// Most days a week.
  case weekDays = "most days a week"
  /// Least paid minutes over the horizon or a period.
  case leastMinutes = "least hours over several weeks"
  /// Most paid minutes over the horizon or a period.
  case mostMinutes = "most hours over several weeks"
  /// Least days worked in a row.
  case leastDaysInARow = "fewest days in a row"
  /// Most days worked in a row.
  case mostDaysInARow = "most days in a row"
  /// Least days off in a row.
  case leastDaysOff = "fewest days off in a row"
  /// Most weekends worked.
  case mostWeekends = "most weekends"
  /// Most shifts of a kind.
  case mostOfKind = "most shifts of a kind"
  /// Most nights in a row.
  case mostNightsInARow = "most nights in a row"
  /// Most shifts of a kind in a row.
  case kindsInARow = "most shifts of a kind in a row"

  /// The rule in a planner's words.
  package var words: String { rawValue }
}

/// Says which rules a tour breaks and what it costs by itself; shares nothing with the search that built it.
package struct TourJudge: Sendable {
  let problem: RosterProblem

  package init(_ problem: RosterProblem) { self.problem = problem }

  /// A broken rule and the first day or week (by its first day) where it breaks.
  package struct Breach: Hashable, Sendable {
    package var rule: TourRule
    var day: Int
  }

  /// Whether a tour obeys every rule of a person.
  package func isLegal(_ tour: UnsafePointer<Int32>, person: Int) -> Bool { firstBreach(tour, person: person) == nil }

  /// The first broken rule found, or nil.
  package func firstBreach(_ tour: UnsafePointer<Int32>, person: Int) -> Breach? {
    let someone = problem.people[person]
    return lockBreach(tour, someone) ?? neighbourBreach(tour, someone) ?? blockBreach(tour, someone)
      ?? hourBreach(tour, someone) ?? countBreach(tour, someone)
  }

  private func lockBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    for day in 0..<problem.dayCount {
      switch someone.days[day] {
      case .free:
        if tour[day] >= 0 && !problem.options(menu: someone.menu, day: day).contains(Int(tour[day])) {
          return Breach(rule: .fixedShifts, day: day)
        }
      case .off: if tour[day] >= 0 { return Breach(rule: .daysOff, day: day) }
      case .keptFree: if tour[day] >= 0 { return Breach(rule: .mostWeekends, day: day) }
      case .fixed(let option): if tour[day] != option { return Breach(rule: .fixedShifts, day: day) }
      }
    }
    return nil
  }

  private func neighbourBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    var lastEnd = someone.before.lastEnd
    var lastKind = someone.before.daysInARow > 0 ? someone.before.lastKind : nil
    for day in 0..<problem.dayCount {
      guard tour[day] >= 0 else {
        lastKind = nil
        continue
      }
      let option = problem.options[Int(tour[day])]
      if let end = lastEnd, Int(option.start) - end < someone.rules.leastRest { return Breach(rule: .rest, day: day) }
      if let kind = lastKind, !problem.forbiddenSuccessions.isEmpty, someone.rules.leastRest != TourRules.noSuccession,
        problem.forbiddenSuccessions[kind * problem.kinds.count + Int(option.kind)]
      {
        return Breach(rule: .successions, day: day)
      }
      lastEnd = Int(option.end)
      lastKind = Int(option.kind)
    }
    return nil
  }

  private func blockBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    let rules = someone.rules
    let before = someone.before
    var nights = before.daysInARow > 0 ? before.nightsInARow : 0
    var start = 0
    while start < problem.dayCount {
      let works = tour[start] >= 0
      var end = start
      while end < problem.dayCount && (tour[end] >= 0) == works { end += 1 }
      let isFirst = start == 0
      var length = end - start
      if works {
        if isFirst { length += before.daysInARow }
        if length > rules.mostDaysInARow { return Breach(rule: .mostDaysInARow, day: start) }
        let isOpen = end == problem.dayCount || isFirst && !before.isKnown
        let isExcused =
          rules.excusesBlocksBesideDaysOff
          && (isDecidedOff(end, someone) || isDecidedOff(start - 1, someone))
        if !isOpen && !isExcused && length < rules.leastDaysInARow { return Breach(rule: .leastDaysInARow, day: start) }
      } else {
        // A day off that follows known work begins its block there; only a block whose beginning is unseen is excused.
        let isOpen = end == problem.dayCount || isFirst && !before.isKnown && before.daysInARow == 0
        if isFirst && before.isKnown && before.daysInARow == 0 { length += before.daysOff }
        let isExcused = rules.excusesBlocksBesideDaysOff && (start..<end).contains { isDecidedOff($0, someone) }
        if !isOpen && !isExcused && length < rules.leastDaysOff { return Breach(rule: .leastDaysOff, day: start) }
      }
      for day in start..<end {
        let isNight = works && problem.kinds[Int(problem.options[Int(tour[day])].kind)].isNight
        nights = isNight ? nights + 1 : 0
        if nights > rules.mostNightsInARow { return Breach(rule: .mostNightsInARow, day: day) }
      }
      start = end
    }
    return rowBreach(tour, someone) ?? firstDayBreach(tour, someone)
  }

  /// The first day on which more shifts of limited kinds follow each other than are allowed.
  private func rowBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    for (place, limit) in someone.rules.kindsInARow.enumerated() {
      let known = someone.before.daysInARow > 0 && someone.before.kindsInARow.indices.contains(place)
      var row = known ? someone.before.kindsInARow[place] : 0
      for day in 0..<problem.dayCount {
        let isMeant = tour[day] >= 0 && limit.holds[Int(problem.options[Int(tour[day])].kind)]
        row = isMeant ? row + 1 : 0
        if row > limit.most { return Breach(rule: .kindsInARow, day: day) }
      }
    }
    return nil
  }

  private func isDecidedOff(_ day: Int, _ someone: RosterPerson) -> Bool {
    someone.days.indices.contains(day) && someone.days[day] == .off
  }

  /// A block before the horizon that ends there too soon.
  private func firstDayBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    let before = someone.before
    guard problem.dayCount > 0, before.isKnown else { return nil }
    if tour[0] >= 0 {
      let isShort = before.daysInARow == 0 && before.daysOff < someone.rules.leastDaysOff
      return isShort ? Breach(rule: .leastDaysOff, day: 0) : nil
    }
    let isExcused = someone.rules.excusesBlocksBesideDaysOff && isDecidedOff(0, someone)
    let isShort = !isExcused && before.daysInARow > 0 && before.daysInARow < someone.rules.leastDaysInARow
    return isShort ? Breach(rule: .leastDaysInARow, day: 0) : nil
  }

  private func hourBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    let rules = someone.rules
    var total = 0
    var periods = [Int](repeating: 0, count: rules.periodMinutes.count)
    var start = 0
    for week in 0..<problem.weekCount {
      var (minutes, days, end) = (0, 0, start)
      while end < problem.dayCount && problem.weekOfDay[end] == week {
        if tour[end] >= 0 {
          minutes += Int(problem.options[Int(tour[end])].paid)
          days += 1
        }
        end += 1
      }
      total += minutes
      let period = (week + rules.periodWeeksBefore) / max(1, rules.weeksPerPeriod)
      if period < periods.count { periods[period] += minutes }
      if !rules.weekMinutes.isEmpty {
        if minutes < rules.weekMinutes[week].lowerBound { return Breach(rule: .leastWeekMinutes, day: start) }
        if minutes > rules.weekMinutes[week].upperBound { return Breach(rule: .mostWeekMinutes, day: start) }
      }
      if !rules.weekDays.isEmpty && days > rules.weekDays[week] { return Breach(rule: .weekDays, day: start) }
      start = end
    }
    if let range = rules.minutes {
      if total < range.lowerBound { return Breach(rule: .leastMinutes, day: 0) }
      if total > range.upperBound { return Breach(rule: .mostMinutes, day: 0) }
    }
    for (period, minutes) in periods.enumerated() where !rules.periodMinutes[period].contains(minutes) {
      let isLow = minutes < rules.periodMinutes[period].lowerBound
      let day = problem.weekOfDay.firstIndex { $0 + rules.periodWeeksBefore >= period * rules.weeksPerPeriod } ?? 0
      return Breach(rule: isLow ? .leastMinutes : .mostMinutes, day: day)
    }
    return nil
  }

  private func countBreach(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Breach? {
    let rules = someone.rules
    if rules.mostWeekends < Int.max, weekends(tour, someone) > rules.mostWeekends {
      return Breach(rule: .mostWeekends, day: 0)
    }
    if let window = rules.weekendWindow {
      let breach = window.breach(
        days: problem.dayCount, before: someone.before.lastWeekends, beganBefore: beganBefore(someone),
        weekendOf: { problem.weekendOfDay[$0] }, isWorked: { tour[$0] >= 0 })
      if let breach { return Breach(rule: .mostWeekends, day: breach) }
    }
    if !rules.mostOfKind.isEmpty {
      var count = [Int](repeating: 0, count: problem.kinds.count)
      for day in 0..<problem.dayCount where tour[day] >= 0 {
        let kind = Int(problem.options[Int(tour[day])].kind)
        count[kind] += 1
        if count[kind] > rules.mostOfKind[kind] { return Breach(rule: .mostOfKind, day: day) }
      }
    }
    return nil
  }

  /// Weekends with work; one whose first day was worked before the horizon is none of the plan's.
  func weekends(_ tour: UnsafePointer<Int32>, _ someone: RosterPerson) -> Int {
    var count = 0
    var last = -1
    for day in 0..<problem.dayCount where tour[day] >= 0 {
      let weekend = problem.weekendOfDay[day]
      if weekend < 0 || weekend == last { continue }
      last = weekend
      if day > 0 || !beganBefore(someone) { count += 1 }
    }
    return count
  }

  /// Whether the first day is the second of a weekend whose first somebody worked.
  private func beganBefore(_ someone: RosterPerson) -> Bool {
    problem.dayCount > 0 && problem.isSecondDayOfWeekend(0) && someone.before.daysInARow > 0
  }

  /// Whether a day is one off between two of work, not decided to be off; the first follows what was worked before.
  package func isSingleDayOff(_ tour: UnsafePointer<Int32>, _ day: Int, person: Int) -> Bool {
    guard day + 1 < problem.dayCount, tour[day] < 0, tour[day + 1] >= 0 else { return false }
    let someone = problem.people[person]
    return (day > 0 ? tour[day - 1] >= 0 : someone.before.daysInARow > 0) && !isDecidedOff(day, someone)
  }

  /// What a tour costs by itself: options, days off, weekends above the free ones, single days off, overtime and unstable starts.
  package func cost(_ tour: UnsafePointer<Int32>, person: Int) -> Double {
    let someone = problem.people[person]
    let rules = someone.rules
    var cost = dayCost(tour, person: person)
    if rules.weekendPrice != 0 && rules.freeWeekends < Int.max {
      cost += rules.weekendPrice * Double(max(0, weekends(tour, someone) - rules.freeWeekends))
    }
    if rules.singleDayOffPrice != 0 {
      let singles = (0..<problem.dayCount).count { isSingleDayOff(tour, $0, person: person) }
      cost += rules.singleDayOffPrice * Double(singles)
    }
    for week in 0..<problem.weekCount { cost += weekCost(tour, person: person, week: week) }
    return cost
  }

  /// What its options and days off cost.
  func dayCost(_ tour: UnsafePointer<Int32>, person: Int) -> Double {
    let someone = problem.people[person]
    let first = problem.menus[someone.menu].first
    var cost = 0.0
    for day in 0..<problem.dayCount {
      if tour[day] >= 0 {
        if !someone.optionCosts.isEmpty { cost += Double(someone.optionCosts[Int(tour[day]) - first]) }
      } else if !someone.offCosts.isEmpty {
        cost += Double(someone.offCosts[day])
      }
    }
    return cost
  }

  /// Overtime and unstable starts of one week.
  func weekCost(_ tour: UnsafePointer<Int32>, person: Int, week: Int) -> Double {
    let rules = problem.people[person].rules
    return Double(overtimeMinutes(tour, person: person, week: week)) * rules.overtimePrice
      + Double(startHours(tour, person: person, week: week)) * rules.unstableStartPrice
  }

  /// Minutes of a week above those from which on it is overtime.
  package func overtimeMinutes(_ tour: UnsafePointer<Int32>, person: Int, week: Int) -> Int {
    guard let above = problem.people[person].rules.overtimeBegins(week: week) else { return 0 }
    return max(0, minutes(tour, person: person, week: week) - above)
  }

  /// Paid minutes of a week.
  func minutes(_ tour: UnsafePointer<Int32>, person: Int, week: Int) -> Int {
    var minutes = 0
    for day in 0..<problem.dayCount where problem.weekOfDay[day] == week && tour[day] >= 0 {
      minutes += Int(problem.options[Int(tour[day])].paid)
    }
    return minutes
  }

  /// Hours, each begun, by which the shifts of a week start further from its usual start than is free; 0 where starts may vary.
  package func startHours(_ tour: UnsafePointer<Int32>, person: Int, week: Int) -> Int {
    let rules = problem.people[person].rules
    if rules.unstableStartPrice == 0 { return 0 }
    let starts = starts(tour, week: week)
    return starts.map { hours(of: starts, from: $0, rules) }.min() ?? 0
  }

  /// The start of one of a week's shifts from which all of them are fewest hours away, in local minutes; nil where nothing is worked.
  func usualStart(_ tour: UnsafePointer<Int32>, person: Int, week: Int) -> Int? {
    let starts = starts(tour, week: week)
    let rules = problem.people[person].rules
    return starts.min { hours(of: starts, from: $0, rules) < hours(of: starts, from: $1, rules) }
  }

  private func starts(_ tour: UnsafePointer<Int32>, week: Int) -> [Int] {
    (0..<problem.dayCount).filter { problem.weekOfDay[$0] == week && tour[$0] >= 0 }.map {
      Int(problem.options[Int(tour[$0])].localStart)
    }
  }

  private func hours(of starts: [Int], from usual: Int, _ rules: TourRules) -> Int {
    starts.reduce(0) { $0 + rules.startHours(from: usual, to: $1) }
  }
}
