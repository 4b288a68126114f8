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
  let problem: RosterProblem
  static let none: Float = 1e30

  var layers: UnsafeMutablePointer<Float>
  private var layerCapacity = 0
  var alive: [UInt8] = []
  private var arrivalMinima: UnsafeMutablePointer<Float>
  private var arrivalCapacity = 0
  var steps: [Step] = []
  var moves: [[Move]] = []
  private var fineBest: [Float] = []
  private var fineOption: [Int32] = []
  private var groupMove: [Int32] = []
  var outside = OutsideSummary()
  var critical: [Int] = []
  var searchOutside = Outside.fixed
  private var counters: [Counter] = []

  /// A search over a space.
  public init(_ space: TourSpace) {
    self.space = space
    problem = space.problem
    layers = .allocate(capacity: 1)
    arrivalMinima = .allocate(capacity: 1)
  }

  deinit {
    layers.deallocate()
    arrivalMinima.deallocate()
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
    var modes: Int { mostRun * classes + offModes }
    var firstOff: Int { mostRun * classes }
    var block: Int { counters * tally }
    var layer: Int { modes * weekendLevels * block }

    func work(_ run: Int, _ kind: Int) -> Int {
      limitsRun && run == mostRun ? (mostRun - 1) * classes : (run - 1) * classes + kind
    }
  }

  /// What the days outside the window already use up.
  struct OutsideSummary {
    var weekMinutes: [Int] = []
    var weekDays: [Int] = []
    var minutes = 0
    /// Whether the total is not tracked although ruled, so that it narrows the one week of the window.
    var narrowsTotal = false
    var weekends = 0
    var hasWeekend: [Bool] = []
    var ofKind: [Int] = []
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
  /// - Returns: the cost inside the window, or nil when no tour obeys the rules.
  /// - Complexity: O(days x modes x groups x tally states).
  public func cheapestTour(
    person: Int, costs: UnsafePointer<Float>, window: Range<Int>, tour: UnsafeMutablePointer<Int32>,
    outside others: Outside = .fixed
  ) -> Float? {
    if window.isEmpty { return 0 }
    searchOutside = others
    let model = space.models[person]
    let successions = space.successions[model.successions]
    summarise(person, window, tour, others)
    critical.removeAll(keepingCapacity: true)
    let inOneWeek = problem.weekOfDay[window.lowerBound] == problem.weekOfDay[window.upperBound - 1]
    let weekTally = space.tallies[model.weekTally]
    var useTotal = model.totalTally >= 0 && others == .fixed
    if useTotal && inOneWeek && weekTally.limits.weekMinutes != nil { useTotal = false }
    let tally = useTotal ? space.tallies[model.totalTally] : weekTally
    outside.narrowsTotal =
      model.limitsTotal && !useTotal && inOneWeek && others == .fixed && weekTally.limits.weekMinutes != nil

    while true {
      guard let shape = shape(person, model, successions, tally, window, others) else { return nil }
      prepareMoves(person, successions, costs, window, tour, others)
      forward(person, successions, tally, shape, window, tour, others)
      guard let end = bestEnd(person, successions, tally, shape, window, tour, others) else { return nil }
      readBack(person, successions, tally, shape, window, tour, end.place)
      let grown = addCritical(person, window, tour, others)
      if !grown { return end.cost }
    }
  }
}

// MARK: - Sizes and what is outside the window

extension TourSearch {
  fileprivate func summarise(
    _ person: Int, _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) {
    let before = problem.people[person].before
    outside.weekMinutes = [Int](repeating: 0, count: problem.weekCount)
    outside.weekDays = [Int](repeating: 0, count: problem.weekCount)
    outside.hasWeekend = [Bool](repeating: false, count: problem.weekendCount)
    outside.ofKind = [Int](repeating: 0, count: problem.kinds.count)
    outside.minutes = 0
    outside.weekends = others == .fixed ? before.weekends : 0
    if problem.weekCount > 0 {
      outside.weekMinutes[0] = before.minutesInFirstWeek
      outside.weekDays[0] = before.daysInFirstWeek
    }
    guard others == .fixed else { return }
    for day in 0..<problem.dayCount where !window.contains(day) && tour[day] >= 0 {
      let option = problem.options[Int(tour[day])]
      let week = problem.weekOfDay[day]
      outside.weekMinutes[week] += Int(option.paid)
      outside.weekDays[week] += 1
      outside.minutes += Int(option.paid)
      outside.ofKind[Int(option.kind)] += 1
      let weekend = problem.weekendOfDay[day]
      if weekend >= 0 && !outside.hasWeekend[weekend] {
        outside.hasWeekend[weekend] = true
        outside.weekends += 1
      }
    }
  }

