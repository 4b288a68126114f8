import ArgumentParser
import Muster
import Timeline

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract:
      "Says why somebody has the shift they have on a date: what other choices cost, or which rule forbids them.",
    discussion: """
      Example: muster why my-plan --agent A0042 --on 2026-04-02 --instead 09:00

      Reads roster.csv and requirement.csv from the out folder. Points are those of prices in scenario.yaml; above 0 is dearer.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "Id of the person.")
  var agent: String

  @Option(help: "The date, ISO 8601.", transform: civilDate)
  var on: CivilDate

  @Option(help: "One choice to look at: off, a start such as 09:00, or a shift such as 09:00-17:30.")
  var instead: String?

  func run() throws {
    let (planner, progress) = scenario.planner()
    let report = try planner.why(agent: agent, on: on, instead: instead)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
