/// A roster while it is mended: everybody's tours, the cover they give, and what changes of it would cost.
package struct ReplanState: ~Copyable {
  package let problem: RosterProblem
  package let model: CoverModel
  let table: ShiftTable
  let judge: TourJudge
  package let cover: CoverState
  /// Shape [people][days].
  package private(set) var tours: [Int32]
  private let costs: UnsafeMutablePointer<Float>
  private let gain: UnsafeMutablePointer<Float>
  private let prefix: UnsafeMutablePointer<Double>
  private let helpPrefix: UnsafeMutablePointer<Int32>
  private let arena = Arena()

  package init(_ tables: IntervalTables, tours: [Int32]) {
    problem = tables.space.problem
    model = tables.model
    table = tables.table
    judge = TourJudge(problem)
    cover = CoverState(model, table, tours, in: problem)
    self.tours = tours
    costs = arena.room(problem.menus.map(\.count).max() ?? 1)
    gain = arena.row(problem.intervalCount * (problem.unitsPerInterval + 1), of: 0)
    prefix = arena.room(problem.intervalCount + 1)
    helpPrefix = arena.room(problem.intervalCount + 1)
  }

  /// The tour of a person.
  package func tour(_ person: Int) -> [Int32] { problem.tour(person, of: tours) }

  /// What a tour of a person costs by itself.
  package func ownCost(_ tour: [Int32], _ person: Int) -> Double { judge.cost(tour, person: person) }

  /// Adds or takes away the work of one shift; says the change of cost.
  @discardableResult
  func put(_ person: Int, _ option: Int32, _ sign: Int) -> Double {
    if option < 0 { return 0 }
    return cover.put(option, of: model.profileOf[person], sign, table)
  }

  /// Gives a person another tour; says the change of the cost of cover.
  @discardableResult
  package mutating func setTour(_ person: Int, _ tour: [Int32]) -> Double {
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

  /// People of a presence row that are missing, below 0 where there are more than wanted.
  package func presenceGap(_ row: Int, _ interval: Int) -> Double {
    Double(cover.presenceGap[row * problem.intervalCount + interval])
  }

  /// Cost of the roster in parts.
  package func cost() -> RosterCost {
    RosterCost(of: tours, cover: cover, fairness: problem.fairShares?.cost(of: tours, in: problem) ?? 0, judge)
  }
}

// MARK: - Other tours of one person

extension ReplanState {
  /// What helping somebody is worth: where, and how strongly.
  package struct Wish {
    /// Shape [intervals]: whether work added here counts as a saving.
    var counts: [Bool]
    /// Points taken off each option that works in a counted interval, so that a tour that helps is found even where it does
    /// not pay by itself; another change may make it pay.
    var bonus: Float
    /// Whether all savings count, as for somebody who owes hours.
    var countsAll = false

    /// All savings count, wherever they are.
    package static func anything(in problem: RosterProblem) -> Self {
      Self(counts: [Bool](repeating: false, count: problem.intervalCount), bonus: 0, countsAll: true)
    }
  }

  /// The cheapest tour of a person that differs from their present one only in a window, when every day that is not as published
  /// costs the price of a change. Savings count only where the wish says so; costs count everywhere.
  ///
  /// - Parameters:
  ///   - relief: rules that are to hold in place of the person's own; then as many hours are worked as they allow.
  /// - Returns: nil when the rules allow none.
  package func otherTour(
    _ person: Int, window: Range<Int>, _ disturbance: Replanning.Disturbance, wish: Wish, _ search: TourSearch,
    relief: Relief? = nil
  ) -> [Int32]? {
    let days = problem.dayCount
    let first = person * days
    var kept = CoverState.Kept()
    let profile = model.profileOf[person]
    for day in window where tours[first + day] >= 0 {
      cover.take(tours[first + day], of: profile, table, keeping: &kept)
    }
    defer { cover.putBack(kept, of: profile) }

    var own = [Int](repeating: 0, count: problem.intervalCount)
    for day in window where disturbance.published[first + day] >= 0 {
      table.forEachInterval(of: disturbance.published[first + day]) { interval, units in own[interval] += units }
    }
    let range = fillGains(person, window, own, wish)
    fillCosts(person, window, range, own, disturbance, wish)
    let menu = problem.menus[problem.people[person].menu]
    if let relief {
      for day in window where relief.weeks.contains(problem.weekOfDay[day]) {
        for option in problem.options(menu: problem.people[person].menu, day: day) {
          costs[option - menu.first] -= relief.minuteWorth * Float(problem.options[option].paid)
        }
      }
    }
    var tour = tour(person)
    let found = (relief?.search ?? search).cheapestTour(
      person: relief == nil ? person : 0, costs: costs, window: window, tour: &tour)
    guard found != nil,
      relief?.judge.isLegal(tour, person: 0) ?? judge.isLegal(tour, person: person)
    else { return nil }
    // The rules of a week alone do not see days that are over.
    return window.allSatisfy { isOpen(tour[$0], first + $0, disturbance) } ? tour : nil
  }

  /// Rules of one person with weeks that may be shorter than the contract wants.
  package struct Relief {
    /// Weeks whose hours are to be as many as possible.
    package var weeks: Set<Int>
    let search: TourSearch
    package let judge: TourJudge
    /// Points for a minute worked; above what any minute may cost.
    private(set) var minuteWorth: Float

    init(_ person: Int, weeks: Set<Int>, in problem: RosterProblem, scale: Double) {
      self.init(problem.people[person].withShorterWeeks(weeks), in: problem)
      self.weeks = weeks
      minuteWorth = Float(2 * scale)
    }

    /// Other rules of one person, with weeks as long as by these.
    package init(_ person: RosterPerson, in problem: RosterProblem) {
      let alone = problem.alone(person)
      weeks = []
      search = TourSearch(TourSpace(alone))
      judge = TourJudge(alone)
      minuteWorth = 0
    }
  }

  /// Whether a choice for a place is as published or begins in the future.
  private func isOpen(_ option: Int32, _ place: Int, _ disturbance: Replanning.Disturbance) -> Bool {
    option < 0 || option == tours[place] || option == disturbance.published[place]
      || problem.options[Int(option)].start >= disturbance.openFrom
  }

  /// What each option of a window costs a person: its own cost, less what it saves, and the price of a change.
  private func fillCosts(
    _ person: Int, _ window: Range<Int>, _ range: Range<Int>, _ own: [Int], _ disturbance: Replanning.Disturbance,
    _ wish: Wish
  ) {
    let menu = problem.menus[problem.people[person].menu]
    let first = person * problem.dayCount
    let count = problem.intervalCount
    let full = problem.unitsPerInterval
    // Sums up to each interval of what full units save, and of intervals in which they help.
    let gains = gain + full * count
    func helps(_ interval: Int) -> Bool { wish.bonus != 0 && wish.counts[interval] && full > own[interval] }
    prefix[range.lowerBound] = 0
    helpPrefix[range.lowerBound] = 0
    for interval in range {
      prefix[interval + 1] = prefix[interval] + Double(gains[interval])
      helpPrefix[interval + 1] = helpPrefix[interval] + (helps(interval) ? 1 : 0)
    }
    let price = Float(disturbance.priceOfChange)
    for day in window {
      let told = disturbance.published[first + day]
      let toldCost = told >= 0 ? problem.cost(person: person, option: told) : 0
      for option in problem.options(menu: problem.people[person].menu, day: day) {
        if problem.options[option].start < disturbance.openFrom, Int32(option) != told {
          costs[option - menu.first] = .infinity
          continue
        }
        var cost = problem.cost(person: person, option: Int32(option))
        // A wish that the published roster refused is no reason to move a shift.
        if !wish.countsAll, told >= 0 { cost = max(cost, toldCost) }
        let shift = table.shifts[option]
        let reach = shift.reach.clamped(to: range)
        var saved = Float(prefix[reach.upperBound] - prefix[reach.lowerBound])
        var helped = helpPrefix[reach.upperBound] - helpPrefix[reach.lowerBound]
        table.forEachException(of: option, in: reach) { interval, units in
          saved += (units == 0 ? 0 : gain[units * count + interval]) - gains[interval]
          if helps(interval), units <= own[interval] { helped -= 1 }
        }
        cost -= saved
        if helped > 0 { cost -= wish.bonus }
        // The search knows no price of a day off, so on a published day of work keeping it is cheaper by the price.
        if told >= 0 {
          if Int32(option) == told { cost -= price }
        } else {
          cost += price
        }
        costs[option - menu.first] = cost
      }
    }
  }

  /// The most that one more person like this could save in the intervals that a wish counts, their own work there left out.
  func couldSave(_ person: Int, _ wish: Wish) -> Bool {
    let profile = model.profileOf[person]
    return wish.counts.indices.contains { interval in
      wish.counts[interval] && cover.change(profile, interval, problem.unitsPerInterval) < 0
    }
  }

  /// gain[u * intervals + t]: what u units of the person save in interval t, cut to what their published work saves there
  /// where savings do not count.
  /// - Returns: the intervals that shifts of the window reach.
  @discardableResult
  private func fillGains(_ person: Int, _ window: Range<Int>, _ own: [Int], _ wish: Wish) -> Range<Int> {
    let options = problem.options(menu: problem.people[person].menu, days: window)
    let reach = table.reach(of: options).clamped(to: 0..<problem.intervalCount)
    let profile = model.profileOf[person]
    let count = problem.intervalCount
    for interval in reach {
      for units in 1...problem.unitsPerInterval {
        var saved = -cover.change(profile, interval, units)
        if !wish.countsAll && !wish.counts[interval] {
          let present = min(own[interval], problem.unitsPerInterval)
          saved = min(saved, present == 0 ? 0 : -cover.change(profile, interval, present))
        }
        gain[units * count + interval] = saved
      }
    }
    return reach
  }
}
