import Importing
import LabourRules
import Publishing
import Reporting
import Rostering
public import ScenarioFiles
import Staffing
import Tabular
public import Timeline
import Workforce

/// How a change by hand is made.
public struct HandTerms: Sendable {
  /// The moment it is: what has begun stays.
  public var now: Instant
  /// Whether it is only shown.
  public var isDryRun: Bool
  /// Whether it is made although it breaks rules.
  public var allowsFaults: Bool
  /// Why, in the planner's words; a reason by the command when empty.
  public var note: String
  /// SHA-256 of the roster.csv that the change was decided on; a change of another is refused. Any roster when nil.
  public var seen: String?
  /// How a roster that was edited elsewhere writes dates; nil to find out.
  public var dialect: SpreadsheetDialect?

  /// Terms at a moment.
  public init(
    now: Instant, isDryRun: Bool = false, allowsFaults: Bool = false, note: String = "", seen: String? = nil,
    dialect: SpreadsheetDialect? = nil
  ) {
    self.seen = seen
    self.dialect = dialect
    self.now = now
    self.isDryRun = isDryRun
    self.allowsFaults = allowsFaults
    self.note = note
  }
}

extension Planner {
  /// Changes the roster of the output folder by hand: says which rules it breaks and what it costs, then writes roster, breaks, queues,
  /// coverage and calendars. A change that breaks a rule is not written unless that is allowed.
  ///
  /// - Throws: `InputError` for faults of the files or the question, and where work that has begun would change.
  public func change(_ change: HandChange, _ terms: HandTerms) throws -> HandReport {
    let input = try read(needsHistory: false)
    try check(change, in: input.scenario)
    if terms.isDryRun {
      return try reading {
        try handChange(change, terms, input, base: Manifest.read(from: output).manifest?.publication).report
      }
    }
    return try changing(as: change.command, reading: Planner.rosterFiles.union([RequirementTable.fileName])) {
      results in
      try checkSeen(terms.seen)
      let made = try handChange(change, terms, input, base: results.manifest?.publication)
      var (report, files) = (made.report, made.files)
      guard !report.changes.isEmpty, report.broken.isEmpty || terms.allowsFaults else { return report }
      let read = draftHashes()
      files += try keptRevision(nextRevision())
      report.keptFiles = try write(
        files, to: results, inputs: input.files, scenario: input.scenario, roster: nil, statement: made.statement,
        carried: read, stops: true, replacing: .byHand)
      report.isWritten = true
      return report
    }
  }

  private func handChange(
    _ change: HandChange, _ terms: HandTerms, _ input: ScenarioInput, base: Int?
  ) throws -> (report: HandReport, files: [OutputFile], statement: CostStatement?) {
    var scenario = input.scenario
    scenario.absences = try readAbsences(for: scenario)
    let told = try ToldState(shelf(), for: scenario)
    if let told, told.speaker != nil, base != told.latest.number {
      throw Planner.overtaken(told, base: base, output: output)
    }
    let before = try readRoster(for: scenario)
    var edited = before
    var notes: [String] = []
    if case .replace(let file) = change {
      (edited.shifts, notes) = try importedShifts(file, in: terms.dialect, over: before, for: scenario)
    } else {
      do throws(HandChange.Obstacle) {
        edited.shifts = try change.applied(to: before, in: scenario)
      } catch {
        throw InputError(Place(file: change.command), error.message, next: error.next)
      }
      if case .move = change, let told { edited.shifts.rest(asTold: told.roster.shifts, besides: before.shifts) }
    }
    edited.shifts = Roster(shifts: edited.shifts).shifts
    let requirement =
      hasRequirement(for: scenario) ? try readRequirement(for: scenario) : nil
    report(.began(.roster))
    let outcome = Rostering.changedByHand(from: before, to: edited, covering: requirement, in: scenario)
    var roster = outcome.roster
    roster.takeOver(shiftsOf: before)
    if let told, told.speaker != nil {
      let spoken = told.roster.keeping(scenario.contains)
      let begun = BegunWork(now: terms.now, scenario: scenario).conflicts(from: spoken, to: roster)
      if !begun.isEmpty { throw Planner.begun(begun, at: terms.now, change.command) }
    }
    let reason = terms.note.isEmpty ? change.reason : terms.note
    let difference = RosterDifference(from: before, to: roster, in: scenario) { _, _ in reason }
    let (was, now) = (
      Set(Audit.violations(of: before, in: scenario)), Set(Audit.violations(of: roster, in: scenario))
    )
    let report = HandReport(
      command: change.command, changes: difference.changes, broken: now.subtracting(was).sorted().map(\.sentence),
      mended: was.subtracting(now).sorted().map(\.sentence), before: outcome.before?.total,
      after: outcome.after?.total, rules: LabourRule.all.count, isWritten: false, notes: notes, folder: output)
    guard !difference.changes.isEmpty, !terms.isDryRun else { return (report, [], nil) }
    let options = CalendarOrder(told: told, since: nil, for: scenario).options
    var files = Planner.rosterFiles(of: roster, in: scenario, options: options)
    if requirement == nil {
      files.append(OutputFile(name: AssignmentsTable.fileName, bytes: AssignmentsTable.write(roster, for: scenario)))
    }
    files.append(
      OutputFile(name: LedgerTable.fileName, bytes: LedgerTable.write(Rostering.ledger(after: roster, in: scenario))))
    if let requirement {
      let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
      files += Planner.coverFiles(of: roster, coverage, in: scenario)
      files.append(Planner.costFile(of: roster, covering: requirement, in: scenario))
      files.append(Planner.sharesFile(of: roster, covering: requirement, in: scenario))
    }
    files += Planner.personFiles(of: roster, covering: requirement, in: scenario)
    if told != nil {
      let reasons = try draftReasons() + difference.entries(command: change.command, reason: reason)
      files.append(OutputFile(name: ReasonsTable.fileName, bytes: ReasonsTable.write(reasons)))
    }
    files += try draftCalendars(of: roster, in: scenario, told, since: before)
    return (report, files, outcome.after)
  }

