import LinearProgram

/// A lower bound on every roster for interval demand, by prices of an agent per group and interval.
///
/// The prices come from linear programs of single weeks (`WeekRelaxation`), each in rows of single intervals where that can be solved,
/// else of blocks of two hours; else community by community of groups in blocks as long as it takes. The bound is then computed from
/// the prices by exact search alone, so it holds whatever the programs left out:
///
///     bound = sum of [ price * required, lowered where paying for shortage is cheaper ] + sum over people of their cheapest tour
///
/// Rules and prices that reach over the turn of a week are left out of it, which keeps it a bound.
struct IntervalBound: Sendable {
  /// What was found.
  struct Result: Sendable {
    var bound: Double
    /// Shape [groups][intervals].
    var prices: [Float]
    var fault: SolverFault?
  }

  /// People whose week looks the same.
  private struct Kind {
    var person: Int
    var count: Double
  }

  /// Minutes of a row that is coarse.
  private static let coarse = 120
  /// Groups of one community.
  private static let mostGroups = 8

  let space: TourSpace
  let problem: RosterProblem
  let judge: TourJudge
  let demand: IntervalDemand
  let profileOf: [Int]
  let profiles: [CoverModel.Profile]
  let table: ShiftTable
  /// People without a legal tour: what they work is given.
  let isGiven: [Bool]
  let given: [Int32]
  let groupCount: Int
  let intervals: Int
  /// How large the program of a week may be.
  let size: WeekRelaxation.Size

  /// - Parameters:
  ///   - unplaced: people without a legal tour, who keep what they have in `tours`.
  init(
    _ space: TourSpace, _ demand: IntervalDemand, _ table: ShiftTable, unplaced: [Int], tours: [Int32],
    size: WeekRelaxation.Size
  ) {
    self.space = space
    problem = space.problem
    judge = TourJudge(problem)
    self.demand = demand
    self.table = table
    self.size = size
    groupCount = demand.groups.count
    intervals = problem.intervalCount
    // Everything a person serves counts here, also where the exact cost had to count fewer groups.
    var profiles = Numbering<CoverModel.Profile>()
    profileOf = problem.people.map { someone in
      let mask = GroupSet(someone.groups.filter { $0 < demand.groups.count })
      return profiles.number(
        CoverModel.Profile(component: 0, groups: mask, productivity: Float(someone.productivity), presences: []))
    }
    self.profiles = profiles.values
    var isGiven = [Bool](repeating: false, count: problem.people.count)
    for person in unplaced { isGiven[person] = true }
    self.isGiven = isGiven
    given = tours
  }

  /// The bound and the prices behind it.
  func solve(stop: @escaping () -> Bool) -> Result {
    if problem.weekCount == 0 || problem.people.isEmpty { return Result(bound: emptyBound(), prices: []) }
    var result = prices(stop: stop)
    let kinds = (0..<problem.weekCount).map { self.kinds($0) }
    let (plain, turned) = (settled(result.prices), settled(turned(result.prices)))
    for candidate in plain == turned ? [plain] : [plain, turned] {
      let bound = exactBound(candidate, kinds)
      if bound > result.bound { (result.bound, result.prices) = (bound, candidate) }
      // Stopped, one proof is enough.
      if stop() { break }
    }
    return result
  }

  // MARK: - Prices

  /// Prices as fine as can be had; no bound yet.
  ///
  /// A last week that is longer than seven days, in a grid over many zones, is not like the others, which the program takes for granted
  /// where late work goes: fine prices are not worth their time there.
  private func prices(stop: @escaping () -> Bool) -> Result {
    let served = profileOf.indices.map { isGiven[$0] ? GroupSet() : profiles[profileOf[$0]].groups }
    let coarse = max(1, Self.coarse / problem.intervalMinutes)
    let refines = size.refines && intervalRange(problem.weekCount - 1).count <= 7 * 1440 / problem.intervalMinutes
    let whole = parts([GroupSet(0..<groupCount)], served, refines ? [1, coarse] : [coarse], stop: stop)
    if whole.allSatisfy({ $0.prices != nil }) || stop() { return joined(whole) }
    let communities = CoverCommunities(served, groupCount: groupCount, mostGroups: Self.mostGroups)
    let counted = communities.narrowed(served, problem.people, demand)
    let blocks = [coarse, 4 * coarse, 12 * coarse]
    return joined(parts(Set(communities.communityOf).sorted(), counted, blocks, stop: stop))
  }

  /// What the program of one week and some groups found.
  private struct Part {
    var week: Int
    var groups: [Int]
    /// Shape [groups][intervals of the week]; nil where the program was too large or failed, or nobody waited for it.
    var prices: [Float]?
    var fault: SolverFault?
  }

