import Forecasting
import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular

extension Planner {
  /// Runs the whole chain.
  ///
  /// Between two stages the value goes through the bytes of its file, so that a run stage by stage gives the same plan.
  ///
  /// - Throws: `InputError` for faults of the input, `Interrupted` when stopped before a roster was found.
  public func plan() throws -> PlanResult {
    let input = try read()
    let scenario = input.scenario
    let made = try forecast(input)
    let (requirement, requirementFiles) = try requirement(for: made.forecast, in: scenario)
    let (roster, rosterFiles, coverage, rounds) = try roster(for: requirement, in: scenario) {
      try courses(input, around: made.forecast)
    }
    report(.began(.publishing))
    let calendars = Planner.calendars(of: roster, in: scenario)
    let plan = Plan(
      scenario: scenario, forecast: made.forecast, requirement: requirement, roster: roster, coverage: coverage)
    let kept = try write(
      made.files + requirementFiles + rosterFiles + calendars, inputs: input.files + made.inputs, scenario: scenario,
      roster: roster, carried: made.carried, replacing: { !$0.hasPrefix("outlook") })
    var summary = PlanSummary(of: plan)
    summary.serviceRounds = rounds
    return PlanResult(summary: summary, folder: output, keptFiles: kept)
  }

  /// Staffs the forecast of the output folder; writes requirement.csv.
  public func staffingStage() throws -> StageResult {
    let input = try read(needsHistory: false)
    let forecast = try readForecast(for: input.scenario)
    let (requirement, files) = try requirement(for: forecast, in: input.scenario)
    return try finish(files, input: input, warnings: requirement.warnings) { $0.hasPrefix("requirement") }
  }

  /// Rosters people against the requirement of the output folder; writes roster.csv, assignments.csv, coverage.csv.
  public func rosterStage() throws -> StageResult {
    let input = try read(needsHistory: false)
    let requirement = try readRequirement(for: input.scenario)
    let (roster, files, _, rounds) = try roster(for: requirement, in: input.scenario) {
      // Only service rounds need the forecast and the history, so only for them they are read.
      try courses(read(), around: readForecast(for: input.scenario))
    }
    return try finish(files, input: input, roster: roster, warnings: roster.warnings + (rounds?.lines ?? [])) {
      // A simulation of an earlier roster says nothing about this one.
      [
        RosterTable.fileName, RosterTable.cancelledFileName, AbsencesTable.fileName, AssignmentsTable.fileName,
        CoverageTable.fileName, LedgerTable.fileName, OnCallTable.fileName, ServiceRounds.fileName,
      ].contains($0) || $0.hasPrefix("simulation")
    }
  }

  /// Writes the calendars of the roster of the output folder.
  public func publishingStage() throws -> StageResult {
    let input = try read(needsHistory: false)
    let roster = try readRoster(for: input.scenario)
    report(.began(.publishing))
    let files = Planner.calendars(of: roster, in: input.scenario)
    return try finish(files, input: input, warnings: []) { $0.hasPrefix("calendars/") }
  }

  // MARK: - Stages in memory, each with the files that hold its value

  func read(needsHistory: Bool = true) throws -> ScenarioInput {
    report(.began(.reading))
    return try ScenarioFolder.read(folder, needsHistory: needsHistory)
  }

  func requirement(for forecast: Forecast, in scenario: Scenario) throws -> (Requirement, [OutputFile]) {
    try stopIfCancelled()
    report(.began(.staffing))
    let made = Staffing.requirement(for: forecast, in: scenario)
    try Planner.checkBounds(of: made, in: scenario)
    let bytes = RequirementTable.write(made, for: scenario)
    let poolBytes = made.pools.isEmpty ? nil : RequirementTable.writePools(made, for: scenario)
    var requirement = try RequirementTable.read(bytes, pools: poolBytes, for: scenario)
    requirement.warnings = made.warnings
    var files = [OutputFile(name: RequirementTable.fileName, bytes: bytes)]
    if let poolBytes { files.append(OutputFile(name: RequirementTable.poolsFileName, bytes: poolBytes)) }
    return (requirement, files)
  }

