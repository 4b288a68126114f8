import Libc

/// Rosters for the public instances beside the bars and the peers' figures, each judged by an evaluator that shares no code with
/// the engine. Instances and evaluator are read from the folder `shared` beside the repository.
enum RosterBenchmark {
  /// One instance and what is expected of it.
  private struct Case {
    var name: String
    /// Path below the shared folder, or size and seed of an instance to be made.
    var source: Source
    var seconds: Double
    /// Costs: needed, and worth showing.
    var must: Double?
    var good: Double?
    /// Bound that is to be printed.
    var bound: Double?
    /// What others reach.
    var peers: String
    var isShort = false
  }

  private enum Source {
    case file(String)
    case made(size: String, seed: Int)
  }

  /// Cost, bound and seconds as printed, cost and broken rules as judged.
  private struct Outcome {
    var cost: Double?
    var violations: Int?
    var bound: String
    var wall: String
    var cpu: String
  }

  private static func dayShift(
    _ number: Int, _ seconds: Double, _ must: Double?, _ good: Double?, bound: Double? = nil, _ peers: String,
    isShort: Bool = false
  ) -> Case {
    Case(
      name: "shift24 \(number)", source: .file("benchmarks/shift24/Instance\(number).txt"), seconds: seconds,
      must: must,
      good: good, bound: bound, peers: peers, isShort: isShort)
  }

  private static func centre(
    _ size: String, _ seed: Int, _ seconds: Double, _ must: Double?, _ good: Double?, bound: Double? = nil,
    _ peers: String, isShort: Bool = false
  ) -> Case {
    Case(
      name: "call centre \(size), seed \(seed)", source: .made(size: size, seed: seed), seconds: seconds, must: must,
      good: good, bound: bound, peers: peers, isShort: isShort)
  }

  private static let cases: [Case] = [
    dayShift(1, 4, 607, 607, "Gurobi 607 in 600 s", isShort: true),
    dayShift(3, 5, 1001, 1001, "Gurobi 1001 in 600 s", isShort: true),
    dayShift(4, 5, 1716, 1716, "GLPK alone 2255, HiGHS 1716, CP-SAT 1719 in 60 s", isShort: true),
    dayShift(6, 60, 1953, 1950, "Gurobi 1950 in 600 s"),
    dayShift(7, 60, 1060, 1056, "GLPK alone none, HiGHS 1355, CP-SAT 4804 in 60 s"),
    dayShift(8, 60, 1313, 1300, bound: 1296, "HiGHS 2982 in 60 s, Gurobi 8995 in 600 s"),
    dayShift(10, 60, 4634, 4631, bound: 4631, "Gurobi 4631 in 600 s"),
    dayShift(12, 60, 4200, 4040, bound: 4040, "HiGHS 9288 in 60 s, Gurobi 4045 in 600 s"),
    dayShift(14, 60, 1281, 1278, bound: 1277.8, "HiGHS, CP-SAT none in 60 s, Gurobi 1482 in 600 s"),
    dayShift(16, 60, 3228, 3225, "Gurobi 3521 in 600 s"),
    dayShift(18, 60, 4700, 4459, bound: 4417, "CP-SAT 10827 in 60 s, Gurobi 7950 in 600 s"),
    dayShift(20, 600, nil, 5007, "best known 4769"),
    dayShift(22, 600, nil, 31752, "best known about 30240"),
    centre("S", 1, 4, nil, nil, bound: 605, "GLPK, HiGHS, CP-SAT none in 120 s", isShort: true),
    centre("S", 1, 15, 780, nil, bound: 605, "GLPK, HiGHS, CP-SAT none in 120 s"),
    centre("S", 1, 60, 740, 670, bound: 605, "GLPK, HiGHS, CP-SAT none in 120 s"),
    centre("M", 1, 15, 14_200, nil, bound: 12_400, "HiGHS, CP-SAT none in 300 s"),
    centre("M", 1, 60, 13_900, 13_400, bound: 12_400, "HiGHS, CP-SAT none in 300 s"),
    centre("M", 2, 60, nil, nil, ""),
    centre("L", 1, 300, 60_500, 58_500, bound: 55_000, ""),
  ]

  /// Runs the table; says the exit status: 1 when a roster breaks a rule or misses a bar.
  static func run(_ words: [String]) -> Int32 {
    var isShort = false
    var seed = 1
    var shared = getenv("MUSTER_SHARED").map { String(cString: $0) } ?? "../shared"
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--short": isShort = true
      case "--shared": shared = rest.popFirst() ?? shared
      case "--seed": seed = rest.popFirst().flatMap { Int($0) } ?? seed
      default:
        print("unknown option \(word)")
        return 2
      }
    }
    guard access(shared + "/benchmarks", R_OK) == 0 else {
      print("skipped: no benchmark data in \(shared)/benchmarks")
      return 0
    }
    let folder = "/tmp/muster-bench-\(getpid())"
    _ = output("mkdir -p \(folder)")
    defer { _ = output("rm -r \(folder)") }
    print("| instance | seconds | must | good | ours | bound | rules broken | wall | cpu | peers |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    var isGood = true
    for one in cases where !isShort || one.isShort {
      let outcome = solve(one, shared: shared, folder: folder, seed: seed)
      print(row(one, outcome))
      fflush(nil)
      if outcome.violations != 0 { isGood = false }
      if let must = one.must, (outcome.cost ?? .infinity) > must { isGood = false }
    }
    return isGood ? 0 : 1
  }

  private static func row(_ one: Case, _ outcome: Outcome) -> String {
    func whole(_ value: Double?) -> String { value.map { decimal($0, $0 == $0.rounded() ? 0 : 1) } ?? "-" }
    var bound = outcome.bound
    if let wanted = one.bound { bound += " (wanted \(whole(wanted)))" }
    let broken = outcome.violations.map { "\($0)" } ?? "not judged"
    return "| \(one.name) | \(whole(one.seconds)) | \(whole(one.must)) | \(whole(one.good)) | \(whole(outcome.cost)) "
      + "| \(bound) | \(broken) | \(outcome.wall) | \(outcome.cpu) | \(one.peers) |"
  }

  private static func solve(_ one: Case, shared: String, folder: String, seed: Int) -> Outcome {
    let instance: String
    switch one.source {
    case .file(let path): instance = "\(shared)/\(path)"
    case .made(let size, let seed):
      instance = "\(folder)/cc-\(size)-\(seed).json"
      if access(instance, R_OK) != 0 {
        _ = output("python3 '\(shared)/tools/make_roster_instance.py' --size \(size) --seed \(seed) --out \(folder)")
      }
    }
    let roster = "\(folder)/roster.csv"
    let said = fields(
      output("'\(CommandLine.arguments[0])' '\(instance)' --seconds \(one.seconds) --seed \(seed) --out \(roster)"))
    var outcome = Outcome(
      cost: nil, violations: nil, bound: said["bound"] ?? "-", wall: said["wall"] ?? "-", cpu: said["cpu"] ?? "-")
    let judged = fields(output("python3 '\(shared)/tools/evaluate_roster.py' '\(instance)' \(roster)"))
    outcome.cost = judged["cost"].flatMap { Double($0) }
    outcome.violations = judged["hard_violations"].flatMap { Int($0) }
    return outcome
  }

  /// What a shell command prints.
  private static func output(_ command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The `name=value` words of a text.
  private static func fields(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let parts = word.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
    return fields
  }
}
