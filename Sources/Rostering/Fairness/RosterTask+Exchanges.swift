import Tours

/// Evening out what nobody likes where people are wanted by shift.
///
/// The engine that rosters whole shifts prices each tour by itself and cannot see how colleagues compare. So when it is done, colleagues
/// exchange the work of dates in a row, where every post keeps its people, and days move to other posts and dates, first by chance and then
/// as long as an exchange lowers the cost.
extension RosterTask {
  /// Tours that cost no more, fair shares among them.
  ///
  /// - Parameters:
  ///   - triesPerDay: changes tried by chance for each person and date of a group in which somebody has more than another.
  ///   - stop: asked now and then; the tours so far are lawful at any time.
  func evened(_ tours: [Int32], seed: UInt64, triesPerDay: Int, stop: () -> Bool) -> [Int32] {
    guard let shares = fairShares(), let posts else { return tours }
    var evening = EveningOut(self, shares, posts.dayShift, tours)
    evening.descend(stop)
    evening.anneal(seed: seed, triesPerDay: triesPerDay, stop)
    evening.descend(stop)
    return evening.tours
  }
}

/// A roster of shifts at posts while colleagues settle who does what, with all that the cost has: people at posts, what everybody's tour
/// costs by itself, and how evenly colleagues share.
struct EveningOut {
  let task: RosterTask
  let shares: FairShares
  let demand: DayShiftDemand
  let judge: TourJudge
  let days: Int
  private let groups: [[Int]]
  var tally: FairTally
  /// Shape [people][days].
  private(set) var tours: [Int32]
  /// Shape [days][posts], people at each.
  private var have: [Int]
  /// Shape [people], what everybody's tour costs by itself.
  private var own: [Double]
  /// Exchanges of the descent that were looked at in full.
  private var looked = 0

  /// Exchanges that the descent looks at, and changes that chance tries at most: a bound on the work of large groups, not on time.
  private static let mostLooked = 400_000
  /// Points below which a gain is rounding.
  private static let least = 1e-4

  init(_ task: RosterTask, _ shares: FairShares, _ demand: DayShiftDemand, _ tours: [Int32]) {
    self.task = task
    self.shares = shares
    self.demand = demand
    self.tours = tours
    let problem = task.problem
    judge = TourJudge(problem)
    days = problem.dayCount
    groups = task.colleagues()
    tally = FairTally(shares)
    have = [Int](repeating: 0, count: demand.wanted.count)
    own = [Double](repeating: 0, count: problem.people.count)
    for person in problem.people.indices where task.carriedShifts[person].isEmpty {
      for option in tour(person) where option >= 0 { have[cell(option)] += 1 }
    }
    count()
  }

  /// One person's tour.
  func tour(_ person: Int) -> [Int32] { task.problem.tour(person, of: tours) }

  private func cell(_ option: Int32) -> Int { Int(task.problem.options[Int(option)].firstInterval) }

  /// Counts what everybody has and what it costs anew.
  private mutating func count() {
    for person in groups.joined() {
      let tour = tour(person)
      tally.set(person, shares.counts(of: tour, in: task.problem))
      own[person] = judge.cost(tour, person: person)
    }
  }

  /// Whether one of some colleagues has more than so many more of something than another, the past among it.
  private func isUneven(_ people: [Int], by gap: Float) -> Bool {
    let counts = people.map { tally.horizon($0) + shares.before[$0] }
    guard var (least, most) = counts.first.map({ ($0, $0) }) else { return false }
    for count in counts { (least, most) = (pointwiseMin(least, count), pointwiseMax(most, count)) }
    return (most - least).max() > gap
  }

  // MARK: - One change

  /// New tours of some people.
  typealias Change = [(person: Int, tour: [Int32])]

  /// Makes a lawful change whose cost rises by less than a limit; says by how much, or nil where it was not made.
  mutating func settle(_ change: Change, below limit: Double) -> Double? {
    guard change.allSatisfy({ judge.isLegal($0.tour, person: $0.person) }) else { return nil }
    let held = change.map { (horizon: tally.horizon($0.person), tour: tour($0.person)) }
    let costs = change.map { judge.cost($0.tour, person: $0.person) }
    var rise = 0.0
    for (place, (person, tour)) in change.enumerated() {
      rise += Double(tally.set(person, shares.counts(of: tour, in: task.problem)))
      rise += costs[place] - own[person] + moveToPosts(from: held[place].tour, to: tour)
    }
    guard rise < limit else {
      for (place, (person, tour)) in change.enumerated() {
        tally.set(person, held[place].horizon)
        _ = moveToPosts(from: tour, to: held[place].tour)
      }
      return nil
    }
    for (place, (person, tour)) in change.enumerated() {
      tours.replaceSubrange(task.problem.row(person), with: tour)
      own[person] = costs[place]
    }
    return rise
  }

