import Chance
import LinearProgram
import Tours
import Workforce

/// Asks whether a group can do its work of each date with nobody having more than a most: a linear program over lawful tours.
///
/// Each person takes one tour; a row a date asks for the group's work there, at a price for each that is missing; where a burden is
/// counted by shifts, a row a person keeps to the most. Weekends are counted by the tour search itself. Tours join by column
/// generation with the exact search, so that the duals prove a least cost after every round: above nothing, the most is too low.
/// Where the program ends with nothing missing, its tours are fixed one after the other until everybody has a whole one.
struct TourShares: ~Copyable {
  enum Verdict {
    /// A lawful way was found.
    case reached
    /// There is none.
    case impossible
    /// Neither is known.
    case open
  }

  private struct Column {
    var member: Int
    var tour: [Int32]
    var index: Int
  }

  private let burden: Burden
  private let problem: RosterProblem
  /// Shape [members]: what each may have of the burden in the plan.
  private let room: [Int]
  private let isGiven: [Bool]
  private let present: [[Int32]]
  /// Shape [days]: the row of a date, or -1 where nothing is asked for.
  private let rowOf: [Int]
  private let search: TourSearch
  private let judge: TourJudge
  private var program: LivingProgram
  private var columns: [Column] = []
  /// Whether tours are chosen whole, so that those of more than the most are of no use; shares of them may be in a relaxation.
  private var isWhole = false

  /// Rounds of column generation before an answer is given up.
  private static let mostRounds = 100
  /// What somebody without a tour costs beside 1 for each shift that is missing.
  private static let absence = 1000.0
  /// Below this nothing is missing; a proof that something is wants ten thousand times as much, since the search counts singly.
  private static let nothing = 1e-6
  private static let proved = 1e-2

  /// Nil where the solver has no memory for it.
  init?(_ burden: Burden, _ group: BestWorstCase.Group, _ whole: RosterProblem, most: Int) {
    self.burden = burden
    let days = whole.dayCount
    var problem = whole
    let room = group.before.map { most - $0 }
    let wholeJudge = TourJudge(whole)
    let tours = group.tours(in: whole)
    let isGiven = group.people.indices.map { !wholeJudge.isLegal(tours[$0], person: group.people[$0]) }
    problem.fairShares = nil
    problem.people = group.people.enumerated().map { member, place in
      var someone = whole.people[place]
      someone.optionCosts = []
      someone.offCosts = []
      someone.rules.freeWeekends = .max
      someone.rules.weekendPrice = 0
      someone.rules.overtimeAbove = []
      someone.rules.unstableStartPrice = 0
      someone.rules.singleDayOffPrice = 0
      if burden == .weekends {
        // Counted together; what any four of them hold is left out, so that no lawful roster is missed.
        someone.rules.weekendWindow = nil
        someone.rules.mostWeekends = min(someone.rules.mostWeekends, room[member])
      }
      return someone
    }
    var needs: [Double] = []
    var rowOf = [Int](repeating: -1, count: days)
    for day in 0..<days {
      let count = tours.count { burden.isIn($0[day], on: day, of: whole) }
      if count == 0 { continue }
      rowOf[day] = tours.count + needs.count
      needs.append(Double(count))
    }
    guard var program = try? LivingProgram() else { return nil }
    let people = tours.count
    let ones = [Double](repeating: 1, count: people)
    let limits = burden == .weekends ? [] : room.map { Double($0) }
    do {
      try program.addRows(lower: ones, upper: ones)
      try program.addRows(lower: needs, upper: [Double](repeating: .infinity, count: needs.count))
      try program.addRows(lower: [Double](repeating: -.infinity, count: limits.count), upper: limits)
      for member in 0..<people { try program.addColumn(cost: Self.absence, rows: [Int32(member)], values: [1]) }
      for place in needs.indices { try program.addColumn(cost: 1, rows: [Int32(people + place)], values: [1]) }
    } catch {
      return nil
    }
    self.problem = problem
    self.room = room
    self.isGiven = isGiven
    self.present = tours
    self.rowOf = rowOf
    self.program = program
    search = TourSearch(TourSpace(problem))
    judge = TourJudge(problem)
  }

  /// The answer.
  mutating func verdict() -> Verdict {
    do {
      for member in present.indices {
        if isGiven[member] && burden.count(present[member], of: problem) > room[member] { return .impossible }
        if isGiven[member] || burden != .weekends || burden.count(present[member], of: problem) <= room[member] {
          try join(member, present[member])
        }
      }
      switch try settle(fixed: [], rounds: Self.mostRounds) {
      case .impossible: return .impossible
      case .open: return .open
      case .reached: return try dive() ? .reached : .open
      }
    } catch {
      return .open
    }
  }

  private mutating func join(_ member: Int, _ tour: [Int32]) throws(SolverFault) {
    var rows = [Int32(member)]
    for day in tour.indices where rowOf[day] >= 0 && burden.isIn(tour[day], on: day, of: problem) {
      rows.append(Int32(rowOf[day]))
    }
    var values = [Double](repeating: 1, count: rows.count)
    if burden != .weekends {
      rows.append(Int32(program.rowCount - present.count + member))
      values.append(Double(burden.count(tour, of: problem)))
    }
    let index = try program.addColumn(cost: 0, rows: rows, values: values)
    columns.append(Column(member: member, tour: tour, index: index))
  }

