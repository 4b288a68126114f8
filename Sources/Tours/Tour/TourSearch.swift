/// Finds the cheapest tour of one person: one exact dynamic programme over days for pricing, best responses, ruin and
/// recreate, and re-planning.
///
/// The state after a day is a mode (days in a row and departure class of the last shift, or days off in a row), the weekends
/// worked or which of the latest were, counters of shift kinds, and a state of the `HoursTally`; tally states are innermost and
/// move in straight runs.
/// Kinds with a limit are first left unlimited; a kind that the best tour has too often gets a counter and the search is
/// repeated, so the answer is exact. The path is found again by equality of sums, without back pointers.
///
/// It is a class because it owns raw buffers that grow and are reused; each thread has its own.
package final class TourSearch {
  /// How the days outside the window are seen.
  package enum Outside: Sendable {
    /// They stay as they are in the given tour.
    case fixed
    /// They are unknown: rules that reach over the window's edge are left out. A relaxation, for bounds.
    case unknown
  }

  /// The shared tables.
  package let space: TourSpace
  let tables: TourTables
  let dayCount: Int
  let weekCount: Int
  let weekendCount: Int
  let kindCount: Int
  static let none: Float = 1e30
  /// A search over more states, 512 MB of them, is given up.
  static let mostStates = 1 << 27

  @exclusivity(unchecked) var layers = Buffer<Float>()
  @exclusivity(unchecked) var alive = Buffer<UInt8>()
  @exclusivity(unchecked) var minima = Buffer<Float>()
  @exclusivity(unchecked) var steps = Buffer<Step>()
  @exclusivity(unchecked) var moves = Buffer<Move>()
  @exclusivity(unchecked) var moveStart = Buffer<Int>()
  @exclusivity(unchecked) var fineBest = Buffer<Float>()
  @exclusivity(unchecked) var fineOption = Buffer<Int32>()
  @exclusivity(unchecked) var groupMove = Buffer<Int32>()
  @exclusivity(unchecked) var counters = Buffer<Counter>()
  /// Shape [row states]: whether what follows the window may follow it.
  @exclusivity(unchecked) var rowFits = Buffer<Bool>()
  @exclusivity(unchecked) var outside: OutsideSummary
  @exclusivity(unchecked) var stepCount = 0
  /// Whether the last search was given up because it would need too many states; whether a tour exists is then unknown.
  @exclusivity(unchecked) package private(set) var gaveUp = false
  /// States visited by all searches so far, a measure of effort.
  @exclusivity(unchecked) package internal(set) var work = 0
  @exclusivity(unchecked) var critical: [Int] = []
  @exclusivity(unchecked) var searchOutside = Outside.fixed
  private let arena = Arena()

  /// A search over a space.
  package init(_ space: TourSpace) {
    self.space = space
    let problem = space.problem
    tables = space.tables
    dayCount = problem.dayCount
    weekCount = problem.weekCount
    weekendCount = problem.weekendCount
    kindCount = problem.kinds.count
    outside = OutsideSummary(weeks: weekCount, weekends: weekendCount, kinds: kindCount, arena)
    moveStart.reserve(dayCount + 1)
    steps.reserve(dayCount + weekCount + 1)
  }

  /// Raw memory that grows and is reused.
  struct Buffer<Element>: ~Copyable {
    private(set) var at: UnsafeMutablePointer<Element>
    private var capacity = 0

    init() { at = .allocate(capacity: 1) }

    deinit { at.deallocate() }

    mutating func reserve(_ count: Int) {
      if count <= capacity { return }
      at.deallocate()
      at = .allocate(capacity: count)
      capacity = count
    }
  }

  /// A transition between layers: a day, or the turn of a week.
  struct Step {
    var day: Int
    var endsWeek: Bool
  }

  /// Work on a day by one group of options, at the cost of its cheapest option.
  struct Move {
    var arrival: Int
    var departure: Int
    var length: Int
    /// Class of its kind where rows of kinds are limited.
    var rowClass: Int
    /// Place of the kind's counter, or -1.
    var counter: Int
    var cost: Float
    var option: Int32
  }

  /// The place of a counted kind in the counter state.
  struct Counter {
    var stride: Int
    var limit: Int
  }

  /// One search: whose tour on which days, and its fixed sizes.
  struct Shape {
    let someone: UnsafePointer<TourTables.Person>
    let hours: UnsafePointer<TourTables.Tally>
    let window: Range<Int>
    var mostRun: Int
    var limitsRun: Bool
    /// States of rows of kinds.
    var rowStates: Int
    var classes: Int
    var offModes: Int
    var weekendLevels: Int
    /// The window of weekends that levels are the latest of; nil where they count weekends.
    var weekendWindow: WeekendWindow?
    var counters: Int
    var tally: Int
    var modes: Int
    var firstOff: Int
    var block: Int
    var layer: Int
    /// Price of a day off between two of work. Where there is one, the first mode of days off is a single one so far, from which
    /// work may follow at that price.
    var singlePrice: Float

    @inline(__always)
    func work(_ run: Int, _ kind: Int) -> Int {
      limitsRun && run == mostRun ? (mostRun - 1) * classes : (run - 1) * classes + kind
    }

    /// Where a mode at a weekend level is in a layer, in blocks.
    @inline(__always)
    func place(_ mode: Int, _ level: Int) -> Int { mode * weekendLevels + level }
  }

  /// The least cost of every state after a step, in blocks; nothing is written in those that are not alive.
  struct Layer {
    let costs: UnsafeMutablePointer<Float>
    let alive: UnsafeMutablePointer<UInt8>

    /// A block that a cost is to be written to.
    @inline(__always)
    func open(_ place: Int, _ block: Int) -> UnsafeMutablePointer<Float> {
      let target = costs + place * block
      if alive[place] == 0 {
        alive[place] = 1
        target.update(repeating: TourSearch.none, count: block)
      }
      return target
    }
  }

  @inline(__always)
  func layer(_ index: Int, _ shape: Shape) -> Layer {
    Layer(costs: layers.at + index * shape.layer, alive: alive.at + index * shape.modes * shape.weekendLevels)
  }

  /// What the days outside the window already use up.
  struct OutsideSummary {
    let weekMinutes: UnsafeMutablePointer<Int>
    let weekDays: UnsafeMutablePointer<Int>
    let hasWeekend: UnsafeMutablePointer<Bool>
    /// Shape [weekends]: the latest weekends by the work outside the window alone, and in place of the first one those before its day.
    let latestWeekends: UnsafeMutablePointer<Int>
    let ofKind: UnsafeMutablePointer<Int>
    /// Minutes of each period, shape [weeks] for want of a smaller bound.
    let periodMinutes: UnsafeMutablePointer<Int>
    var minutes = 0
    /// Whether periods narrow the one week of the window.
    var narrowsPeriod = false
    /// Whether the total is not tracked although ruled, so that it narrows the one week of the window.
    var narrowsTotal = false
    var weekends = 0

    init(weeks: Int, weekends: Int, kinds: Int, _ arena: Arena) {
      weekMinutes = arena.room(weeks)
      weekDays = arena.room(weeks)
      periodMinutes = arena.room(weeks)
      hasWeekend = arena.room(weekends)
      latestWeekends = arena.room(weekends)
      ofKind = arena.room(kinds)
    }

    /// Weekends worked outside the window or before the horizon.
    func worked(_ weekends: Int, before: Int) -> Int {
      (0..<weekends).reduce(before.nonzeroBitCount) { $0 + (latestWeekends[$1] & 1) }
    }
  }

  /// The cheapest tour that differs from `tour` only inside the window.
  ///
  /// - Parameters:
  ///   - person: index of the person.
  ///   - costs: cost of each option of the person's menu (menu-local), personal costs included. Costs of days off, weekends
  ///     and overtime are added by the search.
  ///   - window: days that may change.
  ///   - tour: shape [days]; read outside the window, written inside when a tour is found.
  ///   - others: how days outside the window are seen.
  /// - Returns: the cost inside the window, or nil when no tour obeys the rules or, as `gaveUp` then says, the search would
  ///   need more than `mostStates`.
  /// - Complexity: O(days x modes x groups x tally states).
  package func cheapestTour(
    person: Int, costs: UnsafePointer<Float>, window: Range<Int>, tour: UnsafeMutablePointer<Int32>,
    outside others: Outside = .fixed
  ) -> Float? {
    gaveUp = false
    if window.isEmpty { return 0 }
    searchOutside = others
    let someone = tables.people + person
    summarise(someone, window, tour)
    critical.removeAll(keepingCapacity: true)
    let weekTally = tables.tallies + someone.pointee.tally
    let inOneWeek = tables.calendar[window.lowerBound].week == tables.calendar[window.upperBound - 1].week
    let narrows = inOneWeek && weekTally.pointee.tracksWeekMinutes
    let usesTotal = someone.pointee.totalTally >= 0 && others == .fixed && !narrows
    let tally = usesTotal ? tables.tallies + someone.pointee.totalTally : weekTally
    outside.narrowsPeriod = someone.pointee.periodCount > 0 && narrows && others == .fixed
    outside.narrowsTotal = someone.pointee.limitsTotal && narrows && others == .fixed

    while true {
      guard let shape = shape(someone, tally, window), let start = startMode(shape, tour) else { return nil }
      if shape.layer > Self.mostStates / (window.count + weekCount + 1) {
        gaveUp = true
        return nil
      }
      prepareMoves(someone, costs, window)
      forward(start, shape)
      guard let end = bestEnd(tour, shape) else { return nil }
      readBack(tour, end.place, shape)
      if !addCritical(tour, shape) { return end.cost }
    }
  }
}

