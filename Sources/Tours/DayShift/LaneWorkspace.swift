import Chance

/// What one lane needs to change a roster: a tour search, scratch buffers and random numbers.
///
/// A class because it owns raw buffers; each lane has its own and keeps it on one thread.
final class LaneWorkspace {
  let tables: DayShiftTables
  let search: TourSearch
  var random: SplitMix64
  var clock: SearchClock
  /// Shape [options of the widest menu].
  let costs: UnsafeMutablePointer<Float>
  /// Shape [days].
  let tour: UnsafeMutablePointer<Int32>
  /// The same as the search found it, before steady starts were looked for.
  let sought: UnsafeMutablePointer<Int32>
  private var countedWork = 0
  private let arena = Arena()

  init(_ tables: DayShiftTables, random: SplitMix64, clock: SearchClock) {
    self.tables = tables
    self.random = random
    self.clock = clock.goingOn()
    search = TourSearch(tables.space)
    costs = arena.row(tables.problem.menus.map(\.count).max() ?? 1, of: 0)
    tour = arena.row(tables.days, of: RosterProblem.off)
    sought = arena.row(tables.days, of: RosterProblem.off)
  }

  /// Copies a person's tour into the scratch tour.
  func load(_ person: Int, of tours: UnsafePointer<Int32>) {
    tour.update(from: tours + person * tables.days, count: tables.days)
  }

  /// Gives a person whose days of a window are out of cover the cheapest tour there for the cover that others leave; false, and nothing
  /// changed, when the rules allow none.
  ///
  /// - Parameter extra: asked for what is added to the price of each option, by its cell.
  func give(_ person: Int, _ window: Range<Int>, _ roster: inout DayShiftRoster, extra: (Int) -> Float) -> Bool {
    let (first, own) = (tables.firstOption[person], tables.optionCosts[person])
    for local in tables.menuRange(person, window) {
      let cell = Int(tables.cellOfOption[first + local])
      costs[local] = own[local] + tables.marginalCost(cell, roster.cover[cell]) + extra(cell)
    }
    load(person, of: roster.tours)
    guard findCheapest(person, window) else { return false }
    for day in window { roster.tours[person * tables.days + day] = tour[day] }
    roster.count(person, window, 1, tables)
    return true
  }

  /// The cheapest tour at the option costs in `costs`, written into the scratch tour; false when the rules allow none.
  ///
  /// The search has no price of unsteady starts. Where its tour has some, others are sought that keep to one of its starts, and the cheapest
  /// of all is taken; `sought` keeps the first, below which none costs less by what the search prices.
  func findCheapest(_ person: Int, _ window: Range<Int>) -> Bool {
    guard let cost = seek(person, window) else { return false }
    sought.update(from: tour, count: tables.days)
    if tables.unsoughtCost(tour, person) > 0 { steady(person, window, cost) }
    return true
  }

  private func seek(_ person: Int, _ window: Range<Int>) -> Double? {
    let cost = search.cheapestTour(person: person, costs: costs, window: window, tour: tour)
    clock.spend(Double(search.work - countedWork) * Self.secondsPerState)
    countedWork = search.work
    return cost.map(Double.init)
  }

  /// Looks for tours that start about when one of the days of the scratch tour does, or about the usual start of each of its weeks.
  private func steady(_ person: Int, _ window: Range<Int>, _ cost: Double) {
    let problem = tables.problem
    let rules = problem.people[person].rules
    let (first, menu) = (tables.firstOption[person], tables.menuRange(person, window))
    let plain = menu.map { costs[$0] }
    defer { for (place, local) in menu.enumerated() { costs[local] = plain[place] } }
    func start(_ option: Int) -> Int { Int(problem.options[option].localStart) }
    let usual = (0..<problem.weekCount).map { tables.judge.usualStart(tour, person: person, week: $0) }
    let starts = Set(window.map { Int(tour[$0]) }.filter { $0 >= 0 }.map(start)).sorted()
    func found() -> [Int32] { Array(UnsafeBufferPointer(start: tour, count: tables.days)) }
    var best = (cost: cost + tables.unsoughtCost(tour, person), tour: found())
    for base in starts.map(Optional.some) + [nil] {
      func extra(_ option: Int, _ day: Int) -> Double {
        guard let from = base ?? usual[problem.weekOfDay[day]] else { return 0 }
        return Double(rules.startHours(from: from, to: start(option))) * rules.unstableStartPrice
      }
      for day in window {
        for local in tables.menuRange(person, day..<day + 1) {
          costs[local] = plain[local - menu.lowerBound] + Float(extra(first + local, day))
        }
      }
      guard let cost = seek(person, window) else { continue }
      let paid = window.reduce(0) { tour[$1] < 0 ? $0 : $0 + extra(Int(tour[$1]), $1) }
      let value = cost - paid + tables.unsoughtCost(tour, person)
      if value < best.cost - 1e-4 { best = (value, found()) }
    }
    for day in window { tour[day] = best.tour[day] }
  }

  /// Nominal seconds for one state of the tour search and one transition.
  private static let secondsPerState = 1.5e-9
}
