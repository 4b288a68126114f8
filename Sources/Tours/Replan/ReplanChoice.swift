import LinearProgram

/// The choice among present and changed tours: a choice at once by exact moves, then a bound and, where it can, a better one by an
/// integer program.
///
/// The moves take a changed tour, give one back, put one person's in place of another's, or take two of which one works where
/// the other does not; what each costs is exact, by `CoverState`. The program is that of `ReplanProgram`, which writes only the rows
/// that are needed, with one row more for the most people changed. Both budgets are counted, so the same question has the same answer.
struct ReplanChoice {
  /// A tour that somebody could have instead of their present one.
  struct Candidate {
    var person: Int
    var tour: [Int32]
    /// Own cost and price of changes, less those of the present tour.
    var cost: Double
    /// Intervals in which it works more than the present tour, and less; increasing.
    var added: [Int]
    var removed: [Int]
  }

  /// Which candidates are taken.
  struct Answer {
    var taken: [Int]
    /// Cost against the present tours.
    var cost: Double
    /// How much less another choice of these candidates could cost at most.
    var open: Double
    var fault: SolverFault?
  }

  /// Exact costs that moves may ask for in one choice.
  static let mostTrials = 6_000
  /// Simplex iterations of one relaxation.
  static let iterationLimit = 3_000
  /// Nodes of branch and bound: a node takes about the square of the candidates, and few candidates are worth a proof.
  static func nodeLimit(candidates: Int) -> Int { max(60, min(4_000, 1_800_000 / max(1, candidates * candidates))) }
  /// A difference below this is none.
  static let worthwhile = 1e-3

  /// The most promising first.
  let candidates: [Candidate]
  /// People who may not keep their present tour.
  let mustMove: Set<Int>
  /// People who do not count towards `mostOthers`.
  let isFree: (Int) -> Bool
  let mostOthers: Int

  /// Present tour of everybody who has a candidate.
  private var present: [Int: [Int32]] = [:]
  /// Taken candidate by person.
  private var taken: [Int: Int] = [:]
  private var trials = 0

  init(candidates: [Candidate], mustMove: Set<Int>, mostOthers: Int, isFree: @escaping (Int) -> Bool) {
    self.candidates = candidates
    self.mustMove = mustMove
    self.mostOthers = mostOthers
    self.isFree = isFree
  }

  /// Solves against a state that holds the present tours, and leaves it with those chosen.
  ///
  /// - Parameters:
  ///   - known: candidates to begin with, none twice for a person.
  ///   - proves: whether the program is asked.
  ///   - seconds: asked for what is left of a time limit, if there is one.
  mutating func solve(
    _ state: inout ReplanState, from known: [Int] = [], proves: Bool, seconds: () -> Double?, stop: () -> Bool
  ) -> Answer {
    guard !candidates.isEmpty else { return Answer(taken: [], cost: 0, open: 0) }
    let isApart = !crosses()
    present = Dictionary(
      Set(candidates.map(\.person)).map { ($0, state.tour($0)) }, uniquingKeysWith: { first, _ in first })
    let start = Dictionary(known.map { (candidates[$0].person, $0) }, uniquingKeysWith: { _, last in last })
    var cost = take(start, &state)
    cost += takeInTurn(&state)
    cost += settle(&state, isApart, stop)
    var answer = Answer(taken: [], cost: cost, open: .infinity)
    if !proves {
      answer.taken = taken.values.sorted()
      return answer
    }
    if isApart, mustMove.isEmpty, taken.isEmpty, trials < Self.mostTrials, !stop() {
      // People who come save the less the more of them come, and people who go cost the more. So where nobody's coming makes room
      // for another to go, and no tour pays alone, no set of them pays.
      answer.open = 0
    } else if !stop() {
      let own = taken
      _ = take([:], &state)
      let found = program(state, own, seconds: seconds())
      answer.fault = found.fault
      answer.open = found.open
      let again = take(own, &state)
      if let better = found.taken, better != own {
        let other = take(better, &state)
        if other < again - Self.worthwhile {
          answer.cost = other
          answer.open = max(0, found.open - (again - other))
        } else {
          _ = take(own, &state)
        }
      }
    }
    if answer.open < Self.worthwhile { answer.open = 0 }
    answer.taken = taken.values.sorted()
    return answer
  }

