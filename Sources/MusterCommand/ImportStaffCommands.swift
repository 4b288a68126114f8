import ArgumentParser
import Muster

/// What imports of people and of leave share.
struct StaffImportArguments: ParsableArguments {
  @Argument(help: "The exports, in the order in which they are read.", completion: .file())
  var files: [String]

  @Option(help: "The scenario's folder. (default: look only)", completion: .directory)
  var into: String?

  @Option(help: "A mapping file that says what the columns mean.", completion: .file(extensions: ["yaml"]))
  var mapping: String?

  @Option(help: "Write what the first file's columns are taken to mean to this new file, and import nothing.")
  var draft: String?

  @Option(help: "The order of dates: dmy, mdy or ymd. (default: as the cells tell)")
  var dateOrder: String?

  @Option(help: "The sheet of a workbook. (default: the one with a table)")
  var sheet: String?

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func run(_ kind: StaffImporter.Kind, removesLeavers: Bool = false) throws {
    var request = StaffImporter.Request(files: files)
    request.folder = into
    request.mapping = mapping
    request.dateOrder = dateOrder
    request.sheet = sheet
    request.removesLeavers = removesLeavers
    if let draft {
      try StaffImporter.draft(request, of: kind, to: draft)
      return try Console.write(
        "Wrote \(draft). Check it, then: muster import \(kind.rawValue) \(files[0]) --mapping \(draft)\n")
    }
    let result = try StaffImporter.run(request, of: kind)
    if json { try Console.writeJSON(result) } else { try Console.write(result.text) }
  }
}

struct ImportPeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "Makes or extends a scenario's people from an export of a personnel or workforce system.",
    discussion: """
      Example: muster import people staff.xlsx
      Example: muster import people staff.csv --into my-plan
      Example: muster import people odd.csv --into my-plan --draft people.yaml

      Sites, contracts, languages and skills become those of the scenario; what it does not have is asked. Whoever changed \
      is shown with what changed, and whoever is in none of the files is named and stays. Other personal columns are not read.
      """)

  @OptionGroup var arguments: StaffImportArguments

  @Flag(help: "Take people out of the table who are in none of the files.")
  var removeLeavers = false

  func run() throws { try arguments.run(.people, removesLeavers: removeLeavers) }
}

struct ImportLeaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Makes or extends a scenario's leave from an export of a personnel or workforce system.",
    discussion: """
      Example: muster import leave absences.csv --into my-plan

      Single dates that follow on each other become one leave. What is not granted is left out; leave that is in none of the \
      files is named and stays.
      """)

  @OptionGroup var arguments: StaffImportArguments

  func run() throws { try arguments.run(.leave) }
}
