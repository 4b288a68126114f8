import Lanes
public import Timeline
import Tours
public import Workforce

/// What happened after a roster was published.
public struct ReplanRequest: Sendable {
  /// People absent at short notice from now on known; absences known before are in the scenario.
  public var absences: [Leave]
  /// Shifts before this date stay as they are.
  public var from: CivilDate
  /// The moment it is now: what has begun stays as it is, and nothing is added that would have begun. The start of `from` when nil.
  public var now: Instant?
  /// Price of each shift added, dropped or moved, in points; the scenario's when nil.
  public var priceOfChange: Double?
  /// Most people changed beside those absent and those who owe hours.
  public var mostOthers: Int
  /// Shape [queues][grid.count]: net agents the published roster was made for; empty when the requirement is the same.
  public var formerNetAgents: [[Double]]
  /// Places in the scenario's `shiftDemand` of rows that the published roster was not made for.
  public var newShiftDemand: Set<Int> = []
  /// A safety net in wall seconds; reported when it cut the search.
  public var timeLimit: Double?
  /// Told the cost of the roster so far and the share of the weeks that are done.
  public var onProgress: (@Sendable (_ cost: Double, _ share: Double) -> Void)?
  /// Asked often; true ends the search with the best roster so far.
  public var isCancelled: (@Sendable () -> Bool)?

  /// A request; nobody absent, three others at most, the scenario's price.
  public init(
    from: CivilDate, absences: [Leave] = [], priceOfChange: Double? = nil, mostOthers: Int = 3,
    formerNetAgents: [[Double]] = []
  ) {
    self.from = from
    self.absences = absences
    self.priceOfChange = priceOfChange
    self.mostOthers = mostOthers
    self.formerNetAgents = formerNetAgents
  }
}

extension ReplanRequest {
  /// Lets absences of today begin now, or with the shift that is running: what was worked until then was worked.
  ///
  /// An absence of another date, and any absence where it is not said what time it is, is one of whole dates.
  public mutating func beginAbsencesNow(in published: Roster, of scenario: Scenario) {
    guard let now else { return }
    for place in absences.indices {
      let absence = absences[place]
      guard let zone = scenario.agent(absence.agent).flatMap({ scenario.site($0.site)?.zone }) else { continue }
      let today = zone.local(at: now).date
      let running = published.shifts.first { $0.agent == absence.agent && $0.start < now && now < $0.end }
      // A night is known by the date on which it began.
      guard absence.from == today || absence.from == running?.date else { continue }
      absences[place].from = min(absence.from, running?.date ?? today)
      absences[place].since = now
    }
  }
}

extension Rostering {
  /// Mends a published roster after absences, changed leave or a changed requirement, and moves nothing that is not worth its
  /// price; see `Replanning`.
  ///
  /// - Parameters:
  ///   - published: with sequences and cancelled shifts of earlier revisions.
  ///   - requirement: today's.
  /// - Returns: the roster and the list of changes with the reason and worth of each.
  public static func replan(
    _ published: Roster, for requirement: Requirement, in scenario: Scenario, request: ReplanRequest
  ) -> ReplanOutcome {
    let clock = Stopwatch()
    var task = RosterTask(requirement, in: scenario, published: published, now: request.now)
    task.keepClosedDaysFreeAsTold()
    var request = request
    request.timeLimit = request.timeLimit.map { max(0, $0 - clock.seconds) }
    return ReplanTask(task: task, published: published, request: request).run()
  }
}

/// Carries a request to the engine and its answer back to shifts.
struct ReplanTask {
  let task: RosterTask
  let published: Roster
  let request: ReplanRequest

  var problem: RosterProblem { task.problem }
  var scenario: Scenario { task.scenario }
  var priceOfChange: Double { request.priceOfChange ?? scenario.prices.change }

