// The end of a tour search: the best last state, and the path that led to it.

extension TourSearch {
  /// The best state after the last step that fits what follows the window.
  func bestEnd(_ tour: UnsafeMutablePointer<Int32>, _ shape: Shape) -> (cost: Float, place: Int)? {
    let next = shape.window.upperBound
    let after = next < dayCount && searchOutside == .fixed ? following(next, tour) : nil
    if let after { judgeRows(after, from: next, tour, shape) }
    let last = layer(stepCount, shape)
    let endsInsideWeek = shape.hours.pointee.tracksWeek && !steps.at[stepCount - 1].endsWeek
    let week = tables.calendar[shape.window.upperBound - 1].week
    let period = periodLeftOpen(week, isTurned: steps.at[stepCount - 1].endsWeek, shape)

    var best = (cost: Self.none, place: -1)
    for mode in 0..<shape.modes {
      if let after, !fits(mode, after, shape) { continue }
      let single = after.map { singlePrice(mode, $0, shape) } ?? 0
      for level in 0..<shape.weekendLevels
      where last.alive[shape.place(mode, level)] != 0 && weekendsFit(level, shape) {
        let base = shape.place(mode, level) * shape.block
        for state in 0..<shape.tally {
          var extra = single
          if endsInsideWeek {
            guard let cost = weekCost(shape.hours.pointee.states[state], week, shape) else { continue }
            extra += cost
          }
          if shape.hours.pointee.tracksTotal {
            let total = shape.hours.pointee.states[state].total
            if !shape.someone.pointee.minutes.holds(total + outside.minutes) { continue }
            if let period, !obeysPeriod(period, total, shape) { continue }
          }
          for counter in 0..<shape.counters {
            let place = base + counter * shape.tally + state
            let cost = last.costs[place] + extra
            if cost < best.cost { best = (cost, place) }
          }
        }
      }
    }
    return best.place >= 0 && best.cost < Self.none / 2 ? best : nil
  }