  /// Solves with tours of people who are not fixed joining, until nothing is missing, or it is proved that something is.
  private mutating func settle(fixed: Set<Int>, rounds: Int) throws(SolverFault) -> Verdict {
    var duals: [Double] = []
    for _ in 0..<rounds {
      guard try program.optimize() == .optimal else { return .open }
      if program.objective < Self.nothing { return .reached }
      try program.readDuals(into: &duals)
      var bound = program.objective
      var joined: [(Int, [Int32])] = []
      for member in present.indices where !isGiven[member] && !fixed.contains(member) {
        guard let (tour, worth) = isWhole ? cheapestWithinRoom(member, duals) : cheapest(member, duals) else {
          return isWhole || search.gaveUp ? .open : .impossible
        }
        if worth < -Self.nothing {
          bound += worth
          joined.append((member, tour))
        }
      }
      if bound > Self.proved && !isWhole { return .impossible }
      if joined.isEmpty { return .open }
      for (member, tour) in joined { try join(member, tour) }
    }
    return .open
  }

  /// A tour of a member with no more than their room that lowers the cost, found by a price on each shift that rises until it is kept;
  /// dates that pay the same are told apart by a little, or all of them or none would be worth the price.
  private func cheapestWithinRoom(_ member: Int, _ duals: [Double]) -> (tour: [Int32], worth: Double)? {
    guard var best = cheapest(member, duals) else { return nil }
    if burden.count(best.tour, of: problem) <= room[member] { return best }
    var told = duals
    var dice = SplitMix64(seed: UInt64(member))
    for row in rowOf where row >= 0 { told[row] *= 0.75 + 0.5 * Double(dice.below(1_024)) / 1_024 }
    var (low, high) = (0.0, 1 + (rowOf.filter { $0 >= 0 }.map { told[$0] }.max() ?? 0))
    for _ in 0..<16 {
      let price = (low + high) / 2
      guard let found = cheapest(member, told, further: price) else { return nil }
      if burden.count(found.tour, of: problem) > room[member] {
        low = price
      } else {
        high = price
        best = (found.tour, worth(found.tour, member, duals))
      }
    }
    return burden.count(best.tour, of: problem) > room[member] ? (best.tour, 0) : best
  }

  /// What a tour changes of the cost for each share of it, at the duals.
  private func worth(_ tour: [Int32], _ member: Int, _ duals: [Double]) -> Double {
    var worth = -duals[member]
    for day in tour.indices where burden.isIn(tour[day], on: day, of: problem) {
      worth += each(member, duals) - (rowOf[day] >= 0 ? duals[rowOf[day]] : 0)
    }
    return worth
  }

  /// What the row that keeps a member to the most takes for each shift.
  private func each(_ member: Int, _ duals: [Double]) -> Double {
    burden == .weekends ? 0 : -duals[duals.count - present.count + member]
  }

  /// The tour of a member that lowers the cost most, and by how much (below 0); nil where there is no lawful one.
  ///
  /// - Parameter further: a price on each shift on top.
  private func cheapest(
    _ member: Int, _ duals: [Double], further: Double = 0
  ) -> (tour: [Int32], worth: Double)? {
    let menu = problem.menus[problem.people[member].menu]
    let each = each(member, duals) + further
    var costs = [Float](repeating: 0, count: max(1, menu.count))
    for day in 0..<problem.dayCount {
      let price = each - (rowOf[day] >= 0 ? duals[rowOf[day]] : 0)
      for local in menu.dayStart[day]..<menu.dayStart[day + 1]
      where burden.isIn(Int32(menu.first + local), on: day, of: problem) {
        costs[local] = Float(price)
      }
    }
    var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
    let found = search.cheapestTour(person: member, costs: costs, window: 0..<problem.dayCount, tour: &tour)
    return found == nil ? nil : (tour, worth(tour, member, duals))
  }

  /// Fixes the largest shares of tours, one person more each time; true when everybody has a whole lawful one and nothing is missing.
  private mutating func dive() throws(SolverFault) -> Bool {
    var fixed: Set<Int> = []
    var values: [Double] = []
    isWhole = true
    let tooMuch = columns.filter { burden.count($0.tour, of: problem) > room[$0.member] }.map { Int32($0.index) }
    if !tooMuch.isEmpty {
      let zeros = [Double](repeating: 0, count: tooMuch.count)
      try program.setColumnBounds(tooMuch, lower: zeros, upper: zeros)
      guard case .reached = try settle(fixed: [], rounds: 20) else { return false }
    }
    while fixed.count < present.count {
      try program.readValues(into: &values)
      let open = columns.filter { !fixed.contains($0.member) && values[$0.index] > 1e-9 }
      guard let largest = open.max(by: { values[$0.index] < values[$1.index] }) else { return false }
      let whole = open.filter { values[$0.index] > 1 - 1e-6 }
      let next = whole.isEmpty ? [largest] : whole
      for column in next {
        // A search that leaves out what would need too many states may have found a tour that is not lawful.
        if !isGiven[column.member] && !judge.isLegal(column.tour, person: column.member) { return false }
        fixed.insert(column.member)
      }
      let ones = [Double](repeating: 1, count: next.count)
      try program.setColumnBounds(next.map { Int32($0.index) }, lower: ones, upper: ones)
      guard case .reached = try settle(fixed: fixed, rounds: 20) else { return false }
    }
    return true
  }
}
