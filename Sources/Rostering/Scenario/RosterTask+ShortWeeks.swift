import Timeline
import Tours
import Workforce

/// Weeks that cannot hold the hours a contract wants.
extension RosterTask {
  /// Somebody whose weeks were made shorter, with the clash as it was before.
  struct Shortened: Sendable {
    var person: Int
    var clash: RuleClash
    /// Weeks, alone or as a period, and the minutes that are wanted in them.
    var short: [(weeks: Range<Int>, wanted: Int)]
  }

  /// Lets people without a lawful tour work as many hours as are lawful, instead of none: where leaving out the least of weeks and
  /// periods allows a tour, their least becomes what the longest such tour has.
  ///
  /// Where any of several weeks may be the short one, colleagues take turns: a limit that all of them meet in the same week would leave
  /// nobody there. A week whose fixed shifts are more than it may hold has these and no others, so that the other weeks are not lost.
  ///
  /// - Returns: by person. Everybody else without a tour stays so, and gets fixed shifts only.
  mutating func shortenWeeks() -> [Shortened] {
    // Shape [menus][weeks]: how many have a shorter week so far.
    var taken = Array(repeating: [Int](repeating: 0, count: problem.weekCount), count: problem.menus.count)
    return conflicts().compactMap { conflict in
      if conflict.isUndecided { return nil }
      let before = problem.people[conflict.person]
      let (menu, rules) = (before.menu, before.rules)
      let clash = clash(conflict)
      var longest = longestTour(conflict.person, sharing: taken[menu])
      if longest == nil {
        makeRoomForFixedShifts(of: conflict.person)
        longest = longestTour(conflict.person, sharing: taken[menu])
      }
      guard let tour = longest else {
        problem.people[conflict.person] = before
        return nil
      }
      let minutes = weekMinutes(of: tour)
      let short = minutes.indices.filter {
        rules.weekMinutes.indices.contains($0) && minutes[$0] < rules.weekMinutes[$0].lowerBound
      }
      let periods = rules.periodMinutes.enumerated().map { period, hours in
        (weeks: rules.weeks(ofPeriod: period, of: minutes.count), wanted: hours.lowerBound)
      }.filter { minutes[$0.weeks].reduce(0, +) < $0.wanted }
      for week in short { taken[menu][week] += 1 }
      lowerLeast(of: conflict.person, to: minutes)
      return Shortened(
        person: conflict.person, clash: clash,
        short: short.map { ($0..<$0 + 1, rules.weekMinutes[$0].lowerBound) } + periods)
    }
  }

  /// Lets people whose told days break a rule work as many hours after them as are lawful where their weeks want more.
  mutating func shortenAfterTold() {
    for conflict in conflicts() where !conflict.isUndecided {
      let told = problem.people[conflict.person].toldDays
      guard told > 0, told < problem.dayCount,
        let tour = longestTour(conflict.person, shorter: Set(0..<problem.weekCount), after: told)
      else { continue }
      lowerLeast(of: conflict.person, to: weekMinutes(of: tour))
    }
  }

  /// The least of somebody's weeks and periods becomes what is worked in them, where that is less.
  private mutating func lowerLeast(of person: Int, to minutes: [Int]) {
    var rules = problem.people[person].rules
    for (week, hours) in rules.weekMinutes.enumerated() {
      rules.weekMinutes[week] = min(minutes[week], hours.lowerBound)...hours.upperBound
    }
    for (period, hours) in rules.periodMinutes.enumerated() {
      let worked = minutes[rules.weeks(ofPeriod: period, of: minutes.count)].reduce(0, +)
      rules.periodMinutes[period] = min(worked, hours.lowerBound)...hours.upperBound
    }
    problem.people[person].rules = rules
  }

  /// Paid minutes of each week of a tour.
  func weekMinutes(of tour: some Collection<Int32>) -> [Int] {
    var minutes = [Int](repeating: 0, count: problem.weekCount)
    for (day, option) in tour.enumerated() where option >= 0 {
      minutes[problem.weekOfDay[day]] += Int(problem.options[Int(option)].paid)
    }
    return minutes
  }

  /// Lets weeks hold somebody's fixed shifts where these are more than the contract and days away leave room for; nothing else is worked
  /// in such a week, and a row of dates in it may be short.
  private mutating func makeRoomForFixedShifts(of person: Int) {
    var days = [Int](repeating: 0, count: problem.weekCount)
    var minutes = days
    for (day, rule) in problem.people[person].days.enumerated() {
      guard case .fixed(let option) = rule else { continue }
      days[problem.weekOfDay[day]] += 1
      minutes[problem.weekOfDay[day]] += Int(problem.options[Int(option)].paid)
    }
    let rules = problem.people[person].rules
    for week in rules.weekMinutes.indices where rules.weekDays.indices.contains(week) {
      let hours = rules.weekMinutes[week]
      if days[week] <= rules.weekDays[week], minutes[week] <= hours.upperBound { continue }
      problem.people[person].rules.weekDays[week] = max(days[week], rules.weekDays[week])
      problem.people[person].rules.weekMinutes[week] = hours.lowerBound...max(minutes[week], hours.upperBound)
      for day in problem.weekOfDay.indices where problem.weekOfDay[day] == week {
        switch problem.people[person].days[day] {
        case .free, .keptFree: problem.people[person].days[day] = .off
        case .off, .fixed: break
        }
      }
    }
  }

  /// A lawful tour of as many hours as possible when weeks and periods have no least; nil where there is none.
  ///
  /// - Parameter taken: shape [weeks], how many colleagues have a shorter week. Where one short week is enough, it is the one that fewest
  ///   of them have.
  private func longestTour(_ person: Int, sharing taken: [Int]) -> [Int32]? {
    guard let longest = longestTour(person, shorter: Set(taken.indices)) else { return nil }
    let minutes = weekMinutes(of: longest).reduce(0, +)
    for week in taken.indices.sorted(by: { (taken[$0], $0) < (taken[$1], $1) }) {
      guard let tour = longestTour(person, shorter: [week]) else { continue }
      if weekMinutes(of: tour).reduce(0, +) == minutes { return tour }
    }
    return longest
  }

  /// The same when some weeks, and all periods, have no least. Where the first days were told, these may break any rule.
  private func longestTour(_ person: Int, shorter weeks: Set<Int>, after told: Int = 0) -> [Int32]? {
    let someone = problem.people[person]
    let alone = problem.alone(someone.withShorterWeeks(weeks))
    let menu = problem.menus[someone.menu]
    let costs = problem.options[menu.first..<menu.first + menu.count].map { -Float($0.paid) }
    var tour = someone.fixedTour
    let search = TourSearch(TourSpace(alone))
    let found = search.cheapestTour(person: 0, costs: costs, window: told..<problem.dayCount, tour: &tour)
    return found != nil && (told > 0 || TourJudge(alone).isLegal(tour, person: 0)) ? tour : nil
  }

  /// A week with too few hours, and the rules that leave no lawful way to work more.
  func shortWeek(_ person: Int, _ week: Int, minutes: Int, wanted: Int) -> ShortWeek {
    let conflict = TourConflict.find(person, in: problem)
    let isMeant = conflict.map { !$0.isUndecided && ($0.week == nil || $0.week == week) } ?? false
    return ShortWeek(
      agent: problem.people[person].name, week: date(7 * week), minutes: minutes,
      wanted: wanted, rules: isMeant ? conflict.map { clash($0).rules } ?? [] : [])
  }
}
