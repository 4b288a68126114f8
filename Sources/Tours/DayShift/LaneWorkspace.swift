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
  private var countedWork = 0
  private let arena = Arena()

  init(_ tables: DayShiftTables, random: SplitMix64, clock: SearchClock) {
    self.tables = tables
    self.random = random
    self.clock = clock.onThisThread()
    search = TourSearch(tables.space)
    costs = arena.row(tables.problem.menus.map(\.count).max() ?? 1, of: 0)
    tour = arena.row(tables.days, of: RosterProblem.off)
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
    let (first, ownStart) = (tables.firstOption[person], tables.ownStart[person])
    for local in tables.menuRange(person, window) {
      let cell = Int(tables.cellOfOption[first + local])
      costs[local] = tables.own[ownStart + local] + tables.marginalCost(cell, roster.cover[cell]) + extra(cell)
    }
    load(person, of: roster.tours)
    guard cheapest(person, window) != nil else { return false }
    for day in window { roster.tours[person * tables.days + day] = tour[day] }
    roster.count(person, window, 1, tables)
    return true
  }

  /// The cheapest tour at the option costs in `costs`, written into the scratch tour; nil when the rules allow none.
  func cheapest(_ person: Int, _ window: Range<Int>) -> Double? {
    let cost = search.cheapestTour(person: person, costs: costs, window: window, tour: tour)
    clock.spend(Double(search.work - countedWork) * Self.secondsPerState)
    countedWork = search.work
    return cost.map(Double.init)
  }

  /// Nominal seconds for one state of the tour search and one transition.
  private static let secondsPerState = 1.5e-9
}
