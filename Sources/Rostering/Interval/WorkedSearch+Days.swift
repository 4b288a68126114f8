import Chance

// Work goes to another day of its week, and up to two colleagues who take the same queues go the other way round, so that no day is
// left with fewer people. This is how days off come to stand beside each other.

extension WorkedSearch {
  /// One day's work of somebody that goes to a day off of the same week.
  struct DayMove {
    var person: Int
    var from: Int
    var to: Int
  }

  /// Ways tried at the end for those who have a single day off, at least and as a share of the trials before.
  private static let (leastWays, shareOfWays) = (2_000, 0.1)
  /// Draws of somebody with a single day off.
  private static let draws = 6

  /// A random move of somebody, half of the time of somebody with a single day off, by itself or with one or two colleagues.
  mutating func moveDays(_ dice: inout XorshiftStar, allowed: Double) {
    let days = state.dayCount
    var place = Int(places[dice.below(places.count)])
    if dice.below(2) == 0 {
      for _ in 0..<Self.draws where state.singleDaysOff(place / days) == 0 {
        place = Int(places[dice.below(places.count)])
      }
    }
    let (first, from) = (place / days, place % days)
    let week = state.weekStart[state.weekOf[from]]..<state.weekStart[state.weekOf[from] + 1]
    let to = week.lowerBound + dice.below(week.count)
    var moves = [DayMove(person: first, from: from, to: to)]
    var next = to
    for left in stride(from: dice.below(4) - 1, to: 0, by: -1) {
      let goal = left == 1 ? from : week.lowerBound + dice.below(week.count)
      guard !byDay[next].isEmpty else { return }
      let other = byDay[next][dice.below(byDay[next].count)]
      if masks[other] & masks[first] == 0 || moves.contains(where: { $0.person == other }) { return }
      moves.append(DayMove(person: other, from: next, to: goal))
      next = goal
    }
    make(moves, allowed: allowed)
  }

  /// Every way out of a single day off that gains, by itself, with a colleague, then with two, until none does or enough are tried.
  mutating func mendSingleDays(afterTrials trials: Int, stop: () -> Bool) {
    var left = max(Self.leastWays, Int(Self.shareOfWays * Double(trials)))
    for person in 0..<state.personCount where masks[person] != 0 {
      var isMended = true
      while isMended && state.singleDaysOff(person) > 0 {
        isMended = false
        for move in waysOut(person) where !isMended {
          if left <= 0 || stop() { return }
          isMended = mend(move, &left)
        }
      }
    }
  }

  /// Moves of one day's work after which somebody has fewer single days off, the best first.
  private func waysOut(_ person: Int) -> [DayMove] {
    let tour = state.tour(person)
    let now = state.singleDaysOff(person)
    var found: [(singles: Int, move: DayMove)] = []
    for week in 0..<state.weekCount {
      let days = state.weekStart[week]..<state.weekStart[week + 1]
      for from in days where tour[from] >= 0 {
        for to in days where tour[to] < 0 {
          let (work, off) = (tour[from], tour[to])
          (tour[from], tour[to]) = (off, work)
          let singles = state.singleDaysOff(person)
          (tour[from], tour[to]) = (work, off)
          if singles < now { found.append((singles, DayMove(person: person, from: from, to: to))) }
        }
      }
    }
    return found.enumerated().sorted { ($0.element.singles, $0.offset) < ($1.element.singles, $1.offset) }
      .map(\.element.move)
  }

  /// Those who work on a day and share a queue with somebody, by number.
  private func colleagues(of person: Int, working day: Int) -> [Int] {
    let masks = masks
    return byDay[day].filter { $0 != person && masks[$0] & masks[person] != 0 }.sorted()
  }

