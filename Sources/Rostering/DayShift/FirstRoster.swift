/// A first legal roster: each person in random order takes the cheapest tour for the cover that is left.
enum FirstRoster {
  /// Longer horizons are filled in stages, each held to its share of the limits that run over the whole horizon.
  private static let longestStage = 84
  private static let stage = 28

  /// A roster in which every person obeys the rules, or the first person who cannot.
  static func make(_ workspace: LaneWorkspace) -> Result<DayShiftRoster, NoTour> {
    let tables = workspace.tables
    var order = Array(0..<tables.people)
    order.shuffle(using: &workspace.random)
    let off = [Int32](repeating: RosterProblem.off, count: tables.people * tables.days)
    var roster = DayShiftRoster(off, tables)
    if tables.days > longestStage {
      for stage in stages(tables) {
        let held = LaneWorkspace(stage.tables, random: workspace.random, clock: workspace.clock)
        for person in order { _ = give(person, stage.window, &roster, held) }
      }
    }
    // The whole horizon at once: all that is needed when it is short, and what a stage could not settle when it is long.
    for person in order {
      if tables.days > longestStage, isLegal(person, roster, tables) { continue }
      guard give(person, 0..<tables.days, &roster, workspace) else { return .failure(NoTour(person: person)) }
    }
    return .success(DayShiftRoster(roster.tours, tables))
  }

  /// A person whose rules, leave and fixed shifts contradict each other.
  struct NoTour: Error {
    var person: Int
  }

  private static func isLegal(_ person: Int, _ roster: DayShiftRoster, _ tables: DayShiftTables) -> Bool {
    roster.tours.withUnsafeBufferPointer { tours in
      tours.baseAddress.map { tables.judge.isLegal($0 + person * tables.days, person: person) } ?? true
    }
  }

  /// Gives a person the cheapest tour in the window for the cover that others leave; false when the rules allow none.
  static func give(
    _ person: Int, _ window: Range<Int>, _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace
  ) -> Bool {
    let tables = workspace.tables
    for day in window {
      let option = roster.tours[person * tables.days + day]
      if option >= 0 { roster.cover[Int(tables.cellOfOption[Int(option)])] -= 1 }
    }
    for local in tables.menuRange(person, window) {
      let cell = Int(tables.cellOfOption[tables.firstOption[person] + local])
      workspace.costs[local] =
        tables.own[tables.ownStart[person] + local] + tables.marginalCost(cell, roster.cover[cell])
    }
    roster.tours.withUnsafeBufferPointer { tours in
      if let base = tours.baseAddress { workspace.load(person, of: base) }
    }
    let isFound = workspace.cheapest(person, window) != nil
    for day in window {
      if isFound { roster.tours[person * tables.days + day] = workspace.tour[day] }
      let option = roster.tours[person * tables.days + day]
      if option >= 0 { roster.cover[Int(tables.cellOfOption[Int(option)])] += 1 }
    }
    return isFound
  }

  private static func stages(_ tables: DayShiftTables) -> [(window: Range<Int>, tables: DayShiftTables)] {
    stride(from: 0, to: tables.days, by: stage).compactMap { first in
      let end = tables.days - first < 2 * stage ? tables.days : first + stage
      if first > 0 && tables.days - first < stage { return nil }
      var problem = tables.problem
      let share = Double(end) / Double(tables.days)
      let longest = Int(tables.problem.options.map(\.paid).max() ?? 0)
      for person in problem.people.indices { problem.people[person].rules.hold(to: share, longestShift: longest) }
      return DayShiftTables(TourSpace(problem)).map { (first..<end, $0) }
    }
  }
}

extension TourRules {
  /// Narrows the limits of the whole horizon to what may be used up when a share of it has passed.
  fileprivate mutating func hold(to share: Double, longestShift: Int) {
    guard share < 1 else { return }
    let scaled = { (limit: Int) in limit == Int.max ? limit : Int((Double(limit) * share).rounded(.up)) }
    if let range = minutes {
      let low = Int((Double(range.lowerBound) * share).rounded(.down))
      let high = scaled(range.upperBound)
      // Room for two shifts at least, or some lengths could not be met on the way.
      let room = max(0, 2 * longestShift - (high - low)) / 2
      minutes = max(0, low - room)...max(low, min(range.upperBound, high + room))
    }
    mostWeekends = scaled(mostWeekends)
    mostOfKind = mostOfKind.map(scaled)
  }
}
