import ArgumentParser
import Muster

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes or extends a history, people or leave from exports of other systems.",
    discussion: """
      Example: muster import calls.csv --zone Europe/Berlin
      Example: muster import june.csv july.csv --zone Europe/Berlin --into my-plan
      Example: muster import people staff.xlsx --into my-plan
      Example: muster import leave absences.csv --into my-plan

      A history is made where nothing else is named; muster import history --help shows its options.
      """,
    subcommands: [ImportHistoryCommand.self, ImportPeopleCommand.self, ImportLeaveCommand.self],
    defaultSubcommand: ImportHistoryCommand.self)
}

struct ImportHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Makes or extends a history from exports of phone systems, help desks and reports.",
    discussion: """
      Example: muster import calls.csv --zone Europe/Berlin
      Example: muster import june.csv july.csv --zone Europe/Berlin --into my-plan
      Example: muster import odd.csv --draft mapping.yaml

      Files are recognised by their columns; for an unknown one the meaning of its columns is guessed, and what stays open \
      is asked. Without --into nothing is written: the report says what the files hold. --profiles lists the known exports.
      """)

  @Argument(help: "The exports, in the order in which they are read.", completion: .file())
  var files: [String] = []

  @Option(help: "The folder whose history is made or extended: a scenario's, or any.", completion: .directory)
  var into: String?

  @Option(help: "The known export that the files are, instead of the one recognised.")
  var profile: String?

  @Option(help: "A mapping file that says what the columns mean.", completion: .file(extensions: ["yaml"]))
  var mapping: String?

  @Option(help: "Write what the first file's columns are taken to mean to this new file, and import nothing.")
  var draft: String?

  @Option(help: "The IANA zone of times without an offset, and of the history.")
  var zone: String?

  @Option(help: "The order of dates: dmy, mdy or ymd. (default: as the rows tell)")
  var dateOrder: String?

  @Option(help: "What each row is: interval or contact. (default: as the rows tell)")
  var rows: String?

  @Option(help: "The queue of files that name none. (default: calls)")
  var queue: String?

  @Option(help: "The sheet of a workbook. (default: the one with a table)")
  var sheet: String?

  @Option(help: "How numbers are written, by an example: 1,234.5 or 1.234,5. (default: as the rows tell)")
  var numbers: String?

  @Option(help: "Minutes of the intervals that contacts are counted in. (default: the scenario's, or 30)")
  var interval: Int?

  @Option(
    help: "What a second row of an interval means that differs in numbers alone: sum, last or first. (default: ask)")
  var duplicates: String?

  @Option(help: "What counts where the history has other numbers: new, old or stop.")
  var conflicts = "new"

  @Flag(help: "Leave out rows that cannot be read, and say how many.")
  var skipUnreadable = false

  @Flag(help: "List the known exports.")
  var profiles = false

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func validate() throws {
    if files.isEmpty, !profiles { throw ValidationError("Name a file to import.") }
    if let interval, ![5, 6, 10, 12, 15, 20, 30, 60].contains(interval) {
      throw ValidationError("--interval is 5, 6, 10, 12, 15, 20, 30 or 60.")
    }
    if !["new", "old", "stop"].contains(conflicts) { throw ValidationError("--conflicts is new, old or stop.") }
    if mapping != nil, profile != nil { throw ValidationError("Name either --mapping or --profile.") }
  }

  func run() throws {
    if profiles { return try Console.write(Importer.profilesText) }
    var request = Importer.Request(files: files)
    request.folder = into
    request.profile = profile
    request.mapping = mapping
    request.zone = zone
    request.dateOrder = dateOrder
    request.rows = rows
    request.queue = queue
    request.sheet = sheet
    request.numbers = numbers
    request.interval = interval
    request.duplicates = duplicates
    request.conflicts = conflicts
    request.skipsUnreadable = skipUnreadable
    if let draft {
      _ = try Importer.draft(request, to: draft)
      return try Console.write("Wrote \(draft). Check it, then: muster import \(files[0]) --mapping \(draft)\n")
    }
    let result = try Importer.run(request)
    if json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}
