import ArgumentParser
import Muster

struct KpisCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis",
    abstract: "Writes figures by queue and interval, planned, simulated and real, as one table.",
    discussion: """
      Example: muster kpis my-plan
      Example: muster kpis my-plan --actuals april.csv

      Reads the tables of the out folder, those of muster simulate among them where they are there, and writes kpis.csv \
      beside them. What really happened is a table in the form of history.csv, with service_level, average_wait_seconds \
      and agents where they are known; left out, rows of the history in the plan's weeks count.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "What really happened.", completion: .file(extensions: ["csv"]))
  var actuals: String?

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let result = try planner.kpis(actuals: actuals)
    progress.finish()
    if scenario.json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}
