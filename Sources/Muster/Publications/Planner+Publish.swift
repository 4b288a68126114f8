import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// A publication that is ready to be made: what it would write, and what must be as it was for that to be right.
struct PreparedPublication {
  var report: PublishReport
  /// `nil` where there is nothing new to tell; hashes of its files are filled in when they are written.
  var publication: Publication?
  /// Files of its record, without `publication.json`.
  var record: [OutputFile]
  /// Files of the output folder.
  var results: [OutputFile]
  /// Names of files that are the same in the record and the results.
  var shared: Set<String> = []
  /// Hash by name of draft files as they were read.
  var draft: [String: String]
  /// Whether the draft is replaced by another, so that what somebody edited in it is kept beside.
  var replacesDraft = false
  /// Files of the output folder that tell of another roster and go.
  var outdated: Set<String> = []
  /// Hash of the last `publication.json`.
  var before: String?
  /// The first moment that a change touches; `nil` where it touches none. A shift that begins meanwhile is worked.
  var firstTouched: Instant?
  var input: ScenarioInput
}

/// A record that nobody could read again: a fault of Muster and not of what it was given.
struct UnsoundRecord: Error, CustomStringConvertible {
  let description: String

  /// The fault of a roster in which two shifts of a person and date have one number; nil of one that can be recorded.
  init?(_ roster: Roster) {
    for list in [roster.shifts, roster.cancelled] {
      var names: Set<[String]> = []
      for shift in list where !names.insert(shift.name).inserted {
        description =
          "\(shift.agent) would be told two shifts \(shift.ordinal) of \(shift.date.isoText), which is a fault of Muster; "
          + "nothing was written"
        return
      }
    }
    return nil
  }
}

extension Planner {
  /// Publishes the roster of the output folder: a numbered record of what people are told, and the calendars.
  ///
  /// - Throws: `InputError` for faults of the files; where somebody else published meanwhile; where a shift that has begun would
  ///   change. Nothing is written then.
  public func publish(_ terms: PublishTerms) throws -> PublishReport {
    let input = try read(needsHistory: false)
    return try changing(as: "publish", reading: Planner.rosterFiles) { results in
      try checkSeen(terms.seen)
      return try onShelf { shelf in
        let prepared = try preparedPublication(terms, input, manifest: results.manifest)
        try stopIfCancelled()
        return try carryOut(prepared, into: results, shelf)
      }
    }
  }

  // MARK: - What would be told

  /// The folder of publications, which is this run's alone until it returns; one that is made for it and stays empty goes.
  func onShelf<Answer>(_ body: (OutputFolder) throws -> Answer) throws -> Answer {
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + Publication.folderName
    let shelf = try OutputFolder(path, scenario: nil, OutputFolder.Terms(command: "publish", waiting: waiting))
    defer { shelf.release() }
    return try body(shelf)
  }

  /// The publications of the scenario, after a run that was ended midway is brought to its end.
  func shelf() throws -> PublicationShelf {
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + Publication.folderName
    if FileAccess.isFolder(path) { try OutputFolder.settle(path, waiting: waiting) }
    return try PublicationShelf(of: folder)
  }

