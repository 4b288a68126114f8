import Lanes
import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// Many runs of one scenario with something varied, each by the content of what it reads and none of them twice.
///
/// A sweep folder holds `plan.json`, one file for each finished run below `results`, and the merged tables. Only what lies there says
/// what is done: a run killed in the middle leaves nothing, and any number of processes may work in one folder.
public struct Sweep: Sendable {
  /// The scenario folder.
  public let folder: String
  /// The sweep folder.
  public let into: String
  /// Told about every step; may be called from several threads.
  public let report: @Sendable (ProgressEvent) -> Void
  /// Asked now and then; `true` ends the work, and what is finished stays.
  public let isCancelled: @Sendable () -> Bool

  /// What a sweep is asked to run.
  public struct Request: Sendable {
    /// What is varied.
    public var variations: [Variation]
    /// Which values run together.
    public var design: SweepDesign
    /// How far the runs go.
    public var depth: Comparison.Depth
    /// How hard to search, of whole plans.
    public var effort: SearchSettings.Effort
    /// Into how many parts the runs are divided for an engine.
    public var shards: Int
    /// Seed of samples; the scenario's when nil.
    public var seed: UInt64?

    /// A request.
    public init(
      _ variations: [Variation], design: SweepDesign = .grid, depth: Comparison.Depth = .staffing,
      effort: SearchSettings.Effort = .quick, shards: Int = 1, seed: UInt64? = nil
    ) {
      self.variations = variations
      self.design = design
      self.depth = depth
      self.effort = effort
      self.shards = shards
      self.seed = seed
    }
  }

  /// A sweep of a scenario folder; in `sweep` below it unless said otherwise.
  public init(
    folder: String, into: String? = nil, report: @escaping @Sendable (ProgressEvent) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.folder = folder
    self.into = into ?? (folder.hasSuffix("/") ? folder + "sweep" : folder + "/sweep")
    self.report = report
    self.isCancelled = isCancelled
  }

  /// Plans a sweep: names every run and writes `plan.json`.
  ///
  /// - Throws: `InputError` for faults of the scenario, of a variation, or where there are too many runs.
  @discardableResult
  public func plan(_ request: Request) throws -> SweepPlan {
    try planned(request, Base(self))
  }

  private func planned(_ request: Request, _ base: Base) throws -> SweepPlan {
    try SweepFolder(path: into).check()
    let values = try request.design.runs(of: request.variations, seed: request.seed ?? base.run.scenario.seed)
    var runs: [SweepPlan.Run] = []
    let settings = "\(request.depth.rawValue) \(request.depth == .plan ? request.effort.rawValue : "")"
    for row in values {
      if runs.count % 256 == 0, isCancelled() { throw Interrupted() }
      let (_, origins) = try base.changed(request.variations, row)
      let content = origins.map { "\($0.path)=\($0.value)" }.sorted().joined(separator: "\n")
      runs.append(
        SweepPlan.Run(id: String(ContentHash.sha256Hex("\(base.id)\n\(settings)\n\(content)").prefix(32)), values: row))
    }
    let plan = SweepPlan(
      muster: musterVersion, timeZoneData: Zone.dataVersion(), base: base.id, until: request.depth.rawValue,
      effort: request.effort.rawValue, variations: request.variations.map(\.text),
      isTornado: request.design == .oneAtATime, shards: request.shards, runs: runs)
    try SweepFolder(path: into).write(plan)
    return plan
  }

  /// Plans, runs and merges in this process.
  ///
  /// - Throws: `InputError` for faults of the scenario or of what is swept.
  public func all(_ request: Request) throws -> SweepReport {
    let base = try Base(self)
    let plan = try planned(request, base)
    let computed = try run(plan.runs, of: plan, base)
    return try merged(plan, computed: computed, base)
  }

  /// Runs what is missing of one part of the plan, or of all.
  ///
  /// - Returns: how many were computed.
  /// - Throws: `InputError` where the folder holds no plan of this version and scenario.
  @discardableResult
  public func run(shard: Int? = nil, of count: Int? = nil) throws -> Int {
    var plan = try SweepPlan.read(from: into)
    if let count { plan.shards = count }
    if let shard, !(0..<plan.shards ~= shard) {
      throw InputError(
        Place(file: "--shard"), "\(shard) is none of \(plan.shards) parts, which are counted from 0",
        next: "Write a part from 0 to \(plan.shards - 1).")
    }
    return try run(shard.map { plan.runs(ofShard: $0) } ?? plan.runs, of: plan, Base(self))
  }

  /// Puts the results together.
  ///
  /// - Parameter isPartial: whether missing runs are left out; without, they are an error.
  /// - Throws: `InputError` where runs are missing, unless they may be.
  public func merge(isPartial: Bool = false) throws -> SweepReport {
    let plan = try SweepPlan.read(from: into)
    let missing = missing(of: plan)
    guard missing.isEmpty || isPartial else {
      throw InputError(
        Place(file: "\(into)/results"), "\(missing.count) of \(plan.runs.count) runs are missing",
        next: "Run them with muster sweep run, or merge what is there with --partial.")
    }
    return try merged(plan, computed: 0, missing: missing.count, baseOfResults(of: plan))
  }

