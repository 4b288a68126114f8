/// Finds the cheapest tour of one person: one exact dynamic programme over days for pricing, best responses, ruin and
/// recreate, and re-planning.
///
/// The state after a day is a mode (days in a row and departure class of the last shift, or days off in a row), the weekends
/// worked, counters of shift kinds, and a state of the `HoursTally`; tally states are innermost and move in straight runs.
/// Kinds with a limit are first left unlimited; a kind that the best tour has too often gets a counter and the search is
/// repeated, so the answer is exact. The path is found again by equality of sums, without back pointers.
///
/// It is a class because it owns raw buffers that grow and are reused; each thread has its own.
public final class TourSearch {
  /// How the days outside the window are seen.
  public enum Outside: Sendable {
    /// They stay as they are in the given tour.
    case fixed
    /// They are unknown: rules that reach over the window's edge are left out. A relaxation, for bounds.
    case unknown
  }

  /// The shared tables.
  public let space: TourSpace
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
  @exclusivity(unchecked) var outside: OutsideSummary
  @exclusivity(unchecked) var stepCount = 0
  /// States visited by all searches so far, a measure of effort.
  @exclusivity(unchecked) public private(set) var work = 0
  @exclusivity(unchecked) var critical: [Int] = []
  @exclusivity(unchecked) var searchOutside = Outside.fixed

  /// A search over a space.
  public init(_ space: TourSpace) {
    self.space = space
    let problem = space.problem
    tables = space.tables
    dayCount = problem.dayCount
    weekCount = problem.weekCount
    weekendCount = problem.weekendCount
    kindCount = problem.kinds.count
    outside = OutsideSummary(weeks: weekCount, weekends: weekendCount, kinds: kindCount)
    moveStart.reserve(dayCount + 1)
    steps.reserve(dayCount + weekCount + 1)
  }

  deinit {
    layers.free()
    alive.free()
    minima.free()
    steps.free()
    moves.free()
    moveStart.free()
    fineBest.free()
    fineOption.free()
    groupMove.free()
    counters.free()
    outside.free()
  }

  /// Raw memory that grows and is reused.
  struct Buffer<Element> {
    var at: UnsafeMutablePointer<Element>
    var capacity = 0

    init() { at = .allocate(capacity: 1) }

    mutating func reserve(_ count: Int) {
      if count <= capacity { return }
      at.deallocate()
      at = .allocate(capacity: count)
      capacity = count
    }

    func free() { at.deallocate() }
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
    var isNight: Bool
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

  /// Fixed sizes of one search.
  struct Shape {
    var mostRun: Int
    var limitsRun: Bool
    var nightLevels: Int
    var classes: Int
    var offModes: Int
    var weekendLevels: Int
    var counters: Int
    var tally: Int
    var modes: Int
    var firstOff: Int
    var block: Int
    var layer: Int

    @inline(__always)
    func work(_ run: Int, _ kind: Int) -> Int {
      limitsRun && run == mostRun ? (mostRun - 1) * classes : (run - 1) * classes + kind
    }
  }

  /// What the days outside the window already use up.
  struct OutsideSummary {
    let weekMinutes: UnsafeMutablePointer<Int>
    let weekDays: UnsafeMutablePointer<Int>
    let hasWeekend: UnsafeMutablePointer<Bool>
    let ofKind: UnsafeMutablePointer<Int>
    var minutes = 0
    /// Whether the total is not tracked although ruled, so that it narrows the one week of the window.
    var narrowsTotal = false
    var weekends = 0

    init(weeks: Int, weekends: Int, kinds: Int) {
      weekMinutes = .allocate(capacity: max(1, weeks))
      weekDays = .allocate(capacity: max(1, weeks))
      hasWeekend = .allocate(capacity: max(1, weekends))
      ofKind = .allocate(capacity: max(1, kinds))
    }

