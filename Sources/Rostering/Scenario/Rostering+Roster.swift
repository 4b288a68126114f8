import Lanes
public import Timeline
public import Tours
public import Workforce

/// The stage between a requirement and calendars.
public enum Rostering {
  /// The roster of a scenario's people that covers a requirement at the least cost found.
  ///
  /// There always is one: shortage has its price, and a person whose rules contradict each other gets a warning that names
  /// the rules. The cost is a `CostStatement` in the points of `Prices`; shortage beyond a tenth of the requirement
  /// counts double, so that it is spread.
  ///
  /// - Parameters:
  ///   - engine: effort, threads, time limit, and who is told and asked; its seed is replaced by the scenario's.
  ///   - promise: what was told and stays as it is before a date; nil for nothing.
  /// - Returns: shifts, who takes which queues when, and a report with the bound that GLPK proved.
  public static func roster(
    covering requirement: Requirement, in scenario: Scenario, engine: RosterEngine = RosterEngine(),
    keeping promise: KeptPromise? = nil
  ) -> Roster {
    RosterSearch(covering: requirement, in: scenario, keeping: promise).roster(engine)
  }
}

/// A requirement and people made ready for a search, so that who wants to stop before it begins can be asked in between.
package struct RosterSearch: Sendable {
  private let task: RosterTask
  private let shortened: [RosterTask.Shortened]
  private let seed: UInt64
  /// What stays as it was told.
  private let kept: Roster?

  /// Makes the problem of the search, and weeks shorter for people whose rules leave no other way.
  ///
  /// - Parameters:
  ///   - promise: what was told and stays as it is before a date; nil for nothing.
  ///   - duties: further duties on call that were told and stay, as those of the dates before.
  package init(
    covering requirement: Requirement, in scenario: Scenario, keeping promise: KeptPromise? = nil,
    besides duties: [OnCallDuty] = []
  ) {
    kept = promise.map { promise in
      var kept = promise.roster
      kept.shifts.removeAll { $0.date >= promise.before }
      kept.duties.removeAll { $0.date >= promise.before }
      return kept
    }
    // Only a duty that lasts into dates that are planned is in anybody's way.
    let begin = promise?.before ?? scenario.horizon.first
    let zones = scenario.zonesBySite
    let lasting = (duties + (kept?.duties ?? [])).filter { $0.end > (zones[$0.site] ?? .utc).startOfDay(begin) }
    var task = RosterTask(requirement, in: scenario, published: kept, besides: lasting, isSharedWhole: true)
    if let promise { task.fixDays(before: promise.before) }
    shortened = task.shortenWeeks()
    if promise != nil { task.shortenAfterTold() }
    task.warnings += task.keepClosedDaysFree()
    self.task = task
    seed = scenario.seed
  }

  /// The roster that an engine finds; see `Rostering.roster`.
  package func roster(_ engine: RosterEngine) -> Roster {
    let clock = Stopwatch()
    var engine = engine
    engine.seed = seed
    // People wanted by shift have an engine of their own, and no surplus is evened out or queues worked out after it.
    var problem = task.problem
    if let posts = task.posts { problem.demand = .dayShift(posts.dayShift) }
    engine.givesWholePeople = problem.sharesPeople && task.posts == nil
    var solution = engine.solve(problem)
    let (limit, isCancelled) = (engine.timeLimit ?? .infinity, engine.isCancelled)
    let stop = { clock.seconds >= limit || isCancelled?() == true }
    // Evening out surplus is for those who have the time.
    if !solution.wasCutShort { solution.levelSurplus(problem, stop: stop) }
    solution.workOut(problem, engine: engine, stop: stop)
    if task.posts != nil {
      solution.tours = task.evened(solution.tours, seed: seed, triesPerDay: engine.effort.eveningTries, stop: stop)
    }
    solution.tours = task.settled(solution.tours)
    // What stays is served as it was told, and that is what is paid for.
    let isPaidAsTold = kept != nil && task.posts == nil
    var roster = task.roster(of: solution, shortened: shortened, threads: engine.threads, isCounted: !isPaidAsTold)
    if let kept {
      let absent = task.scenario.absenceDatesByAgent
      roster.restore(kept, strays: task.strays.filter { !(absent[$0.agent]?.contains($0.date) ?? false) })
    }
    if isPaidAsTold {
      solution.groups = task.groups(of: roster, tours: solution.tours)
      roster.report = task.report(of: solution)
    }
    roster.report?.shares = task.shares(
      of: solution.tours, solves: engine.effort != .quick && !solution.wasCutShort, threads: engine.threads
    ) { isCancelled?() == true || clock.seconds >= limit }
    return roster
  }
}

