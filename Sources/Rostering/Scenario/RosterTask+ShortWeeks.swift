import Timeline
import Tours
import Workforce

/// Weeks that cannot hold the hours a contract wants.
extension RosterTask {
  /// Somebody whose weeks were made shorter, with the clash as it was before.
  struct Shortened: Sendable {
    var person: Int
    var clash: RuleClash
    var weeks: [ShortWeek]
  }

  /// Lets people without a lawful tour work as many hours as are lawful, instead of none: where leaving out the least of weeks and
  /// periods allows a tour, their least becomes what the longest such tour has.
  ///
  /// - Returns: by person. Everybody else without a tour stays so, and gets fixed shifts only.
  mutating func shortenWeeks() -> [Shortened] {
    conflicts().compactMap { conflict in
      guard !conflict.isUndecided, let tour = longestTour(conflict.person) else { return nil }
      let rules = problem.people[conflict.person].rules
      let clash = clash(conflict)
      let minutes = weekMinutes(of: tour)
      let short = minutes.indices.filter {
        rules.weekMinutes.indices.contains($0) && minutes[$0] < rules.weekMinutes[$0].lowerBound
      }
      let weeks = short.map {
        shortWeek(conflict.person, $0, minutes: minutes[$0], wanted: rules.weekMinutes[$0].lowerBound, conflict)
      }
      for week in short {
        problem.people[conflict.person].rules.weekMinutes[week] = minutes[week]...rules.weekMinutes[week].upperBound
      }
      for (period, range) in rules.periodMinutes.enumerated() {
        let next = (period + 1) * rules.weeksPerPeriod - rules.periodWeeksBefore
        let worked = minutes[max(0, next - rules.weeksPerPeriod)..<min(minutes.count, next)].reduce(0, +)
        problem.people[conflict.person].rules.periodMinutes[period] = min(worked, range.lowerBound)...range.upperBound
      }
      return Shortened(person: conflict.person, clash: clash, weeks: weeks)
    }
  }

  /// Paid minutes of each week of a tour.
  func weekMinutes(of tour: some Collection<Int32>) -> [Int] {
    var minutes = [Int](repeating: 0, count: problem.weekCount)
    for (day, option) in tour.enumerated() where option >= 0 {
      minutes[problem.weekOfDay[day]] += Int(problem.options[Int(option)].paid)
    }
    return minutes
  }

  /// A lawful tour of as many hours as possible when weeks and periods have no least; nil where there is none.
  private func longestTour(_ person: Int) -> [Int32]? {
    var alone = problem
    alone.people = [problem.people[person].withShorterWeeks(Set(0..<problem.weekCount))]
    let menu = problem.menus[problem.people[person].menu]
    let costs = problem.options[menu.first..<menu.first + menu.count].map { -Float($0.paid) }
    var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
    let search = TourSearch(TourSpace(alone))
    let found = search.cheapestTour(person: 0, costs: costs, window: 0..<problem.dayCount, tour: &tour)
    return found != nil && TourJudge(alone).isLegal(tour, person: 0) ? tour : nil
  }

  /// A week with too few hours, and the rules that leave no lawful way to work more.
  func shortWeek(
    _ person: Int, _ week: Int, minutes: Int, wanted: Int, _ known: TourConflict? = nil
  ) -> ShortWeek {
    let conflict = known ?? TourConflict.find(person, in: problem)
    let isMeant = conflict.map { !$0.isUndecided && ($0.week == nil || $0.week == week) } ?? false
    return ShortWeek(
      agent: problem.people[person].name, week: scenario.horizon.first.advanced(byDays: 7 * week), minutes: minutes,
      wanted: wanted, rules: isMeant ? conflict.map { clash($0).rules } ?? [] : [])
  }
}
