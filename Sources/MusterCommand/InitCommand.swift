import ArgumentParser
import Muster

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a commented scenario from a history file, ready to plan.",
    discussion: """
      Example: muster init my-plan --history calls.csv --zone Europe/Berlin

      Queues, opening hours and the interval are read off the history; goals, contracts and people are made up to fit it \
      and are yours to replace.
      """)

  @Argument(help: "The folder to make; it must not hold a scenario yet.", completion: .directory)
  var folder: String

  @Option(
    help: "The history: start, queue, offered and, if known, handled, abandoned, handle_seconds_total.",
    completion: .file(extensions: ["csv"]))
  var history: String

  @Option(help: "The IANA zone of the operation; needed when the history's starts carry no offset.")
  var zone: String?

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func run() throws {
    let result = try ScenarioWriter.initialise(folder: folder, historyFile: history, zone: zone)
    if json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}
