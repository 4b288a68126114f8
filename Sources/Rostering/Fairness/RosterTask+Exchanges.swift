import Tours

/// Evening out what nobody likes where people are wanted by shift: two colleagues exchange the work of some dates in a row.
///
/// Every post keeps its people, so demand costs the same to the point; what changes is unevenness and what the two would rather do.
/// The engine that rosters whole shifts prices each tour by itself and cannot see how colleagues compare.
extension RosterTask {
  /// The same work of each date with the exchanges that lower the cost, until none of those tried does.
  ///
  /// - Parameter stop: asked now and then; the tours so far are lawful at any time.
  func evened(_ tours: [Int32], stop: () -> Bool) -> [Int32] {
    guard let shares = fairShares() else { return tours }
    var exchange = Exchange(self, shares, tours)
    var isBettered = true
    while isBettered, exchange.tried < Self.mostExchanges, !stop() {
      isBettered = false
      for group in colleagues() {
        for (place, first) in group.enumerated() {
          for second in group[(place + 1)...] where exchange.isUneven(first, second) {
            if exchange.better(first, second) { isBettered = true }
          }
          if stop() { return exchange.tours }
        }
      }
    }
    return exchange.tours
  }

  /// Exchanges looked at in full: a bound on the work of large groups, not on time.
  private static let mostExchanges = 400_000
}

/// A roster under exchange.
private struct Exchange {
  private let task: RosterTask
  private let shares: FairShares
  private let judge: TourJudge
  private let days: Int
  private var tally: FairTally
  private(set) var tours: [Int32]
  /// Exchanges looked at in full.
  private(set) var tried = 0

  init(_ task: RosterTask, _ shares: FairShares, _ tours: [Int32]) {
    self.task = task
    self.shares = shares
    self.tours = tours
    judge = TourJudge(task.problem)
    days = task.problem.dayCount
    tally = FairTally(shares)
    for person in task.problem.people.indices { tally.set(person, shares.counts(of: tour(person), in: task.problem)) }
  }

  private func tour(_ person: Int) -> [Int32] { Array(tours[person * days..<(person + 1) * days]) }

  /// Whether one of two has at least two more of something, the past among it: a smaller difference cannot get smaller.
  func isUneven(_ first: Int, _ second: Int) -> Bool {
    let gap =
      tally.horizon(first) + shares.before[first] - tally.horizon(second) - shares.before[second]
    return (0..<gap.scalarCount).contains { abs(gap[$0]) > 1.5 }
  }

  /// Makes the best exchange of dates in a row between two people, if one lowers the cost.
  mutating func better(_ first: Int, _ second: Int) -> Bool {
    let (own, other) = (tour(first), tour(second))
    let problem = task.problem
    let before = judge.cost(own, person: first) + judge.cost(other, person: second)
    let held = (tally.horizon(first), tally.horizon(second))
    var best: (rise: Double, own: [Int32], other: [Int32])?
    for start in 0..<days {
      var (mine, theirs) = (own, other)
      for day in start..<days {
        guard let given = counterpart(own[day], of: second, day: day),
          let taken = counterpart(other[day], of: first, day: day)
        else { break }
        (mine[day], theirs[day]) = (taken, given)
        if taken == own[day], given == other[day] {
          // Neither begins nor ends with a date on which both do the same.
          if day == start { break }
          continue
        }
        let counts = (shares.counts(of: mine, in: problem), shares.counts(of: theirs, in: problem))
        if counts == held { continue }
        tried += 1
        var rise = Double(tally.set(first, counts.0))
        rise += Double(tally.set(second, counts.1))
        tally.set(first, held.0)
        tally.set(second, held.1)
        rise += judge.cost(mine, person: first) + judge.cost(theirs, person: second) - before
        guard rise < (best?.rise ?? -Self.least), judge.isLegal(mine, person: first),
          judge.isLegal(theirs, person: second)
        else { continue }
        best = (rise, mine, theirs)
      }
    }
    guard let best else { return false }
    tours.replaceSubrange(first * days..<(first + 1) * days, with: best.own)
    tours.replaceSubrange(second * days..<(second + 1) * days, with: best.other)
    tally.set(first, shares.counts(of: best.own, in: problem))
    tally.set(second, shares.counts(of: best.other, in: problem))
    return true
  }

  /// Points below which a gain is rounding.
  private static let least = 1e-4

  /// The option of a person for the same shift at the same post as somebody else's; nil where they have none.
  private func counterpart(_ option: Int32, of person: Int, day: Int) -> Int32? {
    if option < 0 { return option }
    let options = task.problem.options(menu: task.problem.people[person].menu, day: day)
    if options.contains(Int(option)) { return option }
    let (shift, place) = (task.shifts[Int(option)], task.place(of: option))
    return options.first { task.shifts[$0] == shift && task.place(of: Int32($0)) == place }.map { Int32($0) }
  }
}