  /// Whether somebody's tour works more where somebody else's works less.
  private func crosses() -> Bool {
    var goes: [Int: Set<Int>] = [:]
    for candidate in candidates {
      for interval in candidate.removed { goes[interval, default: []].insert(candidate.person) }
    }
    return candidates.contains { candidate in
      candidate.added.contains { interval in goes[interval]?.contains { $0 != candidate.person } ?? false }
    }
  }

  /// Takes these candidates in place of those taken, whose people go back to their present tours first; says the cost against all
  /// present tours.
  private mutating func take(_ chosen: [Int: Int], _ state: inout ReplanState) -> Double {
    for person in taken.keys.sorted() { state.setTour(person, present[person] ?? []) }
    taken = chosen
    var cost = 0.0
    for (person, place) in taken.sorted(by: { $0.key < $1.key }) {
      cost += candidates[place].cost + state.setTour(person, candidates[place].tour)
    }
    return cost
  }

  // MARK: - Moves

  private var otherCount: Int { taken.keys.count { !isFree($0) } }

  /// What a person has in place of their tour: a candidate or, for nil, the present tour.
  private struct Step {
    var person: Int
    var place: Int?
  }

  /// What a step would cost.
  private mutating func trial(_ step: Step, _ state: inout ReplanState) -> Double {
    trials += 1
    let now = Step(person: step.person, place: taken[step.person])
    let change = make(step, &state)
    make(now, &state)
    return change
  }

  /// Makes a step; says the change of cost.
  @discardableResult
  private mutating func make(_ step: Step, _ state: inout ReplanState) -> Double {
    let before = taken[step.person].map { candidates[$0].cost } ?? 0
    taken[step.person] = step.place
    guard let tour = step.place.map({ candidates[$0].tour }) ?? present[step.person] else { return 0 }
    return state.setTour(step.person, tour) + (step.place.map { candidates[$0].cost } ?? 0) - before
  }

  /// The step that takes a candidate.
  private func taking(_ place: Int) -> Step { Step(person: candidates[place].person, place: place) }

  /// Gives each person who must move the candidate that is cheapest when it is their turn.
  private mutating func takeInTurn(_ state: inout ReplanState) -> Double {
    var cost = 0.0
    for person in mustMove.sorted() where taken[person] == nil {
      var best = (cost: Double.infinity, move: [Step]())
      for place in candidates.indices where candidates[place].person == person {
        let change = trial(taking(place), &state)
        if change < best.cost || best.move.isEmpty { best = (change, [taking(place)]) }
      }
      for step in best.move { cost += make(step, &state) }
    }
    return cost
  }

  /// Makes the best move until none gains or the trials are used up; says the change of cost.
  private mutating func settle(_ state: inout ReplanState, _ isApart: Bool, _ stop: () -> Bool) -> Double {
    var cost = 0.0
    while trials < Self.mostTrials, !stop() {
      guard let move = bestSingle(&state) ?? bestSwap(&state, stop) ?? (isApart ? nil : bestPair(&state, stop)) else {
        break
      }
      for step in move { cost += make(step, &state) }
    }
    return cost
  }

  /// A move that gains more than another.
  private struct Best {
    var change = -ReplanChoice.worthwhile
    var move: [Step]?

    mutating func note(_ change: Double, _ move: [Step]) {
      if change < self.change { (self.change, self.move) = (change, move) }
    }
  }

  /// One person takes a changed tour, another changed tour or the present one.
  private mutating func bestSingle(_ state: inout ReplanState) -> [Step]? {
    var best = Best()
    for place in candidates.indices {
      let step = taking(place)
      if taken[step.person] == place { continue }
      if taken[step.person] == nil, !isFree(step.person), otherCount >= mostOthers { continue }
      best.note(trial(step, &state), [step])
    }
    for person in taken.keys.sorted() where !mustMove.contains(person) {
      let step = Step(person: person, place: nil)
      best.note(trial(step, &state), [step])
    }
    return best.move
  }

  /// One person gives their change back and another takes one.
  private mutating func bestSwap(_ state: inout ReplanState, _ stop: () -> Bool) -> [Step]? {
    var best = Best()
    for person in taken.keys.sorted() where !mustMove.contains(person) && !stop() {
      guard let own = taken[person] else { continue }
      let gives = Step(person: person, place: nil)
      let gone = make(gives, &state)
      for place in candidates.indices where taken[candidates[place].person] == nil && trials < Self.mostTrials {
        let other = candidates[place].person
        if other == person || (!isFree(other) && otherCount >= mostOthers) { continue }
        best.note(gone + trial(taking(place), &state), [gives, taking(place)])
      }
      make(taking(own), &state)
    }
    return best.move
  }

