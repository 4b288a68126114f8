#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
    var runBefore: Int
    var endBefore: Int32
    var kindBefore: Int32
    var mostWeekends: Int
    var freeWeekends: Int
    var weekendPrice: Float
    /// Rules beyond rest, week, days in a row and weekends.
    var hasMoreRules: Bool
    var startTolerance: Int32
    var unstablePrice: Double
    /// Overtime or unstable starts: priced week by week.
    var hasWeekCost: Bool
    var costs: UnsafeMutablePointer<Float>
    var isPlaced: Bool
  }

  let problem: RosterProblem
  let model: CoverModel
  let judge: TourJudge
  let table: ShiftTable
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
  let weekLeast: UnsafeMutablePointer<Int32>
  let weekMost: UnsafeMutablePointer<Int32>
  let weekDays: UnsafeMutablePointer<Int32>
  let weekCost: UnsafeMutablePointer<Float>
  let offCosts: UnsafeMutablePointer<Float>
  let weekendCount: UnsafeMutablePointer<Int>
  let weekOf: UnsafeMutablePointer<Int>
  let weekendOf: UnsafeMutablePointer<Int>
  /// Shape [weeks + 1]: first day of each week.
  let weekStart: UnsafeMutablePointer<Int>
  private let costStore: UnsafeMutablePointer<Float>
  private let forbidden: UnsafeMutablePointer<Bool>
  private let hasForbidden: Bool
  private let kindCount: Int

  let changes: UnsafeMutablePointer<Change>
  var changeCount = 0
  private let pending: UnsafeMutablePointer<Int16>
  private let otherPending: UnsafeMutablePointer<Int16>
  private let isTouched: UnsafeMutablePointer<Bool>
  private let touched: UnsafeMutablePointer<Int32>
  private var touchedCount = 0
  private var pendingProfiles = (0, 0)
  /// Days and weeks that moves look at; days outside, and frozen ones inside, stay as they are.
  var activeDays: Range<Int>
  var activeWeeks: Range<Int>
  /// Cost of the roster as it stands.
  var cost = 0.0

  init(_ space: TourSpace, model: CoverModel, table: ShiftTable) {
    problem = space.problem
    self.model = model
    self.table = table
    judge = TourJudge(problem)
    search = TourSearch(space)
    cover = CoverState(model, units: problem.unitsPerInterval)
    personCount = problem.people.count
    dayCount = problem.dayCount
    weekCount = problem.weekCount
    activeDays = 0..<problem.dayCount
    activeWeeks = 0..<problem.weekCount
    let (persons, days, weeks) = (max(1, personCount), max(1, dayCount), max(1, weekCount))
    people = .allocate(capacity: persons)
    tours = .allocate(capacity: persons * days)
    tours.initialize(repeating: RosterProblem.off, count: persons * days)
    isFree = .allocate(capacity: persons * days)
    weekLeast = .allocate(capacity: persons * weeks)
    weekMost = .allocate(capacity: persons * weeks)
    weekDays = .allocate(capacity: persons * weeks)
    weekCost = .allocate(capacity: persons * weeks)
    weekCost.initialize(repeating: 0, count: persons * weeks)
    offCosts = .allocate(capacity: persons * days)
    weekendCount = .allocate(capacity: persons)
    weekendCount.initialize(repeating: 0, count: persons)
    weekOf = .allocate(capacity: days)
    weekendOf = .allocate(capacity: days)
    weekStart = .allocate(capacity: weeks + 1)
    changes = .allocate(capacity: 64)
    pending = .allocate(capacity: max(1, problem.intervalCount))
    pending.initialize(repeating: 0, count: max(1, problem.intervalCount))
    otherPending = .allocate(capacity: max(1, problem.intervalCount))
    otherPending.initialize(repeating: 0, count: max(1, problem.intervalCount))
    isTouched = .allocate(capacity: max(1, problem.intervalCount))
    isTouched.initialize(repeating: false, count: max(1, problem.intervalCount))
    touched = .allocate(capacity: max(1, problem.intervalCount))
    for day in 0..<dayCount {
      weekOf[day] = problem.weekOfDay[day]
      weekendOf[day] = problem.weekendOfDay[day]
    }
    for week in 0...weekCount { weekStart[week] = problem.weekOfDay.firstIndex { $0 >= week } ?? dayCount }
    kindCount = problem.kinds.count
    hasForbidden = problem.forbiddenSuccessions.contains(true)
    forbidden = .allocate(capacity: max(1, problem.forbiddenSuccessions.count))
    for (place, value) in problem.forbiddenSuccessions.enumerated() { forbidden[place] = value }

    let widest = problem.menus.map(\.count).max() ?? 0
    let stored = problem.people.reduce(0) { $0 + $1.optionCosts.count }
    costStore = .allocate(capacity: widest + stored + 1)
    costStore.initialize(repeating: 0, count: widest + stored + 1)
    var place = widest
    for (index, someone) in problem.people.enumerated() {
      var costs = costStore
      if !someone.optionCosts.isEmpty {
        costs = costStore + place
        for (offset, value) in someone.optionCosts.enumerated() { costs[offset] = value }
        place += someone.optionCosts.count
      }
      setPerson(index, someone, costs)
    }
  }

  deinit {
    people.deallocate()
    tours.deallocate()
    isFree.deallocate()
    weekLeast.deallocate()
    weekMost.deallocate()
    weekDays.deallocate()
    weekCost.deallocate()
    offCosts.deallocate()
    weekendCount.deallocate()
    weekOf.deallocate()
    weekendOf.deallocate()
    weekStart.deallocate()
    costStore.deallocate()
    forbidden.deallocate()
    changes.deallocate()
    pending.deallocate()
    otherPending.deallocate()
    isTouched.deallocate()
    touched.deallocate()
  }

  private func setPerson(_ index: Int, _ someone: RosterPerson, _ costs: UnsafeMutablePointer<Float>) {
    let rules = someone.rules
    people[index] = Person(
      menu: someone.menu, menuFirst: Int32(problem.menus[someone.menu].first), profile: model.profileOf[index],
      leastRest: Int32(clamping: rules.leastRest), mostRun: rules.mostDaysInARow,
      runBefore: someone.before.daysInARow,
      endBefore: someone.before.lastEnd.map { Int32(clamping: $0) } ?? Int32.min / 2,
      kindBefore: someone.before.daysInARow > 0 ? Int32(someone.before.lastKind ?? -1) : -1,
      mostWeekends: rules.mostWeekends,
      freeWeekends: rules.freeWeekends, weekendPrice: Float(rules.weekendPrice),
      hasMoreRules: rules.minutes != nil || rules.leastDaysInARow > 1 || rules.leastDaysOff > 1
        || !rules.mostOfKind.isEmpty || rules.mostNightsInARow < dayCount || someone.before.isKnown,
      startTolerance: Int32(clamping: rules.startTolerance), unstablePrice: rules.unstableStartPrice,
      hasWeekCost: !rules.overtimeAbove.isEmpty || rules.unstableStartPrice != 0, costs: costs, isPlaced: true)
    for day in 0..<dayCount {
      isFree[index * dayCount + day] = someone.days[day] == .free
      offCosts[index * dayCount + day] = someone.offCosts.isEmpty ? 0 : someone.offCosts[day]
    }
    for week in 0..<weekCount {
      let place = index * weekCount + week
      let range = rules.weekMinutes.isEmpty ? 0...Int(Int32.max) : rules.weekMinutes[week]
      let minutesBefore = week == 0 ? someone.before.minutesInFirstWeek : 0
      let daysBefore = week == 0 ? someone.before.daysInFirstWeek : 0
      weekLeast[place] = Int32(clamping: range.lowerBound - minutesBefore)
      weekMost[place] = Int32(clamping: range.upperBound - minutesBefore)
      weekDays[place] = Int32(clamping: (rules.weekDays.isEmpty ? 7 : rules.weekDays[week]) - daysBefore)
    }
  }

  @inline(__always)
  func tour(_ person: Int) -> UnsafeMutablePointer<Int32> { tours + person * dayCount }

  /// Takes over a whole roster (shape [people][days]) and counts everything anew.
  mutating func load(_ roster: UnsafePointer<Int32>) {
    if roster != UnsafePointer(tours) { tours.update(from: roster, count: personCount * dayCount) }
    recount()
  }

  /// Counts cover and cost anew from the tours; removes the rounding that many small changes leave.
  mutating func recount() {
    cover.clear()
    var personal = 0.0
    for person in 0..<personCount {
      for day in 0..<dayCount where tour(person)[day] >= 0 { put(person, tour(person)[day], 1) }
      personal += judge.cost(tour(person), person: person)
      weekendCount[person] = weekends(person)
      if people[person].hasWeekCost {
        for week in 0..<weekCount {
          weekCost[person * weekCount + week] = Float(weekCostNow(person, week))
        }
      }
    }
    cost = cover.total() + personal
  }

  /// Weekends of a tour as `TourJudge.weekends` counts them.
  func weekends(_ person: Int) -> Int {
    if people[person].mostWeekends == .max && people[person].freeWeekends == .max { return 0 }
    let tour = tour(person)
    var count = problem.people[person].before.weekends
    var last = -1
    for day in 0..<dayCount where tour[day] >= 0 {
      let weekend = weekendOf[day]
      if weekend < 0 || weekend == last { continue }
      last = weekend
      if day == 0 && people[person].runBefore > 0 && problem.isSecondDayOfWeekend(0) { continue }
      count += 1
    }
    return count
  }

  /// Adds (sign 1) or removes (sign -1) the cover of one shift.
  @inline(__always)
  func put(_ person: Int, _ option: Int32, _ sign: Int) {
    let shift = table.shifts[Int(option)]
    let profile = people[person].profile
    for index in 0..<Int(shift.count) {
      let units = Int(table.units[Int(shift.units) + index])
      let interval = Int(shift.first) + index
      if units != 0 && interval >= 0 && interval < cover.intervals { cover.add(profile, interval, units * sign) }
    }
  }

  @inline(__always)
  func cost(_ person: Int, _ day: Int, _ option: Int32) -> Float {
    option >= 0
      ? people[person].costs[Int(option - people[person].menuFirst)] : offCosts[person * dayCount + day]
  }
}

