import Timeline

extension Roster {
  /// Fits stretches on queues to shifts whose hours somebody changed in a table: what lies in the shift is kept, and where a stretch
  /// reached over one of its edges, the first or last one goes to both. Stretches that touch no shift stay as they are.
  ///
  /// - Complexity: O(shifts + stretches) where all fit.
  package mutating func fitSpells() {
    if fits { return }
    let byAgent = Dictionary(grouping: shifts, by: \.agent)
    var fitted: [QueueSpell] = []
    for (agent, own) in Dictionary(grouping: spells, by: \.agent).sorted(by: { $0.key < $1.key }) {
      let shifts = byAgent[agent] ?? []
      fitted += own.filter { spell in !shifts.contains { $0.start < spell.end && spell.start < $0.end } }
      // What lies in a shift is that shift's alone, also where another overlaps it.
      let home = own.map { spell in shifts.firstIndex { $0.start <= spell.start && spell.end <= $0.end } }
      for (index, shift) in shifts.enumerated() {
        let touching = zip(own, home).filter { spell, home in
          home.map { $0 == index } ?? (shift.start < spell.end && spell.start < shift.end)
        }.map(\.0).sorted { $0.start < $1.start }
        let isCut = touching.contains { $0.start < shift.start || shift.end < $0.end }
        for (place, spell) in touching.enumerated() {
          var spell = spell
          spell.start = isCut && place == 0 ? shift.start : max(spell.start, shift.start)
          spell.end = isCut && place == touching.count - 1 ? shift.end : min(spell.end, shift.end)
          fitted.append(spell)
        }
      }
    }
    spells = Roster(shifts: [], spells: fitted).spells
  }

  /// Takes away stretches in which their person no longer works.
  ///
  /// - Parameter before: shifts from before the horizon, whose rest has stretches too.
  package mutating func dropIdleSpells(besides before: [Shift]) {
    let byAgent = Dictionary(grouping: shifts + before, by: \.agent)
    spells.removeAll { spell in
      !(byAgent[spell.agent] ?? []).contains { $0.start < spell.end && spell.start < $0.end }
    }
  }

  /// Whether every stretch that touches a shift of its person lies in it; both are in order.
  private var fits: Bool {
    var place = 0
    for spell in spells {
      while place < shifts.count,
        shifts[place].agent < spell.agent || (shifts[place].agent == spell.agent && shifts[place].end <= spell.start)
      {
        place += 1
      }
      guard place < shifts.count, shifts[place].agent == spell.agent, shifts[place].start < spell.end else { continue }
      if spell.start < shifts[place].start || shifts[place].end < spell.end { return false }
    }
    return true
  }
}
