/// Changes as they are tried: priced exactly, then kept or taken back.
extension RosterState {
  @inline(__always)
  mutating func propose(_ person: Int, _ day: Int, _ to: Int32) {
    changes[changeCount] = Change(person: person, day: day, from: tour(person)[day], to: to)
    changeCount += 1
  }

  /// Applies the proposed changes to the tours, checks them, and keeps them when their cost rises by no more than `allowed`.
  ///
  /// - Returns: whether they were kept.
  mutating func settle(allowed: Float) -> Bool {
    apply()
    guard changesAreLegal() else {
      takeBack()
      return false
    }
    let personal = personalChange()
    let shared = shareChange()
    let rise = personal + shared + coverChange()
    guard rise <= allowed else {
      takeBack()
      // Two people's changes may cancel out in cost, and still are to be taken back.
      _ = shareChange()
      endPending(counts: false)
      return false
    }
    endPending(counts: true)
    commitPersonal()
    cost += Double(rise)
    return true
  }

  /// Takes over what the people touched share with their colleagues; says what unevenness gets dearer by.
  private mutating func shareChange() -> Float {
    if fair == nil { return 0 }
    var change: Float = 0
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      if people[person].sharesFairly && changesBurdens(person) { change += share(person) }
    }
    return change
  }

  /// Makes the proposed changes of the tours, and nothing else of them.
  @inline(__always)
  func apply() {
    for index in 0..<changeCount { tour(changes[index].person)[changes[index].day] = changes[index].to }
  }

  /// The tours as they were before the proposal.
  @inline(__always)
  func takeBack() {
    for index in 0..<changeCount { tour(changes[index].person)[changes[index].day] = changes[index].from }
  }

  private func personalChange() -> Float {
    var change: Float = 0
    for index in 0..<changeCount {
      let one = changes[index]
      change += cost(one.person, one.day, one.to) - cost(one.person, one.day, one.from)
    }
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      if people[person].weekendPrice != 0 && people[person].freeWeekends != .max {
        let free = people[person].freeWeekends
        let more = max(0, weekends(person) - free) - max(0, people[person].weekends - free)
        change += people[person].weekendPrice * Float(more)
      }
      if people[person].singlePrice != 0 && changesRows(person) {
        change += people[person].singlePrice * Float(singleDaysOff(person) - people[person].singles)
      }
      if people[person].hasWeekCost {
        for week in 0..<weekCount where changesWeek(person, week) {
          change += Float(weekCostNow(person, week)) - weeks[person * weekCount + week].cost
        }
      }
    }
    return change
  }

  /// Whether a proposed change of somebody is one that is meant.
  @inline(__always)
  private func hasChange(of person: Int, _ isMeant: (Change) -> Bool) -> Bool {
    for index in 0..<changeCount where changes[index].person == person && isMeant(changes[index]) { return true }
    return false
  }

  /// Whether somebody's rows of days and nights change, or with `minutes` how long they work.
  @inline(__always)
  func changesRows(_ person: Int, minutes: Bool = false) -> Bool {
    hasChange(of: person) { change in
      if change.from < 0 || change.to < 0 { return true }
      let (old, new) = (table.shifts[Int(change.from)], table.shifts[Int(change.to)])
      return old.kind != new.kind || minutes && old.paid != new.paid
    }
  }

  /// Whether somebody's nights, weekends or late ends may change.
  @inline(__always)
  private func changesBurdens(_ person: Int) -> Bool {
    changesRows(person) || hasChange(of: person) { changesBurdens($0.from, $0.to) }
  }

  private func changesWeek(_ person: Int, _ week: Int) -> Bool { hasChange(of: person) { weekOf[$0.day] == week } }

  private func commitPersonal() {
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      for week in 0..<weekCount where changesWeek(person, week) { countOwn(person, weeks: week..<week + 1) }
    }
  }

  /// Change of cover cost by the proposal, left pending until committed or forgotten. At most two people take part.
  private mutating func coverChange() -> Float {
    touchedCount = 0
    let profile = people[changes[0].person].profile
    var other = profile
    for index in 0..<changeCount {
      let change = changes[index]
      let own = people[change.person].profile
      let target = own == profile ? pending : otherPending
      if own != profile { other = own }
      if change.from >= 0 { gather(change.from, -1, target) }
      if change.to >= 0 { gather(change.to, 1, target) }
    }
    var change: Float = 0
    for index in 0..<touchedCount {
      let interval = Int(touched[index])
      change += cover.change(profile, Int(pending[interval]), other, Int(otherPending[interval]), interval)
    }
    pendingProfiles = (profile, other)
    return change
  }

  @inline(__always)
  private mutating func gather(_ option: Int32, _ sign: Int16, _ target: UnsafeMutablePointer<Int16>) {
    table.forEachInterval(of: option) { interval, units in
      target[interval] += Int16(units) * sign
      if isTouched[interval] { return }
      isTouched[interval] = true
      touched[touchedCount] = Int32(interval)
      touchedCount += 1
    }
  }

  /// Ends a proposal: its cover is counted in, or forgotten.
  private func endPending(counts: Bool) {
    let (profile, other) = pendingProfiles
    for index in 0..<touchedCount {
      let interval = Int(touched[index])
      if counts && pending[interval] != 0 { cover.add(profile, interval, Int(pending[interval])) }
      if counts && otherPending[interval] != 0 { cover.add(other, interval, Int(otherPending[interval])) }
      pending[interval] = 0
      otherPending[interval] = 0
      isTouched[interval] = false
    }
  }

  /// Replaces the shift of one day by another of the same length when allowed; the most frequent move, without a proposal.
  @inline(__always)
  mutating func replaceShift(_ person: Int, _ day: Int, _ option: Int32, allowed: Float) -> Bool {
    let tour = tour(person)
    let old = tour[day]
    let someone = people[person]
    let (a, b) = (table.shifts[Int(old)], table.shifts[Int(option)])
    // Rows of days and minutes stay as they are; a shift that becomes a night or a late end, or is one no longer, counts elsewhere.
    if someone.sharesFairly && changesBurdens(old, option) || someone.hasMoreRules && a.kind != b.kind {
      changeCount = 0
      propose(person, day, option)
      return settle(allowed: allowed)
    }
    guard fits(person, day, option, tour) else { return false }
    var rise = cost(person, day, option) - cost(person, day, old)
    let week = person * weekCount + weekOf[day]
    var newWeekCost: Float = 0
    let changesStart = someone.unstablePrice != 0 && a.localStart != b.localStart
    if changesStart {
      tour[day] = option
      newWeekCost = Float(weekCostNow(person, weekOf[day]))
      tour[day] = old
      rise += newWeekCost - weeks[week].cost
    }
    table.forEachDifference(from: old, to: option) { rise += cover.change(someone.profile, $0, $1) }
    if rise > allowed { return false }
    table.forEachDifference(from: old, to: option) { cover.add(someone.profile, $0, $1) }
    tour[day] = option
    if changesStart { weeks[week].cost = newWeekCost }
    cost += Double(rise)
    return true
  }
}