// MARK: - Rules

extension RosterState {
  @inline(__always)
  func follows(_ next: Int32, _ previous: Int32, _ leastRest: Int32) -> Bool {
    let (a, b) = (table.shifts[Int(previous)], table.shifts[Int(next)])
    if b.start - a.end < leastRest { return false }
    return !hasForbidden || !isForbidden(a.kind, b.kind)
  }

  @inline(__always)
  private func isForbidden(_ first: Int32, _ second: Int32) -> Bool { forbidden[Int(first) * kindCount + Int(second)] }

  /// Rest and succession around one day.
  @inline(__always)
  func restsAround(_ person: Int, _ day: Int) -> Bool {
    let tour = tour(person)
    let option = tour[day]
    if option < 0 { return true }
    return fits(person, day, option, tour)
  }

  /// Whether an option could stand on a day between its neighbours.
  @inline(__always)
  func fits(_ person: Int, _ day: Int, _ option: Int32, _ tour: UnsafeMutablePointer<Int32>) -> Bool {
    let rest = people[person].leastRest
    if day > 0 {
      if tour[day - 1] >= 0 && !follows(option, tour[day - 1], rest) { return false }
    } else {
      let shift = table.shifts[Int(option)]
      if shift.start - people[person].endBefore < rest { return false }
      let before = people[person].kindBefore
      if before >= 0 && hasForbidden && isForbidden(before, shift.kind) { return false }
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
    let run = last - first + 1 + (first == 0 ? people[person].runBefore : 0)
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
    let place = person * weekCount + week
    return days <= weekDays[place] && minutes >= weekLeast[place] && minutes <= weekMost[place]
  }

  /// Whether the people touched by the applied changes still obey their rules.
  @inline(__always)
  func changesAreLegal() -> Bool {
    for index in 0..<changeCount {
      let change = changes[index]
      if !restsAround(change.person, change.day) { return false }
      if change.to >= 0 && change.from < 0 && !runIsShort(change.person, change.day) { return false }
      if !weekIsLegal(change.person, weekOf[change.day]) { return false }
    }
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      if people[person].mostWeekends != .max && weekends(person) > people[person].mostWeekends { return false }
      if people[person].hasMoreRules && !obeysMoreRules(person) { return false }
    }
    return true
  }

