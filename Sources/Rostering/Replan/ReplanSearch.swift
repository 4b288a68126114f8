/// Finds the least changed roster, week by week; see `Replanning`.
struct ReplanSearch {
  /// Changed tours that one integer program weighs.
  static let mostCandidates = 150
  /// Changed tours of one person among them.
  static let mostOfPerson = 5
  /// Rounds of candidates a week; each may fill what the one before gave up.
  static let mostRounds = 3
  /// Stretches of a week that are looked at one by one.
  static let mostStretches = 8
  /// Worth of helping at all while candidates are looked for; larger than any saving of one shift.
  static let bonus: Float = 5_000

  let base: Replanning
  let disturbance: Replanning.Disturbance
  let problem: RosterProblem
  let days: Int
  /// Shape [people][days]: published less what absence and leave take away.
  let pinned: [Int32]
  /// Shape [people]: absent on some day, so that nothing else of them moves.
  let isAbsent: [Bool]
  /// Shape [people]: the rule that the pinned tour breaks.
  let breach: [TourJudge.Breach?]

  init(_ base: Replanning, _ disturbance: Replanning.Disturbance) {
    self.base = base
    self.disturbance = disturbance
    problem = base.problem
    days = problem.dayCount
    var pinned = disturbance.published
    var isAbsent = [Bool](repeating: false, count: problem.people.count)
    for (person, someone) in problem.people.enumerated() {
      for day in 0..<problem.dayCount {
        let place = person * problem.dayCount + day
        if disturbance.isAbsent[place] { isAbsent[person] = true }
        if disturbance.isAbsent[place] || someone.days[day] == .off { pinned[place] = RosterProblem.off }
      }
    }
    self.pinned = pinned
    self.isAbsent = isAbsent
    let judge = TourJudge(problem)
    let dayCount = problem.dayCount
    breach = problem.people.indices.map { person in
      if isAbsent[person] { return nil }
      let tour = Array(pinned[person * dayCount..<(person + 1) * dayCount])
      return judge.firstBreach(tour, person: person)
    }
  }

  // MARK: - The whole

  func run() -> Replanning.Result {
    let search = TourSearch(base.space)
    var state = ReplanState(base, tours: pinned)
    let disturbed = state.cost()
    var outcome = Outcome()
    var counts = damage()
    for week in 0..<problem.weekCount {
      let window = openDays(week)
      guard !window.isEmpty else { continue }
      mend(week, window, &counts, &state, search, &outcome)
    }
    dropWhatDoesNotPay(&state, outcome)
    return result(state.tours, disturbed, counts, outcome)
  }

  /// What the weeks left behind.
  private struct Outcome {
    var candidates = 0
    var candidatePeople: Set<Int> = []
    var isProven = true
    var owing: Set<Int> = []
    var faults: [String] = []
  }

  /// Days of a week that may still change.
  private func openDays(_ week: Int) -> Range<Int> {
    let first = problem.weekOfDay.firstIndex { $0 >= week } ?? days
    let next = problem.weekOfDay.firstIndex { $0 > week } ?? days
    return max(first, min(disturbance.firstOpenDay, next))..<next
  }

  /// Intervals that lost people or whose requirement is new.
  private func damage() -> [Bool] {
    var counts = [Bool](repeating: false, count: problem.intervalCount)
    for (interval, isNew) in disturbance.hasNewDemand.enumerated() where isNew { counts[interval] = true }
    for place in pinned.indices where pinned[place] != disturbance.published[place] {
      forEachInterval(of: disturbance.published[place]) { counts[$0] = true }
    }
    return counts
  }

  private func forEachInterval(of option: Int32, _ body: (Int) -> Void) {
    guard option >= 0 else { return }
    let option = problem.options[Int(option)]
    for (offset, units) in problem.patterns[Int(option.pattern)].units.enumerated() where units > 0 {
      let interval = Int(option.firstInterval) + offset
      if interval >= 0 && interval < problem.intervalCount { body(interval) }
    }
  }

  // MARK: - One week

