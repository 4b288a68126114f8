import Synchronization

/// Rosters for shifts that change between activities.
///
/// The step of the search takes one to three people out and gives each in turn the tour that is cheapest for the cover left by
/// the others: the best use of every possible shift by `ActivityCover`, then the best tour by `TourSearch`. Worse rosters are
/// accepted as in annealing. Two searches run side by side; the cheaper roster is taken.
public struct ActivityEngine: Sendable {
  /// Steps of each search, or a time.
  public var effort = RosterEffort.normal
  /// Seed of all random choices.
  public var seed: UInt64 = 1
  /// Threads to use; the roster does not depend on them unless the effort is given in seconds.
  public var threads = 2

  /// Steps a person for each effort.
  private static let stepsEach = (quick: 40, normal: 200, best: 2_000)
  private static let startTemperature = 12.0
  private static let endTemperature = 0.3

  /// An engine with its default effort.
  public init(effort: RosterEffort = .normal, seed: UInt64 = 1) {
    self.effort = effort
    self.seed = seed
  }

  /// A roster for the people, options and rules of a problem, whose own demand is not read.
  public func solve(_ problem: RosterProblem, _ demand: ActivityDemand) -> ActivitySolution {
    let clock = Stopwatch()
    let space = TourSpace(problem)
    let found = Lanes.run(2, threads: threads) { lane -> (ActivitySolution, Double) in
      var search = ActivitySearch(space, demand, seed: seed &* 1_000 &+ UInt64(lane))
      search.build()
      search.anneal(from: Self.startTemperature, to: Self.endTemperature) { step in
        switch effort {
        case .seconds(let seconds): clock.seconds / max(1e-9, seconds)
        case .moves(let count): Double(step) / Double(max(1, count))
        case .quick: Double(step) / Double(max(1, Self.stepsEach.quick * problem.people.count))
        case .normal: Double(step) / Double(max(1, Self.stepsEach.normal * problem.people.count))
        case .best: Double(step) / Double(max(1, Self.stepsEach.best * problem.people.count))
        }
      }
      return (search.solution(), search.cost)
    }
    return found.min { $0.1 < $1.1 }?.0
      ?? ActivitySolution(tours: [], activities: [], surplusCost: 0, shortIntervals: 0, unplaced: [])
  }
}

/// One search: a roster under change and its best.
struct ActivitySearch {
  /// One person's tour and what they do in it.
  private struct Part {
    var tour: [Int32]
    var activities: [Int8]
  }

  private let problem: RosterProblem
  private let judge: TourJudge
  private let search: TourSearch
  private var cover: ActivityCover
  private var dice: Annealing.Dice
  private var parts: [Part]
  private var best: [Part]
  private var bestCost = Double.infinity
  private var unplaced: [Int] = []
  private var costs: [Float]
  /// Shape [menus][days]: options in order of their first interval.
  private let byStart: [[[Int]]]
  /// Cost of the roster as it stands.
  private(set) var cost = 0.0

  init(_ space: TourSpace, _ demand: ActivityDemand, seed: UInt64) {
    problem = space.problem
    judge = TourJudge(problem)
    search = TourSearch(space)
    cover = ActivityCover(demand, intervals: problem.intervalCount)
    dice = Annealing.Dice(seed: seed)
    let empty = Part(
      tour: [Int32](repeating: RosterProblem.off, count: problem.dayCount),
      activities: [Int8](repeating: -1, count: problem.intervalCount))
    parts = [Part](repeating: empty, count: problem.people.count)
    best = parts
    costs = [Float](repeating: 0, count: problem.menus.map(\.count).max() ?? 0)
    let problem = problem
    byStart = problem.menus.indices.map { menu in
      (0..<problem.dayCount).map { day in
        problem.options(menu: menu, day: day).sorted {
          (problem.options[$0].firstInterval, $0) < (problem.options[$1].firstInterval, $1)
        }
      }
    }
  }

