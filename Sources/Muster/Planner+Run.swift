import Forecasting
import Lanes
import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular
public import Timeline
import Tours

extension Planner {
  /// Runs the whole chain.
  ///
  /// Between two stages the value goes through the bytes of its file, so that a run stage by stage gives the same plan.
  ///
  /// - Throws: `InputError` for faults of the input, `Interrupted` when stopped before a roster was found.
  ///
  /// - Parameter redraft: over published dates, where from on they are planned anew; those before stay as they were told.
  public func plan(redraft: CivilDate? = nil) throws -> PlanResult {
    let clock = RunClock()
    let input = try read()
    var result = try changing(as: "plan") { try plan(input, redraft: redraft, into: $0, since: clock) }
    if result.summary.promises.contains(where: { !$0.isKept }), !isCancelled() {
      // What was planned stands, whether an edit is found or not.
      if let told = try? promises(withEdits: true) { result.summary.promises = told }
    }
    return result
  }

  private func plan(
    _ input: ScenarioInput, redraft: CivilDate?, into results: OutputFolder, since clock: RunClock
  ) throws -> PlanResult {
    var scenario = input.scenario
    let told = try publishedState(for: scenario, redraft: redraft)
    scenario.absences = told.absences
    let made = try forecast(input)
    var (requirement, requirementFiles) = try requirement(for: made.forecast, in: scenario)
    let time = RosterTime(search, clock, in: scenario, calendars: told.roster == nil ? 1 : 2)
    var (roster, rosterFiles, coverage, played) = try roster(for: requirement, in: scenario, after: told, within: time)
    {
      try courses(input, around: made.forecast)
    }
    let rounds = played?.summary
    if let played {
      requirement = played.requirement
      requirementFiles = Planner.files(of: requirement, in: scenario)
    }
    report(.began(.publishing))
    // A draft's calendars tell nobody anything: those of before stay for whoever has them.
    let leavesCalendars = isCancelled() && time.isSlowToTell
    if leavesCalendars {
      let stay = FileAccess.isFolder("\(output)/calendars/people")
      // What people have is told from these calendars, or where there are none from the table of cancelled shifts.
      if !stay, told.roster != nil, roster.cancelled.isEmpty {
        let options = told.order(since: nil, for: scenario).options
        rosterFiles += Planner.filesOfCancelled(roster, in: scenario, options: options)
      }
      roster.warnings.append(
        "the run was ended before calendars were written"
          + "\(stay ? ", and those in the folder are still of the roster before" : ""); muster publish writes them")
    }
    let calendars =
      leavesCalendars ? [] : try draftCalendars(of: roster, in: scenario, told.told, since: told.roster)
    let plan = Plan(
      scenario: scenario, forecast: made.forecast, requirement: requirement, roster: roster, coverage: coverage,
      serviceRounds: rounds)
    let kept = try write(
      made.files + requirementFiles + rosterFiles + calendars, to: results,
      inputs: input.files + made.inputs + told.inputs,
      scenario: scenario, roster: roster, played: rounds?.played, carried: made.carried,
      publication: told.told?.latest.number, replacing: .plan, leavingCalendars: leavesCalendars)
    return PlanResult(summary: PlanSummary(of: plan), folder: output, keptFiles: kept)
  }

  /// Staffs the forecast of the output folder; writes requirement.csv.
  ///
  /// - Throws: `InputError` for faults of the files.
  public func staffingStage() throws -> StageResult {
    let input = try read(needsHistory: false)
    try input.scenario.checkQueues(to: "staff")
    return try changing(as: "staff", reading: [ForecastTable.fileName, ForecastDaysTable.fileName]) { results in
      let forecast = try readForecast(for: input.scenario)
      let (requirement, files) = try requirement(for: forecast, in: input.scenario)
      return try finish(files, to: results, input: input, warnings: requirement.warnings, replacing: .staff)
    }
  }

  /// Rosters people against the requirement of the output folder; writes roster.csv, assignments.csv, coverage.csv.
  ///
  /// - Parameter redraft: over published dates, where from on they are planned anew; those before stay as they were told.
  /// - Throws: `InputError` for faults of the files.
  public func rosterStage(redraft: CivilDate? = nil) throws -> StageResult {
    let clock = RunClock()
    let input = try read(needsHistory: false)
    return try changing(as: "roster", reading: Planner.requirementFiles) {
      try rosterStage(input, redraft: redraft, into: $0, since: clock)
    }
  }