extension RosterEffort {
  /// Changes tried for each person and date when colleagues even out what they share; fewer where that is more than 400,000 in all.
  fileprivate var eveningTries: Int {
    switch self {
    case .quick: 150
    case .normal, .moves, .seconds: 600
    case .best: 2_400
    }
  }
}

/// A roster that people were told, of which the first dates stay.
public struct KeptPromise: Sendable {
  /// What they were told.
  public var roster: Roster
  /// Local dates before this one stay, days off among them.
  public var before: CivilDate

  /// A promise.
  public init(roster: Roster, before: CivilDate) {
    self.roster = roster
    self.before = before
  }
}

extension RosterTask {
  /// Pins every day before a date to what was published; absences have their say before.
  fileprivate mutating func fixDays(before date: CivilDate) {
    let count = min(problem.dayCount, max(0, date.days(since: scenario.horizon.first)))
    for person in problem.people.indices where carriedShifts[person].isEmpty {
      problem.people[person].toldDays = count
      for day in 0..<count {
        switch problem.people[person].days[day] {
        case .fixed, .off: continue
        default:
          let told = publishedTours[person * problem.dayCount + day]
          problem.people[person].days[day] = told == RosterProblem.off ? .keptFree : .fixed(told)
        }
      }
    }
  }
}

extension Roster {
  /// Gives shifts that are as they were told the queues that were told, and puts back those the engine had no place for.
  fileprivate mutating func restore(_ kept: Roster, strays: [Shift]) {
    let whole = shifts + strays
    // What stays is of the first dates, and most of a roster is not.
    let (lastDate, lastEnd) = (kept.shifts.map(\.date).max(), kept.shifts.map(\.end).max())
    guard let lastDate, let lastEnd else {
      self = going(on: Roster(shifts: whole, spells: spells))
      return
    }
    let served = Dictionary(grouping: kept.spells) { $0.agent }
    let worked = Set(whole.lazy.filter { $0.date <= lastDate }.map { WorkedSpan($0) })
    let ranges = Dictionary(grouping: kept.shifts.filter { worked.contains(WorkedSpan($0)) }) { $0.agent }
    func isKept(_ spell: QueueSpell) -> Bool {
      spell.end <= lastEnd
        && (ranges[spell.agent] ?? []).contains { shift in
          spell.isInside(shift) && (served[spell.agent] ?? []).contains { $0.isInside(shift) }
        }
    }
    let rest = spells.filter { !isKept($0) }
    let old = kept.spells.filter(isKept)
    self = going(on: Roster(shifts: whole, spells: rest + old))
  }

  /// The same with other work, in order.
  private func going(on sorted: Roster) -> Roster {
    var roster = self
    (roster.shifts, roster.spells) = (sorted.shifts, sorted.spells)
    return roster
  }
}

/// Who works from when to when.
private struct WorkedSpan: Hashable {
  let agent: String
  let start: Instant
  let end: Instant

  init(_ shift: Shift) { (agent, start, end) = (shift.agent, shift.start, shift.end) }
}

extension RosterTask {
  /// The shifts of everybody's tours, and their stretches on queues.
  func work(of tours: [Int32], groups served: [Int16]) -> (shifts: [Shift], spells: [QueueSpell]) {
    var shifts: [Shift] = []
    var spells: [QueueSpell] = []
    for person in problem.people.indices {
      for option in tours[problem.row(person)] where option != RosterProblem.off {
        for shift in work(person: person, option: option) {
          if carriedShifts[person].isEmpty { shifts.append(shift) }
          spells += self.spells(of: shift, person: person, groups: served)
        }
      }
    }
    return (shifts, spells)
  }

  /// The roster that an answer of the engine stands for; who works when is written out beside the count of what it costs.
  ///
  /// - Parameter isCounted: whether it has a report; without, who takes it over counts what it costs.
  func roster(
    of solution: RosterSolution, shortened: [Shortened] = [], threads: Int = 1, isCounted: Bool = true
  ) -> Roster {
    let (counted, (shifts, spells)) = Lanes.both(threads: threads) {
      isCounted ? report(of: solution) : nil
    } _: {
      work(of: solution.tours, groups: solution.groups)
    }
    let clashes =
      shortened.map { shortened in
        var clash = shortened.clash
        let worked = weekMinutes(of: problem.tour(shortened.person, of: solution.tours))
        clash.sentence += shortened.short.map { weeks, wanted in
          let (minutes, first) = (worked[weeks].reduce(0, +), date(7 * weeks.lowerBound).isoText)
          let span = weeks.count == 1 ? "week" : "\(weeks.count) weeks"
          let hours = "\(lengthText(minutes: minutes)) of \(lengthText(minutes: wanted))"
          return "; \(hours) are rostered in the \(span) from \(first)"
        }.joined()
        return clash
      } + solution.conflicts.map { clash($0, goingOnIn: solution.tours) }
    var roster = Roster(
      shifts: shifts, spells: spells, report: counted,
      warnings: warnings + RuleClash.sentences(of: clashes) + presenceNotes(of: shifts) + solution.faults
        + (solution.wasCutShort
          ? ["the search was cut short by its time limit or by Ctrl-C; another run may give another roster"] : []))
    roster.clashes = clashes
    return roster
  }

