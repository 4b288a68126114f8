import LabourRules
import Publishing
import Rostering
import Tabular
package import Timeline
import Workforce

extension Desk {
  /// What a change by hand would do, answered from memory: who, which rules, what cost.
  ///
  /// Exact as a dry run of the command is: the same auditor judges the people concerned, and the same prices count. The first question
  /// about a person and date prepares the next ones.
  ///
  /// - Throws: `InputError` for faults of the files, what cannot be done, and work that has begun.
  package func preview(_ change: HandChange, now: Instant) throws -> HandReport {
    let state = try current()
    guard !change.people.isEmpty, let date = change.dates.first, change.dates.allSatisfy({ $0 == date }),
      change.people.allSatisfy({ state.scenario.agent($0) != nil }), state.scenario.contains(date)
    else { return try planner().change(change, HandTerms(now: now, isDryRun: true)) }
    // No rule looks at two people at once, so those concerned are all that is looked at.
    let people = Set(change.people).sorted()
    let (part, alone) = (state.part(of: people), state.scenario(of: people))
    let edited = try Self.edited(change, part, alone)
    try checkBegun(state, part, edited, now, change)
    let difference = RosterDifference(from: part.withoutSpells, to: edited.withoutSpells, in: alone) { _, _ in
      change.reason
    }
    let (was, becomes) = (Set(Audit.violations(of: part, in: alone)), Set(Audit.violations(of: edited, in: alone)))
    let prices = prices(state, of: people, date: date)
    let days = change.people.map { id in
      (agent: id, date: date, work: edited.shifts.filter { $0.agent == id && $0.date == date })
    }
    let points = state.requirement == nil ? nil : prices?.difference(of: days)
    if state.requirement != nil, points == nil {
      return try planner().change(change, HandTerms(now: now, isDryRun: true))
    }
    let before = prices?.cost
    return HandReport(
      command: change.command, changes: difference.changes, broken: becomes.subtracting(was).sorted().map(\.sentence),
      mended: was.subtracting(becomes).sorted().map(\.sentence), before: before,
      after: points.flatMap { points in before.map { $0 + points } }, rules: LabourRule.all.count, isWritten: false,
      notes: [], folder: output)
  }

  /// Reads the roster, so that the first question about it does not wait for that.
  ///
  /// - Throws: `InputError` for faults of the files.
  package func prepare() throws { _ = try current() }

  /// Prepares the moves of a person's date, so that their answers come at once.
  ///
  /// - Throws: `InputError` for faults of the files.
  package func prepare(agent: String, date: CivilDate) throws {
    let state = try current()
    _ = prices(state, of: [agent], date: date)
  }

  /// Makes a change by hand, as the command does.
  ///
  /// - Throws: `ChangedMeanwhile` where the roster is not the one of `terms.seen`; `InputError` as the command.
  package func make(_ change: HandChange, _ terms: HandTerms) throws -> HandReport {
    let planner = planner()
    return try recording(change.typed, planner) { try planner.change(change, terms) }
  }

  // MARK: - From memory

  /// The roster of some people after a change; changed shifts have no queues yet.
  private static func edited(
    _ change: HandChange, _ part: Roster, _ scenario: Scenario
  ) throws(InputError) -> Roster {
    var edited = part
    do throws(HandChange.Obstacle) {
      edited.shifts = Roster(shifts: try change.applied(to: part, in: scenario)).shifts
    } catch {
      throw InputError(Place(file: change.command), error.message, next: error.next)
    }
    let kept = Dictionary(grouping: Set(part.shifts).intersection(edited.shifts), by: \.agent)
    edited.spells.removeAll { spell in
      !(kept[spell.agent] ?? []).contains { $0.start <= spell.start && spell.end <= $0.end }
    }
    return edited
  }

  private func checkBegun(
    _ state: DeskState, _ part: Roster, _ edited: Roster, _ now: Instant, _ change: HandChange
  ) throws(InputError) {
    guard var told = state.told else { return }
    let people = Set(change.people)
    told.shifts.removeAll { !people.contains($0.agent) }
    told.duties.removeAll { !people.contains($0.agent) }
    var roster = edited
    roster.takeOver(shiftsOf: part)
    let begun = BegunWork(now: now, scenario: state.scenario).conflicts(from: told, to: roster)
    if !begun.isEmpty { throw Planner.begun(begun, at: now, change.command) }
  }

  /// Prices prepared for a date of one person, whose shift may be at every time of the clock, or of two who swap or give.
  ///
  /// Only those people get work that nobody else has, so the menus of all others stay the shared ones.
  private func prices(_ state: DeskState, of people: [String], date: CivilDate) -> WorkPrices? {
    if let known = state.prices, known.people == people, known.date == date { return known.prices }
    guard let requirement = state.requirement else { return nil }
    let (part, alone) = (state.part(of: people), state.scenario(of: people))
    var further: [String: Set<[Shift]>] = [:]
    for way in Self.ways(of: people, on: date, every: alone.horizon.intervalMinutes) {
      guard let shifts = try? way.applied(to: part, in: alone) else { continue }
      for (agent, work) in Dictionary(grouping: shifts.filter({ $0.date == date }), by: \.agent) {
        further[agent, default: []].insert(work.sorted { $0.start < $1.start })
      }
    }
    let prices = WorkPrices(
      of: state.roster, covering: requirement, in: state.scenario, further: further.mapValues { Array($0).inOrder })
    state.prices = (people, date, prices)
    return prices
  }

  /// Every change by hand that these people can make of a date.
  private static func ways(of people: [String], on date: CivilDate, every minutes: Int) -> [HandChange] {
    guard people.count == 2 else {
      return people.flatMap { agent in
        stride(from: 0, to: 1440, by: minutes).compactMap { TimeOfDay(minutes: $0) }.map {
          .move(agent, on: date, to: $0)
        }
      }
    }
    let (one, other) = (people[0], people[1])
    return [.swap(one, other, date...date), .give(one, date...date, to: other), .give(other, date...date, to: one)]
  }
}

extension HandChange {
  /// The command that makes it, as it is typed behind the folder.
  fileprivate var typed: String {
    func words(_ dates: ClosedRange<CivilDate>) -> String {
      let until = dates.lowerBound == dates.upperBound ? "" : " --until \(dates.upperBound.isoText)"
      return "--on \(dates.lowerBound.isoText)\(until)"
    }
    switch self {
    case .swap(let one, let other, let dates): return "\(command) \(one) \(other) \(words(dates))"
    case .give(let one, let dates, let other): return "\(command) \(one) \(words(dates)) --to \(other)"
    case .move(let one, let date, let time): return "\(command) \(one) --on \(date.isoText) --to \(time.text)"
    case .copyWeek, .replace: return command
    }
  }
}

extension Roster {
  /// The shifts and duties alone: who is on which queues is told once a change is made.
  fileprivate var withoutSpells: Roster {
    var roster = self
    roster.spells = []
    return roster
  }
}

extension [[Shift]] {
  /// In an order that does not depend on how they were found.
  fileprivate var inOrder: [[Shift]] {
    sorted { one, other in
      let keys = [one, other].map { work in
        work.flatMap { [$0.start.secondsSinceEpoch, $0.end.secondsSinceEpoch, $0.paidMinutes] }
      }
      return keys[0].lexicographicallyPrecedes(keys[1])
    }
  }
}
