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

  init(_ tables: DayShiftTables, random: SplitMix64, clock: SearchClock) {
    self.tables = tables
    self.random = random
    self.clock = clock.onThisThread()
    search = TourSearch(tables.space)
    costs = .allocate(capacity: max(1, tables.optionCount.max() ?? 1))
    costs.initialize(repeating: 0, count: max(1, tables.optionCount.max() ?? 1))
    tour = .allocate(capacity: max(1, tables.days))
    tour.initialize(repeating: RosterProblem.off, count: max(1, tables.days))
  }

  deinit {
    costs.deallocate()
    tour.deallocate()
  }

  /// Copies a person's tour into the scratch tour.
  func load(_ person: Int, of tours: UnsafePointer<Int32>) {
    tour.update(from: tours + person * tables.days, count: tables.days)
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