  /// The roster for a requirement; where the settings ask for service rounds, the best of these.
  ///
  /// - Parameter courses: sampled courses of the horizon; asked only for service rounds.
  private func roster(
    for requirement: Requirement, in scenario: Scenario, courses: () throws -> [[[Double]]]
  ) throws -> (Roster, [OutputFile], Coverage, ServiceRoundsSummary?) {
    try stopIfCancelled()
    report(.began(.roster))
    var roster = searchedRoster(for: requirement, in: scenario)
    var files: [OutputFile] = []
    var summary: ServiceRoundsSummary?
    let rounds = search.serviceRounds ?? scenario.serviceRounds
    if rounds > 0 {
      let loop = ServiceRounds(
        scenario: scenario, requirement: requirement, paths: try courses(), seed: scenario.seed, rounds: rounds
      ) { requirement in
        try stopIfCancelled()
        return searchedRoster(for: requirement, in: scenario)
      }
      let improved = try loop.improve(roster)
      roster = improved.best.roster
      summary = improved.summary
      files = [ServiceRounds.file(improved.cuts, for: scenario)]
    }
    let (duties, notes) = Rostering.onCall(with: roster, in: scenario)
    roster.duties = duties
    roster.warnings += notes
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    return (roster, Planner.files(of: roster, coverage, in: scenario) + files, coverage, summary)
  }

  /// The tables that hold a roster and what it gives the queues.
  static func files(of roster: Roster, _ coverage: Coverage, in scenario: Scenario) -> [OutputFile] {
    let uids = ShiftIdentity.uids(of: roster, options: CalendarOptions(for: scenario))
    let duties = OnCallTable.write(roster.duties, cancelled: roster.cancelledDuties, for: scenario)
    let onCall = scenario.onCall.isEmpty ? [] : [OutputFile(name: OnCallTable.fileName, bytes: duties)]
    return onCall + [
      OutputFile(name: RosterTable.fileName, bytes: RosterTable.write(roster, for: scenario, uids: uids)),
      OutputFile(name: AssignmentsTable.fileName, bytes: AssignmentsTable.write(roster, for: scenario)),
      OutputFile(name: CoverageTable.fileName, bytes: CoverageTable.write(coverage, for: scenario)),
      OutputFile(
        name: LedgerTable.fileName, bytes: LedgerTable.write(Rostering.ledger(after: roster, in: scenario))),
    ]
  }

  private func searchedRoster(for requirement: Requirement, in scenario: Scenario) -> Roster {
    let engine = search.engine(
      report: { [report] in report(.search(cost: $0.cost, bound: $0.bound, share: $0.share)) }, isCancelled: isCancelled
    )
    return Rostering.roster(covering: requirement, in: scenario, engine: engine)
  }

  /// One calendar a person and one a team, and one of duties for everybody who may be on call.
  static func calendars(of roster: Roster, in scenario: Scenario) -> [OutputFile] {
    let options = CalendarOptions(for: scenario)
    let people = RosterCalendars.perPerson(of: roster, in: scenario, options: options)
    let teams = RosterCalendars.perTeam(of: roster, in: scenario, options: options)
    let duties = RosterCalendars.onCall(of: roster, in: scenario, options: options)
    return people.map { OutputFile(name: "calendars/people/\($0.name)", bytes: $0.bytes) }
      + teams.map { OutputFile(name: "calendars/teams/\($0.name)", bytes: $0.bytes) }
      + duties.map { OutputFile(name: "calendars/on-call/\($0.name)", bytes: $0.bytes) }
  }

  // MARK: - Files

  /// A file that an earlier stage wrote, or the planner put there.
  func readOutput(_ name: String, madeBy stage: String) throws(InputError) -> [UInt8] {
    let path = "\(output)/\(name)"
    guard FileAccess.exists(path) else {
      throw InputError(
        Place(file: shownName(name)), "the file is not there",
        next: "Run muster \(stage) first, or put your own file there.")
    }
    return try FileAccess.read(path, file: shownName(name))
  }

  /// How a file of the output folder is named in messages.
  func shownName(_ name: String) -> String { "\(output)/\(name)" }

  /// The forecast of the output folder, ours or a planner's own; its days too where a quantile of them is staffed.
  func readForecast(for scenario: Scenario) throws(InputError) -> Forecast {
    let bytes = try readOutput(ForecastTable.fileName, madeBy: "forecast")
    var forecast = try ForecastTable.read(bytes, file: shownName(ForecastTable.fileName), for: scenario)
    if scenario.plansForQuantile, FileAccess.exists("\(output)/\(ForecastDaysTable.fileName)") {
      forecast.add(
        days: try ForecastDaysTable.read(
          readOutput(ForecastDaysTable.fileName, madeBy: "forecast"), file: shownName(ForecastDaysTable.fileName),
          for: scenario))
    }
    return forecast
  }

  func readRequirement(for scenario: Scenario) throws(InputError) -> Requirement {
    let bytes = try readOutput(RequirementTable.fileName, madeBy: "staff")
    let pools = "\(output)/\(RequirementTable.poolsFileName)"
    return try RequirementTable.read(
      bytes, file: shownName(RequirementTable.fileName),
      pools: FileAccess.exists(pools) ? try FileAccess.read(pools) : nil, for: scenario)
  }

