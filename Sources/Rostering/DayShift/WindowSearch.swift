import LinearProgram

/// Improves a roster piece by piece: some people and some days are chosen again by column generation and a small dive or
/// branch and bound, everything else stays.
struct WindowSearch {
  /// Smaller gains are not looked for; with whole costs there are none.
  var leastGain = 0.99
  /// Readings of the clock.
  var until = Double.infinity
  /// Seconds for one window's column generation and for its dive.
  var pricingSeconds = 5.0
  var divingSeconds = 3.0
  /// Nodes for one window's branch and bound.
  var nodes = 200

  /// A better choice for some people in a window.
  struct Change: Sendable {
    var people: [Int]
    var before: [[Int32]]
    var after: [[Int32]]
  }

  /// How many windows were looked at, and in how many nothing better can exist.
  struct Tally: Sendable {
    var looked = 0
    var proven = 0

    mutating func add(_ other: Tally) {
      looked += other.looked
      proven += other.proven
    }
  }

  /// How large a window is; large in people or large in days.
  private struct Size {
    var people: ClosedRange<Int>
    var days: Int
  }

  /// Days of the longest window of more than a few people.
  static let longestWindow = 28

  private func sizes(_ tables: DayShiftTables) -> [Size] {
    tables.days <= Self.longestWindow
      ? [Size(people: 8...15, days: tables.days), Size(people: 16...25, days: 14), Size(people: 40...40, days: 9)]
      : [
        Size(people: 3...5, days: min(tables.days, 3 * Self.longestWindow)),
        Size(people: 10...10, days: Self.longestWindow), Size(people: 20...20, days: 14),
        Size(people: 40...40, days: 9),
      ]
  }

  /// Looks once at one random window.
  ///
  /// - Returns: the change that made the roster cheaper; nil when none was found.
  func step(
    _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace, _ tally: inout Tally
  ) throws(SolverFault) -> Change? {
    let tables = workspace.tables
    let (people, window) = choose(roster, workspace)
    var master = try ColumnMaster.over(people: people, window: window, roster: roster, workspace)
    let present = cost(of: people, window, roster, tables)
    let start = workspace.clock.used
    try master.generate(
      ColumnMaster.Patience(rounds: 100, until: min(until, start + pricingSeconds), smoothing: 0.5))
    tally.looked += 1
    if master.bound > present - leastGain {
      tally.proven += 1
      return nil
    }
    if master.relaxed > present - 0.01 { return nil }
    let tours: [[Int32]?]?
    if workspace.random.below(2) == 0 {
      let dive = Dive(
        tolerance: 1, width: 3, rounds: 6, noise: 0.1, cut: present - 0.9 * leastGain,
        until: min(until, workspace.clock.used + divingSeconds))
      tours = try dive.run(&master)
    } else {
      let options = SolveOptions(nodeLimit: nodes, timeLimit: .seconds(2))
      tours = try master.search(options, below: present)
    }
    let found = (tours ?? []).compactMap(\.self)
    guard found.count == people.count else { return nil }
    let change = Change(people: people, before: people.map { roster.tour($0, tables) }, after: found)
    return change.apply(to: &roster, tables) ? change : nil
  }

  private func choose(_ roster: DayShiftRoster, _ workspace: LaneWorkspace) -> ([Int], Range<Int>) {
    let tables = workspace.tables
    let options = sizes(tables)
    let size = options[workspace.random.below(options.count)]
    let short = roster.cover.indices.filter { roster.cover[$0] < tables.wanted[$0] }
    let target = !short.isEmpty && workspace.random.share() < 0.8 ? short[workspace.random.below(short.count)] : nil
    let day = target.map { $0 / tables.kinds } ?? workspace.random.below(tables.days)
    var window = 0..<tables.days
    if size.days < tables.days {
      let first = max(0, min(tables.days - size.days, day - workspace.random.below(size.days)))
      window = first..<first + size.days
    }
    let span = size.people.upperBound - size.people.lowerBound + 1
    let count = min(tables.people, size.people.lowerBound + workspace.random.below(span))
    let ranked = (0..<tables.people).map { person in
      let helps = target.map { tables.canCover($0, person) } ?? false
      return (workspace.random.share() - (helps ? 0.7 : 0), person)
    }
    return (ranked.sorted { $0 < $1 }.prefix(count).map(\.1), window)
  }

  private func cost(
    of people: [Int], _ window: Range<Int>, _ roster: DayShiftRoster, _ tables: DayShiftTables
  ) -> Double {
    var cost = 0.0
    for person in people { cost += tables.ownCost(roster, person, 0..<tables.days) }
    for cell in window.lowerBound * tables.kinds..<window.upperBound * tables.kinds {
      cost += tables.cellCost(cell, roster.cover[cell])
    }
    return cost
  }
}

extension WindowSearch.Change {
  /// Makes the change if people still have the tours it began with and the roster becomes cheaper.
  func apply(to roster: inout DayShiftRoster, _ tables: DayShiftTables) -> Bool {
    var changed = roster.tours
    for (place, person) in people.enumerated() {
      guard roster.tour(person, tables) == before[place] else { return false }
      changed.replaceSubrange(person * tables.days..<(person + 1) * tables.days, with: after[place])
    }
    let candidate = DayShiftRoster(changed, tables)
    guard candidate.cost < roster.cost - 1e-6 else { return false }
    roster = candidate
    return true
  }
}
