import ArgumentParser
import Muster

struct BacklogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backlog",
    abstract: "Says how long a backlog takes to be worked off, with and without overtime, and what that costs.",
    discussion: """
      Example: muster backlog my-plan --from 2026-03-24T18:00 --backlog left.csv

      left.csv has the columns queue and contacts. Reads forecast.csv, requirement.csv and roster.csv from the out folder, ours \
      or edited by hand, and writes nothing. Hours are elapsed until a twentieth of the backlog is left, by formula and as the \
      mean of a simulation. Exit status 1 says that some queue does not recover within the plan as it is rostered.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "When it is there, on the clock of the first site: 2026-03-24T18:00.")
  var from: String

  @Option(help: "The table of contacts that wait by queue.", completion: .file(extensions: ["csv"]))
  var backlog: String

  @Option(help: "How often the days are played, 2 to 100000.")
  var replications = 40

  func validate() throws { try check(replications, "--replications", .replications) }

  func run() throws {
    let (planner, progress) = scenario.planner()
    let report = try planner.backlog(BacklogQuestion(from: from, file: backlog, replications: replications))
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
    if !report.recovers { throw ExitStatus.goalsMissed }
  }
}
