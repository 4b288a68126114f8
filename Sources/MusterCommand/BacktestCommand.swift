import ArgumentParser
import Forecasting
import Muster
import Units

struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Forecasts the past from what was known then, beside last week and the mean of eight weeks.",
    discussion: """
      Example: muster backtest my-plan
      Example: muster backtest --history calls.csv --zone America/New_York --holidays holidays.csv --region US

      Without a scenario the history holds start, queue and offered, with local wall-clock starts: the hour that the clocks \
      repeat holds the contacts of both its passes. A row that is there was open, also with 0 contacts.
      """)

  @Argument(help: "The scenario folder, which holds scenario.yaml.", completion: .directory)
  var folder: String?

  @Option(help: "A history file to test instead of a scenario's.", completion: .file(extensions: ["csv"]))
  var history: String?

  @Option(help: "The IANA zone of the starts of --history.")
  var zone: String?

  @Option(help: "Holidays for --history: date, region, name.", completion: .file(extensions: ["csv"]))
  var holidays: String?

  @Option(help: "The region whose holidays count. (default: all of the file)")
  var region: String?

  @Option(help: "Write every forecast made to this file, beside what came and what the other methods said.")
  var forecasts: String?

  @Option(help: "How many origins to forecast from.")
  var count = 12

  @Option(help: "Open dates between two origins. (default: 29 from two years of history on, 15 from 330 days, else 8)")
  var step: Int?

  @Option(help: "Days ahead to score, comma separated.")
  var horizons = "1,7,28"

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func validate() throws {
    if (folder == nil) == (history == nil) {
      throw ValidationError("Name either a scenario folder or a history with --history.")
    }
    if history == nil, zone != nil || holidays != nil || region != nil {
      throw ValidationError("--zone, --holidays and --region go with --history; a scenario has its own.")
    }
    if region != nil, holidays == nil { throw ValidationError("--region needs --holidays.") }
    try check(count, "--count", .origins)
    try check(step, "--step", .step)
    if days == nil { throw ValidationError("--horizons needs \(Bound.daysAhead.advice) each, for example 1,7,28.") }
  }

  /// The horizons in days, increasing; nil where the option is no list of days.
  private var days: [Int]? {
    let parts = horizons.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let days = parts.compactMap { $0 }
    guard !days.isEmpty, days.count == parts.count, days.allSatisfy(Bound.daysAhead.wholeRange.contains) else {
      return nil
    }
    return Set(days).sorted()
  }

  func run() throws {
    let plan = Backtest.Plan(count: count, step: step, horizons: days ?? [1, 7, 28])
    let report: Backtester.Report
    if let history {
      let source = Backtester.Source(history: history, zone: zone, holidays: holidays, region: region)
      report = try Backtester.run(source, plan: plan, forecasts: forecasts)
    } else {
      report = try Backtester.run(folder: folder ?? ".", plan: plan, forecasts: forecasts)
    }
    if json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