    func free() {
      weekMinutes.deallocate()
      weekDays.deallocate()
      hasWeekend.deallocate()
      ofKind.deallocate()
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
  /// - Returns: the cost inside the window, or nil when no tour obeys the rules or the search would need more than
  ///   `mostStates`.
  /// - Complexity: O(days x modes x groups x tally states).
  public func cheapestTour(
    person: Int, costs: UnsafePointer<Float>, window: Range<Int>, tour: UnsafeMutablePointer<Int32>,
    outside others: Outside = .fixed
  ) -> Float? {
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
    outside.narrowsTotal = someone.pointee.limitsTotal && narrows && others == .fixed

    while true {
      guard let shape = shape(someone, tally, window),
        let start = startMode(someone, shape, window, tour)
      else { return nil }
      if shape.layer > Self.mostStates / (window.count + weekCount + 1) { return nil }
      prepareMoves(someone, costs, window)
      forward(someone, tally, shape, window, start)
      guard let end = bestEnd(someone, tally, shape, window, tour) else { return nil }
      readBack(someone, tally, shape, window, tour, end.place)
      if !addCritical(someone, window, tour) { return end.cost }
    }
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
    outside.hasWeekend.update(repeating: false, count: weekendCount)
    outside.ofKind.update(repeating: 0, count: kindCount)
    outside.minutes = 0
    outside.weekends = searchOutside == .fixed ? before.weekends : 0
    if weekCount > 0 {
      outside.weekMinutes[0] = before.minutesInFirstWeek
      outside.weekDays[0] = before.daysInFirstWeek
    }
    guard searchOutside == .fixed else { return }
    for day in 0..<dayCount where !window.contains(day) && tour[day] >= 0 {
      let option = tables.options[Int(tour[day])]
      let week = tables.calendar[day].week
      outside.weekMinutes[week] += Int(option.paid)
      outside.weekDays[week] += 1
      outside.minutes += Int(option.paid)
      outside.ofKind[Int(option.kind)] += 1
      let weekend = tables.calendar[day].weekend
      if weekend >= 0 && !outside.hasWeekend[weekend] {
        outside.hasWeekend[weekend] = true
        outside.weekends += 1
      }
    }
  }

  private func shape(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ window: Range<Int>
  ) -> Shape? {
    let rules = someone.pointee
    let limitsRun = rules.mostRun < dayCount + rules.before.run
    let mostRun = limitsRun ? max(1, rules.mostRun) : max(1, rules.leastRun)
    let levels = weekendLevels(rules, window)
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
      let left = rules.mostMinutes - outside.minutes
      if left < 0 { return nil }
      tallyCount = min(tallyCount, min(window.count * rules.longestShift, left) / step + 1)
    }
    let nightLevels = rules.limitsNights ? rules.mostNights + 1 : 1
    let classes = rules.mostClasses * nightLevels
    let offModes = max(1, rules.leastOff)
    let modes = mostRun * classes + offModes
    let block = counterStates * tallyCount
    return Shape(
      mostRun: mostRun, limitsRun: limitsRun, nightLevels: nightLevels, classes: classes, offModes: offModes,
      weekendLevels: levels, counters: counterStates, tally: tallyCount, modes: modes, firstOff: mostRun * classes,
      block: block, layer: modes * levels * block)
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
      if lock == -2 { continue }
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
          isNight: group.isNight, counter: counter, cost: best[fine], option: option[fine])
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

