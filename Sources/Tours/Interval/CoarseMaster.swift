import Lanes
import LinearProgram

/// A lower bound on every roster for interval demand, by column generation on a coarse master.
///
/// Where rows of single intervals are few enough, prices come from `WeekRelaxation` in one go. Otherwise, or where these prove
/// little: one linear program a week: a row for each kind of person (their tours add up to their number) and a row for each group and
/// block of some hours (productive time plus shortage less surplus is the requirement). Columns are week tours priced by the
/// exact tour search. The duals are prices of an agent per group and interval; the bound is then computed from those prices by
/// exact search alone, so it holds whatever the master left out:
///
///     bound = sum of [ price * required, lowered where paying for shortage is cheaper ] + sum over people of their cheapest tour
///
/// Rules and prices that reach over the turn of a week are left out of it, which keeps it a bound.
struct CoarseMaster: Sendable {
  /// What the master found.
  struct Result: Sendable {
    var bound: Double
    /// Shape [groups][intervals].
    var prices: [Float]
    var fault: SolverFault?
  }

  /// So many groups are priced in blocks of two hours, more in blocks of four.
  static let fewGroups = 2
  /// Share of the cost of its relaxation that a bound should reach, so that no other prices are sought.
  private static let leastOfRelaxation = 0.95

  /// People whose week looks the same to the master.
  struct Kind: Sendable {
    var person: Int
    var count: Double
  }

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
  let blockLength: Int
  static let mostIterations = 200
  /// Where the linear program of a week would have more rows, prices come from one for each community of groups.
  let mostRows: Int
  /// Whether prices are sought interval by interval first.
  let refines: Bool
  /// Whether people of one menu and profile are one kind, also where leave and wishes differ: for prices, not for bounds.
  var countsCrowds = false

  /// - Parameters:
  ///   - unplaced: people without a legal tour, who keep what they have in `tours`.
  ///   - mostRows: larger linear programs fall into one for each community of groups.
  ///   - refines: whether prices are sought interval by interval first.
  init(
    _ space: TourSpace, _ demand: IntervalDemand, _ table: ShiftTable, unplaced: [Int], tours: [Int32],
    mostRows: Int, refines: Bool = false
  ) {
    self.space = space
    problem = space.problem
    judge = TourJudge(problem)
    self.demand = demand
    self.table = table
    self.mostRows = mostRows
    self.refines = refines
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
    let hours = groupCount <= Self.fewGroups ? 2 : 4
    blockLength = max(1, hours * 60 / problem.intervalMinutes)
  }

  /// The bound and the prices behind it. Weeks are independent, so threads do not change the answer.
  func solve(threads: Int, stop: @Sendable @escaping () -> Bool) -> Result {
    let weeks = problem.weekCount
    if weeks == 0 || problem.people.isEmpty {
      return Result(bound: emptyBound(), prices: [])
    }
    let kinds = Lanes.run(weeks, threads: threads) { self.kinds($0) }
    if let fine = finePrices(threads: threads, stop: stop) {
      let prices = settled(fine.prices)
      let bound = exactBound(prices, kinds, threads: threads)
      // Prices that tours undercut where the relaxation did not see it prove much less than it cost.
      if bound > Self.leastOfRelaxation * fine.cost || stop() {
        return Result(bound: bound, prices: prices)
      }
    }
    var result =
      isTooLarge(kinds)
      ? communityParts(threads: threads, stop: stop) : weeklyPrices(kinds, threads: threads, stop: stop)
    let prices = result.prices
    for (place, candidate) in [prices, smoothed(prices), turned(prices)].map(settled).enumerated() {
      // Stopped, one proof is enough.
      if place > 0 && stop() { break }
      let bound = exactBound(candidate, kinds, threads: threads)
      if bound > result.bound {
        result.bound = bound
        result.prices = candidate
      }
    }
    return result
  }

  /// Prices by the linear programs of all weeks; proves no bound.
  func weeklyPrices(_ kinds: [[Kind]]? = nil, threads: Int, stop: @Sendable @escaping () -> Bool) -> Result {
    let kinds = kinds ?? (0..<problem.weekCount).map { self.kinds($0) }
    let parts = weekParts(kinds, threads: threads, stop: stop)
    return Result(
      bound: -.infinity, prices: joined(parts.map(\.prices)), fault: parts.lazy.compactMap(\.fault).first)
  }