  func preparedPublication(
    _ terms: PublishTerms, _ input: ScenarioInput, manifest: Manifest?
  ) throws -> PreparedPublication {
    let shelf = try PublicationShelf(of: folder)
    var scenario = input.scenario
    let told = try ToldState(shelf, for: scenario)
    scenario = scenario.knowing(sites: told?.formerSites ?? [])
    try stopIfCancelled()
    scenario.absences = try readAbsences(for: scenario)
    let hashes = draftHashes()
    var draft = try draft(hashes, told, for: scenario) ?? readRoster(for: scenario, keeping: terms.keeping)
    draft.bringHome(from: told?.formerSites ?? [], in: input.scenario)
    try stopIfCancelled()
    // Tables that nobody publishes hold the same times: with other rules of a zone they are written anew as well.
    var isDraftMade = terms.keeping != nil && zoneChange(for: scenario)?.isEmpty == false
    // So are hours, costs and cover of a roster that was edited since; whoever no longer works is on no queue.
    if Self.isEdited(hashes, since: manifest) {
      isDraftMade = true
      draft.dropIdleSpells(besides: scenario.shiftsBefore)
    }
    report(.began(.publishing))
    let spoken = told.flatMap { $0.speaker == nil ? nil : $0.roster.keeping(scenario.contains) }
    if let told, told.speaker != nil, manifest?.publication != told.latest.number {
      // A run that was ended after its record was made: what is left to do is to bring the results up to it.
      guard told.latest.source == Planner.sourceHash(hashes) else {
        throw Planner.overtaken(told, base: manifest?.publication, output: output)
      }
      draft = spoken ?? draft
      scenario.absences = told.absences
      isDraftMade = true
    }
    let reasons = try draftReasons()
    var roster = draft
    if let spoken {
      roster.takeOver(roster.duties, from: spoken)
      roster.takeOver(shiftsOf: spoken)
    }
    return try prepared(
      roster, spoken: spoken, told: told, shelf, terms, input, scenario, reasons: reasons, draft: hashes,
      isDraftMade: isDraftMade, manifest: manifest)
  }

  /// Whether somebody edited who works when, who takes which queues, or who is on call.
  private static func isEdited(_ hashes: [String: String], since manifest: Manifest?) -> Bool {
    guard let manifest else { return false }
    let tables = [RosterTable.fileName, BreaksTable.fileName, AssignmentsTable.fileName, OnCallTable.fileName]
    return tables.contains { name in
      hashes[name] != nil && manifest.outputs[name] != nil && hashes[name] != manifest.outputs[name]
    }
  }

  /// The draft, read as far as its files are not those of the last publication; nil where nothing can be taken over from there.
  private func draft(_ hashes: [String: String], _ told: ToldState?, for scenario: Scenario) throws -> Roster? {
    guard let told, told.isOfLatestAlone, told.latest.timeZoneData == Zone.dataVersion() else { return nil }
    // A roster may be without assignments, in the record as in the draft.
    func isSame(_ name: String) -> Bool { hashes[name] == told.latest.files[name] }
    guard hashes[BreaksTable.fileName] != nil, isSame(BreaksTable.fileName), isSame(AssignmentsTable.fileName),
      let roster = try? RosterTable.read(
        readOutput(RosterTable.fileName, madeBy: "roster"), breaksOf: told.roster.shifts, for: scenario)
    else { return nil }
    try checkDates(of: roster, in: scenario)
    return try completed(roster, spells: told.roster.spells, for: scenario)
  }

