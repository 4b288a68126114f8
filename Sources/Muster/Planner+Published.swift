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
}

extension Planner {
  /// What people were told: a roster whose calendars are in the output folder, or that was mended, and who is absent.
  ///
  /// - Throws: `InputError` with the problems of absences.csv.
  func publishedState(for scenario: Scenario) throws(InputError) -> PublishedState {
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
      roster = try readRoster(for: known)
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
      RosterTable.cancelledFileName, BreaksTable.cancelledFileName, ReplanReport.fileName,
    ] {
      let path = "\(output)/\(name)"
      guard FileAccess.exists(path) else { continue }
      files.append(
        OutputFile(
          name: "\(Planner.revisionFolder(number))/\(name)", bytes: try FileAccess.read(path, file: shownName(name))))
    }
    return files
  }

  /// One calendar for each person who has other shifts than were told first, with the changed and the cancelled ones alone, for
  /// people who import instead of subscribing.
  static func changeCalendars(of roster: Roster, since first: Roster, in scenario: Scenario) -> [OutputFile] {
    let told = Set(first.shifts.map { [$0.agent, $0.date.isoText, String($0.ordinal)] })
    let news = Roster(
      shifts: roster.shifts.filter {
        $0.sequence > 0 || !told.contains([$0.agent, $0.date.isoText, String($0.ordinal)])
      }, spells: roster.spells, cancelled: roster.cancelled)
    let ids = Set((news.shifts + news.cancelled).map(\.agent))
    guard !ids.isEmpty else { return [] }
    // Written for everybody, so that a person's files have one name in all folders.
    return RosterCalendars.perPerson(of: news, in: scenario, options: CalendarOptions(for: scenario)).filter {
      ids.contains($0.owner)
    }.map { calendar($0, in: "changes") }
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