  /// People who have fewer minutes in a week than their rules want.
  private func owing(_ week: Int) -> Set<Int> {
    var found: Set<Int> = []
    for (person, someone) in problem.people.enumerated() where !isAbsent[person] && !someone.rules.weekMinutes.isEmpty {
      var minutes = week == 0 ? someone.before.minutesInFirstWeek : 0
      for day in 0..<days where problem.weekOfDay[day] == week && pinned[person * days + day] >= 0 {
        minutes += Int(problem.options[Int(pinned[person * days + day])].paid)
      }
      if minutes < someone.rules.weekMinutes[week].lowerBound { found.insert(person) }
    }
    return found
  }

  private func mend(
    _ week: Int, _ window: Range<Int>, _ counts: inout [Bool], _ state: inout ReplanState, _ search: TourSearch,
    _ outcome: inout Outcome
  ) {
    let owing = owing(week)
    guard !owing.isEmpty || !stretches(counts, window).isEmpty else { return }
    let start = state.tours
    let alreadyChanged = Set(problem.people.indices.filter { isChanged($0, in: start) })
    let left = disturbance.mostOthers - alreadyChanged.count { !isFree($0, owing) }
    var pool: [ReplanProgram.Candidate] = []
    var known: Set<[Int32]> = []
    var best = start
    var bestCost = Double.infinity
    for round in 0..<Self.mostRounds {
      let found = candidates(week, window, counts, &state, search, owing, start: start)
      let fresh = found.filter { known.insert([Int32($0.person)] + $0.tour).inserted }
      if fresh.isEmpty { break }
      pool += fresh
      load(start, into: &state)
      let mustMove = owing.filter { person in pool.contains { $0.person == person } }
      let choice = ReplanProgram(
        candidates: pool, mustMove: mustMove,
        isFree: { isFree($0, owing) || alreadyChanged.contains($0) }, mostOthers: left
      ).solve(state)
      if let fault = choice.fault { outcome.faults.append(fault.description) }
      if !choice.isProven { outcome.isProven = false }
      var cost = 0.0
      for place in choice.taken {
        cost += pool[place].cost + state.setTour(pool[place].person, pool[place].tour)
      }
      let isBetter = cost < bestCost - 1e-3
      if isBetter {
        bestCost = cost
        best = state.tours
      } else {
        load(best, into: &state)
      }
      if !isBetter || choice.taken.isEmpty { break }
      guard round + 1 < Self.mostRounds else { break }
      // What this round gave up counts in the next.
      for person in choice.taken.map({ pool[$0].person }) {
        for day in window where best[person * days + day] != start[person * days + day] {
          forEachInterval(of: start[person * days + day]) { counts[$0] = true }
        }
      }
    }
    outcome.candidates += pool.count
    outcome.candidatePeople.formUnion(pool.map(\.person))
    outcome.owing.formUnion(owing)
  }

  /// Gives everybody their tour of a roster.
  private func load(_ tours: [Int32], into state: inout ReplanState) {
    for person in problem.people.indices {
      let range = person * days..<(person + 1) * days
      if tours[range] != state.tours[range] { state.setTour(person, Array(tours[range])) }
    }
  }

  private func isFree(_ person: Int, _ owing: Set<Int>) -> Bool {
    owing.contains(person)
      || (0..<days).contains { pinned[person * days + $0] != disturbance.published[person * days + $0] }
  }

  private func isChanged(_ person: Int, in tours: [Int32]) -> Bool {
    tours[person * days..<(person + 1) * days] != pinned[person * days..<(person + 1) * days]
  }

