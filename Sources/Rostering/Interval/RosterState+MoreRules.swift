// Rules and costs that not everybody has, read from raw tables because moves ask for them millions of times. They say the same as
// `TourJudge`, which shares nothing with them; a test holds the two together.

extension RosterState {
  /// Rules beyond rest, the week, most days in a row and weekends.
  func obeysMoreRules(_ person: Int) -> Bool {
    let rules = search.tables.people + person
    let tour = tour(person)
    let before = rules.pointee.before
    if before.isKnown && dayCount > 0 {
      if tour[0] >= 0 {
        if before.run == 0 && before.off < rules.pointee.leastOff { return false }
      } else if before.run > 0 && before.run < rules.pointee.leastRun && !search.tables.excusesRun(0..<0, rules) {
        return false
      }
    }
    var nights = before.run > 0 ? before.nights : 0
    var minutes = 0
    var day = 0
    while day < dayCount {
      let works = tour[day] >= 0
      let isFirst = day == 0
      var length = 0
      while day < dayCount && (tour[day] >= 0) == works {
        if works {
          let shift = table.shifts[Int(tour[day])]
          minutes += Int(shift.paid)
          nights = search.tables.isNight[Int(shift.kind)] ? nights + 1 : 0
          if nights > rules.pointee.mostNights { return false }
        }
        length += 1
        day += 1
      }
      if !works { nights = 0 }
      let touchesEnd = day == dayCount
      if works {
        if isFirst { length += before.run }
        if length < rules.pointee.leastRun && !touchesEnd && !(isFirst && !before.isKnown)
          && !search.tables.excusesRun(day - length..<day, rules)
        {
          return false
        }
      } else {
        if isFirst && before.run == 0 {
          if !before.isKnown { continue }
          length += before.off
        }
        if length < rules.pointee.leastOff && !touchesEnd { return false }
      }
    }
    if rules.pointee.limitsTotal && (minutes < rules.pointee.leastMinutes || minutes > rules.pointee.mostMinutes) {
      return false
    }
    return obeysPeriods(tour, rules) && obeysKinds(tour, rules)
  }

  private func obeysPeriods(_ tour: UnsafeMutablePointer<Int32>, _ rules: UnsafePointer<TourTables.Person>) -> Bool {
    guard let least = rules.pointee.periodLeast, let most = rules.pointee.periodMost else { return true }
    for period in 0..<rules.pointee.periodCount {
      let next = (period + 1) * rules.pointee.weeksPerPeriod - rules.pointee.periodWeeksBefore
      let first = max(0, next - rules.pointee.weeksPerPeriod)
      var minutes = 0
      for day in weekStart[first]..<weekStart[next] where tour[day] >= 0 {
        minutes += Int(table.shifts[Int(tour[day])].paid)
      }
      if minutes < least[period] || minutes > most[period] { return false }
    }
    return true
  }

  private func obeysKinds(_ tour: UnsafeMutablePointer<Int32>, _ rules: UnsafePointer<TourTables.Person>) -> Bool {
    guard let most = rules.pointee.mostOfKind else { return true }
    for kind in 0..<search.kindCount where most[kind] < dayCount {
      var count = 0
      for day in 0..<dayCount where tour[day] >= 0 && Int(table.shifts[Int(tour[day])].kind) == kind { count += 1 }
      if count > most[kind] { return false }
    }
    return true
  }

  /// Overtime and unstable starts of one week.
  func weekCostNow(_ person: Int, _ week: Int) -> Double {
    let rules = search.tables.people + person
    let tour = tour(person)
    var cost = 0.0
    if let above = rules.pointee.overtimeAbove {
      var minutes = week == 0 ? rules.pointee.before.minutesInFirstWeek : 0
      for day in weekStart[week]..<weekStart[week + 1] where tour[day] >= 0 {
        minutes += Int(table.shifts[Int(tour[day])].paid)
      }
      cost += Double(max(0, minutes - above[week])) * rules.pointee.overtimePrice
    }
    let price = people[person].unstablePrice
    if price != 0 {
      var worked = 0
      var most = 0
      for usual in weekStart[week]..<weekStart[week + 1] where tour[usual] >= 0 {
        let start = table.shifts[Int(tour[usual])].localStart
        var near = 0
        for day in weekStart[week]..<weekStart[week + 1] where tour[day] >= 0 {
          if abs(table.shifts[Int(tour[day])].localStart - start) <= people[person].startTolerance { near += 1 }
        }
        worked += 1
        most = max(most, near)
      }
      cost += Double(worked - most) * price
    }
    return cost
  }
}
