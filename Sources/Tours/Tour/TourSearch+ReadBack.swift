// The end of a tour search: the best last state, and the path that led to it.

extension TourSearch {
  /// The best state after the last step that fits what follows the window.
  func bestEnd(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>
  ) -> (cost: Float, place: Int)? {
    let next = window.upperBound
    let after = next < dayCount && searchOutside == .fixed ? following(next, tour) : nil
    if let after { judgeRows(after, from: next, someone, tour) }
    let flags = alive.at + stepCount * shape.modes * shape.weekendLevels
    let layer = layers.at + stepCount * shape.layer
    let endsInsideWeek = tally.pointee.tracksWeek && !steps.at[stepCount - 1].endsWeek
    let week = tables.calendar[window.upperBound - 1].week
    let period = periodLeftOpen(someone, tally, week, isTurned: steps.at[stepCount - 1].endsWeek)

    var best = (cost: Self.none, place: -1)
    for mode in 0..<shape.modes {
      if let after, !fits(mode, after, someone, shape, window) { continue }
      let single = after.map { singlePrice(mode, $0, someone, shape, window) } ?? 0
      for level in 0..<shape.weekendLevels
      where flags[mode * shape.weekendLevels + level] != 0 && weekendsFit(level, shape, window) {
        let base = (mode * shape.weekendLevels + level) * shape.block
        for state in 0..<shape.tally {
          var extra = single
          if endsInsideWeek {
            guard let cost = weekCost(someone, tally.pointee.states[state], week) else { continue }
            extra += cost
          }
          if tally.pointee.tracksTotal {
            let total = tally.pointee.states[state].total + outside.minutes
            if total < someone.pointee.leastMinutes || total > someone.pointee.mostMinutes { continue }
            if let period, !obeysPeriod(someone, period, tally.pointee.states[state].total) { continue }
          }
          for counter in 0..<shape.counters {
            let place = base + counter * shape.tally + state
            let cost = layer[place] + extra
            if cost < best.cost { best = (cost, place) }
          }
        }
      }
    }
    return best.place >= 0 && best.cost < Self.none / 2 ? best : nil
  }

  /// The period of the window's last week, unless its minutes are judged already because it ended there.
  private func periodLeftOpen(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ week: Int, isTurned: Bool
  ) -> Int? {
    guard tally.pointee.tracksTotal, let period = someone.pointee.period(of: week) else { return nil }
    return isTurned && someone.pointee.endsPeriod(week) ? nil : period
  }

  /// The block of days that follows the window.
  struct Following {
    var option: Int32
    var length: Int
    var touchesEnd: Bool
  }

  private func following(_ day: Int, _ tour: UnsafeMutablePointer<Int32>) -> Following {
    let works = tour[day] >= 0
    var end = day
    while end < dayCount && (tour[end] >= 0) == works { end += 1 }
    return Following(option: tour[day], length: end - day, touchesEnd: end == dayCount)
  }

  /// Finds out after which states of a row the days of work that follow the window may follow. From the day on that leaves the same
  /// state whatever went before, the window has no say.
  private func judgeRows(
    _ after: Following, from next: Int, _ someone: UnsafePointer<TourTables.Person>, _ tour: UnsafeMutablePointer<Int32>
  ) {
    let rows = someone.pointee.rows
    rowFits.reserve(rows.count)
    for state in 0..<rows.count {
      rowFits.at[state] = true
      if after.option < 0 || rows.count == 1 { continue }
      var (row, fresh) = (state, 0)
      for day in next..<next + after.length {
        let rowClass = Int(rows.classOf[Int(tables.options[Int(tour[day])].kind)])
        row = rows.after(rowClass, row)
        if row < 0 { break }
        fresh = rows.after(rowClass, fresh)
        if row == fresh { break }
      }
      rowFits.at[state] = row >= 0
    }
  }

  /// What a day off between two of work costs that the end of the window makes one.
  private func singlePrice(
    _ mode: Int, _ after: Following, _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ window: Range<Int>
  ) -> Float {
    if shape.singlePrice == 0 { return 0 }
    if mode >= shape.firstOff { return mode == shape.firstOff && after.option >= 0 ? shape.singlePrice : 0 }
    let isSingle = after.option < 0 && after.length == 1 && !after.touchesEnd
    return isSingle && !isNoSingle(window.upperBound, someone) ? shape.singlePrice : 0
  }