  private func shape(
    _ person: Int, _ model: TourSpace.PersonModel, _ successions: Successions, _ tally: HoursTally,
    _ window: Range<Int>, _ others: Outside
  ) -> Shape? {
    let rules = problem.people[person].rules
    let limitsRun = rules.mostDaysInARow < problem.dayCount + problem.people[person].before.daysInARow
    let mostRun = max(1, limitsRun ? max(1, rules.mostDaysInARow) : max(1, rules.leastDaysInARow))
    var weekends = 0
    var seen = -1
    for day in window {
      let weekend = problem.weekendOfDay[day]
      if weekend >= 0 && weekend != seen && !outside.hasWeekend[weekend] {
        weekends += 1
        seen = weekend
      }
    }
    var levels = 1
    let most = min(rules.mostWeekends, rules.weekendPrice > 0 ? rules.freeWeekends : Int.max)
    if others == .fixed && weekends > 1 && (most == Int.max ? false : outside.weekends + weekends > most) {
      levels =
        max(0, min(weekends, rules.mostWeekends == Int.max ? weekends : rules.mostWeekends - outside.weekends)) + 1
    }
    var counterStates = 1
    counters.removeAll(keepingCapacity: true)
    for kind in critical {
      let left = max(0, rules.mostOfKind[kind] - outside.ofKind[kind])
      counters.append(Counter(stride: counterStates, limit: left))
      counterStates *= left + 1
    }
    var tallyCount = tally.states.count
    if tally.tracksTotal && !tally.tracksWeek {
      // Windows need only the totals that fit into them.
      let step = tallyCount > 1 ? tally.states[1].total : 1
      let reach = window.count * (successions.lengths.last ?? 0) / step
      let left = ((rules.minutes?.upperBound ?? Int.max) - outside.minutes)
      if left < 0 { return nil }
      tallyCount = min(tallyCount, min(reach, left / step) + 1)
    }
    let nightLevels = model.limitsNights ? rules.mostNightsInARow + 1 : 1
    return Shape(
      mostRun: mostRun, limitsRun: limitsRun, nightLevels: nightLevels,
      classes: successions.mostClasses * nightLevels, offModes: max(1, rules.leastDaysOff), weekendLevels: levels,
      counters: counterStates, tally: tallyCount)
  }

  /// The moves of each day at the cost of their cheapest option.
  private func prepareMoves(
    _ person: Int, _ successions: Successions, _ costs: UnsafePointer<Float>, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) {
    let someone = problem.people[person]
    let first = problem.menus[someone.menu].first
    if moves.count < problem.dayCount { moves = Array(repeating: [], count: problem.dayCount) }
    for day in window {
      moves[day].removeAll(keepingCapacity: true)
      let rule = someone.days[day]
      if rule == .off { continue }
      let frame = successions.days[day]
      var only: Range<Int> = frame.options
      if case .fixed(let option) = rule {
        let local = Int(option) - first
        guard frame.options.contains(local) else { continue }
        only = local..<local + 1
      }
      let fines = frame.fineGroup.count
      if fineBest.count < fines {
        fineBest = [Float](repeating: 0, count: fines)
        fineOption = [Int32](repeating: 0, count: fines)
      }
      for fine in 0..<fines { fineBest[fine] = Self.none }
      let checksHistory = day == 0
      for local in only {
        let cost = costs[local]
        let fine = Int(frame.fineOf[local - frame.options.lowerBound])
        if cost >= fineBest[fine] { continue }
        if checksHistory && !followsHistory(someone, problem.options[first + local]) { continue }
        fineBest[fine] = cost
        fineOption[fine] = Int32(first + local)
      }
      groupMove.removeAll(keepingCapacity: true)
      groupMove.append(contentsOf: repeatElement(-1, count: frame.groups.count))
      for fine in 0..<fines where fineBest[fine] < Self.none {
        let kind = Int(frame.fineKind[fine])
        if !someone.rules.mostOfKind.isEmpty {
          if outside.ofKind[kind] >= someone.rules.mostOfKind[kind] { continue }
        }
        let groupIndex = Int(frame.fineGroup[fine])
        let group = frame.groups[groupIndex]
        let counter = critical.firstIndex(of: kind) ?? -1
        let move = Move(
          arrival: Int(group.arrival), departure: Int(group.departure), length: Int(group.length),
          isNight: group.isNight, counter: counter, cost: fineBest[fine], option: fineOption[fine])
        if counter < 0 && groupMove[groupIndex] >= 0 {
          let place = Int(groupMove[groupIndex])
          if move.cost < moves[day][place].cost { moves[day][place] = move }
        } else {
          if counter < 0 { groupMove[groupIndex] = Int32(moves[day].count) }
          moves[day].append(move)
        }
      }
    }
  }

