import Lanes

/// What all tour searches of a problem share: successions and tallies, built once for each menu and set of rules.
package struct TourSpace: Sendable {
  struct PersonModel: Sendable {
    var successions: Int
    /// Tally without a total over the horizon; enough for windows inside one week and when no total is ruled.
    var weekTally: Int
    /// Tally with the total of the horizon or of a period, or -1 when no total is ruled or there would be too many states.
    var totalTally: Int
    /// Index of what is remembered of rows of kinds.
    var rows: Int
    /// The state in which the tour begins.
    var firstRow: Int
    var limitsTotal: Bool
  }

  /// The problem that the space was built for.
  package let problem: RosterProblem
  let tables: TourTables

  /// Builds the shared tables. Complexity: O(options x classes) for each distinct menu and rest rule.
  package init(_ problem: RosterProblem) {
    self.problem = problem
    var tallyIndex: [HoursTally.Limits: Int] = [:]
    var tallies: [HoursTally] = []
    var rowLimits = Numbering<[RowLimit]>()
    var rows: [RowStates] = []
    func tally(_ limits: HoursTally.Limits) -> Int {
      if let known = tallyIndex[limits] { return known }
      guard let built = HoursTally(limits) else {
        tallyIndex[limits] = -1
        return -1
      }
      tallies.append(built)
      tallyIndex[limits] = tallies.count - 1
      return tallies.count - 1
    }
    var keys = Numbering<Successions.Key>()
    let places = problem.people.map { person -> (row: Int, limits: [(limit: RowLimit, before: Int)], succession: Int) in
      let own = person.rules.rowLimits(in: problem, after: person.before)
      let row = rowLimits.number(own.map(\.limit))
      if row == rows.count { rows.append(RowStates(own.map(\.limit), kindCount: problem.kinds.count)) }
      let key = Successions.Key(menu: person.menu, leastRest: person.rules.leastRest, rowClasses: rows[row].classOf)
      return (row, own, keys.number(key))
    }
    let successions = Lanes.run(keys.count) { [keys = keys.values] in Successions(keys[$0], in: problem) }
    let models = zip(problem.people, places).map { person, found in
      let rules = person.rules
      let (row, rowLimits, place) = found
      let lengths = successions[place].lengths
      let mostWeekDays = rules.weekDays.max()
      let longestWeek = (rules.weekDays.isEmpty ? 7 : (mostWeekDays ?? 7)) * (lengths.last ?? 0)
      var weekMinutes: Int?
      if !rules.weekMinutes.isEmpty || !rules.overtimeAbove.isEmpty {
        let most = rules.weekMinutes.map(\.upperBound).max() ?? Int.max
        weekMinutes = min(most, longestWeek)
      }
      var limits = HoursTally.Limits(
        lengths: lengths, weekDays: rules.weekDays.isEmpty ? nil : mostWeekDays, weekMinutes: weekMinutes)
      // Too many combinations of hours: leave them out here; every tour is checked against all rules afterwards.
      let tracked = tally(limits)
      let weekTally = tracked >= 0 ? tracked : tally(HoursTally.Limits(lengths: lengths))
      let longest = problem.dayCount * (lengths.last ?? 0)
      let limitsTotal = rules.minutes.map { $0.lowerBound > 0 || $0.upperBound < longest } ?? false
      var totalTally = -1
      if limitsTotal, let minutes = rules.minutes {
        limits.total = min(minutes.upperBound, longest)
        totalTally = tally(limits)
      }
      if let most = rules.periodMinutes.map(\.upperBound).max() {
        precondition(rules.minutes == nil, "hours are ruled over periods or over the whole horizon, not both")
        let week = min(weekMinutes ?? longestWeek, longestWeek)
        // A week that no period rules must fit in as well.
        limits.total = max(week, min(most, week * rules.weeksPerPeriod))
        totalTally = tally(limits)
      }
      return PersonModel(
        successions: place, weekTally: weekTally, totalTally: totalTally, rows: row,
        firstRow: rows[row].state(rowLimits.map(\.before)), limitsTotal: limitsTotal)
    }
    tables = TourTables(problem, successions, tallies, rows, models)
  }
}
