/// The choice among present and changed tours: moves from one choice to a better one, then all choices, but for those that cannot be better.
///
/// Moves take one candidate or two. Whoever comes saves the less the more of them come; whoever goes costs the more the more of them go, and
/// at least nothing where others come in their place. So what a candidate would change now, its work taken away counted as free wherever
/// somebody else's candidate works more, is the least that it changes beside another.
///
/// All choices are gone through from the one that could be best by prices of the intervals (`ReplanPrices`), which let those who fill the same
/// gap share what that is worth. What is tried is counted, so the same question has the same answer.
package struct ReplanChoice {
  /// A tour that somebody could have instead of their present one.
  package struct Candidate {
    var person: Int
    var tour: [Int32]
    /// Own cost and price of changes, less those of the present tour.
    var cost: Double
    /// Where it works more than the present tour, or less.
    var work: [(interval: Int, units: Int)]

    /// A tour in place of the present one.
    package init(person: Int, tour: [Int32], cost: Double, work: [(interval: Int, units: Int)]) {
      self.person = person
      self.tour = tour
      self.cost = cost
      self.work = work
    }
  }

  /// Which candidates are taken.
  package struct Answer {
    var taken: [Int]
    /// Cost against the present tours.
    package var cost: Double
    /// How much less another choice of these candidates could cost at most.
    package var open: Double
  }

  /// Exact costs that moves may ask for in one choice, and those that the proof may: without prices, then with them.
  package var mostTrials = (moves: 1_500_000, proof: 200_000, prices: 300_000)
  /// People whose tours one move changes at most, beside one who gives theirs back.
  static let mostAtOnce = 2
  /// Rounds in which prices settle.
  private static let rounds = (first: 200, further: 60)
  /// A difference below this is none.
  static let worthwhile = 1e-3

  /// The most promising first.
  let candidates: [Candidate]
  /// People who may not keep their present tour.
  let mustMove: Set<Int>
  /// People who do not count towards `mostOthers`.
  let freePeople: Set<Int>
  let mostOthers: Int

  /// Taken candidate by person.
  private var taken: [Int: Int] = [:]
  private var best: (cost: Double, taken: [Int: Int]) = (.infinity, [:])
  private var trials = 0
  /// The one person whose candidates work more in an interval, or nil where several do.
  private var comes: [Int: Int?] = [:]

  /// A choice that is yet to be made.
  package init(candidates: [Candidate], mustMove: Set<Int>, mostOthers: Int, isFree: (Int) -> Bool) {
    self.candidates = candidates
    self.mustMove = mustMove
    self.mostOthers = mostOthers
    freePeople = Set(candidates.map(\.person).filter(isFree))
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
  package mutating func solve(
    _ state: inout ReplanState, from known: [Int] = [], proves: Bool, stop: () -> Bool
  ) -> Answer {
    let all = Array(candidates.indices)
    var start = known
    for person in mustMove.sorted() where !known.contains(where: { candidates[$0].person == person }) {
      let own = all.filter { candidates[$0].person == person }.map { step($0, state) }
      if let least = own.min(by: { $0.change < $1.change }) { start.append(least.place) }
    }
    settle(all, from: start, byPairs: true, state, stop)
    var floor = best.cost
    if proves {
      var prices: ReplanPrices?
      floor = prove(all, &prices, state, stop)
      if floor < best.cost {
        prices = ReplanPrices(candidates, state)
        floor = max(floor, prove(all, &prices, state, stop))
      }
    }
    for (person, place) in best.taken.sorted(by: { $0.key < $1.key }) { state.setTour(person, candidates[place].tour) }
    return Answer(taken: best.taken.values.sorted(), cost: best.cost, open: max(0, best.cost - floor))
  }

  /// Makes the best move until none gains or the trials are used up: one person or two take a candidate, beside all that are taken or all but
  /// one.
  private mutating func settle(
    _ all: [Int], from start: [Int], byPairs: Bool, _ state: borrowing ReplanState, _ stop: () -> Bool
  ) {
    let known = best
    best = (start.reduce(0) { $0 + take($1, state) }, taken)
    var isSettled = false
    while !isSettled, trials < mostTrials.moves, !stop() {
      let now = best
      for isPair in byPairs ? [false, true] : [false] where best.cost >= now.cost {
        extend(all, now.cost, byPairs: isPair, state, stop)
        for place in now.taken.values.sorted() {
          leave(place, state)
          extend(all, now.cost - step(place, state).change, byPairs: isPair, state, stop)
          take(place, state)
        }
      }
      isSettled = best.cost >= now.cost
      for place in now.taken.values.sorted() { leave(place, state) }
      for place in best.taken.values.sorted() { take(place, state) }
    }
    for place in taken.values.sorted() { leave(place, state) }
    if known.cost <= best.cost { best = known }
  }

  /// Takes one further candidate, or two, if that is better than the best known; all is as before afterwards.
  ///
  /// - Parameters:
  ///   - open: candidates that may be taken.
  ///   - cost: of what is taken.
  /// - Returns: what one changes beside those taken, the least of it first.
  @discardableResult
  private mutating func extend(
    _ open: some Sequence<Int>, _ cost: Double, byPairs: Bool, _ state: borrowing ReplanState, _ stop: () -> Bool
  ) -> [Step] {
    let pending = self.pending
    if pending.isEmpty { note(cost, taken) }
    let steps = open.filter(mayTake).map { step($0, state) }.sorted { ($0.least, $0.place) < ($1.least, $1.place) }
    trials += steps.count
    for step in steps where cost + step.change < best.cost && pending.isSubset(of: [person(step)]) {
      note(cost + step.change, taken.merging([person(step): step.place]) { _, last in last })
    }
    guard byPairs else { return steps }
    for (order, step) in steps.enumerated().dropLast() {
      let least = cost + step.least + steps[order + 1].least
      if least >= best.cost - Self.worthwhile || trials >= mostTrials.moves || stop() { break }
      take(step.place, state)
      extend(steps[(order + 1)...].map(\.place), cost + step.change, byPairs: false, state, stop)
      leave(step.place, state)
    }
    return steps
  }

  // MARK: - All choices

  /// Candidates that are taken, and those of which more may be: no others.
  private struct Branch {
    var taken: [Int]
    var open: ArraySlice<Int>
    /// The least that any of its choices costs.
    var least: Double
  }

  /// Goes through all choices, first through those that could be best, until none of the rest can be better or the trials are used up; says the
  /// least that a choice can cost.
  ///
  /// - Parameter prices: say what more than two people can change together; nil where each is looked at beside those taken alone.
  private mutating func prove(
    _ all: [Int], _ prices: inout ReplanPrices?, _ state: borrowing ReplanState, _ stop: () -> Bool
  ) -> Double {
    trials = 0
    let most = prices == nil ? mostTrials.proof : mostTrials.prices
    var branches = [Branch(taken: [], open: all[...], least: -.infinity)]
    while let place = branches.indices.min(by: { branches[$0].least < branches[$1].least }),
      branches[place].least < best.cost - Self.worthwhile
    {
      if trials >= most || stop() { return branches[place].least }
      branches.swapAt(place, branches.count - 1)
      let branch = branches.removeLast()
      branches += self.branches(of: branch, all, &prices, state, stop)
    }
    return best.cost
  }

  /// Notes what a branch costs with one more candidate, and divides it by the next one taken.
  ///
  /// Two more people are looked at as in a move; where there may be others, prices say what they fill together, and moves begin at the choice that
  /// is best by them.
  private mutating func branches(
    of branch: Branch, _ all: [Int], _ prices: inout ReplanPrices?, _ state: borrowing ReplanState, _ stop: () -> Bool
  ) -> [Branch] {
    let cost = branch.taken.reduce(0) { $0 + take($1, state) }
    let steps = extend(branch.open, cost, byPairs: false, state, stop)
    let open = steps.map(\.place)
    let more = Set(steps.map { person($0) }.filter(isFree)).count + room
    var (base, changes, chosen) = (cost, [Double](repeating: 0, count: candidates.count), [Int]())
    for step in steps { changes[step.place] = step.least }
    if more > Self.mostAtOnce, prices != nil {
      let rounds = branch.taken.isEmpty ? Self.rounds.first : Self.rounds.further
      trials += open.count * rounds
      prices?.settle(open, rounds: rounds, state) { cheapest(of: sorted(open, $0), $0).taken }
      base += prices?.base ?? 0
      changes = prices?.changes ?? changes
      chosen = cheapest(of: sorted(open, changes), changes).taken
    }
    let order = sorted(open, changes)
    // Who must move is first.
    let first = pending.min()
    var found: [Branch] = []
    for (place, next) in order.enumerated() where more > 1 && (first == nil || first == candidates[next].person) {
      let others = first == nil ? order[(place + 1)...] : order[...]
      taken[candidates[next].person] = next
      let least = base + changes[next] + cheapest(of: others, changes).sum
      taken[candidates[next].person] = nil
      if least < best.cost - Self.worthwhile {
        found.append(Branch(taken: branch.taken + [next], open: others, least: max(branch.least, least)))
      } else if first == nil {
        break
      }
    }
    for place in branch.taken { leave(place, state) }
    if !chosen.isEmpty { settle(all, from: branch.taken + chosen, byPairs: false, state, stop) }
    return found
  }

  private func sorted(_ places: some Sequence<Int>, _ changes: [Double]) -> [Int] {
    places.sorted { (changes[$0], $0) < (changes[$1], $1) }
  }

  /// The cheapest choice beside those taken by what each candidate changes.
  ///
  /// - Parameter order: candidates, the cheapest first.
  private func cheapest(of order: some Sequence<Int>, _ changes: [Double]) -> (sum: Double, taken: [Int]) {
    var (sum, room, chosen, seen) = (0.0, self.room, [Int](), [Int]())
    let pending = self.pending
    for place in order {
      let person = candidates[place].person
      if !pending.contains(person) {
        if pending.isEmpty, changes[place] >= 0 || room <= 0 && freePeople.isEmpty { break }
        if changes[place] >= 0 || taken[person] != nil || room <= 0 && !isFree(person) { continue }
      }
      if seen.contains(person) { continue }
      seen.append(person)
      if !isFree(person) { room -= 1 }
      sum += changes[place]
      chosen.append(place)
    }
    return (sum, chosen)
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

  /// People who must move and have not.
  private var pending: Set<Int> { mustMove.filter { taken[$0] == nil } }

  private func isFree(_ person: Int) -> Bool { freePeople.contains(person) }

  private func mayTake(_ place: Int) -> Bool {
    let person = candidates[place].person
    return taken[person] == nil && (room > 0 || isFree(person))
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
