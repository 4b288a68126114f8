import ArgumentParser
import FoundationEssentials
import Libc
import Muster
import Tabular

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs a scenario many times with something varied; finished runs are never made again.",
    discussion: """
      Example: muster sweep my-plan --vary "volume: 0.9..1.2 step 0.05" --vary "shrinkage *.absence: +0 %..+6 % step 2 %"
      Example: muster sweep my-plan --vary "volume: 0.9..1.1" --vary "handle-time: 0.9..1.1" --tornado

      Plans, runs and merges in one go. On an engine that is there already, the steps are taken apart:
        muster sweep plan my-plan --vary ... --shards 40
        muster sweep submit my-plan --engine slurm
        muster sweep status my-plan
        muster sweep merge my-plan
      """,
    subcommands: [
      SweepAllCommand.self, SweepPlanCommand.self, SweepRunCommand.self, SweepMergeCommand.self,
      SweepStatusCommand.self, SweepSubmitCommand.self,
    ],
    defaultSubcommand: SweepAllCommand.self)
}

/// Where a sweep is.
struct SweepPlace: ParsableArguments {
  @Argument(help: "The scenario folder, which holds scenario.yaml.", completion: .directory)
  var folder: String

  @Option(help: "The sweep folder, for plan, results and tables. (default: FOLDER/sweep)", completion: .directory)
  var into: String?

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  /// The sweep, with a progress line and Ctrl-C.
  var sweep: Sweep {
    let progress = ProgressLine()
    Interruption.listen()
    return Sweep(folder: folder, into: into, report: { progress.show($0) }, isCancelled: { Interruption.isAsked })
  }

  func show(_ report: SweepReport) throws {
    if json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}

/// What a sweep varies.
struct SweepTerms: ParsableArguments {
  @Option(
    help: """
      What is varied: volume, handle-time, wages (factors), shrinkage, goals, prices or people, then whose, a colon and \
      values. May be given several times.
      """)
  var vary: [String]

  @Option(help: "Draw so many runs evenly from all values (Latin hypercube) in place of every combination.")
  var sample: Int?

  @Flag(help: "Vary one thing at a time, from its least to its greatest value.")
  var tornado = false

  @Option(help: "How far each run goes: staffing or plan.")
  var until: Comparison.Depth = .staffing

  @Option(help: "How hard whole plans search: quick, normal or best.")
  var effort: SearchSettings.Effort = .quick

  @Option(help: "Seed of --sample. (default: the scenario's)")
  var seed: UInt64?

  func validate() throws {
    if vary.isEmpty { throw ValidationError("Say what is varied, for example --vary \"volume: 0.9..1.1 step 0.05\".") }
    if sample != nil, tornado { throw ValidationError("--sample and --tornado exclude each other.") }
    if let sample, sample < 1 { throw ValidationError("--sample needs a whole number from 1.") }
  }

  func request(shards: Int = 1) throws -> Sweep.Request {
    let design: SweepDesign = tornado ? .oneAtATime : sample.map { .sample($0) } ?? .grid
    var variations: [Variation] = []
    var problems = ProblemCollector()
    for text in vary {
      do throws(InputError) { variations.append(try Variation(text)) } catch { problems.add(error) }
    }
    try problems.check()
    return Sweep.Request(variations, design: design, depth: until, effort: effort, shards: shards, seed: seed)
  }
}

struct SweepAllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Plans, runs and merges in this process, on all its cores.")

  @OptionGroup var place: SweepPlace
  @OptionGroup var terms: SweepTerms

  func run() throws { try place.show(place.sweep.all(terms.request())) }
}

struct SweepPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Names every run of a sweep; writes plan.json into the sweep folder.")

  @OptionGroup var place: SweepPlace
  @OptionGroup var terms: SweepTerms

  @Option(help: "Into how many parts the runs are divided for an engine.")
  var shards = 1

  func validate() throws {
    if !(1...100_000 ~= shards) { throw ValidationError("--shards needs a whole number from 1 to 100000.") }
  }

  func run() throws {
    let plan = try place.sweep.plan(terms.request(shards: shards))
    try Console.write("\(plan.runs.count) runs in \(plan.shards) parts. Wrote plan.json into \(place.sweep.into)\n")
  }
}

struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs what is missing of one part of the plan, or of all of it.",
    discussion: """
      Example: muster sweep run my-plan --shard 3/40

      Without --shard the part is that of the engine's index: SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX (Kubernetes) and \
      AWS_BATCH_JOB_ARRAY_INDEX count from 0, PARALLEL_SEQ (GNU parallel) from 1.
      """)

  @OptionGroup var place: SweepPlace

  @Option(help: "Which part, counted from 0, of how many: 3/40.")
  var shard: String?

  func run() throws {
    var part: Int?
    var count: Int?
    if let shard {
      let numbers = shard.split(separator: "/").map { Int($0) }
      guard numbers.count == 2, let first = numbers[0], let second = numbers[1], second > 0, 0..<second ~= first else {
        throw ValidationError("--shard needs a part and how many there are, for example 0/4 to 3/4.")
      }
      (part, count) = (first, second)
    } else {
      let environment = ProcessInfo.processInfo.environment
      for name in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"] where part == nil {
        part = environment[name].flatMap { Int($0) }
      }
      if part == nil { part = environment["PARALLEL_SEQ"].flatMap { Int($0) }.map { $0 - 1 } }
    }
    let computed = try place.sweep.run(shard: part, of: count)
    try Console.write("\(computed) \(computed == 1 ? "run" : "runs") computed.\n")
  }
}

struct SweepMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Puts the results together: sweep.csv, and tornado.csv of a tornado.")

  @OptionGroup var place: SweepPlace

  @Flag(help: "Leave out runs that are missing.")
  var partial = false

  func run() throws { try place.show(place.sweep.merge(isPartial: partial)) }
}

struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says from the results on disk what is done; exit status 1 where some is missing.")

  @OptionGroup var place: SweepPlace

  func run() throws {
    let status = try place.sweep.status()
    if place.json { try Console.writeJSON(status) } else { try Console.write(status.text) }
    if status.missing > 0 { throw ExitStatus.goalsMissed }
  }
}

struct SweepSubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Hands the parts that are missing to an engine.",
    discussion: """
      Example: muster sweep submit my-plan --engine slurm --dry-run

      slurm submits one array with sbatch, parallel starts GNU parallel on this machine, local runs in this process. Options \
      behind -- go to sbatch or parallel as they are.
      """)

  /// What runs the parts.
  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case local, parallel, slurm
  }

  @OptionGroup var place: SweepPlace

  @Option(help: "local, parallel or slurm.")
  var engine: Engine = .local

  @Flag(help: "Print the command and do not run it.")
  var dryRun = false

  @Argument(parsing: .postTerminator, help: "Further options of sbatch or parallel.")
  var options: [String] = []

  func run() throws {
    let sweep = place.sweep
    let status = try sweep.status()
    guard status.missing > 0 else { return try Console.write(status.text) }
    let run = [CommandLine.arguments[0], "sweep", "run", place.folder, "--into", sweep.into]
    let command: [String]
    switch engine {
    case .local:
      if dryRun { return try Console.write(quoted(run) + "\n") }
      let computed = try sweep.run()
      return try Console.write("\(computed) runs computed.\n")
    case .slurm:
      command = ["sbatch", "--array=\(status.array)"] + options + ["--wrap", quoted(run)]
    case .parallel:
      command =
        ["parallel", "--joblog", "\(sweep.into)/joblog"] + options
        + [quoted(run) + " --shard {}/\(status.shards)", ":::"] + status.missingShards.map(String.init)
    }
    if dryRun { return try Console.write(quoted(command) + "\n") }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    execvp(command[0], arguments)
    let reason = String(cString: strerror(errno))
    arguments.forEach { free($0) }
    throw InputError(
      Place(file: command[0]), "it cannot be started: \(reason)",
      next: "Install it, or run the parts yourself with muster sweep run --shard.")
  }

  /// Words as a shell reads them.
  private func quoted(_ words: [String]) -> String {
    words.map { word in
      let isPlain = word.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || "/._-=:,{}".utf8.contains($0)
      }
      return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
