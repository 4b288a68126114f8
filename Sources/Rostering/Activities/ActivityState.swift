/// A roster of shifts and activities under change: the tours, who does what when, and the log that takes a change back.
///
/// A change is made first and judged afterwards: moves call `reshape`, `replace`, `clear` and `paint`, then `settle` keeps or
/// undoes all of it. So one exact count of cover serves every kind of move.
struct ActivityState {
  let problem: RosterProblem
  let shifts: ActivityShifts
  private let judge: TourJudge
  let days: Int
  let intervals: Int
  /// Intervals that a person stays on an activity before changing.
  let stay: Int
  private(set) var cover: ActivityCover
  /// Shape [people][days], option index or off.
  private(set) var tours: [Int32]
  /// Shape [people][intervals], the activity or -1.
  private(set) var activities: [Int8]
  /// Shape [people], paid minutes over the horizon.
  private(set) var paid: [Int]
  /// Shape [people][days], whether a move may touch the day.
  private let isOpen: [Bool]
  /// Shape [people].
  private let minutes: [ClosedRange<Int>]
  private let leastRest: [Int]
  private let mostInARow: [Int]
  /// Shape [people], whether rest, days in a row and total minutes are all there is; the others are judged tour by tour.
  private let isPlain: [Bool]
  /// Shape [people], what the tour costs by itself.
  private var ownCost: [Double]

  private var tourLog: [(place: Int, old: Int32)] = []
  private var activityLog: [(place: Int, old: Int8)] = []
  private var touched: [Int] = []
  private var surplusBefore: Int
  private var shortBefore: Int

  /// A roster from its tours and activities; days without an option of their own in `shifts` stay as they are.
  init(
    _ shifts: ActivityShifts, _ demand: ActivityDemand, tours: [Int32], activities: [Int8], locked: [Int]
  ) {
    let problem = shifts.problem
    let (days, intervals) = (problem.dayCount, problem.intervalCount)
    let judge = TourJudge(problem)
    self.problem = problem
    self.shifts = shifts
    self.judge = judge
    self.days = days
    self.intervals = intervals
    self.tours = tours
    self.activities = activities
    stay = demand.leastStay
    cover = ActivityCover(demand, intervals: intervals)
    for (place, activity) in activities.enumerated() where activity >= 0 { cover.add(place % intervals, activity) }
    paid = problem.people.indices.map { person in
      tours[person * days..<(person + 1) * days].reduce(0) { $0 + ($1 < 0 ? 0 : Int(problem.options[Int($1)].paid)) }
    }
    isOpen = tours.indices.map { place in
      let person = place / days
      if locked.contains(person) || problem.people[person].days[place % days] != .free { return false }
      return tours[place] < 0 || shifts.has(tours[place], person: person)
    }
    minutes = problem.people.map { $0.rules.minutes ?? 0...Int(Int32.max) }
    leastRest = problem.people.map(\.rules.leastRest)
    mostInARow = problem.people.map(\.rules.mostDaysInARow)
    isPlain = problem.people.map { person in
      var others = person.rules
      others.leastRest = 0
      others.mostDaysInARow = .max
      others.minutes = nil
      return others == TourRules() && person.before == TourHistory() && person.optionCosts.isEmpty
        && person.offCosts.isEmpty && problem.forbiddenSuccessions.isEmpty
    }
    ownCost = problem.people.indices.map { judge.cost(Array(tours[$0 * days..<($0 + 1) * days]), person: $0) }
    surplusBefore = cover.surplus
    shortBefore = cover.short
  }

  /// Cost of everything at a price of one person missing for one interval.
  func cost(_ shortPrice: Float) -> Double {
    Double(cover.surplus) + Double(shortPrice) * Double(cover.short) + ownCost.reduce(0, +)
  }

  /// Sets what one missing person costs for one interval.
  mutating func setShortPrice(_ price: Float) { cover.shortPrice = price }

  // MARK: What is there

  @inline(__always)
  func isOpen(_ person: Int, _ day: Int) -> Bool { isOpen[person * days + day] }

