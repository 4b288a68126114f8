import Forecasting
import ScenarioFiles
import Tabular

/// Contacts over many months, for budgets and hiring.
public struct Outlook: Encodable, Sendable {
  /// One month of one queue.
  public struct Month: Encodable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// First date of the month, ISO 8601.
    public var from: String
    /// Open days that the outlook has in it.
    public var openDays: Int
    /// Contacts offered.
    public var offered: Double
    /// Tenth percentile.
    public var p10: Double
    /// Ninetieth percentile.
    public var p90: Double
    /// Contacts a day per thousand of the driver; left out without one.
    public var contactsPerThousand: Double?
  }

  /// By queue and month.
  public var months: [Month]
  /// Growth of the first year ahead by queue, as a share; left out with a driver.
  public var yearlyGrowth: [String: Double]
  /// The output folder.
  public var folder: String
  /// Names of the files written.
  public var files: [String]
  /// Names under which edited files were kept.
  public var keptFiles: [String]
  /// Sentences about what the history could not support.
  public var warnings: [String]
  /// Name of what contacts grow with; left out without one.
  public var driver: String?

  /// The outlook as lines for a terminal.
  public var text: String {
    var header = ["queue", "month", "open days", "offered", "p10", "p90"]
    if let driver { header.append("a day per 1000 \(driver)") }
    let rows = months.map { month in
      [
        month.queue, String(month.from.prefix(7)), String(month.openDays), number(month.offered, 0),
        number(month.p10, 0), number(month.p90, 0),
      ] + (driver == nil ? [] : [month.contactsPerThousand.map { number($0, 2) } ?? ""])
    }
    var lines = TextTable.lines([header] + rows, leftAligned: [0, 1]) + [""]
    let growing = yearlyGrowth.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    lines += growing.map { "\($0): \(Share($1).text()) growth in the first year ahead, slowing down." }
    if growing.isEmpty, !yearlyGrowth.isEmpty { lines.append("The history shows no growth from year to year.") }
    lines += warnings.map { "Note: \($0)" }
    return (lines + ["Wrote \(files.joined(separator: ", ")) into \(folder)"]).joined(separator: "\n") + "\n"
  }

  private func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
}

extension Planner {
  /// The months ahead from the scenario's first date on; writes outlook_months.csv, outlook_weeks.csv,
  /// outlook_days.csv and outlook_queues.csv.
  ///
  /// - Parameters:
  ///   - months: calendar months, the first one's rest included.
  ///   - driver: a table `date,NAME` of what contacts grow with; `nil` for none.
  ///   - hasTrend: whether growth that the history shows goes on.
  /// - Throws: `InputError` for faults of the input.
  public func outlook(months: Int = 18, driver file: String? = nil, hasTrend: Bool = true) throws -> Outlook {
    let input = try read()
    try input.scenario.checkQueues(to: "look ahead for")
    var inputs: [InputFile] = []
    var driver: Driver?
    if let file {
      let bytes = try FileAccess.read(file)
      let column = try OutlookTable.readDriver(bytes, file: file)
      driver = Driver(name: column.name, points: column.points.map { .init(date: $0.date, value: $0.value) })
      inputs.append(InputFile(name: "--driver \(file)", bytes: bytes))
    }
    let (ranges, result) = try changing(as: "outlook") { results in
      report(.began(.forecast))
      let ahead = Forecasting.monthsAhead(
        history: input.history, scenario: input.scenario, months: months, driver: driver, hasTrend: hasTrend,
        decisions: decisions(input, try flagReview(input)))
      let ranges = ahead.ranges
      try stopIfCancelled()
      func table(_ period: String, _ periods: KeyPath<LongRange, [LongRange.Period]>) -> OutputFile {
        OutputFile(
          name: OutlookTable.definition(of: period).fileName,
          bytes: OutlookTable.write(ranges.flatMap { $0.rows(periods) }, by: period))
      }
      let queues = OutputFile(
        name: OutlookTable.queuesDefinition.fileName,
        bytes: OutlookTable.write(queues: ranges.map { ($0.queue, $0.dayCarry, $0.levelShare, $0.yearlyGrowth) }))
      let files = [table("month", \.months), table("week", \.weeks), table("day", \.days), queues]
      let result = try finish(
        files, to: results, input: input, further: inputs,
        warnings: input.notes(to: ahead.end.advanced(byDays: -1)) + ahead.warnings, replacing: .outlook)
      return (ranges, result)
    }
    var growth: [String: Double] = [:]
    for range in ranges { growth[range.queue] = range.yearlyGrowth }
    return Outlook(
      months: ranges.flatMap { range in
        range.months.map { month in
          Outlook.Month(
            queue: range.queue, from: month.first.isoText, openDays: month.openDays, offered: month.offered,
            p10: month.p10, p90: month.p90, contactsPerThousand: month.contactRate)
        }
      }, yearlyGrowth: growth, folder: result.folder, files: result.files, keptFiles: result.keptFiles,
      warnings: result.warnings,
      driver: driver?.name)
  }
}

extension LongRange {
  fileprivate func rows(_ periods: KeyPath<LongRange, [Period]>) -> [OutlookTable.Row] {
    self[keyPath: periods].map { period in
      OutlookTable.Row(
        queue: queue, first: period.first, openDays: period.openDays, offered: period.offered, p10: period.p10,
        p90: period.p90, contactRate: period.contactRate)
    }
  }
}
