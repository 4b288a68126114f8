/// A roster under change: everybody's tours, the cover they give and what it all costs.
///
/// Changes are proposed as a short list of single days, checked against the rules, priced exactly, then kept or taken back.
struct RosterState: ~Copyable {
  /// One day of one person becomes another option, or off.
  struct Change {
    var person: Int
    var day: Int
    var from: Int32
    var to: Int32
  }

  /// What the moves need to know of a person, in one place.
  struct Person {
    var menu: Int
    var menuFirst: Int32
    var profile: Int
    var leastRest: Int32
    var mostRun: Int
    var mostWeekends: Int
    var hasWeekendWindow: Bool
    var freeWeekends: Int
    var weekendPrice: Float
    var singlePrice: Float
    /// Rules beyond rest, week, days in a row and weekends.
    var hasMoreRules: Bool
    /// Whether those count over more than a row of days: minutes of the horizon or a period, shifts of a kind.
    var hasTotals: Bool
    var startTolerance: Int32
    var unstablePrice: Double
    /// Overtime or unstable starts: priced week by week.
    var hasWeekCost: Bool
    /// Whether nights, weekends and late ends are shared with colleagues.
    var sharesFairly: Bool
    var costs: UnsafePointer<Float>
    var isPlaced = true
    /// Weekends of their tour, and days off between two of work, where these cost something.
    var weekends = 0
    var singles = 0
  }

  /// Somebody's week: what they may work in it, and what it costs by itself.
  struct Week {
    var leastMinutes: Int32
    var mostMinutes: Int32
    var mostDays: Int32
    var cost: Float = 0
  }

  let problem: RosterProblem
  let model: CoverModel
  let judge: TourJudge
  let table: ShiftTable
  private let allOptionCosts: OptionCosts
  let search: TourSearch
  let cover: CoverState
  let people: UnsafeMutablePointer<Person>
  let personCount: Int
  let dayCount: Int
  let weekCount: Int
  /// Shape [people][days].
  let tours: UnsafeMutablePointer<Int32>
  /// Shape [people][days]: whether moves may touch the day.
  let isFree: UnsafeMutablePointer<Bool>
  /// Shape [people][weeks].
  let weeks: UnsafeMutablePointer<Week>
  /// Shape [people][days].
  let offCosts: UnsafeMutablePointer<Float>
  let weekOf: UnsafeMutablePointer<Int>
  let weekendOf: UnsafeMutablePointer<Int>
  /// Shape [weeks + 1]: first day of each week.
  let weekStart: UnsafeMutablePointer<Int>
  private let arena = Arena()
  /// Shape [kinds][kinds]: whether the second may not follow the first; nil where each may.
  let forbidden: UnsafePointer<Bool>?
  let kindCount: Int

  /// Starts of the shifts of the week at hand.
  let starts: UnsafeMutablePointer<Int32>
  let hoursFrom: UnsafeMutablePointer<Int32>
  /// gain[u * intervals + t]: what u units of the person at hand save in interval t; and sums of full ones up to each.
  let gain: UnsafeMutablePointer<Float>
  let prefix: UnsafeMutablePointer<Float>
  /// What each option of their menu costs them.
  let optionCosts: UnsafeMutablePointer<Float>
  let changes: UnsafeMutablePointer<Change>
  var changeCount = 0
  let pending: UnsafeMutablePointer<Int16>
  let otherPending: UnsafeMutablePointer<Int16>
  let isTouched: UnsafeMutablePointer<Bool>
  let touched: UnsafeMutablePointer<Int32>
  var touchedCount = 0
  var pendingProfiles = (0, 0)
  /// Days and weeks that moves look at; days outside, and frozen ones inside, stay as they are.
  var activeDays: Range<Int>
  var activeWeeks: Range<Int>
  /// Cost of the roster as it stands.
  var cost = 0.0
  /// What colleagues share; nil for nothing.
  var fair: FairTally?
  /// Whether moves of all starts of a week pay: somebody's starts should be near each other, or colleagues share.
  let movesWeekStarts: Bool
  /// Everybody, menu by menu, and where each menu's people begin: shape [menus + 1].
  let byMenu: UnsafeMutablePointer<Int>
  let menuStart: UnsafeMutablePointer<Int>

