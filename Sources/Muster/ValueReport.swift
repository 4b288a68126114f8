import Rostering
import ScenarioFiles
import Tabular
import Workforce

/// What one more person of each kind would be worth.
public struct ValueReport: Encodable, Sendable {
  /// One kind of person.
  public struct Value: Encodable, Hashable, Sendable {
    /// Id of the site.
    public var site: String
    /// Id of the contract.
    public var contract: String
    /// Languages of the queues served.
    public var languages: [String]
    /// Channels, tiers and further skills.
    public var skills: [String]
    /// Queues served.
    public var queues: String
    /// First and last start of the shifts the person gets, for example `09:00-10:30`.
    public var starts: String
    /// Points saved over the horizon; below 0 where the roster costs more with the person.
    public var points: Double
    /// Net agent-hours a month that are no longer missing.
    public var shortHoursAMonth: Double
    /// Net agent-hours a month more above the requirement.
    public var overHoursAMonth: Double
    /// Points saved a month of 30.4 days; in the currency of the prices where they have one.
    public var pointsAMonth: Double
    /// Wages of the contract's mean hours a month, in minor units of `wageCurrency`.
    public var wageAMonth: Int
    /// Currency of the contract.
    public var wageCurrency: String

    /// Wages of a month in units of their currency.
    var wages: Double {
      Money(minorUnits: wageAMonth, currency: wageCurrency).majorUnits
    }

    /// Whether no short hour goes away.
    var onlyAddsSurplus: Bool { shortHoursAMonth < 0.05 }
  }

  /// Title of the scenario.
  public var scenario: String
  /// Currency of the prices; nil where they are plain points.
  public var currency: String?
  /// The most valuable kinds first.
  public var values: [Value]

  /// Mean weeks of a month: a year of 365.25 days has twelve.
  private static let weeksAMonth = 365.25 / 12 / 7

  init(_ values: [PersonValue], in scenario: Scenario) {
    self.scenario = scenario.name
    currency = scenario.prices.currency
    self.values = values.map { value in
      let contract = scenario.contract(value.contract)
      let minutes = contract?.meanWeekMinutes ?? 0
      let months = Double(scenario.horizon.weeks) / Self.weeksAMonth
      let wage = Double(contract?.costPerHour.minorUnits ?? 0) * minutes / 60 * Self.weeksAMonth
      return Value(
        site: value.site, contract: value.contract, languages: value.languages, skills: value.skills,
        queues: value.queues,
        starts: value.starts, points: value.points, shortHoursAMonth: value.shortHours / months,
        overHoursAMonth: value.overHours / months, pointsAMonth: value.points / months, wageAMonth: Int(wage.rounded()),
        wageCurrency: contract?.costPerHour.currency ?? "")
    }
  }

  /// One row a kind, the most valuable first.
  public var text: String {
    let unit = currency ?? "points"
    var lines = [
      "\(scenario): what the first one more person of a kind saves a month at least, wages not taken off", "",
    ]
    let rows = values.map { value -> [String] in
      [
        value.site, value.contract, value.languages.joined(separator: " "), value.skills.joined(separator: " "),
        Self.saving(value.pointsAMonth), number(max(0, value.shortHoursAMonth)), number(max(0, value.overHoursAMonth)),
        value.starts, wageText(value),
      ]
    }
    let header = [
      "site", "contract", "speaks", "skills", "saves \(unit)", "short h less", "over h more", "starts", "wages",
    ]
    lines += TextTable.lines([header] + rows, leftAligned: [0, 1, 2, 3, 7])
    lines.append("")
    if values.contains(where: { $0.onlyAddsSurplus }) {
      lines.append("Who takes no short hour away only adds surplus.")
    }
    lines.append(
      "Each kind was added to the roster, took the cheapest shifts its rules allow, and everybody else could change to a "
        + "cheaper week.")
    lines.append(
      currency == nil
        ? "Points are those of prices in scenario.yaml; give prices.currency where they are money."
        : "\(unit) are what prices in scenario.yaml put on missing and idle agents, not cash saved.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A saving, `nothing`, or `costs 70 more`: nobody saves less than nothing.
  private static func saving(_ points: Double) -> String {
    let amount = FixedDecimal.text(abs(points), decimals: 0)
    return amount == "0" ? "nothing" : points > 0 ? amount : "costs \(amount) more"
  }

  private func wageText(_ value: Value) -> String { "\(number(value.wages)) \(value.wageCurrency)" }

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }
}

extension ValueReport {
  /// The table of kinds.
  fileprivate var table: OutputFile {
    var writer = ValueTable.kinds.writer()
    for (place, value) in values.enumerated() {
      writer.integer(place + 1)
      for text in [value.site, value.contract] { writer.text(text) }
      for texts in [value.languages, value.skills] { writer.text(texts.joined(separator: " ")) }
      for text in [value.queues, value.starts] { writer.text(text) }
      for number in [value.points, value.pointsAMonth, value.shortHoursAMonth, value.overHoursAMonth] {
        writer.decimal(number, decimals: 3)
      }
      writer.decimal(value.wages, decimals: Money.minorDigits(of: value.wageCurrency))
      writer.text(value.wageCurrency)
      writer.endRow()
    }
    return OutputFile(name: ValueTable.kinds.fileName, bytes: writer.bytes)
  }
}

extension Planner {
  /// What one more person of each site, contract and set of queues would save, by the requirement and the roster of the output
  /// folder.
  ///
  /// - Throws: `InputError` for faults of the files.
  public func values() throws -> ValueReport {
    let scenario = try read(needsHistory: false).scenario
    return try reading { try values(scenario) }.report
  }

  /// The same; also writes value.csv, and value_shifts.csv with the rosters it comes from, beside the roster.
  ///
  /// - Returns: the report, and names under which edited files were kept.
  /// - Throws: `InputError` for faults of the files.
  public func valuesWritten() throws -> (report: ValueReport, keptFiles: [String]) {
    let input = try read(needsHistory: false)
    return try changing(as: "value", reading: Planner.rosterFiles.union([RequirementTable.fileName])) { results in
      let found = try values(input.scenario)
      let without = found.values.first?.without ?? []
      let rosters = ValueTable.write([without] + found.values.map(\.with), for: input.scenario)
      let kept = try write(
        [found.report.table, OutputFile(name: ValueTable.shifts.fileName, bytes: rosters)], to: results,
        inputs: input.files, scenario: input.scenario, roster: nil, replacing: .value)
      return (found.report, kept)
    }
  }

  private func values(_ folder: Scenario) throws -> (report: ValueReport, values: [PersonValue]) {
    let (requirement, roster) = (try readRequirement(for: folder), try readRoster(for: folder))
    var scenario = folder
    scenario.absences = try readAbsences(for: folder)
    report(.began(.roster))
    let values = Rostering.valuesOfOneMore(in: roster, covering: requirement, scenario: scenario)
    return (ValueReport(values, in: scenario), values)
  }
}
