/// Flat tables of a day x shift problem: a cell is a day and a shift kind, or a day and a post where the problem has posts.
struct DayShiftTables: Sendable {
  let space: TourSpace
  let judge: TourJudge
  let days: Int
  /// Cells of a day: shift kinds, or posts.
  let kinds: Int
  let people: Int
  /// Shape [days][kinds].
  let wanted: [Int32]
  let under: [Float]
  let over: [Float]
  /// Shape [days][kinds]: a least that is dearer to miss, its price, and the most up to which extra people are free; 0, the usual
  /// price and what is wanted where prices do not bend.
  let least: [Int32]
  let leastPrice: [Float]
  let most: [Int32]
  /// Whether prices bend anywhere.
  let hasBends: Bool
  /// Shape [options]: the cell that an option covers.
  let cellOfOption: [Int32]
  /// Shape [people]: first option of the person's menu.
  let firstOption: [Int]
  /// Shape [people][kinds]: whether the person may ever work the kind.
  let mayWork: [Bool]
  /// Shape [people][kinds]: whether the person may work the kind on some days of the horizon only.
  let isScarce: [Bool]
  let optionCosts: OptionCosts
  /// Shape [people][days]: days that must be off.
  let isOff: [Bool]
  /// Shape [people][days]: cost of a day off.
  let offCost: [Float]
  /// Shape [people]: whether a tour costs something beyond its days, such as overtime.
  let hasTourCosts: [Bool]

  /// Whether every roster costs a whole number.
  let hasWholeCosts: Bool

  var problem: RosterProblem { space.problem }

  /// Tables of a problem, or nil when its demand is given by intervals.
  init?(_ space: TourSpace) {
    let problem = space.problem
    guard case .dayShift(let demand) = problem.demand else { return nil }
    self.space = space
    judge = TourJudge(problem)
    days = problem.dayCount
    let kinds = problem.hasPosts ? problem.postCount : problem.kinds.count
    self.kinds = kinds
    people = problem.people.count
    wanted = demand.wanted.map { Int32($0) }
    under = demand.underPrice.map { Float($0) }
    over = demand.overPrice.map { Float($0) }
    least = demand.bends.map { $0.least.map { Int32($0) } } ?? [Int32](repeating: 0, count: demand.wanted.count)
    most = (demand.bends?.most ?? demand.wanted).map { Int32($0) }
    let leastPrice = (demand.bends?.leastPrice ?? demand.underPrice).map { Float($0) }
    self.leastPrice = leastPrice
    hasBends = demand.bends != nil
    var cells = [Int32](repeating: 0, count: problem.options.count)
    for menu in problem.menus.indices {
      for day in 0..<days {
        for option in problem.options(menu: menu, day: day) {
          cells[option] =
            problem.hasPosts ? problem.options[option].firstInterval : Int32(day * kinds) + problem.options[option].kind
        }
      }
    }
    cellOfOption = cells
    firstOption = problem.people.map { problem.menus[$0.menu].first }
    let dayCount = days
    isScarce = problem.people.flatMap { person in
      (0..<kinds).map {
        !problem.hasPosts && !person.rules.mostOfKind.isEmpty && person.rules.mostOfKind[$0] < dayCount
      }
    }
    optionCosts = OptionCosts(problem)
    offCost = problem.people.flatMap {
      $0.offCosts.isEmpty ? [Float](repeating: 0, count: dayCount) : $0.offCosts
    }
    let isWhole = { (price: Float) in price == price.rounded() }
    hasWholeCosts =
      under.allSatisfy(isWhole) && leastPrice.allSatisfy(isWhole) && over.allSatisfy(isWhole)
      && offCost.allSatisfy(isWhole)
      && problem.people.allSatisfy { person in
        let rules = person.rules
        return person.optionCosts.allSatisfy(isWhole) && rules.overtimeAbove.isEmpty
          && rules.weekendPrice == rules.weekendPrice.rounded()
          && rules.singleDayOffPrice == rules.singleDayOffPrice.rounded()
          && rules.unstableStartPrice == rules.unstableStartPrice.rounded()
      }
    isOff = problem.people.flatMap { $0.days.map { $0 == .off } }
    hasTourCosts = problem.people.map { person in
      person.rules.weekendPrice != 0 || person.rules.singleDayOffPrice != 0 || !person.rules.overtimeAbove.isEmpty
        || person.rules.unstableStartPrice != 0
    }
    mayWork = problem.people.flatMap { person in
      guard problem.hasPosts else {
        return (0..<kinds).map { person.rules.mostOfKind.isEmpty || person.rules.mostOfKind[$0] > 0 }
      }
      let menu = problem.menus[person.menu]
      let own = Set(cells[menu.first..<menu.first + menu.count].map { Int($0) % max(1, kinds) })
      return (0..<kinds).map(own.contains)
    }
  }