  private func fits(
    _ mode: Int, _ after: Following, _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ window: Range<Int>
  ) -> Bool {
    let next = window.upperBound
    if mode >= shape.firstOff {
      let off = mode - shape.firstOff + 1
      if after.option >= 0 {
        return (off >= shape.offModes || shape.singlePrice != 0)
          && (after.touchesEnd || after.length >= someone.pointee.leastRun
            || tables.excusesRun(next..<next + after.length, someone))
      }
      return after.touchesEnd || off >= shape.offModes || off + after.length >= someone.pointee.leastOff
        || tables.excusesOff(next..<next + after.length, someone)
    }
    let run = mode / shape.classes + 1
    if after.option < 0 {
      return mayRest(run, someone, next, window)
        && (after.touchesEnd || after.length >= someone.pointee.leastOff
          || tables.excusesOff(next..<next + after.length, someone))
    }
    if shape.limitsRun && run + after.length > shape.mostRun { return false }
    let isLongEnough =
      after.touchesEnd || run + after.length >= someone.pointee.leastRun || mayRest(run, someone, next, window)
      || tables.excusesRun(next - run..<next + after.length, someone)
    if !isLongEnough { return false }
    let kind = mode % shape.classes
    if !rowFits.at[kind % shape.rowStates] { return false }
    let frame = someone.pointee.days + next
    let local = Int(after.option) - someone.pointee.menuFirst - frame.pointee.firstOption
    guard local >= 0 && local < frame.pointee.optionCount else { return false }
    let departure = kind / shape.rowStates
    let classes = frame.pointee.previousClasses
    return departure < classes && frame.pointee.contains[Int(frame.pointee.arrivalOf[local]) * classes + departure]
  }

  /// Writes the path to the best end into the tour, from the last day to the first, by equality of sums.
  func readBack(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>, _ end: Int
  ) {
    var place = end
    for index in stride(from: stepCount - 1, through: 0, by: -1) {
      let step = steps.at[index]
      let value = layers.at[(index + 1) * shape.layer + place]
      let from = layers.at + index * shape.layer
      let flags = alive.at + index * shape.modes * shape.weekendLevels
      let spot = Spot(place, shape)
      let earlier: (place: Int, option: Int32)?
      if step.endsWeek {
        earlier = beforeTurn(someone, tally, shape, step.day, from, spot, value)
      } else if spot.mode >= shape.firstOff {
        earlier = beforeRest(someone, shape, window, step.day, from, flags, spot, value)
      } else {
        earlier = beforeWork(someone, tally, shape, step.day, from, flags, spot, value)
      }
      guard let earlier else { preconditionFailure("a tour search lost its own path") }
      place = earlier.place
      if !step.endsWeek { tour[step.day] = earlier.option }
    }
  }

  /// A state's place taken apart.
  struct Spot {
    var mode: Int
    var level: Int
    var counter: Int
    var state: Int

    init(_ place: Int, _ shape: Shape) {
      let row = place / shape.block
      mode = row / shape.weekendLevels
      level = row % shape.weekendLevels
      counter = place % shape.block / shape.tally
      state = place % shape.tally
    }
  }

  private func beforeTurn(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ day: Int, _ from: UnsafeMutablePointer<Float>, _ spot: Spot, _ value: Float
  ) -> (Int, Int32)? {
    let week = tables.calendar[day].week
    let base = (spot.mode * shape.weekendLevels + spot.level) * shape.block + spot.counter * shape.tally
    for state in 0..<shape.tally where stateAfterWeek(someone, tally, state, week) == spot.state {
      guard let extra = weekCost(someone, tally.pointee.states[state], week) else { continue }
      if from[base + state] + extra == value { return (base + state, RosterProblem.off) }
    }
    return nil
  }

