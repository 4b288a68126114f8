import ArgumentParser
import Muster
import ScenarioFiles

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a plan into a SQLite database, its roster into a workbook, or its tables for a spreadsheet.",
    discussion: """
      Example: muster export my-plan --sqlite plans.sqlite
      Example: muster export my-plan --sqlite plans.sqlite --name "with two more people"
      Example: muster export my-plan --xlsx roster.xlsx --language de
      Example: muster export my-plan --csv tables --dialect excel-fr

      A database holds as many scenarios as you like, by name; one that is there already is replaced. It holds no names of people.
      A workbook has a sheet for each team and week, to look at and print, and the sheet roster: edit that one, and
      muster import-roster takes it back, as it does roster.csv of any dialect.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "The database to write, new or there already.", completion: .file(extensions: ["sqlite", "db"]))
  var sqlite: String?

  @Option(help: "The scenario's name in the database. (default: the folder's)")
  var name: String?

  @Option(help: "The workbook to write, new or there already.", completion: .file(extensions: ["xlsx"]))
  var xlsx: String?

  @Option(help: "Language of the workbook, a BCP 47 tag such as de or pt-BR. (default: en)")
  var language = "en"

  @Flag(inversion: .prefixedNo, help: "Whether the workbook shows people's names, not their ids alone.")
  var names = true

  @Option(help: "A folder for the tables of the out folder as text for a spreadsheet.", completion: .directory)
  var csv: String?

  @Option(help: "With --csv: separator, decimal mark and dates of a country.")
  var dialect: SpreadsheetDialect?

  func validate() throws {
    if sqlite == nil, xlsx == nil, csv == nil {
      throw ValidationError("Say what to write: --sqlite FILE or --xlsx FILE, or --csv FOLDER.")
    }
    if (csv == nil) != (dialect == nil) {
      throw ValidationError("--csv FOLDER and --dialect go together; Muster's own tables are in the out folder.")
    }
    if let csv, csv.isEmpty { throw ValidationError("--csv needs the name of a folder.") }
    if sqlite == nil, name != nil { throw ValidationError("--name is of a database: add --sqlite FILE.") }
    if let xlsx, xlsx.isEmpty { throw ValidationError("--xlsx needs the name of a file.") }
    if !ReportRequest.hasLanguage(language) {
      throw ValidationError("--language needs one of \(ReportRequest.languages.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let (planner, progress) = scenario.planner()
    let workbook = try xlsx.map { try planner.exportWorkbook(to: $0, language: language, showsNames: names) }
    let database = try sqlite.map { try DatabaseExport.run(folder: scenario.folder, file: $0, name: name) }
    var tables: Planner.ExportedTables?
    if let csv, let dialect { tables = try planner.exportTables(into: csv, as: dialect) }
    progress.finish()
    if scenario.json {
      if let tables { try Console.writeJSON(tables) }
      if let database { try Console.writeJSON(database) }
      if let workbook { try Console.writeJSON(workbook) }
    } else {
      try Console.write((database?.text ?? "") + (workbook?.text ?? "") + (tables?.text ?? ""))
    }
  }
}