  /// What a roster can be made from.
  private static let requirementFiles: Set = [
    ForecastTable.fileName, ForecastDaysTable.fileName, RequirementTable.fileName, RequirementTable.poolsFileName,
  ]

  private func rosterStage(
    _ input: ScenarioInput, redraft: CivilDate?, into results: OutputFolder, since clock: RunClock
  ) throws -> StageResult {
    var scenario = input.scenario
    let requirement = try readRequirement(for: scenario)
    let told = try publishedState(for: scenario, redraft: redraft)
    scenario.absences = told.absences
    let time = RosterTime(search, clock, in: scenario, calendars: 0)
    var (roster, files, _, rounds) = try roster(for: requirement, in: scenario, after: told, within: time) {
      // Only service rounds need the forecast and the history, so only for them they are read.
      try courses(read(), around: readForecast(for: input.scenario))
    }
    if let rounds, rounds.summary.kept > 0 { files += Planner.files(of: rounds.requirement, in: scenario) }
    return try finish(
      files, to: results, input: input, further: told.inputs, roster: roster, played: rounds?.summary.played,
      warnings: roster.warnings + (rounds?.summary.lines ?? []), publication: told.told?.latest.number,
      replacing: .roster)
  }

  /// What a roster of a planner's own may consist of.
  static let rosterFiles: Set = [
    RosterTable.fileName, RosterTable.cancelledFileName, BreaksTable.fileName, BreaksTable.cancelledFileName,
    AbsencesTable.fileName, AssignmentsTable.fileName, CoverageTable.fileName, OnCallTable.fileName,
    ReasonsTable.fileName,
  ]

  // MARK: - Stages in memory, each with the files that hold its value

  func read(needsHistory: Bool = true) throws -> ScenarioInput {
    report(.began(.reading))
    var input = try ScenarioFolder.read(folder, needsHistory: needsHistory)
    input.scenario = Rostering.layingOutWork(in: input.scenario)
    return input
  }

  func requirement(for forecast: Forecast, in scenario: Scenario) throws -> (Requirement, [OutputFile]) {
    try stopIfCancelled()
    report(.began(.staffing))
    return try Planner.staffed(forecast, in: scenario)
  }

  /// The requirement of a forecast as its files hold it, and the files.
  static func staffed(
    _ forecast: Forecast, in scenario: Scenario
  ) throws(InputError) -> (requirement: Requirement, files: [OutputFile]) {
    let made = Staffing.requirement(for: forecast, in: scenario)
    try Planner.checkBounds(of: made, in: scenario)
    var requirement = RequirementTable.written(made)
    requirement.warnings = made.warnings
    return (requirement, Planner.files(of: made, in: scenario))
  }

  /// The tables that hold a requirement: by queue, then, where there are any, by set of queues.
  static func files(of requirement: Requirement, in scenario: Scenario) -> [OutputFile] {
    guard scenario.shiftDemand == nil else { return [] }
    let pools = requirement.pools.isEmpty ? nil : RequirementTable.writePools(requirement, for: scenario)
    return [OutputFile(name: RequirementTable.fileName, bytes: RequirementTable.write(requirement, for: scenario))]
      + (pools.map { [OutputFile(name: RequirementTable.poolsFileName, bytes: $0)] } ?? [])
  }

