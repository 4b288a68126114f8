extension RosterEngine {
  /// Nominal seconds of search for each effort; `moves` are counted in hundred thousands a second.
  private var dayShiftBudget: SearchBudget {
    switch effort {
    case .quick: .effort(5)
    case .normal: .effort(30)
    case .best: .effort(120)
    case .moves(let moves): .effort(Double(moves) * 1e-5)
    case .seconds(let seconds): .wallSeconds(seconds)
    }
  }

  /// A roster for demand by day and shift; people without a legal tour keep their fixed shifts and are named.
  func solveDayShift(_ problem: RosterProblem) -> RosterSolution {
    let watch = watch
    var engine = DayShiftEngine()
    engine.budget = dayShiftBudget
    engine.seed = seed
    engine.threads = threads
    engine.shouldStop = { watch.isOver }
    engine.onProgress = onProgress
    var placeable = problem
    var conflicts: [TourConflict] = []
    while true {
      do {
        var solution = try engine.solve(placeable)
        solution.conflicts = conflicts.sorted { $0.person < $1.person }
        let isTimed = if case .seconds = effort { solution.proof != .optimal } else { false }
        solution.wasCutShort = watch.isOver || isTimed
        return solution
      } catch {
        let person = error.person
        let isNew = !conflicts.contains { $0.person == person }
        if isNew {
          conflicts.append(
            TourConflict.find(person, in: problem) ?? TourConflict(person: person, rules: [], week: nil))
        }
        if isNew, let days = placeable.daysAfterTold(of: person) { placeable.people[person].days = days }
        placeable.people[person].settle(keepingFixed: isNew)
      }
    }
  }
}

extension RosterProblem {
  /// Told days of somebody, which break a rule, and days after them that keep the rules, most of them where people are wanted; nil
  /// where there are none.
  fileprivate func daysAfterTold(of person: Int) -> [DayRule]? {
    let told = people[person].toldDays
    guard told > 0, told < dayCount, hasPosts, case .dayShift(let demand) = demand else { return nil }
    let menu = menus[people[person].menu]
    let costs: [Float] = options[menu.first..<menu.first + menu.count].map {
      demand.wanted[Int($0.firstInterval)] > 0 ? -1 : 1
    }
    var tour = people[person].fixedTour
    let search = TourSearch(TourSpace(alone(people[person])))
    guard search.cheapestTour(person: 0, costs: costs, window: told..<dayCount, tour: &tour) != nil else { return nil }
    return tour.map { $0 < 0 ? .off : .fixed($0) }
  }
}

extension RosterPerson {
  /// Leaves somebody their fixed shifts alone, or nothing, under no rule.
  fileprivate mutating func settle(keepingFixed keepsFixed: Bool) {
    rules = TourRules()
    rules.leastRest = TourRules.noSuccession
    before = TourHistory()
    days = days.map { rule in
      if case .fixed = rule, keepsFixed { return rule }
      return .off
    }
  }
}

extension DayShiftEngine.Run {
  /// The best roster and what is known of it.
  var solution: RosterSolution {
    var cost = RosterCost()
    for (cell, have) in best.cover.enumerated() { cost.cover += tables.cellCost(cell, have) }
    cost.own = best.cost - cost.cover
    return RosterSolution(
      tours: best.tours, cost: cost, bound: bound, programs: tally.looked, provenPrograms: tally.proven,
      faults: fault.map { [$0.description] } ?? [])
  }
}
