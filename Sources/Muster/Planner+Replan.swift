import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular
public import Timeline
import Workforce

/// What a planner asks for after a roster was published.
public struct ReplanQuestion: Sendable {
  /// Ids of people absent at short notice.
  public var sick: [String]
  /// First and last date of their absence; needed when somebody is.
  public var absentOn: ClosedRange<CivilDate>?
  /// Shifts before this date stay; the first date of absence when nil.
  public var from: CivilDate?
  /// The moment it is now, ISO 8601 with an offset, or without one on the clock of the first site; what has begun stays. The start
  /// of `from` when nil.
  public var at: String?
  /// A requirement or a forecast to use from now on; the output folder's requirement when nil.
  public var demandFile: String?
  /// Most people changed beside those absent or owing hours.
  public var mostOthers: Int
  /// Price of a changed shift in points; the scenario's when nil.
  public var priceOfChange: Double?

  /// The moment somebody asks, where absences are of whole dates and `at` is not given: of a roster that people were told, nothing that has
  /// begun changes for others, and nobody is asked to come at a time that is past.
  package var askedAt: Instant?
  /// Whether `askedAt` is left aside once the plan is over, as for somebody who tries out what would have been done.
  package var looksBack = false
  /// Whether it is only answered and nothing is written.
  public var isDryRun = false
  /// SHA-256 of the roster.csv that the question is about; another one is not mended. Any roster when nil.
  public var seen: String?

  /// A question; three others may be changed unless said otherwise.
  public init(
    sick: [String] = [], absentOn: ClosedRange<CivilDate>? = nil, from: CivilDate? = nil, demandFile: String? = nil,
    mostOthers: Int = 3, priceOfChange: Double? = nil, at: String? = nil
  ) {
    self.sick = sick
    self.absentOn = absentOn
    self.from = from
    self.demandFile = demandFile
    self.mostOthers = mostOthers
    self.priceOfChange = priceOfChange
    self.at = at
  }
}

extension Planner {
  /// Mends the published roster of the output folder, keeps the one before as a revision, and writes calendars in which changed
  /// shifts have a raised sequence and dropped ones are cancelled.
  ///
  /// - Throws: `InputError` for faults of the files or the question.
  public func replan(_ question: ReplanQuestion) throws -> ReplanReport {
    let clock = RunClock()
    let input = try read(needsHistory: false)
    let request = try request(question, in: input.scenario)
    if question.isDryRun { return try reading { try replan(question, request, input, into: nil, since: clock) } }
    return try changing(as: "replan", reading: Planner.rosterFiles.union([RequirementTable.fileName])) { results in
      try checkSeen(question.seen)
      return try replan(question, request, input, into: results, since: clock)
    }
  }