  /// The period of the window's last week, unless its minutes are judged already because it ended there.
  private func periodLeftOpen(_ week: Int, isTurned: Bool, _ shape: Shape) -> Int? {
    guard shape.hours.pointee.tracksTotal, let period = shape.someone.pointee.period(of: week) else { return nil }
    return isTurned && shape.someone.pointee.endsPeriod(week) ? nil : period
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
  private func judgeRows(_ after: Following, from next: Int, _ tour: UnsafeMutablePointer<Int32>, _ shape: Shape) {
    let rows = shape.someone.pointee.rows
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
  private func singlePrice(_ mode: Int, _ after: Following, _ shape: Shape) -> Float {
    if shape.singlePrice == 0 { return 0 }
    if mode >= shape.firstOff { return mode == shape.firstOff && after.option >= 0 ? shape.singlePrice : 0 }
    let isSingle = after.option < 0 && after.length == 1 && !after.touchesEnd
    return isSingle && !isNoSingle(shape.window.upperBound, shape.someone) ? shape.singlePrice : 0
  }

  private func fits(_ mode: Int, _ after: Following, _ shape: Shape) -> Bool {
    let next = shape.window.upperBound
    if mode >= shape.firstOff {
      let off = mode - shape.firstOff + 1
      if after.option >= 0 {
        return (off >= shape.offModes || shape.singlePrice != 0)
          && (after.touchesEnd || after.length >= shape.someone.pointee.leastRun
            || tables.excusesRun(next..<next + after.length, shape.someone))
      }
      return after.touchesEnd || off >= shape.offModes || off + after.length >= shape.someone.pointee.leastOff
        || tables.excusesOff(next..<next + after.length, shape.someone)
    }
    let run = mode / shape.classes + 1
    if after.option < 0 {
      return mayRest(run, next, shape)
        && (after.touchesEnd || after.length >= shape.someone.pointee.leastOff
          || tables.excusesOff(next..<next + after.length, shape.someone))
    }
    if shape.limitsRun && run + after.length > shape.mostRun { return false }
    let isLongEnough =
      after.touchesEnd || run + after.length >= shape.someone.pointee.leastRun || mayRest(run, next, shape)
      || tables.excusesRun(next - run..<next + after.length, shape.someone)
    if !isLongEnough { return false }
    let kind = mode % shape.classes
    if !rowFits.at[kind % shape.rowStates] { return false }
    let frame = shape.someone.pointee.days + next
    let local = Int(after.option) - shape.someone.pointee.menuFirst - frame.pointee.firstOption
    guard local >= 0 && local < frame.pointee.optionCount else { return false }
    let departure = kind / shape.rowStates
    let classes = frame.pointee.previousClasses
    return departure < classes && frame.pointee.contains[Int(frame.pointee.arrivalOf[local]) * classes + departure]
  }

  /// Writes the path to the best end into the tour, from the last day to the first, by equality of sums.
  func readBack(_ tour: UnsafeMutablePointer<Int32>, _ end: Int, _ shape: Shape) {
    var place = end
    for index in stride(from: stepCount - 1, through: 0, by: -1) {
      let step = steps.at[index]
      let value = layer(index + 1, shape).costs[place]
      let from = layer(index, shape)
      let spot = Spot(place, shape)
      let earlier: (place: Int, option: Int32)?
      if step.endsWeek {
        earlier = beforeTurn(step.day, from, spot, value, shape)
      } else if spot.mode >= shape.firstOff {
        earlier = beforeRest(step.day, from, spot, value, shape)
      } else {
        earlier = beforeWork(step.day, from, spot, value, shape)
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

  private func beforeTurn(_ day: Int, _ from: Layer, _ spot: Spot, _ value: Float, _ shape: Shape) -> (Int, Int32)? {
    let week = tables.calendar[day].week
    let base = shape.place(spot.mode, spot.level) * shape.block + spot.counter * shape.tally
    for state in 0..<shape.tally where stateAfterWeek(state, week, shape) == spot.state {
      guard let extra = weekCost(shape.hours.pointee.states[state], week, shape) else { continue }
      if from.costs[base + state] + extra == value { return (base + state, RosterProblem.off) }
    }
    return nil
  }

  private func beforeRest(_ day: Int, _ from: Layer, _ spot: Spot, _ value: Float, _ shape: Shape) -> (Int, Int32)? {
    let offCost = shape.someone.pointee.offCosts?[day] ?? 0
    for mode in 0..<shape.modes where modeAfterRest(mode, day, shape) == spot.mode {
      for level in 0..<shape.weekendLevels
      where from.alive[shape.place(mode, level)] != 0 && levelAfterRest(level, shape, day) == spot.level {
        let place = shape.place(mode, level) * shape.block + spot.counter * shape.tally + spot.state
        if from.costs[place] + offCost == value { return (place, RosterProblem.off) }
      }
    }
    return nil
  }

  private func beforeWork(_ day: Int, _ from: Layer, _ spot: Spot, _ value: Float, _ shape: Shape) -> (Int, Int32)? {
    let frame = shape.someone.pointee.days + day
    let classes = frame.pointee.previousClasses
    let run = spot.mode / shape.classes + 1
    let isNew = countsWeekend(day)
    let isNewAfterWork = isNew && !tables.calendar[day].isSecondOfWeekend
    let previous = shape.hours.pointee.previous

    func matches(_ mode: Int, _ move: Move, _ isNew: Bool, single: Float = 0) -> Int? {
      let before = Int(previous[move.length * shape.hours.pointee.count + spot.state])
      if before < 0 || before >= shape.tally { return nil }
      for level in 0..<shape.weekendLevels where from.alive[shape.place(mode, level)] != 0 {
        guard let (nextLevel, price) = weekendStep(level, isNew, day, shape), nextLevel == spot.level else {
          continue
        }
        for counter in 0..<shape.counters where advance(counter, move.counter) == spot.counter {
          let place = shape.place(mode, level) * shape.block + counter * shape.tally + before
          if from.costs[place] < Self.none && from.costs[place] + (move.cost + (price + single)) == value {
            return place
          }
        }
      }
      return nil
    }

    for index in moveStart.at[day]..<moveStart.at[day + 1] {
      let move = moves.at[index]
      if run == 1, modeAfterWork(1, move, 0, shape) == spot.mode {
        if let place = matches(shape.modes - 1, move, isNew) { return (place, move.option) }
        if shape.singlePrice != 0, let place = matches(shape.firstOff, move, isNew, single: shape.singlePrice) {
          return (place, move.option)
        }
      }
      // Days in a row before: one less, or as many where the count is full.
      let lastRun = shape.limitsRun ? shape.mostRun - 1 : shape.mostRun
      for earlierRun in max(1, run - 1)...max(1, run)
      where earlierRun <= lastRun && min(earlierRun + 1, shape.mostRun) == run {
        for row in 0..<shape.rowStates where modeAfterWork(run, move, row, shape) == spot.mode {
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
  func addCritical(_ tour: UnsafeMutablePointer<Int32>, _ shape: Shape) -> Bool {
    guard let most = shape.someone.pointee.mostOfKind else { return false }
    var grew = false
    for kind in 0..<kindCount where !critical.contains(kind) {
      var count = outside.ofKind[kind]
      for day in shape.window where tour[day] >= 0 && Int(tables.options[Int(tour[day])].kind) == kind { count += 1 }
      if count > most[kind] {
        critical.append(kind)
        grew = true
      }
    }
    return grew
  }
}
