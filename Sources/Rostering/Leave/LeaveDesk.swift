package import Timeline
package import Workforce

/// What more leave costs: by date and kind of person, and for a list of requests.
///
/// A day off is free when nobody is missing who was not missing before, every rule holds, every goal that was reached still is, and the
/// roster is not dearer. Those given together are free together: one roster holds them all.
///
/// A class, because the counted roster is large, is made once, and belongs to one asker at a time.
package final class LeaveDesk {
  private let trials: LeaveTrials
  private let missedGoals: (Roster) -> [String]
  private let isCancelled: () -> Bool
  /// Queues that miss their goals before anything is given.
  private let missedBefore: Set<String>
  private var task: RosterTask { trials.task }

  /// - Parameters:
  ///   - movesOthers: whether somebody else's shifts may change to make room, as before they are published.
  ///   - now: what began before it stays; everything may change when nil.
  ///   - missedGoals: the queues whose goals a roster misses.
  ///   - isCancelled: asked often; true ends the work with what is known.
  /// - Complexity: O(people x weeks) tour searches.
  package init?(
    _ roster: Roster, covering requirement: Requirement, in scenario: Scenario, movesOthers: Bool, now: Instant? = nil,
    missedGoals: @escaping (Roster) -> [String], isCancelled: @escaping () -> Bool = { false }
  ) {
    var task = RosterTask(requirement, in: scenario, published: roster, now: now)
    task.keepClosedDaysFreeAsTold()
    guard let trials = LeaveTrials(task, movesOthers: movesOthers, now: now) else { return nil }
    self.trials = trials
    self.missedGoals = missedGoals
    self.isCancelled = isCancelled
    missedBefore = Set(missedGoals(trials.roster()))
  }

  /// The roster with everything that was given.
  package var roster: Roster { trials.roster() }

  /// Queues whose goals are missed with what was given and were not before.
  package func brokenGoals() -> [String] { missedGoals(trials.roster()).filter { !missedBefore.contains($0) } }

  private var keepsGoals: Bool { brokenGoals().isEmpty }

  // MARK: - Quotes

  /// People of a site and contract who may take the same queues.
  private struct Kind {
    var people: [Int]
    var quote: LeaveQuote
  }

  private func kinds() -> [Kind] {
    guard case .intervals(let demand) = task.problem.demand else { return [] }
    var places: [[String]: Int] = [:]
    var kinds: [Kind] = []
    for (person, someone) in task.problem.people.enumerated() where task.carriedShifts[person].isEmpty {
      let agent = task.agent(of: person)
      let queues = someone.groups.sorted().map { demand.groups[$0] }.joined(separator: " + ")
      let key = [agent.site, agent.contract, queues]
      if let place = places[key] {
        kinds[place].people.append(person)
      } else {
        places[key] = kinds.count
        kinds.append(Kind(people: [person], quote: LeaveQuote(agent.site, agent.contract, queues)))
      }
    }
    return kinds
  }

  /// For every date and kind of person how many more days off are free, alone and together with all others, and what the next costs.
  ///
  /// What was given so far stays given; nothing more is.
  ///
  /// - Returns: by date, then in the order of the people.
  /// - Complexity: O(people x dates x (1 + free days)) tour searches.
  package func quotes() -> [LeaveQuote] {
    let kinds = kinds()
    var cells: [(kind: Int, day: Int, order: [Int])] = []
    var quotes: [LeaveQuote] = []
    for day in 0..<task.problem.dayCount {
      for (place, kind) in kinds.enumerated() {
        if isCancelled() { return quotes }
        var quote = kind.quote
        quote.date = task.date(day)
        quote.people = kind.people.count
        quote.away = kind.people.count { task.problem.people[$0].days[day] == .off }
        let working = kind.people.filter { trials.isAtWork($0, day) }
        quote.working = working.count
        let order = alone(working, day, &quote)
        cells.append((place, day, order))
        quotes.append(quote)
      }
    }
    giveTogether(cells, &quotes)
    return quotes
  }

  /// Gives one after the other of a kind a day off until the next is not free; takes all back.
  ///
  /// - Returns: who was asked, the cheapest first.
  private func alone(_ working: [Int], _ day: Int, _ quote: inout LeaveQuote) -> [Int] {
    let start = trials.mark()
    let first = working.compactMap { trials.trial($0, [day], isHelped: false) }.sorted {
      ($0.points, $0.person) < ($1.points, $1.person)
    }
    var open = first.map(\.person)
    var known = Dictionary(first.map { ($0.person, $0) }) { first, _ in first }
    var steps: [LeaveTrials.Trial] = []
    if open.isEmpty { quote.obstacle = working.isEmpty ? .nobodyWorks : .rules }
    while !open.isEmpty {
      guard let next = cheapest(of: open, day, known) else {
        quote.obstacle = .rules
        break
      }
      guard next.isFree else {
        quote.next = LeavePrice(next)
        break
      }
      trials.give(next)
      steps.append(next)
      open.removeAll { $0 == next.person }
      known = [:]
      if open.isEmpty { quote.obstacle = .everybodyIsOff }
    }
    quote.free = keptGoals(steps, since: start)
    if quote.free < steps.count {
      quote.next = LeavePrice(steps[quote.free])
      quote.obstacle = .goal
    }
    trials.goBack(to: start)
    return first.map(\.person)
  }

  /// How many of the days off that were just given, from the first on, keep every goal; where it stands then is open.
  ///
  /// - Complexity: O(log steps) rosters, one where all of them do.
  private func keptGoals(_ steps: [LeaveTrials.Trial], since start: LeaveTrials.Mark) -> Int {
    if steps.isEmpty || keepsGoals { return steps.count }
    var (kept, broken) = (0, steps.count)
    while kept + 1 < broken {
      let middle = (kept + broken) / 2
      trials.goBack(to: start)
      for step in steps.prefix(middle) { trials.give(step) }
      if keepsGoals { kept = middle } else { broken = middle }
    }
    return kept
  }

  /// The first of some people who costs nothing, or the cheapest of them; others help only the cheapest.
  private func cheapest(of people: [Int], _ day: Int, _ known: [Int: LeaveTrials.Trial] = [:]) -> LeaveTrials.Trial? {
    var best: LeaveTrials.Trial?
    for person in people {
      guard let trial = known[person] ?? trials.trial(person, [day], isHelped: false) else { continue }
      if trial.isFree { return trial }
      if best.map({ trial.points < $0.points }) ?? true { best = trial }
    }
    guard let best, !best.gaps.isEmpty else { return best }
    guard let helped = trials.trial(best.person, [day], isHelped: true) else { return best }
    return helped.points < best.points || helped.isFree ? helped : best
  }

  /// Gives every kind and date one day after the other as long as one is free for all together; takes all back.
  private func giveTogether(_ cells: [(kind: Int, day: Int, order: [Int])], _ quotes: inout [LeaveQuote]) {
    let start = trials.mark()
    var steps: [(cell: Int, trial: LeaveTrials.Trial)] = []
    var open = quotes.indices.filter { quotes[$0].free > 0 }
    while !open.isEmpty, !isCancelled() {
      open = open.filter { cell in
        let day = cells[cell].day
        let people = cells[cell].order.filter { trials.isAtWork($0, day) }
        guard let trial = cheapest(of: people, day), trial.isFree else { return false }
        trials.give(trial)
        steps.append((cell, trial))
        return true
      }
    }
    let kept = keptGoals(steps.map { $0.trial }, since: start)
    for step in steps.prefix(kept) {
      quotes[step.cell].together.append(task.agent(of: step.trial.person).id)
    }
    for cell in quotes.indices { quotes[cell].free = max(quotes[cell].free, quotes[cell].together.count) }
    trials.goBack(to: start)
  }

  // MARK: - Requests

  /// Answers requests in the order of their price; what is granted stays given.
  ///
  /// - Parameters:
  ///   - requests: as rows of leave; dates outside the plan are not looked at.
  ///   - most: points up to which a request is granted although it is not free.
  /// - Returns: in the order of the requests.
  /// - Complexity: O(requests x requests) tour searches at most; near O(requests) where they do not touch each other.
  package func answers(to requests: [Leave], upTo most: Double = 0) -> [LeaveAnswer] {
    let start = trials.mark()
    let quick = answer(requests, upTo: most, checksGoals: false)
    if most > 0 || keepsGoals { return quick }
    trials.goBack(to: start)
    return answer(requests, upTo: most, checksGoals: true)
  }

  private func answer(_ requests: [Leave], upTo most: Double, checksGoals: Bool) -> [LeaveAnswer] {
    let people = task.personOfAgent
    var answers = requests.map { LeaveAnswer(request: $0) }
    var open: [(place: Int, person: Int, days: Set<Int>, points: Double)] = []
    for (place, request) in requests.enumerated() {
      let days = Set(
        (0..<task.problem.dayCount).filter { request.from <= task.date($0) && task.date($0) <= request.to })
      guard let person = people[request.agent] else {
        answers[place].reason = "the person is in no site and contract of the scenario"
        continue
      }
      guard !days.isEmpty else {
        answers[place].reason = "the plan does not reach there"
        continue
      }
      if let reason = unavailable(person, days) {
        answers[place].reason = reason
        continue
      }
      open.append((place, person, days, -.infinity))
    }
    var rank = 0
    while !open.isEmpty {
      let next = open.removeFirst()
      let days = next.days.filter { task.problem.people[next.person].days[$0] != .off }
        .subtracting(trials.given[next.person] ?? [])
      var trial: LeaveTrials.Trial?
      if !days.isEmpty, !isCancelled() {
        trial = trials.trial(next.person, days, isHelped: false)
        if let found = trial, !found.isFree { trial = trials.trial(next.person, days, isHelped: true) ?? found }
      }
      // The price rose with what was granted meanwhile: others may be cheaper now.
      if let trial, let other = open.first, trial.points > next.points + LeaveTrials.least, trial.points > other.points
      {
        let place = open.firstIndex { $0.points > trial.points } ?? open.endIndex
        open.insert((next.place, next.person, next.days, trial.points), at: place)
        continue
      }
      rank += 1
      answers[next.place].rank = rank
      guard let trial else {
        answers[next.place].isGranted = days.isEmpty
        answers[next.place].reason =
          days.isEmpty
          ? "away then already"
          : isCancelled()
            ? "not answered: the run was ended"
            : "the rules leave no weeks around it: \(trials.obstacle(next.person, days))"
        continue
      }
      answers[next.place].price = LeavePrice(trial)
      // Where nothing may be paid, whoever would be missed is not given leave because surplus goes away elsewhere.
      guard trial.isFree || most > 0 && trial.points <= most else {
        answers[next.place].reason = reason(of: trial)
        continue
      }
      let before = trials.mark()
      trials.give(trial)
      if checksGoals {
        let broken = brokenGoals()
        if !broken.isEmpty {
          trials.goBack(to: before)
          answers[next.place].reason = "a goal would be missed: \(broken.joined(separator: ", "))"
          continue
        }
      }
      answers[next.place].isGranted = true
      if !trial.gaps.isEmpty { answers[next.place].reason = reason(of: trial, "are") }
    }
    return answers
  }

  private func unavailable(_ person: Int, _ days: Set<Int>) -> String? {
    for day in days.sorted() {
      if case .fixed = task.problem.people[person].days[day] {
        return "the work of \(task.date(day).isoText) is fixed or has begun"
      }
    }
    return nil
  }

  private func reason(of trial: LeaveTrials.Trial, _ verb: String = "would be") -> String {
    guard let first = trial.gaps.first else { return "the roster would be dearer" }
    let more = trial.gaps.count > 1 ? ", and at \(trial.gaps.count - 1) more" : ""
    return "\(tenths(first.hours)) h more \(verb) missing at \(first.what) on \(task.date(first.day).isoText)\(more)"
  }
}

extension LeavePrice {
  init(_ trial: LeaveTrials.Trial) { self.init(points: trial.points, wages: trial.wages) }
}
