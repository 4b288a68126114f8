import Publishing
import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What people were told before this run, by the output folder.
struct PublishedState {
  /// The roster with its sequences, cancelled shifts and duties on call, dates of the horizon only; `nil` when nobody was told.
  var roster: Roster?
  /// Absences at short notice; they stand until somebody takes them out of the file.
  var absences: [Leave] = []
  /// What was read of it, for the manifest.
  var inputs: [InputFile] = []
  /// Sentences about what could not be read.
  var notes: [String] = []
  /// What was published, of any dates; `nil` when nothing was.
  var told: ToldState?
  /// What was published of the dates of the horizon.
  var promise: Roster?
  /// Where from on a published roster is planned anew.
  var redraft: CivilDate?

  /// What stays as it was published.
  var kept: KeptPromise? {
    guard let promise, let redraft else { return nil }
    return KeptPromise(roster: promise, before: redraft)
  }

  /// Duties on call of dates before the plan that still stand.
  func dutiesBefore(_ first: CivilDate) -> [OnCallDuty] { told?.roster.duties.filter { $0.date < first } ?? [] }

  /// A roster with the sequences that go on from what people were told, and whether it differs from the roster of the output folder.
  func going(on draft: Roster) -> (roster: Roster, isChanged: Bool) {
    var next = draft
    var isChanged = false
    if let roster {
      next.takeOver(draft.duties, from: roster)
      isChanged = next.takeOver(shiftsOf: roster)
    }
    if let promise {
      next.takeOver(next.duties, from: promise)
      next.takeOver(shiftsOf: promise)
    }
    return (next, isChanged)
  }

  /// How calendars of the next draft are written.
  func order(since: [String: Int]?, for scenario: Scenario) -> CalendarOrder {
    CalendarOrder(told: told, since: since, for: scenario)
  }
}

extension Planner {
  /// What people were told: a roster whose calendars are in the output folder, or that was mended, and who is absent.
  ///
  /// - Parameter redraft: where from on what was published may be planned anew; without, a published horizon is refused.
  /// - Throws: `InputError` with the problems of absences.csv and of the publications.
  func publishedState(for scenario: Scenario, redraft: CivilDate? = nil) throws -> PublishedState {
    let shelf = try shelf()
    let told = try ToldState(shelf, for: scenario)
    if let told, told.speaker != nil { try refuseToForget(told, shelf, in: scenario, redraft: redraft) }
    var state = try draftState(for: scenario)
    state.told = told
    // Where there are records, they say what people were told, and not the draft.
    if let told { state.notes = [told.forgottenWork(of: scenario)].compactMap { $0 } }
    if let told, told.speaker != nil {
      state.promise = told.roster.keeping(scenario.contains)
      state.redraft = redraft
      if !FileAccess.exists(shownName(AbsencesTable.fileName)) { state.absences = told.absences }
    }
    return state
  }