extension TourSearch {
  /// Whether a day off costs nothing although it may lie between two of work: the day before the roster was none of work, or it is
  /// decided to be off.
  @inline(__always)
  func isNoSingle(_ day: Int, _ someone: UnsafePointer<TourTables.Person>) -> Bool {
    day == 0 && someone.pointee.before.run == 0 || someone.pointee.locks[day] == -2
  }
}

// MARK: - Sizes and what is outside the window

extension TourSearch {
  private func summarise(
    _ someone: UnsafePointer<TourTables.Person>, _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>
  ) {
    let before = someone.pointee.before
    outside.weekMinutes.update(repeating: 0, count: weekCount)
    outside.weekDays.update(repeating: 0, count: weekCount)
    outside.periodMinutes.update(repeating: 0, count: weekCount)
    outside.hasWeekend.update(repeating: false, count: weekendCount)
    outside.ofKind.update(repeating: 0, count: kindCount)
    outside.minutes = 0
    outside.weekends = 0
    guard searchOutside == .fixed else { return }
    for day in 0..<dayCount where !window.contains(day) && tour[day] >= 0 {
      let option = tables.options[Int(tour[day])]
      let week = tables.calendar[day].week
      outside.weekMinutes[week] += Int(option.paid)
      outside.weekDays[week] += 1
      outside.minutes += Int(option.paid)
      if let period = someone.pointee.period(of: week) { outside.periodMinutes[period] += Int(option.paid) }
      outside.ofKind[Int(option.kind)] += 1
      let weekend = tables.calendar[day].weekend
      if weekend >= 0 && !outside.hasWeekend[weekend] {
        outside.hasWeekend[weekend] = true
        // A weekend whose first day was worked before the horizon is none of the plan's.
        let beganBefore = day == 0 && tables.calendar[0].isSecondOfWeekend && before.run > 0
        if !beganBefore { outside.weekends += 1 }
      }
    }
  }

