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
    if people.isEmpty { return false }
    let buried = published.cancelled + cancelled
    let (told, graves) = (PersonPlaces(published.shifts, \.agent), PersonPlaces(buried, \.agent))
    let (own, before) = (PersonPlaces(spells, \.agent), PersonPlaces(published.spells, \.agent))
    let new = PersonPlaces(shifts, \.agent)
    var differs = false
    var cancelled: [Shift] = []
    for person in people.sorted() {
      var life = PersonalLife(
        told: told.rows(of: person, in: published.shifts), graves: graves.rows(of: person, in: buried))
      let served = own.rows(of: person, in: spells)
      let servedBefore = before.rows(of: person, in: published.spells)
      for index in new.places(of: person) {
        let isChanged = life.take(&shifts[index]) { former, now in
          published.spells.isEmpty || former.spells(in: servedBefore) == now.spells(in: served)
        }
        if isChanged { differs = true }
      }
      if life.withdraw() { differs = true }
      cancelled += life.graves.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
    }
    self.cancelled = cancelled
    return differs
  }
}

/// What one person was told, shift by shift: few enough to be looked through.
private struct PersonalLife {
  /// One of each name: that with the highest sequence.
  private var told: [Shift] = []
  private(set) var graves: [Shift] = []
  /// Those of what was told that are not worked.
  private var left: [Bool]

  init(told all: [Shift], graves buried: [Shift]) {
    for shift in all { Self.keep(shift, in: &told) }
    for shift in buried { Self.keep(shift, in: &graves) }
    left = told.map { _ in true }
  }

  private static func keep(_ shift: Shift, in list: inout [Shift]) {
    guard let place = list.firstIndex(where: { $0.isNamed(like: shift) }) else { return list.append(shift) }
    if shift.sequence >= list[place].sequence { list[place] = shift }
  }

  /// Gives a shift its sequence; says whether it differs from what was told.
  mutating func take(_ shift: inout Shift, servesTheSame: (Shift, Shift) -> Bool) -> Bool {
    let grave = graves.firstIndex { $0.isNamed(like: shift) }.map { graves.remove(at: $0) }
    guard let place = told.firstIndex(where: { $0.isNamed(like: shift) }) else {
      if let grave { shift.sequence = max(shift.sequence, grave.sequence + 1) }
      return true
    }
    left[place] = false
    var former = told[place]
    let sequence = max(former.sequence, grave.map { $0.sequence + 1 } ?? 0)
    former.sequence = shift.sequence
    let isSame = former == shift && servesTheSame(former, shift)
    shift.sequence = max(former.sequence, isSame ? sequence : sequence + 1)
    return !isSame
  }

  /// Cancels what was told and is not worked; says whether there is any.
  mutating func withdraw() -> Bool {
    for (shift, isLeft) in zip(told, left) where isLeft {
      var dropped = shift
      let place = graves.firstIndex { $0.isNamed(like: shift) }
      dropped.sequence = max(shift.sequence + 1, place.map { graves[$0].sequence } ?? 0)
      if let place { graves[place] = dropped } else { graves.append(dropped) }
    }
    return left.contains(true)
  }
}

/// Where the rows of a person are in a list.
private struct PersonPlaces {
  private var ranges: [String: Range<Int>] = [:]
  /// The places by person; empty where the rows are by person already, as those of rosters are.
  private var order: [Int] = []

  init<Row>(_ rows: [Row], _ agent: (Row) -> String) {
    if zip(rows, rows.dropFirst()).contains(where: { agent($1) < agent($0) }) {
      order = rows.indices.sorted { (agent(rows[$0]), $0) < (agent(rows[$1]), $1) }
    }
    var first = 0
    while first < rows.count {
      let person = agent(rows[place(first)])
      var end = first + 1
      while end < rows.count, agent(rows[place(end)]) == person { end += 1 }
      ranges[person] = first..<end
      first = end
    }
  }

  private func place(_ index: Int) -> Int { order.isEmpty ? index : order[index] }

  func places(of person: String) -> [Int] { (ranges[person] ?? 0..<0).map(place) }

  func rows<Row>(of person: String, in all: [Row]) -> [Row] {
    guard let range = ranges[person] else { return [] }
    return order.isEmpty ? Array(all[range]) : order[range].map { all[$0] }
  }
}

extension Shift {
  /// Whether it is the same shift in another roster.
  fileprivate func isNamed(like other: Shift) -> Bool {
    date == other.date && ordinal == other.ordinal && agent == other.agent
  }

  /// Who takes which queues in it; stretches in order of time.
  fileprivate func spells(in spells: [QueueSpell]) -> [QueueSpell] {
    spells.filter { $0.isInside(self) }.sorted { $0.start < $1.start }
  }
}