  /// Makes a move by itself or with the first colleagues who make it gain.
  private mutating func mend(_ move: DayMove, _ left: inout Int) -> Bool {
    left -= 1
    if make([move], allowed: -1e-6) { return true }
    let others = colleagues(of: move.person, working: move.to)
    for other in others where state.tour(other)[move.from] < 0 {
      left -= 1
      if make([move, DayMove(person: other, from: move.to, to: move.from)], allowed: -1e-6) { return true }
    }
    let week = state.weekOf[move.from]
    for between in state.weekStart[week]..<state.weekStart[week + 1] where between != move.from && between != move.to {
      let last = colleagues(of: move.person, working: between).filter { state.tour($0)[move.from] < 0 }
      for other in others where state.tour(other)[between] < 0 {
        for third in last where third != other {
          left -= 1
          if left <= 0 { return false }
          let ways = [
            move, DayMove(person: other, from: move.to, to: between),
            DayMove(person: third, from: between, to: move.from),
          ]
          if make(ways, allowed: -1e-6) { return true }
        }
      }
    }
    return false
  }

  /// Makes moves of different people together where the rules allow them and they cost no more than allowed.
  @discardableResult
  private mutating func make(_ moves: [DayMove], allowed: Double) -> Bool {
    let days = state.dayCount
    state.changeCount = 0
    for move in moves {
      guard let option = sameWork(move) else { return false }
      state.propose(move.person, move.from, RosterProblem.off)
      state.propose(move.person, move.to, option)
    }
    let before = moves.map { state.tour($0.person)[$0.from] }
    let groups = zip(moves, before).map { groupsNow($0.person, $1) }
    var rise = 0.0
    for move in moves { rise -= personal(move.person, move.from, with: move.to) }
    for place in 0..<state.changeCount {
      state.tour(state.changes[place].person)[state.changes[place].day] = state.changes[place].to
    }
    func takeBack(_ search: inout WorkedSearch) {
      for (move, option) in zip(moves, before) {
        search.state.tour(move.person)[move.to] = RosterProblem.off
        search.state.tour(move.person)[move.from] = option
      }
    }
    guard state.changesAreLegal() else {
      takeBack(&self)
      return false
    }
    for (move, option) in zip(moves, before) {
      rise += cover.put(move.person, option, -1)
      cover.setGroups(move.person, option, nil)
    }
    for move in moves { rise += Double(state.share(move.person)) }
    for move in moves {
      rise += insert(move.person, move.to, onlyPresent: false)
      rise += Double(state.cost(move.person, move.from, RosterProblem.off))
      rise += Double(state.people[move.person].singlePrice) * Double(state.singleDaysOff(move.person))
    }
    if rise <= allowed {
      for move in moves {
        byDay[move.from].removeAll { $0 == move.person }
        byDay[move.to].append(move.person)
        if let place = places.firstIndex(of: Int32(move.person * days + move.from)) {
          places[place] = Int32(move.person * days + move.to)
        }
      }
      return true
    }
    for move in moves {
      let option = state.tour(move.person)[move.to]
      cover.put(move.person, option, -1)
      cover.setGroups(move.person, option, nil)
    }
    takeBack(&self)
    for (place, move) in moves.enumerated() {
      state.share(move.person)
      groups[place].withUnsafeBufferPointer { cover.setGroups(move.person, before[place], $0.baseAddress) }
      cover.put(move.person, before[place], 1)
    }
    return false
  }

  /// A shift of a free day off as long as that of another day and at about the same time; nil where the days cannot change.
  private func sameWork(_ move: DayMove) -> Int32? {
    let tour = state.tour(move.person)
    let days = move.person * state.dayCount
    guard tour[move.from] >= 0, tour[move.to] < 0, state.isFree[days + move.from], state.isFree[days + move.to],
      state.people[move.person].weekendPrice == 0
    else { return nil }
    let shift = state.table.shifts[Int(tour[move.from])]
    let slots = state.table.slots(state.people[move.person].menu, move.to, Int(shift.length))
    guard slots.count > 0 else { return nil }
    return state.table.slots[Int(slots.first) + min(Int(shift.slot), Int(slots.count) - 1)].first
  }
}
