/// A first legal roster: each person in random order takes the cheapest tour for the cover that is left.
enum FirstRoster {
  /// Longer horizons are filled in stages, each held to its share of the limits that run over the whole horizon.
  private static let longestStage = 84
  private static let stage = 28
  /// Above what any shift can be worth.
  private static let avoidedPrice: Float = 1e5

  /// A roster in which every person obeys the rules, or the first person who cannot.
  static func make(_ workspace: LaneWorkspace) -> Result<DayShiftRoster, RosterContradiction> {
    let tables = workspace.tables
    var order = Array(0..<tables.people)
    order.shuffle(using: &workspace.random)
    let off = [Int32](repeating: RosterProblem.off, count: tables.people * tables.days)
    var roster = DayShiftRoster(off, tables)
    let isLong = tables.days > longestStage
    if isLong { fillInStages(order, &roster, workspace) }
    for person in order {
      let isPlaced = isLong ? roster.isLegal(person, tables) : give(person, 0..<tables.days, &roster, workspace)
      // Counting several shift kinds at a time may be too much for the search although tours exist.
      if !isPlaced && !settle(person, &roster, workspace) { return .failure(RosterContradiction(person: person)) }
    }
    return .success(DayShiftRoster(roster.tours, tables))
  }

  /// Gives a person the cheapest tour in the window for the cover that others leave; false when the rules allow none.
  ///
  /// - Parameter avoidsScarce: shift kinds that the person may work on some days only are avoided, since counting several
  ///   of them over a long window can take too much memory.
  static func give(
    _ person: Int, _ window: Range<Int>, _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace,
    avoidsScarce: Bool = false
  ) -> Bool {
    let tables = workspace.tables
    roster.count(person, window, -1, tables)
    let isFound = workspace.give(person, window, &roster) { cell in
      avoidsScarce && tables.isScarce[person * tables.kinds + cell % tables.kinds] ? avoidedPrice : 0
    }
    if !isFound { roster.count(person, window, 1, tables) }
    return isFound
  }

  /// Fills stage after stage; who has no tour within the share of their limits may be some shifts off it.
  private static func fillInStages(_ order: [Int], _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace) {
    for window in stages(workspace.tables) {
      var open = order
      for room in [1, 2, 3, 6] where !open.isEmpty {
        guard let tables = held(workspace.tables, until: window.upperBound, room: room) else { return }
        let held = LaneWorkspace(tables, random: workspace.random, clock: workspace.clock)
        open = open.filter { !give($0, window, &roster, held) && !give($0, window, &roster, held, avoidsScarce: true) }
      }
    }
  }

  /// What the stages could not settle: longer and longer ends of the horizon under the limits of the whole.
  private static func settle(_ person: Int, _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace) -> Bool {
    let days = workspace.tables.days
    for length in [2, 3, 4, 6].map({ $0 * stage }) + [days] {
      for avoidsScarce in [false, true] {
        let isFound = give(
          person, max(0, days - length)..<days, &roster, workspace, avoidsScarce: avoidsScarce)
        if isFound, roster.isLegal(person, workspace.tables) { return true }
      }
    }
    return false
  }

  private static func stages(_ tables: DayShiftTables) -> [Range<Int>] {
    stride(from: 0, to: tables.days, by: stage).compactMap { first in
      if first > 0 && tables.days - first < stage { return nil }
      return first..<(tables.days - first < 2 * stage ? tables.days : first + stage)
    }
  }

  /// The problem with everybody held to the share of the limits that belongs to the days before `end`.
  private static func held(_ tables: DayShiftTables, until end: Int, room: Int) -> DayShiftTables? {
    var problem = tables.problem
    let longest = Int(tables.problem.options.map(\.paid).max() ?? 0)
    for person in problem.people.indices {
      // Leave is not evenly spread: what counts are the days on which somebody can work.
      let present = problem.people[person].days.map { $0 == .off ? 0 : 1 }
      let share = Double(present[..<end].reduce(0, +)) / Double(max(1, present.reduce(0, +)))
      problem.people[person].rules.hold(to: end == tables.days ? 1 : share, room: room, longestShift: longest)
    }
    return DayShiftTables(TourSpace(problem))
  }
}

extension TourRules {
  /// Narrows the limits of the whole horizon to what may be used up when a share of it has passed, give or take `room`
  /// shifts.
  fileprivate mutating func hold(to share: Double, room: Int, longestShift: Int) {
    guard share < 1 else { return }
    let scaled = { (limit: Int) in
      limit == Int.max ? limit : min(limit, Int((Double(limit) * share).rounded(.up)) + room - 1)
    }
    if let range = minutes {
      let low = max(0, Int(Double(range.lowerBound) * share) - room * longestShift)
      let high = min(range.upperBound, Int((Double(range.upperBound) * share).rounded(.up)) + room * longestShift)
      minutes = low...max(low, high)
    }
    mostWeekends =
      mostWeekends == Int.max
      ? mostWeekends : min(mostWeekends, Int((Double(mostWeekends) * share).rounded(.up)) + (room > 1 ? 1 : 0))
    mostOfKind = mostOfKind.map { $0 == 0 ? 0 : scaled($0) }
  }
}
