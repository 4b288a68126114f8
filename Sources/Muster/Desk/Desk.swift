import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// A scenario on a planner's desk: what is there now, kept in memory, and the decisions made on it one after the other.
///
/// Every decision goes into the same files that a planner would edit, and names what it was decided on; a file that changed meanwhile
/// makes it `ChangedMeanwhile`, and nothing is written. Whoever asks sees files of other programs too: they are looked at before each
/// answer and read again where they changed.
///
/// A class, because it is one desk; it is used by one asker at a time.
package final class Desk {
  /// The scenario folder.
  package let folder: String
  /// The output folder.
  package let output: String
  private let taking: OutputTerms
  private var marks = FileMarks()
  private var state: DeskState?
  /// What was done here, the first first.
  package internal(set) var steps: [DeskStep] = []

  /// A desk for a scenario folder.
  package init(folder: String, output: String? = nil, taking: OutputTerms = OutputTerms()) {
    self.folder = folder
    self.output = output ?? Planner.standardOutput(of: folder)
    self.taking = taking
  }

  /// A planner for one run.
  ///
  /// - Parameters:
  ///   - report: told about every step; may be called from several threads.
  ///   - isCancelled: asked now and then.
  package func planner(
    search: SearchSettings = SearchSettings(), report: @escaping @Sendable (ProgressEvent) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Planner {
    Planner(
      folder: folder, output: output, taking: taking, search: search, report: report, isCancelled: isCancelled)
  }

  // MARK: - What is there

  /// SHA-256 by name of every file that the page tells of: the scenario's below their own names, results below `out/`.
  ///
  /// A file is read again only where its size, time or identity changed.
  package func files() -> [String: String] {
    lookAtScenario()
    var names = scenario.places
    for table in TableCatalogue.all { names["out/\(table.fileName)"] = "\(output)/\(table.fileName)" }
    names["out/\(Manifest.fileName)"] = "\(output)/\(Manifest.fileName)"
    names["published"] = "\(folder)/\(Publication.folderName)"
    return marks.hashes(of: names)
  }

  /// Finds out where the scenario's files lie and which tables it names, where a scenario.yaml of it or of what it extends changed.
  private func lookAtScenario() {
    guard scenario.places.isEmpty || marks.hashes(of: scenario.texts) != scenario.hashes else { return }
    let places = ScenarioFolder.places(of: folder)
    // While somebody writes on it, the files are where they were.
    if places.count > 1 || scenario.places.isEmpty { scenario.places = places }
    scenario.named = (try? ScenarioFolder.tables(of: folder)) ?? [:]
    scenario.hashes = marks.hashes(of: scenario.texts)
  }

  private var scenario = ScenarioPlaces()

  /// The name that a table of decisions has, and whether a scenario must still name it.
  func name(of table: DecisionTable) -> (file: String, isNamed: Bool) {
    lookAtScenario()
    if let file = scenario.named[table.rawValue] { return (file, true) }
    return (table.standardName, table.isReadUnnamed)
  }

  func path(of name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }

  /// The roster and all that its changes are judged by, as the files are now.
  ///
  /// - Throws: `InputError` for faults of the files.
  func current() throws -> DeskState {
    let files = files()
    if let state, state.files == files { return state }
    let planner = planner()
    let read = try planner.reading { try DeskState(planner, files: files) }
    state = read
    return read
  }
}

/// The roster as it was read, and what was found out about it since.
///
/// A class, because what is found out stays for the next question.
final class DeskState {
  let files: [String: String]
  let scenario: Scenario
  let roster: Roster
  let requirement: Requirement?
  let told: Roster?
  private let shifts: [String: [Shift]]
  private let spells: [String: [QueueSpell]]
  /// What other work would cost, prepared for the people and date that were asked for last.
  var prices: (people: [String], date: CivilDate, prices: WorkPrices?)?

  init(_ planner: Planner, files: [String: String]) throws {
    self.files = files
    var scenario = try planner.read(needsHistory: false).scenario
    scenario.absences = try planner.readAbsences(for: scenario)
    self.scenario = scenario
    roster = try planner.readRoster(for: scenario)
    requirement =
      planner.hasRequirement(for: scenario) ? try planner.readRequirement(for: scenario) : nil
    let spoken = try ToldState(planner.shelf(), for: scenario)
    told = spoken.flatMap { $0.speaker == nil ? nil : $0.roster.keeping(scenario.contains) }
    shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    spells = Dictionary(grouping: roster.spells, by: \.agent)
  }

  /// The roster as far as it speaks of some people.
  func part(of people: [String]) -> Roster {
    var part = Roster(shifts: people.flatMap { shifts[$0] ?? [] }, spells: people.flatMap { spells[$0] ?? [] })
    part.duties = roster.duties.filter { people.contains($0.agent) }
    return part
  }

  /// The scenario with these people alone.
  func scenario(of people: [String]) -> Scenario {
    var alone = scenario
    alone.agents.removeAll { !people.contains($0.id) }
    return alone
  }
}

/// Where the files of a scenario and of what it extends lie.
private struct ScenarioPlaces {
  /// Paths by name.
  var places: [String: String] = [:]
  /// Tables that it names, by key; none where it cannot be read.
  var named: [String: String] = [:]
  /// Hashes of the `texts` that say so.
  var hashes: [String: String] = [:]

  /// Every scenario.yaml.
  var texts: [String: String] { places.filter { $0.value.hasSuffix("/\(ScenarioFolder.scenarioFile)") } }
}