  @inline(__always)
  func works(_ person: Int, _ day: Int) -> Bool { tours[person * days + day] >= 0 }

  /// The intervals of a shift that is worked.
  @inline(__always)
  func range(_ person: Int, _ day: Int) -> Range<Int> {
    let option = Int(tours[person * days + day])
    return shifts.first[option]..<shifts.end[option]
  }

  @inline(__always)
  func activity(_ person: Int, _ interval: Int) -> Int8 { activities[person * intervals + interval] }

  /// Minutes that the person's total may have.
  func minutes(of person: Int) -> ClosedRange<Int> { minutes[person] }

  /// Whether a shift from `start` to `end` (minutes) keeps the rest to the shifts before and after the day.
  private func keepsRest(_ person: Int, _ day: Int, _ option: Int32) -> Bool {
    let chosen = problem.options[Int(option)]
    let base = person * days
    var other = day - 1
    while other >= 0 && tours[base + other] < 0 { other -= 1 }
    if other >= 0 {
      if Int(chosen.start - problem.options[Int(tours[base + other])].end) < leastRest[person] { return false }
    }
    other = day + 1
    while other < days && tours[base + other] < 0 { other += 1 }
    if other < days {
      return Int(problem.options[Int(tours[base + other])].start - chosen.end) >= leastRest[person]
    }
    return true
  }

  /// Whether the block of days worked around a day is short enough.
  private func keepsRow(_ person: Int, _ day: Int) -> Bool {
    var (low, high) = (day, day)
    while low > 0 && works(person, low - 1) { low -= 1 }
    while high + 1 < days && works(person, high + 1) { high += 1 }
    return high - low + 1 <= mostInARow[person]
  }

  // MARK: Changes

  /// Puts an activity, or -1, into an interval of a person.
  @inline(__always)
  mutating func paint(_ person: Int, _ interval: Int, _ activity: Int8) {
    let place = person * intervals + interval
    let old = activities[place]
    if old == activity { return }
    if old >= 0 { cover.remove(interval, old) }
    if activity >= 0 { cover.add(interval, activity) }
    activities[place] = activity
    activityLog.append((place, old))
  }

  private mutating func setTour(_ person: Int, _ day: Int, _ option: Int32) {
    let place = person * days + day
    let old = tours[place]
    tourLog.append((place, old))
    tours[place] = option
    if old >= 0 { paid[person] -= Int(problem.options[Int(old)].paid) }
    if option >= 0 { paid[person] += Int(problem.options[Int(option)].paid) }
    if !touched.contains(person) { touched.append(person) }
  }

  /// Takes a shift away.
  mutating func clear(_ person: Int, _ day: Int) {
    for interval in range(person, day) { paint(person, interval, -1) }
    setTour(person, day, RosterProblem.off)
  }

  /// Puts a shift on a day off, with the activities that cost least; false when rest or days in a row forbid it.
  mutating func put(_ person: Int, _ day: Int, _ option: Int32) -> Bool {
    guard keepsRest(person, day, option) else { return false }
    setTour(person, day, option)
    guard keepsRow(person, day) else { return false }
    repaint(person, day)
    return true
  }

  /// Puts a shift with given activities on a day off; false when rest or days in a row forbid it.
  mutating func put(_ person: Int, _ day: Int, _ option: Int32, _ given: [Int8]) -> Bool {
    guard keepsRest(person, day, option) else { return false }
    setTour(person, day, option)
    guard keepsRow(person, day) else { return false }
    for (interval, activity) in zip(range(person, day), given) { paint(person, interval, activity) }
    return true
  }

  /// Gives a shift the activities that cost least as the others stand.
  mutating func repaint(_ person: Int, _ day: Int) {
    let range = range(person, day)
    for interval in range { paint(person, interval, -1) }
    cover.open(from: range.lowerBound, longest: range.count)
    var drawn = [Int8](repeating: 0, count: range.count)
    cover.trace(range.count) { drawn[$0] = $1 }
    for (interval, activity) in zip(range, drawn) { paint(person, interval, activity) }
  }

