/// The forward pass: the least cost of reaching every state, layer by layer.
extension TourSearch {
  func reserve(_ shape: Shape) {
    layers.reserve(shape.layer * (stepCount + 1))
    work += shape.layer * stepCount
    minima.reserve(shape.someone.pointee.mostArrivals * shape.block)
    let flags = shape.modes * shape.weekendLevels * (stepCount + 1)
    alive.reserve(flags)
    alive.at.update(repeating: 0, count: flags)
  }

  func forward(_ start: Int, _ shape: Shape) {
    stepCount = 0
    for day in shape.window {
      steps.at[stepCount] = Step(day: day, endsWeek: false)
      stepCount += 1
      let turns =
        shape.hours.pointee.tracksWeek || shape.hours.pointee.tracksTotal && shape.someone.pointee.periodCount > 0
      if turns && tables.calendar[day].endsWeek {
        steps.at[stepCount] = Step(day: day, endsWeek: true)
        stepCount += 1
      }
    }
    reserve(shape)
    let first = layer(0, shape)
    first.open(shape.place(start, weekendLevel(shape)), shape.block)[0] = 0
    for index in 0..<stepCount {
      let (from, to) = (layer(index, shape), layer(index + 1, shape))
      let step = steps.at[index]
      if step.endsWeek {
        turnWeek(step.day, from: from, to: to, shape)
      } else {
        rest(step.day, from: from, to: to, shape)
        work(step.day, from: from, to: to, shape)
      }
    }
  }

  /// A day off.
  private func rest(_ day: Int, from: Layer, to: Layer, _ shape: Shape) {
    if shape.someone.pointee.locks[day] >= 0 { return }
    let offCost = shape.someone.pointee.offCosts?[day] ?? 0
    for mode in 0..<shape.modes {
      for level in 0..<shape.weekendLevels where from.alive[shape.place(mode, level)] != 0 {
        guard let target = modeAfterRest(mode, day, shape), let nextLevel = levelAfterRest(level, shape, day) else {
          continue
        }
        let goal = to.open(shape.place(target, nextLevel), shape.block)
        relax(goal, from.costs + shape.place(mode, level) * shape.block, offCost, shape.block)
      }
    }
  }

  /// The mode after a day off, or nil when the block of work would end too soon.
  @inline(__always)
  func modeAfterRest(_ mode: Int, _ day: Int, _ shape: Shape) -> Int? {
    // A day decided to be off makes its block long enough.
    let isExcused =
      tables.excusesOff(day..<day + 1, shape.someone) || shape.singlePrice != 0 && isNoSingle(day, shape.someone)
    if mode >= shape.firstOff { return isExcused ? shape.modes - 1 : min(mode + 1, shape.modes - 1) }
    guard mayRest(mode / shape.classes + 1, day, shape) else { return nil }
    return isExcused ? shape.modes - 1 : shape.firstOff
  }

  /// Whether a block of work of `run` days may end before a day: it is long enough, touches an unseen past, or
  /// lies beside a day decided to be off where that excuses it.
  @inline(__always)
  func mayRest(_ run: Int, _ day: Int, _ shape: Shape) -> Bool {
    if run >= shape.someone.pointee.leastRun || tables.excusesRun(day - run..<day, shape.someone) { return true }
    if searchOutside == .unknown && shape.window.lowerBound > 0 { return run >= day - shape.window.lowerBound }
    return !shape.someone.pointee.before.isKnown && run >= day + shape.someone.pointee.before.run
  }