  private func shape(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ window: Range<Int>
  ) -> Shape? {
    let rules = someone.pointee
    let limitsRun = rules.mostRun < dayCount + rules.before.run
    let mostRun = limitsRun ? max(1, rules.mostRun) : max(1, rules.leastRun)
    let weekendWindow = weekendWindow(rules, window)
    let levels = weekendWindow.map { 1 << $0.length } ?? weekendLevels(rules, window)
    if levels < 1 { return nil }
    var counterStates = 1
    counters.reserve(critical.count)
    for (place, kind) in critical.enumerated() {
      let left = max(0, (rules.mostOfKind?[kind] ?? 0) - outside.ofKind[kind])
      counters.at[place] = Counter(stride: counterStates, limit: left)
      counterStates *= left + 1
    }
    var tallyCount = tally.pointee.count
    if tally.pointee.tracksTotal && !tally.pointee.tracksWeek {
      // Windows need only the totals that fit into them.
      let step = tallyCount > 1 ? max(1, tally.pointee.states[1].total) : 1
      let left = rules.minutes.most - outside.minutes
      if left < 0 { return nil }
      tallyCount = min(tallyCount, min(window.count * rules.longestShift, left) / step + 1)
    }
    let classes = rules.mostClasses * rules.rows.count
    let singlePrice = searchOutside == .fixed ? rules.singlePrice : 0
    let offModes = max(singlePrice != 0 ? 2 : 1, rules.leastOff)
    let modes = mostRun * classes + offModes
    let block = counterStates * tallyCount
    return Shape(
      someone: someone, hours: tally, window: window, mostRun: mostRun, limitsRun: limitsRun,
      rowStates: rules.rows.count, classes: classes, offModes: offModes,
      weekendLevels: levels, weekendWindow: weekendWindow, counters: counterStates, tally: tallyCount, modes: modes,
      firstOff: mostRun * classes, block: block, layer: modes * levels * block, singlePrice: singlePrice)
  }

