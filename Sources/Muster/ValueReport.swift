import Rostering
import ScenarioFiles
import Tabular
import Workforce

/// What one more person of each kind would be worth.
public struct ValueReport: Encodable, Sendable {
  /// Title of the scenario.
  public var scenario: String
  /// Currency of the prices; nil where they are plain points.
  public var currency: String?
  /// The most valuable kinds first.
  public var values: [PersonValue]

  init(_ values: [PersonValue], in scenario: Scenario) {
    self.scenario = scenario.name
    currency = scenario.prices.currency
    self.values = values
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

  private func wageText(_ value: PersonValue) -> String { "\(number(value.wages)) \(value.wageCurrency)" }

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
    return try reading { try values(scenario) }
  }

  /// The same; also writes value.csv, and value_shifts.csv with the rosters it comes from, beside the roster.
  ///
  /// - Returns: the report, and names under which edited files were kept.
  /// - Throws: `InputError` for faults of the files.
  package func valuesWritten() throws -> (report: ValueReport, keptFiles: [String]) {
    let input = try read(needsHistory: false)
    return try changing(as: "value", reading: Planner.rosterFiles.union([RequirementTable.fileName])) { results in
      let report = try values(input.scenario)
      let without = report.values.first?.without ?? []
      let rosters = ValueTable.write([without] + report.values.map(\.with), for: input.scenario)
      let kept = try write(
        [report.table, OutputFile(name: ValueTable.shifts.fileName, bytes: rosters)], to: results,
        inputs: input.files, scenario: input.scenario, roster: nil, replacing: .value)
      return (report, kept)
    }
  }

  private func values(_ folder: Scenario) throws -> ValueReport {
    let (requirement, roster) = (try readRequirement(for: folder), try readRoster(for: folder))
    var scenario = folder
    scenario.absences = try readAbsences(for: folder)
    report(.began(.roster))
    let values = Rostering.valuesOfOneMore(
      in: roster, covering: requirement, scenario: scenario, isCancelled: isCancelled)
    try stopIfCancelled()
    return ValueReport(values, in: scenario)
  }
}
