/// Somebody for whom no tour exists, and the smallest set of rules that clash.
package struct TourConflict: Hashable, Sendable {
  /// Index of the person.
  package var person: Int
  /// Rules that together allow no tour, while any one of them left out allows one; empty when there is nothing to choose from,
  /// or the clash is undecided.
  package var rules: [TourRule]
  /// The first week that clashes by itself, or nil when only several weeks together do.
  package var week: Int?
  /// Whether the search gave up before it knew: there may be a lawful tour, none was found.
  package var isUndecided = false
}

extension TourConflict {
  /// The clash of a person without a legal tour: rules are dropped one at a time, and one that is not needed for the clash stays
  /// dropped. nil when there is a legal tour after all.
  package static func find(_ person: Int, in problem: RosterProblem) -> TourConflict? {
    let alone = problem.alone(problem.people[person])
    switch verdict(alone, without: []) {
    case .possible: return nil
    case .undecided: return TourConflict(person: person, rules: [], week: nil, isUndecided: true)
    case .impossible: break
    }
    let week = (0..<problem.weekCount).first { verdict(alone, without: [], week: $0) == .impossible }
    var dropped: [TourRule] = []
    for rule in TourRule.allCases where verdict(alone, without: dropped + [rule], week: week) == .impossible {
      dropped.append(rule)
    }
    let clash = TourRule.allCases.filter { !dropped.contains($0) }
    return TourConflict(person: person, rules: clash, week: week)
  }

  private enum Verdict {
    case possible
    case impossible
    /// Too many states, or so many combinations of hours that the search left some out and its tour breaks a rule.
    case undecided
  }

  /// Whether person 0 has a tour, in the whole horizon or in one week alone, when some rules do not hold.
  private static func verdict(_ problem: RosterProblem, without dropped: [TourRule], week: Int? = nil) -> Verdict {
    var problem = problem
    for rule in dropped { problem.drop(rule) }
    let search = TourSearch(TourSpace(problem))
    let costs = [Float](repeating: 0, count: max(1, problem.menus[problem.people[0].menu].count))
    var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
    var window = 0..<problem.dayCount
    if let week {
      let first = problem.weekOfDay.firstIndex(of: week) ?? 0
      window = first..<(problem.weekOfDay.lastIndex(of: week) ?? first) + 1
    }
    let found = search.cheapestTour(
      person: 0, costs: costs, window: window, tour: &tour, outside: week == nil ? .fixed : .unknown)
    if found == nil { return search.gaveUp ? .undecided : .impossible }
    return week != nil || TourJudge(problem).isLegal(tour, person: 0) ? .possible : .undecided
  }
}

extension RosterProblem {
  /// Leaves one rule of person 0 out.
  package mutating func drop(_ rule: TourRule) {
    var rules = people[0].rules
    switch rule {
    case .daysOff: people[0].days = people[0].days.map { $0 == .off ? .free : $0 }
    case .fixedShifts:
      people[0].days = people[0].days.map { rule in
        if case .fixed = rule { return .free }
        return rule
      }
    case .rest: rules.leastRest = Int(Int32.min / 4)
    case .successions: forbiddenSuccessions = []
    case .leastWeekMinutes: rules.weekMinutes = rules.weekMinutes.map { 0...max(0, $0.upperBound) }
    case .mostWeekMinutes: rules.weekMinutes = rules.weekMinutes.map { $0.lowerBound...max($0.lowerBound, 10_080) }
    case .weekDays: rules.weekDays = rules.weekDays.map { max($0, 7) }
    case .leastMinutes:
      rules.minutes = rules.minutes.map { 0...max(0, $0.upperBound) }
      rules.periodMinutes = rules.periodMinutes.map { 0...max(0, $0.upperBound) }
    case .mostMinutes:
      rules.minutes = rules.minutes.map { $0.lowerBound...max($0.lowerBound, 1440 * dayCount) }
      rules.periodMinutes = rules.periodMinutes.map { $0.lowerBound...max($0.lowerBound, 1440 * dayCount) }
    case .leastDaysInARow: rules.leastDaysInARow = 1
    case .mostDaysInARow: rules.mostDaysInARow = Int.max
    case .leastDaysOff: rules.leastDaysOff = 1
    case .mostWeekends:
      rules.mostWeekends = Int.max
      rules.weekendWindow = nil
      people[0].days = people[0].days.map { $0 == .keptFree ? .free : $0 }
    case .mostOfKind: rules.mostOfKind = []
    case .mostNightsInARow: rules.mostNightsInARow = Int.max
    case .kindsInARow: rules.kindsInARow = []
    }
    people[0].rules = rules
  }
}
