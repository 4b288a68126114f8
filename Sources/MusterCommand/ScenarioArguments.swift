public import ArgumentParser
import FoundationEssentials
public import Muster
import Units

/// Holds the number of an option against its bound.
///
/// - Throws: `ValidationError` with the bound.
func check(_ value: Int?, _ option: String, _ bound: Bound) throws {
  if let value, !bound.wholeRange.contains(value) { throw ValidationError("\(option) needs \(bound.advice).") }
}

/// Holds the number of an option against its bound.
///
/// - Throws: `ValidationError` with the bound.
func check(_ value: Double?, _ option: String, _ bound: Bound) throws {
  if let value, !bound.contains(value) { throw ValidationError("\(option) needs \(bound.advice).") }
}

/// Holds an option that is a number of seconds against its bound.
///
/// - Throws: `ValidationError` with the bound.
func checkSeconds(_ value: Double?, _ option: String, _ bound: Bound) throws {
  if let value, !bound.contains(value) {
    throw ValidationError("\(option) needs seconds from \(bound.leastText) to \(bound.mostText).")
  }
}

/// What every command on a scenario folder takes.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "The scenario folder, which holds scenario.yaml.", completion: .directory)
  var folder: String

  @Option(help: "Where results go and earlier stages' files are read. (default: FOLDER/out)", completion: .directory)
  var out: String?

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  @Flag(help: "Say on standard error what a long run does, also where that is no terminal.")
  var progress = false

  /// A planner for these arguments that reports to a progress line and listens to Ctrl-C.
  func planner(
    search: SearchArguments? = nil, writing: WritingArguments? = nil
  ) -> (planner: Planner, progress: ProgressLine) {
    planner(settings: search?.settings ?? SearchSettings(), writing: writing)
  }

  /// A planner with settings of its own.
  func planner(
    settings: SearchSettings, writing: WritingArguments? = nil
  ) -> (planner: Planner, progress: ProgressLine) {
    let progress = ProgressLine(isAsked: self.progress)
    Interruption.listen()
    let planner = Planner(
      folder: folder, output: out ?? Planner.standardOutput(of: folder), taking: writing?.terms ?? OutputTerms(),
      search: settings, report: { progress.show($0) }, isCancelled: { Interruption.isAsked })
    return (planner, progress)
  }
}

/// What every command takes that changes the out folder.
struct WritingArguments: ParsableArguments {
  @Option(help: "Seconds to wait for another run that changes the out folder.")
  var wait: Double = 10

  @Flag(help: "Take an out folder that holds files and no manifest; a copy of every file in the way is kept.")
  var adopt = false

  var terms: OutputTerms {
    OutputTerms(wait: .seconds(wait), adopts: adopt, home: ProcessInfo.processInfo.environment["HOME"])
  }

  func validate() throws {
    try checkSeconds(wait, "--wait", .waiting)
  }
}

extension SearchSettings.Effort: ExpressibleByArgument {}

/// How hard the solver tries.
struct SearchArguments: ParsableArguments {
  @Option(help: "How hard to search: quick, normal or best. Counted in moves and nodes, so results repeat.")
  var effort: SearchSettings.Effort = .normal

  @Option(help: "Seconds after which the run has written down what it has; results may then differ from run to run.")
  var timeLimit: Double?

  @Option(
    help:
      "How often at most the roster is simulated and made anew where service misses a goal. (default: the scenario's)")
  var rounds: Int?

  var settings: SearchSettings {
    SearchSettings(effort: effort, timeLimit: timeLimit.map { .seconds($0) }, serviceRounds: rounds)
  }

  func validate() throws {
    try check(rounds, "--rounds", .rounds)
    try checkSeconds(timeLimit, "--time-limit", .timeLimit)
  }
}