  /// Runs of counted intervals that some shift of the window could reach, longest first, then by time.
  private func stretches(_ counts: [Bool], _ window: Range<Int>) -> [Range<Int>] {
    var reach = problem.intervalCount..<problem.intervalCount
    for menu in problem.menus.indices {
      for option in problem.menus[menu].first + problem.menus[menu].dayStart[window.lowerBound]..<problem.menus[menu]
        .first + problem.menus[menu].dayStart[window.upperBound]
      {
        let shift = base.table.shifts[option]
        let low = max(0, Int(shift.first))
        let high = min(problem.intervalCount, Int(shift.first + shift.count))
        if low < high {
          reach = min(reach.lowerBound, low)..<(reach.isEmpty ? high : max(reach.upperBound, high))
        }
      }
    }
    var runs: [Range<Int>] = []
    for interval in reach where counts[interval] {
      // A break inside a shift does not end its stretch.
      if let last = runs.last, interval - last.upperBound <= 2 {
        runs[runs.count - 1] = last.lowerBound..<interval + 1
      } else {
        runs.append(interval..<interval + 1)
      }
    }
    return runs.sorted { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
  }

  // MARK: - Candidates

  /// Changed tours of a week, the most promising first.
  private func candidates(
    _ week: Int, _ window: Range<Int>, _ counts: [Bool], _ state: inout ReplanState, _ search: TourSearch,
    _ owing: Set<Int>, start: [Int32]
  ) -> [ReplanProgram.Candidate] {
    var wishes = [ReplanState.Wish(counts: counts, bonus: 0)]
    let runs = stretches(counts, window).prefix(Self.mostStretches)
    for run in runs {
      let middle = (run.lowerBound + run.upperBound) / 2
      let parts = runs.count <= 3 && run.count >= 4 ? [run, run.lowerBound..<middle, middle..<run.upperBound] : [run]
      for part in parts {
        var mask = [Bool](repeating: false, count: counts.count)
        for interval in part { mask[interval] = counts[interval] }
        wishes.append(ReplanState.Wish(counts: mask, bonus: Self.bonus))
      }
    }
    let components = damagedComponents(state)
    var found: [(delta: Double, candidate: ReplanProgram.Candidate)] = []
    for person in problem.people.indices where !isAbsent[person] {
      let owes = owing.contains(person)
      guard owes || breach[person] == nil,
        owes || components.contains(base.model.profiles[base.model.profileOf[person]].component)
      else { continue }
      let own =
        owes ? [ReplanState.Wish(counts: counts, bonus: 0, countsAll: true)] + wishes : wishes
      var seen: Set<[Int32]> = [Array(start[person * days..<(person + 1) * days])]
      for wish in own {
        guard
          let tour = state.otherTour(
            person, window: window, published: disturbance.published, priceOfChange: disturbance.priceOfChange,
            wish: wish, search),
          seen.insert(tour).inserted
        else { continue }
        found.append(priced(person, tour, &state, start))
      }
    }
    found.sort { a, b in
      if a.delta != b.delta { return a.delta < b.delta }
      if a.candidate.person != b.candidate.person { return a.candidate.person < b.candidate.person }
      return a.candidate.tour.lexicographicallyPrecedes(b.candidate.tour)
    }
    var taken: [Int: Int] = [:]
    var chosen: [ReplanProgram.Candidate] = []
    for entry in found {
      let person = entry.candidate.person
      guard taken[person, default: 0] < Self.mostOfPerson,
        chosen.count < Self.mostCandidates || owing.contains(person) && taken[person] == nil
      else { continue }
      taken[person, default: 0] += 1
      chosen.append(entry.candidate)
    }
    return chosen
  }

  /// Components of the queue groups in which somebody is missing; all of them where the requirement is new.
  private func damagedComponents(_ state: borrowing ReplanState) -> Set<Int> {
    if disturbance.hasNewDemand.contains(true) { return Set(base.model.components.indices) }
    var found: Set<Int> = []
    for person in problem.people.indices where isFree(person, []) {
      found.insert(base.model.profiles[base.model.profileOf[person]].component)
    }
    return found
  }

  /// A tour with what it costs against the roster at the start of the week, and how it changes the present roster's cost.
  private func priced(
    _ person: Int, _ tour: [Int32], _ state: inout ReplanState, _ start: [Int32]
  ) -> (delta: Double, candidate: ReplanProgram.Candidate) {
    let present = state.tour(person)
    let before = Array(start[person * days..<(person + 1) * days])
    let cost =
      state.ownCost(tour, person) - state.ownCost(before, person)
      + disturbance.priceOfChange * Double(priced(tour, person) - priced(before, person))
    var work: [Int: Int] = [:]
    for day in 0..<days where tour[day] != before[day] {
      if before[day] >= 0 { state.forEachInterval(of: before[day]) { work[$0, default: 0] -= $1 } }
      if tour[day] >= 0 { state.forEachInterval(of: tour[day]) { work[$0, default: 0] += $1 } }
    }
    var delta = state.setTour(person, tour)
    state.setTour(person, present)
    delta +=
      state.ownCost(tour, person) - state.ownCost(present, person)
      + disturbance.priceOfChange * Double(priced(tour, person) - priced(present, person))
    return (
      delta,
      ReplanProgram.Candidate(
        person: person, tour: tour, cost: cost,
        work: work.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    )
  }

  /// Days of a tour that are not as published and have a price: absences and leave have none.
  private func priced(_ tour: [Int32], _ person: Int) -> Int {
    (0..<days).count { tour[$0] != pinned[person * days + $0] }
  }

  // MARK: - The answer

  /// Takes back the changes of anybody that are not worth their price once all are made.
  private func dropWhatDoesNotPay(_ state: inout ReplanState, _ outcome: Outcome) {
    var isSettled = false
    while !isSettled {
      isSettled = true
      for person in problem.people.indices where isChanged(person, in: state.tours) && !outcome.owing.contains(person) {
        let help = help(of: person, &state)
        if help.saves < help.price - 1e-3 {
          state.setTour(person, Array(pinned[person * days..<(person + 1) * days]))
          isSettled = false
        }
      }
    }
  }

  private func help(of person: Int, _ state: inout ReplanState) -> Replanning.Help {
    let tour = state.tour(person)
    let old = Array(pinned[person * days..<(person + 1) * days])
    let saves = state.setTour(person, old) + state.ownCost(old, person) - state.ownCost(tour, person)
    state.setTour(person, tour)
    return Replanning.Help(
      person: person, saves: saves, price: disturbance.priceOfChange * Double(priced(tour, person)))
  }

  private func result(
    _ tours: [Int32], _ disturbed: RosterCost, _ counts: [Bool], _ outcome: Outcome
  ) -> Replanning.Result {
    let published = ReplanState(base, tours: disturbance.published).cost()
    // Counted anew, free of the rounding that many small changes leave.
    var state = ReplanState(base, tours: tours)
    var changes: [Replanning.Change] = []
    var help: [Replanning.Help] = []
    for person in problem.people.indices {
      for day in 0..<days {
        let place = person * days + day
        let (before, after) = (disturbance.published[place], tours[place])
        guard before != after else { continue }
        changes.append(
          Replanning.Change(
            person: person, day: day, before: before, after: after,
            cause: cause(person, before, after, pinned[place], counts, outcome)))
      }
      if isChanged(person, in: tours) { help.append(self.help(of: person, &state)) }
    }
    return Replanning.Result(
      tours: tours, changes: changes, help: help, published: published, disturbed: disturbed, mended: state.cost(),
      priceOfChanges: help.reduce(0) { $0 + $1.price }, candidates: outcome.candidates,
      candidatePeople: outcome.candidatePeople.count, isProven: outcome.isProven,
      oddTours: problem.people.indices.compactMap { person in
        guard let breach = breach[person], !isChanged(person, in: tours) else { return nil }
        return Replanning.OddTour(person: person, rule: breach.rule, day: breach.day)
      }, faults: outcome.faults)
  }

  private func cause(
    _ person: Int, _ before: Int32, _ after: Int32, _ pin: Int32, _ counts: [Bool], _ outcome: Outcome
  ) -> Replanning.Cause {
    if pin != before && after == pin { return .away }
    var old = Set<Int>()
    forEachInterval(of: before) { old.insert($0) }
    var added: [Int] = []
    forEachInterval(of: after) { if counts[$0] && !old.contains($0) { added.append($0) } }
    if outcome.owing.contains(person) && added.isEmpty { return .owesHours }
    guard let first = added.first, let last = added.last else { return .makesRoom }
    return .covers(first...last)
  }
}
