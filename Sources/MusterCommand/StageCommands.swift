import ArgumentParser
import Muster
import Timeline

struct StaffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff",
    abstract: "Turns a forecast into agents needed per queue and interval.",
    discussion: """
      Example: muster staff my-plan

      Reads forecast.csv from the out folder, ours or your own; writes requirement.csv beside it.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  func run() throws {
    try runStage(scenario, writing) { try $0.staffingStage() }
  }
}

struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Rosters named people against the requirement.",
    discussion: """
      Example: muster roster my-plan --effort best

      Reads requirement.csv from the out folder, ours or your own; writes roster.csv, breaks.csv, assignments.csv and \
      coverage.csv beside it.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var search: SearchArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var publishing: RedraftArguments

  func run() throws {
    try runStage(scenario, search: search, writing) { try $0.rosterStage(redraft: publishing.redraft) }
  }
}

/// What plans over published dates take.
struct RedraftArguments: ParsableArguments {
  @Option(
    help: "Over published dates: plan anew from this date on, and throw away what was told of it; ISO 8601.",
    transform: civilDate)
  var redraft: CivilDate?
}

/// Runs one stage and lists the files it wrote.
func runStage(
  _ arguments: ScenarioArguments, search: SearchArguments? = nil, _ writing: WritingArguments,
  _ stage: (Planner) throws -> StageResult
) throws {
  let (planner, progress) = arguments.planner(search: search, writing: writing)
  let result = try stage(planner)
  progress.finish()
  if arguments.json {
    try Console.writeJSON(result)
  } else {
    try Console.write(result.text)
    result.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
  }
  if !result.clashes.isEmpty { throw ExitStatus.goalsMissed }
}
