// The fuzzer: changes small scenarios, stage files and command lines at random and holds every answer to what must hold:
// no signal, no exit status 3, no more than 20 s or 2 GB, no message without a place.
// Seconds are those of the processor, which say the same on a machine that has much else to do; one that waits for something
// for 200 s on the clock is stopped as well.
// In: a folder of seeds (Tests/Fuzz), a number of runs and a seed. Out: a line for each finding, whose folder is kept, and for
// the five cases that took the most processor seconds, with these and the MB they held.
// Readers run in a process of their own by the thousand; plans and stages run the command itself.

import ArgumentParser
import Libc
import Muster
import Tabular

/// What is run on each case.
enum Kind: String, ExpressibleByArgument, CaseIterable { case check, plan, stage, options }

struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "muster-fuzz")

  @Argument(help: "What to run on each case: check, plan, stage or options.") var kind: Kind
  @Option(help: "How many cases.") var runs = 2_000
  @Option(help: "The first case; case N is the same whatever the others are.") var seed: UInt64 = 1
  @Option(help: "Folder of seed scenarios.") var seeds = "Tests/Fuzz"
  @Option(help: "The command; by default the one beside this program.") var muster: String?
  @Option(help: "Where findings are kept.") var keep = "fuzz-findings"
  @Flag(help: .hidden) var isWorker = false
  @Option(help: .hidden) var place: String?

  static let secondsAllowed = 20.0

  func run() throws {
    if isWorker { return try check() }
    let scratch = "/tmp/muster-fuzz-\(getpid())"
    try FileAccess.makeFolder(scratch)
    defer { Folders.remove(scratch) }
    var worst = Worst()
    let findings = try kind == .check ? checks(scratch, &worst) : commands(scratch, &worst)
    worst.lines.forEach(say)
    say("\(kind.rawValue): \(runs) runs from seed \(seed), \(findings) findings")
    if findings > 0 { throw ExitCode(1) }
  }

  private func scenarios() throws -> [[String: [UInt8]]] {
    let folders = FileAccess.list(seeds).map { "\(seeds)/\($0)" }.filter(FileAccess.isFolder)
    guard !folders.isEmpty else { throw ValidationError("There are no seeds in \(seeds).") }
    return try folders.map { try Folders.read($0) }
  }

  /// Writes a line at once, so that it is not lost with a process that traps.
  private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  /// Keeps the folder of a case and says what is wrong.
  private func report(_ number: UInt64, _ what: String, _ folder: String) {
    let copy = "\(keep)/\(kind.rawValue)-\(number)"
    try? FileAccess.makeFolder(keep)
    if let files = try? Folders.read(folder) { try? Folders.write(files, to: copy) }
    say("\(kind.rawValue) \(number): \(what) (\(copy))")
  }

  // MARK: Readers

  /// Runs workers until all cases are done; a worker that dies is a finding, and the next begins behind its case.
  private func checks(_ scratch: String, _ worst: inout Worst) throws -> Int {
    var findings = 0
    var next = seed
    let end = seed + UInt64(runs)
    while next < end {
      let child = Child(
        CommandLine.arguments[0],
        [
          "check", "--is-worker", "--place", scratch, "--seeds", seeds, "--keep", keep, "--seed", String(next),
          "--runs",
          String(end - next),
        ], log: "\(scratch)/log", seconds: 86_400)
      let lines = String(decoding: child.output, as: UTF8.self).split(separator: "\n")
      for line in lines where line.hasPrefix("check ") {
        say(String(line))
        findings += 1
      }
      for line in lines where line.hasPrefix("worst ") { worst.add(line) }
      guard child.status != 0 else { break }
      let text = try FileAccess.read("\(scratch)/number")
      let number = UInt64(String(decoding: text, as: UTF8.self)) ?? next
      report(
        number, child.signal.map { "ended by signal \($0)" } ?? "exit status \(child.status ?? -1)", "\(scratch)/case")
      findings += 1
      next = number + 1
    }
    return findings
  }

  /// Reads case after case in this process, with an alarm that ends it when one takes too long.
  private func check() throws {
    let seedFolders = try scenarios()
    let folder = "\(place ?? "/tmp")/case"
    var worst = Worst()
    defer { worst.lines.forEach(say) }
    for number in seed..<seed + UInt64(runs) {
      var mutator = Mutator(seed: number)
      var files = seedFolders[mutator.index(seedFolders.count)]
      mutator.mutate(&files)
      try Folders.write(files, to: folder)
      try FileAccess.note(String(number), in: "\(place ?? "/tmp")/number")
      alarm(UInt32(10 * Self.secondsAllowed))
      let before = Child.secondsOfThisProcess
      let answer = Planner(folder: folder).check()
      let seconds = Child.secondsOfThisProcess - before
      alarm(0)
      worst.add(seconds, Child.memoryOfThisProcess / 1_000_000, "check \(number)")
      if seconds > Self.secondsAllowed { report(number, "took more than \(Self.secondsAllowed) s", folder) }
      if !answer.problems.isEmpty, let fault = Verdict.fault(ofMessage: answer.text) { report(number, fault, folder) }
      if Child.memoryOfThisProcess > 2 << 30 {
        report(number, "took more than 2 GiB", folder)
        throw ExitCode(1)
      }
    }
  }

  // MARK: Commands

  private func commands(_ scratch: String, _ worst: inout Worst) throws -> Int {
    let beside = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let program = muster ?? (beside.joined(separator: "/") + "/muster")
    let folder = "\(scratch)/case"
    var findings = 0
    let seedFolders = try scenarios()
    // A sound plan of every seed, whose files the stages read.
    var results: [[String: [UInt8]]] = []
    for files in seedFolders where kind != .plan {
      try Folders.write(files, to: folder)
      _ = Child(program, ["plan", folder, "--effort", "quick"], log: "\(scratch)/log", seconds: 60)
      results.append(try Folders.read("\(folder)/out"))
    }
    for number in seed..<seed + UInt64(runs) {
      var mutator = Mutator(seed: number)
      let which = mutator.index(seedFolders.count)
      var files = seedFolders[which]
      var stageFiles = results.isEmpty ? [:] : results[which]
      if kind == .plan { mutator.mutate(&files) }
      if kind == .stage {
        stageFiles = stageFiles.filter { $0.key.hasSuffix(".csv") || $0.key == "manifest.json" }
        let arguments = mutator.stage()
        let read = stageFiles.filter { arguments.reads.contains($0.key) }
        var changed = read
        mutator.mutate(&changed)
        for name in read.keys { stageFiles[name] = changed[name] }
      }
      try Folders.write(files, to: folder)
      if kind != .plan { try Folders.write(stageFiles, to: "\(folder)/out") }
      var again = Mutator(seed: number ^ 0x5555)
      let arguments =
        switch kind {
        case .plan: ["plan", folder, "--effort", "quick"]
        case .stage: stageArguments(number, folder)
        default: again.commandLine(folder)
        }
      let child = Child(program, arguments, log: "\(scratch)/log", seconds: Self.secondsAllowed)
      worst.add(child.seconds, child.memory / 1_000_000, "\(kind.rawValue) \(number)")
      if let fault = Verdict.fault(of: child, seconds: Self.secondsAllowed) {
        report(number, "\(arguments.joined(separator: " ")): \(fault)", kind == .stage ? "\(folder)/out" : folder)
        findings += 1
      }
    }
    return findings
  }

  /// The command line of a stage case; drawn as in the mutation of its files.
  private func stageArguments(_ number: UInt64, _ folder: String) -> [String] {
    var mutator = Mutator(seed: number)
    _ = mutator.index(max(1, FileAccess.list(seeds).filter { FileAccess.isFolder("\(seeds)/\($0)") }.count))
    let stage = mutator.stage()
    return stage.arguments.map { $0 == "FOLDER" ? folder : $0 == "TODAY" ? "\(folder)/history.csv" : $0 }
  }
}

extension FileAccess {
  /// Writes a short file in place.
  fileprivate static func note(_ text: String, in path: String) throws {
    guard let file = fopen(path, "wb") else { throw ExitCode(1) }
    fputs(text, file)
    fclose(file)
  }
}

Fuzz.main()
