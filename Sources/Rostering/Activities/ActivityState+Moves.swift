import Chance

/// The moves of the search over shifts and activities. Each changes the roster and lets `settle` judge it; true when kept.
extension ActivityState {
  /// Longest change of an edge or an activity in one move, in stays.
  private static let reach = 2

  /// Tries one random move of a person.
  mutating func randomMove(_ person: Int, _ dice: inout XorshiftStar, allowed: Float) -> Bool {
    let draw = dice.below(100)
    if cover.demand.activityCount > 1 {
      switch draw {
      case 0..<40: return moveActivity(person, &dice, allowed)
      case 40..<43: return repaintShift(person, &dice, allowed)
      case 43..<63: return moveEdges(person, &dice, allowed)
      case 63..<73: return slide(person, &dice, allowed)
      case 73..<76: return resize(person, &dice, allowed)
      case 76..<86: return redraw(person, &dice, allowed)
      case 86..<91: return moveDay(person, &dice, allowed)
      case 91..<95: return exchange(person, &dice, allowed)
      default: return addOrDrop(person, &dice, allowed)
      }
    }
    switch draw {
    case 0..<40: return moveEdges(person, &dice, allowed)
    case 40..<60: return slide(person, &dice, allowed)
    case 60..<66: return resize(person, &dice, allowed)
    case 66..<80: return redraw(person, &dice, allowed)
    case 80..<88: return moveDay(person, &dice, allowed)
    case 88..<94: return exchange(person, &dice, allowed)
    default: return addOrDrop(person, &dice, allowed)
    }
  }

  /// A day on which the person works, or not, and that may change.
  private func drawDay(_ person: Int, _ dice: inout XorshiftStar, working: Bool) -> Int? {
    for _ in 0..<8 {
      let day = dice.below(days)
      if works(person, day) == working && isOpen(person, day) { return day }
    }
    return nil
  }

