import ArgumentParser
import Muster

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the results of a plan into a SQLite database, for reports and comparisons.",
    discussion: """
      Example: muster export my-plan --sqlite plans.sqlite
      Example: muster export my-plan --sqlite plans.sqlite --name "with two more people"

      One file holds as many scenarios as you like, by name; one that is there already is replaced. It holds no names of people.
      """)

  @Argument(help: "The scenario folder with results in out.", completion: .directory)
  var folder: String

  @Option(help: "The database to write, new or there already.", completion: .file(extensions: ["sqlite", "db"]))
  var sqlite: String

  @Option(help: "The scenario's name in the database. (default: the folder's)")
  var name: String?

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func run() throws {
    let result = try DatabaseExport.run(folder: folder, file: sqlite, name: name)
    if json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}
