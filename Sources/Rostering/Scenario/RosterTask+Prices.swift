import Timeline
import Tours
import Workforce

/// What options cost their people: wishes, fair shares, split shifts.
extension RosterTask {
  /// Prices the wishes of a person: each costs its weight where it is not granted. Of a date on which the person is away there is none.
  func addWishes(_ wishes: [Request], menu: Int, to person: inout RosterPerson) {
    guard !wishes.isEmpty else { return }
    let first = problem.options(menu: menu, day: 0).lowerBound
    let count = problem.options(menu: menu, day: scenario.horizon.dayCount - 1).upperBound - first
    var optionCosts = [Float](repeating: 0, count: count)
    var offCosts = [Float](repeating: 0, count: scenario.horizon.dayCount)
    for wish in wishes {
      let day = wish.date.days(since: scenario.horizon.first)
      guard offCosts.indices.contains(day), person.days[day] != .off else { continue }
      if wish.wish == .work { offCosts[day] += Float(wish.weight) }
      for option in problem.options(menu: menu, day: day) where isRefused(wish, by: Int32(option)) {
        optionCosts[option - first] += Float(wish.weight)
      }
    }
    person.optionCosts = optionCosts
    person.offCosts = offCosts
  }

  /// Whether what somebody does on the date of a wish, an option or off, does not grant it.
  func isRefused(_ wish: Request, by option: Int32) -> Bool {
    !wish.wish.isGranted(byStartAt: option < 0 ? nil : shifts[Int(option)].localStartMinutes)
  }

  /// Whether an option is a split shift.
  func isSplit(_ option: Int32) -> Bool { shifts[Int(option)].layout.gap != nil }

  /// Who shares nights, weekends and late ends with whom: the people of one site and contract, with what the ledger has of each.
  func fairShares() -> FairShares? {
    guard scenario.prices.fairness > 0 else { return nil }
    let entries = scenario.ledgerByAgent
    var shares = FairShares(
      groupOf: [Int](repeating: -1, count: problem.people.count),
      before: [FairShares.Counts](repeating: FairShares.Counts(), count: problem.people.count),
      price: scenario.prices.fairness)
    let groups = colleagues()
    for (group, people) in groups.enumerated() {
      for person in people {
        shares.groupOf[person] = group
        guard let entry = entries[agent(of: person).id] else { continue }
        shares.before[person] = FairShares.Counts(
          Float(entry.nights), Float(entry.weekends), Float(entry.lateEnds), 0)
      }
    }
    return groups.isEmpty ? nil : shares
  }

  /// The people of one site and contract, two or more, in order of their first.
  func colleagues() -> [[Int]] {
    var members: [MenuKey: [Int]] = [:]
    for person in problem.people.indices where carriedShifts[person].isEmpty {
      let agent = agent(of: person)
      members[MenuKey(site: agent.site, contract: agent.contract), default: []].append(person)
    }
    return members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// Makes nights, late ends and weekends dearer for somebody who had more of them than their colleagues.
  func addFairness(_ excess: LedgerExcess, menu: Int, zone: Zone, to person: inout RosterPerson) {
    guard excess.isAny else { return }
    let first = problem.menus[menu].first
    if person.optionCosts.isEmpty { person.optionCosts = [Float](repeating: 0, count: problem.menus[menu].count) }
    for local in person.optionCosts.indices {
      let shift = shifts[first + local]
      var units = 0.0
      if shift.isNight { units += excess.nights }
      if LedgerExcess.isLateEnd(shift.end, isNight: shift.isNight, zone: zone) { units += excess.lateEnds }
      if LedgerExcess.isWeekend(shift.date) { units += excess.weekends }
      person.optionCosts[local] += Float(units * scenario.prices.fairness)
    }
  }

  /// Makes every split shift dearer than one in one piece.
  func addSplitPrice(menu: Int, to person: inout RosterPerson) {
    if person.optionCosts.isEmpty { person.optionCosts = [Float](repeating: 0, count: problem.menus[menu].count) }
    for local in person.optionCosts.indices { person.optionCosts[local] += splitPrice(menu: menu, local) }
  }

  /// What an option of a menu costs for being split.
  func splitPrice(menu: Int, _ local: Int) -> Float {
    shifts[problem.menus[menu].first + local].layout.gap == nil ? 0 : Float(scenario.prices.split)
  }
}