  /// A day of work.
  private func work(_ day: Int, from: Layer, to: Layer, _ shape: Shape) {
    let dayMoves = moves.at + moveStart.at[day]
    let moveCount = moveStart.at[day + 1] - moveStart.at[day]
    if moveCount == 0 { return }
    let frame = shape.someone.pointee.days + day
    let isNew = countsWeekend(day)
    let isNewAfterWork = isNew && !tables.calendar[day].isSecondOfWeekend
    let lastRun = shape.limitsRun ? shape.mostRun - 1 : shape.mostRun
    for level in 0..<shape.weekendLevels {
      // From work: by days in a row, least value over the classes of each arrival set.
      if let (nextLevel, price) = weekendStep(level, isNewAfterWork, day, shape), lastRun >= 1 {
        for run in 1...lastRun {
          let nextRun = min(run + 1, shape.mostRun)
          for row in 0..<shape.rowStates where gatherArrivals(frame, shape, run, row, level, from) {
            for index in 0..<moveCount {
              let move = dayMoves + index
              guard let mode = modeAfterWork(nextRun, move.pointee, row, shape) else { continue }
              let goal = to.open(shape.place(mode, nextLevel), shape.block)
              let source = minima.at + move.pointee.arrival * shape.block
              transfer(goal, source, move, move.pointee.cost + price, shape)
            }
          }
        }
      }
      // From rest: any option may follow enough days off, or a single one at its price.
      for restMode in (shape.singlePrice != 0 ? shape.firstOff : shape.modes - 1)..<shape.modes {
        let rested = shape.place(restMode, level)
        guard from.alive[rested] != 0, let (nextLevel, price) = weekendStep(level, isNew, day, shape) else {
          continue
        }
        let single = restMode < shape.modes - 1 ? shape.singlePrice : 0
        for index in 0..<moveCount {
          let move = dayMoves + index
          guard let mode = modeAfterWork(1, move.pointee, 0, shape) else { continue }
          let goal = to.open(shape.place(mode, nextLevel), shape.block)
          transfer(goal, from.costs + rested * shape.block, move, move.pointee.cost + (price + single), shape)
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

  /// The mode after a shift on a day of a row of work, or nil where it is one too many of its kind.
  @inline(__always)
  func modeAfterWork(_ run: Int, _ move: Move, _ row: Int, _ shape: Shape) -> Int? {
    let next = shape.someone.pointee.rows.after(move.rowClass, row)
    return next >= 0 ? shape.work(run, move.departure * shape.rowStates + next) : nil
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
  func weekendsFit(_ level: Int, _ shape: Shape) -> Bool {
    guard shape.weekendWindow != nil else { return true }
    var level = level
    for day in shape.window.upperBound..<dayCount where beginsWeekend(day) {
      guard let next = levelAfterRest(level, shape, day) else { return false }
      level = next
    }
    return true
  }

  /// The weekend level after working a day and the price of a new weekend, or nil above the limit.
  @inline(__always)
  func weekendStep(_ level: Int, _ isNew: Bool, _ day: Int, _ shape: Shape) -> (Int, Float)? {
    if let limit = shape.weekendWindow {
      guard let rested = levelAfterRest(level, shape, day) else { return nil }
      let worked = tables.calendar[day].weekend >= 0 ? rested | 1 : rested
      return worked == rested || limit.holds(worked) ? (worked, 0) : nil
    }
    if !isNew { return (level, 0) }
    let count = outside.weekends + level + 1
    if count > shape.someone.pointee.mostWeekends { return nil }
    let price = count > shape.someone.pointee.freeWeekends ? shape.someone.pointee.weekendPrice : 0
    if shape.weekendLevels == 1 { return (0, price) }
    return level + 1 < shape.weekendLevels ? (level + 1, price) : nil
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
    _ frame: UnsafePointer<TourTables.Day>, _ shape: Shape, _ run: Int, _ row: Int, _ level: Int, _ from: Layer
  ) -> Bool {
    let block = shape.block
    let stride = shape.rowStates * shape.weekendLevels
    let base = shape.place((run - 1) * shape.classes + row, level)
    guard (0..<frame.pointee.previousClasses).contains(where: { from.alive[base + $0 * stride] != 0 }) else {
      return false
    }
    for set in 0..<frame.pointee.arrivalCount {
      let target = minima.at + set * block
      if frame.pointee.extends[set] {
        target.update(from: target - block, count: block)
      } else {
        target.update(repeating: Self.none, count: block)
      }
      for place in frame.pointee.addedStart[set]..<frame.pointee.addedStart[set + 1] {
        let mode = base + frame.pointee.added[place] * stride
        if from.alive[mode] != 0 { relax(target, from.costs + mode * block, 0, block) }
      }
    }
    return true
  }

  /// Adds a shift: tally states move by the runs of its length, the kind's counter by one.
  @inline(__always)
  private func transfer(
    _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ move: UnsafePointer<Move>, _ cost: Float,
    _ shape: Shape
  ) {
    let runs = shape.hours.pointee.runs
    let runStart = shape.hours.pointee.runStart
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
  private func turnWeek(_ day: Int, from: Layer, to: Layer, _ shape: Shape) {
    let week = tables.calendar[day].week
    for state in 0..<shape.tally {
      guard let extra = weekCost(shape.hours.pointee.states[state], week, shape) else { continue }
      guard let goal = stateAfterWeek(state, week, shape) else { continue }
      for place in 0..<shape.modes * shape.weekendLevels where from.alive[place] != 0 {
        let target = to.open(place, shape.block)
        let source = from.costs + place * shape.block
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
  func stateAfterWeek(_ state: Int, _ week: Int, _ shape: Shape) -> Int? {
    guard shape.someone.pointee.periodCount > 0, shape.hours.pointee.tracksTotal else {
      return Int(shape.hours.pointee.weekStart[state])
    }
    guard let period = shape.someone.pointee.period(of: week) else { return 0 }
    if !shape.someone.pointee.endsPeriod(week) { return Int(shape.hours.pointee.weekStart[state]) }
    return obeysPeriod(period, shape.hours.pointee.states[state].total, shape) ? 0 : nil
  }

  /// Whether minutes inside the window, with those outside it, are within the limits of a period.
  @inline(__always)
  func obeysPeriod(_ period: Int, _ inside: Int, _ shape: Shape) -> Bool {
    shape.someone.pointee.periods?[period].holds(inside + outside.periodMinutes[period]) ?? true
  }

  /// Cost of a week's tally with what lies outside the window, or nil when it breaks a rule of the week.
  @inline(__always)
  func weekCost(_ state: HoursTally.State, _ week: Int, _ shape: Shape) -> Float? {
    let rules = shape.someone
    let minutes = state.week + outside.weekMinutes[week]
    if let limits = rules.pointee.weekMinutes, !limits[week].holds(minutes) { return nil }
    if outside.narrowsTotal && !rules.pointee.minutes.holds(state.week + outside.minutes) { return nil }
    if outside.narrowsPeriod, let period = rules.pointee.period(of: week), !obeysPeriod(period, state.week, shape) {
      return nil
    }
    if let most = rules.pointee.weekDays, state.days + outside.weekDays[week] > most[week] { return nil }
    guard let above = rules.pointee.overtimeAbove else { return 0 }
    return Float(Double(max(0, minutes - above[week])) * rules.pointee.overtimePrice)
  }
}