  func run() -> ReplanOutcome {
    guard case .intervals(let demand) = problem.demand else { preconditionFailure("a scenario asks by intervals") }
    let replanning = Replanning(problem, demand: demand)
    var result = replanning.mend(
      disturbance(), timeLimit: request.timeLimit, onProgress: request.onProgress, isCancelled: request.isCancelled)
    if task.posts != nil { forgetMovesOfPost(in: &result) }
    let told = mended(result)
    result = told.result
    let changes = result.changes.map { change($0, result) }
    var roster = told.roster
    // What was proved about the published roster says nothing about this one.
    let statement = told.statement
    roster.report = SolverReport(
      cost: statement.total, bound: 0, proof: "mended from a published roster; no bound was sought",
      statement: statement, wasCutShort: false)
    roster.report?.shares = task.shares(of: result.tours, solves: false)
    return ReplanOutcome(
      roster: roster, changes: changes,
      help: result.help.map {
        ReplanHelp(agent: problem.people[$0.person].name, saves: $0.saves, price: $0.price)
      },
      publishedCost: self.statement(task.publishedTours, published, isAsTold: true).total,
      disturbedCost: self.statement(result.disturbedTours, published).total, mendedCost: statement.total,
      priceOfChanges: result.priceOfChanges, candidates: result.candidates, candidatePeople: result.candidatePeople,
      open: result.open, wasCutShort: result.wasCutShort,
      shortWeeks: result.shortWeeks.map { task.shortWeek($0.person, $0.week, minutes: $0.minutes, wanted: $0.wanted) })
  }

  /// Leaves out changes of post alone: nobody is told at which post they are when they come at the same hours.
  private func forgetMovesOfPost(in result: inout Replanning.Result) {
    result.changes.removeAll { task.isSameShift($0.before, $0.after) }
    for place in result.tours.indices where task.isSameShift(result.tours[place], task.publishedTours[place]) {
      result.tours[place] = task.publishedTours[place]
    }
    result.priceOfChanges = result.changes.reduce(0) { $1.cause == .away ? $0 : $0 + priceOfChange }
    result.help = result.help.compactMap { help in
      let own = result.changes.count { $0.person == help.person }
      return own > 0 ? Replanning.Help(person: help.person, saves: help.saves, price: Double(own) * priceOfChange) : nil
    }
  }

  /// What tours cost where everybody serves what a roster says.
  func statement(_ tours: [Int32], _ roster: Roster, isAsTold: Bool = false) -> CostStatement {
    task.statement(tours: task.settled(tours), groups: task.groups(of: roster, tours: tours), isAsTold: isAsTold)
  }

  private func disturbance() -> Replanning.Disturbance {
    let days = problem.dayCount
    var disturbance = Replanning.Disturbance(
      published: task.publishedTours, firstOpenDay: max(0, request.from.days(since: scenario.horizon.first)),
      priceOfChange: priceOfChange, mostOthers: request.mostOthers, in: problem)
    if let now = request.now {
      disturbance.openFrom = Int32(clamping: -floorDivide(-now.seconds(since: task.requirement.grid.start), 60))
    }
    for (person, someone) in problem.people.enumerated() where task.carriedShifts[person].isEmpty {
      for absence in request.absences where absence.agent == someone.name {
        for (day, date) in scenario.horizon.dates.enumerated() where absence.from <= date && date <= absence.to {
          disturbance.isAbsent[person * days + day] = true
        }
      }
    }
    if let posts = task.posts, !request.newShiftDemand.isEmpty {
      disturbance.hasNewDemand = posts.rows.map { $0.map(request.newShiftDemand.contains) ?? false }
    } else if !request.formerNetAgents.isEmpty {
      // coverage.csv, where the former requirement is read, has four decimals.
      disturbance.hasNewDemand = task.requirement.grid.indices.map { interval in
        zip(task.requirement.queues, request.formerNetAgents).contains { queue, former in
          abs(queue.netAgents[interval] - former[interval]) > 1e-3
        }
      }
    }
    return disturbance
  }
}