  /// The roster for a requirement; where the settings ask for service rounds, the best of these.
  ///
  /// Over a published roster it is the next revision: sequences rise, and shifts that are dropped are cancelled. The coverage and
  /// everything else told of a roster of service rounds are by the requirement that it was made for.
  ///
  /// - Parameter courses: sampled courses of the horizon; asked only for service rounds.
  private func roster(
    for requirement: Requirement, in scenario: Scenario, after told: PublishedState, within time: RosterTime,
    courses: () throws -> [[[Double]]]
  ) throws -> (
    Roster, [OutputFile], Coverage, (requirement: Requirement, summary: ServiceRoundsSummary)?
  ) {
    try stopIfCancelled()
    report(.began(.roster))
    var roster = try searchedRoster(for: requirement, in: scenario, after: told, within: time)
    var files: [OutputFile] = []
    var requirement = requirement
    var played: (requirement: Requirement, summary: ServiceRoundsSummary)?
    let rounds = search.serviceRounds ?? scenario.serviceRounds
    let isOver = { isCancelled() || time.isOver }
    // A roster that was cut short is written down, not simulated.
    if rounds > 0, !isOver() {
      let loop = ServiceRounds(
        scenario: scenario, requirement: requirement, paths: try courses(), seed: scenario.seed, rounds: rounds,
        isOver: isOver
      ) { requirement in
        rosterSearch(for: requirement, in: scenario, after: told).roster(engine(within: time))
      }
      let improved = try loop.improve(roster)
      (roster, requirement) = (improved.best.roster, improved.best.requirement)
      played = (requirement, improved.summary)
      files = [ServiceRounds.file(improved.cuts, for: scenario)]
    }
    let held = told.promise?.duties ?? told.roster?.duties ?? []
    var (duties, notes) = Rostering.onCall(with: roster, in: scenario, keeping: held)
    if let kept = told.kept {
      duties = held.filter { $0.date < kept.before } + duties.filter { $0.date >= kept.before }
      let gone = kept.roster.shifts.count { $0.date >= kept.before }
      roster.warnings.append(
        "planned anew from \(kept.before.isoText) on: \(gone) of \(kept.roster.shifts.count) published shifts were thrown away"
      )
    }
    roster.duties = duties
    roster.warnings += notes + told.notes
    // Whether what is told has changed is found out beside what the queues get, which is the same either way.
    let (draft, needed) = (roster, requirement)
    let (coverage, (taken, isChanged)) = Lanes.both {
      Staffing.coverage(of: draft, requirement: needed, in: scenario)
    } _: {
      told.going(on: draft)
    }
    roster = taken
    if isChanged { files += try keptRevision(nextRevision()) }
    if let kept = told.kept {
      let (before, after) = (kept.roster, roster)
      files.append(
        OutputFile(name: ReasonsTable.fileName) {
          ReasonsTable.write(
            RosterDifference.entries(
              from: before, to: after, in: scenario, command: "plan",
              reason: "planned anew from \(kept.before.isoText) on"))
        }.taking(roster.shifts.count / 1_024))
    }
    if told.roster != nil || told.promise != nil {
      if !roster.cancelled.isEmpty {
        files += Planner.filesOfCancelled(roster, in: scenario, options: told.order(since: nil, for: scenario).options)
      }
    }
    files += Planner.personFiles(of: roster, covering: requirement, in: scenario) { isCancelled() || time.isLate }
    let options = told.order(since: nil, for: scenario).options
    let own = Planner.files(
      of: roster, coverage, in: scenario, options: options, formerSites: told.told?.formerSites ?? [])
    return (roster, own + files, coverage, played)
  }

  /// What a roster costs that no search made.
  static func costFile(of roster: Roster, covering requirement: Requirement, in scenario: Scenario) -> OutputFile {
    OutputFile(name: CostTable.fileName) {
      CostTable.write(Rostering.statement(of: roster, covering: requirement, in: scenario), for: scenario)
    }
  }

  /// How colleagues share what nobody likes in a roster that no search made; nothing is solved for it.
  static func sharesFile(of roster: Roster, covering requirement: Requirement, in scenario: Scenario) -> OutputFile {
    OutputFile(name: SharesTable.fileName) {
      SharesTable.write(Rostering.shares(of: roster, covering: requirement, in: scenario, solves: false))
    }
  }

  /// The tables that hold a roster and what it gives the queues.
  ///
  /// - Parameter formerSites: sites that the scenario no longer has, of duties that were told.
  static func files(
    of roster: Roster, _ coverage: Coverage, in scenario: Scenario, options: CalendarOptions, formerSites: [Site] = []
  ) -> [OutputFile] {
    let duties = OnCallTable.write(
      roster.duties, cancelled: roster.cancelledDuties, for: scenario.knowing(sites: formerSites))
    let isCalled = !scenario.onCall.isEmpty || !roster.duties.isEmpty || !roster.cancelledDuties.isEmpty
    let onCall = isCalled ? [OutputFile(name: OnCallTable.fileName, bytes: duties)] : []
    let cost = roster.report.map { report in
      [
        OutputFile(name: CostTable.fileName) { CostTable.write(report.statement, for: scenario) },
        OutputFile(name: SharesTable.fileName) { SharesTable.write(report.shares) },
      ]
    }
    return onCall + (cost ?? []) + [
      OutputFile(
        name: RosterTable.fileName,
        RosterTable.parts(roster.shifts, for: scenario) { ShiftIdentity.uid(of: $0, options: options) }),
      OutputFile(name: BreaksTable.fileName, BreaksTable.parts(roster.shifts, for: scenario)),
    ] + coverFiles(of: roster, coverage, in: scenario) + [
      OutputFile(name: LedgerTable.fileName) { LedgerTable.write(Rostering.ledger(after: roster, in: scenario)) }
    ]
  }

