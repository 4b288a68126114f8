/// Spreads surplus that contracts force on a roster: to the search one night with three people too many costs the same as three nights
/// with one each, and a planner would rather have the latter.
///
/// Shifts move within their week, to another start or another day, where that costs nothing and takes somebody from hours with at
/// least two people more above the requirement than the hours they go to. Tours stay lawful; nothing but surplus changes.
struct SurplusLevelling {
  /// Rounds over everybody; each move lowers the sum of squares of surplus, so they end by themselves as a rule.
  static let mostRounds = 8
  /// A difference of cost below this is none.
  static let tolerance: Float = 1e-4
  /// Least gain in the sum of squares, as a share of that of the shift moved: 2 where the difference is two people.
  static let leastGain: Float = 1.5

  let tables: IntervalTables

  private var problem: RosterProblem { tables.space.problem }

  /// The levelled tours; the same where nothing moves.
  ///
  /// - Parameter stop: asked before each person; `true` ends it with what is levelled so far.
  func run(_ tours: [Int32], stop: () -> Bool) -> [Int32] {
    var state = ReplanState(tables, tours: tours)
    var row = Row(problem.intervalCount)
    for _ in 0..<Self.mostRounds {
      var hasMoved = false
      for person in problem.people.indices where tables.model.profiles[tables.model.profileOf[person]].component >= 0 {
        if stop() { return state.tours }
        for day in 0..<problem.dayCount where move(person, day, &state, &row) { hasMoved = true }
      }
      if !hasMoved { break }
    }
    return state.tours
  }

  /// What one more of a person costs and how much surplus there is.
  private struct Row {
    var change: Sums
    var square: Sums

    init(_ count: Int) {
      change = Sums(values: [Float](repeating: 0, count: count), sums: [Double](repeating: 0, count: count + 1))
      square = change
    }
  }

  /// Values by interval, and the sums of them up to each.
  private struct Sums {
    var values: [Float]
    var sums: [Double]

    mutating func fill(_ range: Range<Int>, _ value: (Int) -> Float) {
      sums[range.lowerBound] = 0
      for interval in range {
        values[interval] = value(interval)
        sums[interval + 1] = sums[interval] + Double(values[interval])
      }
    }

    /// What an option comes to, its breaks in proportion.
    func of(_ option: Int32, _ tables: IntervalTables) -> Float {
      let reach = tables.table.shifts[Int(option)].reach.clamped(to: values.indices)
      var sum = Float(sums[reach.upperBound] - sums[reach.lowerBound])
      tables.table.forEachException(of: Int(option), in: reach) { interval, units in
        sum -= (1 - Float(units) / Float(tables.space.problem.unitsPerInterval)) * values[interval]
      }
      return sum
    }
  }

  /// When an option is worked, but for its breaks.
  private struct Span: Hashable {
    var start: Int32
    var end: Int32
    var gapAfter: Int32
    var gapMinutes: Int32

    init(_ option: ShiftOption) {
      (start, end, gapAfter, gapMinutes) = (option.start, option.end, option.gapAfter, option.gapMinutes)
    }
  }

