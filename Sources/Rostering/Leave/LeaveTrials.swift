import Timeline
import Tours
import Workforce

/// A roster in which leave is tried: what it costs, what would be missing then, and the roster with what was given.
///
/// Somebody who goes takes the cheapest lawful weeks around the days away; where more would be missing then, others who serve the
/// same queues may change to a cheaper week as well. Before the first trial nobody's week alone can be made cheaper, so that what
/// the roster could have saved by itself is not credited to leave.
///
/// A class, because the counted roster is large, is made once for any number of trials, and belongs to one asker at a time.
final class LeaveTrials {
  /// Where more people are missing than without the leave.
  struct Gap: Hashable {
    /// Queues or presence.
    var what: String
    /// Day of the horizon.
    var day: Int
    /// Agent-hours more.
    var hours: Double
  }

  /// What it comes to that somebody is away on some days.
  struct Trial {
    var person: Int
    var days: Set<Int>
    /// Tours that change, by person.
    var tours: [(person: Int, tour: [Int32])]
    /// Points by which the roster is dearer.
    var points: Double
    /// Minor units of money by currency that more is paid, leave paid as work.
    var wages: [String: Double]
    /// In the order of days.
    var gaps: [Gap]

    /// Whether nobody is missing who was not missing before, and nothing is dearer.
    var isFree: Bool { gaps.isEmpty && points < LeaveTrials.least }
  }

  /// Points and agent-hours below which a change is none.
  static let least = 0.05

  let task: RosterTask
  private let demand: IntervalDemand
  private let tables: IntervalTables
  private let search: TourSearch
  private let before: WorkedBefore
  private var state: ReplanState
  private var asItIs: Replanning.Disturbance
  private let movesOthers: Bool
  /// Days given, by person.
  private(set) var given: [Int: Set<Int>] = [:]
  private var reliefs: [Int: ReplanState.Relief] = [:]
  /// Agent-hours missing before anything was given, with what was given in the knowledge that more would be; shape [components and presences][days of the grid].
  private var missingBefore: [Double] = []

  /// - Parameters:
  ///   - movesOthers: whether somebody else's shifts may change.
  ///   - now: nothing that began before it changes; everything may when nil.
  init?(_ task: RosterTask, movesOthers: Bool, now: Instant?) {
    guard case .intervals(let demand) = task.problem.demand else { return nil }
    self.task = task
    self.demand = demand
    self.movesOthers = movesOthers
    tables = IntervalTables(task.problem, demand)
    search = TourSearch(tables.space)
    before = WorkedBefore(task.scenario)
    state = ReplanState(tables, tours: task.publishedTours)
    asItIs = Replanning.Disturbance(
      published: task.publishedTours, firstOpenDay: 0, priceOfChange: 0, mostOthers: 0, in: task.problem)
    if let now { asItIs.openFrom = Int32(clamping: now.seconds(since: task.requirement.grid.start) / 60) }
    if movesOthers { state.settle(task.problem.people.indices, search, asItIs, least: Self.least) }
    missingBefore = missing()
  }

  /// Whether somebody works on a day and could be given it.
  func isAtWork(_ person: Int, _ day: Int) -> Bool {
    let option = state.tours[person * task.problem.dayCount + day]
    guard option >= 0, task.problem.people[person].days[day] == .free else { return false }
    return task.problem.options[Int(option)].start >= asItIs.openFrom
  }

  // MARK: - Trials

  /// What it comes to that somebody is away on some days; the roster stays as it is.
  ///
  /// - Parameter isHelped: whether others may change as well where more would be missing.
  /// - Returns: nil where the rules leave the person no weeks around them.
  /// - Complexity: one tour search, and one for each who may help.
  func trial(_ person: Int, _ days: Set<Int>, isHelped: Bool) -> Trial? {
    let window = window(of: days)
    let relief = ReplanState.Relief(
      task.person(person, awayOn: days.union(given[person] ?? []), before), in: task.problem)
    let former = state.tour(person)
    let found = state.otherTour(
      person, window: window, asItIs, wish: .anything(in: task.problem), search, relief: relief)
    guard let found else { return nil }
    var old = [(person: person, tour: former)]
    var points = relief.judge.cost(found, person: 0) - cost(former, of: person) + state.setTour(person, found)
    var changed: Set = [state.model.profileOf[person]]
    var gaps = gaps(of: changed, window)
    if isHelped, movesOthers, !gaps.isEmpty {
      let profile = state.model.profileOf[person]
      for other in task.problem.people.indices where other != person && mayHelp(other, profile) {
        let tour = state.tour(other)
        guard let change = state.improve(other, window, search, asItIs, relief: reliefs[other]), change < 0 else {
          continue
        }
        old.append((other, tour))
        points += change
        changed.insert(state.model.profileOf[other])
        gaps = self.gaps(of: changed, window)
        if gaps.isEmpty { break }
      }
    }
    let tours = old.map { (person: $0.person, tour: state.tour($0.person)) }
    let wages = wages(from: old, to: tours, person, days)
    for entry in old.reversed() { state.setTour(entry.person, entry.tour) }
    return Trial(person: person, days: days, tours: tours, points: points, wages: wages, gaps: gaps)
  }

  private func mayHelp(_ other: Int, _ profile: Int) -> Bool {
    let (one, another) = (state.model.profiles[profile], state.model.profiles[state.model.profileOf[other]])
    return one.component == another.component && one.component >= 0
      || !Set(one.presences).isDisjoint(with: another.presences)
  }

