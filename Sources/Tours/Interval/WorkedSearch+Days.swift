// Work goes from one day of a week to another, by one person or exchanged by two, and is placed anew where it goes.

extension WorkedSearch {
  /// One person's work of a day that goes to a day off of the same week.
  struct DayMove {
    var person: Int
    var from: Int
    var to: Int
  }

  /// Makes some moves of one week at once where the rules allow them and they cost no more than allowed.
  mutating func trade(_ moves: [DayMove], allowed: Double) {
    state.changeCount = 0
    for move in moves {
      guard let option = sameWork(move.person, from: move.from, to: move.to) else { return }
      state.propose(move.person, move.from, RosterProblem.off)
      state.propose(move.person, move.to, option)
    }
    guard let first = moves.first else { return }
    let week = state.weekOf[first.from]
    var people: [Int] = []
    for move in moves where !people.contains(move.person) { people.append(move.person) }
    let before = moves.map { state.tour($0.person)[$0.from] }
    let groups = zip(moves, before).map { cover.groups(of: $1, $0.person) }
    var rise = people.reduce(0.0) { $0 - ownCost($1, week..<week + 1) }
    state.apply()
    guard state.changesAreLegal() else { return state.takeBack() }
    for (move, option) in zip(moves, before) { rise += cover.takeOut(move.person, option) }
    for person in people { rise += Double(state.share(person)) }
    for move in moves {
      rise += insert(move.person, move.to)
      rise -= personal(move.person, move.to)
    }
    for person in people { rise += ownCost(person, week..<week + 1) }
    if rise <= allowed {
      for move in moves { note(move) }
      return
    }
    for move in moves { cover.takeOut(move.person, state.tour(move.person)[move.to]) }
    state.takeBack()
    for person in people { state.share(person) }
    for (place, move) in moves.enumerated() { cover.giveBack(move.person, before[place], groups[place]) }
  }

  /// Notes who works when after a move.
  private mutating func note(_ move: DayMove) {
    let row = move.person * state.dayCount
    if let place = places.firstIndex(of: Int32(row + move.from)) { places[place] = Int32(row + move.to) }
    byDay[move.from].removeAll { $0 == move.person }
    byDay[move.to].append(move.person)
  }

  /// A shift of a free day off as long as that of another day and at about the same time; nil where the days cannot change.
  private func sameWork(_ person: Int, from: Int, to: Int) -> Int32? {
    let tour = state.tour(person)
    guard tour[from] >= 0, tour[to] < 0, state.mayChange(person, from), state.mayChange(person, to),
      state.people[person].weekendPrice == 0
    else { return nil }
    let shift = state.table.shifts[Int(tour[from])]
    let slots = state.table.slots(state.people[person].menu, to, Int(shift.length))
    guard slots.count > 0 else { return nil }
    return state.table.slots[Int(slots.first) + min(Int(shift.slot), Int(slots.count) - 1)].first
  }
}
