import Timeline
public import Tours
public import Workforce

/// A roster that somebody changed by hand, with what the change costs.
public struct HandOutcome: Sendable {
  /// The roster; changed shifts have queues where they can be told, all others keep theirs.
  public var roster: Roster
  /// Cost in points before; nil where nothing is known of what is required.
  public var before: RosterCost?
  /// Cost in points after.
  public var after: RosterCost?
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
    var spells = before.spells.filter { spell in
      (byAgent[spell.agent] ?? []).contains { $0.start <= spell.start && spell.end <= $0.end }
    }
    var roster = edited
    guard let requirement else {
      roster = Roster(shifts: edited.shifts, spells: spells, cancelled: edited.cancelled)
      (roster.duties, roster.cancelledDuties) = (edited.duties, edited.cancelledDuties)
      return HandOutcome(roster: roster)
    }
    let task = RosterTask(requirement, in: scenario, published: edited)
    let dates = Set(changed.map { [$0.agent, $0.date.isoText] })
    let kept = task.groups(of: Roster(shifts: edited.shifts, spells: spells), tours: task.publishedTours)
    let served = task.groups(serving: task.publishedTours, asTold: kept) { person, day in
      !task.carriedShifts[person].isEmpty
        || !dates.contains([task.problem.people[person].name, task.date(day).isoText])
    }
    for shift in changed {
      let person = task.problem.people.indices.first {
        task.problem.people[$0].name == shift.agent && task.carriedShifts[$0].isEmpty
      }
      if let person { spells += task.spells(of: shift, person: person, groups: served) }
    }
    roster = Roster(shifts: edited.shifts, spells: spells, cancelled: edited.cancelled)
    (roster.duties, roster.cancelledDuties) = (edited.duties, edited.cancelledDuties)
    let former = RosterTask(requirement, in: scenario, published: before)
    return HandOutcome(
      roster: roster, before: former.publishedCost(), after: task.publishedCost())
  }

  /// A shift with the breaks that its person's contract gives one of its start and end; nil where it has none such.
  public static func laidOut(_ shift: Shift, in scenario: Scenario) -> Shift? {
    guard let agent = scenario.agent(shift.agent), let contract = scenario.contract(agent.contract),
      let zone = scenario.site(shift.site)?.zone
    else { return nil }
    let fitting = PossibleShift.all(
      on: shift.date, contract: contract, zone: zone, intervalMinutes: scenario.horizon.intervalMinutes
    ).first { $0.start == shift.start && $0.end == shift.end && $0.layout.gap == nil }
    guard let fitting else { return nil }
    var shift = shift
    shift.paidMinutes = fitting.paidMinutes
    shift.breaks = fitting.layout.pauses.map {
      Break(
        kind: $0.kind, start: fitting.start.advanced(bySeconds: $0.start * 60),
        end: fitting.start.advanced(bySeconds: $0.end * 60), isPaid: $0.isPaid)
    }
    return shift
  }
}

extension RosterTask {
  /// What the published tours cost.
  fileprivate func publishedCost() -> RosterCost {
    guard case .intervals(let demand) = problem.demand else { return RosterCost() }
    return ReplanState(problem, demand: demand, tours: publishedTours).cost()
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
