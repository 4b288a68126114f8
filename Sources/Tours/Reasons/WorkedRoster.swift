/// A roster as it is worked, and what it costs more when a few people work otherwise: whole people on one queue group at a time, what
/// tours cost by themselves, and how evenly colleagues share nights, weekends and late ends.
///
/// Work that changes goes where it costs least beside what all others do, who stay on their groups. It is what a change by hand does, so
/// the difference is that of the roster written down.
package struct WorkedRoster: ~Copyable {
  private let problem: RosterProblem
  private let judge: TourJudge
  private let shares: FairShares?
  private let fair: FairTally?
  private var cover: WorkedCover
  /// Shape [people][days].
  private var tours: [Int32]

  /// A roster of a problem.
  ///
  /// - Parameters:
  ///   - tours: shape [people][days].
  ///   - groups: the queue group of everybody, shape [people][intervals], -1 outside shifts; nil to have them found.
  ///   - shares: who shares what with whom; nil where nobody does.
  /// - Complexity: O(people x days x intervals of a shift).
  package init(
    _ problem: RosterProblem, _ demand: IntervalDemand, tours: [Int32], groups: [Int16]?, shares: FairShares?
  ) {
    let table = ShiftTable(problem)
    self.problem = problem
    self.tours = tours
    self.shares = shares
    judge = TourJudge(problem)
    if let groups {
      cover = WorkedCover(problem, demand, table, tours: tours, serving: groups)
    } else {
      cover = WorkedCover(problem, demand, table, giving: tours, threads: 1)
    }
    fair = shares.map { FairTally($0, of: tours, in: problem) }
  }

  /// The tour of a person.
  package func tour(_ person: Int) -> [Int32] { problem.tour(person, of: tours) }

  /// What the roster costs more when people work other tours. It is as it was afterwards, to the bit.
  ///
  /// - Parameter others: a tour for each of some people, each named once.
  /// - Complexity: O(changed shifts x intervals x groups of a person), and of the tours themselves.
  package mutating func difference(_ others: [(person: Int, tour: [Int32])]) -> CostDifference {
    var difference = CostDifference()
    var tally = fair
    var changed: [(place: Int, former: Int32, next: Int32)] = []
    for (person, next) in others {
      let former = tour(person)
      let wishes = judge.dayCost(next, person: person) - judge.dayCost(former, person: person)
      difference.wishes += wishes
      difference.hours += judge.cost(next, person: person) - judge.cost(former, person: person) - wishes
      if let shares { difference.fairness += Double(tally?.set(person, shares.counts(of: next, in: problem)) ?? 0) }
      for day in former.indices where next[day] != former[day] {
        changed.append((person * problem.dayCount + day, former[day], next[day]))
      }
    }
    let options = changed.flatMap { [$0.former, $0.next] }.filter { $0 >= 0 }
    let window = cover.window(of: options)
    let others = problem.hasPosts ? sharers(of: options, besides: Set(changed.map(\.place))) : []
    let kept = cover.kept(window, people: (changed.map(\.place) + others).map { $0 / problem.dayCount })
    let before = cover.parts(window)
    for place in changed.map(\.place) + others where tours[place] >= 0 {
      difference.queueChanges -= cover.pricedChanges(place / problem.dayCount, tours[place])
      cover.takeOut(place / problem.dayCount, tours[place])
    }
    for change in changed { tours[change.place] = change.next }
    let new = (changed.map(\.place) + others).filter { tours[$0] >= 0 }.sorted()
    let serving = new.filter { cover.serves($0 / problem.dayCount) }.map(Int32.init)
    cover.place(serving, tours)
    // What is placed alone has nothing to be placed again for.
    if serving.count > 1 { cover.placeAgain(serving, tours) }
    for place in new where !cover.serves(place / problem.dayCount) {
      cover.put(place / problem.dayCount, tours[place], 1)
    }
    for place in new { difference.queueChanges += cover.pricedChanges(place / problem.dayCount, tours[place]) }
    let after = cover.parts(window)
    difference.shortage = after.shortage - before.shortage
    difference.over = after.over - before.over
    difference.presence = after.presence - before.presence
    for change in changed { tours[change.place] = change.former }
    cover.putBack(kept)
    return difference
  }

  /// Shifts at the posts of some options, where who is there may count for more or less when others come or go.
  private func sharers(of options: [Int32], besides changed: Set<Int>) -> [Int] {
    let posts = Set(options.map { problem.options[Int($0)].firstInterval })
    return tours.indices.filter { place in
      tours[place] >= 0 && posts.contains(problem.options[Int(tours[place])].firstInterval) && !changed.contains(place)
    }
  }

  /// The option of some that costs least in the place of what somebody does on a day; only what it costs by itself and its cover
  /// count.
  ///
  /// - Parameter options: at least one.
  mutating func cheapest(_ options: [Int32], person: Int, day: Int) -> Int32 {
    if options.count == 1 || !cover.serves(person) { return options[0] }
    let present = tours[person * problem.dayCount + day]
    let window = cover.window(of: options + [present])
    let kept = cover.kept(window, people: [person])
    if present >= 0 { cover.takeOut(person, present) }
    cover.prepare(person, window)
    var candidates = options.map {
      WorkedCover.Candidate(option: $0, personal: Double(problem.cost(person: person, option: $0)))
    }
    let best = candidates.withUnsafeMutableBufferPointer { cover.cheapest(person, $0) }
    cover.putBack(kept)
    return best?.option ?? options[0]
  }

  /// The cheapest lawful tour of somebody that has an option, or `RosterProblem.off`, on a day and differs from the present one only in
  /// some days, the cover of each shift seen by itself; nil when there is none.
  ///
  /// Prices of steady starts and fair shares are not seen while it is looked for.
  ///
  /// - Complexity: O(options of the days x intervals of a shift x groups), and of the tour search.
  mutating func tour(
    of person: Int, having option: Int32, on day: Int, within days: Range<Int>, _ search: TourSearch
  ) -> [Int32]? {
    var tour = tour(person)
    let menu = problem.people[person].menu
    let options = days.flatMap { problem.options(menu: menu, day: $0) }.map(Int32.init)
    let present = days.map { tour[$0] }.filter { $0 >= 0 }
    let window = cover.window(of: options + present)
    let kept = cover.kept(window, people: [person])
    for shift in present { cover.takeOut(person, shift) }
    cover.prepare(person, window)
    var costs = [Float](repeating: 0, count: problem.menus[menu].count)
    for place in options {
      var cost = problem.cost(person: person, option: place)
      if cover.serves(person) { cost += Float(cover.leastCost(of: place, by: person)) }
      // A day off has no option to prefer, so the others are deterred from, and a wanted shift must beat it as well.
      if problem.options(menu: menu, day: day).contains(Int(place)) {
        cost += place == option ? -Self.deterrent : Self.deterrent
      }
      costs[Int(place) - problem.menus[menu].first] = cost
    }
    cover.putBack(kept)
    let found = search.cheapestTour(person: person, costs: costs, window: days, tour: &tour)
    return found != nil && tour[day] == option && judge.isLegal(tour, person: person) ? tour : nil
  }

  /// More than any week of shifts can save, and small enough for sums of single precision.
  private static let deterrent: Float = 100_000
}

extension WorkedCover {
  /// Intervals that shifts reach.
  fileprivate func window(of options: [Int32]) -> Range<Int> {
    table.reach(of: options.filter { $0 >= 0 }.map(Int.init)).clamped(to: 0..<intervals)
  }

  /// What changes of group inside a shift cost; nothing where somebody serves no group.
  fileprivate func pricedChanges(_ person: Int, _ option: Int32) -> Double {
    serves(person) ? demand.changePrice * Double(changes(person, option)) : 0
  }
}
