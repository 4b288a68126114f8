import LinearProgram

/// Column generation: tours that the duals of the cover rows ask for, and the bound they prove.
extension ColumnMaster {
  /// When column generation stops.
  struct Patience {
    var rounds = Int.max
    /// Reading of the clock.
    var until = Double.infinity
    /// Share of the last good duals in the duals that tours are priced with.
    var smoothing = 0.0
    /// Stop when the bound is this near, as a share of the cost.
    var nearness = 1e-4
    /// Stop when the relaxation costs no more.
    var target = -Double.infinity
  }

  /// Adds tours until none would lower the relaxation's cost or patience ends.
  mutating func generate(_ patience: Patience) throws(SolverFault) {
    var prices = SettlingPrices(smoothing: patience.smoothing)
    var round = 0
    while true {
      try optimize()
      if relaxed <= patience.target { return }
      if round >= patience.rounds || workspace.clock.isPast(seconds: patience.until) { return }
      round += 1
      try program.readDuals(into: &duals)
      let added = try prices.ask(duals) { tried throws(SolverFault) in try price(tried) }
      if isDecided.allSatisfy({ !$0 }) { bound = max(bound, prices.bound) }
      if added == 0 || relaxed - prices.bound < patience.nearness * max(1, abs(relaxed)) { break }
    }
    try optimize()
  }

  /// Prices one tour for each person at the given duals and adds those that the true duals welcome; says the bound.
  private mutating func price(_ prices: [Double]) throws(SolverFault) -> (bound: Double, added: Int) {
    let tables = tables
    let firstRow = people.count - window.lowerBound * tables.kinds
    var lagrangian = 0.0
    var reward = 100.0
    for cell in 0..<cells {
      lagrangian += open[cell] * prices[people.count + cell]
      reward = max(reward, 2 * abs(prices[people.count + cell]))
      // Columns with an upper bound may be priced below nothing.
      if tables.hasBends {
        let (place, price) = (window.lowerBound * tables.kinds + cell, prices[people.count + cell])
        lagrangian += Double(tables.wanted[place] - tables.least[place]) * min(0, Double(tables.under[place]) - price)
        lagrangian += Double(tables.most[place] - tables.wanted[place]) * min(0, price)
      }
    }
    var added = 0
    for place in people.indices {
      if isFixed(place) {
        let tour = decidedTour(place)
        lagrangian += tables.ownCost(tour, people[place], 0..<tables.days) - worth(tour[window], prices)
        continue
      }
      let person = people[place]
      let own = tables.optionCosts[person]
      for local in tables.menuRange(person, window) {
        let cell = Int(tables.cellOfOption[tables.firstOption[person] + local])
        workspace.costs[local] = own[local] - Float(prices[firstRow + cell])
      }
      let hasDecisions = insist(place, reward)
      workspace.load(place, of: base)
      guard workspace.findCheapest(person, window) else {
        lagrangian = -.infinity
        continue
      }
      let tour = Array(UnsafeBufferPointer(start: workspace.tour, count: tables.days))
      if hasDecisions, !agrees(place, tour[window]) { continue }
      // Sums of 32-bit floats lose a little: what they may have lost is taken off the bound, and so is what the search did not price.
      let sought = UnsafeBufferPointer(start: workspace.sought, count: tables.days)
      lagrangian +=
        tables.ownCost(workspace.sought, person, 0..<tables.days) - tables.unsoughtCost(workspace.sought, person)
        - worth(Array(sought)[window], prices) - 1e-4
      let cost = tables.ownCost(workspace.tour, person, 0..<tables.days)
      if cost - worth(tour[window], duals) - duals[place] < -1e-4, try add(place, tour) { added += 1 }
    }
    return (lagrangian, added)
  }

  /// Makes a person's decided days sure in the costs that the search is given: other options are forbidden and the decided
  /// ones rewarded, as a day off cannot be forbidden. Says whether there are any.
  private func insist(_ place: Int, _ reward: Double) -> Bool {
    var isAny = false
    for segment in 0..<segments where isDecided[place * segments + segment] {
      isAny = true
      for offset in segmentStart[segment]..<segmentStart[segment + 1] {
        let chosen = Int(decision[place * window.count + offset])
        let day = window.lowerBound + offset
        for local in tables.menuRange(people[place], day..<day + 1) {
          let isChosen = tables.firstOption[people[place]] + local == chosen
          workspace.costs[local] = isChosen ? workspace.costs[local] - Float(reward) : TourSearch.none
        }
      }
    }
    return isAny
  }

  private func worth(_ tour: ArraySlice<Int32>, _ prices: [Double]) -> Double {
    let firstRow = people.count - window.lowerBound * tables.kinds
    var sum = 0.0
    for option in tour where option >= 0 { sum += prices[firstRow + Int(tables.cellOfOption[Int(option)])] }
    return sum
  }

  /// Forgets tours whose reduced cost is above a limit, when there are many.
  mutating func forget(above limit: Double) throws(SolverFault) {
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    let isGone = (0..<columnCount).map {
      isBasic[firstTour + $0] == 0 && reduced[firstTour + $0] > limit && isOpen[$0]
    }
    guard isGone.count(where: \.self) >= Self.manyForgotten else { return }
    try remove(isGone)
    try optimize()
  }

  /// Takes tours that decisions forbid out of the program, when there are many; `releaseAll` brings them back.
  mutating func park() throws(SolverFault) {
    let isGone = isOpen.map { !$0 }
    guard isGone.count(where: \.self) >= Self.manyParked else { return }
    for column in isGone.indices where isGone[column] { parked.append((Int(columnPerson[column]), tour(column))) }
    try remove(isGone)
  }

  /// Tours from which on it is worth to forget or to park them.
  private static let (manyForgotten, manyParked) = (200, 150)

  private mutating func remove(_ isGone: [Bool]) throws(SolverFault) {
    try program.deleteColumns(isGone.indices.filter { isGone[$0] }.map { Int32(firstTour + $0) })
    var (persons, tours, opens): ([Int32], [Int32], [Bool]) = ([], [], [])
    for column in isGone.indices {
      let slice = columnTours[column * window.count..<(column + 1) * window.count]
      if isGone[column] {
        seen[Int(columnPerson[column])].remove(Array(slice))
      } else {
        persons.append(columnPerson[column])
        tours.append(contentsOf: slice)
        opens.append(isOpen[column])
      }
    }
    (columnPerson, columnTours, isOpen) = (persons, tours, opens)
  }
}
