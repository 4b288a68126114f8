/// Finds the cheapest week of a person at given prices of an agent per group and interval.
///
/// It is a class because it owns raw buffers; one thread uses it.
final class WeekPricer {
  private let problem: RosterProblem
  private let table: ShiftTable
  private let profileOf: [Int]
  private let profiles: [CoverModel.Profile]
  private let days: Range<Int>
  private let search: TourSearch
  /// The intervals that shifts of the week reach, also those outside the grid.
  private let reach: Range<Int>
  /// Shape [profiles][reach], and the sums of it up to each.
  private let profilePrice: UnsafeMutablePointer<Float>
  private let prefix: UnsafeMutablePointer<Float>
  private let costs: UnsafeMutablePointer<Float>
  private let tour: UnsafeMutablePointer<Int32>
  private let arena = Arena()
  /// Saved value of each option of a menu by a profile, found once for all people alike.
  private var savings: [[Float]?]

  /// - Parameter prices: shape [groups][intervals].
  init(_ bound: IntervalBound, week: Int, _ prices: [Float]) {
    (problem, table, profileOf, profiles) = (bound.problem, bound.table, bound.profileOf, bound.profiles)
    days = bound.problem.days(ofWeek: week)
    search = TourSearch(bound.space)
    let week = bound.intervalRange(week)
    let worked = table.reach(
      of: problem.menus.indices.flatMap { [problem, days] in problem.options(menu: $0, days: days) })
    reach =
      worked.isEmpty
      ? week : min(week.lowerBound, worked.lowerBound)..<max(week.upperBound, worked.upperBound)
    profilePrice = arena.room(profiles.count * reach.count)
    prefix = arena.room(profiles.count * (reach.count + 1))
    costs = arena.room(problem.menus.map(\.count).max() ?? 0)
    tour = arena.row(problem.dayCount, of: RosterProblem.off)
    savings = Array(repeating: nil, count: problem.menus.count * profiles.count)
    for (index, profile) in profiles.enumerated() {
      let row = profilePrice + index * reach.count
      let sums = prefix + index * (reach.count + 1)
      sums[0] = 0
      let groups = profile.groups.groups
      for (place, interval) in reach.enumerated() {
        let isInGrid = interval >= 0 && interval < problem.intervalCount
        let best = isInGrid ? groups.map { prices[$0 * problem.intervalCount + interval] }.max() : nil
        row[place] = (best ?? 0) * profile.productivity
        sums[place + 1] = sums[place] + row[place]
      }
    }
  }

  /// The cost of a person's cheapest week.
  func cheapest(_ person: Int) -> Float? {
    let someone = problem.people[person]
    let menu = problem.menus[someone.menu]
    let options = menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound]
    let saved = savings(menu: someone.menu, profile: profileOf[person], options: options)
    for (place, local) in options.enumerated() {
      costs[local] = (someone.optionCosts.isEmpty ? 0 : someone.optionCosts[local]) - saved[place]
    }
    return search.cheapestTour(person: person, costs: costs, window: days, tour: tour, outside: .unknown)
  }

  private func savings(menu index: Int, profile: Int, options: Range<Int>) -> [Float] {
    let place = index * profiles.count + profile
    if let known = savings[place] { return known }
    let first = problem.menus[index].first
    let units = Float(problem.unitsPerInterval)
    let sums = prefix + profile * (reach.count + 1)
    let row = profilePrice + profile * reach.count
    let saved = options.map { local -> Float in
      let shift = table.shifts[first + local]
      let start = Int(shift.first) - reach.lowerBound
      var value = sums[start + Int(shift.count)] - sums[start]
      table.forEachException(of: first + local, in: reach) { interval, part in
        value -= row[interval - reach.lowerBound] * (1 - Float(part) / units)
      }
      return value
    }
    savings[place] = saved
    return saved
  }
}
