/// Finds the least changed roster, week by week; see `Replanning`.
///
/// Each week is first mended by the tours that help with the whole of the damage, so that there soon is an answer; then by those that
/// help with parts of it, and again with what the first ones gave up.
struct ReplanSearch {
  /// Changed tours that one choice weighs.
  static let mostCandidates = 150
  /// Changed tours of one person among them.
  static let mostOfPerson = 5
  /// Rounds of candidates a week after the first answer; each may fill what the one before gave up.
  static let mostRounds = 3
  /// Stretches of a week that are looked at one by one.
  static let mostStretches = 8
  /// Worth of helping at all while candidates are looked for; larger than any saving of one shift.
  static let bonus: Float = 5_000

  let tables: IntervalTables
  let disturbance: Replanning.Disturbance
  let clock: SearchClock
  let onProgress: (_ cost: Double, _ share: Double) -> Void
  let problem: RosterProblem
  let judge: TourJudge
  let days: Int
  /// Shape [people][days]: published less what absence and leave take away.
  let pinned: [Int32]
  /// Shape [people]: absent on some day, so that nothing else of them moves.
  let isAbsent: [Bool]
  /// Shape [people]: the rule that the pinned tour breaks.
  let breach: [TourJudge.Breach?]

  init(
    _ tables: IntervalTables, _ disturbance: Replanning.Disturbance, clock: SearchClock,
    onProgress: @escaping (_ cost: Double, _ share: Double) -> Void
  ) {
    self.tables = tables
    self.disturbance = disturbance
    self.clock = clock
    self.onProgress = onProgress
    problem = tables.space.problem
    judge = TourJudge(problem)
    days = problem.dayCount
    var pinned = disturbance.published
    var isAbsent = [Bool](repeating: false, count: problem.people.count)
    for (person, someone) in problem.people.enumerated() {
      for day in 0..<problem.dayCount {
        let place = person * problem.dayCount + day
        if disturbance.isAbsent[place] { isAbsent[person] = true }
        if case .fixed(let option) = someone.days[day], pinned[place] >= 0 {
          // A shift that has begun stays, or what an absence leaves of it.
          pinned[place] = option
        } else if disturbance.isAbsent[place] || someone.days[day] == .off {
          pinned[place] = RosterProblem.off
        }
      }
    }
    self.pinned = pinned
    self.isAbsent = isAbsent
    breach = problem.people.indices.map { [judge, problem] person in
      isAbsent[person] ? nil : judge.firstBreach(problem.tour(person, of: pinned), person: person)
    }
  }

  // MARK: - The whole

  func run() -> Replanning.Result {
    let search = TourSearch(tables.space)
    var state = ReplanState(tables, tours: pinned)
    let disturbed = state.cost()
    var outcome = Outcome(cost: disturbed.total)
    var counts = damage()
    let weeks = (0..<problem.weekCount).filter { !openDays($0).isEmpty }
    onProgress(outcome.cost, 0)
    for (place, week) in weeks.enumerated() where !clock.isOver {
      mend(week, &counts, &state, search, &outcome)
      onProgress(outcome.cost, Double(place + 1) / Double(weeks.count))
    }
    if clock.isOver { outcome.wasCutShort = true }
    dropWhatDoesNotPay(&state, outcome)
    return result(state.tours, disturbed, counts, outcome)
  }

  /// What the weeks left behind.
  private struct Outcome {
    /// Cost of the roster so far, the price of changes included.
    var cost: Double
    var candidates = 0
    var candidatePeople: Set<Int> = []
    var open = 0.0
    var wasCutShort = false
    var owing: Set<Int> = []
  }

  /// Days of a week that may still change.
  private func openDays(_ week: Int) -> Range<Int> {
    let own = problem.days(ofWeek: week)
    return max(own.lowerBound, min(disturbance.firstOpenDay, own.upperBound))..<own.upperBound
  }

  /// Intervals that lost people or whose requirement is new.
  private func damage() -> [Bool] {
    var counts = [Bool](repeating: false, count: problem.intervalCount)
    for (interval, isNew) in disturbance.hasNewDemand.enumerated() where isNew && counts.indices.contains(interval) {
      counts[interval] = true
    }
    for place in pinned.indices where pinned[place] != disturbance.published[place] {
      var left: [Int: Int] = [:]
      forEachInterval(of: pinned[place]) { left[$0] = $1 }
      forEachInterval(of: disturbance.published[place]) { if $1 > left[$0] ?? 0 { counts[$0] = true } }
    }
    // What is over cannot be mended.
    for interval in counts.indices
    where !problem.hasPosts && (interval + 1) * problem.intervalMinutes <= Int(disturbance.openFrom) {
      counts[interval] = false
    }
    return counts
  }

  private func forEachInterval(of option: Int32, _ body: (Int, Int) -> Void) {
    if option >= 0 { tables.table.forEachInterval(of: option, body) }
  }

