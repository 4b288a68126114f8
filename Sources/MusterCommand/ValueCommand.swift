import ArgumentParser
import Muster

struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "Says what one more person of each site, contract and set of languages would save.",
    discussion: """
      Example: muster value my-plan

      Reads requirement.csv from the out folder. The figures are the duals of the linear program behind the roster's bound, in the
      points of prices in scenario.yaml (money where prices.currency says so); wages are shown beside them and not taken off.
      """)

  @OptionGroup var scenario: ScenarioArguments

  func run() throws {
    let (planner, progress) = scenario.planner()
    let report = try planner.values()
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
