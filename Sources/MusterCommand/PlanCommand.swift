import ArgumentParser
import Muster

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Runs the whole chain: forecast, staffing, roster, calendars and tables.",
    discussion: """
      Example: muster plan scenarios/europe-support

      Writes forecast.csv, requirement.csv, roster.csv, coverage.csv, calendars and manifest.json into the out folder, \
      all of them or none. Exit status 1 says that a plan was made but a queue misses its goal or a promise is broken.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var search: SearchArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var publishing: RedraftArguments

  func run() throws {
    let (planner, progress) = scenario.planner(search: search, writing: writing)
    let result = try planner.plan(redraft: publishing.redraft)
    progress.finish()
    if scenario.json {
      try Console.writeJSON(result.summary)
    } else {
      try Console.write(result.summary.text(folder: result.folder))
      result.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
    if !result.summary.meetsGoals { throw ExitStatus.goalsMissed }
  }
}
