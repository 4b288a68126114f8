public import Forecasting
import ScenarioFiles
public import Tabular
import Timeline
import Units
import Workforce

/// Back-tests of a scenario's history, or of a history file on its own.
public enum Backtester {
  /// What a back-test found, for people and for programs.
  public struct Report: Encodable, Sendable {
    /// The errors of one method on some dates at one horizon; percentages but for `mase`.
    public struct Line: Encodable, Sendable {
      /// Id of the queue, `nil` for all together.
      public var queue: String?
      /// `all`, `holiday`, `after a holiday`, `event` or `plain`.
      public var dates: String
      /// Calendar days from the origin.
      public var days: Int
      /// `ours`, `last week` or `8-week mean`; of handle times `ours` or `8-week mean`.
      public var method: String
      /// Number of intervals.
      public var intervals: Int
      /// Error of intervals.
      public var wape: Double
      /// Error of days.
      public var dayWape: Double
      /// Mean error.
      public var bias: Double
      /// Error in units of the usual distance from week to week; left out where there is none.
      public var mase: Double?
      /// Weighted quantile loss.
      public var wql: Double
      /// Share of counts in [p10, p90].
      public var coverage: Double
    }

    /// First dates forecast.
    public var origins: [String]
    /// All errors of contacts.
    public var lines: [Line]
    /// Errors of the handle time of the contacts that came, in percent of the seconds they took; none where no handle time
    /// is known.
    public var handleTimes: [Line]
    /// Sentences about what the rows of the history could not say.
    public var notes: [String]
    /// The same as a table for a terminal.
    public var text: String

    private enum CodingKeys: CodingKey { case origins, lines, handleTimes, notes }

    init(_ test: Backtest, notes: [String]) {
      origins = test.origins.map(\.isoText)
      self.notes = notes
      text = test.text + notes.map { "Note: \($0)\n" }.joined()
      lines = test.scores.map(Self.line)
      handleTimes = test.handleTimeScores.map(Self.line)
    }

    private static func line(_ score: Backtest.Score) -> Line {
      Line(
        queue: score.queue, dates: score.days.rawValue, days: score.horizon, method: score.method.rawValue,
        intervals: score.count, wape: score.wape, dayWape: score.dayWape, bias: score.bias,
        mase: score.mase.isFinite ? score.mase : nil, wql: score.wql, coverage: score.coverage)
    }
  }

  /// A history file and what is known about it.
  public struct Source: Sendable {
    /// The table `start,queue,offered`, in the form of a scenario's history.
    public var history: String
    /// IANA name of the clock of its queues; without one starts are wall-clock times, offsets are left aside, and no hour
    /// counts as missing or repeated.
    public var zone: String?
    /// A table `date,region,name`.
    public var holidays: String?
    /// The region whose holidays count; `nil` for all of the file.
    public var region: String?

    /// A history file.
    public init(history: String, zone: String? = nil, holidays: String? = nil, region: String? = nil) {
      self.history = history
      self.zone = zone
      self.holidays = holidays
      self.region = region
    }
  }

  /// Back-tests the history of a scenario folder.
  ///
  /// - Parameter forecasts: where to write every forecast made, beside what came and what other methods said.
  /// - Throws: `InputError` for faults of the folder's files, and when there is a file to write the forecasts to.
  public static func run(folder: String, plan: Backtest.Plan, forecasts: String? = nil) throws(InputError) -> Report {
    try checkIsFree(forecasts)
    let input = try ScenarioFolder.read(folder)
    let test = Backtest(input.history, scenario: input.scenario, plan: plan, keepsRuns: forecasts != nil)
    return try report(test, input.notes, forecasts)
  }

  /// Back-tests a history file.
  ///
  /// - Parameter forecasts: where to write every forecast made, beside what came and what other methods said.
  /// - Throws: `InputError` for an unknown zone and faults of the files, and when there is a file to write the forecasts to.
  public static func run(_ source: Source, plan: Backtest.Plan, forecasts: String? = nil) throws(InputError) -> Report {
    try checkIsFree(forecasts)
    var zone: Zone?
    if let name = source.zone {
      do throws(ZoneError) {
        zone = try Zone(named: name)
      } catch {
        throw InputError(Place(file: "--zone"), error.message, next: error.next)
      }
    }
    var holidays: [CivilDate: String] = [:]
    if let file = source.holidays {
      holidays = try readHolidays(file, region: source.region)
    }
    let bytes = try FileAccess.read(source.history)
    let read = try ScenarioFolder.readBareHistory(bytes, file: source.history, zone: zone)
    let test = Backtest(
      read.history, zone: zone ?? .utc, holidays: holidays, plan: plan, keepsRuns: forecasts != nil)
    return try report(test, read.notes, forecasts)
  }

  /// A file that is there was not made by this run, so it stays; said before the long part.
  private static func checkIsFree(_ forecasts: String?) throws(InputError) {
    guard let forecasts, FileAccess.exists(forecasts) else { return }
    throw InputError(
      Place(file: "--forecasts \(forecasts)"), "there is a file of this name", next: "Name another, or move it away.")
  }

  private static func report(_ test: Backtest, _ notes: [String], _ forecasts: String?) throws(InputError) -> Report {
    if let forecasts { try FileAccess.write(Array(test.csv.utf8), to: forecasts, isNew: true) }
    return Report(test, notes: notes)
  }

  /// Names of the holidays of a region by date; the first name of a date counts.
  private static func readHolidays(_ file: String, region: String?) throws(InputError) -> [CivilDate: String] {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    var problems = table.problems
    var holidays: [CivilDate: String] = [:]
    var regions = Set<String>()
    if let columns = table.columns(["date", "region", "name"], &problems) {
      for row in 0..<table.rowCount {
        let place = table.text(row: row, column: columns[1])
        regions.insert(place)
        let text = table.text(row: row, column: columns[0])
        guard let date = CivilDate(iso: text), Bound.dates.wholeRange ~= date.year else {
          problems.add(
            table.place(row: row, column: columns[0]), "\(quoted(text)) is not a date of the calendar",
            next: "Write year, month and day, for example 2026-03-23; \(Bound.dates.advice).")
          continue
        }
        let name = table.text(row: row, column: columns[2])
        if region == nil || place == region { holidays[date] = holidays[date] ?? name }
      }
      if let region, !regions.contains(region), problems.isEmpty {
        problems.add(
          Place(file: file), "no holiday is of the region \(region)",
          next: "Use one of \(regions.sorted().joined(separator: ", ")).")
      }
    }
    if let error = problems.error { throw error }
    return holidays
  }
}