  private func move(_ person: Int, _ day: Int, _ state: inout ReplanState, _ row: inout Row) -> Bool {
    let present = state.tours[person * problem.dayCount + day]
    guard present >= 0, problem.people[person].days[day] == .free else { return false }
    let saved = -Float(state.put(person, present, -1))
    defer { state.put(person, state.tours[person * problem.dayCount + day], 1) }
    let (gone, own) = squares(person, present, state)
    guard gone >= Self.leastGain * own, own > 0 else { return false }
    let week = problem.weekOfDay.indices.filter { problem.weekOfDay[$0] == problem.weekOfDay[day] }
    let tour = state.tour(person)
    let options = week.filter { $0 == day || (tour[$0] < 0 && problem.people[person].days[$0] == .free) }.flatMap {
      day in
      problem.options(menu: problem.people[person].menu, day: day).filter {
        problem.options[$0].paid == problem.options[Int(present)].paid
      }.map { (day: day, option: Int32($0)) }
    }
    fill(&row, person, options.map(\.option), state)
    let ranked = options.compactMap { entry -> (gain: Float, day: Int, option: Int32)? in
      let (cost, square) = (row.change.of(entry.option, tables), row.square.of(entry.option, tables))
      guard cost <= saved + Self.tolerance, gone - square >= Self.leastGain * own else { return nil }
      return (gone - square, entry.day, entry.option)
    }.sorted { ($1.gain, $0.day, $0.option) < ($0.gain, $1.day, $1.option) }
    let before = state.ownCost(tour, person)
    let shares = problem.fairShares.map { $0.counts(of: tour, in: problem) }
    // What a tour costs beside its option there, nil where a rule or fair shares are against it; breaks change none of it.
    var known: [Span: Double?] = [:]
    for entry in ranked {
      var other = tour
      other[day] = RosterProblem.off
      other[entry.day] = entry.option
      let cost = row.change.of(entry.option, tables)
      let own = Double(problem.cost(person: person, option: entry.option))
      let span = Span(problem.options[Int(entry.option)])
      if known[span] == nil {
        let isAllowed =
          state.judge.isLegal(other, person: person)
          && problem.fairShares.map { $0.counts(of: other, in: problem) } == shares
        known.updateValue(isAllowed ? state.ownCost(other, person) - own : nil, forKey: span)
      }
      guard let rest = known[span] ?? nil, Double(cost - saved) + rest + own - before <= Double(Self.tolerance) else {
        continue
      }
      state.put(person, present, 1)
      state.setTour(person, other)
      state.put(person, state.tours[person * problem.dayCount + day], -1)
      return true
    }
    return false
  }

  /// How much a shift adds to the sum of squares of surplus where it is not counted now, and what it would add without any other.
  private func squares(_ person: Int, _ option: Int32, _ state: borrowing ReplanState) -> (with: Float, alone: Float) {
    let profile = tables.model.profiles[tables.model.profileOf[person]]
    var (with, alone): (Float, Float) = (0, 0)
    tables.table.forEachInterval(of: option) { interval, units in
      let work = profile.productivity * Float(units) / Float(problem.unitsPerInterval)
      let over = Float(state.cover.shortAndOver(profile.component, interval).1)
      with += 2 * over * work
      alone += work * work
    }
    return (with, alone)
  }

  /// Fills the intervals that some options reach.
  private func fill(_ row: inout Row, _ person: Int, _ options: [Int32], _ state: borrowing ReplanState) {
    let place = tables.model.profileOf[person]
    let profile = tables.model.profiles[place]
    let reach = tables.table.reach(of: options.map { Int($0) }).clamped(to: 0..<problem.intervalCount)
    guard !reach.isEmpty else { return }
    row.change.fill(reach) { state.cover.change(place, $0, problem.unitsPerInterval) }
    row.square.fill(reach) { 2 * profile.productivity * Float(state.cover.shortAndOver(profile.component, $0).1) }
  }
}

extension RosterSolution {
  /// Spreads surplus where that costs nothing.
  ///
  /// - Parameter stop: asked before each person; `true` ends it with what is levelled so far.
  package mutating func levelSurplus(_ problem: RosterProblem, stop: () -> Bool = { false }) {
    guard case .intervals(let demand) = problem.demand, !stop() else { return }
    let tables = tables ?? IntervalTables(problem, demand)
    let level = SurplusLevelling(tables: tables).run(tours, stop: stop)
    guard level != tours else { return }
    let levelled = ReplanState(tables, tours: level).cost()
    guard levelled.total <= cost.total + 0.01 else { return }
    tours = level
    // People are given to groups afterwards.
    groups = []
    cost = levelled
    bound = min(bound, levelled.total)
  }
}
