/// One person's cheaper weeks, everybody else's as they are.
extension ReplanState {
  /// Passes over everybody; a pass that changes nothing ends it sooner.
  private static let mostPasses = 4

  /// Gives some people in turn a cheaper week until there is none; says the change of cost.
  ///
  /// - Parameters:
  ///   - least: points that a pass over all of them gains at least if another is to follow.
  ///   - stop: asked before every person.
  @discardableResult
  package mutating func settle(
    _ people: some Collection<Int>, _ search: TourSearch, _ disturbance: Replanning.Disturbance,
    least: Double = ReplanState.leastSaving, stop: () -> Bool = { false }
  ) -> Double {
    var total = 0.0
    for _ in 0..<Self.mostPasses {
      var change = 0.0
      for person in people {
        if stop() { return total }
        for week in problem.weeks { change += improve(person, week, search, disturbance) ?? 0 }
      }
      total += change
      if change > -least { break }
    }
    return total
  }

  /// Points below which a change is none.
  package static let leastSaving = 1e-3

  /// Gives a person the cheapest lawful tour that differs in a window; says the change of cost, nil where there is no tour.
  ///
  /// - Parameters:
  ///   - relief: rules that hold in place of the person's own.
  ///   - isForced: whether a dearer tour is taken as well, as of somebody whose contract has hours to work.
  package mutating func improve(
    _ person: Int, _ window: Range<Int>, _ search: TourSearch, _ disturbance: Replanning.Disturbance,
    relief: Relief? = nil, isForced: Bool = false
  ) -> Double? {
    let old = tour(person)
    func own(_ tour: [Int32]) -> Double { relief?.judge.cost(tour, person: 0) ?? ownCost(tour, person) }
    let found = otherTour(
      person, window: window, disturbance, wish: .anything(in: problem), search, relief: relief)
    guard let found else { return nil }
    guard found != old else { return 0 }
    let ownChange = own(found) - (isForced ? 0 : own(old))
    let change = setTour(person, found) + ownChange
    if change > -Self.leastSaving, !isForced {
      setTour(person, old)
      return 0
    }
    return change
  }
}
