import FoundationEssentials
import Publishing
import Tabular

/// The runs of a sweep in their order, each with the name of its content: `plan.json` of a sweep folder.
public struct SweepPlan: Codable, Hashable, Sendable {
  /// One run.
  public struct Run: Codable, Hashable, Sendable {
    /// Hash of the resolved scenario, the version of Muster and that of the time zone data.
    public var id: String
    /// The value of each variation; nil where the run leaves it alone.
    public var values: [String?]
  }

  /// Version of Muster.
  public var muster: String
  /// Version of the time zone data.
  public var timeZoneData: String
  /// Hash of the scenario and everything it is forecast from.
  public var base: String
  /// How far the runs go.
  public var until: String
  /// Effort of the search, of whole plans.
  public var effort: String
  /// What is varied, as it was written.
  public var variations: [String]
  /// Whether every variation is varied alone.
  public var isTornado: Bool
  /// Into how many parts the runs are divided for an engine.
  public var shards: Int
  /// The runs.
  public var runs: [Run]

  /// The name of the file.
  public static let fileName = "plan.json"

  /// Reads the plan of a sweep folder.
  ///
  /// - Throws: `InputError` where there is none, it cannot be read, or another version made it.
  static func read(from folder: String) throws(InputError) -> SweepPlan {
    let path = "\(folder)/\(fileName)"
    guard FileAccess.exists(path) else {
      throw InputError(
        Place(file: path), "there is no sweep",
        next: "Plan one: muster sweep plan DIR --vary \"volume: 0.9..1.1 step 0.1\"")
    }
    let bytes = try FileAccess.read(path)
    guard let plan = SweepPlan(bytes) else {
      throw InputError(Place(file: path), "this is no plan of a sweep", next: "Plan it anew with muster sweep plan.")
    }
    guard plan.muster == musterVersion else {
      throw InputError(
        Place(file: path), "the sweep was planned by Muster \(plan.muster), and this is \(musterVersion)",
        next: "Plan it anew with muster sweep plan, or name another folder with --into.")
    }
    return plan
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding plain strings and numbers cannot fail.
    return [UInt8]((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
  }

  /// The runs of a part; parts take turns, so that all get some of every corner of a grid.
  func runs(ofShard shard: Int) -> [Run] {
    stride(from: shard, to: runs.count, by: shards).map { runs[$0] }
  }
}

extension SweepPlan {
  /// The plan that a file holds; nil where it holds something else.
  init?(_ bytes: [UInt8]) {
    guard let plan = try? JSONDecoder().decode(SweepPlan.self, from: Data(bytes)), plan.shards > 0 else { return nil }
    self = plan
  }
}

/// The result of one run on disk: its figures, and a line at the end that tells a whole file from half of one.
enum SweepResult {
  /// Path of a run's file below the sweep folder.
  static func name(_ id: String) -> String { "results/\(id).csv" }

  static func bytes(_ cells: [Cell: Int]) -> [UInt8] {
    var text = ""
    for (cell, figure) in cells.sorted(by: { $0.key < $1.key }) {
      text += "\(cell.scope.rawValue),\(cell.id),\(cell.month),\(cell.measure.key),\(figure)\n"
    }
    return Array((text + "end,\(ContentHash.sha256Hex(text))\n").utf8)
  }

  /// The figures of a finished run; nil where the file is missing or not whole.
  static func read(_ id: String, in folder: String) -> [Cell: Int]? {
    let path = "\(folder)/\(name(id))"
    guard FileAccess.exists(path), let bytes = try? FileAccess.read(path) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.lastRange(of: "end,"),
      text[end.upperBound...] == "\(ContentHash.sha256Hex(String(text[..<end.lowerBound])))\n"
    else { return nil }
    var cells: [Cell: Int] = [:]
    for line in text[..<end.lowerBound].split(separator: "\n") {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 5, let scope = Cell.Scope(rawValue: parts[0]), let measure = Measure(key: parts[3]),
        let figure = Int(parts[4])
      else { return nil }
      cells[Cell(measure: measure, scope: scope, id: parts[1], month: parts[2])] = figure
    }
    return cells
  }
}

extension String {
  fileprivate func lastRange(of part: String) -> Range<String.Index>? {
    ranges(of: part).last
  }
}

extension Measure {
  /// Name of a column: `staffing_cost_EUR`.
  var key: String {
    let words = name.split { " -".contains($0) }.joined(separator: "_")
    switch self {
    case .staffingCost(let currency), .contractPay(let currency), .wages(let currency): return "\(words)_\(currency)"
    default: return words
    }
  }

  private static let plain: [Measure] = [
    .contacts, .workHours, .requiredHours, .grossHours, .heads, .contractHours, .answered, .rosteredHours, .shortHours,
    .overHours, .paidHours,
  ]

  init?(key: String) {
    if let known = Self.plain.first(where: { $0.key == key }) {
      self = known
      return
    }
    let currency = String(key.suffix(3))
    let money: [Measure] = [.staffingCost(currency), .contractPay(currency), .wages(currency)]
    guard let known = money.first(where: { $0.key == key }) else { return nil }
    self = known
  }
}