  /// Two people take changed tours of which one works more where the other works less; neither need pay alone.
  private mutating func bestPair(_ state: inout ReplanState, _ stop: () -> Bool) -> [Step]? {
    var best = Best()
    let open = candidates.indices.filter { taken[candidates[$0].person] == nil }
    for (order, first) in open.enumerated() where trials < Self.mostTrials && !stop() {
      let person = candidates[first].person
      let room = mostOthers - otherCount - (isFree(person) ? 0 : 1)
      if room < 0 { continue }
      let (added, removed) = (Set(candidates[first].added), Set(candidates[first].removed))
      let one = make(taking(first), &state)
      for second in open[(order + 1)...] where trials < Self.mostTrials {
        let other = candidates[second]
        if other.person == person || (!isFree(other.person) && room < 1) { continue }
        guard other.removed.contains(where: added.contains) || other.added.contains(where: removed.contains) else {
          continue
        }
        best.note(one + trial(taking(second), &state), [taking(first), taking(second)])
      }
      make(Step(person: person, place: nil), &state)
    }
    return best.move
  }

  // MARK: - The program

  /// How much could be gained at most, and a better choice where the program finds one. The state holds the present tours.
  private func program(
    _ state: borrowing ReplanState, _ own: [Int: Int], seconds: Double?
  ) -> (taken: [Int: Int]?, open: Double, fault: SolverFault?) {
    let byPerson = Dictionary(grouping: candidates.indices, by: { candidates[$0].person }).sorted { $0.key < $1.key }
    // Days on which a person has any choice are taken out; all else is as it is.
    let days = byPerson.map { person, places -> [Int] in
      let tour = present[person] ?? []
      return tour.indices.filter { day in places.contains { candidates[$0].tour[day] != tour[day] } }
    }
    for ((person, _), own) in zip(byPerson, days) {
      for day in own { state.put(person, present[person]?[day] ?? RosterProblem.off, -1) }
    }
    defer {
      for ((person, _), own) in zip(byPerson, days) {
        for day in own { state.put(person, present[person]?[day] ?? RosterProblem.off, 1) }
      }
    }
    var program = ReplanProgram(state.cover, mostChanges: mostOthers)
    var choices: [[Int?]] = []
    for ((person, places), days) in zip(byPerson, days) {
      program.begin(profile: state.model.profileOf[person])
      let choice: [Int?] = (mustMove.contains(person) ? [] : [nil]) + places.map { $0 }
      let first = choice.firstIndex { $0 == own[person] } ?? 0
      for (number, place) in choice.enumerated() {
        let tour = place.map { candidates[$0].tour } ?? present[person] ?? []
        program.add(
          cost: place.map { candidates[$0].cost } ?? 0, isChange: place != nil && !isFree(person),
          isFirst: number == first, work: state.table.work(days.map { tour[$0] }))
      }
      choices.append(choice)
    }
    var options = SolveOptions(nodeLimit: Self.nodeLimit(candidates: candidates.count))
    options.iterationLimit = Self.iterationLimit
    options.timeLimit = seconds.map { .milliseconds(max(1, Int($0 * 1000))) }
    options.prefersDual = true
    // The penalties of the usual rule take a row of the tableau for each fraction, most of the time here.
    options.branching = .mostFractional
    options.presolves = false
    do {
      let answer = try program.solve(options)
      let now = program.cost(of: program.presentTours())
      // The program does not see people who are wanted on site whatever they serve.
      let unseen = state.cover.presenceCost()
      let open = answer.bound.isFinite ? max(0, now - answer.bound) + unseen : .infinity
      let taken = answer.chosen.map { chosen in
        Dictionary(
          zip(byPerson, zip(chosen, choices)).compactMap { entry, pick in
            pick.1[pick.0].map { (entry.key, $0) }
          }, uniquingKeysWith: { first, _ in first })
      }
      return (taken, open, nil)
    } catch {
      return (nil, .infinity, error)
    }
  }
}
