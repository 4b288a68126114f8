import ArgumentParser
import Muster

struct ExampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Writes an example scenario with a made-up, seeded history.",
    discussion: """
      Example: muster example europe-support my-plan

      The same name always gives the same bytes. Examples: \(ScenarioWriter.exampleNames.joined(separator: ", ")).
      """)

  @Argument(help: "Which example.", completion: .list(ScenarioWriter.exampleNames))
  var name: String

  @Argument(help: "The folder to make; it must not hold a scenario yet.", completion: .directory)
  var folder: String

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func run() throws {
    let result = try ScenarioWriter.writeExample(name, folder: folder)
    if json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}