  /// Programs of each week and each community of groups; everybody counts for the groups given.
  ///
  /// - Parameter blocks: intervals of a row, more where fewer make a program too large.
  private func parts(
    _ communities: [GroupSet], _ counted: [GroupSet], _ blocks: [Int], stop: @escaping () -> Bool
  ) -> [Part] {
    let weeks = problem.weekCount
    return (0..<weeks * communities.count).map { place -> Part in
      var part = Part(week: place % weeks, groups: communities[place / weeks].groups)
      if stop() { return part }
      for block in blocks where part.prices == nil {
        do throws(SolverFault) {
          let relaxation = WeekRelaxation(self, week: part.week, groups: part.groups, counted, block: block)
          part.prices = try relaxation.solve(stop: stop)
          if part.prices != nil { part.fault = nil }
        } catch {
          part.fault = error
        }
      }
      return part
    }
  }

  /// The prices of parts as those of all groups and the whole grid; where there are none, those of shortage.
  private func joined(_ parts: [Part]) -> Result {
    var result = Result(
      bound: -.infinity, prices: (0..<groupCount * intervals).map { Float(demand.prices[$0 / intervals].beyond) },
      fault: parts.lazy.compactMap(\.fault).first)
    for part in parts {
      guard let prices = part.prices else { continue }
      let range = intervalRange(part.week)
      for (row, group) in part.groups.enumerated() {
        let first = group * intervals + range.lowerBound
        result.prices.replaceSubrange(
          first..<first + range.count, with: prices[row * range.count..<(row + 1) * range.count])
      }
    }
    return result
  }

  /// Prices inside what shortage and surplus allow; an interval that asks for nobody is worth only surplus.
  private func settled(_ prices: [Float]) -> [Float] {
    var prices = prices
    for group in 0..<groupCount {
      for interval in 0..<intervals {
        let place = group * intervals + interval
        prices[place] =
          required(group, interval) <= 0
          ? Float(-demand.overPrice)
          : min(Float(demand.prices[group].beyond), max(Float(-demand.overPrice), prices[place]))
      }
    }
    return prices
  }

  /// Prices at the turn to the last week as they were a week before.
  ///
  /// In a grid over many zones the last week is longer than seven days, and late shifts of the week before reach into its first
  /// hours. A program that knows nothing of them prices these hours too high.
  private func turned(_ prices: [Float]) -> [Float] {
    let last = intervalRange(problem.weekCount - 1)
    let week = 7 * 1440 / problem.intervalMinutes
    if last.count <= week || last.lowerBound < week { return prices }
    var turned = prices
    for group in 0..<groupCount {
      let first = group * intervals + last.lowerBound
      for place in first..<first + min(week, last.count - week) { turned[place] = turned[place - week] }
    }
    return turned
  }

  /// The intervals of a week: every interval of the grid belongs to one.
  func intervalRange(_ week: Int) -> Range<Int> {
    let perDay = 1440 / problem.intervalMinutes
    let days = problem.days(ofWeek: week)
    let low = week == 0 ? 0 : min(intervals, days.lowerBound * perDay)
    let high = week + 1 == problem.weekCount ? intervals : min(intervals, days.upperBound * perDay)
    return low..<max(low, high)
  }

  @inline(__always)
  func required(_ group: Int, _ interval: Int) -> Double { demand.required[interval * groupCount + group] }

  // MARK: - The bound

  private func emptyBound() -> Double {
    var sum = 0.0
    for group in 0..<groupCount {
      for interval in 0..<intervals { sum += demand.prices[group].cost(ofNobodyFor: required(group, interval)) }
    }
    return sum
  }

