import Lanes
import Tabular
import Timeline
import Tours
public import Workforce

extension Rostering {
  /// People of a scenario whose rules leave no lawful way to work, whatever is asked of them; found without making a roster.
  ///
  /// - Complexity: O(people), and one tour search for each kind of person: menu, rules and days away.
  public static func clashes(in scenario: Scenario) -> [RuleClash] {
    var work = ClashWork()
    return clashes(in: scenario, work: &work)
  }

  /// The same, counting what it took.
  package static func clashes(in scenario: Scenario, work: inout ClashWork) -> [RuleClash] {
    // What is lawful has no price.
    var scenario = scenario
    scenario.requests = []
    scenario.ledger = []
    let task = RosterTask(.nothing(in: scenario), in: scenario, offer: .oneOfEachLength)
    work.options += task.problem.options.count
    // People of one choice clash in the same words.
    let (found, choiceOf) = task.conflictsOfChoices(work: &work)
    let told = found.mapValues(task.told)
    let clashes = task.problem.people.indices.compactMap { person in
      told[choiceOf[person]].map { $0.clash(of: task.problem.people[person].name) }
    }
    return clashes + task.unservedQueues() + task.shiftsWithoutBreaks()
  }
}

/// What looking for contradictions took.
package struct ClashWork {
  /// Searches for one tour.
  package var searches = 0
  /// Searches for the smallest set of rules that clash.
  package var clashSearches = 0
  /// Shifts that were told apart, of all menus.
  package var options = 0

  /// Nothing yet.
  package init() {}
}

extension Requirement {
  /// Nobody needed at any time.
  static func nothing(in scenario: Scenario) -> Requirement {
    let grid = scenario.grid
    let zeros = [Double](repeating: 0, count: grid.count)
    return Requirement(
      grid: grid,
      queues: scenario.queues.map {
        QueueRequirement(
          queue: $0.id, offered: zeros, averageHandleTime: zeros, load: zeros, netAgents: zeros, grossAgents: zeros)
      })
  }
}

extension RosterTask {
  /// Everybody without a lawful tour. People with a tour are found by one search each; only the others need the long way.
  func conflicts() -> [TourConflict] {
    var work = ClashWork()
    let (found, choiceOf) = conflictsOfChoices(work: &work)
    return problem.people.indices.compactMap { person in
      guard var conflict = found[choiceOf[person]] else { return nil }
      conflict.person = person
      return conflict
    }
  }

  /// Choices without a lawful tour, each with the conflict of the first who has it, and the choice of each person.
  fileprivate func conflictsOfChoices(work: inout ClashWork) -> (found: [Int: TourConflict], choiceOf: [Int]) {
    let (first, choiceOf) = choices(of: Array(problem.people.indices))
    work.searches += first.count
    let hasTour = haveTours(first)
    var found: [Int: TourConflict] = [:]
    for (choice, person) in first.enumerated() where !hasTour[choice] {
      work.clashSearches += 1
      found[choice] = TourConflict.find(person, in: problem)
    }
    return (found, choiceOf)
  }

  /// Whether each of some people has a lawful tour.
  func haveLawfulTours(_ people: [Int]) -> [Bool] {
    let (first, choiceOf) = choices(of: people)
    let hasTour = haveTours(first)
    return choiceOf.map { hasTour[$0] }
  }

  /// What is lawful for one is lawful for everybody of the same menu, rules and days away: the first person of each such choice, and the
  /// choice of each of some people.
  private func choices(of people: [Int]) -> (first: [Int], choiceOf: [Int]) {
    var choices = Numbering<LawfulChoice>()
    var first: [Int] = []
    let choiceOf = people.map { person -> Int in
      let choice = choices.number(LawfulChoice(problem.people[person]))
      if choice == first.count { first.append(person) }
      return choice
    }
    return (first, choiceOf)
  }

  /// Whether each of some people has a lawful tour, by one search for each.
  private func haveTours(_ people: [Int]) -> [Bool] {
    var alone = problem
    alone.people = people.map { problem.people[$0] }
    let space = TourSpace(alone)
    let parts = people.count > Self.fewChoices ? 2 : 1
    return Lanes.run(parts, threads: parts) { [problem = alone] part in
      let search = TourSearch(space)
      let judge = TourJudge(problem)
      let costs = [Float](repeating: 0, count: problem.menus.map(\.count).max() ?? 1)
      let count = problem.people.count
      return (count * part / parts..<count * (part + 1) / parts).map { person in
        var tour = [Int32](repeating: RosterProblem.off, count: problem.dayCount)
        let found = search.cheapestTour(person: person, costs: costs, window: 0..<problem.dayCount, tour: &tour)
        return found != nil && judge.isLegal(tour, person: person)
      }
    }.flatMap { $0 }
  }

