/// Finds the cheapest week of a person at given prices of an agent per group and interval.
///
/// It is a class because it owns raw buffers; one thread uses it.
final class WeekPricer {
  let master: CoarseMaster
  let week: Int
  let days: Range<Int>
  let range: Range<Int>
  /// What becomes of work outside the week's intervals.
  enum Beyond {
    /// It is priced where it lies in the grid.
    case asGiven
    /// It enters the week again at the other end.
    case wraps
    /// It is outside the week: priced apart, in no row of the week's master.
    case apart
  }

  let beyond: Beyond
  let search: TourSearch
  private let profilePrice: UnsafeMutablePointer<Float>
  private let prefix: UnsafeMutablePointer<Float>
  private let costs: UnsafeMutablePointer<Float>
  let tour: UnsafeMutablePointer<Int32>
  private let arena = Arena()
  private let low: Int
  private let high: Int
  private let width: Int
  /// Saved value of each option of a menu by a profile, found once for all people alike.
  private var savings: [[Float]?]
  /// Shape [groups][width].
  private(set) var groupPrice: [Float]

  init(_ master: CoarseMaster, week: Int, beyond: Beyond) {
    self.master = master
    self.week = week
    self.beyond = beyond
    days = master.days(week)
    range = master.intervalRange(week)
    search = TourSearch(master.space)
    let options = master.problem.menus.indices.flatMap { [days] in master.problem.options(menu: $0, days: days) }
    let reach = master.table.reach(of: options)
    low = reach.isEmpty ? range.lowerBound : min(range.lowerBound, reach.lowerBound)
    high = max(range.upperBound, reach.upperBound)
    width = max(1, high - low)
    profilePrice = arena.room(master.profiles.count * width)
    prefix = arena.room(master.profiles.count * (width + 1))
    costs = arena.room(master.problem.menus.map(\.count).max() ?? 0)
    tour = arena.row(master.problem.dayCount, of: RosterProblem.off)
    groupPrice = [Float](repeating: 0, count: max(1, master.groupCount * width))
    savings = Array(repeating: nil, count: master.problem.menus.count * master.profiles.count)
  }

  /// The interval of the week that stands for another.
  @inline(__always)
  func home(_ interval: Int) -> Int? {
    if beyond == .wraps || range.contains(interval) { return range.folded(interval) }
    return interval >= 0 && interval < master.intervals ? interval : nil
  }

  /// Takes new prices, asked by group and interval.
  func setPrices(_ price: (Int, Int) -> Float) {
    for group in 0..<master.groupCount {
      for interval in low..<high {
        groupPrice[group * width + interval - low] = home(interval).map { price(group, $0) } ?? 0
      }
    }
    for (index, profile) in master.profiles.enumerated() {
      let row = profilePrice + index * width
      let sums = prefix + index * (width + 1)
      sums[0] = 0
      let groups = profile.groups.groups
      for place in 0..<width {
        var best: Float = groups.isEmpty ? 0 : -.greatestFiniteMagnitude
        for group in groups { best = max(best, groupPrice[group * width + place]) }
        row[place] = (home(low + place) == nil ? 0 : best) * profile.productivity
        sums[place + 1] = sums[place] + row[place]
      }
    }
    for index in savings.indices { savings[index] = nil }
  }

  /// The group that a profile serves in an interval at the prices set.
  func bestGroup(_ profile: Int, _ interval: Int) -> Int? {
    let groups = master.profiles[profile].groups
    var best = -1
    for group in 0..<master.groupCount where groups.contains(group) {
      if best < 0 || groupPrice[group * width + interval - low] > groupPrice[best * width + interval - low] {
        best = group
      }
    }
    return best >= 0 ? best : nil
  }

  /// The cost of a person's cheapest week; the tour is left in `tour`.
  func cheapest(_ person: Int) -> Float? {
    let someone = master.problem.people[person]
    let menu = master.problem.menus[someone.menu]
    let options = menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound]
    let saved = savings(menu: someone.menu, profile: master.profileOf[person], options: options)
    for (place, local) in options.enumerated() {
      costs[local] = (someone.optionCosts.isEmpty ? 0 : someone.optionCosts[local]) - saved[place]
    }
    return search.cheapestTour(person: person, costs: costs, window: days, tour: tour, outside: .unknown)
  }

  private func savings(menu index: Int, profile: Int, options: Range<Int>) -> [Float] {
    let place = index * master.profiles.count + profile
    if let known = savings[place] { return known }
    let table = master.table
    let first = master.problem.menus[index].first
    let units = Float(master.problem.unitsPerInterval)
    let sums = prefix + profile * (width + 1)
    let row = profilePrice + profile * width
    let saved = options.map { local -> Float in
      let shift = table.shifts[first + local]
      let start = Int(shift.first) - low
      var value = sums[start + Int(shift.count)] - sums[start]
      table.forEachException(of: first + local, in: low..<high) { interval, part in
        value -= row[interval - low] * (1 - Float(part) / units)
      }
      return value
    }
    savings[place] = saved
    return saved
  }
}

extension Range<Int> {
  /// The place inside that stands for one less than a length before or behind; nil further away.
  func folded(_ place: Int) -> Int? {
    if contains(place) { return place }
    let folded = place < lowerBound ? place + count : place - count
    return contains(folded) ? folded : nil
  }
}