  /// What it takes to publish a roster of the horizon that has taken over from what was told.
  ///
  /// - Parameters:
  ///   - spoken: what was told of the horizon; `nil` for the first time.
  ///   - bringsBack: the publication whose state it is.
  ///   - isDraftMade: whether the roster is not that of the output folder and has to be written there whole.
  ///   - manifest: of the output folder; calendars that are there as they would be made are not made again where it is known.
  func prepared(
    _ roster: Roster, spoken: Roster?, told: ToldState?, _ shelf: PublicationShelf, _ terms: PublishTerms,
    _ input: ScenarioInput, _ scenario: Scenario, reasons: [ReasonsTable.Entry], bringsBack: Int? = nil,
    draft: [String: String]? = nil, isDraftMade: Bool = false, manifest: Manifest? = nil
  ) throws -> PreparedPublication {
    var order = CalendarOrder(
      terms, told: told, since: try sinceEvents(terms.since, shelf, told, scenario), for: scenario)
    var roster = roster
    if let spoken {
      let conflicts = BegunWork(now: terms.now, scenario: scenario).conflicts(from: spoken, to: roster)
      if !conflicts.isEmpty { throw Planner.begun(conflicts, at: terms.now, shownName(RosterTable.fileName)) }
    }
    var carried = (told?.roster.keeping { !scenario.contains($0) } ?? Roster(shifts: [])).lasting(after: terms.now)
    order.options.freeDays = order.freeDays(of: roster, in: scenario)
    let firstTouched = spoken.flatMap { roster.firstDifference(from: $0) }
    let standing = told.flatMap { StandingCalendars($0, manifest, order, input) }
    let isReworded = order.reword(&roster, &carried, after: told, standing: standing, in: scenario)
    let isNew =
      spoken.map {
        isReworded || !$0.isTheSame(as: roster) || order.showsOthers(order.options.freeDays, in: scenario)
      } ?? true
    let difference = RosterDifference(from: spoken ?? roster, to: roster, in: scenario) { agent, date in
      ReasonsTable.why(agent, date, in: reasons, scenario)
    }
    let number = (shelf.latest?.number ?? 0) + (isNew ? 1 : 0)
    let whole = roster.joined(with: carried)
    if isNew, let fault = UnsoundRecord(whole) { throw fault }
    let made = isDraftMade ? try draftFiles(of: roster, in: scenario) : nil
    let record = isNew ? try recordFiles(of: whole, in: scenario, order.options, reasons: reasons, made: made) : []
    let hashes = draft ?? draftHashes()
    let dates = [
      scenario.horizon.first.isoText,
      scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1).isoText,
    ]
    let everybody = Set(roster.shifts.map(\.agent)).union(roster.duties.map(\.agent)).count
    let people = spoken == nil ? everybody : difference.people
    var publication: Publication?
    if isNew {
      publication = Publication(
        number: number, at: terms.now.isoText, by: terms.by, note: terms.note, bringsBack: bringsBack, first: dates[0],
        last: dates[1], scenario: scenario.name, rosterID: order.options.rosterID, namespace: order.options.namespace,
        times: order.options.timeForm.rawValue, status: order.options.status.rawValue.lowercased(),
        alarmMinutes: order.options.alarmMinutes,
        allDay: order.allDay.isEmpty ? nil : order.allDay.map(\.rawValue).sorted(),
        timeZoneData: Zone.dataVersion(), shifts: whole.shifts.count,
        shiftsOfDates: roster.shifts.count, duties: whole.duties.count,
        changes: difference.changes.count, people: people, before: shelf.lastHash, source: Planner.sourceHash(hashes),
        files: [:])
    }
    let tables = Planner.rosterFiles(of: roster, in: scenario, options: order.options)
    var results = tables + (made ?? [])
    results += order.calendars(of: whole, in: scenario, standing: standing)
    let report = PublishReport(
      number: number, isNew: isNew, isDryRun: false, at: terms.now.isoText, by: terms.by, isFirst: spoken == nil,
      changes: difference.changes, people: people, shifts: roster.shifts.count, dates: dates,
      calendars: results.count { $0.name.hasSuffix(".ics") }, warnings: [], folder: output,
      record: "\(shelf.path)/\(Publication.folder(number))")
    return PreparedPublication(
      report: report, publication: publication, record: record, results: results,
      shared: carried.isEmpty ? Set(tables.map(\.name)) : [], draft: hashes, before: shelf.lastHash,
      firstTouched: firstTouched, input: input)
  }

  /// The further files of a draft that goes on from another one than was in the folder.
  private func draftFiles(of roster: Roster, in scenario: Scenario) throws -> [OutputFile] {
    if scenario.shiftDemand != nil {
      let none = Requirement(grid: scenario.grid, queues: [])
      return [
        OutputFile(name: AbsencesTable.fileName, bytes: AbsencesTable.write(scenario.absences)),
        OutputFile(name: LedgerTable.fileName, bytes: LedgerTable.write(Rostering.ledger(after: roster, in: scenario))),
        Planner.costFile(of: roster, covering: none, in: scenario),
      ] + Planner.personFiles(of: roster, covering: none, in: scenario)
        + Planner.coverFiles(of: roster, Coverage(grid: scenario.grid, queues: []), in: scenario)
    }
    var files = [
      OutputFile(name: AssignmentsTable.fileName, AssignmentsTable.parts(roster.spells, for: scenario))
    ]
    files.append(OutputFile(name: AbsencesTable.fileName, bytes: AbsencesTable.write(scenario.absences)))
    files.append(
      OutputFile(name: LedgerTable.fileName, bytes: LedgerTable.write(Rostering.ledger(after: roster, in: scenario))))
    guard FileAccess.exists(shownName(RequirementTable.fileName)), !isRequirementOfOtherDates(scenario) else {
      return files + Planner.personFiles(of: roster, covering: nil, in: scenario)
    }
    // Where the rules of a zone are others, customers go by their clocks; the table is written anew, so that both columns agree.
    let (requirement, isOfOtherRules) = try requirementOfToday(for: scenario)
    if isOfOtherRules { files += Planner.files(of: requirement, in: scenario) }
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    return files + Planner.personFiles(of: roster, covering: requirement, in: scenario) + [
      OutputFile(name: CoverageTable.fileName, bytes: CoverageTable.write(coverage, for: scenario)),
      Planner.costFile(of: roster, covering: requirement, in: scenario),
      Planner.sharesFile(of: roster, covering: requirement, in: scenario),
    ]
  }

  /// Whether the requirement of the output folder was written for other dates than the plan's, as after a plan of the month that follows.
  func isRequirementOfOtherDates(_ scenario: Scenario) -> Bool {
    scenario.shiftDemand == nil && datesFault(of: RequirementTable.fileName, in: scenario) != nil
  }

  /// How often what an event tells had changed by the publication since which files of changes tell: the one asked for, or the first
  /// of the horizon. Before anything was published, the sequences that the first roster of the output folder had.
  func sinceEvents(
    _ number: Int?, _ shelf: PublicationShelf, _ told: ToldState?, _ scenario: Scenario
  ) throws(InputError) -> [String: Int]? {
    if let number { return try shelf.events(of: shelf.publication(number)).mapValues(\.version) }
    if told?.speaker != nil, let first = scenario.horizon.dates.first, let last = scenario.horizon.dates.last,
      let begin = shelf.publications.first(where: { $0.dates?.overlaps(first...last) ?? false })
    {
      let isKnown = begin.number == told?.latest.number && told?.isOfLatestAlone == true
      return try (isKnown ? told?.events ?? [:] : shelf.events(of: begin)).mapValues(\.version)
    }
    return firstRoster(for: scenario).map { $0.sequences(CalendarOptions(for: scenario)) }
  }

  // MARK: - Files

  /// The tables of a roster that publishing brings up to date: sequences, identities, and what was withdrawn.
  static func rosterFiles(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [OutputFile] {
    var files = [
      OutputFile(
        name: RosterTable.fileName,
        RosterTable.parts(roster.shifts, for: scenario) { ShiftIdentity.uid(of: $0, options: options) }),
      OutputFile(name: BreaksTable.fileName, BreaksTable.parts(roster.shifts, for: scenario)),
    ]
    if !roster.cancelled.isEmpty { files += filesOfCancelled(roster, in: scenario, options: options) }
    if !scenario.onCall.isEmpty || !roster.duties.isEmpty || !roster.cancelledDuties.isEmpty {
      let duties = OnCallTable.write(roster.duties, cancelled: roster.cancelledDuties, for: scenario)
      files.append(OutputFile(name: OnCallTable.fileName, bytes: duties))
    }
    return files
  }

  /// The tables of a record.
  ///
  /// - Parameter made: files of a draft that is not that of the output folder; who is there then is said by them.
  func recordFiles(
    of roster: Roster, in scenario: Scenario, _ options: CalendarOptions, reasons: [ReasonsTable.Entry],
    made: [OutputFile]?
  ) throws(InputError) -> [OutputFile] {
    var files = Planner.rosterFiles(of: roster, in: scenario, options: options)
    if !roster.spells.isEmpty {
      files.append(
        OutputFile(name: AssignmentsTable.fileName, AssignmentsTable.parts(roster.spells, for: scenario)))
    }
    if !scenario.absences.isEmpty {
      files.append(OutputFile(name: AbsencesTable.fileName, bytes: AbsencesTable.write(scenario.absences)))
    }
    let path = shownName(CoverageTable.fileName)
    if let made {
      files += made.filter { $0.name == CoverageTable.fileName }
    } else if FileAccess.exists(path) {
      files.append(OutputFile(name: CoverageTable.fileName, bytes: try FileAccess.read(path)))
    }
    if !reasons.isEmpty {
      files.append(OutputFile(name: ReasonsTable.fileName, bytes: ReasonsTable.write(reasons)))
    }
    files.append(OutputFile(name: IdentitiesTable.fileName, roster.identities(options)))
    return files
  }

  /// SHA-256 by name of the draft's files.
  func draftHashes() -> [String: String] {
    var hashes: [String: String] = [:]
    for name in Planner.rosterFiles.union([ReasonsTable.fileName]) {
      if case .file(let hash) = Disk.content(of: "\(output)/\(name)") { hashes[name] = hash }
    }
    return hashes
  }

  static func sourceHash(_ hashes: [String: String]) -> String {
    ContentHash.sha256Hex(hashes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined())
  }

  /// What was done to the draft since the last publication.
  func draftReasons() throws(InputError) -> [ReasonsTable.Entry] {
    let file = shownName(ReasonsTable.fileName)
    guard FileAccess.exists(file) else { return [] }
    return try ReasonsTable.read(FileAccess.read(file), file: file)
  }

  // MARK: - The act

  /// Writes the record, then the results. A run that is ended between the two is brought to its end by the next one.
  func carryOut(
    _ prepared: PreparedPublication, into results: OutputFolder, _ shelf: OutputFolder
  ) throws -> PublishReport {
    var report = prepared.report
    var files = prepared.results
    if var publication = prepared.publication {
      let place = Publication.folder(publication.number)
      let last = { (hashes: [String: String]) in
        for file in prepared.record { publication.files[file.name] = hashes["\(place)/\(file.name)"] }
        return publication.bytes
      }
      _ = try shelf.write(
        prepared.record.map { $0.renamed("\(place)/\($0.name)") }, last: ("\(place)/\(Publication.fileName)", last),
        proceed: stopIfCancelled
      ) { _ in false }
      // What stands in the record is not made once more.
      files = files.map { file in
        guard prepared.shared.contains(file.name), let hash = publication.files[file.name] else { return file }
        return OutputFile.copy(name: file.name, of: "\(shelf.name)/\(place)/\(file.name)", hash: hash)
      }
    }
    report.keptFiles = try write(
      files, to: results, inputs: prepared.input.files, scenario: prepared.input.scenario, roster: nil,
      carried: prepared.replacesDraft ? [:] : prepared.draft, publication: report.number, calendars: report.number,
      replacing: .publish, removing: prepared.outdated)
    return report
  }

  // MARK: - Sentences

  /// Somebody published what this draft knows nothing of.
  static func overtaken(_ told: ToldState, base: Int?, output: String) -> InputError {
    let since =
      base.map { "was made since this draft began from publication \($0)" } ?? "is not what this draft began from"
    return InputError(
      Place(file: output), "\(told.latest.title) \(since); nothing was written",
      next: "See what it told with muster diff; muster rollback to \(told.latest.number) starts a draft from it, "
        + "in which your changes can be made again.")
  }

  /// Work that has begun would change.
  static func begun(_ sentences: [String], at now: Instant, _ file: String) -> InputError {
    var problems = ProblemCollector()
    for sentence in sentences {
      problems.add(
        Place(file: file), sentence,
        next:
          "What has begun at \(now.isoText) is worked: leave it as it was told, record an absence with muster replan "
          + "--sick, or say what time it is with --at.")
    }
    do throws(InputError) { try problems.check() } catch { return error }
    return InputError([])
  }
}