  private func cost(_ tour: [Int32], of person: Int) -> Double {
    reliefs[person]?.judge.cost(tour, person: 0) ?? state.ownCost(tour, person)
  }

  private func wages(
    from old: [(person: Int, tour: [Int32])], to new: [(person: Int, tour: [Int32])], _ person: Int, _ days: Set<Int>
  ) -> [String: Double] {
    var wages: [String: Double] = [:]
    func add(_ amount: Double, _ person: Int) {
      guard let contract = task.scenario.contract(task.agent(of: person).contract) else { return }
      wages[contract.costPerHour.currency, default: 0] += amount
    }
    for (before, after) in zip(old, new) {
      let person = before.person
      add(task.wages(of: after.tour, person: person) - task.wages(of: before.tour, person: person), person)
    }
    for day in days.sorted() { add(task.leavePay(person: person, day: day), person) }
    return wages
  }

  private func window(of days: Set<Int>) -> Range<Int> {
    let weeks = task.problem.weeks.filter { week in days.contains { week.contains($0) } }
    return (weeks.first?.lowerBound ?? 0)..<(weeks.last?.upperBound ?? 0)
  }

  /// The rules in the way of days away, in words.
  func obstacle(_ person: Int, _ days: Set<Int>) -> String {
    let alone = task.problem.alone(task.person(person, awayOn: days.union(given[person] ?? []), before))
    var tour = state.tour(person)
    for day in days { tour[day] = RosterProblem.off }
    let breach = TourJudge(alone).firstBreach(tour, person: 0)
    return breach?.rule.words ?? "the rules of the contract"
  }

  // MARK: - What was given

  /// Gives what was tried; nothing else was given since.
  func give(_ trial: Trial) {
    for entry in trial.tours { state.setTour(entry.person, entry.tour) }
    let days = trial.days.union(given[trial.person] ?? [])
    given[trial.person] = days
    reliefs[trial.person] = ReplanState.Relief(task.person(trial.person, awayOn: days, before), in: task.problem)
    // What this one leaves missing is not the fault of the next.
    guard !trial.gaps.isEmpty else { return }
    missingBefore = zip(missingBefore, missing()).map { $1 > $0 + Self.least ? $1 : $0 }
  }

  /// The roster and what was given, to come back to.
  struct Mark {
    fileprivate var tours: [Int32]
    fileprivate var given: [Int: Set<Int>]
    fileprivate var reliefs: [Int: ReplanState.Relief]
    fileprivate var missing: [Double]
  }

  /// Where it stands.
  func mark() -> Mark { Mark(tours: state.tours, given: given, reliefs: reliefs, missing: missingBefore) }

  /// Takes back what was given since.
  func goBack(to mark: Mark) {
    for person in task.problem.people.indices {
      let tour = task.problem.tour(person, of: mark.tours)
      if tour != state.tour(person) { state.setTour(person, tour) }
    }
    (given, reliefs, missingBefore) = (mark.given, mark.reliefs, mark.missing)
  }

  /// The roster with what was given.
  ///
  /// - Complexity: of giving everybody's shifts to queues twice.
  func roster() -> Roster {
    let groups = WorkedCover(task.problem, demand, tables.table, giving: state.tours, threads: 2).groups
    let (shifts, spells) = task.work(of: state.tours, groups: groups)
    return Roster(shifts: shifts + task.strays, spells: spells)
  }

  // MARK: - Who is missing

  /// Agent-hours missing; shape [components and presences][days of the grid].
  private func missing() -> [Double] {
    (0..<state.model.components.count + state.model.presences.count).flatMap { missing(at: $0, 0..<gridDays) }
  }

  /// Agent-hours missing at a component, or behind these at a presence, on some days of the grid.
  private func missing(at row: Int, _ days: Range<Int>) -> [Double] {
    let (problem, model) = (task.problem, state.model)
    let hours = Double(problem.intervalMinutes) / 60
    let length = problem.hasPosts ? max(1, problem.postCount) : 1440 / problem.intervalMinutes
    return days.map { day in
      (day * length..<min((day + 1) * length, problem.intervalCount)).reduce(0.0) { sum, interval in
        let short =
          row < model.components.count
          ? state.cover.shortAndOver(row, interval).0
          : max(0, state.presenceGap(row - model.components.count, interval))
        return sum + short * hours
      }
    }
  }

  private var gridDays: Int { task.problem.day(ofInterval: max(0, task.problem.intervalCount - 1)) + 1 }

  /// Where more is missing once people of some profiles have other tours in a window; elsewhere nothing moved.
  private func gaps(of profiles: Set<Int>, _ window: Range<Int>) -> [Gap] {
    let (model, all) = (state.model, gridDays)
    var rows: Set<Int> = []
    for profile in profiles {
      let own = model.profiles[profile]
      if own.component >= 0 { rows.insert(own.component) }
      rows.formUnion(own.presences.map { model.components.count + $0 })
    }
    // Days of the grid begin with its first interval, and shifts of a site's evening reach into the next.
    let days = (window.lowerBound - 2..<window.upperBound + 2).clamped(to: 0..<all)
    return rows.sorted().flatMap { row in
      zip(days, missing(at: row, days)).compactMap { day, hours -> Gap? in
        let more = hours - missingBefore[row * all + day]
        guard more > Self.least else { return nil }
        let what =
          row < model.components.count
          ? model.components[row].groups.map { demand.groups[$0] }.joined(separator: " + ")
          : model.presences[row - model.components.count].name
        return Gap(what: what, day: day, hours: more)
      }
    }.sorted { ($0.day, $0.what) < ($1.day, $1.what) }
  }
}