  /// The window of weekends, where the days of this search could break it; notes what is worked outside them.
  private func weekendWindow(_ rules: TourTables.Person, _ window: Range<Int>) -> WeekendWindow? {
    guard let limit = rules.weekendWindow, searchOutside == .fixed else { return nil }
    var latest = rules.before.lastWeekends
    var open = 0
    for day in 0..<dayCount where beginsWeekend(day) {
      let weekend = tables.calendar[day].weekend
      latest = limit.next(latest) | (isWorkedOutside(day, rules.before) ? 1 : 0)
      outside.latestWeekends[weekend] = latest
      if latest & 1 == 0 && (window.contains(day) || day + 1 < dayCount && window.contains(day + 1)) { open += 1 }
    }
    let most = outside.worked(weekendCount, before: rules.before.lastWeekends)
    return open == 0 || open + most <= limit.most ? nil : limit
  }

  /// Whether a day is the first of its weekend, or of what the horizon has of it.
  @inline(__always)
  func beginsWeekend(_ day: Int) -> Bool {
    let weekend = tables.calendar[day].weekend
    return weekend >= 0 && (day == 0 || tables.calendar[day - 1].weekend != weekend)
  }

  /// Whether the weekend that a day begins is worked on a day outside the window.
  @inline(__always)
  func isWorkedOutside(_ day: Int, _ before: TourTables.Before) -> Bool {
    outside.hasWeekend[tables.calendar[day].weekend]
      || day == 0 && tables.calendar[0].isSecondOfWeekend && before.run > 0
  }

  /// The latest weekends of the days before a window.
  func weekendLevel(_ shape: Shape) -> Int {
    if shape.weekendWindow == nil { return 0 }
    guard let day = (0..<shape.window.lowerBound).last(where: beginsWeekend) else {
      return shape.someone.pointee.before.lastWeekends
    }
    return outside.latestWeekends[tables.calendar[day].weekend]
  }

  /// How many counts of new weekends must be told apart.
  private func weekendLevels(_ rules: TourTables.Person, _ window: Range<Int>) -> Int {
    let most = min(rules.mostWeekends, rules.weekendPrice != 0 ? rules.freeWeekends : Int.max)
    if most == Int.max || searchOutside == .unknown { return 1 }
    var weekends = 0
    var seen = -1
    for day in window {
      let weekend = tables.calendar[day].weekend
      if weekend >= 0 && weekend != seen && !outside.hasWeekend[weekend] {
        weekends += 1
        seen = weekend
      }
    }
    if weekends <= 1 || outside.weekends + weekends <= most { return 1 }
    let left = rules.mostWeekends == Int.max ? weekends : max(0, rules.mostWeekends - outside.weekends)
    return min(weekends, left) + 1
  }

