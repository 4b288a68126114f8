public import Tabular
public import Timeline
import Units
public import Workforce

/// A folder with a scenario.yaml and the tables it names.
public enum ScenarioFolder {
  /// The file every scenario folder holds.
  public static let scenarioFile = "scenario.yaml"

  /// Reads a scenario and its tables, and checks them against each other.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - needsHistory: whether the history is read; stages after the forecast do without.
  /// - Throws: `InputError` with the first twenty problems of every file that has some.
  ///   - earlier: scenarios read before: where one has the same history, and reads it by the same hours, it is not read again.
  public static func read(
    _ path: String, needsHistory: Bool = true, besides earlier: [ScenarioInput] = []
  ) throws(InputError) -> ScenarioInput {
    var reader = FolderReader(folder: path)
    reader.earlier = earlier.compactMap(\.readHistory)
    return try reader.read(needsHistory: needsHistory)
  }

  /// Reads contacts of days that have begun, a table in the form of history.csv.
  ///
  /// A queue without rows has none yet. Where a few rows leave the length of an interval open, it is the plan's.
  ///
  /// - Throws: `InputError` with every problem of the table.
  public static func readRecent(
    _ bytes: [UInt8], file: String, for scenario: Scenario
  ) throws(InputError) -> ContactHistory {
    var problems = ProblemCollector()
    let usual = scenario.horizon.intervalMinutes * 60
    let reading = readHistory(
      bytes, file: file, queues: scenario.queues, names: NameIndex("queue", scenario.queues.map(\.id)),
      usualIntervalSeconds: usual, &problems)
    try problems.check()
    var history = reading.history
    for index in history.series.indices where history.series[index].lengths.isEmpty {
      let starts = history.series[index].starts
      let gaps = zip(starts, starts.dropFirst()).map { $1.seconds(since: $0) }
      history.series[index].intervalSeconds = min(history.series[index].intervalSeconds, gaps.min() ?? usual)
    }
    return history
  }
}

extension ScenarioFolder {
  /// The tables that a scenario names, whatever faults it has: path below the folder by key.
  ///
  /// - Throws: `InputError` where scenario.yaml cannot be read at all.
  public static func tables(of folder: String) throws(InputError) -> [String: String] {
    var reader = FolderReader(folder: folder)
    return try reader.readYaml(FaultLog(file: scenarioFile), needsHistory: false).tables.mapValues(\.path)
  }

  /// Every path at which reading a scenario looks for a file, by the name that it is shown with: its scenario.yaml and its tables, named
  /// or read under their standard names, and those of all that it extends. There may be none.
  package static func places(of folder: String) -> [String: String] {
    var reader = FolderReader(folder: folder)
    let draft = try? reader.readYaml(FaultLog(file: scenarioFile), needsHistory: false)
    let named = draft.map { $0.tables.values.map(\.path) } ?? []
    let names = Set(named + (standardKeys + ["shift-demand"]).map { "\($0).csv" } + [scenarioFile])
    var places = [scenarioFile: "\(folder)/\(scenarioFile)"]
    for name in names where name.hasPrefix("/") { places[name] = name }
    for layer in reader.layers {
      for name in names where !name.hasPrefix("/") { places[layer.prefix + name] = "\(layer.folder)/\(name)" }
    }
    return places
  }

  /// A scenario.yaml with what it extends, the folders of that, and the skills that posts of shifts ask for; no other table is read.
  ///
  /// - Throws: `InputError` with every fault of scenario.yaml.
  static func draft(of folder: String) throws(InputError) -> (draft: ScenarioDraft, bases: [String], posts: [String]) {
    let log = FaultLog(file: scenarioFile)
    var reader = FolderReader(folder: folder)
    let draft = try reader.readYaml(log, needsHistory: false)
    log.report(to: &reader.problems)
    try reader.problems.check()
    let posts = unique(reader.shiftDemand(of: draft, log)?.demand.compactMap(\.post.skill) ?? [])
    return (draft, reader.layers.dropFirst().map(\.folder), posts)
  }

  /// Reads a history of which no scenario is known: one series for each name in it, in the order of the file.
  ///
  /// - Parameter zone: the clock of its starts; where nil, starts are wall-clock times read as UTC, offsets are left aside
  ///   and rows of one time that were told apart by them are added up.
  /// - Returns: the history, and sentences about what its rows could not say.
  /// - Throws: `InputError` with every problem of the table.
  public static func readBareHistory(
    _ bytes: [UInt8], file: String, zone: Zone?
  ) throws(InputError) -> (history: ContactHistory, notes: [String]) {
    try readBareHistory(bytes, file: file, zone: zone, clocks: [:])
  }

  /// The same, with the clocks of queues that have one of their own.
  package static func readBareHistory(
    _ bytes: [UInt8], file: String, zone: Zone?, clocks: [String: Zone]
  ) throws(InputError) -> (history: ContactHistory, notes: [String]) {
    let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    let cells = TableCells(bytes, file: file, required: ["start", "queue", "offered"])
    let names = unique(cells.rows.compactMap { cells.text($0, "queue") })
    let queues = names.map {
      Queue(id: $0, language: "", channel: .phone, open: .always(zone: clocks[$0] ?? zone ?? .utc), goal: goal)
    }
    var problems = ProblemCollector()
    let reading = readHistory(
      bytes, file: file, queues: queues, names: NameIndex("queue", names), usualIntervalSeconds: 1800,
      isWallClock: zone == nil, &problems)
    try problems.check()
    return (reading.history, reading.notes)
  }
}

/// A scenario.yaml alone, without the tables it names.
package enum ScenarioText {
  /// Reads the text and checks all that can be told from it.
  ///
  /// - Returns: how many queues, sites and contracts it has.
  /// - Throws: `InputError` with every fault.
  package static func read(_ bytes: [UInt8]) throws(InputError) -> Int {
    let log = FaultLog(file: ScenarioFolder.scenarioFile)
    var problems = ProblemCollector()
    var count = 0
    if let text = validText(bytes, log), let root = yamlRoot(of: text, log) {
      let draft = readScenarioDraft(YamlValue(node: root, log: log), log, needsHistory: false)
      count = draft.queues.count + draft.sites.count + draft.contracts.count
    }
    log.report(to: &problems)
    try problems.check()
    return count
  }
}

/// The text of the file, or nil after a fault in its encoding.
///
/// - Parameter firstLine: what its first line counts as.
func validText(_ bytes: [UInt8], _ log: FaultLog, firstLine: Int = 1) -> String? {
  if var text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") {
    // Some editors mark a text as UTF-8 by a first character that nobody sees.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text
  }
  var line = firstLine
  for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    if String(validating: part, as: UTF8.self) == nil || part.contains(0) { break }
    line += 1
  }
  log.add(Spot(line: line, column: 1), "the line is not UTF-8 text", next: "Save the file as UTF-8 text.")
  return nil
}