  /// The roster of a file, with the assignments beside it when there are some.
  func readRoster(for scenario: Scenario, from file: String? = nil) throws(InputError) -> Roster {
    let bytes: [UInt8]
    if let file {
      bytes = try FileAccess.read(file)
    } else {
      bytes = try readOutput(RosterTable.fileName, madeBy: "roster")
    }
    let roster = try RosterTable.read(bytes, file: file ?? shownName(RosterTable.fileName), for: scenario)
    let assignments = "\(output)/\(AssignmentsTable.fileName)"
    guard file == nil, FileAccess.exists(assignments) else { return roster }
    let spells = try AssignmentsTable.read(
      FileAccess.read(assignments), file: shownName(AssignmentsTable.fileName), for: scenario)
    var whole = Roster(shifts: roster.shifts, spells: spells, cancelled: try readCancelled(for: scenario))
    (whole.duties, whole.cancelledDuties) = try readDuties(for: scenario)
    return whole
  }

  /// Who is on call by the output folder, and who no longer is.
  private func readDuties(for scenario: Scenario) throws(InputError) -> ([OnCallDuty], [OnCallDuty]) {
    let path = "\(output)/\(OnCallTable.fileName)"
    guard FileAccess.exists(path) else { return ([], []) }
    let file = shownName(OnCallTable.fileName)
    return try OnCallTable.read(FileAccess.read(path, file: file), file: file, for: scenario)
  }

  /// Shifts that earlier revisions of the roster cancelled.
  private func readCancelled(for scenario: Scenario) throws(InputError) -> [Shift] {
    let path = "\(output)/\(RosterTable.cancelledFileName)"
    guard FileAccess.exists(path) else { return [] }
    let file = shownName(RosterTable.cancelledFileName)
    return try RosterTable.read(FileAccess.read(path, file: file), file: file, for: scenario).shifts
  }

  /// People absent at short notice by the output folder.
  func readAbsences(for scenario: Scenario) throws(InputError) -> [Leave] {
    let path = "\(output)/\(AbsencesTable.fileName)"
    guard FileAccess.exists(path) else { return [] }
    let file = shownName(AbsencesTable.fileName)
    return try AbsencesTable.read(FileAccess.read(path, file: file), file: file, for: scenario)
  }

  func finish(
    _ files: [OutputFile], input: ScenarioInput, further: [InputFile] = [], roster: Roster? = nil, warnings: [String],
    carried: Set<String> = [], replacing isDropped: (String) -> Bool
  ) throws -> StageResult {
    let kept = try write(
      files, inputs: input.files + further, scenario: input.scenario, roster: roster, carried: carried,
      replacing: isDropped)
    return StageResult(
      folder: output, files: files.map(\.name), keptFiles: kept, warnings: warnings,
      clashes: (roster?.clashes ?? []).map(Clash.init),
      values: ValueReport(roster?.values ?? [], in: input.scenario).values)
  }

  /// Replaces the files of a stage in the output folder and brings its manifest up to date.
  ///
  /// - Parameter carried: files whose content went into the new ones; edited or not, no copy of them is kept.
  func write(
    _ files: [OutputFile], inputs: [InputFile], scenario: Scenario, roster: Roster?, carried: Set<String> = [],
    replacing isDropped: (String) -> Bool
  ) throws -> [String] {
    let old = Manifest.read(from: output)
    let recorded = (old?.outputs ?? [:]).filter { !carried.contains($0.key) }
    var outputs = recorded.filter { !isDropped($0.key) }
    for file in files { outputs[file.name] = ContentHash.sha256Hex(file.bytes) }
    // A forecast is where the chain starts: what earlier ones read no longer counts.
    var hashes = files.contains { $0.name == ForecastTable.fileName } ? [:] : old?.inputs ?? [:]
    for file in inputs { hashes[file.name] = ContentHash.sha256Hex(file.bytes) }
    let proof = roster?.report.map {
      Manifest.Proof(cost: $0.cost, bound: $0.bound, proof: $0.proof, wasCutShort: $0.wasCutShort)
    }
    let manifest = Manifest(
      muster: musterVersion, timeZoneData: Zone.dataVersion(), seed: scenario.seed,
      effort: roster == nil ? old?.effort : search.effort.rawValue, roster: proof ?? old?.roster, inputs: hashes,
      outputs: outputs)
    return try OutputFolder(path: output).write(
      files + [manifest.file()], recorded: recorded, isDropped: isDropped)
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

extension Scenario {
  /// Whether some queue is staffed for more or less than the mean, which takes the forecast by days.
  fileprivate var plansForQuantile: Bool { queues.contains { ($0.planFor ?? planFor) != .mean } }
}