  /// The mode in which the window begins, or nil when the days before already break a rule.
  private func startMode(
    _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>
  ) -> Int? {
    let before = someone.pointee.before
    let first = window.lowerBound
    if first == 0 {
      if before.run > 0 {
        return shape.work(min(before.run, shape.mostRun), min(before.nights, shape.nightLevels - 1))
      }
      return shape.firstOff + (before.isKnown ? min(max(1, before.off), shape.offModes) : shape.offModes) - 1
    }
    if searchOutside == .unknown { return shape.firstOff + shape.offModes - 1 }
    let last = tour[first - 1]
    var day = first - 1
    if last >= 0 {
      var run = 0
      var nights = 0
      var countsNights = true
      while day >= 0 && tour[day] >= 0 {
        run += 1
        countsNights = countsNights && tables.isNight[Int(tables.options[Int(tour[day])].kind)]
        if countsNights { nights += 1 }
        day -= 1
      }
      if day < 0 {
        run += before.run
        if countsNights { nights += before.nights }
      }
      if shape.limitsRun && run > shape.mostRun { return nil }
      let frame = someone.pointee.days + (first - 1)
      let local = Int(last) - someone.pointee.menuFirst - frame.pointee.firstOption
      guard local >= 0 && local < frame.pointee.optionCount else { return nil }
      let departure = Int(frame.pointee.departureOf[local])
      return shape.work(
        min(run, shape.mostRun), departure * shape.nightLevels + min(nights, shape.nightLevels - 1))
    }
    var off = 0
    while day >= 0 && tour[day] < 0 {
      off += 1
      day -= 1
    }
    if day < 0 && before.run == 0 { off = before.isKnown ? off + before.off : shape.offModes }
    return shape.firstOff + min(off, shape.offModes) - 1
  }
}

// MARK: - Forward

extension TourSearch {
  private func reserve(_ someone: UnsafePointer<TourTables.Person>, _ shape: Shape) {
    layers.reserve(shape.layer * (stepCount + 1))
    work += shape.layer * stepCount
    minima.reserve(someone.pointee.mostArrivals * shape.block)
    let flags = shape.modes * shape.weekendLevels * (stepCount + 1)
    alive.reserve(flags)
    alive.at.update(repeating: 0, count: flags)
  }

  private func forward(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ window: Range<Int>, _ start: Int
  ) {
    stepCount = 0
    for day in window {
      steps.at[stepCount] = Step(day: day, endsWeek: false)
      stepCount += 1
      if tally.pointee.tracksWeek && tables.calendar[day].endsWeek {
        steps.at[stepCount] = Step(day: day, endsWeek: true)
        stepCount += 1
      }
    }
    reserve(someone, shape)
    let flagsPerLayer = shape.modes * shape.weekendLevels
    let startPlace = start * shape.weekendLevels
    clear(layers.at + startPlace * shape.block, shape.block)
    layers.at[startPlace * shape.block] = 0
    alive.at[startPlace] = 1
    for index in 0..<stepCount {
      let from = layers.at + index * shape.layer
      let to = from + shape.layer
      let fromAlive = alive.at + index * flagsPerLayer
      let toAlive = fromAlive + flagsPerLayer
      let step = steps.at[index]
      if step.endsWeek {
        turnWeek(someone, tally, shape, step.day, from, to, fromAlive, toAlive)
      } else {
        rest(someone, shape, step.day, window, from, to, fromAlive, toAlive)
        work(someone, tally, shape, step.day, from, to, fromAlive, toAlive)
      }
    }
  }

  /// A day off.
  private func rest(
    _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ day: Int, _ window: Range<Int>,
    _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ fromAlive: UnsafeMutablePointer<UInt8>,
    _ toAlive: UnsafeMutablePointer<UInt8>
  ) {
    if someone.pointee.locks[day] >= 0 { return }
    let offCost = someone.pointee.offCosts?[day] ?? 0
    for mode in 0..<shape.modes {
      for level in 0..<shape.weekendLevels where fromAlive[mode * shape.weekendLevels + level] != 0 {
        guard let target = modeAfterRest(mode, someone, shape, day, window) else { continue }
        let goal = open(target * shape.weekendLevels + level, toAlive, to, shape.block)
        relax(goal, from + (mode * shape.weekendLevels + level) * shape.block, offCost, shape.block)
      }
    }
  }

  /// The mode after a day off, or nil when the block of work would end too soon.
  @inline(__always)
  func modeAfterRest(
    _ mode: Int, _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ day: Int, _ window: Range<Int>
  ) -> Int? {
    if mode >= shape.firstOff { return min(mode + 1, shape.modes - 1) }
    return mayRest(mode / shape.classes + 1, someone, day, window) ? shape.firstOff : nil
  }

  /// Whether a block of work of `run` days may end before a day: it is long enough, or it touches an unseen past.
  @inline(__always)
  func mayRest(
    _ run: Int, _ someone: UnsafePointer<TourTables.Person>, _ day: Int, _ window: Range<Int>
  ) -> Bool {
    if run >= someone.pointee.leastRun { return true }
    if searchOutside == .unknown && window.lowerBound > 0 { return run >= day - window.lowerBound }
    return !someone.pointee.before.isKnown && run >= day + someone.pointee.before.run
  }