  /// Refuses to plan over what was published, unless it is said where from on; names what would be thrown away.
  private func refuseToForget(
    _ told: ToldState, _ shelf: PublicationShelf, in scenario: Scenario, redraft: CivilDate?
  ) throws(InputError) {
    let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1)
    if let redraft {
      guard scenario.contains(redraft) else {
        throw InputError(
          Place(file: "--redraft"), "\(redraft.isoText) is not in the plan",
          next: "The plan goes from \(scenario.horizon.first.isoText) to \(last.isoText).")
      }
      return try refuseStrangers(in: told.roster, before: redraft, of: scenario)
    }
    let shifts = told.roster.shifts.filter { scenario.contains($0.date) }
    let weeks = (0..<scenario.horizon.weeks).map { week in
      let first = scenario.horizon.first.advanced(byDays: 7 * week)
      return "\(shifts.count { $0.date >= first }) shifts from \(first.isoText)"
    }
    throw InputError(
      Place(file: shelf.path),
      "\(told.speaker?.title ?? "") told \(Set(shifts.map(\.agent)).count) people of \(shifts.count) shifts on these dates, and "
        + "planning anew would forget them; nothing was written",
      next: "Mend it with muster replan; or add --redraft DATE to throw away what was told from that date on: "
        + weeks.joined(separator: ", ") + ".")
  }

  /// Refuses to lose what stays as it was told, of people whom the table of agents has no more.
  private func refuseStrangers(
    in told: Roster, before redraft: CivilDate, of scenario: Scenario
  ) throws(InputError) {
    let known = Set(scenario.agents.map(\.id))
    func isLost(_ agent: String, _ date: CivilDate) -> Bool {
      !known.contains(agent) && scenario.contains(date) && date < redraft
    }
    let lost =
      told.shifts.filter { isLost($0.agent, $0.date) }.map { ($0.agent, $0.date) }
      + told.duties.filter { isLost($0.agent, $0.date) }.map { ($0.agent, $0.date) }
    guard let first = lost.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return }
    let names = Set(lost.map(\.0)).sorted()
    throw InputError(
      Place(file: try ScenarioFolder.tables(of: folder)["agents"] ?? "agents.csv"),
      "\(listedIds(names)) \(names.count == 1 ? "has no row, and was" : "have no row, and were") told of work before \(redraft.isoText), "
        + "which stays as it was told, the first on \(first.1.isoText); nothing was written",
      next: "Put the row back with the last date in column to, or plan anew from \(first.1.isoText) on.")
  }

  /// The same by the output folder alone.
  private func draftState(for scenario: Scenario) throws(InputError) -> PublishedState {
    var state = PublishedState(absences: try readAbsences(for: scenario))
    if !state.absences.isEmpty {
      state.inputs.append(
        InputFile(name: "\(AbsencesTable.fileName) of the results", bytes: AbsencesTable.write(state.absences)))
    }
    guard let bytes = outputBytes(RosterTable.fileName) else { return state }
    let isTold = FileAccess.isFolder("\(output)/calendars/people") || outputBytes(RosterTable.cancelledFileName) != nil
    guard isTold else { return state }
    // Somebody who left is still told that their shifts are off.
    let known = scenario.knowing(agentsOf: bytes).knowing(agentsOf: outputBytes(OnCallTable.fileName) ?? [])
    var roster: Roster
    do throws(InputError) {
      roster = try readRoster(for: known, ofAnyDates: true)
    } catch {
      let first = error.problems.first.map { "\($0.place): \($0.message)" } ?? ""
      state.notes.append("the roster before cannot be read whole (\(first)), so some people may not be told of changes")
      roster = Roster(
        shifts: RosterTable.readable(bytes, breaks: try breaksFile(shownName(BreaksTable.fileName)), for: known).shifts,
        cancelled: (try? readCancelled(for: scenario)) ?? [])
    }
    state.roster = roster.within(scenario)
    return state
  }

  /// The first roster that people were told, as far as it speaks of the horizon; `nil` when it never changed.
  func firstRoster(for scenario: Scenario) -> Roster? {
    guard let bytes = outputBytes("\(Planner.revisionFolder(0))/\(RosterTable.fileName)") else { return nil }
    return RosterTable.readable(bytes, for: scenario.knowing(agentsOf: bytes)).within(scenario)
  }

  /// The content of a file of the output folder; `nil` when there is none that can be read.
  private func outputBytes(_ name: String) -> [UInt8]? {
    FileAccess.exists("\(output)/\(name)") ? try? FileAccess.read("\(output)/\(name)") : nil
  }

  // MARK: - Revisions

  /// Number of the next revision to keep: the first roster is 0.
  func nextRevision() -> Int {
    (0...).first { !FileAccess.exists("\(output)/\(Planner.revisionFolder($0))/\(RosterTable.fileName)") } ?? 0
  }

  static func revisionFolder(_ number: Int) -> String { "revisions/\(number)" }

  /// The published roster as it was, to be kept.
  func keptRevision(_ number: Int) throws(InputError) -> [OutputFile] {
    var files: [OutputFile] = []
    for name in [
      RosterTable.fileName, BreaksTable.fileName, AssignmentsTable.fileName, CoverageTable.fileName,
      ShiftCoverageTable.fileName, RosterTable.cancelledFileName, BreaksTable.cancelledFileName, ReplanReport.fileName,
    ] {
      let path = "\(output)/\(name)"
      let kept = "\(Planner.revisionFolder(number))/\(name)"
      guard FileAccess.exists(path) else { continue }
      if case .file = Disk.content(of: path, ifSized: -1) {
        files.append(.keeping(name, at: path, as: kept))
      } else {
        files.append(OutputFile(name: kept, bytes: try FileAccess.read(path, file: shownName(name))))
      }
    }
    return files
  }
}

extension ToldState {
  /// A sentence where people were told of shifts right before the plan that it does not know of.
  fileprivate func forgottenWork(of scenario: Scenario) -> String? {
    let first = scenario.horizon.first
    let week = first.advanced(byDays: -7)..<first
    guard let last = roster.shifts.lazy.map(\.date).filter({ week.contains($0) }).max(),
      !scenario.worked.contains(where: { week.contains($0.date) })
    else { return nil }
    let file = "\(Publication.folderName)/\(Publication.folder(latest.number))/\(RosterTable.fileName)"
    return
      "people were told of shifts up to \(last.isoText), and worked.csv has none of the week before the plan: rest and rows of "
      + "days are not counted over the border; copy \(file) to worked.csv beside scenario.yaml"
  }
}

extension Roster {
  /// The shifts and duties on dates of the horizon alone: what was told of other weeks is not changed by a plan of these.
  fileprivate func within(_ scenario: Scenario) -> Roster {
    var roster = self
    roster.shifts.removeAll { !scenario.contains($0.date) }
    roster.cancelled.removeAll { !scenario.contains($0.date) }
    roster.duties.removeAll { !scenario.contains($0.date) }
    roster.cancelledDuties.removeAll { !scenario.contains($0.date) }
    return roster
  }
}
