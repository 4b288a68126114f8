import Tabular
import Workforce

/// The merged tables of a sweep: `sweep.csv` with one row for each run and queue, and where things were varied alone `tornado.csv`.
struct SweepTables {
  private(set) var files: [(name: String, bytes: [UInt8])] = []
  /// What each variation moves, the widest first; empty for other designs.
  private(set) var tornado: [SweepReport.Bar] = []

  /// How many runs keep each promise, as sentences.
  private(set) var promises: [String] = []

  /// Reads the results that are there; others are left out.
  ///
  /// - Parameter scenario: the scenario of a run; without, nothing is said of promises.
  init(_ plan: SweepPlan, in folder: String, scenario: ((SweepPlan.Run) throws -> Scenario)? = nil) throws {
    var known: [String: [Cell: Int]] = [:]
    for run in plan.runs where known[run.id] == nil { known[run.id] = SweepResult.read(run.id, in: folder) }
    let measures = Set(known.values.flatMap { $0.keys.map(\.measure) }).sorted()
    let names = plan.variations.map { $0.split(separator: ":").first.map(String.init) ?? $0 }
    var writer = TableWriter(header: ["run"] + names + ["queue"] + measures.map(\.key))
    for run in plan.runs {
      guard let cells = known[run.id] else { continue }
      var rows: [String: [Measure: Int]] = [:]
      for (cell, figure) in cells {
        rows["all", default: [:]][cell.measure, default: 0] += figure
        if cell.scope == .queue { rows[cell.id, default: [:]][cell.measure, default: 0] += figure }
      }
      // All first, then the queues by name.
      for queue in ["all"] + rows.keys.filter({ $0 != "all" }).sorted() {
        writer.text(run.id)
        for value in run.values { if let value { writer.time(value) } else { writer.blank() } }
        writer.text(queue)
        for measure in measures {
          if let figure = rows[queue]?[measure] ?? (queue == "all" ? 0 : nil) {
            writer.time(measure.text(figure))
          } else {
            writer.blank()
          }
        }
        writer.endRow()
      }
    }
    files = [("sweep.csv", writer.bytes)]
    if let scenario { promises = try Self.promises(plan.runs, known, scenario) }
    if plan.isTornado { addTornado(plan, names, known, measures) }
  }

  private static func promises(
    _ runs: [SweepPlan.Run], _ known: [String: [Cell: Int]], _ scenario: (SweepPlan.Run) throws -> Scenario
  ) throws -> [String] {
    var tallies: [PromiseTally] = []
    var untold = 0
    for run in runs {
      guard let cells = known[run.id] else { continue }
      let scenario = try scenario(run)
      guard !scenario.promises.isEmpty else { return [] }
      let figures = PromiseFigures(cells, in: scenario)
      let (verdicts, missing) = PromiseVerdict.all(scenario.promises) { $0 ?? .mean == .mean ? figures : nil }
      untold = missing
      for verdict in verdicts {
        let index = tallies.firstIndex { $0.place == verdict.place && $0.text == verdict.promise } ?? tallies.count
        if index == tallies.count { tallies.append(PromiseTally(text: verdict.promise, place: verdict.place)) }
        tallies[index].add(verdict, of: run, wages: figures.wages)
      }
    }
    return tallies.map(\.sentence)
      + PromiseVerdict.lines([], untold: untold, next: "runs of whole plans (--until plan) or muster plan tell of them")
  }

  private static let tornadoColumns = ["measure", "unit", "driver", "low", "high", "effect_low", "effect_high"]

  /// The first line of `tornado.csv`.
  static var tornadoHeader: String { tornadoColumns.joined(separator: ",") }

