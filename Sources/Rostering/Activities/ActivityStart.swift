import Chance

/// A first roster: everybody in random order takes the tour that is cheapest for the cover left by those before.
///
/// The best use of every possible shift comes from `ActivityCover`, the best tour of such shifts from `TourSearch`.
struct ActivityStart {
  private let problem: RosterProblem
  private let shifts: ActivityShifts
  private let judge: TourJudge
  private let search: TourSearch
  private var cover: ActivityCover
  private var costs: [Float]
  /// Shape [people][days], option index or off.
  private(set) var tours: [Int32]
  /// Shape [people][intervals], the activity or -1.
  private(set) var activities: [Int8]
  /// People without a legal tour.
  private(set) var unplaced: [Int] = []

  init(_ space: TourSpace, _ shifts: ActivityShifts, _ demand: ActivityDemand, _ dice: inout XorshiftStar) {
    problem = space.problem
    self.shifts = shifts
    judge = TourJudge(problem)
    search = TourSearch(space)
    cover = ActivityCover(demand, intervals: problem.intervalCount)
    costs = [Float](repeating: 0, count: problem.menus.map(\.count).max() ?? 0)
    tours = [Int32](repeating: RosterProblem.off, count: problem.people.count * problem.dayCount)
    activities = [Int8](repeating: -1, count: problem.people.count * problem.intervalCount)
    var order = Array(problem.people.indices)
    for place in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(place, dice.below(place + 1)) }
    for person in order where !place(person) { unplaced.append(person) }
    unplaced.sort()
  }

  /// Gives a person the cheapest tour; false when there is none.
  private mutating func place(_ person: Int) -> Bool {
    let (menu, days) = (problem.people[person].menu, problem.dayCount)
    let before = problem.menus[menu].first
    for place in costs.indices { costs[place] = Float(1e9) }
    for day in 0..<days where problem.people[person].days[day] != .off {
      let options = shifts.usable[menu][day].sorted { (shifts.first[Int($0)], $0) < (shifts.first[Int($1)], $1) }
      let longest = options.reduce(0) { max($0, shifts.end[Int($1)] - shifts.first[Int($1)]) }
      var opened = -1
      for option in options {
        let first = shifts.first[Int(option)]
        if first != opened { cover.open(from: first, longest: longest) }
        opened = first
        costs[Int(option) - before] =
          cover.value(shifts.end[Int(option)] - first) + problem.cost(person: person, option: option)
      }
    }
    var tour = [Int32](repeating: RosterProblem.off, count: days)
    guard search.cheapestTour(person: person, costs: costs, window: 0..<days, tour: &tour) != nil,
      judge.isLegal(tour, person: person), tour.allSatisfy({ $0 < 0 || shifts.has($0, person: person) })
    else { return false }
    for day in 0..<days where tour[day] >= 0 {
      let first = shifts.first[Int(tour[day])]
      let length = shifts.end[Int(tour[day])] - first
      cover.open(from: first, longest: length)
      let base = person * problem.intervalCount + first
      cover.trace(length) { activities[base + $0] = $1 }
      for interval in 0..<length { cover.add(first + interval, activities[base + interval]) }
    }
    tours.replaceSubrange(person * days..<(person + 1) * days, with: tour)
    return true
  }
}
