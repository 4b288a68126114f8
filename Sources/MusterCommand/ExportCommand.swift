public import ArgumentParser
public import Muster
import ScenarioFiles

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Writes a plan into a SQLite database, its roster into a workbook, its tables or its forecast for other programs.",
    discussion: """
      Example: muster export my-plan --sqlite plans.sqlite
      Example: muster export my-plan --sqlite plans.sqlite --name "with two more people"
      Example: muster export my-plan --xlsx roster.xlsx --language de
      Example: muster export my-plan --csv tables --dialect excel-fr
      Example: muster export my-plan --to amazon-connect --file override.csv --queue-names queues.csv
      Example: muster export my-plan --schedule-template template.csv --file shifts.csv

      A database holds as many scenarios as you like, by name; one that is there already is replaced. It holds no names of people. \
      A workbook has a sheet for each team and week, to look at and print, and the sheet roster: edit that one, and \
      muster import-roster takes it back, as it does roster.csv of any dialect.
      Other systems get the forecast, Genesys Cloud the history, in the form they publish; --queue-names brings their names and ids of \
      queues: a table of queue, name, id.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "The database to write, new or there already.", completion: .file(extensions: ["sqlite", "db"]))
  var sqlite: String?

  @Option(help: "The scenario's name in the database. (default: the folder's)")
  var name: String?

  @Option(help: "The workbook to write, new or there already.", completion: .file(extensions: ["xlsx"]))
  var xlsx: String?

  @Option(help: "Language of the workbook, a BCP 47 tag such as de or pt-BR.")
  var language = "en"

  @Flag(inversion: .prefixedNo, help: "Whether the workbook shows people's names, not their ids alone.")
  var names = true

  @Option(help: "A folder for the tables of the out folder as text for a spreadsheet.", completion: .directory)
  var csv: String?

  @Option(help: "With --csv: separator, decimal mark and dates of a country.")
  var dialect: SpreadsheetDialect?

  @Option(
    help: """
      The workforce system to write a file for: amazon-connect, amazon-connect-shrinkage, genesys-cloud, \
      genesys-cloud-forecast, calabrio or verint. Shifts go by --schedule-template.
      """)
  var to: Vendor?

  @Option(help: "With amazon-connect-shrinkage: the exact name of the forecast group.")
  var group: String?

  @Option(
    help: "Write the roster in the form of this table, which another system hands out for its schedule import.",
    completion: .file(extensions: ["csv"]))
  var scheduleTemplate: String?

  @Option(
    help: "With --schedule-template: a table of activity (work, break), name and id there.",
    completion: .file(extensions: ["csv"]))
  var activities: String?

  @Option(help: "With --schedule-template: dmy or mdy, where dates of the template may be either.")
  var dateOrder: String?

  @Option(help: "With --to and --schedule-template: the new file.", completion: .file())
  var file: String?

  @Option(
    help: "With --to: a table of queue, name and id, what queues are called there.",
    completion: .file(extensions: ["csv"]))
  var queueNames: String?

  func validate() throws {
    if sqlite == nil, xlsx == nil, csv == nil, to == nil, scheduleTemplate == nil {
      throw ValidationError(
        "Say what to write: --sqlite FILE or --xlsx FILE, or --csv FOLDER, or --to SYSTEM --file FILE.")
    }
    if to != nil, scheduleTemplate != nil { throw ValidationError("Write either --to or --schedule-template.") }
    if to != nil || scheduleTemplate != nil, file == nil {
      throw ValidationError("--to and --schedule-template need the name of a new file: --file FILE.")
    }
    if to == nil, queueNames != nil || scheduleTemplate == nil && file != nil {
      throw ValidationError("--file and --queue-names are of another system: add --to SYSTEM.")
    }
    if (to == .amazonShrinkage) != (group != nil) {
      throw ValidationError("--to amazon-connect-shrinkage and --group NAME go together.")
    }
    if scheduleTemplate == nil, activities != nil || dateOrder != nil {
      throw ValidationError("--activities and --date-order are of a schedule: add --schedule-template TEMPLATE.")
    }
    if let dateOrder, !["dmy", "mdy"].contains(dateOrder) { throw ValidationError("--date-order is dmy or mdy.") }
    if (csv == nil) != (dialect == nil) {
      throw ValidationError("--csv FOLDER and --dialect go together; Muster's own tables are in the out folder.")
    }
    if let csv, csv.isEmpty { throw ValidationError("--csv needs the name of a folder.") }
    if sqlite == nil, name != nil { throw ValidationError("--name is of a database: add --sqlite FILE.") }
    if let xlsx, xlsx.isEmpty { throw ValidationError("--xlsx needs the name of a file.") }
    if !ReportRequest.hasLanguage(language) {
      throw ValidationError(ReportRequest.refusal(of: language))
    }
  }

  func run() throws {
    let (planner, progress) = scenario.planner()
    let workbook = try xlsx.map { try planner.exportWorkbook(to: $0, language: language, showsNames: names) }
    let database = try sqlite.map { try planner.exportDatabase(to: $0, name: name) }
    var tables: Planner.ExportedTables?
    if let csv, let dialect { tables = try planner.exportTables(into: csv, as: dialect) }
    let vendor = try to.map { try planner.export(to: $0, file: file ?? "", names: queueNames, group: group) }
    let schedule = try scheduleTemplate.map {
      try planner.exportSchedule(template: $0, file: file ?? "", activities: activities, dateOrder: dateOrder)
    }
    progress.finish()
    if scenario.json {
      if let other = vendor ?? schedule { try Console.writeJSON(other) }
      if let tables { try Console.writeJSON(tables) }
      if let database { try Console.writeJSON(database) }
      if let workbook { try Console.writeJSON(workbook) }
    } else {
      try Console.write(
        (database?.text ?? "") + (workbook?.text ?? "") + (tables?.text ?? "")
          + ((vendor ?? schedule)?.text ?? ""))
    }
  }
}

extension Vendor: ExpressibleByArgument {}