  @inline(__always)
  private func isFirstOfPerson(_ index: Int) -> Bool {
    for earlier in 0..<index where changes[earlier].person == changes[index].person { return false }
    return true
  }
}

// MARK: - Proposals

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
    for index in 0..<changeCount { tour(changes[index].person)[changes[index].day] = changes[index].to }
    guard changesAreLegal() else {
      takeBack()
      return false
    }
    let personal = personalChange()
    let rise = personal + coverChange()
    guard rise <= allowed else {
      takeBack()
      forgetPending()
      return false
    }
    commitCover()
    commitPersonal()
    cost += Double(rise)
    return true
  }

  private func takeBack() {
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
        change +=
          people[person].weekendPrice * Float(max(0, weekends(person) - free) - max(0, weekendCount[person] - free))
      }
      if people[person].hasWeekCost {
        for week in 0..<weekCount where changesWeek(person, week) {
          change +=
            Float(weekCostNow(person, week)) - weekCost[person * weekCount + week]
        }
      }
    }
    return change
  }

  private func changesWeek(_ person: Int, _ week: Int) -> Bool {
    for index in 0..<changeCount where changes[index].person == person && weekOf[changes[index].day] == week {
      return true
    }
    return false
  }

  private func commitPersonal() {
    for index in 0..<changeCount where isFirstOfPerson(index) {
      let person = changes[index].person
      if people[person].freeWeekends != .max { weekendCount[person] = weekends(person) }
      if people[person].hasWeekCost {
        for week in 0..<weekCount where changesWeek(person, week) {
          weekCost[person * weekCount + week] = Float(weekCostNow(person, week))
        }
      }
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
      let (units, otherUnits) = (Int(pending[interval]), Int(otherPending[interval]))
      if otherUnits == 0 {
        if units != 0 { change += cover.bigChange(profile, interval, units) }
      } else if units == 0 {
        change += cover.bigChange(other, interval, otherUnits)
      } else {
        change += cover.change(profile, units, other, otherUnits, interval)
      }
    }
    pendingProfiles = (profile, other)
    return change
  }

  @inline(__always)
  private mutating func gather(_ option: Int32, _ sign: Int16, _ target: UnsafeMutablePointer<Int16>) {
    let shift = table.shifts[Int(option)]
    for index in 0..<Int(shift.count) {
      let interval = Int(shift.first) + index
      let units = Int16(table.units[Int(shift.units) + index])
      if units == 0 || interval < 0 || interval >= cover.intervals { continue }
      target[interval] += units * sign
      if !isTouched[interval] {
        isTouched[interval] = true
        touched[touchedCount] = Int32(interval)
        touchedCount += 1
      }
    }
  }

  private func commitCover() {
    let (profile, other) = pendingProfiles
    for index in 0..<touchedCount {
      let interval = Int(touched[index])
      if pending[interval] != 0 { cover.add(profile, interval, Int(pending[interval])) }
      if otherPending[interval] != 0 { cover.add(other, interval, Int(otherPending[interval])) }
      pending[interval] = 0
      otherPending[interval] = 0
      isTouched[interval] = false
    }
  }

  private func forgetPending() {
    for index in 0..<touchedCount {
      let interval = Int(touched[index])
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
    if someone.hasMoreRules || someone.hasWeekCost {
      changeCount = 0
      propose(person, day, option)
      return settle(allowed: allowed)
    }
    guard fits(person, day, option, tour) else { return false }
    let (a, b) = (table.shifts[Int(old)], table.shifts[Int(option)])
    var rise = cost(person, day, option) - cost(person, day, old)
    let low = max(0, Int(min(a.first, b.first)))
    let high = min(cover.intervals, Int(max(a.first + a.count, b.first + b.count)))
    let (unitsA, unitsB) = (table.units + Int(a.units), table.units + Int(b.units))
    let (firstA, firstB) = (Int(a.first), Int(b.first))
    let (countA, countB) = (Int(a.count), Int(b.count))
    for interval in low..<max(low, high) {
      let (i, j) = (interval - firstA, interval - firstB)
      let without = i >= 0 && i < countA ? Int(unitsA[i]) : 0
      let with = j >= 0 && j < countB ? Int(unitsB[j]) : 0
      if with != without { rise += cover.change(someone.profile, interval, with - without) }
    }
    if rise > allowed { return false }
    for interval in low..<max(low, high) {
      let (i, j) = (interval - firstA, interval - firstB)
      let without = i >= 0 && i < countA ? Int(unitsA[i]) : 0
      let with = j >= 0 && j < countB ? Int(unitsB[j]) : 0
      if with != without { cover.add(someone.profile, interval, with - without) }
    }
    tour[day] = option
    cost += Double(rise)
    return true
  }
}