  /// Prices of weeks, each of shape [groups][intervals of the week], as those of the whole grid.
  func joined(_ weeks: [[Float]]) -> [Float] {
    var prices = [Float](repeating: 0, count: groupCount * intervals)
    for (week, part) in weeks.enumerated() {
      let range = intervalRange(week)
      for group in 0..<groupCount {
        for interval in range {
          prices[group * intervals + interval] = part[group * range.count + interval - range.lowerBound]
        }
      }
    }
    return prices
  }

  /// Solves the master of each week.
  ///
  /// Late shifts reach into the next week. In the middle of the horizon a week stands for its neighbours: its late work enters it
  /// again at its beginning. That is wrong at both ends where a grid over many zones reaches far beyond them, so the first and
  /// the last week then take the second as their neighbour: its prices for the work that leaves the first, and its work for what
  /// enters the last.
  private func weekParts(
    _ kinds: [[Kind]], threads: Int, stop: @Sendable @escaping () -> Bool
  ) -> [WeekMaster.Part] {
    let weeks = problem.weekCount
    let tail = intervalRange(weeks - 1).count - 7 * 1440 / problem.intervalMinutes
    guard weeks > 2, tail > 0 else {
      return Lanes.run(weeks, threads: threads) { week in
        WeekMaster(self, week: week, kinds: kinds[week]).solve(stop: stop)
      }
    }
    let second = WeekMaster(self, week: 1, kinds: kinds[1]).solve(stop: stop)
    return Lanes.run(weeks, threads: threads) { week in
      switch week {
      case 0: WeekMaster(self, week: 0, kinds: kinds[0], after: second).solve(stop: stop)
      case 1: second
      case weeks - 1: WeekMaster(self, week: week, kinds: kinds[week], before: second).solve(stop: stop)
      default: WeekMaster(self, week: week, kinds: kinds[week]).solve(stop: stop)
      }
    }
  }

  /// The intervals of a week: every interval of the grid belongs to one.
  func intervalRange(_ week: Int) -> Range<Int> {
    let perDay = 1440 / problem.intervalMinutes
    let days = days(week)
    let low = week == 0 ? 0 : min(intervals, days.lowerBound * perDay)
    let high = week + 1 == problem.weekCount ? intervals : min(intervals, days.upperBound * perDay)
    return low..<max(low, high)
  }

  func days(_ week: Int) -> Range<Int> { problem.days(ofWeek: week) }

  @inline(__always)
  func required(_ group: Int, _ interval: Int) -> Double { demand.required[interval * groupCount + group] }

  private func emptyBound() -> Double {
    var sum = 0.0
    for group in 0..<groupCount {
      for interval in 0..<intervals { sum += demand.prices[group].cost(ofNobodyFor: required(group, interval)) }
    }
    return sum
  }

  /// People of a week who are alike: same menu, profile, decided days, rules of the week and costs.
  func kinds(_ week: Int) -> [Kind] {
    struct Key: Hashable {
      var menu: Int
      var profile: Int
      var days: [DayRule]
      var rules: TourRules
      var before: TourHistory?
      var costs: [Float]
      var offCosts: [Float]
    }
    let days = days(week)
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
    return countsCrowds ? crowds(of: kinds, week) : kinds
  }

  /// The bound that prices prove, by exact search of everybody's cheapest week.
  func exactBound(_ prices: [Float], _ kinds: [[Kind]], threads: Int) -> Double {
    var bound = 0.0
    for group in 0..<groupCount {
      for interval in 0..<intervals {
        let value = Double(prices[group * intervals + interval])
        demand.prices[group].add(required(group, interval), worth: value, to: &bound)
      }
    }
    let parts = Lanes.run(problem.weekCount, threads: threads) { week -> Double in
      let pricer = WeekPricer(self, week: week, beyond: .asGiven)
      pricer.setPrices { prices[$0 * intervals + $1] }
      var sum = 0.0
      for kind in kinds[week] {
        // No tour for the week alone is left to the full search to report; the person then adds nothing here.
        guard let cost = pricer.cheapest(kind.person) else { continue }
        sum += kind.count * Double(cost)
      }
      return sum
    }
    for part in parts { bound += part }
    return bound + givenCost(prices)
  }

  /// People whose work is given: their cost less what they serve.
  private func givenCost(_ prices: [Float]) -> Double {
    var sum = 0.0
    for person in problem.people.indices where isGiven[person] {
      let profile = profiles[profileOf[person]]
      let tour = Array(given[person * problem.dayCount..<(person + 1) * problem.dayCount])
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