  private mutating func addTornado(
    _ plan: SweepPlan, _ names: [String], _ known: [String: [Cell: Int]], _ measures: [Measure]
  ) {
    guard let base = plan.runs.first.flatMap({ known[$0.id] }) else { return }
    func total(_ cells: [Cell: Int], _ measure: Measure) -> Int {
      cells.reduce(0) { $1.key.measure == measure ? $0 + $1.value : $0 }
    }
    for (index, name) in names.enumerated() {
      let (low, high) = (plan.runs[1 + 2 * index], plan.runs[2 + 2 * index])
      guard let lower = known[low.id], let higher = known[high.id] else { continue }
      for measure in measures {
        let middle = total(base, measure)
        tornado.append(
          SweepReport.Bar(
            driver: name, measure: measure, low: low.values[index] ?? "", high: high.values[index] ?? "",
            below: total(lower, measure) - middle, above: total(higher, measure) - middle))
      }
    }
    tornado.sort { ($0.measure, -$0.span, $0.driver) < ($1.measure, -$1.span, $1.driver) }
    var writer = TableWriter(header: Self.tornadoColumns)
    for bar in tornado {
      for text in [bar.measure.name, bar.measure.unit, bar.driver] { writer.text(text) }
      for value in [bar.low, bar.high] { writer.time(value) }
      writer.time(bar.measure.text(bar.below))
      writer.time(bar.measure.text(bar.above))
      writer.endRow()
    }
    files.append(("tornado.csv", writer.bytes))
  }
}

/// What a sweep did.
public struct SweepReport: Encodable, Sendable {
  /// What one variation alone moves.
  struct Bar: Sendable {
    var driver: String
    var measure: Measure
    var low: String
    var high: String
    var below: Int
    var above: Int

    /// The distance between the least and the greatest of the base and both ends.
    var span: Int { max(below, above, 0) - min(below, above, 0) }
  }

  /// The sweep folder.
  public var folder: String
  /// Runs of the plan.
  public var runs: Int
  /// Runs that were computed now; the others were there.
  public var computed: Int
  /// Different runs that a partial merge leaves out.
  let missing: Int
  /// Files written.
  public var files: [String]
  /// Names under which tables are kept that somebody had edited.
  public var kept: [String]
  /// How many runs keep each promise, as sentences; empty where nothing is promised.
  public var promises: [String]
  let tornado: [Bar]

  private enum CodingKeys: CodingKey { case folder, runs, computed, files, kept, promises }

  /// The report as lines for a terminal.
  public var text: String {
    var lines: [String] = []
    let shown = tornado.filter {
      switch $0.measure {
      case .staffingCost, .grossHours, .shortHours, .wages, .answered: true
      default: false
      }
    }
    if !shown.isEmpty {
      lines += TextTable.lines(
        [["measure", "driver", "low", "high", "at low", "at high"]]
          + shown.map { bar in
            let places = bar.measure.unit == "hours" ? 1 : bar.measure.unit == "contacts" ? 0 : 2
            return [
              bar.measure.unit == "hours" || bar.measure.unit == "contacts"
                ? bar.measure.name : "\(bar.measure.name), \(bar.measure.unit)", bar.driver, bar.low, bar.high,
              Self.signed(bar.measure.text(bar.below, decimals: places), bar.below),
              Self.signed(bar.measure.text(bar.above, decimals: places), bar.above),
            ]
          }, leftAligned: [0, 1])
      lines.append("")
    }
    lines += promises
    lines += kept.map { "Kept a table that was edited as \($0)" }
    lines.append(
      "\(runs) \(runs == 1 ? "run" : "runs"), "
        + (missing > 0 ? "\(missing) of them missing" : "\(computed) of them computed now")
        + ". Wrote \(files.joined(separator: ", ")) into \(folder)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func signed(_ text: String, _ figure: Int) -> String { figure > 0 ? "+\(text)" : text }
}

/// How far a sweep is.
public struct SweepStatus: Encodable, Sendable {
  /// Different runs of the plan.
  public var runs: Int
  /// Runs without a whole result.
  public var missing: Int
  /// Parts of the plan.
  public var shards: Int
  /// Parts of which a run is missing.
  public var missingShards: [Int]

  /// The missing parts as an array of Slurm is written: `0,3-5`.
  public var array: String {
    var ranges: [(first: Int, last: Int)] = []
    for shard in missingShards {
      if let last = ranges.last, last.last + 1 == shard {
        ranges[ranges.count - 1].last = shard
      } else {
        ranges.append((shard, shard))
      }
    }
    return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ",")
  }

  /// The status as lines for a terminal.
  public var text: String {
    let done = "\(runs - missing) of \(runs) runs are done"
    guard missing > 0 else { return "\(done).\n" }
    return "\(done). Missing are parts \(array) of \(shards).\n"
  }
}
