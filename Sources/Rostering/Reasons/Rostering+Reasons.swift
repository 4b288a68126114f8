import LabourRules
public import Timeline
public import Tours
public import Workforce

/// Why somebody has the shift they have on a date.
public struct ShiftReasons: Sendable {
  /// Another choice for the date.
  public struct Alternative: Encodable, Hashable, Sendable {
    /// The shift, or the two parts of a split one; none for a day off.
    public var shifts: [Shift]
    /// The same on the clock of the person's site: `off` or for example `09:00-17:30`.
    public var shift: String
    /// What it would cost more, everything else unchanged.
    public var difference: CostDifference
    /// Rules in the way, as sentences; empty when it is allowed.
    public var forbidden: [String]

    private enum CodingKeys: CodingKey { case shift, difference, forbidden }
  }

  /// The cheapest lawful week that has a choice.
  public struct Exchange: Encodable, Hashable, Sendable {
    /// Dates that would change, for example `2026-04-04: 10:00-18:30 becomes off`.
    public var changes: [String]
    /// What it would cost more.
    public var difference: CostDifference
  }

  /// The shifts of the date; none for a day off.
  public var present: [Shift]
  /// Every other choice: allowed ones first, the cheapest of them first.
  public var alternatives: [Alternative]
}

extension Rostering {
  /// What every other choice for one person and date would cost, or which rules forbid it.
  ///
  /// - Returns: nil when the scenario has no such person, site or contract, or the date is outside the horizon.
  public static func reasons(
    for agent: String, on date: CivilDate, in roster: Roster, covering requirement: Requirement, scenario: Scenario
  ) -> ShiftReasons? {
    ReasonTask(ReasonBase(roster, requirement, scenario), agent, date)?.reasons()
  }

  /// The same of every shift of a roster, in the order of its shifts, and each date of a person once; nil as above, and for the
  /// further shifts of a date.
  public static func reasonsOfShifts(
    in roster: Roster, covering requirement: Requirement, scenario: Scenario, isCancelled: () -> Bool = { false }
  ) -> [ShiftReasons?] {
    let base = ReasonBase(roster, requirement, scenario)
    return roster.shifts.map { shift in
      shift.ordinal > 0 || isCancelled() ? nil : ReasonTask(base, shift.agent, shift.date)?.reasons()
    }
  }

  /// The cheapest lawful week of a person that has a choice (no shifts: a day off) on a date; nil when there is none.
  ///
  /// - Parameter shifts: those of one of the alternatives of `reasons`.
  public static func exchange(
    for agent: String, on date: CivilDate, having shifts: [Shift], in roster: Roster, covering requirement: Requirement,
    scenario: Scenario
  ) -> ShiftReasons.Exchange? {
    ReasonTask(ReasonBase(roster, requirement, scenario), agent, date)?.exchange(having: shifts)
  }
}

/// A roster in the terms of the engine, for any number of questions.
private struct ReasonBase {
  let task: RosterTask
  let roster: Roster
  /// `nil` where the problem is not one of intervals.
  let reason: RosterReasons?

  init(_ roster: Roster, _ requirement: Requirement, _ scenario: Scenario) {
    task = RosterTask(requirement, in: scenario, published: roster, isSharedWhole: true)
    self.roster = roster
    if case .intervals(let demand) = task.problem.demand {
      reason = task.reasons(of: roster, demand)
    } else {
      reason = nil
    }
  }
}

/// A question about one person and date.
private struct ReasonTask {
  let task: RosterTask
  let roster: Roster
  let reason: RosterReasons
  let person: Int
  let day: Int
  /// The clock of the person's site.
  let zone: Zone

  init?(_ base: ReasonBase, _ agent: String, _ date: CivilDate) {
    task = base.task
    roster = base.roster
    guard task.scenario.contains(date), let reason = base.reason,
      let person = task.problem.people.firstIndex(where: { $0.name == agent }),
      let zone = task.scenario.agent(agent).flatMap({ base.task.scenario.site($0.site)?.zone })
    else { return nil }
    self.zone = zone
    self.person = person
    self.reason = reason
    day = date.days(since: task.scenario.horizon.first)
  }

  private var agent: String { task.problem.people[person].name }
  private var date: CivilDate { task.date(day) }

  func reasons() -> ShiftReasons {
    let known = Set(violations(of: roster.shifts.filter { $0.agent == agent }))
    let alternatives = reason.alternatives(person: person, day: day).map { entry -> ShiftReasons.Alternative in
      let work = entry.option == RosterProblem.off ? [] : task.work(person: person, option: entry.option)
      return ShiftReasons.Alternative(
        shifts: work, shift: work.clockText(in: zone), difference: entry.difference,
        forbidden: sentences(work, entry.broken, known))
    }
    let ordered = alternatives.enumerated().sorted { a, b in
      let (first, second) = (a.element.forbidden.isEmpty, b.element.forbidden.isEmpty)
      if first != second { return first }
      let (one, two) = (a.element.difference.total, b.element.difference.total)
      return one != two ? one < two : a.offset < b.offset
    }
    return ShiftReasons(
      present: roster.shifts.filter { $0.agent == agent && $0.date == date }, alternatives: ordered.map(\.element))
  }

  func exchange(having shifts: [Shift]) -> ShiftReasons.Exchange? {
    var option = RosterProblem.off
    if !shifts.isEmpty {
      let options = task.problem.options(menu: task.problem.people[person].menu, day: day)
      guard let found = options.first(where: { task.work(person: person, option: Int32($0)) == shifts }) else {
        return nil
      }
      option = Int32(found)
    }
    guard let exchange = reason.exchange(person: person, day: day, option: option) else { return nil }
    let days = task.problem.dayCount
    let changes = (0..<days).filter { exchange.tour[$0] != task.publishedTours[person * days + $0] }.map { day in
      let date = task.date(day)
      let before = roster.shifts.filter { $0.agent == agent && $0.date == date }
      let option = exchange.tour[day]
      let after = option == RosterProblem.off ? [] : task.work(person: person, option: option)
      return "\(date.isoText): \(before.clockText(in: zone)) becomes \(after.clockText(in: zone))"
    }
    return ShiftReasons.Exchange(changes: changes, difference: exchange.difference)
  }

  /// The auditor's words, which have amounts and dates, for what a choice breaks; the builder's where only it objects.
  private func sentences(_ work: [Shift], _ broken: [TourRule], _ known: Set<Violation>) -> [String] {
    guard !broken.isEmpty else { return [] }
    let others = roster.shifts.filter { $0.agent == agent && $0.date != date }
    let found = violations(of: others + work).filter { !known.contains($0) }
    if !found.isEmpty { return found.map { "\($0.date.isoText) \($0.finding) (\($0.rule))" } }
    return broken.map { "does not keep \($0.words)" }
  }

  private func violations(of shifts: [Shift]) -> [Violation] {
    var alone = task.scenario
    alone.agents = alone.agents.filter { $0.id == agent }
    return Audit.violations(of: Roster(shifts: shifts), in: alone)
  }
}

extension RosterTask {
  /// The reasons of the published roster, priced as it is written down.
  func reasons(of roster: Roster, _ demand: IntervalDemand) -> RosterReasons {
    RosterReasons(
      problem, demand, tours: publishedTours,
      groups: posts == nil ? groups(of: roster, tours: publishedTours) : nil, shares: fairShares())
  }
}
