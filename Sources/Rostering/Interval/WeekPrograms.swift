/// The last word on who works which day: integer programs over whole weeks, a group of people at a time, everybody else and
/// every other week as they are.
///
/// A person may choose among the week at present, the weeks of rosters that the search passed on its last way, the weeks of
/// colleagues with the same menu of shifts, and, for a few rounds, the week that is best at the prices of the relaxation.
/// Every tour offered is legal together with the person's other weeks, so any choice is a roster.
extension RosterState {
  /// How much the programs may do, in counts that repeat.
  struct WeekBudget {
    var peopleAtOnce: Int
    var rounds: Int
    var nodeLimit: Int
    /// Simplex iterations of each relaxation.
    var iterationLimit: Int
    /// Weeks of colleagues offered to a person.
    var colleagues: Int
    /// Rosters of more people times weeks are left as they are: the programs would be too many for the effort.
    var mostPersonWeeks: Int
  }

  /// Every week of everybody once, dearest weeks first.
  ///
  /// - Parameter pool: whole rosters, shape [people][days], whose weeks are offered too.
  mutating func chooseWeeks(
    pool: [[Int32]], budget: WeekBudget, secondsEach: Double?, stop: @escaping () -> Bool, watch: (Double) -> Void
  ) -> ProgramReport {
    var report = ProgramReport()
    if personCount * weekCount > budget.mostPersonWeeks { return report }
    let groups = groupsOfPeople(atMost: budget.peopleAtOnce)
    var weeks = (0..<weekCount).map { week in
      (cost: (weekStart[week]..<weekStart[week + 1]).reduce(0.0) { $0 + coverCost(ofDay: $1) }, week: week)
    }
    weeks.sort { $0.cost != $1.cost ? $0.cost > $1.cost : $0.week < $1.week }
    for (_, week) in weeks {
      let days = weekStart[week]..<weekStart[week + 1]
      for group in groups {
        if stop() {
          report.isComplete = false
          return report
        }
        let free = group.filter { person in days.contains { isFree[person * dayCount + $0] } }
        if free.isEmpty { continue }
        let choices = free.map { weekChoice($0, days, pool, colleagues: group, atMost: budget.colleagues) }
        let program = IntervalProgram(
          days: days, choices: choices, rounds: budget.rounds, nodeLimit: budget.nodeLimit,
          iterationLimit: budget.iterationLimit)
        report.note(solve(program, seconds: secondsEach, stop: stop))
        watch(cost)
      }
    }
    return report
  }

  /// People who can take each other's place stand together: by component, menu and what they serve.
  private func groupsOfPeople(atMost most: Int) -> [[Int]] {
    func key(_ person: Int) -> (Int, Int, GroupSet, Int) {
      let profile = model.profiles[people[person].profile]
      return (profile.component, people[person].menu, profile.groups, person)
    }
    let order = (0..<personCount).filter { people[$0].isPlaced }.sorted { key($0) < key($1) }
    var groups: [[Int]] = []
    var first = 0
    while first < order.count {
      let component = key(order[first]).0
      let whole = order[first...].prefix { key($0).0 == component }.count
      // Equal parts, so that no group is left with one or two people.
      let parts = (whole + most - 1) / max(1, most)
      for part in 0..<parts {
        groups.append(Array(order[first + part * whole / parts..<first + (part + 1) * whole / parts]))
      }
      first += whole
    }
    return groups
  }

  /// The weeks a person may choose from, the present one first, each with the cost of the whole tour.
  private mutating func weekChoice(
    _ person: Int, _ days: Range<Int>, _ pool: [[Int32]], colleagues: [Int], atMost most: Int
  ) -> IntervalProgram.Choice {
    let tour = tour(person)
    let present = days.map { tour[$0] }
    var choice = IntervalProgram.Choice(person: person, tours: [present], costs: [judge.cost(tour, person: person)])
    choice.usualStart = days.isEmpty ? nil : usualStart(person, weekOf[days.lowerBound])
    let sharesFairly = people[person].sharesFairly
    if sharesFairly { choice.uneven = [0] }
    var candidates = pool.map { roster in days.map { roster[person * dayCount + $0] } }
    let alike = colleagues.filter { $0 != person && people[$0].menu == people[person].menu }
    for other in alike.prefix(most) { candidates.append(days.map { self.tour(other)[$0] }) }
    for candidate in candidates where !choice.tours.contains(candidate) {
      if let cost = legalCost(person, days, candidate) {
        choice.tours.append(candidate)
        let uneven = unevenness(person, days, candidate)
        choice.costs.append(cost + uneven)
        if sharesFairly { choice.uneven.append(uneven) }
      }
    }
    return choice
  }

  /// Cost of a person's tour with other days in a window; nil when a rule forbids it.
  private func legalCost(_ person: Int, _ days: Range<Int>, _ other: [Int32]) -> Double? {
    let tour = tour(person)
    let present = days.map { tour[$0] }
    defer { for (day, option) in zip(days, present) { tour[day] = option } }
    for (day, option) in zip(days, other) { tour[day] = option }
    return judge.isLegal(tour, person: person) ? judge.cost(tour, person: person) : nil
  }

  /// The days of a person that are best where a unit of work saves `worth` (shape [intervals]), and the cost of the whole tour
  /// by itself; nil where no legal days are found.
  func bestTour(
    _ person: Int, _ days: Range<Int>, worth: [Float], usualStart: Int32?, _ buffers: borrowing ResponseBuffers
  ) -> (days: [Int32], cost: Double)? {
    guard let range = intervals(person, days) else { return nil }
    for count in 1...max(1, cover.units) {
      let row = buffers.gain + count * buffers.intervals
      for interval in range { row[interval] = worth[interval] * Float(count) }
    }
    let full = buffers.gain + cover.units * buffers.intervals
    buffers.prefix[range.lowerBound] = 0
    for interval in range { buffers.prefix[interval + 1] = buffers.prefix[interval] + full[interval] }
    price(person, days, range, full, buffers)
    priceStarts(person, days, usual: usualStart, buffers)

    let tour = tour(person)
    let present = days.map { tour[$0] }
    defer { for (day, option) in zip(days, present) { tour[day] = option } }
    guard search.cheapestTour(person: person, costs: buffers.costs, window: days, tour: tour) != nil,
      judge.isLegal(tour, person: person)
    else { return nil }
    return (days.map { tour[$0] }, judge.cost(tour, person: person))
  }
}