  /// People of a week who are alike: same menu, profile, decided days, rules of the week and costs.
  private func kinds(_ week: Int) -> [Kind] {
    struct Key: Hashable {
      var menu: Int
      var profile: Int
      var days: [DayRule]
      var rules: TourRules
      var before: TourHistory?
      var costs: [Float]
      var offCosts: [Float]
    }
    let days = problem.days(ofWeek: week)
    var keys = Numbering<Key>()
    var kinds: [Kind] = []
    for (person, someone) in problem.people.enumerated() where !isGiven[person] {
      let menu = problem.menus[someone.menu]
      var rules = someone.rules
      if !rules.weekMinutes.isEmpty { rules.weekMinutes = [rules.weekMinutes[week]] }
      if !rules.weekDays.isEmpty { rules.weekDays = [rules.weekDays[week]] }
      if !rules.overtimeAbove.isEmpty { rules.overtimeAbove = [rules.overtimeAbove[week]] }
      // A week alone knows nothing of the others.
      rules.periodMinutes = []
      let range = menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound]
      let costs = someone.optionCosts.isEmpty ? [] : Array(someone.optionCosts[range])
      let key = Key(
        menu: someone.menu, profile: profileOf[person], days: Array(someone.days[days]), rules: rules,
        before: week == 0 ? someone.before : nil, costs: costs.allSatisfy { $0 == 0 } ? [] : costs,
        offCosts: someone.offCosts.isEmpty ? [] : Array(someone.offCosts[days]))
      let place = keys.number(key)
      if place == kinds.count { kinds.append(Kind(person: person, count: 0)) }
      kinds[place].count += 1
    }
    return kinds
  }

  /// The bound that prices prove, by exact search of everybody's cheapest week.
  private func exactBound(_ prices: [Float], _ kinds: [[Kind]]) -> Double {
    var bound = 0.0
    for group in 0..<groupCount {
      for interval in 0..<intervals {
        let value = Double(prices[group * intervals + interval])
        demand.prices[group].add(required(group, interval), worth: value, to: &bound)
      }
    }
    for (week, kinds) in kinds.enumerated() { bound += cheapestWeeks(kinds, week, prices) }
    return bound + givenCost(prices)
  }

  /// What the cheapest weeks of some people cost, less what their work is worth at prices of an agent.
  private func cheapestWeeks(_ kinds: [Kind], _ week: Int, _ prices: [Float]) -> Double {
    let days = problem.days(ofWeek: week)
    let own = intervalRange(week)
    let worked = table.reach(of: problem.menus.indices.flatMap { problem.options(menu: $0, days: days) })
    // Shifts of the week reach outside it, and outside the grid.
    let reach =
      worked.isEmpty ? own : min(own.lowerBound, worked.lowerBound)..<max(own.upperBound, worked.upperBound)
    // Shape [profiles][reach], and the sums of it up to each.
    let worth = profiles.map { profile in
      let groups = profile.groups.groups
      return reach.map { interval -> Float in
        let isInGrid = interval >= 0 && interval < intervals
        let best = isInGrid ? groups.map { prices[$0 * intervals + interval] }.max() : nil
        return (best ?? 0) * profile.productivity
      }
    }
    let sums = worth.map { row in row.reduce(into: [Float(0)]) { $0.append($0[$0.count - 1] + $1) } }
    let units = Float(problem.unitsPerInterval)
    func value(of option: Int, _ profile: Int) -> Float {
      let (shift, sums) = (table.shifts[option].reach, sums[profile])
      var value = sums[shift.upperBound - reach.lowerBound] - sums[shift.lowerBound - reach.lowerBound]
      table.forEachException(of: option, in: reach) { interval, part in
        value -= worth[profile][interval - reach.lowerBound] * (1 - Float(part) / units)
      }
      return value
    }
    // Shape [menus][profiles][options of the week], found once for all people alike.
    var known = [[Float]?](repeating: nil, count: problem.menus.count * profiles.count)
    let search = TourSearch(space)
    var costs = [Float](repeating: 0, count: problem.menus.map(\.count).max() ?? 0)
    var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
    return kinds.reduce(0.0) { sum, kind in
      let someone = problem.people[kind.person]
      let (menu, profile) = (problem.menus[someone.menu], profileOf[kind.person])
      let options = menu.dayStart[days.lowerBound]..<menu.dayStart[days.upperBound]
      let place = someone.menu * profiles.count + profile
      let saved = known[place] ?? options.map { value(of: menu.first + $0, profile) }
      known[place] = saved
      for (local, saved) in zip(options, saved) {
        costs[local] = (someone.optionCosts.isEmpty ? 0 : someone.optionCosts[local]) - saved
      }
      // No tour for the week alone is left to the full search to report; the person then adds nothing here.
      let cost = search.cheapestTour(person: kind.person, costs: costs, window: days, tour: &tour, outside: .unknown)
      return sum + kind.count * Double(cost ?? 0)
    }
  }

  /// People whose work is given: their cost less what they serve.
  private func givenCost(_ prices: [Float]) -> Double {
    var sum = 0.0
    for person in problem.people.indices where isGiven[person] {
      let profile = profiles[profileOf[person]]
      let tour = problem.tour(person, of: given)
      sum += judge.cost(tour, person: person)
      for option in tour where option >= 0 {
        if profile.groups.isEmpty { continue }
        table.forEachInterval(of: option) { interval, units in
          let share = Double(units) * Double(profile.productivity) / Double(problem.unitsPerInterval)
          sum -= share * (profile.groups.groups.map { Double(prices[$0 * intervals + interval]) }.max() ?? 0)
        }
      }
    }
    return sum
  }
}
