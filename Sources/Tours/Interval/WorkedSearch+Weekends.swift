import Chance

// The last word on weekends: where somebody has two more than a colleague, one of them is given up, taken over or changes hands.

extension WorkedSearch {
  /// Points that one step may cost beyond what the search counts for weekends, in prices of unevenness, where somebody has two more than a
  /// colleague; twice as much where they have three more, and so on.
  private static let mostRise = 8.0
  /// The cheapest ways of a step that are looked at with everything around them settled.
  private static let mostWays = 4
  /// Weekends of one person that are given up in trial, the cheapest first.
  private static let mostGifts = 2
  /// Trials for each day that changed, in which those who work then find their places again.
  private static let trialsADay = 40
  /// Givers and takers of a large group who are looked at in a step.
  private static let mostPeople = 8
  /// A price that no shift comes near.
  private static let forced: Float = 4_096

  /// New tours of one or two people, and what they cost all told.
  private struct Way {
    var rise: Double
    var tours: [(person: Int, tour: [Int32])]
  }

  /// Takes step after step, the cheapest each time, until no two colleagues are two weekends apart or none is cheap enough.
  ///
  /// In a step two who work alike exchange some dates in a row, which costs the queues nothing. Else somebody who has two more than a
  /// colleague gives a weekend up, somebody who has two fewer takes one more, or both, be it the same weekend or not. Each takes the best
  /// of all tours that work so, beside everybody else; those around then settle.
  ///
  /// - Returns: whether any was taken.
  mutating func evenWeekends(_ dice: inout XorshiftStar, stop: () -> Bool) -> Bool {
    guard let shares = state.problem.fairShares else { return false }
    let groups = Dictionary(grouping: shares.groupOf.indices.filter { shares.groupOf[$0] >= 0 }) { shares.groupOf[$0] }
    var hasMade = false
    for group in groups.keys.sorted() {
      let people = (groups[group] ?? []).filter { isMovable($0) }
      for _ in 0..<2 * people.count where !stop() {
        guard exchangeDates(people, shares) || step(people, shares, &dice) else { break }
        hasMade = true
      }
    }
    return hasMade
  }

  func isMovable(_ person: Int) -> Bool {
    cover.serves(person) && state.judge.isLegal(state.tour(person), person: person)
  }

  /// Weekends of each of some people, those before the horizon among them.
  private func weekends(_ people: [Int], _ shares: FairShares) -> [Float] {
    people.map { (state.fair?.horizon($0)[1] ?? 0) + shares.before[$0][1] }
  }

  /// Takes the cheapest step among some colleagues.
  private mutating func step(_ people: [Int], _ shares: FairShares, _ dice: inout XorshiftStar) -> Bool {
    let counts = weekends(people, shares)
    guard let most = counts.max(), let fewest = counts.min(), most - fewest > 1.5 else { return false }
    var ways: [Way] = []
    let givers = some(zip(people, counts).filter { $0.1 - fewest > 1.5 }, &dice)
    let takers = some(zip(people, counts).filter { most - $0.1 > 1.5 }, &dice)
    for (giver, more) in givers {
      let before = kept(giver)
      for gift in gifts(of: giver) {
        ways.append(gift)
        liftOut(giver)
        putNew(giver, gift.tours[0].tour)
        for (taker, fewer) in takers where more - fewer > 1.5 {
          for taking in takings(of: taker) {
            ways.append(Way(rise: gift.rise + taking.rise, tours: gift.tours + taking.tours))
          }
        }
        liftOut(giver)
        putBack(before)
      }
    }
    for (taker, _) in takers { ways += takings(of: taker) }
    ways = ways.filter { evens($0, people, counts) }.sorted { $0.rise < $1.rise }
    let allowed = Self.mostRise * shares.price * Double(most - fewest - 1)
    for way in ways.prefix(Self.mostWays) where take(way, allowed: allowed, &dice) { return true }
    return false
  }

  /// A few of those who come into question, in their order.
  private func some(_ people: [(Int, Float)], _ dice: inout XorshiftStar) -> [(Int, Float)] {
    var left = people
    while left.count > Self.mostPeople { left.remove(at: dice.below(left.count)) }
    return left
  }

  /// Gives everybody in turn the best of all tours on the same weekends, beside everybody else, where that costs less.
  mutating func respondInTurn(stop: () -> Bool) {
    for person in state.problem.people.indices where isMovable(person) && !stop() {
      toursLeft = max(1, toursLeft)
      guard let way = ways(of: person, [(gives: nil, takes: nil)]).first, way.rise < -1e-6 else { continue }
      liftOut(person)
      putNew(person, way.tours[0].tour)
    }
    countPlaces()
  }