  init(_ tables: IntervalTables) {
    problem = tables.space.problem
    model = tables.model
    table = tables.table
    allOptionCosts = tables.optionCosts
    judge = TourJudge(problem)
    search = TourSearch(tables.space)
    cover = CoverState(model, units: problem.unitsPerInterval)
    fair = problem.fairShares.map { FairTally($0) }
    movesWeekStarts = fair != nil || problem.people.contains { $0.rules.unstableStartPrice != 0 }
    let menus = problem.people.map(\.menu)
    byMenu = arena.copy(menus.indices.sorted { (menus[$0], $0) < (menus[$1], $1) })
    menuStart = arena.copy((0...problem.menus.count).map { menu in menus.count { $0 < menu } })
    personCount = problem.people.count
    dayCount = problem.dayCount
    weekCount = problem.weekCount
    activeDays = 0..<problem.dayCount
    activeWeeks = 0..<problem.weekCount
    let (persons, days) = (personCount, dayCount)
    people = arena.room(persons)
    tours = arena.row(persons * days, of: RosterProblem.off)
    isFree = arena.room(persons * days)
    weeks = arena.room(persons * weekCount)
    offCosts = arena.room(persons * days)
    weekOf = arena.copy(problem.weekOfDay)
    weekendOf = arena.copy(problem.weekendOfDay)
    starts = arena.room(days)
    hoursFrom = arena.room(days)
    // Two people may exchange all their days.
    changes = arena.room(max(64, 2 * problem.dayCount))
    pending = arena.row(problem.intervalCount, of: 0)
    otherPending = arena.row(problem.intervalCount, of: 0)
    isTouched = arena.row(problem.intervalCount, of: false)
    touched = arena.room(problem.intervalCount)
    weekStart = arena.copy((0...weekCount).map { [problem] in problem.firstDay(ofWeek: $0) })
    kindCount = problem.kinds.count
    forbidden = problem.forbiddenSuccessions.contains(true) ? search.tables.forbidden : nil

    gain = arena.room(cover.intervals * (cover.units + 1))
    prefix = arena.room(cover.intervals + 1)
    optionCosts = arena.room(problem.menus.map(\.count).max() ?? 0)
    for (index, someone) in problem.people.enumerated() { setPerson(index, someone, allOptionCosts[index]) }
  }

  private func setPerson(_ index: Int, _ someone: RosterPerson, _ costs: UnsafePointer<Float>) {
    let rules = someone.rules
    let hasTotals = rules.minutes != nil || !rules.periodMinutes.isEmpty || !rules.mostOfKind.isEmpty
    people[index] = Person(
      menu: someone.menu, menuFirst: Int32(problem.menus[someone.menu].first), profile: model.profileOf[index],
      leastRest: Int32(clamping: rules.leastRest), mostRun: rules.mostDaysInARow, mostWeekends: rules.mostWeekends,
      hasWeekendWindow: rules.weekendWindow != nil, freeWeekends: rules.freeWeekends,
      weekendPrice: Float(rules.weekendPrice),
      singlePrice: Float(rules.singleDayOffPrice),
      hasMoreRules: hasTotals || rules.leastDaysInARow > 1 || rules.leastDaysOff > 1 || someone.before.isKnown
        || !rules.rowLimits(in: problem, after: someone.before).isEmpty,
      hasTotals: hasTotals,
      startTolerance: Int32(clamping: rules.startTolerance), unstablePrice: rules.unstableStartPrice,
      hasWeekCost: !rules.overtimeAbove.isEmpty || rules.unstableStartPrice != 0,
      sharesFairly: (problem.fairShares?.groupOf[index] ?? -1) >= 0, costs: costs)
    for day in 0..<dayCount {
      isFree[index * dayCount + day] = someone.days[day] == .free
      offCosts[index * dayCount + day] = someone.offCosts.isEmpty ? 0 : someone.offCosts[day]
    }
    for week in 0..<weekCount {
      let range = rules.weekMinutes.isEmpty ? 0...Int(Int32.max) : rules.weekMinutes[week]
      weeks[index * weekCount + week] = Week(
        leastMinutes: Int32(clamping: range.lowerBound), mostMinutes: Int32(clamping: range.upperBound),
        mostDays: Int32(clamping: rules.weekDays.isEmpty ? 7 : rules.weekDays[week]))
    }
  }

  @inline(__always)
  func tour(_ person: Int) -> UnsafeMutablePointer<Int32> { tours + person * dayCount }

  /// Whether moves may touch a day of somebody.
  @inline(__always)
  func mayChange(_ person: Int, _ day: Int) -> Bool { isFree[person * dayCount + day] }

  /// Leaves somebody who has no lawful tour as they are in every move.
  func freeze(_ person: Int) {
    people[person].isPlaced = false
    (isFree + person * dayCount).update(repeating: false, count: dayCount)
  }