  private func check(_ change: HandChange, in scenario: Scenario) throws(InputError) {
    var problems = ProblemCollector()
    let place = Place(file: change.command)
    for id in change.people where scenario.agent(id) == nil {
      problems.add(
        place, "there is no agent \(id)",
        next: scenario.advice(forPerson: id))
    }
    let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1)
    for date in Set(change.dates).sorted() where !scenario.contains(date) {
      problems.add(
        place, "\(date.isoText) is not in the plan",
        next: "The plan goes from \(scenario.horizon.first.isoText) to \(last.isoText).")
    }
    try problems.check()
  }

  // MARK: - A roster edited elsewhere

  /// The shifts of an edited roster. What the clock shows counts, so columns in UTC may be empty or as they were; breaks and paid time
  /// of shifts that were touched are made anew where they no longer fit.
  private func importedShifts(
    _ file: String, in dialect: SpreadsheetDialect?, over before: Roster, for scenario: Scenario
  ) throws(InputError) -> (shifts: [Shift], notes: [String]) {
    var bytes = try FileAccess.read(file)
    if Importing.Workbook.isOne(bytes) {
      bytes = try Importing.Workbook.csv(bytes, file: file, sheet: RosterWorkbook.shiftsSheet)
    } else {
      bytes = try SpreadsheetDates.rosterWithIsoDates(bytes, file: file, for: scenario, in: dialect)
    }
    var breaks = try readBreaks(besides: file)
    if let own = breaks {
      breaks?.bytes = try SpreadsheetDates.rosterWithIsoDates(own.bytes, file: own.name, for: scenario, in: dialect)
    }
    let read = try RosterTable.read(bytes, file: file, breaks: breaks, for: scenario, believing: .clocks)
    let known = Dictionary(grouping: before.shifts) { [$0.agent, $0.date.isoText, String($0.ordinal)] }
    var notes: [String] = []
    let shifts = read.shifts.map { shift -> Shift in
      let former = known[[shift.agent, shift.date.isoText, String(shift.ordinal)]]?.first
      if let former, (former.start, former.end, former.site) == (shift.start, shift.end, shift.site),
        former.breaks == shift.breaks || shift.breaks.isEmpty
      {
        return former
      }
      var shift = shift
      shift.sequence = 0
      let isInside = shift.breaks.allSatisfy { shift.start <= $0.start && $0.end <= shift.end }
      if !isInside || shift.breaks.isEmpty || shift.breaks == former?.breaks {
        if let laid = Rostering.laidOut(shift, in: scenario) { return laid }
        if !isInside {
          shift.breaks.removeAll { $0.start < shift.start || shift.end < $0.end }
          notes.append(
            "\(shift.agent) on \(shift.date.isoText): no contract gives breaks to a shift of these hours; those outside it are left out"
          )
        }
      }
      shift.paidMinutes = shift.secondsLessUnpaidBreaks / 60
      return shift
    }
    return (shifts, notes)
  }
}

extension [Shift] {
  /// Gives shifts that are new beside others the breaks that they were told with, where they are back at the hours that were told.
  fileprivate mutating func rest(asTold told: [Shift], besides others: [Shift]) {
    func key(_ shift: Shift) -> [String] { shift.name + [shift.site, shift.start.isoText, shift.end.isoText] }
    let toldBy = Dictionary(told.map { (key($0), $0) }) { first, _ in first }
    let standing = Set(others)
    for place in indices where !standing.contains(self[place]) {
      guard let former = toldBy[key(self[place])] else { continue }
      (self[place].breaks, self[place].paidMinutes) = (former.breaks, former.paidMinutes)
    }
  }
}
