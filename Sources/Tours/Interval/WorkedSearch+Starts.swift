// When all else is done, shifts go nearer to the usual start of their week where that costs nothing.

extension WorkedSearch {
  /// Rounds over everybody; each move brings the starts of a week nearer to each other, so they end by themselves as a rule.
  private static let mostRounds = 4
  /// A difference of cost below this is none.
  private static let tolerance = 1e-6

  /// Moves shifts towards the start that the others of their week are nearest to, as long as the roster costs no more: within what is
  /// free the search takes any start for as good as another, and whoever works them would rather get up at the same time.
  ///
  /// What is said to cost nothing beside its price no longer counts: where surplus goes.
  ///
  /// - Parameter stop: asked before each person; `true` ends it with what has moved so far.
  mutating func steadyStarts(stop: () -> Bool) {
    cover.forgetEvenness()
    for _ in 0..<Self.mostRounds {
      var hasMoved = false
      for person in 0..<state.personCount where cover.serves(person) && state.people[person].unstablePrice != 0 {
        if stop() { return }
        for week in 0..<state.weekCount where steady(person, week) { hasMoved = true }
      }
      if !hasMoved { return }
    }
  }

  private mutating func steady(_ person: Int, _ week: Int) -> Bool {
    let (tour, shifts) = (state.tour(person), state.table.shifts)
    let days = (state.weekStart[week]..<state.weekStart[week + 1]).filter { tour[$0] >= 0 }
    let starts = days.map { shifts[Int(tour[$0])].localStart }
    func away(_ usual: Int32) -> Int32 { starts.reduce(0) { $0 + clockDistance($1, usual) } }
    guard let usual = starts.min(by: { (away($0), $0) < (away($1), $1) }) else { return false }
    var hasMoved = false
    for (day, start) in zip(days, starts) where start != usual && state.mayChange(person, day) {
      if bring(person, day, nearerTo: usual) { hasMoved = true }
    }
    return hasMoved
  }

  /// Moves a shift as near to a start as it may go without making the roster dearer; says whether it moved.
  private mutating func bring(_ person: Int, _ day: Int, nearerTo usual: Int32) -> Bool {
    let (tour, table) = (state.tour(person), state.table)
    let present = tour[day]
    let shift = table.shifts[Int(present)]
    let all = table.slots(state.people[person].menu, day, Int(shift.length))
    let far = clockDistance(shift.localStart, usual)
    let nearer = (all.first..<all.first + all.count).map { slot in
      (far: clockDistance(table.shifts[Int(table.slots[Int(slot)].first)].localStart, usual), slot: slot)
    }.filter { $0.far < far }.sorted { ($0.far, $0.slot) < ($1.far, $1.slot) }
    if nearer.isEmpty { return false }
    let groups = cover.groups(of: present, person)
    let saved = cover.takeOut(person, present) - personal(person, day)
    cover.prepare(person, all.reach)
    for (_, slot) in nearer {
      var slots = all
      (slots.first, slots.count) = (slot, 1)
      let count = collectCandidates(person, day, slots)
      let buffer = UnsafeMutableBufferPointer(start: candidates, count: count)
      guard let best = cover.cheapest(person, buffer, below: Self.tolerance - saved) else { continue }
      tour[day] = best.option
      var rise = saved + cover.place(person, best.option, known: best) + personal(person, day)
      if state.changesBurdens(present, best.option) { rise += Double(state.share(person)) }
      if rise <= Self.tolerance { return true }
      cover.takeOut(person, best.option)
      tour[day] = present
      if state.changesBurdens(present, best.option) { state.share(person) }
    }
    cover.giveBack(person, present, groups)
    return false
  }
}