  private func replan(
    _ question: ReplanQuestion, _ request: ReplanRequest, _ input: ScenarioInput, into results: OutputFolder?,
    since clock: RunClock
  ) throws -> ReplanReport {
    var scenario = input.scenario
    let told = try ToldState(shelf(), for: scenario)
    let base = results.map(\.manifest) ?? Manifest.read(from: output).manifest
    if let told, told.speaker != nil, base?.publication != told.latest.number {
      throw Planner.overtaken(told, base: base?.publication, output: output)
    }
    let published = try readRoster(for: scenario)
    try stopIfCancelled()
    let (former, requirement, demandFiles) = try demand(question, for: scenario)
    try stopIfCancelled()
    let known = try readAbsences(for: scenario)
    var asked = request
    asked.beginAbsencesNow(in: published, of: scenario)
    if asked.now == nil, told?.speaker != nil, let now = question.askedAt {
      let today = scenario.sites.first.map { $0.zone.local(at: now).date }
      let isOver = today.map { today in scenario.horizon.dates.last.map { $0 < today } ?? false } ?? false
      asked.now = question.looksBack && isOver ? nil : now
    }
    scenario.absences = known + asked.absences
    report(.began(.roster))
    asked.formerNetAgents = former
    if scenario.shiftDemand != nil, let bytes = try? readOutput(ShiftCoverageTable.fileName, madeBy: "plan") {
      asked.newShiftDemand = ShiftCoverageTable.newRows(bytes, for: scenario)
    }
    asked.timeLimit = RosterTime(search, clock, in: scenario, calendars: 1).left
    asked.onProgress = { [report] in report(.search(cost: $0, bound: nil, share: $1)) }
    asked.isCancelled = isCancelled
    var outcome = Rostering.replan(published, for: requirement, in: scenario, request: asked)
    try stopIfCancelled()
    let (duties, notes) = Rostering.onCall(
      with: outcome.roster, in: scenario, keeping: published.duties, at: asked.now)
    try stopIfCancelled()
    outcome.roster.takeOver(duties, from: published)
    outcome.roster.warnings += Planner.movedDuties(from: published, to: outcome.roster) + notes
    let revision = nextRevision()
    var report = ReplanReport(
      outcome, of: scenario, question: asked, revision: outcome.changes.isEmpty ? nil : revision, folder: output)
    report.otherQueues = RosterDifference(from: published, to: outcome.roster, in: scenario) { _, _ in "" }
      .changes.filter(\.isOfQueuesAlone)
    guard let results else { return report }
    let hasNewDuties = Set(outcome.roster.duties) != Set(published.duties)
    // Somebody who is ill on a day off is still not to be asked to come.
    let hasNewAbsences = Set(scenario.absences) != Set(known)
    let coverage = Staffing.coverage(of: outcome.roster, requirement: requirement, in: scenario)
    let hasNewDemand = try !demandFiles.isEmpty || isToldOtherwise(outcome.roster, coverage, requirement, in: scenario)
    guard !outcome.changes.isEmpty || hasNewDemand || hasNewDuties || hasNewAbsences else {
      // The changes of the run before are none of this one.
      if FileAccess.exists("\(output)/\(ReplanReport.fileName)") {
        report.keptFiles = try write(
          [OutputFile(name: ReplanReport.fileName, bytes: report.table(for: scenario))], to: results, inputs: [],
          scenario: scenario, roster: nil, replacing: nil)
      }
      return report
    }
    if outcome.changes.isEmpty, hasNewAbsences {
      report.warnings.append("recorded as absent, and not asked to come then: \(question.sick.joined(separator: ", "))")
    }

    self.report(.began(.publishing))
    let options = CalendarOrder(told: told, since: nil, for: scenario).options
    var files =
      Planner.files(
        of: outcome.roster, coverage, in: scenario, options: options, formerSites: told?.formerSites ?? [])
      + demandFiles
    if !scenario.absences.isEmpty {
      files.append(OutputFile(name: AbsencesTable.fileName, bytes: AbsencesTable.write(scenario.absences)))
    }
    if !outcome.roster.cancelled.isEmpty {
      files += Planner.filesOfCancelled(outcome.roster, in: scenario, options: options)
    }
    if !outcome.changes.isEmpty { files += try keptRevision(revision) }
    files.append(OutputFile(name: ReplanReport.fileName, bytes: report.table(for: scenario)))
    files += Planner.personFiles(of: outcome.roster, covering: requirement, in: scenario, isOver: isCancelled)
    try stopIfCancelled()
    if told != nil {
      let reasons = outcome.changes.map {
        ReasonsTable.Entry(agent: $0.agent, date: $0.date, command: "replan", reason: $0.reason)
      }
      files.append(OutputFile(name: ReasonsTable.fileName, bytes: ReasonsTable.write(try draftReasons() + reasons)))
    }
    files += try draftCalendars(of: outcome.roster, in: scenario, told, since: published)
    report.keptFiles = try write(
      files, to: results, inputs: input.files, scenario: scenario, roster: outcome.roster, stops: true,
      replacing: .replan)
    return report
  }

  /// Whether tables of the out folder say other things of a roster than today's inputs do: what the queues or posts get, and hours.
  private func isToldOtherwise(
    _ roster: Roster, _ coverage: Coverage, _ requirement: Requirement, in scenario: Scenario
  ) throws(InputError) -> Bool {
    let cover = Planner.coverFiles(of: roster, coverage, in: scenario).filter { $0.name != AssignmentsTable.fileName }
    let hours = Planner.personFiles(of: roster, covering: nil, in: scenario).filter { $0.name == HoursTable.fileName }
    for file in cover + hours where FileAccess.exists("\(output)/\(file.name)") {
      if try FileAccess.read("\(output)/\(file.name)", file: shownName(file.name)) != file.bytes { return true }
    }
    return false
  }

  // MARK: - The question