  // MARK: - One week

  /// Minutes that a roster gives somebody in a week.
  private func minutes(_ person: Int, _ week: Int, _ tours: [Int32]) -> Int {
    judge.minutes(problem.tour(person, of: tours), person: person, week: week)
  }

  /// People who have fewer minutes in a week, or in the period that it lies in, than their rules want.
  private func owing(_ week: Int, _ tours: [Int32]) -> Set<Int> {
    Set(
      problem.people.indices.filter { person in
        let wanted = problem.people[person].rules.weekMinutes
        if isAbsent[person] { return false }
        return !wanted.isEmpty && minutes(person, week, tours) < wanted[week].lowerBound
          || owesPeriod(person, week, tours)
      })
  }

  private func owesPeriod(_ person: Int, _ week: Int, _ tours: [Int32]) -> Bool {
    let rules = problem.people[person].rules
    guard rules.weeksPerPeriod > 0 else { return false }
    let period = (week + rules.periodWeeksBefore) / rules.weeksPerPeriod
    guard rules.periodMinutes.indices.contains(period) else { return false }
    let weeks = rules.weeks(ofPeriod: period, of: problem.weekCount)
    return weeks.reduce(0) { $0 + minutes(person, $1, tours) } < rules.periodMinutes[period].lowerBound
  }

  private func mend(
    _ week: Int, _ counts: inout [Bool], _ state: inout ReplanState, _ search: TourSearch, _ outcome: inout Outcome
  ) {
    let window = openDays(week)
    let start = state.tours
    let owing = owing(week, start)
    guard !owing.isEmpty || !stretches(counts, window).isEmpty else { return }
    outcome.owing.formUnion(owing)
    let alreadyChanged = Set(problem.people.indices.filter { isChanged($0, in: start) })
    let left = disturbance.mostOthers - alreadyChanged.count { !isFree($0, owing) }
    var pool = owing.sorted().flatMap { owedTours($0, week, counts, &state, search, start: start) }
    var known = Set(pool.map { [Int32($0.person)] + $0.tour })
    let mustMove = Set(pool.map(\.person))
    var best = start
    var bestCost = Double.infinity
    var taken: [Int] = []
    let before = outcome.cost
    let isFreed = problem.people.indices.map { isFree($0, owing) || alreadyChanged.contains($0) }
    func choose(proves: Bool) -> ReplanChoice.Answer {
      var choice = ReplanChoice(
        candidates: pool, mustMove: mustMove, mostOthers: left, isFree: { isFreed[$0] })
      return choice.solve(&state, from: taken, proves: proves, stop: { clock.isOver })
    }
    for round in 0...Self.mostRounds where !clock.isOver {
      let wishes = wishes(counts, window, isFirst: round == 0)
      let found = candidates(window, wishes, &state, search, owing, start: start)
      let fresh = found.filter { known.insert([Int32($0.person)] + $0.tour).inserted }
      if fresh.isEmpty && (round > 0 || pool.isEmpty) {
        if round == 0 { continue }
        break
      }
      pool += fresh
      load(start, into: &state)
      let answer = choose(proves: false)
      let isBetter = answer.cost < bestCost - ReplanChoice.worthwhile
      if isBetter {
        bestCost = answer.cost
        best = state.tours
        taken = answer.taken
        outcome.cost = before + bestCost
        onProgress(outcome.cost, Double(week) / Double(max(1, problem.weekCount)))
      } else {
        load(best, into: &state)
      }
      if round > 0, !isBetter || answer.taken.isEmpty { break }
      // What this round gave up counts in the next.
      for person in answer.taken.map({ pool[$0].person }) {
        for day in 0..<days where best[person * days + day] != start[person * days + day] {
          forEachInterval(of: start[person * days + day]) { interval, _ in counts[interval] = true }
        }
      }
    }
    load(start, into: &state)
    let answer = choose(proves: true)
    if answer.cost < bestCost - ReplanChoice.worthwhile {
      outcome.cost = before + answer.cost
    } else {
      load(best, into: &state)
    }
    outcome.open += answer.open
    outcome.candidates += pool.count
    outcome.candidatePeople.formUnion(pool.map(\.person))
  }

  /// Gives everybody their tour of a roster.
  private func load(_ tours: [Int32], into state: inout ReplanState) {
    for person in problem.people.indices where isChanged(person, in: tours, since: state.tours) {
      state.setTour(person, problem.tour(person, of: tours))
    }
  }

  private func isFree(_ person: Int, _ owing: Set<Int>) -> Bool {
    owing.contains(person)
      || (0..<days).contains { pinned[person * days + $0] != disturbance.published[person * days + $0] }
  }

  private func isChanged(_ person: Int, in tours: [Int32]) -> Bool { isChanged(person, in: tours, since: pinned) }