  /// A day of work.
  private func work(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ day: Int, _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>,
    _ fromAlive: UnsafeMutablePointer<UInt8>, _ toAlive: UnsafeMutablePointer<UInt8>
  ) {
    let dayMoves = moves.at + moveStart.at[day]
    let moveCount = moveStart.at[day + 1] - moveStart.at[day]
    if moveCount == 0 { return }
    let frame = someone.pointee.days + day
    let isNew = countsWeekend(day)
    let isNewAfterWork = isNew && !tables.calendar[day].isSecondOfWeekend
    let lastRun = shape.limitsRun ? shape.mostRun - 1 : shape.mostRun
    for level in 0..<shape.weekendLevels {
      // From work: by days in a row, least value over the classes of each arrival set.
      if let (nextLevel, price) = weekendStep(someone, shape, level, isNewAfterWork), lastRun >= 1 {
        for run in 1...lastRun {
          let nextRun = min(run + 1, shape.mostRun)
          for nights in 0..<shape.nightLevels
          where gatherArrivals(frame, shape, run, nights, level, from, fromAlive) {
            for index in 0..<moveCount {
              let move = dayMoves + index
              guard let nextNights = nextNights(move.pointee.isNight, nights, shape) else { continue }
              let mode = shape.work(nextRun, move.pointee.departure * shape.nightLevels + nextNights)
              let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, shape.block)
              let source = minima.at + move.pointee.arrival * shape.block
              transfer(goal, source, move, move.pointee.cost + price, tally, shape)
            }
          }
        }
      }
      // From rest: any option may follow enough days off.
      let rested = (shape.modes - 1) * shape.weekendLevels + level
      if fromAlive[rested] != 0, let (nextLevel, price) = weekendStep(someone, shape, level, isNew) {
        for index in 0..<moveCount {
          let move = dayMoves + index
          guard let nextNights = nextNights(move.pointee.isNight, 0, shape) else { continue }
          let mode = shape.work(1, move.pointee.departure * shape.nightLevels + nextNights)
          let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, shape.block)
          transfer(goal, from + rested * shape.block, move, move.pointee.cost + price, tally, shape)
        }
      }
    }
  }

  /// Whether working a day may begin a weekend that counts.
  @inline(__always)
  func countsWeekend(_ day: Int) -> Bool {
    let weekend = tables.calendar[day].weekend
    return weekend >= 0 && searchOutside == .fixed && !outside.hasWeekend[weekend]
  }

  @inline(__always)
  func nextNights(_ isNight: Bool, _ nights: Int, _ shape: Shape) -> Int? {
    if shape.nightLevels == 1 && !isNight { return 0 }
    if !isNight { return 0 }
    return nights + 1 < shape.nightLevels ? nights + 1 : nil
  }

  /// The weekend level after working a day and the price of a new weekend, or nil above the limit.
  @inline(__always)
  func weekendStep(
    _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ level: Int, _ isNew: Bool
  ) -> (Int, Float)? {
    if !isNew { return (level, 0) }
    let count = outside.weekends + level + 1
    if count > someone.pointee.mostWeekends { return nil }
    let price = count > someone.pointee.freeWeekends ? someone.pointee.weekendPrice : 0
    if shape.weekendLevels == 1 { return (0, price) }
    return level + 1 < shape.weekendLevels ? (level + 1, price) : nil
  }

  @inline(__always)
  private func clear(_ target: UnsafeMutablePointer<Float>, _ count: Int) {
    target.update(repeating: Self.none, count: count)
  }

  @inline(__always)
  private func open(
    _ place: Int, _ alive: UnsafeMutablePointer<UInt8>, _ layer: UnsafeMutablePointer<Float>, _ block: Int
  ) -> UnsafeMutablePointer<Float> {
    let target = layer + place * block
    if alive[place] == 0 {
      alive[place] = 1
      clear(target, block)
    }
    return target
  }

  @inline(__always)
  private func relax(
    _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ cost: Float, _ count: Int
  ) {
    for index in 0..<count {
      let value = source[index] + cost
      let old = target[index]
      target[index] = value < old ? value : old
    }
  }

