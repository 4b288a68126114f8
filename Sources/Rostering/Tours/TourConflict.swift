/// Somebody for whom no tour exists, and the smallest set of rules that clash.
public struct TourConflict: Hashable, Sendable {
  /// Index of the person.
  public var person: Int
  /// Rules that together allow no tour, while any one of them left out allows one; empty when there is nothing to choose from.
  public var rules: [TourRule]
  /// The first week that clashes by itself, or nil when only several weeks together do.
  public var week: Int?
}

extension TourConflict {
  /// The clash of a person without a legal tour: rules are dropped one at a time, and one that is not needed for the clash stays
  /// dropped. nil when there is a legal tour after all.
  static func find(_ person: Int, in problem: RosterProblem) -> TourConflict? {
    var alone = problem
    alone.people = [problem.people[person]]
    if isPossible(alone, without: []) { return nil }
    let week = (0..<problem.weekCount).first { !isPossible(alone, without: [], week: $0) }
    var dropped: [TourRule] = []
    for rule in TourRule.allCases where !isPossible(alone, without: dropped + [rule], week: week) {
      dropped.append(rule)
    }
    let clash = TourRule.allCases.filter { !dropped.contains($0) }
    return TourConflict(person: person, rules: clash, week: week)
  }

  /// Whether person 0 has a tour, in the whole horizon or in one week alone, when some rules do not hold.
  private static func isPossible(_ problem: RosterProblem, without dropped: [TourRule], week: Int? = nil) -> Bool {
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
    return search.cheapestTour(
      person: 0, costs: costs, window: window, tour: &tour, outside: week == nil ? .fixed : .unknown) != nil
  }
}

extension RosterProblem {
  /// Leaves one rule of person 0 out.
  fileprivate mutating func drop(_ rule: TourRule) {
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
    case .leastMinutes: rules.minutes = rules.minutes.map { 0...max(0, $0.upperBound) }
    case .mostMinutes: rules.minutes = rules.minutes.map { $0.lowerBound...max($0.lowerBound, 1440 * dayCount) }
    case .leastDaysInARow: rules.leastDaysInARow = 1
    case .mostDaysInARow: rules.mostDaysInARow = Int.max
    case .leastDaysOff: rules.leastDaysOff = 1
    case .mostWeekends: rules.mostWeekends = Int.max
    case .mostOfKind: rules.mostOfKind = []
    case .mostNightsInARow: rules.mostNightsInARow = Int.max
    }
    people[0].rules = rules
  }
}