  /// What is done and what is missing.
  ///
  /// - Throws: `InputError` where the folder holds no sweep.
  public func status() throws -> SweepStatus {
    let plan = try SweepPlan.read(from: into)
    let missing = Set(missing(of: plan))
    let shards = (0..<plan.shards).filter { shard in plan.runs(ofShard: shard).contains { missing.contains($0.id) } }
    return SweepStatus(
      runs: Set(plan.runs.map(\.id)).count, missing: missing.count, shards: plan.shards, missingShards: shards)
  }

  private func missing(of plan: SweepPlan) -> [String] {
    var seen = Set<String>()
    return plan.runs.map(\.id).filter { seen.insert($0).inserted && SweepResult.read($0, in: into) == nil }
  }

  // MARK: - Runs

  private func run(_ runs: [SweepPlan.Run], of plan: SweepPlan, _ base: Base) throws -> Int {
    guard plan.base == base.id else {
      throw InputError(
        Place(file: "\(into)/\(SweepPlan.fileName)"), "the scenario is no longer what the sweep was planned for",
        next: "Plan it anew with muster sweep plan; finished runs that are the same are kept.")
    }
    let variations = try plan.variations.map { text throws(InputError) in try Variation(text) }
    var seen = Set<String>()
    let open = runs.filter { seen.insert($0.id).inserted && SweepResult.read($0.id, in: into) == nil }
    let depth = Comparison.Depth(rawValue: plan.until) ?? .staffing
    let search = SearchSettings(effort: SearchSettings.Effort(rawValue: plan.effort) ?? .quick)
    // A search uses all threads by itself.
    let lanes = depth == .plan ? 1 : Lanes.cores
    let memo = StageMemo()
    for first in stride(from: 0, to: open.count, by: Self.runsAtOnce) {
      if isCancelled() { throw Interrupted() }
      let some = Array(open[first..<min(first + Self.runsAtOnce, open.count)])
      report(.began(.staffing))
      let outcomes = Lanes.run(some.count, threads: lanes) { [self] index in
        Result {
          let (changed, _) = try base.changed(variations, some[index].values)
          let figures = try figures(changed, depth, search, memo)
          try FileAccess.write(SweepResult.bytes(figures.cells), to: "\(into)/\(SweepResult.name(some[index].id))")
        }
      }
      for outcome in outcomes { try outcome.get() }
    }
    return open.count
  }

  /// So many runs are begun before the next look at whether to stop.
  private static let runsAtOnce = 64

  private func figures(
    _ run: RunInput, _ depth: Comparison.Depth, _ search: SearchSettings, _ memo: StageMemo
  ) throws -> Figures {
    let forecast = try memo.forecast(run)
    let requirement = try memo.requirement(for: forecast, in: run.scenario, hasPools: depth == .plan)
    var figures = Figures(requirement, in: run.scenario)
    guard depth == .plan else { return figures }
    let engine = search.engine(report: { _ in }, isCancelled: isCancelled)
    let roster = RosterSearch(covering: requirement, in: run.scenario).roster(engine)
    if isCancelled() { throw Interrupted() }
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: run.scenario)
    figures.add(roster, coverage, requirement, in: run.scenario)
    return figures
  }

  /// The scenario that results are of, for its promises; `nil` where it cannot be read or was changed since the sweep was planned.
  private func baseOfResults(of plan: SweepPlan) -> Base? {
    guard let base = try? Base(self), base.id == plan.base else { return nil }
    return base
  }

  /// - Parameter base: the scenario where it is at hand; only then promises are told of.
  private func merged(_ plan: SweepPlan, computed: Int, missing: Int = 0, _ base: Base?) throws -> SweepReport {
    let variations = try plan.variations.map { text throws(InputError) in try Variation(text) }
    let promising = base.flatMap { $0.run.scenario.promises.isEmpty ? nil : $0 }
    let tables = try SweepTables(
      plan, in: into, scenario: promising.map { base in { try base.changed(variations, $0.values).0.scenario } })
    let kept = try SweepFolder(path: into).write(tables.files)
    return SweepReport(
      folder: into, runs: plan.runs.count, computed: computed, missing: missing, files: tables.files.map(\.name),
      kept: kept, promises: tables.promises, tornado: tables.tornado)
  }

  /// The scenario that everything is varied from.
  private struct Base: Sendable {
    let run: RunInput
    /// Hash of all that runs read, of Muster and of the time zone data.
    let id: String

    init(_ sweep: Sweep) throws {
      sweep.report(.began(.reading))
      let input = try ScenarioFolder.read(sweep.folder)
      run = try Planner(folder: sweep.folder).runInput(input)
      let history = input.files.first { $0.name == input.historyFile }.map { ContentHash.sha256Hex($0.bytes) } ?? ""
      let decisions: [Any] = [run.decisions.flags, run.decisions.overrides, run.decisions.donors]
      id = ContentHash.sha256Hex(
        [CanonicalText.of(input.scenario), CanonicalText.of(decisions), history, musterVersion, Zone.dataVersion()]
          .joined(separator: "\n"))
    }

    /// The scenario with a run's values, and what differs.
    func changed(_ variations: [Variation], _ values: [String?]) throws -> (RunInput, [Origin]) {
      var changes: [ScenarioChange] = []
      for (variation, value) in zip(variations, values) {
        if let value { changes.append(try variation.change(value)) }
      }
      var changed = run
      var problems = ProblemCollector()
      let origins = changed.scenario.apply(changes, &problems)
      try problems.check()
      return (changed, origins)
    }
  }
}
