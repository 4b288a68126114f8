import Chance

/// Exact best responses: one person's week, or whole tour, chosen by the tour search on what each shift would really save.
extension RosterState {
  /// What each option of a person costs on some days: its own cost less what its work saves as cover stands without the person.
  func priceOptions(_ person: Int, _ days: Range<Int>) {
    guard let range = intervals(menu: people[person].menu, days) else { return }
    let profile = people[person].profile
    let units = cover.units
    for count in 1...max(1, units) {
      let row = gain + count * cover.intervals
      for interval in range { row[interval] = -cover.change(profile, interval, count) }
    }
    let full = gain + units * cover.intervals
    prefix[range.lowerBound] = 0
    for interval in range { prefix[interval + 1] = prefix[interval] + full[interval] }
    let menu = problem.menus[people[person].menu]
    for local in menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound] {
      let reach = table.shifts[menu.first + local].reach.clamped(to: range)
      var saved = prefix[reach.upperBound] - prefix[reach.lowerBound]
      table.forEachException(of: menu.first + local, in: reach) { interval, units in
        saved -= full[interval]
        if units > 0 { saved += gain[units * cover.intervals + interval] }
      }
      optionCosts[local] = people[person].costs[local] - saved
    }
  }

  /// Adds what starts away from a usual one cost, so that the best week found is best with them.
  func priceStarts(_ person: Int, _ days: Range<Int>, usual: Int32?) {
    guard let usual else { return }
    let menu = problem.menus[people[person].menu]
    let price = Float(people[person].unstablePrice)
    for local in menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound] {
      optionCosts[local] += price * Float(hoursAway(person, table.shifts[menu.first + local].localStart, from: usual))
    }
  }

  /// The intervals that any option of a menu on some days may touch.
  func intervals(menu index: Int, _ days: Range<Int>) -> Range<Int>? {
    let reach = table.reach(of: problem.options(menu: index, days: days))
    return reach.isEmpty ? nil : reach.clamped(to: 0..<cover.intervals)
  }

  /// Gives everybody the best tour in turn, in random order, on the cover left by those before. People for whom no legal tour
  /// exists keep only their fixed shifts, and where these were told the days after them go on by the rules.
  ///
  /// - Parameter stop: asked now and then; from then on people take over the tour of somebody with the same rules.
  /// - Returns: the people without a legal tour.
  mutating func buildGreedily(_ dice: inout XorshiftStar, stop: () -> Bool = { false }) -> [Int] {
    tours.update(repeating: RosterProblem.off, count: personCount * dayCount)
    recount()
    var order = Array(0..<personCount)
    for place in stride(from: personCount - 1, to: 0, by: -1) { order.swapAt(place, dice.below(place + 1)) }
    var unplaced: [Int] = []
    var known: [LawfulChoice: Int] = [:]
    var isOver = false
    for (place, person) in order.enumerated() {
      if !isOver && place % 16 == 15 && stop() {
        isOver = true
        for earlier in order[..<place] where people[earlier].isPlaced {
          known[LawfulChoice(problem.people[earlier])] = earlier
        }
      }
      if isOver, let example = known[LawfulChoice(problem.people[person])] {
        tour(person).update(from: tour(example), count: dayCount)
        for day in 0..<dayCount where tour(person)[day] >= 0 { put(person, tour(person)[day], 1) }
        continue
      }
      priceOptions(person, 0..<dayCount)
      let found = search.cheapestTour(
        person: person, costs: optionCosts, window: 0..<dayCount, tour: tour(person))
      if found == nil || !judge.isLegal(tour(person), person: person) {
        unplaced.append(person)
        freeze(person)
        tour(person).update(from: problem.people[person].fixedTour, count: dayCount)
        goOn(person)
      }
      for day in 0..<dayCount where tour(person)[day] >= 0 { put(person, tour(person)[day], 1) }
      if isOver && people[person].isPlaced { known[LawfulChoice(problem.people[person])] = person }
    }
    recount()
    return unplaced.sorted()
  }

  /// Gives somebody whose told days break a rule the best days after them that keep the rules, so that one fault of the past is not
  /// answered with no work from then on.
  private mutating func goOn(_ person: Int) {
    let told = problem.people[person].toldDays
    if told == 0 || told == dayCount { return }
    let fixed = (told..<dayCount).map { tour(person)[$0] }
    let found = search.cheapestTour(
      person: person, costs: optionCosts, window: told..<dayCount, tour: tour(person))
    if found == nil { for (day, option) in zip(told..<dayCount, fixed) { tour(person)[day] = option } }
  }

  /// Takes a week away from a few people and gives it back to each in turn by exact search.
  ///
  /// - Returns: whether the new weeks were kept.
  private mutating func respond(_ chosen: [Int], week: Int, allowed: Float) -> Bool {
    let windows = chosen.map { openDays($0, week) }
    let usual = chosen.map { usualStart($0, week) }
    for window in windows where window.count < 2 { return false }
    let kept = chosen.map { copyTour($0) }
    var before = 0.0
    for (place, person) in chosen.enumerated() {
      before -= judge.cost(tour(person), person: person)
      before += putDays(person, windows[place], -1)
    }
    var rise = before
    var isComplete = true
    for (place, person) in chosen.enumerated() {
      let days = windows[place]
      priceOptions(person, days)
      priceStarts(person, days, usual: usual[place])
      guard search.cheapestTour(person: person, costs: optionCosts, window: days, tour: tour(person)) != nil,
        !people[person].hasMoreRules || obeysMoreRules(person),
        obeysWeekends(person)
      else {
        for day in days { tour(person)[day] = RosterProblem.off }
        isComplete = false
        break
      }
      rise += judge.cost(tour(person), person: person)
      rise += putDays(person, days, 1)
    }
    if isComplete && fair != nil {
      for person in chosen { rise += Double(share(person)) }
    }
    if isComplete && rise <= Double(allowed) {
      cost += rise
      for person in chosen { countOwn(person, weeks: week..<week + 1) }
      return true
    }
    for (place, person) in chosen.enumerated() {
      // The one whose search failed has lost its week from cover already; those after it too.
      putDays(person, windows[place], -1)
      tour(person).update(from: kept[place], count: dayCount)
    }
    for (person, days) in zip(chosen, windows) { putDays(person, days, 1) }
    if fair != nil { for person in chosen { share(person) } }
    return false
  }

  /// The longest run of days of a week in which nothing is frozen that the problem leaves free.
  private func openDays(_ person: Int, _ week: Int) -> Range<Int> {
    let end = weekStart[week + 1]
    var best = end..<end
    var first = weekStart[week]
    for day in weekStart[week]...end {
      let isFrozen =
        day == end || !mayChange(person, day) && search.tables.people[person].locks[day] == -1
      if !isFrozen { continue }
      if day - first > best.count { best = first..<day }
      first = day + 1
    }
    return best
  }

  /// Takes a person's days out of cover and tour, or in; says the change of cover cost.
  @discardableResult
  private func putDays(_ person: Int, _ days: Range<Int>, _ sign: Int) -> Double {
    let tour = tour(person)
    var change = 0.0
    for day in days where tour[day] >= 0 {
      change += cover.put(tour[day], of: people[person].profile, sign, table)
      if sign < 0 { tour[day] = RosterProblem.off }
    }
    return change
  }

  /// One week response of a few people, around the worst intervals if asked.
  mutating func weekMove(_ dice: inout XorshiftStar, allowed: Float) -> Bool {
    let week = drawWeek(&dice)
    let seeksWorst = Double(dice.share()) < Annealing.worstShare
    let count = 1 + dice.below(Annealing.mostPeople)
    let first = seeksWorst ? personNearWorst(&dice, week) : dice.below(personCount)
    var chosen = [first]
    let groups = model.profiles[people[first].profile].groups
    for _ in 0..<100 where chosen.count < count {
      let next = seeksWorst && dice.below(2) == 0 ? personNearWorst(&dice, week) : dice.below(personCount)
      if chosen.contains(next) || !model.profiles[people[next].profile].groups.intersects(groups) { continue }
      chosen.append(next)
    }
    if chosen.contains(where: { !people[$0].isPlaced }) { return false }
    return respond(chosen, week: week, allowed: allowed)
  }

  /// Someone who works around, or is off on the day of, one of the costliest of a few random intervals of a week.
  private func personNearWorst(_ dice: inout XorshiftStar, _ week: Int) -> Int {
    guard cover.componentCount > 0, cover.intervals > 0 else { return dice.below(personCount) }
    let component = dice.below(cover.componentCount)
    let perDay = 1440 / problem.intervalMinutes
    let base = weekStart[week] * perDay
    let span = (weekStart[week + 1] - weekStart[week]) * perDay
    var worst = -1
    var worstCost: Float = -1
    for _ in 0..<6 {
      let interval = base + dice.below(span)
      if interval >= cover.intervals { continue }
      let cost = cover.components[component].cost[interval]
      if cost > worstCost {
        worstCost = cost
        worst = interval
      }
    }
    for _ in 0..<60 {
      let person = dice.below(personCount)
      if cover.profiles[people[person].profile].component != component { continue }
      let day = worst / perDay - dice.below(2)
      if day < 0 || day >= dayCount { continue }
      let option = tour(person)[day]
      if option < 0 {
        if dice.below(4) == 0 { return person }
        continue
      }
      let shift = table.shifts[Int(option)]
      if worst >= Int(shift.first) - 4 && worst < Int(shift.first + shift.count) + 4 { return person }
    }
    return dice.below(personCount)
  }
}
