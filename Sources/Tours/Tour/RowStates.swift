/// What a tour search remembers of the row that a tour is in, for all limits on rows of one person together: each combination of
/// counts that days of work can lead to is one state, the first of them that of a day off.
struct RowStates: Sendable {
  /// Shape [kinds]: kinds that no limit tells apart are of one class.
  let classOf: [Int32]
  /// Number of states; 1 without limits.
  let count: Int
  /// Shape [classes][states]: the state after a shift, or -1 where it is one too many.
  let next: [Int32]
  /// Shape [classes][states]: the same for days that are decided already, where a full count stays full.
  let full: [Int32]
  private let limits: [RowLimit]
  private let index: [[Int]: Int32]

  init(_ limits: [RowLimit], kindCount: Int) {
    self.limits = limits
    var told = Numbering<[Bool]>()
    classOf = (0..<kindCount).map { kind in Int32(told.number(limits.map { $0.holds[kind] })) }
    let classes = told.count == 0 ? [limits.map { _ in false }] : told.values
    func after(_ counts: [Int], _ held: [Bool]) -> [Int] {
      counts.indices.map { held[$0] ? min(counts[$0] + 1, limits[$0].most) : 0 }
    }
    let none = limits.map { _ in 0 }
    var seen: Set<[Int]> = [none]
    var open = [none]
    while let counts = open.popLast() {
      for held in classes where seen.insert(after(counts, held)).inserted { open.append(after(counts, held)) }
    }
    let states = seen.sorted { $0.lexicographicallyPrecedes($1) }
    let index = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, Int32($0)) })
    full = classes.flatMap { held in states.map { index[after($0, held)] ?? 0 } }
    next = classes.flatMap { held in
      states.map { counts in
        let isFull = counts.indices.contains { held[$0] && counts[$0] >= limits[$0].most }
        return isFull ? -1 : index[after(counts, held)] ?? 0
      }
    }
    count = states.count
    self.index = index
  }

  /// The state of somebody who worked so many days of each limit in a row.
  func state(_ counts: [Int]) -> Int {
    Int(index[zip(counts, limits).map { min($0, $1.most) }] ?? 0)
  }
}

extension TourRules {
  /// Every limit on rows of kinds that can bind within a horizon, with the days of it that a history brings.
  func rowLimits(in problem: RosterProblem, after before: TourHistory) -> [(limit: RowLimit, before: Int)] {
    let isAtWork = before.daysInARow > 0
    let nights = (RowLimit("night", holds: problem.kinds.map(\.isNight), most: mostNightsInARow), before.nightsInARow)
    let kinds = kindsInARow.enumerated().map { place, limit in
      (limit, before.kindsInARow.indices.contains(place) ? before.kindsInARow[place] : 0)
    }
    return ([nights] + kinds).map { ($0, isAtWork ? $1 : 0) }.filter { limit, days in
      limit.most < problem.dayCount + days
    }
  }
}
