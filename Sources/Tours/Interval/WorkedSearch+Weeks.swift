import Chance

// Two people who work alike and take the same groups exchange a week, or all weeks from one on. Nothing changes for the queues, so that
// wishes, steady starts and fair shares of nights, weekends and late ends are to be had for nothing.

extension WorkedSearch {
  /// Exchanges tried at the end, at least and as a share of the trials before.
  private static let (leastExchanges, shareOfTrials) = (20_000, 0.25)

  /// People with the same menu, groups and pace, present for the same sites.
  struct Twins {
    /// Shape [people]: whose list is whose.
    var listOf: [Int]
    /// The people of each list, in order.
    var lists: [[Int]]

    /// Everybody who works like somebody, they themselves among them.
    func alike(_ person: Int) -> [Int] { lists[listOf[person]] }
  }

  static func twins(_ problem: RosterProblem) -> Twins {
    struct Kind: Hashable {
      var menu: Int
      var groups: [Int]
      var presences: [Int]
      var productivity: Double
      var leastStretch: Int
      var mostChanges: Int
    }
    let kinds = problem.people.map {
      Kind(
        menu: $0.menu, groups: $0.groups.sorted(), presences: $0.presences.sorted(), productivity: $0.productivity,
        leastStretch: $0.leastStretch, mostChanges: $0.mostChanges)
    }
    var known = Numbering<Kind>()
    let listOf = kinds.map { known.number($0) }
    let lists = Dictionary(grouping: listOf.indices) { listOf[$0] }
    return Twins(listOf: listOf, lists: (0..<known.count).map { lists[$0] ?? [] })
  }

  /// A random exchange.
  mutating func exchangeWeeks(_ dice: inout XorshiftStar, allowed: Double) {
    let place = Int(places[dice.below(places.count)])
    let (first, day) = (place / state.dayCount, place % state.dayCount)
    let alike = twins.alike(first)
    let second = alike[dice.below(alike.count)]
    if second == first { return }
    let week = state.weekOf[day]
    exchange(first, second, weeks: week..<week + 1, allowed: allowed)
  }

  /// Every exchange that gains, of one week or of all from one on, again and again until none does or enough are tried. Where days off
  /// come in rows a single week seldom fits another tour, and two ends of tours meet in one place only.
  mutating func exchangeWeeks(afterTrials trials: Int, stop: () -> Bool) {
    var left = max(Self.leastExchanges, Int(Self.shareOfTrials * Double(trials)))
    var hasGained = true
    while hasGained {
      hasGained = false
      for alike in twins.lists {
        for (place, first) in alike.enumerated() {
          for second in alike[(place + 1)...] {
            for week in 0..<state.weekCount {
              left -= 1
              if left <= 0 || left % 256 == 0 && stop() { return }
              if exchange(first, second, weeks: week..<week + 1, allowed: -1e-6) { hasGained = true }
              if week == 0 || week == state.weekCount - 1 { continue }
              left -= 1
              if exchange(first, second, weeks: week..<state.weekCount, allowed: -1e-6) { hasGained = true }
            }
          }
        }
      }
    }
  }

  /// Exchanges weeks of two people where the rules allow it and it costs no more than allowed.
  @discardableResult
  private mutating func exchange(_ first: Int, _ second: Int, weeks: Range<Int>, allowed: Double) -> Bool {
    let days = state.weekStart[weeks.lowerBound]..<state.weekStart[weeks.upperBound]
    return exchange(first, second, days: days, allowed: allowed).map { $0 <= allowed } ?? false
  }

  /// Exchanges days of two people where the rules allow it and it costs no more than allowed.
  ///
  /// - Returns: what it costs, made or not; nil where a rule forbids it or nothing would change.
  mutating func exchange(_ first: Int, _ second: Int, days: Range<Int>, allowed: Double) -> Double? {
    guard state.people[first].weekendPrice == 0, state.people[second].weekendPrice == 0 else { return nil }
    guard !days.isEmpty, state.proposeExchange(first, second, days: days) else { return nil }
    let weeks = state.weekOf[days.lowerBound]..<state.weekOf[days.upperBound - 1] + 1
    var rise = -ownCost(first, weeks) - ownCost(second, weeks)
    state.apply()
    guard state.changesAreLegal() else {
      state.takeBack()
      return nil
    }
    rise += Double(state.share(first)) + Double(state.share(second)) + ownCost(first, weeks) + ownCost(second, weeks)
    if rise > allowed {
      state.takeBack()
      state.share(first)
      state.share(second)
      return rise
    }
    swapGroups(first, second)
    return rise
  }

  /// What somebody's weeks cost beside cover and fair shares.
  func ownCost(_ person: Int, _ weeks: Range<Int>) -> Double {
    var cost = Double(state.people[person].singlePrice) * Double(state.singleDaysOff(person))
    for day in state.weekStart[weeks.lowerBound]..<state.weekStart[weeks.upperBound] {
      cost += Double(state.cost(person, day, state.tour(person)[day]))
    }
    return state.people[person].hasWeekCost ? weeks.reduce(cost) { $0 + state.weekCostNow(person, $1) } : cost
  }

  /// Lets two people whose days were exchanged serve what the other did, and notes who works when.
  private mutating func swapGroups(_ first: Int, _ second: Int) {
    var moved: [(person: Int, option: Int32, groups: [Int16])] = []
    for index in 0..<state.changeCount where state.changes[index].person == first {
      let day = state.changes[index].day
      for (now, before) in [(first, second), (second, first)] {
        let option = state.tour(now)[day]
        if option < 0 { continue }
        moved.append((now, option, cover.groups(of: option, before)))
        cover.setGroups(before, option, nil)
        guard state.tour(before)[day] < 0 else { continue }
        byDay[day].removeAll { $0 == before }
        byDay[day].append(now)
        if let place = places.firstIndex(of: Int32(before * state.dayCount + day)) {
          places[place] = Int32(now * state.dayCount + day)
        }
      }
    }
    for (person, option, groups) in moved { cover.setGroups(person, option, groups) }
  }
}
