import Chance
import Foundation
import Muster
import Tabular
import Testing

/// Sweeps: many runs, none twice, none half.
@Suite struct SweepTests {
  private static let grid = ["--vary", "volume: 0.8..1.2 step 0.1", "--vary", "handle-time fr-*: 0.9, 1, 1.1"]

  private func run(_ arguments: [String]) throws -> Command.Result {
    try Command.run(Command.products.appending(path: "muster").path, ["sweep"] + arguments)
  }

  private func table(_ path: String) throws -> (rows: [[String: String]], bytes: [UInt8]) {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let table = Table.read(bytes: bytes, file: path)
    let rows = (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, table.text(row: row, column: $0)) })
    }
    return (rows, bytes)
  }

  @Test("a run of a sweep comes to what a variant with the same change comes to") func sameAsVariant() throws {
    let folders = try VariantFolders(
      "extends: ../base\nchange: { volume: { fr-phone: x 1.3 }, shrinkage: { lyon.absence: +4 % } }\n")
    defer { folders.remove() }
    let result = try run([
      folders.base, "--vary", "volume fr-phone: 1, 1.3", "--vary", "shrinkage lyon.absence: +0 %..+4 % step 2 %",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let rows = try table(folders.base + "/sweep/sweep.csv").rows
    #expect(Set(rows.map { $0["run"] }).count == 6)
    let row = try #require(
      rows.first {
        $0["volume fr-phone"] == "1.3" && $0["shrinkage lyon.absence"] == "+4 %" && $0["queue"] == "fr-phone"
      })
    let comparison = try #require(
      try Comparer(base: folders.base, others: [folders.variant], depth: .staffing).compare().first)
    for (column, measure) in [("contacts", Measure.contacts), ("gross_hours", .grossHours)] {
      let figure = comparison.other.filter { $0.key.id == "fr-phone" && $0.key.measure == measure }
        .reduce(0) { $0 + $1.value }
      #expect(row[column] == measure.text(figure))
    }
    let all = try #require(
      rows.first { $0["volume fr-phone"] == "1" && $0["shrinkage lyon.absence"] == "+0 %" && $0["queue"] == "all" })
    let total = comparison.base.filter { $0.key.measure == .contacts }.reduce(0) { $0 + $1.value }
    #expect(all["contacts"] == Measure.contacts.text(total))
  }

  @Test("a grid of newcomers begins with none, which is the scenario as it is", arguments: ["0..2 step 1", "+0, +2"])
  func newcomers(values: String) throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let result = try run([folders.base, "--vary", "people A1: \(values)"])
    #expect(result.status == 0, "\(result.errors)")
    let rows = try table(folders.base + "/sweep/sweep.csv").rows.filter { $0["queue"] == "all" }
    let comparison = try #require(
      try Comparer(base: folders.base, others: [folders.variant], depth: .staffing).compare().first)
    let heads = comparison.base.filter { $0.key.measure == .heads }.reduce(0) { $0 + $1.value }
    let none = try #require(rows.first { ["0", "+0"].contains($0["people A1"]) })
    let two = try #require(rows.first { ["2", "+2"].contains($0["people A1"]) })
    #expect(none["person_months"] == Measure.heads.text(heads))
    // March and April.
    #expect(two["person_months"] == Measure.heads.text(heads + 4))
    let nobody = try run([folders.base, "--vary", "people A9: \(values)"])
    #expect(nobody.status == 2 && nobody.errors.contains("there is no such person"), "\(nobody.errors)")
  }

  @Test("a second sweep of the same grid computes nothing, a wider one only what is new") func twice() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let sweep = Sweep(folder: folders.base)
    let variations = try ["volume: 0.8..1.2 step 0.1", "handle-time fr-*: 0.9, 1, 1.1"].map { try Variation($0) }
    #expect(try sweep.all(Sweep.Request(variations)).computed == 15)
    let first = try table(sweep.into + "/sweep.csv").bytes
    #expect(try sweep.all(Sweep.Request(variations)).computed == 0)
    #expect(try table(sweep.into + "/sweep.csv").bytes == first)
    let wider = try ["volume: 0.8..1.3 step 0.1", "handle-time fr-*: 0.9, 1, 1.1"].map { try Variation($0) }
    #expect(try sweep.all(Sweep.Request(wider)).computed == 3)
    // What is the same scenario is the same run, however it is written.
    #expect(try sweep.all(Sweep.Request([try Variation("volume *: 1.0, 1.10")])).computed == 0)
  }

  @Test("killed twenty times at random moments and resumed, the merged table has the bytes of one that was not")
  func kills()
    throws
  {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let vary = ["--vary", "volume: 0.5..1.49 step 0.01", "--vary", "handle-time: 0.90..1.08 step 0.02"]
    let whole = folders.root.appending(path: "whole").path
    let killed = folders.root.appending(path: "killed").path
    #expect(try run([folders.base, "--into", whole] + vary).status == 0)
    var random = SplitMix64(seed: 20_260_323)
    var unfinished = 0
    for _ in 0..<20 {
      let process = Process()
      process.executableURL = Command.products.appending(path: "muster")
      process.arguments = ["sweep", folders.base, "--into", killed] + vary
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try Command.start(process)
      usleep(UInt32.random(in: 20_000..<400_000, using: &random))
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      unfinished += FileManager.default.fileExists(atPath: killed + "/sweep.csv") ? 0 : 1
    }
    #expect(unfinished > 0, "no run was killed before its end")
    #expect(try run([folders.base, "--into", killed] + vary).status == 0)
    let merged = try table(killed + "/sweep.csv")
    #expect(merged.bytes == (try table(whole + "/sweep.csv").bytes))
    #expect(Set(merged.rows.map { $0["run"] }).count == 1_000)
  }

  @Test("1, 3 and 10 parts, run in any order and twice at once, merge to the same bytes") func shards() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    var tables: [[UInt8]] = []
    for count in [1, 3, 10] {
      let into = folders.root.appending(path: "in-\(count)").path
      let plan = ["plan", folders.base, "--into", into, "--shards", "\(count)"] + Self.grid
      #expect(try run(plan).status == 0)
      #expect(try run(["merge", folders.base, "--into", into]).status == 2)
      #expect(try run(["status", folders.base, "--into", into]).status == 1)
      for shard in (0..<count).reversed() {
        #expect(try run(["run", folders.base, "--into", into, "--shard", "\(shard)/\(count)"]).status == 0)
      }
      #expect(try run(["run", folders.base, "--into", into]).output == "0 runs computed.\n")
      #expect(try run(["merge", folders.base, "--into", into]).status == 0)
      tables.append(try table(into + "/sweep.csv").bytes)
    }
    #expect(Set(tables).count == 1)
  }

  @Test("a result that is cut short is found, named by its part, and made good") func truncated() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let place = [folders.base]
    #expect(try run(["plan"] + place + ["--shards", "5"] + Self.grid).status == 0)
    #expect(try run(["run"] + place).status == 0)
    #expect(try run(["merge"] + place).status == 0)
    let before = try table(folders.base + "/sweep/sweep.csv").bytes
    struct Plan: Decodable {
      struct Run: Decodable { var id: String }
      var runs: [Run]
    }
    let data = try Data(contentsOf: URL(filePath: folders.base + "/sweep/plan.json"))
    let plan = try JSONDecoder().decode(Plan.self, from: data)
    for run in [1, 7, 8] {
      let file = URL(filePath: "\(folders.base)/sweep/results/\(plan.runs[run].id).csv")
      let bytes = try Data(contentsOf: file)
      try bytes.prefix(bytes.count / 2).write(to: file)
    }
    let status = try run(["status"] + place)
    #expect(status.status == 1)
    #expect(status.output == "12 of 15 runs are done. Missing are parts 1-3 of 5.\n")
    let submit = try run(["submit"] + place + ["--engine", "slurm", "--dry-run"])
    #expect(submit.output.hasPrefix("sbatch --array=1-3 --wrap "), "\(submit.output)")
    #expect(try run(["submit"] + place).output == "3 runs computed.\n")
    #expect(try run(["merge"] + place).status == 0)
    #expect(try table(folders.base + "/sweep/sweep.csv").bytes == before)
  }

  @Test("a merge of parts ends with the promises of the sweep in one go, and says how many runs it leaves out")
  func promisesOfMerges() throws {
    let folders = try VariantFolders("extends: ../base\npromises: [heads >= 2, hours short <= 100 h, heads >= 600]\n")
    defer { folders.remove() }
    let grid = ["--vary", "volume: 0.9, 1.1"]
    let whole = try run(["all", folders.variant] + grid)
    #expect(whole.status == 0 && whole.output.contains("Promise kept in"), "\(whole.output)\(whole.errors)")
    let place = [folders.variant, "--into", "\(folders.variant)/parts"]
    #expect(try run(["plan"] + place + ["--shards", "2"] + grid).status == 0)
    #expect(try run(["run"] + place + ["--shard", "0/2"]).status == 0)
    let part = try run(["merge", "--partial"] + place)
    #expect(part.output.contains("2 runs, 1 of them missing. Wrote sweep.csv"), "\(part.output)")
    #expect(try run(["run"] + place + ["--shard", "1/2"]).status == 0)
    let merged = try run(["merge"] + place)
    let told = { (output: String) in output.split(separator: "\n").dropLast() }
    #expect(told(merged.output) == told(whole.output), "\(merged.output)")
    // Of another scenario than that of the results nothing is said.
    try folders.write("extends: ../base\npromises: [heads >= 3]\n")
    let other = try run(["merge"] + place)
    #expect(other.status == 0 && told(other.output).isEmpty, "\(other.output)\(other.errors)")
  }

  @Test("files of somebody else that have a sweep's names stay, an edited table is kept, an own one is replaced")
  func named() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    for name in ["plan.json", "sweep.csv", "tornado.csv", "sweep.sha256"] {
      let into = folders.base + "/of-others-\(name)"
      try FileAccess.makeFolder(into)
      try FileAccess.write(Array("{ \"mine\": 1 }\n".utf8), to: "\(into)/\(name)")
      let result = try run([folders.base, "--into", into, "--vary", "volume: 0.9, 1"])
      #expect(result.status == 2 && result.errors.contains(name), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: into) == [name])
      #expect(try Data(contentsOf: URL(filePath: "\(into)/\(name)")) == Data("{ \"mine\": 1 }\n".utf8))
    }
    let sweep = Sweep(folder: folders.base)
    let request = Sweep.Request(try ["volume: 0.9, 1"].map { try Variation($0) })
    #expect(try sweep.all(request).kept.isEmpty)
    let file = sweep.into + "/sweep.csv"
    let edited = try table(file).bytes + Array("mine\n".utf8)
    try FileAccess.write(edited, to: file)
    let kept = try sweep.all(request).kept
    #expect(kept.count == 1)
    #expect(try table(try #require(kept.first)).bytes == edited)
    let wider = Sweep.Request(try ["volume: 0.9, 1, 1.1"].map { try Variation($0) })
    #expect(try sweep.all(wider).kept.isEmpty)
  }

  @Test("a tornado names the widest driver first, with its effect at both ends") func tornado() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let result = try run([
      folders.base, "--tornado", "--vary", "shrinkage lyon.absence: 4 %..6 %", "--vary", "volume: 0.7..1.3",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let rows = try table(folders.base + "/sweep/tornado.csv").rows.filter { $0["measure"] == "gross hours" }
    #expect(rows.map { $0["driver"] } == ["volume", "shrinkage lyon.absence"])
    #expect(rows.allSatisfy { (Double($0["effect_low"] ?? "") ?? 0) < 0 && (Double($0["effect_high"] ?? "") ?? 0) > 0 })
  }

  @Test("a Latin hypercube sample has every value evenly often, and the same seed draws the same") func sample() throws
  {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let variations = try ["volume: 0.9..1.1", "goals fr-phone: 75 %, 80 %, 85 %, 90 %"].map { try Variation($0) }
    let sweep = Sweep(folder: folders.base)
    let plan = try sweep.plan(Sweep.Request(variations, design: .sample(40), seed: 7))
    #expect(try sweep.plan(Sweep.Request(variations, design: .sample(40), seed: 7)) == plan)
    #expect(try sweep.plan(Sweep.Request(variations, design: .sample(40), seed: 8)) != plan)
    let goals = Dictionary(grouping: plan.runs) { $0.values[1] ?? "" }.mapValues(\.count)
    #expect(goals == ["75 %": 10, "80 %": 10, "85 %": 10, "90 %": 10])
    let volumes = plan.runs.compactMap { $0.values[0].flatMap(Double.init) }.sorted()
    for (index, volume) in volumes.enumerated() {
      #expect(
        (volume - 0.9) / 0.2 > Double(index) / 40 - 0.001 && (volume - 0.9) / 0.2 < Double(index + 1) / 40 + 0.001)
    }
  }

  @Test(
    "what cannot be swept is said",
    arguments: [
      (
        [
          "--vary", "volume: 0.001..1 step 0.001", "--vary", "handle-time: 0.001..1 step 0.001", "--vary",
          "prices short: 1..1000 step 1",
        ], "1000000000 runs"
      ),
      (["--vary", "volme: 1, 2"], "Did you mean volume?"),
      (["--vary", "volume fr-fone: 1, 2"], "Did you mean fr-phone?"),
      (["--vary", "volume: 2..1 step 0.5"], "upwards"), (["--vary", "volume"], "colon"),
      (["--vary", "goals fr-phone: 90 %..110 % step 10 %"], "110 %"),
      (["--vary", "shrinkage lyon.absence: 1, 2"], "percent"),
      (["--vary", "people: 1..2 step 1"], "like one person"), ([], "--vary"),
    ])
  func refusals(arguments: [String], hint: String) throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let result = try run([folders.base] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(hint), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folders.base + "/sweep/sweep.csv"))
  }

  @Test("results of another version or of a scenario that has changed since are not taken for this one's") func others()
    throws
  {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    #expect(try run(["plan", folders.variant] + Self.grid).status == 0)
    let file = URL(filePath: folders.variant + "/sweep/plan.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try folders.write("extends: ../base\nseed: 5\n")
    let changed = try run(["run", folders.variant])
    #expect(changed.status == 2)
    #expect(changed.errors.contains("no longer"), "\(changed.errors)")
    try text.replacing(/"muster" : "[^"]*"/, with: "\"muster\" : \"0.0.1\"").write(
      to: file, atomically: true, encoding: .utf8)
    for step in ["run", "merge", "status"] {
      let refused = try run([step, folders.variant])
      #expect(refused.status == 2)
      #expect(refused.errors.contains("Muster 0.0.1"), "\(refused.errors)")
    }
  }
}
