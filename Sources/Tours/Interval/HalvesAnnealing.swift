import Chance
import Lanes

/// Annealing on two cores: the horizon is split at a week, each half anneals by itself, the halves are joined and split elsewhere.
///
/// Days that would let the halves disturb each other are frozen for a phase: days whose shifts may reach over the split, the run
/// of work over it with a day off on either side, and where rules count over the horizon one half of each person in turn; weekends
/// may become more in one half only. So joined halves are legal; their cost is counted anew. The phases and their seeds do not
/// depend on the number of threads.
struct HalvesAnnealing: Sendable {
  let tables: IntervalTables
  let unplaced: [Int]
  let seed: UInt64
  let threads: Int
  let budget: SearchBudget
  let clock: Stopwatch
  let stop: @Sendable () -> Bool
  /// Told the progress and the cost.
  let watch: @Sendable (Double, Double) -> Void

  /// Times that the horizon is split before the roster is finished as a whole.
  private static let phases = 24
  /// Share of the budget for the phases; the last part of the schedule is annealed as a whole.
  private static let splitShare = 0.94

  private var problem: RosterProblem { tables.space.problem }

  /// The roster that annealing ends with, shape [people][days].
  func run(from start: [Int32]) -> [Int32] {
    if problem.weekCount < 2 { return cheaperOfTwo(from: start) }
    var tours = start
    var first = 0.0
    let began = clock.seconds
    for phase in 0..<Self.phases {
      // Both halves were quenched when they were stopped, and joined they are lawful.
      if stop() { return tours }
      let next = Self.splitShare * Double(phase + 1) / Double(Self.phases)
      tours = self.phase(phase, tours, first...next, began: began)
      first = next
    }
    if case .wallSeconds(let seconds) = budget { first = max(first, min(1, (clock.seconds - began) / seconds)) }
    let whole = RosterState(tables, tours, frozen: unplaced)
    return annealed(whole, min(first, 1)...1, budget.share(1 - first), lane: 999, tells: true).tours
  }

  /// What a roster becomes by annealing with the seed of a lane.
  private func annealed(
    _ state: consuming RosterState, _ span: ClosedRange<Double>, _ budget: SearchBudget, lane: Int, tells: Bool
  ) -> (tours: [Int32], cost: Double) {
    var dice = XorshiftStar(seed: seed &* 1000 &+ UInt64(lane))
    state.anneal(span: span, budget: budget, dice: &dice, stop: stop) { if tells { watch($0, $1) } }
    return (state.copyTours(), state.cost)
  }

  /// A single week is not split: two searches run side by side and the cheaper roster is taken.
  private func cheaperOfTwo(from start: [Int32]) -> [Int32] {
    let found = Lanes.run(2, threads: threads) { lane in
      annealed(RosterState(tables, start, frozen: unplaced), 0...1, budget, lane: lane, tells: lane == 0)
    }
    return found.min { $0.cost < $1.cost }?.tours ?? start
  }

  /// The week at which a phase splits: the middle, then a week before, the middle, a week after, so that every week is often far
  /// from a split.
  private func split(_ phase: Int) -> Int {
    let middle = max(1, problem.weekCount / 2)
    let shift = [0, -1, 0, 1][phase % 4]
    return min(max(1, middle + shift), problem.weekCount - 1)
  }

  private func phase(
    _ phase: Int, _ tours: [Int32], _ span: ClosedRange<Double>, began: Double
  ) -> [Int32] {
    let week = split(phase)
    let day = problem.firstDay(ofWeek: week)
    let length = span.upperBound - span.lowerBound
    let halves = Lanes.run(2, threads: threads) { half -> [Int32] in
      var state = RosterState(tables, tours, frozen: unplaced)
      state.keepToHalf(half, before: day, week: week, turn: phase)
      let days = state.activeDays.count
      var budget = self.budget.share(length).share(days, of: problem.dayCount)
      if case .wallSeconds(let total) = self.budget {
        // Phases end by the clock of the whole, so that a late start does not add up.
        budget = .wallSeconds(max(1e-3, began + total * span.upperBound - clock.seconds))
      }
      return annealed(state, span, budget, lane: 2 * phase + half, tells: half == 0).tours
    }
    guard halves.count == 2 else { return tours }
    var joined = halves[0]
    let days = problem.dayCount
    for person in problem.people.indices {
      for later in day..<days { joined[person * days + later] = halves[1][person * days + later] }
    }
    return joined
  }
}

extension RosterState {
  /// Freezes what the other half may change and what would let the halves disturb each other.
  mutating func keepToHalf(_ half: Int, before split: Int, week: Int, turn: Int) {
    activeDays = half == 0 ? 0..<split : split..<dayCount
    activeWeeks = half == 0 ? 0..<week : week..<weekCount
    let reaching = reachingDays(over: split * (1440 / problem.intervalMinutes), half)
    for person in 0..<personCount {
      func freeze(_ day: Int) { isFree[person * dayCount + day] = false }
      let own = people[person].menu * dayCount
      for day in 0..<dayCount where !activeDays.contains(day) || reaching[own + day] { freeze(day) }
      let tour = tour(person)
      if split > 0 && split < dayCount {
        for day in rowsAround(split, tour, hasMoreRules: people[person].hasMoreRules) { freeze(day) }
      }
      // What counts over the whole horizon may change in one half only.
      if (person + turn) % 2 == half { continue }
      let rules = people[person]
      if rules.hasTotals {
        for day in 0..<dayCount { freeze(day) }
      } else if rules.hasWeekendWindow {
        // The other half counts on the weekends that are free here; those that are worked may change or go.
        let worked = Set((0..<dayCount).filter { tour[$0] >= 0 }.map { weekendOf[$0] })
        for day in 0..<dayCount where weekendOf[day] >= 0 && !worked.contains(weekendOf[day]) { freeze(day) }
      } else if rules.mostWeekends != .max {
        // The other half may use what is left of the limit; this one keeps to as many weekends as now.
        people[person].mostWeekends = weekends(person)
      }
    }
  }

  /// What stays around the split, so that joined rows of days are as long as each half found them or longer. Where work and rest
  /// meet there, the day of rest is enough: it keeps the rows of the halves apart. A row that spans the split stays as it is, with the
  /// days beside it where it is one of work, which both might lengthen; one of rest only where its length is ruled.
  private func rowsAround(_ split: Int, _ tour: UnsafeMutablePointer<Int32>, hasMoreRules: Bool) -> Range<Int> {
    if tour[split - 1] < 0 && (tour[split] >= 0 || !hasMoreRules) { return split - 1..<split }
    if tour[split - 1] >= 0 && tour[split] < 0 { return split..<split + 1 }
    var first = split - 1
    while first > 0 && (tour[first - 1] >= 0) == (tour[split - 1] >= 0) { first -= 1 }
    var end = split + 1
    while end < dayCount && (tour[end] >= 0) == (tour[split] >= 0) { end += 1 }
    let isOneRow = tour[split - 1] >= 0 && tour[split] >= 0
    return isOneRow ? max(0, first - 1)..<min(dayCount, end + 1) : first..<end
  }

  /// Whether some option of a day works on the other side of the cut: shape [menus][days].
  private func reachingDays(over cut: Int, _ half: Int) -> [Bool] {
    problem.menus.indices.flatMap { menu in
      (0..<dayCount).map { day in
        guard let range = intervals(menu: menu, day..<day + 1), !range.isEmpty else { return false }
        return half == 0 ? range.upperBound > cut : range.lowerBound < cut
      }
    }
  }
}