  /// Does another activity in a part of a shift.
  private mutating func moveActivity(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true) else { return false }
    let range = range(person, day)
    let start = range.lowerBound + dice.below(range.count)
    let stop = min(range.upperBound, start + 1 + dice.below(Self.reach * stay))
    let chosen: Int8
    switch dice.below(3) {
    case 0 where start > range.lowerBound: chosen = activity(person, start - 1)
    case 1 where stop < range.upperBound: chosen = activity(person, stop)
    default: chosen = Int8(dice.below(cover.demand.activityCount))
    }
    for interval in start..<stop { paint(person, interval, chosen) }
    guard staysAreLong(person, in: range, around: start..<stop) else { return undo() }
    return settle(allowed: allowed)
  }

  /// Chooses all activities of a shift anew.
  private mutating func repaintShift(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true) else { return false }
    repaint(person, day)
    return settle(allowed: allowed)
  }

  /// Begins or ends a shift earlier or later by some intervals.
  private mutating func moveEdge(_ person: Int, _ day: Int, by step: Int, atStart: Bool) -> Bool {
    let range = range(person, day)
    return atStart
      ? reshape(person, day, range.lowerBound - step, range.upperBound)
      : reshape(person, day, range.lowerBound, range.upperBound + step)
  }

  /// Makes one shift longer and another shorter.
  private mutating func moveEdges(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let longer = drawDay(person, &dice, working: true), let shorter = drawDay(person, &dice, working: true)
    else { return false }
    let step = 1 + dice.below(stay)
    guard moveEdge(person, shorter, by: -step, atStart: dice.below(2) == 0),
      moveEdge(person, longer, by: step, atStart: dice.below(2) == 0)
    else { return undo() }
    return settle(allowed: allowed)
  }

  /// Moves a shift within its day.
  private mutating func slide(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true) else { return false }
    let step = (1 + dice.below(Self.reach * stay)) * (dice.below(2) == 0 ? 1 : -1)
    let range = range(person, day)
    guard reshape(person, day, range.lowerBound + step, range.upperBound + step) else { return undo() }
    return settle(allowed: allowed)
  }

  /// Makes one shift longer or shorter.
  private mutating func resize(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true) else { return false }
    let step = (1 + dice.below(stay)) * (dice.below(2) == 0 ? 1 : -1)
    guard moveEdge(person, day, by: step, atStart: dice.below(2) == 0) else { return undo() }
    return settle(allowed: allowed)
  }

  private func drawShift(_ person: Int, _ day: Int, _ dice: inout XorshiftStar) -> Int32? {
    let options = shifts.usable[problem.people[person].menu][day]
    return options.isEmpty ? nil : options[dice.below(options.count)]
  }

  /// Brings the person's minutes back to `goal` by longer or shorter shifts.
  private mutating func balance(_ person: Int, to goal: Int, _ dice: inout XorshiftStar) {
    for _ in 0..<16 {
      let gap = (goal - paid[person]) / problem.intervalMinutes
      guard gap != 0, let day = drawDay(person, &dice, working: true) else { return }
      let step = min(abs(gap), 1 + dice.below(Self.reach * stay))
      _ = moveEdge(person, day, by: gap > 0 ? step : -step, atStart: dice.below(2) == 0)
    }
  }

  /// Works another shift on the same day.
  private mutating func redraw(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true), let drawn = drawShift(person, day, &dice) else {
      return false
    }
    // Mostly of the same length, so that the other shifts can stay.
    var option = drawn
    if dice.below(4) > 0 {
      let start = shifts.first[Int(drawn)]
      option = shifts.option(person, day, start, start + range(person, day).count)
      if option < 0 { return false }
    }
    let goal = paid[person]
    clear(person, day)
    guard put(person, day, option) else { return undo() }
    balance(person, to: goal, &dice)
    return settle(allowed: allowed)
  }

  /// Works another day instead.
  private mutating func moveDay(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let day = drawDay(person, &dice, working: true), let other = drawDay(person, &dice, working: false),
      let drawn = drawShift(person, other, &dice)
    else { return false }
    let start = shifts.first[Int(drawn)]
    let option = shifts.option(person, other, start, start + range(person, day).count)
    if option < 0 { return false }
    clear(person, day)
    guard put(person, other, option) else { return undo() }
    return settle(allowed: allowed)
  }

  /// Works a day more or less; the other shifts make up for it.
  private mutating func addOrDrop(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    let isMore = dice.below(2) == 0
    guard let day = drawDay(person, &dice, working: !isMore) else { return false }
    let goal = paid[person]
    if isMore {
      guard let option = drawShift(person, day, &dice) else { return false }
      guard put(person, day, option) else { return undo() }
    } else {
      clear(person, day)
    }
    balance(person, to: goal, &dice)
    return settle(allowed: allowed)
  }

  /// Two people change their days in a stretch of the horizon.
  private mutating func exchange(_ person: Int, _ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    let other = dice.below(problem.people.count)
    if other == person || problem.people[other].menu != problem.people[person].menu { return false }
    let first = dice.below(days)
    let last = min(days - 1, first + dice.below(7))
    var taken: [(day: Int, isMine: Bool, option: Int32, activities: [Int8])] = []
    for day in first...last {
      guard isOpen(person, day), isOpen(other, day) else { return undo() }
      for (one, isMine) in [(person, true), (other, false)] where works(one, day) {
        let range = range(one, day)
        taken.append((day, isMine, tours[one * days + day], range.map { activity(one, $0) }))
        clear(one, day)
      }
    }
    for shift in taken {
      guard put(shift.isMine ? other : person, shift.day, shift.option, shift.activities) else { return undo() }
    }
    let goals = (paid[person], paid[other])
    balance(person, to: minutes(of: person).nearest(goals.0), &dice)
    balance(other, to: minutes(of: other).nearest(goals.1), &dice)
    return settle(allowed: allowed)
  }
}

extension ClosedRange<Int> {
  /// The number of the range nearest to a number.
  fileprivate func nearest(_ number: Int) -> Int { Swift.min(upperBound, Swift.max(lowerBound, number)) }
}
