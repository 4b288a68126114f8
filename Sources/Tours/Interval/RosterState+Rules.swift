/// Whether single days may change: rest, days in a row, forbidden successions and the limits of a week.
extension RosterState {
  @inline(__always)
  func follows(_ next: Int32, _ previous: Int32, _ leastRest: Int32) -> Bool {
    let (a, b) = (table.shifts[Int(previous)], table.shifts[Int(next)])
    if b.start - a.end < leastRest { return false }
    return !isForbidden(Int(a.kind), Int(b.kind))
  }

  @inline(__always)
  private func isForbidden(_ first: Int, _ second: Int) -> Bool {
    forbidden.map { $0[first * kindCount + second] } ?? false
  }

  /// Whether rest and succession let an option stand on a day between its neighbours.
  @inline(__always)
  func fits(_ person: Int, _ day: Int, _ option: Int32, _ tour: UnsafeMutablePointer<Int32>) -> Bool {
    let rest = people[person].leastRest
    if day > 0 {
      if tour[day - 1] >= 0 && !follows(option, tour[day - 1], rest) { return false }
    } else {
      let shift = table.shifts[Int(option)]
      let before = search.tables.people[person].before
      if Int(shift.start) - before.end < Int(rest) { return false }
      if before.kind >= 0 && isForbidden(before.kind, Int(shift.kind)) { return false }
    }
    return day + 1 >= dayCount || tour[day + 1] < 0 || follows(tour[day + 1], option, rest)
  }

  @inline(__always)
  private func runIsShort(_ person: Int, _ day: Int) -> Bool {
    let tour = tour(person)
    var first = day
    while first > 0 && tour[first - 1] >= 0 { first -= 1 }
    var last = day
    while last + 1 < dayCount && tour[last + 1] >= 0 { last += 1 }
    let run = last - first + 1 + (first == 0 ? search.tables.people[person].before.run : 0)
    return run <= people[person].mostRun
  }

  @inline(__always)
  private func weekIsLegal(_ person: Int, _ week: Int) -> Bool {
    let tour = tour(person)
    var minutes: Int32 = 0
    var days: Int32 = 0
    for day in weekStart[week]..<weekStart[week + 1] where tour[day] >= 0 {
      minutes += table.shifts[Int(tour[day])].paid
      days += 1
    }
    let limits = weeks[person * weekCount + week]
    return days <= limits.mostDays && minutes >= limits.leastMinutes && minutes <= limits.mostMinutes
  }

  /// Whether the people touched by the applied changes still obey their rules.
  @inline(__always)
  func changesAreLegal() -> Bool {
    for index in 0..<changeCount {
      let change = changes[index]
      if change.to >= 0 && !fits(change.person, change.day, change.to, tour(change.person)) { return false }
      if change.to >= 0 && change.from < 0 && !runIsShort(change.person, change.day) { return false }
      if !weekIsLegal(change.person, weekOf[change.day]) { return false }
    }
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      if !obeysWeekends(person) { return false }
      if people[person].hasMoreRules && changesRows(person, minutes: true) && !obeysMoreRules(person) { return false }
    }
    return true
  }

  @inline(__always)
  func isFirstOfPerson(_ index: Int) -> Bool {
    for earlier in 0..<index where changes[earlier].person == changes[index].person { return false }
    return true
  }
}
