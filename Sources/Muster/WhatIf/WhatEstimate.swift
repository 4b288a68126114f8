import Staffing
import Timeline
import Workforce

/// What a changed scenario would come to, from the last plan and two rows of linear programs: as it is, and changed.
///
/// The programs know who is there and what is needed, and nothing of rules about shifts; so only what changes between them is
/// taken, on top of what the plan has. What a search would do better or worse is in the band.
struct WhatEstimate {
  /// One queue.
  struct Queue {
    var contacts: Double
    /// Share within the threshold; `nil` where nothing is offered.
    var service: Double?
    var requiredHours: Double
    /// Hours short by the programs before the change.
    var programShortHours: Double
    /// How many more they are after it.
    var shortHoursMore: Double
    var overHours: Double
  }

  /// In the order of the scenario.
  var queues: [Queue]

  /// What the programs say of people who come and go, their hours short as more than before; nil where nobody does, or nobody asked.
  let people: WhatPeople.Answer?

  /// The scenario as planned.
  let base: WhatState
  /// The scenario as changed.
  let changed: WhatState

  /// The programs of a plan as it is, for several changes of it.
  struct Before {
    fileprivate var groups: [[Int]]
    fileprivate var results: [PoolProgram.Result]
  }

  /// The programs of the plan as it is.
  let before: Before

  /// Works out the estimate.
  ///
  /// - Parameters:
  ///   - known: the programs of the same plan from an estimate before, to be taken over.
  ///   - placesPeople: whether `people` is worked out too, which takes as long again.
  init(from base: WhatState, to changed: WhatState, known: Before? = nil, placesPeople: Bool = false) throws {
    self.base = base
    self.changed = changed
    let grid = base.requirement.grid
    let groups = Set(base.presence.queueSets + changed.presence.queueSets)
      .sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let people = (before: Self.people(base.presence, groups, grid), after: Self.people(changed.presence, groups, grid))
    let need = (before: base.requirement.queues.map(\.netAgents), after: changed.requirement.queues.map(\.netAgents))
    let same = known.flatMap { $0.groups == groups ? $0.results : nil }
    let before =
      try same
      ?? PoolProgram.results(groups: groups, people: people.before, need: need.before, count: grid.count)
    self.before = Before(groups: groups, results: before)
    let after = try PoolProgram.results(
      groups: groups, people: people.after, need: need.after, count: grid.count,
      known: (people.before, need.before, before))
    var placed =
      placesPeople
      ? try WhatPeople.answer(
        from: base, to: changed, sets: groups, need: need.after, people: { Self.people($0, groups, grid) },
        known: (people.before, need.before, before)) : nil
    // What the plan gives each queue, and what the programs would change of it.
    let given = base.scenario.queues.indices.map { queue in
      grid.indices.map { interval in
        max(
          0,
          base.coverage.queues[queue].rostered[interval]
            + (after[interval].given[queue] - before[interval].given[queue]))
      }
    }
    // Whoever does mail between calls goes on doing so, as large a share of those on the calls as in the plan.
    let alsoOn = Staffing.given(by: base.roster, for: base.requirement, in: base.scenario).alsoOn
    let coverage = Staffing.coverage(
      giving: given, alsoOn: alsoOn, requirement: changed.requirement, in: changed.scenario)
    let hours = Double(grid.intervalSeconds) / 3600
    let shortBefore = before.reduce(0) { $0 + $1.short.reduce(0, +) } * hours
    placed?.placed -= shortBefore
    placed?.without -= shortBefore
    self.people = placed
    queues = base.scenario.queues.indices.map { queue in
      let (needed, own) = (changed.requirement.queues[queue], coverage.queues[queue])
      let more = grid.indices.reduce(0) { $0 + after[$1].short[queue] - before[$1].short[queue] } * hours
      let program = grid.indices.reduce(0) { $0 + before[$1].short[queue] } * hours
      let over = grid.indices.reduce(0) { $0 + max(0, given[queue][$1] - needed.netAgents[$1]) } * hours
      return Queue(
        contacts: needed.offered.reduce(0, +), service: Self.service(own.serviceLevel, needed.offered),
        requiredHours: needed.netAgents.reduce(0, +) * hours, programShortHours: program, shortHoursMore: more,
        overHours: over)
    }
  }

  /// Share in time, weighed by contacts.
  static func service(_ levels: [Double], _ offered: [Double]) -> Double? {
    var (answered, counted) = (0.0, 0.0)
    for (level, offered) in zip(levels, offered) where !level.isNaN {
      answered += level * offered
      counted += offered
    }
    return counted > 0 ? answered / counted : nil
  }

  private static func people(_ presence: Presence, _ groups: [[Int]], _ grid: IntervalGrid) -> [[Double]] {
    groups.map { group in
      presence.queueSets.firstIndex(of: group).map { presence.agents[$0] }
        ?? [Double](repeating: 0, count: grid.count)
    }
  }
}

/// A scenario with what is needed and who is there.
struct WhatState {
  var scenario: Scenario
  var requirement: Requirement
  var roster: Roster
  var presence: Presence
  /// What the roster gives; of a changed scenario what the plan gave.
  var coverage: Coverage

  /// A plan as it is.
  init(_ scenario: Scenario, _ requirement: Requirement, _ roster: Roster, coverage: Coverage) {
    self.scenario = scenario
    self.requirement = requirement
    self.roster = roster
    self.coverage = coverage
    presence = Presence(of: roster, on: requirement.grid, in: scenario)
  }

  /// Paid hours of the shifts.
  var paidHours: Double { Double(roster.shifts.reduce(0) { $0 + $1.paidMinutes }) / 60 }
}