  /// Choices up to which one lane looks for all tours.
  private static let fewChoices = 64

  /// Queues that nobody may take, with the need that nobody meets.
  func unservedQueues() -> [RuleClash] {
    groups.unserved.map { index in
      let queue = scenario.queues[index]
      let isActivity = queue.activity != nil
      let speakers = scenario.agents.filter {
        isActivity && queue.language.isEmpty || $0.languages.contains(queue.language)
      }
      let needs = (isActivity ? [] : [queue.channel.rawValue, queue.tier]) + queue.needs
      let missing = needs.filter { need in !speakers.contains { $0.skills.contains(need) } }
      let somebody = queue.language.isEmpty ? "nobody" : "nobody who speaks \(queue.language)"
      let reason: String
      var hint = ""
      if speakers.isEmpty {
        reason = "nobody speaks \(queue.language)"
        // Codes of two letters are all near each other.
        let spoken = Set(scenario.agents.flatMap(\.languages)).filter { max($0.count, queue.language.count) > 2 }
        hint = didYouMean(queue.language, in: spoken)
      } else if missing.isEmpty {
        reason = "\(somebody) has all of \(needs.joined(separator: ", "))"
      } else {
        reason = "\(somebody) has \(missing.joined(separator: ", "))"
        let skills = Set(scenario.agents.flatMap(\.skills))
        hint = missing.map { didYouMean($0, in: skills.filter { $0.count > 2 }) }.first { !$0.isEmpty } ?? ""
      }
      return RuleClash(
        agent: "", week: nil, rules: [reason],
        sentence: "\(isActivity ? "activity" : "queue") \(queue.id): \(reason)" + (hint.isEmpty ? "" : "." + hint))
    }
  }

  /// Lengths of contracts that no shift can have, because lunch and short breaks do not fit into their windows together.
  func shiftsWithoutBreaks() -> [RuleClash] {
    let step = scenario.horizon.intervalMinutes
    return scenario.contracts.flatMap { contract in
      contract.shiftMinutes.filter { paid in
        BreakLayout.layouts(for: contract, paid: paid, step: step).isEmpty
          && BreakLayout.splitLayouts(for: contract, paid: paid, step: step).isEmpty
      }.map { paid in
        let reason = "lunch and short breaks do not fit into their windows in a shift of \(hours(paid))"
        return RuleClash(agent: "", week: nil, rules: [reason], sentence: "contract \(contract.id): \(reason)")
      }
    }
  }

  /// A conflict in a planner's words.
  func clash(_ conflict: TourConflict) -> RuleClash {
    told(conflict).clash(of: problem.people[conflict.person].name)
  }

  /// A conflict in words that leave open whose it is.
  fileprivate struct ToldConflict {
    let week: CivilDate?
    let rules: [String]
    let text: String

    func clash(of name: String) -> RuleClash {
      RuleClash(agent: name, week: week, rules: rules, sentence: "\(name): \(text)")
    }
  }

  fileprivate func told(_ conflict: TourConflict) -> ToldConflict {
    guard let (task, conflict, needed) = personalClash(of: agent(of: conflict.person)) else {
      return told(conflict, besides: [])
    }
    return task.told(conflict, besides: needed)
  }

  /// The clash of somebody whose own hours or rotation have a part in it, and those rules in words: one that is not needed for the
  /// clash is left out of the scenario. Nil for everybody else.
  private func personalClash(of agent: Agent) -> (task: RosterTask, conflict: TourConflict, needed: [String])? {
    var alone = scenario
    alone.agents = [agent]
    alone.availability = scenario.availability.filter { $0.agent == agent.id }
    guard let place = alone.contracts.firstIndex(where: { $0.id == agent.contract }) else { return nil }
    var needed: [String] = []
    func isPossible(_ scenario: Scenario) -> Bool {
      RosterTask(requirement, in: scenario, offer: .oneOfEachLength).conflicts().isEmpty
    }
    if !alone.availability.isEmpty {
      var without = alone
      without.availability = []
      if isPossible(without) { needed.append("the hours of availability") } else { alone = without }
    }
    if let rotation = alone.contracts[place].rotation {
      var without = alone
      without.contracts[place].rotation = nil
      let weeks = rotation.weeks.map { $0 ?? "any" }.joined(separator: ", ")
      if isPossible(without) { needed.append("the rotation (\(weeks))") } else { alone = without }
    }
    guard !needed.isEmpty else { return nil }
    let task = RosterTask(requirement, in: alone, offer: .oneOfEachLength)
    guard let conflict = task.conflicts().first else { return nil }
    return (task, conflict, needed)
  }