  /// Counts somebody out of the posts of one tour and into those of another; says what posts get dearer by.
  private mutating func moveToPosts(from old: [Int32], to new: [Int32]) -> Double {
    var rise = 0.0
    for (old, new) in zip(old, new) where old != new {
      for (option, step) in [(old, -1), (new, 1)] where option >= 0 {
        let cell = cell(option)
        rise -= demand.cost(cell: cell, have: have[cell])
        have[cell] += step
        rise += demand.cost(cell: cell, have: have[cell])
      }
    }
    return rise
  }

  // MARK: - Chance

  /// Goes back to some tours.
  private mutating func adopt(_ best: [Int32]) {
    for person in groups.joined() {
      _ = moveToPosts(from: tour(person), to: task.problem.tour(person, of: best))
    }
    tours = best
    count()
  }

  /// Takes changes drawn at random, dearer ones less and less often, and ends with the cheapest roster on the way.
  mutating func anneal(seed: UInt64, triesPerDay: Int, _ stop: () -> Bool) {
    let uneven = groups.filter { isUneven($0, by: 0.5) }
    guard !uneven.isEmpty else { return }
    var draw = EveningDraw(seed: seed, groups: uneven)
    let tries = min(Self.mostLooked, triesPerDay * days * uneven.joined().count)
    var best = (tours: tours, gain: 0.0)
    var gain = 0.0
    for step in 0..<tries {
      if step % 256 == 0, stop() { break }
      let heat = shares.price * EveningDraw.heat(Double(step) / Double(tries))
      guard let change = draw.change(of: self) else { continue }
      gain -= settle(change, below: draw.patience(heat)) ?? 0
      if gain > best.gain + Self.least { best = (tours, gain) }
    }
    adopt(best.tours)
  }

  // MARK: - Descent

  /// Makes the best exchange of each two colleagues until none lowers the cost.
  mutating func descend(_ stop: () -> Bool) {
    var isBettered = true
    while isBettered, looked < Self.mostLooked, !stop() {
      isBettered = false
      for group in groups {
        for (place, first) in group.enumerated() {
          // A difference of one cannot get smaller by exchanges.
          for second in group[(place + 1)...] where isUneven([first, second], by: 1.5) {
            if better(first, second) { isBettered = true }
          }
          if stop() { return }
        }
      }
    }
  }

  /// Makes the best exchange of dates in a row between two people, if one lowers the cost.
  private mutating func better(_ first: Int, _ second: Int) -> Bool {
    let problem = task.problem
    let (mine, theirs) = (tour(first), tour(second))
    let held = (tally.horizon(first), tally.horizon(second))
    var best: (rise: Double, change: Change)?
    for start in 0..<days {
      var (one, other) = (mine, theirs)
      for day in start..<days {
        guard let given = counterpart(mine[day], of: second, day: day),
          let taken = counterpart(theirs[day], of: first, day: day)
        else { break }
        (one[day], other[day]) = (taken, given)
        if taken == mine[day], given == theirs[day] {
          // Neither begins nor ends with a date on which both do the same.
          if day == start { break }
          continue
        }
        let counts = (shares.counts(of: one, in: problem), shares.counts(of: other, in: problem))
        if counts == held { continue }
        looked += 1
        var rise = Double(tally.set(first, counts.0))
        rise += Double(tally.set(second, counts.1))
        tally.set(first, held.0)
        tally.set(second, held.1)
        rise += judge.cost(one, person: first) + judge.cost(other, person: second) - own[first] - own[second]
        guard rise < (best?.rise ?? -Self.least), judge.isLegal(one, person: first),
          judge.isLegal(other, person: second)
        else { continue }
        best = (rise, [(first, one), (second, other)])
      }
    }
    return best.flatMap { settle($0.change, below: -Self.least) } != nil
  }

  /// The option of a person for the same shift at the same post as somebody else's; nil where they have none.
  func counterpart(_ option: Int32, of person: Int, day: Int) -> Int32? {
    if option < 0 { return option }
    let options = task.problem.options(menu: task.problem.people[person].menu, day: day)
    if options.contains(Int(option)) { return option }
    let (shift, place) = (task.shifts[Int(option)], task.place(of: option))
    return options.first { task.shifts[$0] == shift && task.place(of: Int32($0)) == place }.map { Int32($0) }
  }
}
