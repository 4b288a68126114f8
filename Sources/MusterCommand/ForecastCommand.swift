import ArgumentParser
import Muster

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecasts contacts and handle times from the history.",
    discussion: """
      Example: muster forecast my-plan
      Example: muster forecast my-plan --today this-morning.csv
      Example: muster forecast my-plan --quantiles --paths 200

      Reads the scenario and its history; writes forecast.csv, forecast_days.csv, forecast_parts.csv, \
      forecast_totals.csv, the totals by language and channel, and flags.csv into the out folder. flags.csv lists what \
      looks odd in the history: write accept, reject or discard behind it, and the next run obeys.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(
    help: "Contacts of days that have begun, in the form of the history: the rest is forecast anew.",
    completion: .file(extensions: ["csv"]))
  var today: String?

  @Option(help: "The moment up to which --today is complete. (default: the end of its last row)")
  var asOf: String?

  @Flag(help: "Also write forecast_quantiles.csv, p05 to p95 of every interval.")
  var quantiles = false

  @Option(help: "Also write so many possible courses of all queues together into forecast_paths.csv.")
  var paths = 0

  func validate() throws {
    if asOf != nil, today == nil { throw ValidationError("--as-of goes with --today.") }
    try check(paths, "--paths", .paths)
  }

  func run() throws {
    let request = ForecastRequest(hasQuantiles: quantiles, pathCount: paths, today: today, asOf: asOf)
    try runStage(scenario, writing) { try $0.forecastStage(request) }
  }
}

struct OutlookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outlook",
    abstract: "Forecasts contacts by month, week and day for many months ahead.",
    discussion: """
      Example: muster outlook my-plan
      Example: muster outlook my-plan --driver customers.csv

      The same model as the weeks ahead, from the scenario's first date on. Growth from year to year goes on where two \
      years of history show it, slowing down; a driver, for example planned customers, takes its place. Writes \
      outlook_months.csv, outlook_weeks.csv, outlook_days.csv and outlook_queues.csv into the out folder.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "How many calendar months, the first one's rest included.")
  var months = 18

  @Option(
    help: "What contacts grow with: a table of date and one more column, past values and plans.",
    completion: .file(extensions: ["csv"]))
  var driver: String?

  @Flag(inversion: .prefixedNo, help: "Whether growth from year to year goes on.")
  var trend = true

  func validate() throws {
    try check(months, "--months", .months)
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let outlook = try planner.outlook(months: months, driver: driver, hasTrend: trend)
    progress.finish()
    if scenario.json {
      try Console.writeJSON(outlook)
    } else {
      try Console.write(outlook.text)
      outlook.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
  }
}