  /// The moves of each day at the cost of their cheapest option.
  private func prepareMoves(
    _ someone: UnsafePointer<TourTables.Person>, _ costs: UnsafePointer<Float>, _ window: Range<Int>
  ) {
    let person = someone.pointee
    var need = 0
    for day in window { need += person.days[day].fineCount }
    moves.reserve(need)
    var count = 0
    for day in window {
      moveStart.at[day] = count
      moveStart.at[day + 1] = count
      let lock = person.locks[day]
      if lock <= -2 { continue }
      let frame = person.days + day
      var first = frame.pointee.firstOption
      var last = first + frame.pointee.optionCount
      if lock >= 0 {
        let local = Int(lock) - person.menuFirst
        guard local >= first && local < last else { continue }
        (first, last) = (local, local + 1)
      }
      let base = frame.pointee.firstOption
      let fines = frame.pointee.fineCount
      fineBest.reserve(fines)
      fineOption.reserve(fines)
      groupMove.reserve(frame.pointee.groupCount)
      let (best, option) = (fineBest.at, fineOption.at)
      for fine in 0..<fines { best[fine] = Self.none }
      let fineOf = frame.pointee.fineOf
      for local in first..<last {
        let cost = costs[local]
        let fine = Int(fineOf[local - base])
        if cost >= best[fine] { continue }
        if day == 0 && !followsHistory(person, tables.options[person.menuFirst + local]) { continue }
        best[fine] = cost
        option[fine] = Int32(person.menuFirst + local)
      }
      for group in 0..<frame.pointee.groupCount { groupMove.at[group] = -1 }
      for fine in 0..<fines where best[fine] < Self.none {
        let kind = Int(frame.pointee.fineKind[fine])
        if let most = person.mostOfKind, outside.ofKind[kind] >= most[kind] { continue }
        let groupIndex = Int(frame.pointee.fineGroup[fine])
        let counter = critical.isEmpty ? -1 : critical.firstIndex(of: kind) ?? -1
        let known = counter < 0 ? Int(groupMove.at[groupIndex]) : -1
        if known >= 0 {
          if best[fine] < moves.at[known].cost {
            moves.at[known].cost = best[fine]
            moves.at[known].option = option[fine]
          }
          continue
        }
        let group = frame.pointee.groups[groupIndex]
        if counter < 0 { groupMove.at[groupIndex] = Int32(count) }
        moves.at[count] = Move(
          arrival: Int(group.arrival), departure: Int(group.departure), length: Int(group.length),
          rowClass: Int(group.rowClass), counter: counter, cost: best[fine], option: option[fine])
        count += 1
      }
      moveStart.at[day + 1] = count
    }
  }

  private func followsHistory(_ person: TourTables.Person, _ option: ShiftOption) -> Bool {
    if Int(option.start) - person.before.end < person.leastRest { return false }
    guard person.before.kind >= 0, let forbidden = tables.forbidden else { return true }
    return !forbidden[person.before.kind * kindCount + Int(option.kind)]
  }

  /// The mode in which the window begins, or nil where the shift before it is none of the person's.
  private func startMode(_ shape: Shape, _ tour: UnsafeMutablePointer<Int32>) -> Int? {
    let (someone, first) = (shape.someone, shape.window.lowerBound)
    let before = someone.pointee.before
    if first == 0 {
      if before.run > 0 {
        return shape.work(min(before.run, shape.mostRun), someone.pointee.firstRow)
      }
      let isRested = !before.isKnown || shape.singlePrice != 0
      return shape.firstOff + (isRested ? shape.offModes : min(max(1, before.off), shape.offModes)) - 1
    }
    if searchOutside == .unknown { return shape.firstOff + shape.offModes - 1 }
    let last = tour[first - 1]
    var day = first - 1
    if last >= 0 {
      var run = 0
      while day >= 0 && tour[day] >= 0 {
        run += 1
        day -= 1
      }
      if day < 0 { run += before.run }
      let rows = someone.pointee.rows
      var row = day < 0 ? someone.pointee.firstRow : 0
      for worked in day + 1..<first where rows.count > 1 {
        row = Int(rows.full[Int(rows.classOf[Int(tables.options[Int(tour[worked])].kind)]) * rows.count + row])
      }
      // A row that is decided already may be too long; it ends here.
      let frame = someone.pointee.days + (first - 1)
      let local = Int(last) - someone.pointee.menuFirst - frame.pointee.firstOption
      guard local >= 0 && local < frame.pointee.optionCount else { return nil }
      let departure = Int(frame.pointee.departureOf[local])
      return shape.work(min(run, shape.mostRun), departure * shape.rowStates + row)
    }
    var off = 0
    while day >= 0 && tour[day] < 0 {
      off += 1
      day -= 1
    }
    if day < 0 && before.run == 0 { off = before.isKnown ? off + before.off : shape.offModes }
    if tables.excusesOff(day + 1..<first, someone) || shape.singlePrice != 0 && isNoSingle(first - 1, someone) {
      off = shape.offModes
    }
    return shape.firstOff + min(off, shape.offModes) - 1
  }
}
