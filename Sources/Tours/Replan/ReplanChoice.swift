/// The choice among present and changed tours: moves from one choice to a better one, then all choices, but for those that cannot be better.
///
/// Both take candidates one after the other. Whoever comes saves the less the more of them come; whoever goes costs the more the more of them
/// go, and at least nothing where others come in their place. So what a candidate would change now, its work taken away counted as free
/// wherever somebody else's candidate works more, is the least that it changes beside any others. What is tried is counted, so the same
/// question has the same answer.
struct ReplanChoice {
  /// A tour that somebody could have instead of their present one.
  struct Candidate {
    var person: Int
    var tour: [Int32]
    /// Own cost and price of changes, less those of the present tour.
    var cost: Double
    /// Where it works more than the present tour, or less.
    var work: [(interval: Int, units: Int)]
  }

  /// Which candidates are taken.
  struct Answer {
    var taken: [Int]
    /// Cost against the present tours.
    var cost: Double
    /// How much less another choice of these candidates could cost at most.
    var open: Double
  }

  /// Exact costs that moves may ask for in one choice, and those that the proof may.
  static let mostTrials = (moves: 1_500_000, proof: 200_000)
  /// People whose tours one move changes at most, beside one who gives theirs back.
  static let mostAtOnce = 2
  /// A difference below this is none.
  static let worthwhile = 1e-3

  /// The most promising first.
  let candidates: [Candidate]
  /// People who may not keep their present tour.
  let mustMove: Set<Int>
  /// People who do not count towards `mostOthers`.
  let isFree: (Int) -> Bool
  let mostOthers: Int

  /// Taken candidate by person.
  private var taken: [Int: Int] = [:]
  private var best: (cost: Double, taken: [Int: Int]) = (.infinity, [:])
  /// The least that choices cost which were not looked at.
  private var floor = Double.infinity
  private var trials = 0
  private var mostTrials = Self.mostTrials.moves
  /// The one person whose candidates work more in an interval, or nil where several do.
  private var comes: [Int: Int?] = [:]

  init(candidates: [Candidate], mustMove: Set<Int>, mostOthers: Int, isFree: @escaping (Int) -> Bool) {
    self.candidates = candidates
    self.mustMove = mustMove
    self.mostOthers = mostOthers
    self.isFree = isFree
    for candidate in candidates {
      for (interval, units) in candidate.work where units > 0 {
        if let known = comes[interval], known != candidate.person {
          comes.updateValue(nil, forKey: interval)
        } else {
          comes.updateValue(candidate.person, forKey: interval)
        }
      }
    }
  }

  /// Solves against a state that holds the present tours, and leaves it with those chosen.
  ///
  /// - Parameters:
  ///   - known: candidates to begin with, none twice for a person.
  ///   - proves: whether all choices are looked at.
  mutating func solve(
    _ state: inout ReplanState, from known: [Int] = [], proves: Bool, stop: () -> Bool
  ) -> Answer {
    let all = Array(candidates.indices)
    var cost = 0.0
    for place in known { cost += take(place, state) }
    for person in mustMove.sorted() where taken[person] == nil {
      let own = all.filter { candidates[$0].person == person }.map { step($0, state) }
      if let least = own.min(by: { $0.change < $1.change }) { cost += take(least.place, state) }
    }
    best = (cost, taken)
    settle(all, state, stop)
    let chosen = taken
    for place in chosen.values.sorted() { leave(place, state) }
    if proves {
      (trials, mostTrials) = (0, Self.mostTrials.proof)
      extend(all, 0, depth: .max, state, stop)
    }
    for (person, place) in best.taken.sorted(by: { $0.key < $1.key }) { state.setTour(person, candidates[place].tour) }
    return Answer(taken: best.taken.values.sorted(), cost: best.cost, open: max(0, best.cost - floor))
  }

  /// Makes the best move until none gains or the trials are used up: one person or two take a candidate, beside all that are taken or all but
  /// one.
  private mutating func settle(_ all: [Int], _ state: borrowing ReplanState, _ stop: () -> Bool) {
    while trials < mostTrials, !stop() {
      let now = best
      for depth in 1...Self.mostAtOnce where best.cost >= now.cost {
        extend(all, now.cost, depth: depth, state, stop)
        for place in now.taken.values.sorted() {
          leave(place, state)
          extend(all, now.cost - step(place, state).change, depth: depth, state, stop)
          take(place, state)
        }
      }
      if best.cost >= now.cost { break }
      for place in now.taken.values.sorted() { leave(place, state) }
      for place in best.taken.values.sorted() { take(place, state) }
    }
    floor = .infinity
  }

