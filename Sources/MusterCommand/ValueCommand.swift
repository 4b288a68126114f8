import ArgumentParser
import Muster

struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "Says what one more person of each site, contract and set of languages would save.",
    discussion: """
      Example: muster value my-plan

      Reads requirement.csv and roster.csv from the out folder. Every kind of person is added to the roster and takes the cheapest \
      shifts its rules allow, and everybody else may change to a cheaper week; so much is saved at least. Figures are in the points \
      of prices in scenario.yaml (money where prices.currency says so); wages are shown beside them and not taken off.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Flag(help: "Also write value.csv, and value_shifts.csv with the rosters it comes from, into the out folder.")
  var write = false

  @OptionGroup var writing: WritingArguments

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let (report, kept) = write ? try planner.valuesWritten() : (try planner.values(), [])
    progress.finish()
    kept.forEach { Console.writeError("kept your edited file as \($0)") }
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
