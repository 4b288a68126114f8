import Chance
import Foundation
import Testing

/// Every command that writes, ended at random moments by SIGKILL, SIGINT and SIGTERM, beside a model of what must be there.
///
/// `KILL_RUNS` says how many runs (24), `KILL_SEED` repeats a run's choices; `make kill` does a thousand.
@Suite(.serialized) struct KillTests {
  /// What must be in the folder whatever happens.
  private struct Model {
    let folder: URL
    let foreign: [String]
    /// Person and date of absences that a run has confirmed.
    var absences: Set<String> = []
    /// Contents that somebody saved over Muster's files.
    var edits: [String] = []
    /// Highest sequence by person, date and ordinal of every shift that was ever told.
    var sequences: [String: Int] = [:]

    var out: URL { folder.appending(path: "plan/out") }

    init() throws {
      folder = try TinyScenario.temporary()
      let line = """
        muster plan plan > /dev/null; muster forecast plan > /dev/null; cd plan/out && mkdir -m 700 empty && ln -s /usr to-folder \
        && ln -s nowhere dangling && mkfifo pipe && echo k > keep.txt && chmod 604 keep.txt && touch -d 2020-01-02 keep.txt empty
        """
      #expect(try Command.shell(line, in: folder).status == 0)
      foreign = KillTests.marks(of: folder)
    }

    /// Content by name of what is in the out folder, Muster's corner left out.
    func files() throws -> [String: Data] { try Command.contents(of: out).filter { !$0.key.hasPrefix(".muster") } }

    func rows(_ name: String) throws -> [[String]] {
      guard let text = try? String(contentsOf: out.appending(path: name), encoding: .utf8) else { return [] }
      let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      guard let header = lines.first else { return [] }
      let columns = ["agent_id", "date", "ordinal", "sequence", "from"].map { header.firstIndex(of: $0) }
      return lines.dropFirst().map { cells in columns.map { $0.map { cells[$0] } ?? "" } }
    }

    /// Holds the folder against the model.
    mutating func check(_ what: String) throws {
      #expect(KillTests.marks(of: folder) == foreign, "\(what): what is other people's")
      let files = try files()
      let texts = Set(files.values.map { String(decoding: $0, as: UTF8.self) })
      for edit in edits where !texts.contains(edit) { Issue.record("\(what): the edit \(edit) is gone") }
      let told = Set(try rows("absences.csv").map { $0[0] + " " + $0[4] })
      #expect(told.isSuperset(of: absences), "\(what): an absence is gone")
      #expect(try isWhole(files), "\(what): the files are not those of the manifest")
      var now: [String: Int] = [:]
      for row in try rows("cancelled.csv") + rows("roster.csv") {
        now[row[0...2].joined(separator: " ")] = Int(row[3]) ?? 0
        if told.contains(row[0] + " " + row[1]), try rows("roster.csv").contains(row) {
          Issue.record("\(what): \(row[0]) is absent on \(row[1]) and works")
        }
      }
      for (shift, sequence) in sequences {
        #expect(now[shift] ?? -1 >= sequence, "\(what): \(shift) had sequence \(sequence) and has \(now[shift] ?? -1)")
      }
      sequences = now
    }