  /// Takes over a whole roster (shape [people][days]) and counts everything anew.
  mutating func load(_ roster: [Int32]) {
    tours.update(from: roster, count: personCount * dayCount)
    recount()
  }

  /// Takes over a whole roster and what colleagues share in it; cover and cost are left alone, for those who count them otherwise.
  mutating func takeOver(_ roster: [Int32]) {
    tours.update(from: roster, count: personCount * dayCount)
    if fair != nil { for person in 0..<personCount { share(person) } }
  }

  /// Counts cover and cost anew from the tours; removes the rounding that many small changes leave.
  mutating func recount() {
    cover.clear()
    var personal = 0.0
    for person in 0..<personCount {
      for day in 0..<dayCount where tour(person)[day] >= 0 { put(person, tour(person)[day], 1) }
      personal += judge.cost(tour(person), person: person)
      countOwn(person, weeks: 0..<weekCount)
    }
    if fair != nil { for person in 0..<personCount { share(person) } }
    cost = cover.total() + personal + (fair?.cost() ?? 0)
  }

  /// Counts anew what of somebody's tour is priced by itself.
  func countOwn(_ person: Int, weeks: Range<Int>) {
    people[person].weekends = weekends(person)
    people[person].singles = singleDaysOff(person)
    if !people[person].hasWeekCost { return }
    for week in weeks { self.weeks[person * weekCount + week].cost = Float(weekCostNow(person, week)) }
  }

  /// Takes over what somebody's tour shares with colleagues; says what unevenness gets dearer by.
  @inline(__always) @discardableResult
  mutating func share(_ person: Int) -> Float {
    let burdens = burdens(person)
    return fair?.set(person, burdens) ?? 0
  }

  /// Nights, weekends and late ends of a tour, as `FairShares` counts them.
  func burdens(_ person: Int) -> FairShares.Counts {
    let (options, isNight, weekendOf) = (search.tables.options, search.tables.isNight, weekendOf)
    return FairShares.counts(
      of: tour(person), days: dayCount, option: { options[$0] }, isNight: { isNight[$0] }, weekendOf: { weekendOf[$0] })
  }

  /// Days off between two of work, where they cost something.
  func singleDaysOff(_ person: Int) -> Int {
    if people[person].singlePrice == 0 || dayCount < 2 { return 0 }
    let tour = tour(person)
    let someone = search.tables.people + person
    var worked = someone.pointee.before.run > 0
    var count = 0
    for day in 0..<dayCount - 1 {
      if worked && tour[day] < 0 && tour[day + 1] >= 0 && someone.pointee.locks[day] != -2 { count += 1 }
      worked = tour[day] >= 0
    }
    return count
  }

  /// Whether somebody works no more weekends than they may.
  @inline(__always)
  func obeysWeekends(_ person: Int) -> Bool {
    if people[person].mostWeekends != .max && weekends(person) > people[person].mostWeekends { return false }
    return !people[person].hasWeekendWindow || obeysWeekendWindow(person)
  }

  private func obeysWeekendWindow(_ person: Int) -> Bool {
    let someone = search.tables.people + person
    let (tour, before) = (tour(person), someone.pointee.before)
    let breach = someone.pointee.weekendWindow?.breach(
      days: dayCount, before: before.lastWeekends,
      beganBefore: search.tables.calendar[0].isSecondOfWeekend && before.run > 0,
      weekendOf: { [weekendOf] in weekendOf[$0] }, isWorked: { tour[$0] >= 0 })
    return breach == nil
  }

  /// Weekends of a tour as `TourJudge.weekends` counts them.
  func weekends(_ person: Int) -> Int {
    if people[person].mostWeekends == .max && people[person].freeWeekends == .max { return 0 }
    let tour = tour(person)
    let before = search.tables.people[person].before
    var count = 0
    var last = -1
    for day in 0..<dayCount where tour[day] >= 0 {
      let weekend = weekendOf[day]
      if weekend < 0 || weekend == last { continue }
      last = weekend
      if day == 0 && before.run > 0 && search.tables.calendar[0].isSecondOfWeekend { continue }
      count += 1
    }
    return count
  }

  /// Adds (sign 1) or removes (sign -1) the cover of one shift.
  @inline(__always)
  func put(_ person: Int, _ option: Int32, _ sign: Int) {
    let profile = people[person].profile
    table.forEachInterval(of: option) { cover.add(profile, $0, $1 * sign) }
  }

  @inline(__always)
  func cost(_ person: Int, _ day: Int, _ option: Int32) -> Float {
    option >= 0
      ? people[person].costs[Int(option - people[person].menuFirst)] : offCosts[person * dayCount + day]
  }
}