  /// Least values over the classes of each arrival set; false when no class is alive.
  @inline(__always)
  private func gatherArrivals(
    _ frame: UnsafePointer<TourTables.Day>, _ shape: Shape, _ run: Int, _ nights: Int, _ level: Int,
    _ from: UnsafeMutablePointer<Float>, _ alive: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let block = shape.block
    let stride = shape.nightLevels * shape.weekendLevels
    let base = ((run - 1) * shape.classes + nights) * shape.weekendLevels + level
    var isAny = false
    for departure in 0..<frame.pointee.previousClasses where alive[base + departure * stride] != 0 {
      isAny = true
      break
    }
    if !isAny { return false }
    for set in 0..<frame.pointee.arrivalCount {
      let target = minima.at + set * block
      if frame.pointee.extends[set] {
        target.update(from: target - block, count: block)
      } else {
        clear(target, block)
      }
      for place in frame.pointee.addedStart[set]..<frame.pointee.addedStart[set + 1] {
        let mode = base + frame.pointee.added[place] * stride
        if alive[mode] != 0 { relax(target, from + mode * block, 0, block) }
      }
    }
    return true
  }

  /// Adds a shift: tally states move by the runs of its length, the kind's counter by one.
  @inline(__always)
  private func transfer(
    _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ move: UnsafePointer<Move>, _ cost: Float,
    _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape
  ) {
    let runs = tally.pointee.runs
    let runStart = tally.pointee.runStart
    let length = move.pointee.length
    for counter in 0..<shape.counters {
      guard let next = advance(counter, move.pointee.counter) else { continue }
      let into = target + next * shape.tally
      let outOf = source + counter * shape.tally
      for place in runStart[length]..<runStart[length + 1] {
        let run = runs[place]
        let count = min(run.count, shape.tally - run.to)
        if count > 0 { relax(into + run.to, outOf + run.from, cost, count) }
      }
    }
  }

  /// The counter state after one more shift of a counted kind, or nil when its limit is reached.
  @inline(__always)
  func advance(_ state: Int, _ counter: Int) -> Int? {
    if counter < 0 { return state }
    let counter = counters.at[counter]
    return (state / counter.stride) % (counter.limit + 1) < counter.limit ? state + counter.stride : nil
  }

  /// The turn of a week: keeps the tallies that obey the week's rules, adds overtime, starts the next week at zero.
  private func turnWeek(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape, _ day: Int,
    _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ fromAlive: UnsafeMutablePointer<UInt8>,
    _ toAlive: UnsafeMutablePointer<UInt8>
  ) {
    let week = tables.calendar[day].week
    for state in 0..<shape.tally {
      guard let extra = weekCost(someone, tally.pointee.states[state], week) else { continue }
      let goal = Int(tally.pointee.weekStart[state])
      for place in 0..<shape.modes * shape.weekendLevels where fromAlive[place] != 0 {
        let target = open(place, toAlive, to, shape.block)
        let source = from + place * shape.block
        for counter in 0..<shape.counters {
          let value = source[counter * shape.tally + state] + extra
          if value < target[counter * shape.tally + goal] { target[counter * shape.tally + goal] = value }
        }
      }
    }
  }

  /// Cost of a week's tally with what lies outside the window, or nil when it breaks a rule of the week.
  @inline(__always)
  func weekCost(_ someone: UnsafePointer<TourTables.Person>, _ state: HoursTally.State, _ week: Int) -> Float? {
    let rules = someone
    let minutes = state.week + outside.weekMinutes[week]
    if let least = rules.pointee.weekLeast, minutes < least[week] { return nil }
    if let most = rules.pointee.weekMost, minutes > most[week] { return nil }
    if outside.narrowsTotal {
      let total = state.week + outside.minutes
      if total < rules.pointee.leastMinutes || total > rules.pointee.mostMinutes { return nil }
    }
    if let most = rules.pointee.weekDays, state.days + outside.weekDays[week] > most[week] { return nil }
    guard let above = rules.pointee.overtimeAbove else { return 0 }
    return Float(Double(max(0, minutes - above[week])) * rules.pointee.overtimePrice)
  }
}
