import Chance
import LinearProgram

/// Improves a roster piece by piece: some people and some days are chosen again by column generation and a small dive or
/// branch and bound, everything else stays.
struct WindowSearch {
  /// Smaller gains are not looked for; with whole costs there are none.
  let leastGain: Double
  /// Reading of the clock.
  let until: Double
  /// Seconds for one window's dive.
  let divingSeconds: Double

  /// Seconds for one window's column generation, and nodes for its branch and bound.
  private static let (pricingSeconds, nodes) = (5.0, 200)

  /// A better choice for some people in a window; shapes of the tours [people][window].
  struct Change: Sendable {
    var people: [Int]
    var window: Range<Int>
    var before: [[Int32]]
    var after: [[Int32]]
  }

  /// How many windows were looked at, and in how many nothing better can exist.
  struct Tally: Sendable {
    var looked = 0
    var proven = 0
    /// Windows of everybody and all days in which nothing was found since the roster last became cheaper.
    var fruitless = 0

    mutating func add(_ other: Tally) {
      looked += other.looked
      proven += other.proven
      fruitless += other.fruitless
    }
  }

  /// When so many windows of everybody and all days found nothing, others will not either.
  static let mostFruitless = 200

  /// Shapes of windows: many people on few days, some people on more, a few people on many.
  ///
  /// A shape grows while its windows turn out to be the best already and shrinks while they are too large to be solved in
  /// time, and shapes that pay are looked at most. So short and long horizons, small and large teams need no sizes of their
  /// own.
  struct Shapes: Sendable {
    private struct Shape: Sendable {
      var people: Double
      var days: Double
      /// Whether it grows in people rather than in days first.
      var growsPeople: Bool
      var gain = 1.0
      var seconds = 0.1
    }

    private var shapes: [Shape]
    private let mostPeople: Double
    private let mostDays: Double
    /// Weight of what came before at each new window.
    private static let memory = 0.9
    /// Share of windows whose shape is drawn evenly, so that no shape is forgotten.
    private static let evenShare = 0.25
    private static let growth = 1.05
    private static let shrinkage = 0.8

    init(_ tables: DayShiftTables) {
      mostPeople = Double(tables.people)
      mostDays = Double(tables.days)
      let some = max(10, mostPeople / 3)
      shapes = [
        Shape(people: 8, days: 28, growsPeople: true), Shape(people: some, days: 14, growsPeople: false),
        Shape(people: max(40, mostPeople), days: 9, growsPeople: false),
      ]
    }

    /// People and days of a shape's next window.
    func size(_ shape: Int) -> (people: Int, days: Int) {
      (Int(min(mostPeople, shapes[shape].people)), Int(min(mostDays, shapes[shape].days)))
    }

    mutating func note(_ shape: Int, gain: Double, seconds: Double) {
      shapes[shape].gain = Self.memory * shapes[shape].gain + gain
      shapes[shape].seconds = Self.memory * shapes[shape].seconds + seconds
    }

    mutating func grow(_ shape: Int) { scale(shape, Self.growth) }
    mutating func shrink(_ shape: Int) { scale(shape, Self.shrinkage) }

    private mutating func scale(_ shape: Int, _ factor: Double) {
      let isWide = shapes[shape].people * factor > mostPeople
      let isLong = shapes[shape].days * factor > mostDays
      if shapes[shape].growsPeople && !isWide || isLong && !isWide {
        shapes[shape].people = max(3, shapes[shape].people * factor)
      } else if !isLong {
        shapes[shape].days = max(5, shapes[shape].days * factor)
      }
    }

    /// A shape, in proportion to gain a second.
    func draw(_ random: inout SplitMix64) -> Int {
      if random.share() < Self.evenShare { return random.below(shapes.count) }
      let rates = shapes.map { ($0.gain + 1e-3) / max(1e-4, $0.seconds) }
      var left = random.share() * rates.reduce(0, +)
      for (shape, rate) in rates.enumerated() {
        left -= rate
        if left < 0 { return shape }
      }
      return rates.count - 1
    }

    /// The mean of what two lanes saw.
    func mean(_ other: Shapes) -> Shapes {
      var mean = self
      for shape in shapes.indices {
        mean.shapes[shape].gain = (shapes[shape].gain + other.shapes[shape].gain) / 2
        mean.shapes[shape].seconds = (shapes[shape].seconds + other.shapes[shape].seconds) / 2
        mean.shapes[shape].people = (shapes[shape].people + other.shapes[shape].people) / 2
        mean.shapes[shape].days = (shapes[shape].days + other.shapes[shape].days) / 2
      }
      return mean
    }
  }

