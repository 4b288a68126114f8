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
    let rows = rules.pointee.rows
    var row = rules.pointee.firstRow
    var day = 0
    while day < dayCount {
      let works = tour[day] >= 0
      let isFirst = day == 0
      let first = day
      var length = 0
      while day < dayCount && (tour[day] >= 0) == works {
        if works {
          row = rows.after(Int(rows.classOf[Int(table.shifts[Int(tour[day])].kind)]), row)
          if row < 0 { return false }
        }
        length += 1
        day += 1
      }
      if !works { row = 0 }
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
        if length < rules.pointee.leastOff && !touchesEnd && !search.tables.excusesOff(first..<day, rules) {
          return false
        }
      }
    }
    if rules.pointee.limitsTotal && !rules.pointee.minutes.holds(minutes(tour, 0..<dayCount)) { return false }
    return obeysPeriods(tour, rules) && obeysKinds(tour, rules)
  }

  /// Paid minutes of some days.
  @inline(__always)
  private func minutes(_ tour: UnsafeMutablePointer<Int32>, _ days: Range<Int>) -> Int {
    var minutes = 0
    for day in days where tour[day] >= 0 { minutes += Int(table.shifts[Int(tour[day])].paid) }
    return minutes
  }

  private func obeysPeriods(_ tour: UnsafeMutablePointer<Int32>, _ rules: UnsafePointer<TourTables.Person>) -> Bool {
    guard let limits = rules.pointee.periods else { return true }
    for period in 0..<rules.pointee.periodCount {
      let next = (period + 1) * rules.pointee.weeksPerPeriod - rules.pointee.periodWeeksBefore
      let first = max(0, next - rules.pointee.weeksPerPeriod)
      if !limits[period].holds(minutes(tour, weekStart[first]..<weekStart[next])) { return false }
    }
    return true
  }

  private func obeysKinds(_ tour: UnsafeMutablePointer<Int32>, _ rules: UnsafePointer<TourTables.Person>) -> Bool {
    guard let most = rules.pointee.mostOfKind else { return true }
    for kind in 0..<search.kindCount where most[kind] < dayCount {
      let count = (0..<dayCount).count { tour[$0] >= 0 && Int(table.shifts[Int(tour[$0])].kind) == kind }
      if count > most[kind] { return false }
    }
    return true
  }

  /// Overtime and unstable starts of one week.
  func weekCostNow(_ person: Int, _ week: Int) -> Double {
    let price = people[person].unstablePrice
    let overtime = overtimeNow(person, week)
    if price == 0 { return overtime }
    let count = readStarts(person, week)
    var least: Int32 = count == 0 ? 0 : .max
    for usual in 0..<count where least > 0 { least = min(least, hoursAway(person, count, from: starts[usual])) }
    return overtime + Double(least) * price
  }

  /// Reads the starts of a week into `starts`, one day left out; says how many there are.
  private func readStarts(_ person: Int, _ week: Int, except left: Int = -1) -> Int {
    let tour = tour(person)
    var count = 0
    for day in weekStart[week]..<weekStart[week + 1] where day != left && tour[day] >= 0 {
      starts[count] = table.shifts[Int(tour[day])].localStart
      count += 1
    }
    return count
  }

  private func overtimeNow(_ person: Int, _ week: Int) -> Double {
    let rules = search.tables.people + person
    guard let above = rules.pointee.overtimeAbove else { return 0 }
    let minutes = minutes(tour(person), weekStart[week]..<weekStart[week + 1])
    return Double(max(0, minutes - above[week])) * rules.pointee.overtimePrice
  }

  /// What is the same of all options of a paid length on a worked day, all else as it is.
  struct DayTrials {
    fileprivate var person: Int
    fileprivate var day: Int
    fileprivate var present: Int32
    /// What a start changes nothing of; nil where weeks cost nothing by themselves.
    fileprivate var fixed: Double?
    /// How many other days of the week are worked: their starts stand in `starts`, and what each would come to among them in `hoursFrom`.
    fileprivate var others = 0
  }

  /// Makes ready for `trial` of other options on a worked day.
  func dayTrials(_ person: Int, _ day: Int) -> DayTrials {
    var trials = DayTrials(person: person, day: day, present: tour(person)[day])
    if !people[person].hasWeekCost { return trials }
    trials.fixed = overtimeNow(person, weekOf[day])
    if people[person].unstablePrice == 0 { return trials }
    trials.others = readStarts(person, weekOf[day], except: day)
    for usual in 0..<trials.others { hoursFrom[usual] = hoursAway(person, trials.others, from: starts[usual]) }
    return trials
  }

  /// What an option as long as the present one would cost beside cover, and what it would change of the unevenness among colleagues; nil
  /// where a rule forbids it.
  mutating func trial(_ trials: DayTrials, _ option: Int32) -> (own: Double, shared: Double)? {
    let (person, day, present) = (trials.person, trials.day, trials.present)
    let tour = tour(person)
    guard option == present || fits(person, day, option, tour) else { return nil }
    var shared = 0.0
    if changesBurdens(present, option) {
      tour[day] = option
      defer { tour[day] = present }
      let isOtherKind = table.shifts[Int(option)].kind != table.shifts[Int(present)].kind
      if isOtherKind && people[person].hasMoreRules && !obeysMoreRules(person) { return nil }
      if people[person].sharesFairly {
        shared = Double(share(person))
        tour[day] = present
        share(person)
      }
    }
    let own = Double(cost(person, day, option))
    guard let fixed = trials.fixed else { return (own, shared) }
    return (own + weekCost(trials, fixed, starting: table.shifts[Int(option)].localStart), shared)
  }

  /// Whether one option in place of another changes what colleagues share.
  @inline(__always)
  func changesBurdens(_ old: Int32, _ new: Int32) -> Bool {
    let (old, new) = (table.shifts[Int(old)], table.shifts[Int(new)])
    return new.kind != old.kind || new.endsLate != old.endsLate
  }

  /// Overtime and unstable starts of the week with one start.
  private func weekCost(_ trials: DayTrials, _ fixed: Double, starting start: Int32) -> Double {
    let price = people[trials.person].unstablePrice
    if price == 0 { return fixed }
    var (own, least): (Int32, Int32) = (0, .max)
    for other in 0..<trials.others {
      let hours = hoursAway(trials.person, start, from: starts[other])
      own += hours
      least = min(least, hoursFrom[other] + hours)
    }
    return fixed + Double(min(own, least)) * price
  }

  /// Hours, each begun, by which the starts that were read are further from a usual start than is free.
  @inline(__always)
  private func hoursAway(_ person: Int, _ count: Int, from usual: Int32) -> Int32 {
    var hours: Int32 = 0
    for place in 0..<count { hours += hoursAway(person, starts[place], from: usual) }
    return hours
  }

  /// Hours, each begun, by which one start is further from a usual start than is free.
  @inline(__always)
  func hoursAway(_ person: Int, _ start: Int32, from usual: Int32) -> Int32 {
    (max(0, clockDistance(start, usual) - people[person].startTolerance) + 59) / 60
  }

  /// The start of a week that its other starts are nearest to, the earliest of several; nil in a week without work, and for people
  /// whose starts may vary.
  func usualStart(_ person: Int, _ week: Int) -> Int32? {
    if people[person].unstablePrice == 0 { return nil }
    let count = readStarts(person, week)
    return (0..<count).map { (hoursAway(person, count, from: starts[$0]), starts[$0]) }.min { $0 < $1 }?.1
  }
}
