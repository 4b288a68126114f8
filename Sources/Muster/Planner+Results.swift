import Publishing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension Planner {
  /// Runs what changes the output folder, which is this run's alone until it returns.
  ///
  /// - Parameters:
  ///   - command: named to others who wait.
  ///   - expected: files that planners may put into a folder of their own, because the run reads them.
  /// - Throws: what the body throws; `InputError` when the folder must not be taken or another run does not let it go.
  func changing<Answer>(
    as command: String, reading expected: Set<String> = [], _ body: (OutputFolder) throws -> Answer
  ) throws -> Answer {
    let results = try OutputFolder(
      output, scenario: folder,
      OutputFolder.Terms(
        command: command, expected: expected, adopts: taking.adopts, home: taking.home, waiting: waiting))
    defer { results.release() }
    return try body(results)
  }

  /// Runs what only reads the output folder; where another run changed it meanwhile, once more.
  ///
  /// - Throws: what the body throws; `InputError` where a run that was cut short cannot be ended.
  func reading<Answer>(_ body: () throws -> Answer) throws -> Answer {
    for _ in 0..<5 {
      try OutputFolder.settle(output, waiting: waiting)
      let before = OutputFolder.stamp(output)
      let answer = Result { try body() }
      if OutputFolder.stamp(output) == before { return try answer.get() }
    }
    return try body()
  }

  var waiting: FolderLock.Waiting {
    FolderLock.Waiting(
      limit: taking.wait, told: { [report, taking] in report(.waiting(holder: $0, limit: taking.wait)) },
      isCancelled: isCancelled)
  }

  /// Replaces the files of a stage in the output folder and brings its manifest up to date.
  ///
  /// - Parameters:
  ///   - played: the service of a searched roster where service rounds played it.
  ///   - statement: what a roster costs that no search made.
  ///   - carried: hash by name of files whose content, as it was read, went into the new ones; no copy of that is kept.
  ///   - publication: the one from which the roster goes on; the one before when nil.
  ///   - calendars: the publication that the calendars among the files tell; `nil` for those of a draft.
  ///   - restoring: what was known of the files that come back; what is known now when nil.
  ///   - command: whose results these are: files that do not outlive them go; none where it is `nil`.
  ///   - removed: further files that go.
  ///   - leavesCalendars: whether calendars outlive it for once.
  ///   - stops: whether Ctrl-C ends the run until the change has begun; where it does not, what was found is written.
  func write(
    _ files: [OutputFile], to results: OutputFolder, inputs: [InputFile], scenario: Scenario, roster: Roster?,
    played: [Manifest.PlayedQueue]? = nil, statement: CostStatement? = nil, carried: [String: String] = [:],
    publication: Int? = nil, calendars: Int? = nil, restoring former: Manifest? = nil, stops: Bool = false,
    replacing command: FileCatalogue.Command?, removing removed: Set<String> = [],
    leavingCalendars leavesCalendars: Bool = false
  ) throws -> [String] {
    let old = results.manifest
    let names = files.map(\.name)
    // A report or a ledger of other tables would tell of a plan that is no more.
    func isGone(_ name: String) -> Bool {
      if leavesCalendars, name.hasPrefix("calendars/") { return false }
      return removed.contains(name) || FileCatalogue.isOutdated(name, by: names)
        || command.map { FileCatalogue.isReplaced(name, by: $0) } ?? false
    }
    let kept = (old?.outputs ?? [:]).filter { !isGone($0.key) }
    let described = DataPackage(of: kept.keys + names).file()
    // A forecast is where the chain starts: what earlier ones read no longer counts.
    var hashes = files.contains { $0.name == ForecastTable.fileName } ? [:] : old?.inputs ?? [:]
    for file in inputs { hashes[file.name] = ContentHash.sha256Hex(file.bytes) }
    let searched = roster?.report.map {
      Manifest.Proof(
        cost: $0.cost, costParts: CostPart.all(of: $0.statement), bound: $0.bound > 0 ? $0.bound : nil, proof: $0.proof,
        wasCutShort: $0.wasCutShort, played: played)
    }
    let changed = statement.map {
      Manifest.Proof(
        cost: $0.total, costParts: CostPart.all(of: $0), bound: nil, proof: "changed by hand; no bound was sought",
        wasCutShort: false)
    }
    // What was proved of an earlier roster goes with its costs.
    let isOfOther = names.contains(CostTable.fileName)
    let told = files.contains { $0.name.hasPrefix("calendars/") } ? calendars : old?.calendars
    var made = Manifest(
      muster: musterVersion, timeZoneData: Zone.dataVersion(), seed: scenario.seed,
      effort: roster == nil ? old?.effort : search.effort.rawValue,
      roster: searched ?? changed ?? (isOfOther ? nil : old?.roster),
      publication: publication ?? old?.publication, calendars: told, inputs: hashes, outputs: [:])
    if let former { made = former }
    let manifest = { [made] (outputs: [String: String]) in
      var manifest = made
      manifest.outputs = kept.merging(outputs) { _, new in new }
      return manifest.bytes
    }
    return try results.write(
      files + [described], last: (Manifest.fileName, manifest), carried: carried,
      proceed: { if stops { try stopIfCancelled() } }, isDropped: isGone)
  }

  func finish(
    _ files: [OutputFile], to results: OutputFolder, input: ScenarioInput, further: [InputFile] = [],
    roster: Roster? = nil, played: [Manifest.PlayedQueue]? = nil, warnings: [String], carried: [String: String] = [:],
    publication: Int? = nil, stops: Bool = false, replacing command: FileCatalogue.Command
  ) throws -> StageResult {
    let kept = try write(
      files, to: results, inputs: input.files + further, scenario: input.scenario, roster: roster, played: played,
      carried: carried, publication: publication, stops: stops, replacing: command)
    return StageResult(
      folder: output, files: files.map(\.name), keptFiles: kept, warnings: warnings,
      clashes: roster?.clashes ?? [])
  }
}