  /// Share of windows that are dived into; branch and bound over the known tours is the exception, being slower and exact
  /// only among them.
  private static let divingShare = 0.8
  /// Days that a dive decides at a time, drawn for each dive.
  private static let segmentDays = [7, 14, Int.max]

  /// Looks once at one random window.
  ///
  /// - Returns: the change that made the roster cheaper; nil when none was found.
  func step(
    _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace, _ tally: inout Tally, _ shapes: inout Shapes
  ) throws(SolverFault) -> Change? {
    let tables = workspace.tables
    let shape = shapes.draw(&workspace.random)
    let (begin, before) = (workspace.clock.used, roster.cost)
    defer { shapes.note(shape, gain: before - roster.cost, seconds: workspace.clock.used - begin) }
    let (people, window) = choose(shapes.size(shape), roster, workspace)
    var master = try ColumnMaster.over(people: people, window: window, roster: roster, workspace)
    let present = cost(of: people, window, roster, tables)
    let start = workspace.clock.used
    try master.generate(
      ColumnMaster.Patience(rounds: 100, until: min(until, start + Self.pricingSeconds), smoothing: 0.5))
    tally.looked += 1
    if people.count == tables.people, window.count == tables.days { tally.fruitless += 1 }
    if master.bound > present - leastGain {
      tally.proven += 1
      shapes.grow(shape)
      return nil
    }
    if master.relaxed > present - 0.01 {
      shapes.shrink(shape)
      return nil
    }
    let tours: [[Int32]?]?
    if workspace.random.share() < Self.divingShare {
      let dive = Dive(
        segmentDays: Self.segmentDays[workspace.random.below(Self.segmentDays.count)], tolerance: 1, width: 3,
        rounds: 6, noise: 0.1, cut: present - 0.9 * leastGain,
        until: min(until, workspace.clock.used + divingSeconds))
      tours = try dive.run(&master)
    } else {
      let options = SolveOptions(nodeLimit: Self.nodes, timeLimit: workspace.clock.isCounted ? nil : .seconds(2))
      tours = try master.search(options, below: present)
    }
    let found = (tours ?? []).compactMap(\.self)
    guard found.count == people.count else {
      if workspace.clock.used - begin > Self.pricingSeconds { shapes.shrink(shape) }
      return nil
    }
    let change = Change(
      people: people, window: window, before: people.map { Array(roster.tour($0, tables)[window]) },
      after: found.map { Array($0[window]) })
    guard change.apply(to: &roster, tables) else { return nil }
    tally.fruitless = 0
    return change
  }

  private func choose(
    _ size: (people: Int, days: Int), _ roster: DayShiftRoster, _ workspace: LaneWorkspace
  ) -> ([Int], Range<Int>) {
    let tables = workspace.tables
    let short = roster.cover.indices.filter { roster.cover[$0] < tables.wanted[$0] }
    let target = !short.isEmpty && workspace.random.share() < 0.8 ? short[workspace.random.below(short.count)] : nil
    let day = target.map { $0 / tables.kinds } ?? workspace.random.below(tables.days)
    var window = 0..<tables.days
    if size.days < tables.days {
      let first = max(0, min(tables.days - size.days, day - workspace.random.below(size.days)))
      window = first..<first + size.days
    }
    let ranked = (0..<tables.people).map { person in
      let helps = target.map { tables.canCover($0, person) } ?? false
      return (workspace.random.share() - (helps ? 0.7 : 0), person)
    }
    return (ranked.sorted { $0 < $1 }.prefix(size.people).map(\.1), window)
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
  /// Makes the change if people still work in the window what it began with, nobody breaks a rule by it and the roster
  /// becomes cheaper.
  func apply(to roster: inout DayShiftRoster, _ tables: DayShiftTables) -> Bool {
    var changed = roster.tours
    for (place, person) in people.enumerated() {
      let first = person * tables.days
      let days = first + window.lowerBound..<first + window.upperBound
      guard roster.tours[days].elementsEqual(before[place]) else { return false }
      changed.replaceSubrange(days, with: after[place])
    }
    let candidate = DayShiftRoster(changed, tables)
    guard candidate.cost < roster.cost - 1e-6, people.allSatisfy({ candidate.isLegal($0, tables) }) else {
      return false
    }
    roster = candidate
    return true
  }
}