  /// Moves the first and the last interval of a shift. New intervals take the activity beside them, and a stay that was cut
  /// too short goes to the next activity. False when there is no such shift or rest forbids it.
  mutating func reshape(_ person: Int, _ day: Int, _ first: Int, _ end: Int) -> Bool {
    let old = range(person, day)
    guard min(old.upperBound, end) - max(old.lowerBound, first) >= stay,
      case let option = shifts.option(person, day, first, end), option >= 0, keepsRest(person, day, option)
    else { return false }
    setTour(person, day, option)
    for interval in stride(from: old.lowerBound, to: first, by: 1) { paint(person, interval, -1) }
    for interval in stride(from: end, to: old.upperBound, by: 1) { paint(person, interval, -1) }
    let (head, tail) = (activity(person, max(old.lowerBound, first)), activity(person, min(old.upperBound, end) - 1))
    for interval in stride(from: first, to: old.lowerBound, by: 1) { paint(person, interval, head) }
    for interval in stride(from: old.upperBound, to: end, by: 1) { paint(person, interval, tail) }
    if first > old.lowerBound {
      var stop = first
      while stop < end && activity(person, stop) == head { stop += 1 }
      if stop - first < stay && stop < end {
        let next = activity(person, stop)
        for interval in first..<stop { paint(person, interval, next) }
      }
    }
    if end < old.upperBound {
      let last = activity(person, end - 1)
      var start = end
      while start > first && activity(person, start - 1) == last { start -= 1 }
      if end - start < stay && start > first {
        let previous = activity(person, start - 1)
        for interval in start..<end { paint(person, interval, previous) }
      }
    }
    return true
  }

  /// Whether every stay that overlaps `span`, or touches it, lasts long enough.
  func staysAreLong(_ person: Int, in range: Range<Int>, around span: Range<Int>) -> Bool {
    var start = max(range.lowerBound, span.lowerBound - 1)
    let kind = activity(person, start)
    while start > range.lowerBound && activity(person, start - 1) == kind { start -= 1 }
    while start < min(range.upperBound, span.upperBound + 1) {
      var stop = start + 1
      while stop < range.upperBound && activity(person, stop) == activity(person, start) { stop += 1 }
      if stop - start < stay { return false }
      start = stop
    }
    return true
  }

  // MARK: Judgement

  /// Keeps what was changed since the last call when the cost rises by no more than `allowed` and all rules hold; otherwise
  /// takes it back.
  mutating func settle(allowed: Float) -> Bool {
    var rise = Float(cover.surplus - surplusBefore) + cover.shortPrice * Float(cover.short - shortBefore)
    guard touched.allSatisfy({ minutes[$0].contains(paid[$0]) }) else { return undo() }
    for person in touched where !isPlain[person] {
      let tour = Array(tours[person * days..<(person + 1) * days])
      guard judge.isLegal(tour, person: person) else { return undo() }
      rise += Float(judge.cost(tour, person: person) - ownCost[person])
    }
    guard rise <= allowed else { return undo() }
    for person in touched where !isPlain[person] {
      ownCost[person] = judge.cost(Array(tours[person * days..<(person + 1) * days]), person: person)
    }
    forget()
    return true
  }

  /// Takes back what was changed since the last `settle`; always false.
  @discardableResult
  mutating func undo() -> Bool {
    for (place, old) in activityLog.reversed() {
      let interval = place % intervals
      if activities[place] >= 0 { cover.remove(interval, activities[place]) }
      if old >= 0 { cover.add(interval, old) }
      activities[place] = old
    }
    for (place, old) in tourLog.reversed() {
      let (person, now) = (place / days, tours[place])
      if now >= 0 { paid[person] -= Int(problem.options[Int(now)].paid) }
      if old >= 0 { paid[person] += Int(problem.options[Int(old)].paid) }
      tours[place] = old
    }
    forget()
    return false
  }

  private mutating func forget() {
    activityLog.removeAll(keepingCapacity: true)
    tourLog.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    surplusBefore = cover.surplus
    shortBefore = cover.short
  }
}
