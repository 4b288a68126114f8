import ArgumentParser
import Muster

struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract:
      "Tries the roster with sampled days, sick calls, bots that are off and a surge: what holds, what breaks first, what mends it.",
    discussion: """
      Example: muster stress my-plan
      Example: muster stress my-plan --sick 3 --surge 1.3

      Reads forecast.csv, requirement.csv and roster.csv from the out folder, ours or edited by hand, plays them call by call in \
      each case, and writes stress.csv. Exit status 1 says that a goal or promise is broken in more than half of the days as they come.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "How often the days are played in each case, 2 to 100000.")
  var replications = 40

  @Option(help: "People who call in sick on every date. (default: one in twenty of those at work)")
  var sick: Int?

  @Option(help: "Factor on all contacts in a surge.")
  var surge = 1.2

  func validate() throws {
    try check(replications, "--replications", .replications)
    try check(sick, "--sick", .people)
    try check(surge, "--surge", .factor)
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let run = try planner.stress(StressTerms(replications: replications, sick: sick, surge: surge))
    progress.finish()
    if scenario.json {
      try Console.writeJSON(run.report)
    } else {
      try Console.write(run.report.text + "Wrote stress.csv into \(run.folder)\n")
    }
    if !run.report.holds { throw ExitStatus.goalsMissed }
  }
}
