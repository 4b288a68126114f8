import Timeline
import Tours
public import Workforce

/// A roster that somebody changed by hand, with what the change costs.
public struct HandOutcome: Sendable {
  /// The roster; changed shifts have queues where they can be told, all others keep theirs.
  public var roster: Roster
  /// What it cost before; nil where nothing is known of what is required.
  public var before: CostStatement?
  /// What it costs after.
  public var after: CostStatement?
}

extension Rostering {
  /// Gives the changed shifts of a roster their queues, and says what it costs before and after.
  ///
  /// - Parameters:
  ///   - before: the roster as it was, with queues.
  ///   - edited: the same with other shifts; its queues are not read.
  ///   - requirement: today's; without, changed shifts have no queues and the cost is not known.
  /// - Complexity: of preparing the scenario twice, O(people x options), and of one split of people between queues.
  public static func changedByHand(
    from before: Roster, to edited: Roster, covering requirement: Requirement?, in scenario: Scenario
  ) -> HandOutcome {
    let told = Set(before.shifts.map(\.plain))
    let changed = edited.shifts.filter { !told.contains($0.plain) }
    let byAgent = Dictionary(grouping: edited.shifts.filter { told.contains($0.plain) }, by: \.agent)
    let former = Dictionary(grouping: before.shifts, by: \.agent)
    var spells = before.spells.filter { spell in
      // What lies in no shift is the rest of work from before the horizon.
      (byAgent[spell.agent] ?? []).contains { spell.isInside($0) }
        || !(former[spell.agent] ?? []).contains { $0.start < spell.end && spell.start < $0.end }
    }
    func served(_ spells: [QueueSpell]) -> Roster {
      var roster = Roster(shifts: edited.shifts, spells: spells, cancelled: edited.cancelled)
      (roster.duties, roster.cancelledDuties) = (edited.duties, edited.cancelledDuties)
      return roster
    }
    guard let requirement else { return HandOutcome(roster: served(spells)) }
    let task = RosterTask(requirement, in: scenario, published: edited)
    let dates = Set(changed.map { [$0.agent, $0.date.isoText] })
    let kept = task.groups(of: Roster(shifts: edited.shifts, spells: spells), tours: task.publishedTours)
    let groups = task.groups(serving: task.publishedTours, asTold: kept) { person, day in
      !task.carriedShifts[person].isEmpty
        || !dates.contains([task.problem.people[person].name, task.date(day).isoText])
    }
    let people = task.personOfAgent
    for shift in changed {
      if let person = people[shift.agent] { spells += task.spells(of: shift, person: person, groups: groups) }
    }
    let roster = served(spells)
    return HandOutcome(
      roster: roster, before: statement(of: before, covering: requirement, in: scenario),
      after: task.statement(of: roster))
  }

  /// A shift with the breaks that its person's contract gives one of its start and end; nil where it has none such.
  public static func laidOut(_ shift: Shift, in scenario: Scenario) -> Shift? {
    guard let agent = scenario.agent(shift.agent), let contract = scenario.contract(agent.contract),
      let zone = scenario.site(shift.site)?.zone
    else { return nil }
    let fitting = ContractShifts(contract, intervalMinutes: scenario.horizon.intervalMinutes)
      .all(on: shift.date, zone: zone)
      .first { $0.start == shift.start && $0.end == shift.end && $0.layout.gap == nil }
    guard let fitting else { return nil }
    var shift = shift
    shift.paidMinutes = fitting.paidMinutes
    shift.breaks = fitting.layout.pauses.map { $0.taken(from: fitting.start) }
    return shift
  }
}

extension Rostering {
  /// A scenario in which work from before the horizon that reaches into it has the breaks that its contracts give it; the table of worked
  /// shifts has none. Work that no contract offers so stays without.
  package static func layingOutWork(in scenario: Scenario) -> Scenario {
    var scenario = scenario
    let start = scenario.grid.start
    for place in scenario.worked.indices
    where scenario.worked[place].breaks.isEmpty && scenario.worked[place].end > start {
      let told = scenario.worked[place]
      guard let laid = laidOut(told, in: scenario), laid.paidMinutes == told.paidMinutes else { continue }
      scenario.worked[place].breaks = laid.breaks
    }
    return scenario
  }
}

extension Shift {
  /// What is compared to tell whether somebody works as before.
  fileprivate var plain: Shift {
    var shift = self
    shift.sequence = 0
    return shift
  }
}