  /// Takes further candidates of at most so many people, if that is better than the best known; all is as before afterwards.
  ///
  /// - Parameters:
  ///   - open: candidates that may be taken.
  ///   - cost: of what is taken.
  private mutating func extend(
    _ open: [Int], _ cost: Double, depth: Int, _ state: borrowing ReplanState, _ stop: () -> Bool
  ) {
    let pending = mustMove.filter { taken[$0] == nil }
    if pending.isEmpty { note(cost, taken) }
    let steps = self.steps(beyond: open, state)
    for step in steps where pending.isSubset(of: [person(step)]) && cost + step.change < best.cost {
      note(cost + step.change, taken.merging([person(step): step.place]) { _, last in last })
    }
    if depth < 2 { return }
    // Who must move is first.
    let first = pending.min()
    let free = Set(steps.map { person($0) }.filter(isFree)).count
    for (order, step) in steps.enumerated() where first == nil || first == person(step) {
      let others = first == nil ? steps[(order + 1)...] : steps[...]
      let most = min(depth - 1, free + room - (isFree(person(step)) ? 0 : 1))
      let least = cost + step.least + self.least(of: others, beside: person(step), most: most)
      if least >= best.cost - Self.worthwhile {
        if first == nil { break }
        continue
      }
      if trials >= mostTrials || stop() {
        // Who is first of a choice is tried all the same, so that less is said to be open.
        let isTried = taken.isEmpty && !stop()
        let better = isTried ? cost + self.least(after: step, others.map(\.place), most: most, state) : least
        floor = min(floor, max(least, better))
        if first == nil, !isTried || least >= floor { break }
        continue
      }
      take(step.place, state)
      extend(others.map(\.place), cost + step.change, depth: depth - 1, state, stop)
      leave(step.place, state)
    }
  }

  private mutating func note(_ cost: Double, _ taken: [Int: Int]) {
    if cost < best.cost - Self.worthwhile { best = (cost, taken) }
  }

  // MARK: - One candidate

  /// What a candidate changes beside those taken, and the least that it changes beside further ones.
  private struct Step {
    var place: Int
    var change: Double
    var least: Double
  }

  private func person(_ step: Step) -> Int { candidates[step.place].person }

  /// How many more people may be changed, those who are free aside.
  private var room: Int { mostOthers - taken.keys.count { !isFree($0) } }

  /// What may be taken beside those taken, the least of it first.
  private mutating func steps(beyond open: [Int], _ state: borrowing ReplanState) -> [Step] {
    let room = self.room
    let steps = open.filter { taken[candidates[$0].person] == nil && (room > 0 || isFree(candidates[$0].person)) }
      .map { step($0, state) }.sorted { ($0.least, $0.place) < ($1.least, $1.place) }
    trials += steps.count
    return steps
  }

  /// The least that a step and further ones change, by what these change beside it.
  private mutating func least(after step: Step, _ open: [Int], most: Int, _ state: borrowing ReplanState) -> Double {
    take(step.place, state)
    let further = steps(beyond: open, state)
    leave(step.place, state)
    return step.change + least(of: further[...], beside: person(step), most: most)
  }

  private func step(_ place: Int, _ state: borrowing ReplanState) -> Step {
    let profile = state.model.profileOf[candidates[place].person]
    let view = state.cover.profiles[profile]
    let over = view.component < 0 ? 0 : state.cover.overPrice * view.indicator[0][0]
    var (change, regained) = (candidates[place].cost, 0.0)
    for (interval, units) in candidates[place].work {
      let own = state.cover.bigChange(profile, interval, units)
      change += Double(own)
      if units < 0, let other = comes[interval], other != candidates[place].person {
        regained += Double(own - over * Float(units))
      }
    }
    return Step(place: place, change: change, least: change - regained)
  }

  /// The least that steps change, one for each who must move and for a number of others.
  ///
  /// - Parameter steps: in their order.
  private func least(of steps: ArraySlice<Step>, beside person: Int, most: Int) -> Double {
    var seen: Set = [person]
    var (sum, left) = (0.0, most)
    for step in steps {
      let isOptional = !mustMove.contains(self.person(step))
      if isOptional, step.least >= 0 || left <= 0 {
        if mustMove.isEmpty { break }
        continue
      }
      guard seen.insert(self.person(step)).inserted else { continue }
      sum += step.least
      if isOptional { left -= 1 }
    }
    return sum
  }

  /// Gives a person a candidate in place of the present tour; says the change of cost.
  @discardableResult
  private mutating func take(_ place: Int, _ state: borrowing ReplanState) -> Double {
    let change = step(place, state).change
    taken[candidates[place].person] = place
    put(place, 1, state)
    return change
  }

  private mutating func leave(_ place: Int, _ state: borrowing ReplanState) {
    taken[candidates[place].person] = nil
    put(place, -1, state)
  }

  private func put(_ place: Int, _ sign: Int, _ state: borrowing ReplanState) {
    let profile = state.model.profileOf[candidates[place].person]
    for (interval, units) in candidates[place].work { state.cover.add(profile, interval, sign * units) }
  }
}