  private func told(_ conflict: TourConflict, besides needed: [String]) -> ToldConflict {
    let week = conflict.week.map { date(7 * $0) }
    let place = week.map { "in the week from \($0.isoText)" } ?? "over the horizon"
    let rules = needed + conflict.rules.map { words($0, conflict) }
    let text: String
    if conflict.isUndecided {
      text =
        "no lawful way to work was found, and the rules are too many to tell whether there is one; "
        + "plan fewer weeks at a time, or give fewer lengths of shifts"
    } else if rules.isEmpty {
      text = "no shift to choose from \(place)"
    } else if rules.count == 1 {
      text = "no lawful way to work \(place) because of \(rules[0])"
    } else {
      text =
        "no lawful way to work \(place); these clash, and leaving any one out would help: "
        + rules.joined(separator: "; ") + sumsOfLengths(conflict)
    }
    return ToldConflict(week: week, rules: rules, text: text)
  }

  /// What the shifts of a contract come to where its lengths cannot make the hours of the week, and what to write; else nothing.
  private func sumsOfLengths(_ conflict: TourConflict) -> String {
    guard let week = conflict.week, conflict.rules.contains(.leastWeekMinutes),
      conflict.rules.contains(.mostWeekMinutes),
      let contract = scenario.contract(agent(of: conflict.person).contract)
    else { return "" }
    let wanted = problem.people[conflict.person].rules.weekMinutes[week]
    var sums: Set<Int> = [0]
    for _ in 0..<contract.weekDays {
      sums.formUnion(sums.flatMap { sum in contract.shiftMinutes.map { sum + $0 } })
    }
    if sums.contains(where: { wanted.contains($0) }) { return "" }
    let nearest = [
      sums.filter { 0 < $0 && $0 < wanted.lowerBound }.max(), sums.filter { $0 > wanted.upperBound }.min(),
    ].compactMap { $0 }
    // A day of leave takes an even share of the week, so shifts of that share always fit.
    let day = contract.weekLeastMinutes / contract.weekDays
    let isEven = day * contract.weekDays == contract.weekLeastMinutes && !contract.shiftMinutes.contains(day)
    let told = nearest.map(hours).joined(separator: " or ")
    return ". Shifts come to \(told): make week.hours of contract \(contract.id) a range"
      + (isEven && contract.weekLeastMinutes == contract.weekMostMinutes
        ? ", or add \(hours(day)) to its shifts.lengths" : "")
  }

  /// A rule with the amounts that this person has of it.
  private func words(_ rule: TourRule, _ conflict: TourConflict) -> String {
    let someone = problem.people[conflict.person]
    let rules = someone.rules
    /// The amount of the week, or where no week is meant that of the fullest: others have days away.
    func amount(_ all: [Int]) -> Int { conflict.week.map { all[$0] } ?? all.max() ?? 0 }
    switch rule {
    case .daysOff: return "days away (" + dates(conflict) { $0 == .off } + ")"
    case .fixedShifts:
      let first = conflict.week.map { problem.days(ofWeek: $0).lowerBound } ?? 0
      let isTold = first < someone.toldDays
      return (isTold ? "shifts as they were told (" : "fixed shifts (")
        + dates(conflict) { if case .fixed = $0 { true } else { false } } + ")"
    case .rest: return "rest of \(hours(rules.leastRest))"
    case .leastWeekMinutes where !rules.weekMinutes.isEmpty:
      return "at least \(hours(amount(rules.weekMinutes.map(\.lowerBound)))) a week" + awayText(conflict)
    case .mostWeekMinutes where !rules.weekMinutes.isEmpty:
      return "at most \(hours(amount(rules.weekMinutes.map(\.upperBound)))) a week" + awayText(conflict)
    case .weekDays where !rules.weekDays.isEmpty:
      return "at most \(count(amount(rules.weekDays), "day")) a week" + awayText(conflict)
    case .leastMinutes: return referenceText("at least", conflict) { $0.lowerBound } ?? rule.words
    case .mostMinutes: return referenceText("at most", conflict) { $0.upperBound } ?? rule.words
    case .leastDaysInARow: return "at least \(count(rules.leastDaysInARow, "day")) in a row"
    case .mostDaysInARow: return "at most \(count(rules.mostDaysInARow, "day")) in a row"
    case .leastDaysOff: return "at least \(count(rules.leastDaysOff, "day")) off in a row"
    case .mostWeekends where rules.weekendWindow == nil && rules.mostWeekends == .max:
      return "dates that stay free (" + dates(conflict) { $0 == .keptFree } + ")"
    case .mostWeekends:
      return rules.weekendWindow.map { "at most \(count($0.most, "weekend")) of any \($0.length)" }
        ?? "at most \(count(rules.mostWeekends, "weekend"))"
    case .mostNightsInARow: return "at most \(count(rules.mostNightsInARow, "night")) in a row"
    case .kindsInARow:
      return rules.kindsInARow.map { "at most \($0.most) \($0.name) in a row" }.joined(separator: ", ")
    default: return rule.words
    }
  }