  private func beforeRest(
    _ someone: UnsafePointer<TourTables.Person>, _ shape: Shape, _ window: Range<Int>, _ day: Int,
    _ from: UnsafeMutablePointer<Float>, _ flags: UnsafeMutablePointer<UInt8>, _ spot: Spot, _ value: Float
  ) -> (Int, Int32)? {
    let offCost = someone.pointee.offCosts?[day] ?? 0
    for mode in 0..<shape.modes where modeAfterRest(mode, someone, shape, day, window) == spot.mode {
      for level in 0..<shape.weekendLevels
      where flags[mode * shape.weekendLevels + level] != 0 && levelAfterRest(level, shape, day) == spot.level {
        let place = (mode * shape.weekendLevels + level) * shape.block + spot.counter * shape.tally + spot.state
        if from[place] + offCost == value { return (place, RosterProblem.off) }
      }
    }
    return nil
  }

  private func beforeWork(
    _ someone: UnsafePointer<TourTables.Person>, _ tally: UnsafePointer<TourTables.Tally>, _ shape: Shape,
    _ day: Int, _ from: UnsafeMutablePointer<Float>, _ flags: UnsafeMutablePointer<UInt8>, _ spot: Spot,
    _ value: Float
  ) -> (Int, Int32)? {
    let frame = someone.pointee.days + day
    let classes = frame.pointee.previousClasses
    let run = spot.mode / shape.classes + 1
    let isNew = countsWeekend(day)
    let isNewAfterWork = isNew && !tables.calendar[day].isSecondOfWeekend
    let previous = tally.pointee.previous

    func matches(_ mode: Int, _ move: Move, _ isNew: Bool, single: Float = 0) -> Int? {
      let before = Int(previous[move.length * tally.pointee.count + spot.state])
      if before < 0 || before >= shape.tally { return nil }
      for level in 0..<shape.weekendLevels where flags[mode * shape.weekendLevels + level] != 0 {
        guard let (nextLevel, price) = weekendStep(someone, shape, level, isNew, day), nextLevel == spot.level else {
          continue
        }
        for counter in 0..<shape.counters where advance(counter, move.counter) == spot.counter {
          let place = (mode * shape.weekendLevels + level) * shape.block + counter * shape.tally + before
          if from[place] < Self.none && from[place] + (move.cost + (price + single)) == value { return place }
        }
      }
      return nil
    }

    for index in moveStart.at[day]..<moveStart.at[day + 1] {
      let move = moves.at[index]
      if run == 1, let row = nextRow(move.rowClass, 0, someone),
        shape.work(1, move.departure * shape.rowStates + row) == spot.mode
      {
        if let place = matches(shape.modes - 1, move, isNew) { return (place, move.option) }
        if shape.singlePrice != 0, let place = matches(shape.firstOff, move, isNew, single: shape.singlePrice) {
          return (place, move.option)
        }
      }
      // Days in a row before: one less, or as many where the count is full.
      let lastRun = shape.limitsRun ? shape.mostRun - 1 : shape.mostRun
      for earlierRun in max(1, run - 1)...max(1, run)
      where earlierRun <= lastRun && min(earlierRun + 1, shape.mostRun) == run {
        for row in 0..<shape.rowStates {
          guard let nextRow = nextRow(move.rowClass, row, someone),
            shape.work(run, move.departure * shape.rowStates + nextRow) == spot.mode
          else { continue }
          for departure in 0..<classes where frame.pointee.contains[move.arrival * classes + departure] {
            let mode = (earlierRun - 1) * shape.classes + departure * shape.rowStates + row
            if let place = matches(mode, move, isNewAfterWork) { return (place, move.option) }
          }
        }
      }
    }
    return nil
  }

  /// Gives a counter to each kind that the found tour has too often; false when there is none.
  func addCritical(
    _ someone: UnsafePointer<TourTables.Person>, _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>
  ) -> Bool {
    guard let most = someone.pointee.mostOfKind else { return false }
    var grew = false
    for kind in 0..<kindCount where !critical.contains(kind) {
      var count = outside.ofKind[kind]
      for day in window where tour[day] >= 0 && Int(tables.options[Int(tour[day])].kind) == kind { count += 1 }
      if count > most[kind] {
        critical.append(kind)
        grew = true
      }
    }
    return grew
  }
}