  private func isChanged(_ person: Int, in tours: [Int32], since former: [Int32]) -> Bool {
    tours[problem.row(person)] != former[problem.row(person)]
  }

  /// Runs of counted intervals that some shift of the window could reach, longest first, then by time.
  private func stretches(_ counts: [Bool], _ window: Range<Int>) -> [Range<Int>] {
    let options = problem.menus.indices.flatMap { problem.options(menu: $0, days: window) }
    let reach = tables.table.reach(of: options).clamped(to: 0..<problem.intervalCount)
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

  /// What may be wished for: savings anywhere in the damage, and help with each stretch of it and its halves.
  private func wishes(_ counts: [Bool], _ window: Range<Int>, isFirst: Bool) -> [ReplanState.Wish] {
    var wishes = [ReplanState.Wish(counts: counts, bonus: 0)]
    let runs = stretches(counts, window).prefix(isFirst ? 1 : Self.mostStretches)
    for run in runs {
      let middle = (run.lowerBound + run.upperBound) / 2
      let isHalved = !isFirst && runs.count <= 3 && run.count >= 4
      for part in isHalved ? [run, run.lowerBound..<middle, middle..<run.upperBound] : [run] {
        var mask = [Bool](repeating: false, count: counts.count)
        for interval in part { mask[interval] = counts[interval] }
        wishes.append(ReplanState.Wish(counts: mask, bonus: Self.bonus))
      }
    }
    return wishes
  }

  /// Changed tours of a week, the most promising first.
  private func candidates(
    _ window: Range<Int>, _ wishes: [ReplanState.Wish], _ state: inout ReplanState, _ search: TourSearch,
    _ owing: Set<Int>, start: [Int32]
  ) -> [ReplanChoice.Candidate] {
    let components = damagedComponents()
    var found: [(delta: Double, candidate: ReplanChoice.Candidate)] = []
    for person in problem.people.indices where !isAbsent[person] && !clock.isOver {
      guard owing.contains(person) || breach[person] == nil,
        components.contains(tables.model.profiles[tables.model.profileOf[person]].component)
      else { continue }
      var seen: Set<[Int32]> = [problem.tour(person, of: start)]
      for wish in wishes where state.couldSave(person, wish) {
        guard let tour = state.otherTour(person, window: window, disturbance, wish: wish, search),
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
    var chosen: [ReplanChoice.Candidate] = []
    for entry in found where chosen.count < Self.mostCandidates {
      guard taken[entry.candidate.person, default: 0] < Self.mostOfPerson else { continue }
      taken[entry.candidate.person, default: 0] += 1
      chosen.append(entry.candidate)
    }
    return chosen
  }

  /// Tours that give somebody the hours they are owed in a week: by its own days, else with days of the weeks beside it, else as
  /// many hours as these allow.
  private func owedTours(
    _ person: Int, _ week: Int, _ counts: [Bool], _ state: inout ReplanState, _ search: TourSearch, start: [Int32]
  ) -> [ReplanChoice.Candidate] {
    let windows = windows(around: week)
    let wish = ReplanState.Wish(counts: counts, bonus: 0, countsAll: true)
    for window in windows {
      if let tour = state.otherTour(person, window: window, disturbance, wish: wish, search) {
        return [priced(person, tour, &state, start).candidate]
      }
    }
    // Weeks that are too short already, and may be over, are no reason to leave this one empty.
    let short = problem.weeks.indices.filter { owing($0, start).contains(person) }
    let relief = ReplanState.Relief(
      person, weeks: Set(short).union([week]), in: problem, scale: tables.model.priceScale)
    let now = minutes(person, week, start)
    var best: (minutes: Int, candidate: ReplanChoice.Candidate)?
    for window in windows {
      guard let tour = state.otherTour(person, window: window, disturbance, wish: wish, search, relief: relief) else {
        continue
      }
      var other = start
      other.replaceSubrange(problem.row(person), with: tour)
      let worked = minutes(person, week, other)
      if worked > best?.minutes ?? now { best = (worked, priced(person, tour, &state, start).candidate) }
    }
    return best.map { [$0.candidate] } ?? []
  }

  /// Open days of a week, then with those of the next one, of the one before, and of both.
  private func windows(around week: Int) -> [Range<Int>] {
    let own = openDays(week)
    let next = week + 1 < problem.weekCount ? openDays(week + 1).upperBound : own.upperBound
    let before = week > 0 && !openDays(week - 1).isEmpty ? openDays(week - 1).lowerBound : own.lowerBound
    var windows = [own]
    for window in [own.lowerBound..<next, before..<own.upperBound, before..<next] where !windows.contains(window) {
      windows.append(window)
    }
    return windows
  }

  /// Components of the queue groups in which somebody is missing; all of them where the requirement is new.
  private func damagedComponents() -> Set<Int> {
    if disturbance.hasNewDemand.contains(true) { return Set(tables.model.components.indices) }
    var found: Set<Int> = []
    for person in problem.people.indices where isFree(person, []) {
      found.insert(tables.model.profiles[tables.model.profileOf[person]].component)
    }
    return found
  }

  /// A tour with what it costs against the roster at the start of the week, and how it changes the present roster's cost.
  private func priced(
    _ person: Int, _ tour: [Int32], _ state: inout ReplanState, _ start: [Int32]
  ) -> (delta: Double, candidate: ReplanChoice.Candidate) {
    let present = state.tour(person)
    let before = problem.tour(person, of: start)
    let cost =
      state.ownCost(tour, person) - state.ownCost(before, person)
      + disturbance.priceOfChange * Double(priced(tour, person) - priced(before, person))
    var work: [Int: Int] = [:]
    for day in 0..<days where tour[day] != before[day] {
      forEachInterval(of: before[day]) { work[$0, default: 0] -= $1 }
      forEachInterval(of: tour[day]) { work[$0, default: 0] += $1 }
    }
    var delta = state.setTour(person, tour)
    state.setTour(person, present)
    delta +=
      state.ownCost(tour, person) - state.ownCost(present, person)
      + disturbance.priceOfChange * Double(priced(tour, person) - priced(present, person))
    return (
      delta,
      ReplanChoice.Candidate(
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
          state.setTour(person, problem.tour(person, of: pinned))
          isSettled = false
        }
      }
    }
  }

  private func help(of person: Int, _ state: inout ReplanState) -> Replanning.Help {
    let tour = state.tour(person)
    let old = problem.tour(person, of: pinned)
    let saves = state.setTour(person, old) + state.ownCost(old, person) - state.ownCost(tour, person)
    state.setTour(person, tour)
    return Replanning.Help(
      person: person, saves: saves, price: disturbance.priceOfChange * Double(priced(tour, person)))
  }

  private func result(
    _ tours: [Int32], _ disturbed: RosterCost, _ counts: [Bool], _ outcome: Outcome
  ) -> Replanning.Result {
    // Counted anew, free of the rounding that many small changes leave.
    var state = ReplanState(tables, tours: tours)
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
            cause: cause(person, day, tours, pin: pinned[place], counts, outcome)))
      }
      if isChanged(person, in: tours) { help.append(self.help(of: person, &state)) }
    }
    return Replanning.Result(
      tours: tours, disturbedTours: pinned, changes: changes, help: help, disturbed: disturbed,
      mended: state.cost(),
      priceOfChanges: help.reduce(0) { $0 + $1.price }, candidates: outcome.candidates,
      candidatePeople: outcome.candidatePeople.count, open: outcome.open, wasCutShort: outcome.wasCutShort,
      shortWeeks: shortWeeks(tours),
      oddTours: problem.people.indices.compactMap { person in
        guard let breach = breach[person], !isChanged(person, in: tours), breach.rule != .leastWeekMinutes else {
          return nil
        }
        return Replanning.OddTour(person: person, rule: breach.rule, day: breach.day)
      })
  }

  /// Weeks with too few minutes in which nobody is absent.
  private func shortWeeks(_ tours: [Int32]) -> [Replanning.ShortWeek] {
    problem.people.indices.flatMap { person -> [Replanning.ShortWeek] in
      problem.people[person].rules.weekMinutes.enumerated().compactMap { week, range in
        let minutes = minutes(person, week, tours)
        let isAbsent = problem.days(ofWeek: week).contains { disturbance.isAbsent[person * days + $0] }
        return isAbsent || minutes >= range.lowerBound
          ? nil : Replanning.ShortWeek(person: person, week: week, minutes: minutes, wanted: range.lowerBound)
      }
    }
  }

  private func cause(
    _ person: Int, _ day: Int, _ tours: [Int32], pin: Int32, _ counts: [Bool], _ outcome: Outcome
  ) -> Replanning.Cause {
    let (before, after) = (disturbance.published[person * days + day], tours[person * days + day])
    if pin != before && after == pin { return .away }
    var old = Set<Int>()
    forEachInterval(of: before) { interval, _ in old.insert(interval) }
    var added: [Int] = []
    forEachInterval(of: after) { interval, _ in
      if counts[interval] && !old.contains(interval) { added.append(interval) }
    }
    let isMore = after >= 0 && (before < 0 || problem.options[Int(after)].paid > problem.options[Int(before)].paid)
    if outcome.owing.contains(person) && added.isEmpty && isMore { return .owesHours }
    guard let first = added.first, let last = added.last else {
      let isAlone = (0..<days).allSatisfy {
        $0 == day || disturbance.published[person * days + $0] == tours[person * days + $0]
      }
      return isAlone ? .spares : .makesRoom
    }
    return .covers(first...last)
  }
}