  /// Hours of the reference period as the contract has them, and the days away that lower them.
  private func referenceText(
    _ limit: String, _ conflict: TourConflict, _ bound: (ClosedRange<Int>) -> Int
  ) -> String? {
    guard let reference = scenario.contract(agent(of: conflict.person).contract)?.reference else { return nil }
    let away = dates(conflict) { $0 == .off }
    return "\(limit) \(hours(bound(reference.minutes))) in \(reference.weeks) weeks"
      + (away.isEmpty ? "" : ", lowered for \(away) away")
  }

  /// Says that days away lowered a limit of the week, and which.
  private func awayText(_ conflict: TourConflict) -> String {
    guard conflict.week != nil else { return "" }
    let text = dates(conflict) { $0 == .off }
    return text.isEmpty ? "" : ", lowered for \(text) away"
  }

  /// Dates of the clash that are decided in some way; a long list is cut.
  private func dates(_ conflict: TourConflict, _ isMeant: (DayRule) -> Bool) -> String {
    let days = problem.people[conflict.person].days.indices.filter { day in
      isMeant(problem.people[conflict.person].days[day])
        && (conflict.week == nil || problem.weekOfDay[day] == conflict.week)
    }
    let texts = days.prefix(7).map { date($0).isoText }
    return texts.joined(separator: ", ") + (days.count > 7 ? " and \(days.count - 7) more" : "")
  }

  private func hours(_ minutes: Int) -> String { lengthText(minutes: minutes) }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  // MARK: - Supervisors

  /// A sentence for each presence that a roster does not keep: for how long, and where it begins.
  func presenceNotes(of shifts: [Shift]) -> [String] {
    guard case .intervals(let demand) = problem.demand, !demand.presences.isEmpty else { return [] }
    let grid = requirement.grid
    return zip(scenario.presences, demand.presences).compactMap { rule, presence in
      let members = Set(scenario.agents.filter { $0.site == rule.site && $0.skills.contains(rule.skill) }.map(\.id))
      // Minute by minute, since breaks lie inside intervals.
      let perInterval = grid.intervalSeconds / 60
      var present = [Int](repeating: 0, count: grid.count * perInterval)
      func add(_ people: Int, from start: Instant, to end: Instant) {
        let first = max(0, floorDivide(start.seconds(since: grid.start), 60))
        let last = min(present.count, floorDivide(end.seconds(since: grid.start) + 59, 60))
        for minute in first..<max(first, last) { present[minute] += people }
      }
      for shift in shifts + carriedShifts.joined() where members.contains(shift.agent) {
        add(1, from: shift.start, to: shift.end)
        for pause in shift.breaks { add(-1, from: pause.start, to: pause.end) }
      }
      let missing = present.indices.filter { Float(present[$0]) < presence.wanted[$0 / perInterval] }
      guard let first = missing.first else { return nil }
      let tenths = (missing.count + 3) / 6
      return
        "\(rule.site): fewer than \(rule.people) of \(rule.skill) at work for \(tenths / 10).\(tenths % 10) h, first from "
        + rule.open.zone.isoText(at: grid.start.advanced(bySeconds: 60 * first))
    }
  }
}