  /// Options of a person on a span of days, as places in the person's menu.
  func menuRange(_ person: Int, _ window: Range<Int>) -> Range<Int> {
    let menu = space.problem.people[person].menu
    let dayStart = space.problem.menus[menu].dayStart
    return dayStart[window.lowerBound]..<dayStart[window.upperBound]
  }

  /// What a tour (shape [days]) costs by itself; of its days only those in the window when nothing else costs.
  func ownCost(_ tour: UnsafePointer<Int32>, _ person: Int, _ window: Range<Int>) -> Double {
    if hasTourCosts[person] { return judge.cost(tour, person: person) }
    let (costs, first) = (optionCosts[person], firstOption[person])
    var cost = 0.0
    for day in window {
      let option = Int(tour[day])
      cost += Double(option >= 0 ? costs[option - first] : offCost[person * days + day])
    }
    return cost
  }

  /// What of a tour's own cost the tour search does not see: starts away from the usual one of their week, which no tour has for less than
  /// nothing.
  func unsoughtCost(_ tour: UnsafePointer<Int32>, _ person: Int) -> Double {
    let price = space.problem.people[person].rules.unstableStartPrice
    if price == 0 { return 0 }
    return (0..<space.problem.weekCount).reduce(0) {
      $0 + Double(judge.startHours(tour, person: person, week: $1)) * price
    }
  }

  /// Price of a cell that has `have` people.
  @inline(__always)
  func cellCost(_ cell: Int, _ have: Int32) -> Double {
    let gap = have - wanted[cell]
    if gap >= 0 { return Double(max(0, have - most[cell])) * Double(over[cell]) }
    let dear = max(0, least[cell] - have)
    return Double(-gap - dear) * Double(under[cell]) + Double(dear) * Double(leastPrice[cell])
  }

  /// Change of a cell's price when one more person works in it.
  @inline(__always)
  func marginalCost(_ cell: Int, _ have: Int32) -> Float {
    if have < least[cell] { return -leastPrice[cell] }
    if have < wanted[cell] { return -under[cell] }
    return have < most[cell] ? 0 : over[cell]
  }
}

/// A roster of a day x shift problem with its cover and cost.
struct DayShiftRoster: Sendable {
  /// Shape [people][days], option index or `RosterProblem.off`.
  var tours: [Int32]
  /// Shape [days][kinds], people at work.
  var cover: [Int32]
  var cost: Double

  /// The roster of given tours.
  init(_ tours: [Int32], _ tables: DayShiftTables) {
    self.tours = tours
    cover = [Int32](repeating: 0, count: tables.days * tables.kinds)
    cost = 0
    for option in tours where option >= 0 { cover[Int(tables.cellOfOption[Int(option)])] += 1 }
    for person in 0..<tables.people { cost += tables.ownCost(self, person, 0..<tables.days) }
    for cell in cover.indices { cost += tables.cellCost(cell, cover[cell]) }
  }

  /// Counts a person's days of a window in (1) or out (-1) of cover.
  mutating func count(_ person: Int, _ window: Range<Int>, _ sign: Int32, _ tables: DayShiftTables) {
    for option in tours[person * tables.days + window.lowerBound..<person * tables.days + window.upperBound]
    where option >= 0 {
      cover[Int(tables.cellOfOption[Int(option)])] += sign
    }
  }

  /// One person's tour.
  func tour(_ person: Int, _ tables: DayShiftTables) -> [Int32] {
    tables.problem.tour(person, of: tours)
  }

  /// Whether a person's tour obeys all rules.
  func isLegal(_ person: Int, _ tables: DayShiftTables) -> Bool {
    tables.judge.isLegal(tour(person, tables), person: person)
  }
}