  /// The tables of who is on which queues, or at which post.
  static func coverFiles(of roster: Roster, _ coverage: Coverage, in scenario: Scenario) -> [OutputFile] {
    guard scenario.shiftDemand == nil else {
      return [
        OutputFile(name: ShiftCoverageTable.fileName) {
          ShiftCoverageTable.write(Rostering.shiftCover(of: roster, in: scenario), for: scenario)
        }
      ]
    }
    return [
      OutputFile(name: AssignmentsTable.fileName, AssignmentsTable.parts(roster.spells, for: scenario)),
      OutputFile(name: CoverageTable.fileName) { CoverageTable.write(coverage, for: scenario) },
    ]
  }

  /// The tables of hours and of what became of requests.
  ///
  /// - Parameter isOver: whether there is no time left to work out why requests were refused.
  static func personFiles(
    of roster: Roster, covering requirement: Requirement?, in scenario: Scenario, isOver: () -> Bool = { false }
  ) -> [OutputFile] {
    var files = [
      OutputFile(name: HoursTable.fileName) { HoursTable.write(Rostering.hours(of: roster, in: scenario)) }
    ]
    if CostCentreTable.isWanted(for: scenario) {
      files.append(OutputFile(name: CostCentreTable.fileName) { CostCentreTable.write(roster, for: scenario) })
    }
    guard !scenario.requests.isEmpty else { return files }
    let answers = Rostering.answers(to: roster, covering: requirement, in: scenario, isOver: isOver)
    return files + [OutputFile(name: RequestAnswersTable.fileName, bytes: RequestAnswersTable.write(answers))]
  }

  /// The tables of published shifts that are no longer worked.
  static func filesOfCancelled(_ roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [OutputFile] {
    [
      OutputFile(
        name: RosterTable.cancelledFileName,
        RosterTable.parts(roster.cancelled, for: scenario) { ShiftIdentity.uid(of: $0, options: options) }),
      OutputFile(name: BreaksTable.cancelledFileName, BreaksTable.parts(roster.cancelled, for: scenario)),
    ]
  }

  private func searchedRoster(
    for requirement: Requirement, in scenario: Scenario, after told: PublishedState, within time: RosterTime
  ) throws(Interrupted) -> Roster {
    try stopIfCancelled()
    let made = rosterSearch(for: requirement, in: scenario, after: told)
    try stopIfCancelled()
    return made.roster(engine(within: time))
  }

  private func rosterSearch(
    for requirement: Requirement, in scenario: Scenario, after told: PublishedState
  ) -> RosterSearch {
    RosterSearch(
      covering: requirement, in: scenario, keeping: told.kept, besides: told.dutiesBefore(scenario.horizon.first))
  }

  private func engine(within time: RosterTime) -> RosterEngine {
    var engine = search.engine(
      report: { [report] in report(.search(cost: $0.cost, bound: $0.bound, share: $0.share)) }, isCancelled: isCancelled
    )
    engine.timeLimit = time.left
    return engine
  }

  /// Calendars of a roster that is not published yet; identities, stamps and sequences go on from what was.
  ///
  /// - Parameter before: what people were told by the output folder alone, where nothing was published.
  func draftCalendars(
    of roster: Roster, in scenario: Scenario, _ told: ToldState?, since before: Roster?
  ) throws -> [OutputFile] {
    let since =
      try sinceEvents(nil, shelf(), told, scenario) ?? before.map { $0.sequences(CalendarOptions(for: scenario)) }
    var order = CalendarOrder(told: told, since: since, for: scenario)
    order.options.freeDays = order.freeDays(of: roster, in: scenario)
    let whole = told.map { roster.joined(with: $0.roster.keeping { !scenario.contains($0) }) } ?? roster
    order.options.span = whole.span
    return order.calendars(of: whole, in: scenario.knowing(sites: told?.formerSites ?? []))
  }

  /// A calendar as a file, made when it is written.
  static func calendar(_ file: CalendarFile, in folder: String) -> OutputFile {
    OutputFile(name: "calendars/\(folder)/\(file.name)") { file.bytes }
  }

  func stopIfCancelled() throws(Interrupted) {
    if isCancelled() { throw Interrupted() }
  }
}

extension Forecast {
  /// Gives each queue its dates; shape [queues].
  mutating func add(days: [[DayForecast]]) {
    for (index, dates) in days.enumerated() { queues[index].days = dates }
  }
}