  private func followsHistory(_ person: RosterPerson, _ option: ShiftOption) -> Bool {
    let before = person.before
    if let end = before.lastEnd, Int(option.start) - end < person.rules.leastRest { return false }
    if let kind = before.lastKind, before.daysInARow > 0, !problem.forbiddenSuccessions.isEmpty {
      return !problem.forbiddenSuccessions[kind * problem.kinds.count + Int(option.kind)]
    }
    return true
  }

  func mustWork(_ person: Int, _ day: Int) -> Bool {
    if case .fixed = problem.people[person].days[day] { return true }
    return false
  }
}

// MARK: - Forward

extension TourSearch {
  fileprivate func reserve(_ shape: Shape, layersNeeded: Int) {
    let need = shape.layer * layersNeeded
    if need > layerCapacity {
      layers.deallocate()
      layers = .allocate(capacity: need)
      layerCapacity = need
    }
    let widest = space.successions.flatMap(\.days).map(\.arrivals.count).max() ?? 1
    if arrivalCapacity < max(1, widest) * shape.block {
      arrivalCapacity = max(1, widest) * shape.block
      arrivalMinima.deallocate()
      arrivalMinima = .allocate(capacity: arrivalCapacity)
    }
    let flags = shape.modes * shape.weekendLevels * layersNeeded
    alive.removeAll(keepingCapacity: true)
    alive.append(contentsOf: repeatElement(0, count: flags))
  }

  /// The mode in which the window begins.
  func startMode(
    _ person: Int, _ successions: Successions, _ shape: Shape, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) -> Int? {
    let someone = problem.people[person]
    let first = window.lowerBound
    let rested = shape.firstOff + shape.offModes - 1
    if first == 0 || others == .unknown {
      guard first == 0 else { return rested }
      let before = someone.before
      if before.daysInARow > 0 {
        let run = min(before.daysInARow, shape.mostRun)
        let nights = min(before.nightsInARow, shape.nightLevels - 1)
        return shape.work(run, nights)
      }
      let off = before.isKnown ? min(max(1, before.daysOff), shape.offModes) : shape.offModes
      return shape.firstOff + off - 1
    }
    let last = tour[first - 1]
    if last >= 0 {
      var run = 0
      var nights = 0
      var countsNights = true
      var day = first - 1
      while day >= 0 && tour[day] >= 0 {
        run += 1
        if countsNights && problem.kinds[Int(problem.options[Int(tour[day])].kind)].isNight {
          nights += 1
        } else {
          countsNights = false
        }
        day -= 1
      }
      if day < 0 {
        run += someone.before.daysInARow
        if countsNights { nights += someone.before.nightsInARow }
      }
      if shape.limitsRun && run > shape.mostRun { return nil }
      run = min(run, shape.mostRun)
      let menuFirst = problem.menus[someone.menu].first
      let frame = successions.days[first - 1]
      let local = Int(last) - menuFirst - frame.options.lowerBound
      guard frame.departureOf.indices.contains(local) else { return nil }
      let departure = Int(frame.departureOf[local])
      return shape.work(run, departure * shape.nightLevels + min(nights, shape.nightLevels - 1))
    }
    var off = 0
    var day = first - 1
    while day >= 0 && tour[day] < 0 {
      off += 1
      day -= 1
    }
    if day < 0 {
      let before = someone.before
      if before.daysInARow == 0 { off = before.isKnown ? off + before.daysOff : shape.offModes }
    }
    return shape.firstOff + min(off, shape.offModes) - 1
  }