  /// Exchanges the dates in a row of two people who work alike that make weekends more even at the least cost, where that is cheap enough.
  private mutating func exchangeDates(_ people: [Int], _ shares: FairShares) -> Bool {
    let counts = weekends(people, shares)
    var best: (rise: Double, pair: (Int, Int), days: Range<Int>)?
    for (first, more) in zip(people, counts) {
      for (second, fewer) in zip(people, counts) where more - fewer > 1.5 && twins.alike(first).contains(second) {
        for start in 0..<state.dayCount where state.tour(first)[start] != state.tour(second)[start] {
          for end in start + 1...state.dayCount where state.tour(first)[end - 1] != state.tour(second)[end - 1] {
            let given = given(first, second, start..<end)
            guard given > 0, Float(given) < more - fewer,
              let rise = exchange(first, second, days: start..<end, allowed: -.infinity), rise < best?.rise ?? .infinity
            else { continue }
            best = (rise, (first, second), start..<end)
          }
        }
      }
    }
    guard let best, best.rise <= Self.mostRise * shares.price else { return false }
    return exchange(best.pair.0, best.pair.1, days: best.days, allowed: .infinity) != nil
  }

  /// How many weekends one gives another in an exchange of dates.
  private func given(_ first: Int, _ second: Int, _ range: Range<Int>) -> Int {
    let left = days(of: first).filter { !range.contains($0) } + days(of: second).filter { range.contains($0) }
    return weekends(days(of: first)).count - weekends(left).count
  }

  /// Whether a way leaves the weekends of some colleagues more even.
  private func evens(_ way: Way, _ people: [Int], _ counts: [Float]) -> Bool {
    var after = counts
    for (person, tour) in way.tours {
      guard let place = people.firstIndex(of: person) else { continue }
      let worked = weekends(tour.indices.filter { tour[$0] >= 0 })
      after[place] += Float(worked.count - Int(state.burdens(person)[1]))
    }
    func squares(_ counts: [Float]) -> Float {
      let sum = counts.reduce(0, +)
      return counts.reduce(0) { $0 + $1 * $1 } - sum * sum / Float(counts.count)
    }
    return squares(after) < squares(counts) - 0.5
  }

  /// Takes new tours and lets the days that change settle; takes all of it back where it costs more than allowed.
  private mutating func take(_ way: Way, allowed: Double, _ dice: inout XorshiftStar) -> Bool {
    let days = (0..<state.dayCount).filter { day in
      way.tours.contains { $0.tour[day] != state.tour($0.person)[day] }
    }
    let around = Set(days.flatMap { byDay[$0] } + way.tours.map(\.person)).sorted().map { kept($0) }
    var rise = 0.0
    for (person, tour) in way.tours {
      rise -= ownCost(person)
      rise += liftOut(person)
      rise += putNew(person, tour) + ownCost(person)
    }
    countPlaces()
    let open = places.filter { days.contains(Int($0) % state.dayCount) }
    for _ in 0..<(open.isEmpty ? 0 : Self.trialsADay * days.count) {
      rise += shake(&dice, at: Int(open[dice.below(open.count)]), allowed: -1e-9)
    }
    if rise <= allowed { return true }
    for tour in around { liftOut(tour.person) }
    for tour in around { putBack(tour) }
    countPlaces()
    return false
  }

  // MARK: - One person's ways

  /// The cheapest tours of somebody without one of their weekends each.
  private mutating func gifts(of giver: Int) -> [Way] {
    let worked = weekends(days(of: giver)).sorted()
    return Array(ways(of: giver, worked.map { (gives: $0, takes: nil) }).prefix(Self.mostGifts))
  }

  /// The cheapest tour of somebody with one more weekend; the first day of it or the second is worked.
  private mutating func takings(of taker: Int) -> [Way] {
    let worked = weekends(days(of: taker))
    let free = (0..<state.dayCount).filter { state.weekendOf[$0] >= 0 && !worked.contains(state.weekendOf[$0]) }
    return Array(ways(of: taker, free.map { (gives: nil, takes: $0) }).prefix(1))
  }

  private func days(of person: Int) -> [Int] { (0..<state.dayCount).filter { state.tour(person)[$0] >= 0 } }

  private func weekends(_ days: [Int]) -> Set<Int> { Set(days.map { state.weekendOf[$0] }.filter { $0 >= 0 }) }

  /// The best tour for each change of somebody's weekends, the cheapest first; nothing is changed.
  private mutating func ways(of person: Int, _ changes: [(gives: Int?, takes: Int?)]) -> [Way] {
    if changes.isEmpty || toursLeft <= 0 { return [] }
    toursLeft -= 1
    let before = kept(person)
    let worked = weekends(days(of: person))
    let own = ownCost(person)
    let out = liftOut(person)
    let costs = prices(of: person)
    var ways: [Way] = []
    for change in changes {
      var told = costs
      for day in 0..<state.dayCount where state.weekendOf[day] >= 0 {
        let weekend = state.weekendOf[day]
        let isTaken = change.takes.map { state.weekendOf[$0] == weekend } ?? false
        if change.takes == day {
          add(-Self.forced, to: &told, person, day)
        } else if !isTaken, weekend == change.gives || !worked.contains(weekend) {
          add(Self.forced, to: &told, person, day)
        }
      }
      guard let tour = tour(of: person, told) else { continue }
      if let day = change.takes, tour[day] < 0 { continue }
      let first = state.people[person].menuFirst
      if tour.contains(where: { $0 >= 0 && told[Int($0 - first)] > Self.forced / 2 }) { continue }
      ways.append(Way(rise: out + putNew(person, tour) + ownCost(person) - own, tours: [(person, tour)]))
      liftOut(person)
      state.tour(person).update(from: before.tour, count: before.tour.count)
      state.share(person)
    }
    putBack(before)
    return ways.sorted { $0.rise < $1.rise }
  }

