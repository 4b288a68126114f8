/// A roster while it is mended: everybody's tours, the cover they give, and what changes of it would cost.
struct ReplanState: ~Copyable {
  let problem: RosterProblem
  let model: CoverModel
  let table: ShiftTable
  let judge: TourJudge
  let cover: CoverState
  /// Shape [people][days].
  private(set) var tours: [Int32]
  private let costs: UnsafeMutablePointer<Float>
  private let gain: UnsafeMutablePointer<Float>

  init(_ base: Replanning, tours: [Int32]) {
    problem = base.problem
    model = base.model
    table = base.table
    judge = TourJudge(problem)
    cover = CoverState(model, units: problem.unitsPerInterval)
    self.tours = tours
    costs = .allocate(capacity: max(1, problem.menus.map(\.count).max() ?? 1))
    gain = .allocate(capacity: max(1, problem.intervalCount * (problem.unitsPerInterval + 1)))
    let days = problem.dayCount
    for person in problem.people.indices {
      for day in 0..<days where tours[person * days + day] >= 0 { put(person, tours[person * days + day], 1) }
    }
  }

  deinit {
    costs.deallocate()
    gain.deallocate()
  }

  /// The tour of a person.
  func tour(_ person: Int) -> [Int32] {
    Array(tours[person * problem.dayCount..<(person + 1) * problem.dayCount])
  }

  /// What a tour of a person costs by itself.
  func ownCost(_ tour: [Int32], _ person: Int) -> Double { judge.cost(tour, person: person) }

  /// Adds or takes away the work of one shift; says the change of cost.
  @discardableResult
  func put(_ person: Int, _ option: Int32, _ sign: Int) -> Double {
    var change = 0.0
    let profile = model.profileOf[person]
    forEachInterval(of: option) { interval, units in
      change += Double(cover.bigChange(profile, interval, units * sign))
      cover.add(profile, interval, units * sign)
    }
    return change
  }

  /// Gives a person another tour; says the change of the cost of cover.
  @discardableResult
  mutating func setTour(_ person: Int, _ tour: [Int32]) -> Double {
    var change = 0.0
    let first = person * problem.dayCount
    for day in 0..<problem.dayCount where tours[first + day] != tour[day] && tours[first + day] >= 0 {
      change += put(person, tours[first + day], -1)
    }
    for day in 0..<problem.dayCount where tours[first + day] != tour[day] {
      if tour[day] >= 0 { change += put(person, tour[day], 1) }
      tours[first + day] = tour[day]
    }
    return change
  }

  /// Calls `body` with each interval of the grid in which an option does some work, and its units.
  @inline(__always)
  func forEachInterval(of option: Int32, _ body: (Int, Int) -> Void) {
    let shift = table.shifts[Int(option)]
    for index in 0..<Int(shift.count) {
      let units = Int(table.units[Int(shift.units) + index])
      let interval = Int(shift.first) + index
      if units != 0 && interval >= 0 && interval < problem.intervalCount { body(interval, units) }
    }
  }

  /// Cost of the roster in parts.
  func cost() -> RosterCost {
    var parts = RosterCost()
    parts.presence = cover.presenceCost()
    parts.cover = max(0, cover.total() - parts.presence)
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() {
      let tour = tour(person)
      var own = 0.0
      for day in 0..<days {
        if tour[day] >= 0 {
          own += Double(problem.cost(person: person, option: tour[day]))
        } else if !someone.offCosts.isEmpty {
          own += Double(someone.offCosts[day])
        }
      }
      var weeks = 0.0
      for week in 0..<problem.weekCount { weeks += judge.weekCost(tour, person: person, week: week) }
      parts.preference += own
      parts.weeks += weeks
      parts.weekends += judge.cost(tour, person: person) - own - weeks
    }
    return parts
  }
}

// MARK: - Other tours of one person

extension ReplanState {
  /// What helping somebody is worth: where, and how strongly.
  struct Wish {
    /// Shape [intervals]: whether work added here counts as a saving.
    var counts: [Bool]
    /// Points taken off each option that works in a counted interval, so that a tour that helps is found even where it does
    /// not pay by itself; another change may make it pay.
    var bonus: Float
    /// Whether all savings count, as for somebody who owes hours.
    var countsAll = false
  }