  /// Everybody in random order takes the best tour for what is left.
  mutating func build() {
    cost = cover.total()
    var order = Array(parts.indices)
    for place in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(place, dice.below(place + 1)) }
    for person in order {
      if respond(person, noise: 0) {
        cost += place(person, 1)
      } else {
        unplaced.append(person)
      }
    }
    keepBest()
  }

  /// Ruin and recreate until `progress`, told the number of steps, reaches 1.
  mutating func anneal(from start: Double, to end: Double, progress: (Int) -> Double) {
    let movable = parts.indices.filter { !unplaced.contains($0) }
    if movable.isEmpty { return }
    var step = 0
    while true {
      let used = progress(step)
      if used >= 1 { break }
      let temperature = start * power(end / start, used)
      let allowed = temperature * Double(Annealing.rises[dice.below(Annealing.rises.count)])
      recreate((0...dice.below(3)).map { _ in movable[dice.below(movable.count)] }, allowed, noise: Float(temperature))
      step += 1
    }
    parts = best
    cost = bestCost
  }

  /// Takes people out and gives each a new tour; takes it back when the cost rises by more than `allowed`.
  private mutating func recreate(_ drawn: [Int], _ allowed: Double, noise: Float) {
    var people: [Int] = []
    for person in drawn where !people.contains(person) { people.append(person) }
    let kept = people.map { parts[$0] }
    var rise = 0.0
    for person in people { rise += place(person, -1) }
    for (turn, person) in people.enumerated() {
      // Noise on all but the last, so that the same people can end up elsewhere.
      if !respond(person, noise: turn + 1 < people.count ? noise : 0) { parts[person] = kept[turn] }
      rise += place(person, 1)
    }
    if rise <= allowed {
      cost += rise
      keepBest()
      return
    }
    for person in people { _ = place(person, -1) }
    for (turn, person) in people.enumerated() {
      parts[person] = kept[turn]
      _ = place(person, 1)
    }
  }

  private mutating func keepBest() {
    if cost < bestCost - 1e-3 {
      bestCost = cost
      best = parts
    }
  }

  /// Adds or removes a person's work and own cost; says the change of cost.
  private mutating func place(_ person: Int, _ sign: Int32) -> Double {
    var change = Double(sign) * judge.cost(parts[person].tour, person: person)
    for day in 0..<problem.dayCount {
      guard let range = intervals(parts[person].tour[day]) else { continue }
      change += Double(cover.put(parts[person].activities[range], from: range.lowerBound, sign: sign))
    }
    return change
  }

  /// The intervals of the grid that an option works.
  private func intervals(_ option: Int32) -> Range<Int>? {
    if option < 0 { return nil }
    let option = problem.options[Int(option)]
    let first = max(0, Int(option.firstInterval))
    return
      first..<max(
        first,
        min(problem.intervalCount, Int(option.firstInterval) + problem.patterns[Int(option.pattern)].units.count))
  }

  /// Gives a person, who is out of cover, the cheapest tour; false when there is none.
  private mutating func respond(_ person: Int, noise: Float) -> Bool {
    let menu = problem.menus[problem.people[person].menu]
    var opened = -1
    for day in 0..<problem.dayCount where problem.people[person].days[day] != .off {
      let options = byStart[problem.people[person].menu][day]
      let longest = options.reduce(0) { max($0, intervals(Int32($1))?.count ?? 0) }
      for option in options {
        guard let range = intervals(Int32(option)) else { continue }
        if range.lowerBound != opened {
          opened = range.lowerBound
          cover.open(from: opened, longest: longest)
        }
        var value = cover.value(range.count)
        if !problem.people[person].optionCosts.isEmpty {
          value += problem.people[person].optionCosts[option - menu.first]
        }
        costs[option - menu.first] = value - noise * Annealing.rises[dice.below(Annealing.rises.count)]
      }
    }
    var tour = parts[person].tour
    guard search.cheapestTour(person: person, costs: costs, window: 0..<problem.dayCount, tour: &tour) != nil,
      judge.isLegal(tour, person: person)
    else { return false }
    parts[person].tour = tour
    parts[person].activities = [Int8](repeating: -1, count: problem.intervalCount)
    for day in 0..<problem.dayCount {
      guard let range = intervals(tour[day]) else { continue }
      cover.open(from: range.lowerBound, longest: range.count)
      cover.trace(range.count, into: &parts[person].activities, at: range.lowerBound)
    }
    return true
  }

  /// The best roster found.
  func solution() -> ActivitySolution {
    let (surplus, short) = cover(of: best).parts()
    return ActivitySolution(
      tours: best.flatMap(\.tour), activities: best.flatMap(\.activities), surplusCost: surplus, shortIntervals: short,
      unplaced: unplaced.sorted())
  }

  private func cover(of parts: [Part]) -> ActivityCover {
    var counted = ActivityCover(cover.demand, intervals: problem.intervalCount)
    for part in parts {
      for day in 0..<problem.dayCount {
        guard let range = intervals(part.tour[day]) else { continue }
        _ = counted.put(part.activities[range], from: range.lowerBound, sign: 1)
      }
    }
    return counted
  }
}
