/// The forward pass: the least cost of reaching every state, layer by layer.
extension TourSearch {
  func reserve(_ someone: UnsafePointer<TourTables.Person>, _ shape: Shape) {
    layers.reserve(shape.layer * (stepCount + 1))
    work += shape.layer * stepCount
    minima.reserve(someone.pointee.mostArrivals * shape.block)
    let flags = shape.modes * shape.weekendLevels * (stepCount + 1)
    alive.reserve(flags)
    alive.at.update(repeating: 0, count: flags)
  }

  func forward(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ window: Range<Int>, _ start: Int
  ) {
    stepCount = 0
    for day in window {
      steps.at[stepCount] = Step(day: day, endsWeek: false)
      stepCount += 1
      let turns = tally.pointee.tracksWeek || tally.pointee.tracksTotal && someone.pointee.periodCount > 0
      if turns && tables.calendar[day].endsWeek {
        steps.at[stepCount] = Step(day: day, endsWeek: true)
        stepCount += 1
      }
    }
    reserve(someone, shape)
    let flagsPerLayer = shape.modes * shape.weekendLevels
    let startPlace = start * shape.weekendLevels + weekendLevel(someone, shape, window)
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
        guard let target = modeAfterRest(mode, someone, shape, day, window),
          let nextLevel = levelAfterRest(level, shape, day)
        else { continue }
        let goal = open(target * shape.weekendLevels + nextLevel, toAlive, to, shape.block)
        relax(goal, from + (mode * shape.weekendLevels + level) * shape.block, offCost, shape.block)
      }
    }
  }

  /// The mode after a day off, or nil when the block of work would end too soon.
  @inline(__always)
  func modeAfterRest(
    _ mode: Int, _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ day: Int, _ window: Range<Int>
  ) -> Int? {
    // A day decided to be off makes its block long enough.
    let isExcused =
      tables.excusesOff(day..<day + 1, someone) || shape.singlePrice != 0 && isNoSingle(day, someone)
    if mode >= shape.firstOff { return isExcused ? shape.modes - 1 : min(mode + 1, shape.modes - 1) }
    guard mayRest(mode / shape.classes + 1, someone, day, window) else { return nil }
    return isExcused ? shape.modes - 1 : shape.firstOff
  }

  /// Whether a block of work of `run` days may end before a day: it is long enough, touches an unseen past, or
  /// lies beside a day decided to be off where that excuses it.
  @inline(__always)
  func mayRest(
    _ run: Int, _ someone: UnsafePointer<TourTables.Person>, _ day: Int, _ window: Range<Int>
  ) -> Bool {
    if run >= someone.pointee.leastRun || tables.excusesRun(day - run..<day, someone) { return true }
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
      if let (nextLevel, price) = weekendStep(someone, shape, level, isNewAfterWork, day), lastRun >= 1 {
        for run in 1...lastRun {
          let nextRun = min(run + 1, shape.mostRun)
          for row in 0..<shape.rowStates
          where gatherArrivals(frame, shape, run, row, level, from, fromAlive) {
            for index in 0..<moveCount {
              let move = dayMoves + index
              guard let nextRow = nextRow(move.pointee.rowClass, row, someone) else { continue }
              let mode = shape.work(nextRun, move.pointee.departure * shape.rowStates + nextRow)
              let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, shape.block)
              let source = minima.at + move.pointee.arrival * shape.block
              transfer(goal, source, move, move.pointee.cost + price, tally, shape)
            }
          }
        }
      }
      // From rest: any option may follow enough days off, or a single one at its price.
      for restMode in (shape.singlePrice != 0 ? shape.firstOff : shape.modes - 1)..<shape.modes {
        let rested = restMode * shape.weekendLevels + level
        guard fromAlive[rested] != 0, let (nextLevel, price) = weekendStep(someone, shape, level, isNew, day) else {
          continue
        }
        let single = restMode < shape.modes - 1 ? shape.singlePrice : 0
        for index in 0..<moveCount {
          let move = dayMoves + index
          guard let nextRow = nextRow(move.pointee.rowClass, 0, someone) else { continue }
          let mode = shape.work(1, move.pointee.departure * shape.rowStates + nextRow)
          let goal = open(mode * shape.weekendLevels + nextLevel, toAlive, to, shape.block)
          transfer(goal, from + rested * shape.block, move, move.pointee.cost + (price + single), tally, shape)
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

  /// The state of the row after a shift, or nil where it is one too many.
  @inline(__always)
  func nextRow(_ rowClass: Int, _ row: Int, _ someone: UnsafePointer<TourTables.Person>) -> Int? {
    let next = someone.pointee.rows.after(rowClass, row)
    return next >= 0 ? next : nil
  }

  /// The weekend level after a day off; nil where work outside the window on a weekend that it begins is one too many beside work inside.
  @inline(__always)
  func levelAfterRest(_ level: Int, _ shape: Shape, _ day: Int) -> Int? {
    guard let limit = shape.weekendWindow, beginsWeekend(day) else { return level }
    let latest = outside.latestWeekends[tables.calendar[day].weekend]
    let next = limit.next(level) | (latest & 1)
    return latest & 1 == 0 || next == latest || limit.holds(next) ? next : nil
  }

  /// Whether the weekends worked after the window may follow those inside it.
  func weekendsFit(_ level: Int, _ shape: Shape, _ window: Range<Int>) -> Bool {
    guard shape.weekendWindow != nil else { return true }
    var level = level
    for day in window.upperBound..<dayCount where beginsWeekend(day) {
      guard let next = levelAfterRest(level, shape, day) else { return false }
      level = next
    }
    return true
  }

  /// The weekend level after working a day and the price of a new weekend, or nil above the limit.
  @inline(__always)
  func weekendStep(
    _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ level: Int, _ isNew: Bool, _ day: Int
  ) -> (Int, Float)? {
    if let limit = shape.weekendWindow {
      guard let rested = levelAfterRest(level, shape, day) else { return nil }
      let worked = tables.calendar[day].weekend >= 0 ? rested | 1 : rested
      return worked == rested || limit.holds(worked) ? (worked, 0) : nil
    }
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
    _ frame: UnsafePointer<TourTables.Day>, _ shape: Shape, _ run: Int, _ row: Int, _ level: Int,
    _ from: UnsafeMutablePointer<Float>, _ alive: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let block = shape.block
    let stride = shape.rowStates * shape.weekendLevels
    let base = ((run - 1) * shape.classes + row) * shape.weekendLevels + level
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
      guard let goal = stateAfterWeek(someone, tally, state, week) else { continue }
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

  /// The tally state in which the next week begins, or nil when a period that ends with this week breaks its rule. A new period,
  /// and a week that no period rules, begin at nothing, the first of all states.
  @inline(__always)
  func stateAfterWeek(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ state: Int, _ week: Int
  ) -> Int? {
    guard someone.pointee.periodCount > 0, tally.pointee.tracksTotal else {
      return Int(tally.pointee.weekStart[state])
    }
    guard let period = someone.pointee.period(of: week) else { return 0 }
    if !someone.pointee.endsPeriod(week) { return Int(tally.pointee.weekStart[state]) }
    return obeysPeriod(someone, period, tally.pointee.states[state].total) ? 0 : nil
  }

  /// Whether minutes inside the window, with those outside it, are within the limits of a period.
  @inline(__always)
  func obeysPeriod(_ someone: UnsafePointer<TourTables.Person>, _ period: Int, _ inside: Int) -> Bool {
    guard let least = someone.pointee.periodLeast, let most = someone.pointee.periodMost else { return true }
    let minutes = inside + outside.periodMinutes[period]
    return minutes >= least[period] && minutes <= most[period]
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
    if outside.narrowsPeriod, let period = rules.pointee.period(of: week), !obeysPeriod(rules, period, state.week) {
      return nil
    }
    if let most = rules.pointee.weekDays, state.days + outside.weekDays[week] > most[week] { return nil }
    guard let above = rules.pointee.overtimeAbove else { return 0 }
    return Float(Double(max(0, minutes - above[week])) * rules.pointee.overtimePrice)
  }
}