  private func forward(
    _ person: Int, _ successions: Successions, _ tally: HoursTally, _ shape: Shape, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) {
    let someone = problem.people[person]
    let rules = someone.rules
    steps.removeAll(keepingCapacity: true)
    for day in window {
      steps.append(Step(day: day, endsWeek: false))
      let isLast = day + 1 == problem.dayCount || problem.weekOfDay[day + 1] != problem.weekOfDay[day]
      if tally.tracksWeek && isLast { steps.append(Step(day: day, endsWeek: true)) }
    }
    reserve(shape, layersNeeded: steps.count + 1)
    let block = shape.block
    let flagsPerLayer = shape.modes * shape.weekendLevels
    guard let start = startMode(person, successions, shape, window, tour, others) else { return }
    let startPlace = start * shape.weekendLevels
    clear(layers + startPlace * block, block)
    layers[startPlace * block] = 0
    alive[startPlace] = 1

    for (index, step) in steps.enumerated() {
      let from = layers + index * shape.layer
      let to = from + shape.layer
      let fromAlive = index * flagsPerLayer
      let toAlive = fromAlive + flagsPerLayer
      if step.endsWeek {
        turnWeek(rules, tally, shape, step.day, from, to, fromAlive, toAlive)
        continue
      }
      let day = step.day
      let offCost = someone.offCosts.isEmpty ? 0 : someone.offCosts[day]
      let canRest = !mustWork(person, day)
      let frame = successions.days[day]
      let previousClasses = day > 0 ? successions.days[day - 1].classCount : 1
      let dayMoves = moves[day]
      let weekend = problem.weekendOfDay[day]
      let countsWeekend = weekend >= 0 && !outside.hasWeekend[weekend] && others == .fixed
      let isSecondDay = problem.isSecondDayOfWeekend(day)

      for level in 0..<shape.weekendLevels {
        if canRest {
          for mode in 0..<shape.modes where alive[fromAlive + mode * shape.weekendLevels + level] != 0 {
            let target: Int
            if mode < shape.firstOff {
              let run = mode / shape.classes + 1
              guard mayRest(run, day, rules, someone.before, window, others) else { continue }
              target = shape.firstOff
            } else {
              target = min(mode + 1, shape.modes - 1)
            }
            let place = target * shape.weekendLevels + level
            let goal = open(place, toAlive, to, block)
            relax(goal, from + (mode * shape.weekendLevels + level) * block, offCost, block)
          }
        }
        if dayMoves.isEmpty { continue }
        // From work: by days in a row, least value over the classes of each arrival set.
        for run in 1...shape.mostRun {
          if shape.limitsRun && run == shape.mostRun { break }
          let nextRun = min(run + 1, shape.mostRun)
          guard let (nextLevel, price) = weekendStep(rules, shape, level, countsWeekend && !isSecondDay) else {
            continue
          }
          for nights in 0..<shape.nightLevels {
            let isAny = gatherArrivals(
              frame, shape, run: run, nights: nights, level: level, classes: previousClasses, from: from,
              aliveAt: fromAlive)
            if !isAny { continue }
            for move in dayMoves {
              guard let nextNights = nextNights(move.isNight, nights, shape) else { continue }
              let mode = shape.work(nextRun, move.departure * shape.nightLevels + nextNights)
              let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, block)
              transfer(goal, arrivalMinima + move.arrival * block, move, move.cost + price, tally, shape)
            }
          }
        }
        // From rest: any option may follow a day off.
        let rested = shape.modes - 1
        if alive[fromAlive + rested * shape.weekendLevels + level] != 0,
          let (nextLevel, price) = weekendStep(rules, shape, level, countsWeekend)
        {
          let source = from + (rested * shape.weekendLevels + level) * block
          for move in dayMoves {
            guard let nextNights = nextNights(move.isNight, 0, shape) else { continue }
            let mode = shape.work(1, move.departure * shape.nightLevels + nextNights)
            let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, block)
            transfer(goal, source, move, move.cost + price, tally, shape)
          }
        }
      }
    }
  }

  @inline(__always)
  func mayRest(
    _ run: Int, _ day: Int, _ rules: TourRules, _ before: TourHistory, _ window: Range<Int>, _ others: Outside
  ) -> Bool {
    if run >= rules.leastDaysInARow { return true }
    if others == .unknown && window.lowerBound > 0 { return run >= day - window.lowerBound }
    return !before.isKnown && run >= day + before.daysInARow
  }

  @inline(__always)
  func nextNights(_ isNight: Bool, _ nights: Int, _ shape: Shape) -> Int? {
    if !isNight { return 0 }
    return nights + 1 < shape.nightLevels ? nights + 1 : nil
  }

  /// The weekend level after working a day and the price of a new weekend, or nil above the limit.
  @inline(__always)
  func weekendStep(_ rules: TourRules, _ shape: Shape, _ level: Int, _ isNew: Bool) -> (Int, Float)? {
    if !isNew { return (level, 0) }
    let count = outside.weekends + level + 1
    if count > rules.mostWeekends { return nil }
    let price: Float = count > rules.freeWeekends ? Float(rules.weekendPrice) : 0
    if shape.weekendLevels == 1 { return (0, price) }
    return level + 1 < shape.weekendLevels ? (level + 1, price) : nil
  }

  @inline(__always)
  private func clear(_ target: UnsafeMutablePointer<Float>, _ count: Int) {
    target.update(repeating: Self.none, count: count)
  }

  @inline(__always)
  private func open(
    _ place: Int, _ aliveAt: Int, _ layer: UnsafeMutablePointer<Float>, _ block: Int
  ) -> UnsafeMutablePointer<Float> {
    let target = layer + place * block
    if alive[aliveAt + place] == 0 {
      alive[aliveAt + place] = 1
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
      target[index] = value < target[index] ? value : target[index]
    }
  }

  /// Least values over the classes of each arrival set; false when no class is alive.
  @inline(__always)
  private func gatherArrivals(
    _ frame: Successions.Day, _ shape: Shape, run: Int, nights: Int, level: Int, classes: Int,
    from: UnsafeMutablePointer<Float>, aliveAt: Int
  ) -> Bool {
    let block = shape.block
    var isAny = false
    for departure in 0..<classes {
      let mode = (run - 1) * shape.classes + departure * shape.nightLevels + nights
      if alive[aliveAt + mode * shape.weekendLevels + level] != 0 {
        isAny = true
        break
      }
    }
    if !isAny { return false }
    for set in frame.arrivals.indices {
      let target = arrivalMinima + set * block
      if frame.extends[set] {
        target.update(from: target - block, count: block)
      } else {
        clear(target, block)
      }
      for departure in frame.added[set] {
        let mode = (run - 1) * shape.classes + departure * shape.nightLevels + nights
        let place = mode * shape.weekendLevels + level
        if alive[aliveAt + place] != 0 { relax(target, from + place * block, 0, block) }
      }
    }
    return true
  }

  /// Adds a shift: tally states move by the runs of its length, the kind's counter by one.
  @inline(__always)
  private func transfer(
    _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ move: Move, _ cost: Float,
    _ tally: HoursTally, _ shape: Shape
  ) {
    let runs = tally.runs[move.length]
    for counter in 0..<shape.counters {
      guard let next = advance(counter, move.counter) else { continue }
      let into = target + next * shape.tally
      let outOf = source + counter * shape.tally
      for run in runs {
        let count = min(run.count, shape.tally - run.to)
        if count > 0 { relax(into + run.to, outOf + run.from, cost, count) }
      }
    }
  }

  /// The counter state after one more shift of a counted kind, or nil when its limit is reached.
  @inline(__always)
  func advance(_ state: Int, _ counter: Int) -> Int? {
    if counter < 0 { return state }
    let counter = counters[counter]
    return (state / counter.stride) % (counter.limit + 1) < counter.limit ? state + counter.stride : nil
  }

  /// The turn of a week: keeps the tallies that obey the week's rules, adds overtime, starts the next week at zero.
  private func turnWeek(
    _ rules: TourRules, _ tally: HoursTally, _ shape: Shape, _ day: Int, _ from: UnsafeMutablePointer<Float>,
    _ to: UnsafeMutablePointer<Float>, _ fromAlive: Int, _ toAlive: Int
  ) {
    let week = problem.weekOfDay[day]
    let block = shape.block
    for place in 0..<shape.modes * shape.weekendLevels where alive[fromAlive + place] != 0 {
      let target = open(place, toAlive, to, block)
      let source = from + place * block
      for state in 0..<shape.tally {
        guard let extra = weekCost(rules, tally.states[state], week) else { continue }
        let goal = Int(tally.weekStart[state])
        for counter in 0..<shape.counters {
          let value = source[counter * shape.tally + state] + extra
          if value < target[counter * shape.tally + goal] { target[counter * shape.tally + goal] = value }
        }
      }
    }
  }

  /// Cost of a week's tally with what lies outside the window, or nil when it breaks a rule of the week.
  @inline(__always)
  func weekCost(_ rules: TourRules, _ state: HoursTally.State, _ week: Int) -> Float? {
    let minutes = state.week + outside.weekMinutes[week]
    if !rules.weekMinutes.isEmpty && !rules.weekMinutes[week].contains(minutes) { return nil }
    if outside.narrowsTotal, let total = rules.minutes, !total.contains(state.week + outside.minutes) { return nil }
    if !rules.weekDays.isEmpty && state.days + outside.weekDays[week] > rules.weekDays[week] { return nil }
    if rules.overtimeAbove.isEmpty { return 0 }
    return Float(Double(max(0, minutes - rules.overtimeAbove[week])) * rules.overtimePrice)
  }
}