  private func request(_ question: ReplanQuestion, in scenario: Scenario) throws(InputError) -> ReplanRequest {
    for id in question.sick where scenario.agent(id) == nil {
      throw InputError(
        Place(file: "--sick"), "there is no agent \(id)",
        next: scenario.advice(forPerson: id))
    }
    if !question.sick.isEmpty, question.absentOn == nil {
      throw InputError(
        Place(file: "--sick"), "the date of the absence is missing",
        next: "Add --on with a date, for example --on 2026-04-02.")
    }
    let now = try question.at.map { text throws(InputError) in try moment(text, in: scenario) }
    let today = now.flatMap { now in scenario.sites.map { $0.zone.local(at: now).date }.min() }
    guard let from = question.from ?? question.absentOn?.lowerBound ?? today else {
      throw InputError(
        Place(file: "--from"), "it is not said from which date on shifts may change",
        next: "Add --from with a date, --at with a time, or --sick and --on.")
    }
    let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1)
    let told = [
      ("--on", question.absentOn?.lowerBound), ("--until", question.absentOn?.upperBound),
      (question.from == nil && question.absentOn != nil ? "--on" : "--from", from),
    ]
    for case let (option, date?) in told where !scenario.contains(date) {
      throw InputError(
        Place(file: option), "\(date.isoText) is not in the plan",
        next: "The plan goes from \(scenario.horizon.first.isoText) to \(last.isoText).")
    }
    var absences: [Leave] = []
    if let dates = question.absentOn {
      absences = question.sick.map { Leave(agent: $0, from: dates.lowerBound, to: dates.upperBound, kind: "sick") }
    }
    var request = ReplanRequest(
      from: from, absences: absences, priceOfChange: question.priceOfChange, mostOthers: question.mostOthers)
    request.now = now
    return request
  }

  /// A moment of the command line, as `--at` has it.
  ///
  /// - Throws: `InputError` for what is no moment, and for the problems of the scenario.
  package func moment(of text: String) throws -> Instant {
    // With an offset it says all, and nothing need be read for it.
    if case .instant(let instant, _) = WrittenTime(iso: text) {
      return Instant(secondsSinceEpoch: instant.secondsSinceEpoch.flooredToMinutes)
    }
    return try moment(text, in: ScenarioFolder.read(folder, needsHistory: false).scenario)
  }

  /// A moment of the command line in whole minutes; without an offset on the clock of the first site.
  func moment(_ text: String, in scenario: Scenario) throws(InputError) -> Instant {
    let place = Place(file: "--at")
    let found: Instant
    switch WrittenTime(iso: text) {
    case .instant(let instant, _): found = instant
    case .local(let local):
      let zone = scenario.sites.first?.zone ?? .utc
      guard case .once(let instant) = zone.resolve(local) else {
        throw InputError(
          place, "\(text) happens twice or never in \(zone.name)",
          next: "Add the offset, for example 2026-10-25T02:30+02:00.")
      }
      found = instant
    case nil:
      throw InputError(
        place, "\(text) is not a date and time",
        next: "Write for example --at 2026-03-02T17:00, on the clock of the first site, or 2026-03-02T17:00+01:00.")
    }
    return Instant(secondsSinceEpoch: found.secondsSinceEpoch.flooredToMinutes)
  }

  /// Net agents the published roster was made for (by coverage.csv; empty when that is not there), today's requirement, and the
  /// file of a new one.
  private func demand(
    _ question: ReplanQuestion, for scenario: Scenario
  ) throws -> (former: [[Double]], requirement: Requirement, files: [OutputFile]) {
    if question.demandFile != nil { try scenario.checkQueues(to: "ask for") }
    let hasCoverage = FileAccess.exists(shownName(CoverageTable.fileName))
    let former = hasCoverage ? try readCoverage(for: scenario).queues.map(\.required) : []
    guard let file = question.demandFile else { return (former, try readRequirement(for: scenario), []) }
    let bytes = try FileAccess.read(file)
    let header = String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
    if header.contains("net_agents") {
      let requirement = try RequirementTable.read(bytes, file: file, for: scenario)
      return (
        former, requirement,
        [OutputFile(name: RequirementTable.fileName, bytes: RequirementTable.write(requirement, for: scenario))]
      )
    }
    let forecast = try ForecastTable.read(bytes, file: file, for: scenario)
    let (requirement, files) = try requirement(for: forecast, in: scenario)
    return (
      former, requirement,
      [OutputFile(name: ForecastTable.fileName, bytes: ForecastTable.write(forecast, for: scenario))] + files
    )
  }

  /// A sentence for each duty that somebody else holds now.
  private static func movedDuties(from published: Roster, to roster: Roster) -> [String] {
    published.duties.compactMap { former in
      let holders = roster.duties.filter {
        // A site may be called otherwise now.
        let isThere = $0.site == former.site || ($0.start, $0.end) == (former.start, former.end)
        return $0.date == former.date && isThere && $0.skill == former.skill
      }.map(\.agent)
      guard !holders.contains(former.agent) else { return nil }
      let now = holders.isEmpty ? "nobody" : holders.joined(separator: ", ")
      return
        "on call: \(former.skill) at \(former.site) on \(former.date.isoText) passes from \(former.agent) to \(now)"
    }
  }
}

extension Int {
  /// Seconds less those of a minute that has begun.
  fileprivate var flooredToMinutes: Int { self - ((self % 60) + 60) % 60 }
}