    /// Whether every file that the manifest names is there as it says, edits aside.
    private func isWhole(_ files: [String: Data]) throws -> Bool {
      struct Outputs: Decodable { var outputs: [String: String] }
      let manifest = try JSONDecoder().decode(Outputs.self, from: try #require(files["manifest.json"]))
      let names = manifest.outputs.filter { name, _ in
        !edits.contains(String(decoding: files[name] ?? Data(), as: UTF8.self))
      }
      let list = names.map { "\($0.value)  \($0.key)\n" }.joined()
      let sums = folder.appending(path: "sums")
      try Data(list.utf8).write(to: sums)
      return try Command.shell("cd plan/out && sha256sum --quiet --check --strict ../../sums", in: folder).status == 0
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  /// All about the entries that are not Muster's.
  private static func marks(of folder: URL) -> [String] {
    let list = "stat -c '%n %A %i %y %s' empty to-folder dangling pipe keep.txt 2>&1"
    return [(try? Command.shell("cd plan/out && \(list)", in: folder).output) ?? "none"]
  }

  @Test("killed at random moments, no run loses what is other people's, an edit, an absence or a sequence")
  func killed() throws {
    let environment = ProcessInfo.processInfo.environment
    let runs = environment["KILL_RUNS"].flatMap { Int($0) } ?? 24
    let seed = environment["KILL_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 32)
    print("KILL_RUNS=\(runs) KILL_SEED=\(seed)")
    var chance = SplitMix64(seed: seed)
    var model = try Model()
    defer { model.remove() }
    try model.check("the beginning")
    var ended: [String: Int] = [:]
    for run in 1...max(1, runs) {
      if run % 40 == 0 {
        model.remove()
        model = try Model()
      }
      if chance.next() % 4 == 0 {
        let name = ["forecast_totals.csv", "calendars/people/p2.ics", "ledger.csv"].randomElement(using: &chance) ?? ""
        let file = model.out.appending(path: name)
        // An editor that saves over an earlier edit does so itself.
        let former = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        model.edits.removeAll { $0 == former }
        model.edits.append("edit \(run)")
        try Data("edit \(run)".utf8).write(to: file)
      }
      let person = "p\(1 + chance.next() % 3)"
      let date = TinyScenario.dates.randomElement(using: &chance) ?? ""
      let other = "p\(1 + chance.next() % 3)"
      let isTold = FileManager.default.fileExists(atPath: model.folder.appending(path: "plan/published/0001").path)
      // Over what was told a plan goes on only where it is said from which date.
      let redraft = isTold ? ["--redraft", date] : []
      // The first shift begins days later, so that everything may still change.
      let now = ["--at", "2026-02-27T10:00+01:00"]
      let command =
        [
          ["plan"] + redraft, ["plan", "--effort", "quick"] + redraft, ["forecast"], ["outlook"], ["staff"],
          ["roster"] + redraft, ["publish"] + now, ["publish"] + now, ["simulate", "--replications", "2"], ["report"],
          ["replan", "--sick", person, "--on", date], ["replan", "--sick", person, "--on", date, "--price", "0"],
          ["give", person, "--on", date, "--to", other] + now, ["swap", person, other, "--on", date] + now,
          ["move", person, "--on", date, "--to", "09:00"] + now, ["import-roster", "plan/out/roster.csv"] + now,
        ].randomElement(using: &chance) ?? []
      let before = try model.files()
      let what = "run \(run), seed \(seed), \(command.joined(separator: " "))"
      let status = try disturbed(command, model.folder, &chance)
      ended[status, default: 0] += 1
      #expect(status != "exit 3", "\(what)")
      if status == "exit 0", command[0] == "replan" { model.absences.insert("\(person) \(date)") }
      let middle = try model.files()
      // Whoever reads next ends what was begun.
      let audit = try Command.shell("muster audit plan", in: model.folder)
      #expect(audit.status <= 1, "\(what): \(audit.errors)")
      let after = try model.files()
      for (name, content) in middle where content != before[name] && content != after[name] {
        Issue.record("\(what): \(name) was neither old nor new after \(status)")
      }
      try model.check(what)
    }
    print("ended by: \(ended.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: ", "))")
    #expect(
      try Command.shell("muster publish plan > /dev/null; ls -A plan/out | grep -c '^.muster'", in: model.folder).output
        == "0\n")
  }

  @Test("a new scenario that is killed on its way is whole or can be made again")
  func newScenario() throws {
    var chance = SplitMix64(seed: UInt64.random(in: 0..<1 << 32))
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(
      try Command.shell("muster init whole --history plan/history.csv --zone Europe/Paris", in: folder).status == 0)
    let runs = (ProcessInfo.processInfo.environment["KILL_RUNS"].flatMap { Int($0) } ?? 24) / 4
    for run in 0..<runs {
      _ = try disturbed(
        ["init", "--history", "plan/history.csv", "--zone", "Europe/Paris"], folder, &chance, target: "new\(run)")
      _ = try Command.shell("muster init new\(run) --history plan/history.csv --zone Europe/Paris", in: folder)
      let whole = try Command.shell(
        "sed -i 's/new\(run)/whole/' new\(run)/scenario.yaml; diff -r whole new\(run)", in: folder)
      #expect(whole.status == 0, "\(whole.output)")
    }
  }

  /// Runs a command and ends it at some moment; half the time just when it begins to change files.
  private func disturbed(
    _ command: [String], _ folder: URL, _ chance: inout SplitMix64, target: String = "plan"
  ) throws -> String {
    let process = Process()
    process.executableURL = Command.products.appending(path: "muster")
    process.arguments = [command[0], target] + command.dropFirst()
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let corner = folder.appending(path: target == "plan" ? "plan/out/.muster" : "\(target)/.muster").path
    let isAimed = chance.next() % 2 == 0
    let pause = Double(chance.next() % 1000) / 1000
    let signal = [SIGKILL, SIGINT, SIGTERM].randomElement(using: &chance) ?? SIGKILL
    try Command.start(process)
    let deadline = Date.now.addingTimeInterval(isAimed ? 30 : pause * 0.4)
    while process.isRunning, Date.now < deadline {
      if isAimed, let names = try? FileManager.default.contentsOfDirectory(atPath: corner), names.count > 1 {
        usleep(UInt32(pause * 4000))
        break
      }
      if !isAimed { usleep(500) }
    }
    if process.isRunning { kill(process.processIdentifier, signal) }
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? "exit \(process.terminationStatus)" : "signal \(process.terminationStatus)"
  }
}