  /// A conflict in words; where it is one of told days, whether the dates after them are planned all the same.
  private func clash(_ conflict: TourConflict, goingOnIn tours: [Int32]) -> RuleClash {
    var clash = clash(conflict)
    let (told, days) = (problem.people[conflict.person].toldDays, problem.dayCount)
    let first = conflict.person * days
    if told > 0, told < days, tours[first + told..<first + days].contains(where: { $0 >= 0 }) {
      clash.sentence += "; what was told stays, and work from \(self.date(told).isoText) on keeps the rules"
    }
    return clash
  }

  /// Stretches of a shift on one queue group; intervals the engine left open follow the one before, and a shift begins
  /// on the person's best group.
  func spells(of shift: Shift, person: Int, groups served: [Int16]) -> [QueueSpell] {
    guard posts == nil, let best = problem.people[person].groups.first else { return [] }
    let grid = requirement.grid
    var spells: [QueueSpell] = []
    // Of work from before the horizon only the rest is to be given.
    var start = carriedShifts[person].isEmpty ? shift.start : max(shift.start, grid.start)
    guard start < shift.end else { return [] }
    var group: Int?
    var interval = floorDivide(start.seconds(since: grid.start), grid.intervalSeconds)
    while true {
      let begin = max(start, grid.instant(of: interval))
      guard begin < shift.end else { break }
      var next = group ?? best
      // Hours after the horizon have their queues too.
      if (0..<problem.intervalCount).contains(interval) {
        let chosen = Int(served[person * problem.intervalCount + interval])
        if chosen >= 0 { next = chosen }
      }
      if let group, next != group {
        spells.append(QueueSpell(agent: shift.agent, start: start, end: begin, queues: groups.queues[group]))
        start = begin
      }
      group = next
      interval += 1
    }
    spells.append(QueueSpell(agent: shift.agent, start: start, end: shift.end, queues: groups.queues[group ?? best]))
    return spells
  }

  fileprivate func report(of solution: RosterSolution) -> SolverReport {
    let statement = statement(tours: solution.tours, groups: solution.groups)
    let cost = statement.total
    // Shortage, surplus and wishes never cost less than nothing.
    let bound = max(0, solution.bound)
    let proof =
      switch RosterProof(cost: cost, bound: solution.bound) {
      case .optimal: "proved optimal"
      // Beside a small bound a share says nothing: points do.
      case .within where bound > 0 && cost > 2 * bound:
        "at most \(tenths(cost - bound)) points above the best possible"
      case .within where bound > 0:
        "at most \(Share(cost / bound - 1).text()) above the best possible"
      case .within, .none: "no bound above 0 was found"
      }
    let programs =
      solution.programs == 0
      ? ""
      : "; \(solution.provenPrograms) of \(solution.programs) integer programs proved their answer"
    var report = SolverReport(
      cost: cost, bound: min(bound, cost), proof: proof + programs, statement: statement,
      wasCutShort: solution.wasCutShort)
    if !solution.wasCutShort { report.wholePeopleLoss = wholePeopleLoss(statement, tours: solution.tours) }
    return report
  }

  /// What it costs that nobody can be shared between queues: shortage, surplus and changes of queue as they are, above the least that
  /// the same tours could cost where people are shared inside each interval. Nil where nobody has a choice.
  private func wholePeopleLoss(_ statement: CostStatement, tours: [Int32]) -> Double? {
    guard posts == nil, problem.sharesPeople, case .intervals(let demand) = problem.demand else { return nil }
    let shared = problem.sharedCoverCost(of: tours, demand)
    let whole = [CostStatement.Kind.shortage, .surplus, .hoursAfter, .queueChanges]
      .reduce(0) { $0 + statement.sum(of: $1).points }
    return max(0, whole - shared)
  }
}

/// One decimal, for sentences.
func tenths(_ value: Double) -> String {
  let tenths = Int((abs(value) * 10).rounded())
  return "\(value < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
}
