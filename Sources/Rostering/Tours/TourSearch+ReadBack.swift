// The end of a tour search: the best last state, and the path that led to it.

extension TourSearch {
  /// The best state after the last step that fits what follows the window.
  func bestEnd(
    _ person: Int, _ successions: Successions, _ tally: HoursTally, _ shape: Shape, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) -> (cost: Float, place: Int)? {
    let someone = problem.people[person]
    let rules = someone.rules
    let next = window.upperBound
    let follows = next < problem.dayCount && others == .fixed
    let after = follows ? Following(next, tour, problem) : nil
    let flags = steps.count * shape.modes * shape.weekendLevels
    let layer = layers + steps.count * shape.layer
    let endsInsideWeek = tally.tracksWeek && !(steps.last?.endsWeek ?? false)
    let week = problem.weekOfDay[window.upperBound - 1]

    var best = (cost: Self.none, place: -1)
    for mode in 0..<shape.modes {
      if let after, !fits(mode, after, someone, successions, shape, window, others) { continue }
      for level in 0..<shape.weekendLevels where alive[flags + mode * shape.weekendLevels + level] != 0 {
        let base = (mode * shape.weekendLevels + level) * shape.block
        for state in 0..<shape.tally {
          var extra: Float = 0
          if endsInsideWeek {
            guard let cost = weekCost(rules, tally.states[state], week) else { continue }
            extra = cost
          }
          if tally.tracksTotal, let minutes = rules.minutes,
            !minutes.contains(tally.states[state].total + outside.minutes)
          {
            continue
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

  /// The block of days that follows the window.
  struct Following {
    var option: Int32
    var length: Int
    var leadingNights: Int
    var touchesEnd: Bool

    init(_ day: Int, _ tour: UnsafeMutablePointer<Int32>, _ problem: RosterProblem) {
      option = tour[day]
      var end = day
      var nights = 0
      while end < problem.dayCount && (tour[end] >= 0) == (option >= 0) {
        if option >= 0 && nights == end - day && problem.kinds[Int(problem.options[Int(tour[end])].kind)].isNight {
          nights += 1
        }
        end += 1
      }
      length = end - day
      leadingNights = nights
      touchesEnd = end == problem.dayCount
    }
  }

  private func fits(
    _ mode: Int, _ after: Following, _ someone: RosterPerson, _ successions: Successions, _ shape: Shape,
    _ window: Range<Int>, _ others: Outside
  ) -> Bool {
    let rules = someone.rules
    let next = window.upperBound
    if mode >= shape.firstOff {
      let off = mode - shape.firstOff + 1
      if after.option >= 0 {
        return off >= shape.offModes && (after.touchesEnd || after.length >= rules.leastDaysInARow)
      }
      return after.touchesEnd || off + after.length >= rules.leastDaysOff
    }
    let run = mode / shape.classes + 1
    if after.option < 0 {
      return mayRest(run, next, rules, someone.before, window, others)
        && (after.touchesEnd || after.length >= rules.leastDaysOff)
    }
    if shape.limitsRun && run + after.length > shape.mostRun { return false }
    let isLongEnough =
      after.touchesEnd || run + after.length >= rules.leastDaysInARow
      || mayRest(run, next, rules, someone.before, window, others)
    if !isLongEnough { return false }
    let kind = mode % shape.classes
    if shape.nightLevels > 1 && kind % shape.nightLevels + after.leadingNights >= shape.nightLevels { return false }
    let frame = successions.days[next]
    let local = Int(after.option) - problem.menus[someone.menu].first - frame.options.lowerBound
    guard frame.arrivalOf.indices.contains(local) else { return false }
    let departure = kind / shape.nightLevels
    let allowed = frame.arrivals[Int(frame.arrivalOf[local])]
    return departure < allowed.count && allowed[departure]
  }

  /// Writes the path to the best end into the tour, from the last day to the first, by equality of sums.
  func readBack(
    _ person: Int, _ successions: Successions, _ tally: HoursTally, _ shape: Shape, _ window: Range<Int>,
    _ tour: UnsafeMutablePointer<Int32>, _ end: Int
  ) {
    let someone = problem.people[person]
    var place = end
    for index in steps.indices.reversed() {
      let step = steps[index]
      let value = layers[(index + 1) * shape.layer + place]
      let from = layers + index * shape.layer
      let flags = index * shape.modes * shape.weekendLevels
      let spot = Spot(place, shape)
      let earlier: (place: Int, option: Int32)?
      if step.endsWeek {
        earlier = beforeTurn(someone.rules, tally, shape, step.day, from, spot, value)
      } else if spot.mode >= shape.firstOff {
        earlier = beforeRest(person, someone, shape, window, step.day, from, flags, spot, value)
      } else {
        earlier = beforeWork(someone, successions, tally, shape, step.day, from, flags, spot, value)
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
    _ rules: TourRules, _ tally: HoursTally, _ shape: Shape, _ day: Int, _ from: UnsafeMutablePointer<Float>,
    _ spot: Spot, _ value: Float
  ) -> (Int, Int32)? {
    let week = problem.weekOfDay[day]
    let base = (spot.mode * shape.weekendLevels + spot.level) * shape.block + spot.counter * shape.tally
    for state in 0..<shape.tally where Int(tally.weekStart[state]) == spot.state {
      guard let extra = weekCost(rules, tally.states[state], week) else { continue }
      if from[base + state] + extra == value { return (base + state, RosterProblem.off) }
    }
    return nil
  }

  private func beforeRest(
    _ person: Int, _ someone: RosterPerson, _ shape: Shape, _ window: Range<Int>, _ day: Int,
    _ from: UnsafeMutablePointer<Float>, _ flags: Int, _ spot: Spot, _ value: Float
  ) -> (Int, Int32)? {
    let offCost = someone.offCosts.isEmpty ? 0 : someone.offCosts[day]
    for mode in 0..<shape.modes where alive[flags + mode * shape.weekendLevels + spot.level] != 0 {
      let target: Int
      if mode < shape.firstOff {
        let run = mode / shape.classes + 1
        guard mayRest(run, day, someone.rules, someone.before, window, searchOutside) else { continue }
        target = shape.firstOff
      } else {
        target = min(mode + 1, shape.modes - 1)
      }
      if target != spot.mode { continue }
      let place =
        (mode * shape.weekendLevels + spot.level) * shape.block + spot.counter * shape.tally + spot.state
      if from[place] + offCost == value { return (place, RosterProblem.off) }
    }
    return nil
  }

  private func beforeWork(
    _ someone: RosterPerson, _ successions: Successions, _ tally: HoursTally, _ shape: Shape, _ day: Int,
    _ from: UnsafeMutablePointer<Float>, _ flags: Int, _ spot: Spot, _ value: Float
  ) -> (Int, Int32)? {
    let rules = someone.rules
    let frame = successions.days[day]
    let previousClasses = day > 0 ? successions.days[day - 1].classCount : 1
    let run = spot.mode / shape.classes + 1
    let weekend = problem.weekendOfDay[day]
    let countsWeekend = weekend >= 0 && !outside.hasWeekend[weekend] && searchOutside == .fixed
    let isSecondDay = problem.isSecondDayOfWeekend(day)

    func matches(_ mode: Int, _ move: Move, _ isNew: Bool) -> Int? {
      let before = Int(tally.previous[move.length][spot.state])
      if before < 0 || before >= shape.tally { return nil }
      for level in 0..<shape.weekendLevels {
        guard alive[flags + mode * shape.weekendLevels + level] != 0,
          let (nextLevel, price) = weekendStep(rules, shape, level, isNew), nextLevel == spot.level
        else { continue }
        for counter in 0..<shape.counters where advance(counter, move.counter) == spot.counter {
          let place = (mode * shape.weekendLevels + level) * shape.block + counter * shape.tally + before
          if from[place] < Self.none && from[place] + (move.cost + price) == value { return place }
        }
      }
      return nil
    }

    for move in moves[day] {
      if run == 1, let nights = nextNights(move.isNight, 0, shape),
        shape.work(1, move.departure * shape.nightLevels + nights) == spot.mode,
        let place = matches(shape.modes - 1, move, countsWeekend)
      {
        return (place, move.option)
      }
      for earlierRun in 1...shape.mostRun where min(earlierRun + 1, shape.mostRun) == run {
        if shape.limitsRun && earlierRun == shape.mostRun { continue }
        for nights in 0..<shape.nightLevels {
          guard let nextNights = nextNights(move.isNight, nights, shape),
            shape.work(run, move.departure * shape.nightLevels + nextNights) == spot.mode
          else { continue }
          for departure in 0..<previousClasses where frame.arrivals[move.arrival][departure] {
            let mode = (earlierRun - 1) * shape.classes + departure * shape.nightLevels + nights
            if let place = matches(mode, move, countsWeekend && !isSecondDay) { return (place, move.option) }
          }
        }
      }
    }
    return nil
  }

  /// Gives a counter to each kind that the found tour has too often; false when there is none.
  func addCritical(
    _ person: Int, _ window: Range<Int>, _ tour: UnsafeMutablePointer<Int32>, _ others: Outside
  ) -> Bool {
    let most = problem.people[person].rules.mostOfKind
    if most.isEmpty { return false }
    var count = outside.ofKind
    for day in window where tour[day] >= 0 { count[Int(problem.options[Int(tour[day])].kind)] += 1 }
    var grew = false
    for kind in count.indices where count[kind] > most[kind] && !critical.contains(kind) {
      critical.append(kind)
      grew = true
    }
    return grew
  }
}
