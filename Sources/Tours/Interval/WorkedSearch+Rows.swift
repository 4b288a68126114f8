import Chance

// Who works in long rows, four days on and four off, has no day that could move by itself and hardly a week: whole tours change.

extension WorkedSearch {
  /// From so many days on, fewest worked in a row and fewest off after them together, rows are long.
  private static let longRows = 5
  /// Most people who get new tours at once.
  private static let mostAtATime = 3

  /// Gives people of long rows new tours, each the best of all beside everybody else: first one after the other until nobody gains, then
  /// a few at once, for as many tours as the effort has.
  ///
  /// - Returns: whether anything changed.
  mutating func respondInRows(_ dice: inout XorshiftStar, trials: Int, stop: () -> Bool) -> Bool {
    let people = state.problem.people.indices.filter { worksInLongRows($0) && isMovable($0) }
    if people.isEmpty { return false }
    // What is taken must lower the cost as it is told.
    state.fair?.weigh(FairShares.Counts(repeating: 1))
    defer { state.fair?.weigh(Self.weights) }
    var left = max(Self.leastTours, trials / Self.trialsPerTour, 2 * people.count)
    var (hasChanged, hasGained) = (false, true)
    while hasGained, left > 0 {
      hasGained = false
      for person in people where left > 0 {
        if stop() { return hasChanged }
        left -= 1
        if respond([person]) { hasGained = true }
      }
      hasChanged = hasChanged || hasGained
    }
    while left > 0, people.count > 1, !stop() {
      var chosen = [people[dice.below(people.count)]]
      for _ in 0..<Self.mostAtATime {
        let next = people[dice.below(people.count)]
        if chosen.count < Self.mostAtATime, !chosen.contains(next) { chosen.append(next) }
      }
      left -= chosen.count
      if respond(chosen) { hasChanged = true }
    }
    countPlaces()
    return hasChanged
  }

  private func worksInLongRows(_ person: Int) -> Bool {
    let rules = state.problem.people[person].rules
    return max(1, rules.leastDaysInARow) + max(1, rules.leastDaysOff) >= Self.longRows
  }

  /// Takes some people out and gives each in turn the best of all tours; taken back where the roster does not get cheaper.
  private mutating func respond(_ people: [Int]) -> Bool {
    let before = people.map { kept($0) }
    var rise = 0.0
    for person in people { rise += liftOut(person) - ownCost(person) }
    var placed = 0
    while placed < people.count, let tour = tour(of: people[placed], pricesWithWeekends(of: people[placed])) {
      rise += putNew(people[placed], tour) + ownCost(people[placed])
      placed += 1
    }
    if placed == people.count, rise < -1e-6 { return true }
    for person in people[..<placed] { liftOut(person) }
    for tour in before { putBack(tour) }
    return false
  }

  /// What each shift of somebody who is out of cover would cost, half of one more weekend on each day of one.
  private mutating func pricesWithWeekends(of person: Int) -> [Float] {
    var costs = prices(of: person)
    guard let weekend = state.fair?.oneMore(person)[1], weekend != 0 else { return costs }
    for day in 0..<state.dayCount where state.weekendOf[day] >= 0 { add(weekend / 2, to: &costs, person, day) }
    return costs
  }
}