  func add(_ price: Float, to costs: inout [Float], _ person: Int, _ day: Int) {
    let menu = state.problem.menus[state.people[person].menu]
    for local in menu.dayStart[day]..<menu.dayStart[day + 1] { costs[local] += price }
  }

  /// The best lawful tour at some prices.
  func tour(of person: Int, _ costs: [Float]) -> [Int32]? {
    var tour = state.copyTour(person)
    let found = state.search.cheapestTour(person: person, costs: costs, window: 0..<state.dayCount, tour: &tour)
    return found != nil && state.judge.isLegal(tour, person: person) ? tour : nil
  }

  /// What each shift of somebody who is out of cover would cost beside all others, starts as far from the usual one of the week as now;
  /// of each start and length the best breaks alone.
  mutating func prices(of person: Int) -> [Float] {
    let someone = state.people[person]
    let menu = state.problem.menus[someone.menu]
    var costs = [Float](repeating: 2 * Self.forced, count: max(1, menu.count))
    for day in 0..<state.dayCount {
      if !state.mayChange(person, day) {
        for local in menu.dayStart[day]..<menu.dayStart[day + 1] { costs[local] = 0 }
        continue
      }
      let usual = state.usualStart(person, state.weekOf[day])
      let oneMore = state.fair?.oneMore(person) ?? FairShares.Counts()
      for length in state.table.lengths[someone.menu].indices {
        let slots = state.table.slots(someone.menu, day, length)
        cover.prepare(person, slots.reach)
        for index in 0..<Int(slots.count) {
          let slot = state.table.slots[Int(slots.first) + index]
          guard let (option, cost) = bestLayout(person, day, slot) else { continue }
          let shift = state.table.shifts[Int(option)]
          let hours = usual.map { Double(state.hoursAway(person, shift.localStart, from: $0)) } ?? 0
          let isNight = state.search.tables.isNight[Int(shift.kind)]
          let shared = (isNight ? oneMore[0] : 0) + (shift.endsLate ? oneMore[2] : 0)
          costs[Int(option) - menu.first] = Float(cost + hours * someone.unstablePrice) + shared
        }
      }
    }
    return costs
  }

  /// The cheapest break layout of a start, after `cover.prepare`.
  private func bestLayout(_ person: Int, _ day: Int, _ slot: ShiftTable.Slot) -> (option: Int32, cost: Double)? {
    for index in 0..<Int(slot.count) {
      let option = slot.first + Int32(index)
      candidates[index] = WorkedCover.Candidate(
        option: option, personal: Double(state.cost(person, day, option)))
    }
    let layouts = UnsafeMutableBufferPointer(start: candidates, count: Int(slot.count))
    return cover.cheapest(person, layouts).map { ($0.option, $0.least) }
  }

  // MARK: - Whole tours

  /// Somebody's tour and the groups of its shifts.
  struct KeptTour {
    var person: Int
    var tour: [Int32]
    var groups: [[Int16]]
  }

  func kept(_ person: Int) -> KeptTour {
    let tour = state.copyTour(person)
    return KeptTour(person: person, tour: tour, groups: tour.map { $0 >= 0 ? cover.groups(of: $0, person) : [] })
  }

  /// What a tour costs beside cover and fair shares.
  func ownCost(_ person: Int) -> Double { state.judge.cost(state.tour(person), person: person) }

  /// Takes somebody's shifts out of cover; the tour stays noted.
  @discardableResult
  mutating func liftOut(_ person: Int) -> Double {
    days(of: person).reduce(0) { $0 + cover.takeOut(person, state.tour(person)[$1]) }
  }

  /// Puts a tour in for somebody who is out, each shift where it costs least; says what that changes in cover and fair shares.
  @discardableResult
  mutating func putNew(_ person: Int, _ tour: [Int32]) -> Double {
    state.tour(person).update(from: tour, count: tour.count)
    var rise = Double(state.share(person))
    for option in tour where option >= 0 {
      cover.prepare(person, state.table.shifts[Int(option)].reach)
      rise += cover.place(person, option)
    }
    return rise
  }

  mutating func putBack(_ kept: KeptTour) {
    state.tour(kept.person).update(from: kept.tour, count: kept.tour.count)
    state.share(kept.person)
    for (option, groups) in zip(kept.tour, kept.groups) where option >= 0 {
      cover.giveBack(kept.person, option, groups)
    }
  }
}