  /// The cheapest tour of a person that differs from their present one only in a window, when every day that is not as published
  /// costs the price of a change. Savings count only where the wish says so; costs count everywhere.
  ///
  /// - Returns: nil when the rules allow none.
  func otherTour(
    _ person: Int, window: Range<Int>, published: [Int32], priceOfChange: Double, wish: Wish, _ search: TourSearch
  ) -> [Int32]? {
    let days = problem.dayCount
    let menu = problem.menus[problem.people[person].menu]
    let first = person * days
    for day in window where tours[first + day] >= 0 { put(person, tours[first + day], -1) }
    defer { for day in window where tours[first + day] >= 0 { put(person, tours[first + day], 1) } }

    var own = [Int](repeating: 0, count: problem.intervalCount)
    for day in window where published[first + day] >= 0 {
      forEachInterval(of: published[first + day]) { interval, units in own[interval] += units }
    }
    fillGains(person, window, own, wish)
    for day in window {
      let told = published[first + day]
      let toldCost = told >= 0 ? problem.cost(person: person, option: told) : 0
      for option in problem.options(menu: problem.people[person].menu, day: day) {
        var cost = problem.cost(person: person, option: Int32(option))
        // A wish that the published roster refused is no reason to move a shift.
        if !wish.countsAll, told >= 0 { cost = max(cost, toldCost) }
        var helps = false
        forEachInterval(of: Int32(option)) { interval, units in
          cost -= gain[units * problem.intervalCount + interval]
          if wish.counts[interval], units > own[interval] { helps = true }
        }
        if helps { cost -= wish.bonus }
        // The search knows no price of a day off, so on a published day of work keeping it is cheaper by the price.
        if told >= 0 {
          if Int32(option) == told { cost -= Float(priceOfChange) }
        } else {
          cost += Float(priceOfChange)
        }
        costs[option - menu.first] = cost
      }
    }
    var tour = tour(person)
    let found = tour.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let start = buffer.baseAddress else { return false }
      return search.cheapestTour(person: person, costs: costs, window: window, tour: start) != nil
    }
    return found && judge.isLegal(tour, person: person) ? tour : nil
  }

  /// The cheapest lawful tour of a person that has an option (or `RosterProblem.off`) on a day and differs from the present one
  /// only in a window; nil when the rules allow none.
  func lawfulTour(
    _ person: Int, window: Range<Int>, with wanted: Int32, on day: Int, _ search: TourSearch
  ) -> [Int32]? {
    let menu = problem.menus[problem.people[person].menu]
    let first = person * problem.dayCount
    for day in window where tours[first + day] >= 0 { put(person, tours[first + day], -1) }
    defer { for day in window where tours[first + day] >= 0 { put(person, tours[first + day], 1) } }
    let nobody = [Int](repeating: 0, count: problem.intervalCount)
    fillGains(person, window, nobody, Wish(counts: [], bonus: 0, countsAll: true))
    for other in window {
      for option in problem.options(menu: problem.people[person].menu, day: other) {
        var cost = problem.cost(person: person, option: Int32(option))
        forEachInterval(of: Int32(option)) { interval, units in
          cost -= gain[units * problem.intervalCount + interval]
        }
        if other == day, Int32(option) != wanted { cost += Self.deterrent }
        costs[option - menu.first] = cost
      }
    }
    var tour = tour(person)
    // A day off has no option to prefer, and a wanted shift must beat it as well.
    if wanted >= 0 { costs[Int(wanted) - menu.first] -= Self.deterrent }
    let found = tour.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let start = buffer.baseAddress else { return false }
      return search.cheapestTour(person: person, costs: costs, window: window, tour: start) != nil
    }
    return found && tour[day] == wanted && judge.isLegal(tour, person: person) ? tour : nil
  }

  /// More than any week of shifts can save, and small enough for sums of single precision.
  private static let deterrent: Float = 100_000

  /// gain[u * intervals + t]: what u units of the person save in interval t, cut to what their published work saves there
  /// where savings do not count.
  private func fillGains(_ person: Int, _ window: Range<Int>, _ own: [Int], _ wish: Wish) {
    let menu = problem.menus[problem.people[person].menu]
    var low = problem.intervalCount
    var high = 0
    for option in menu.first + menu.dayStart[window.lowerBound]..<menu.first + menu.dayStart[window.upperBound] {
      let shift = table.shifts[option]
      low = min(low, Int(shift.first))
      high = max(high, Int(shift.first + shift.count))
    }
    low = max(0, low)
    high = min(problem.intervalCount, high)
    guard low < high else { return }
    let profile = model.profileOf[person]
    let count = problem.intervalCount
    for interval in low..<high {
      for units in 1...problem.unitsPerInterval {
        var saved = -cover.change(profile, interval, units)
        if !wish.countsAll && !wish.counts[interval] {
          let present = min(own[interval], problem.unitsPerInterval)
          saved = min(saved, present == 0 ? 0 : -cover.change(profile, interval, present))
        }
        gain[units * count + interval] = saved
      }
    }
  }
}
