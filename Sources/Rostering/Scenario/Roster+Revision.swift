import Timeline
public import Workforce

extension Roster {
  /// Takes over from a published roster: shifts that are no longer as people were told have a raised sequence, those that are no
  /// longer worked are cancelled, and no sequence falls, neither one of the published roster nor one of this.
  ///
  /// A shift whose queues differ counts as changed too, because calendars say them.
  ///
  /// - Parameter published: with the cancelled shifts of earlier revisions.
  /// - Returns: whether anything differs from what was told.
  @discardableResult
  public mutating func takeOver(shiftsOf published: Roster) -> Bool {
    // Whoever has the same as before, and had nothing withdrawn, keeps it.
    let people = people(unlike: published).union((published.cancelled + cancelled).map(\.agent))
    let told = Dictionary(
      published.shifts.lazy.filter { people.contains($0.agent) }.map { (ShiftName($0), $0) }
    ) { $0.sequence > $1.sequence ? $0 : $1 }
    var graves = Dictionary((published.cancelled + cancelled).map { (ShiftName($0), $0) }) {
      $0.sequence > $1.sequence ? $0 : $1
    }
    let served = Dictionary(grouping: spells.lazy.filter { people.contains($0.agent) }, by: \.agent)
    let servedBefore = Dictionary(grouping: published.spells.lazy.filter { people.contains($0.agent) }, by: \.agent)
    var differs = false
    var left = told
    for index in shifts.indices where people.contains(shifts[index].agent) {
      let name = ShiftName(shifts[index])
      left[name] = nil
      let grave = graves.removeValue(forKey: name)
      guard var former = told[name] else {
        if let grave { shifts[index].sequence = max(shifts[index].sequence, grave.sequence + 1) }
        differs = true
        continue
      }
      let sequence = max(former.sequence, grave.map { $0.sequence + 1 } ?? 0)
      former.sequence = shifts[index].sequence
      let isSame =
        former == shifts[index]
        && (published.spells.isEmpty || former.spells(of: servedBefore) == former.spells(of: served))
      shifts[index].sequence = max(former.sequence, isSame ? sequence : sequence + 1)
      if !isSame { differs = true }
    }
    for (name, shift) in left {
      var dropped = shift
      dropped.sequence = max(shift.sequence + 1, graves[name]?.sequence ?? 0)
      graves[name] = dropped
      differs = true
    }
    cancelled = graves.values.sorted { ($0.agent, $0.start, $0.ordinal) < ($1.agent, $1.start, $1.ordinal) }
    return differs
  }
}

/// What makes a shift the same shift in another roster.
private struct ShiftName: Hashable {
  let agent: String
  let date: CivilDate
  let ordinal: Int

  init(_ shift: Shift) {
    agent = shift.agent
    date = shift.date
    ordinal = shift.ordinal
  }
}

extension Shift {
  /// Who takes which queues in it; stretches in order of time.
  fileprivate func spells(of spells: [String: [QueueSpell]]) -> [QueueSpell] {
    (spells[agent] ?? []).filter { start <= $0.start && $0.end <= end }.sorted { $0.start < $1.start }
  }
}
