import Rostering
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
    /// When the shifts start: `any`, `early`, `midday` or `late`.
    public var starts: String
    /// Points saved over the horizon.
    public var points: Double
    /// Points saved a month of 30.4 days; in the currency of the prices where they have one.
    public var pointsAMonth: Double
    /// Wages of the contract's mean hours a month, in minor units of `wageCurrency`.
    public var wageAMonth: Int
    /// Currency of the contract.
    public var wageCurrency: String
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
      let wage = Double(contract?.costPerHour.minorUnits ?? 0) * minutes / 60 * Self.weeksAMonth
      return Value(
        site: value.site, contract: value.contract, languages: value.languages, skills: value.skills,
        queues: value.queues,
        starts: value.starts, points: value.points,
        pointsAMonth: value.points / Double(scenario.horizon.weeks) * Self.weeksAMonth, wageAMonth: Int(wage.rounded()),
        wageCurrency: contract?.costPerHour.currency ?? "")
    }
  }

  /// Kinds whose shifts may start at any time, the most valuable first, with their best narrower starts.
  public var text: String {
    var lines = ["\(scenario): what the first one more person of a kind saves a month, wages not taken off", ""]
    let unit = currency ?? "points"
    let rows = values.filter { $0.starts == "any" }.map { value -> [String] in
      let narrow = values.first {
        $0.starts != "any" && $0.site == value.site && $0.contract == value.contract && $0.queues == value.queues
      }
      return [
        value.site, value.contract, value.languages.joined(separator: " "),
        value.skills.joined(separator: " "), number(value.pointsAMonth),
        narrow.map { "\($0.starts) \(number($0.pointsAMonth))" } ?? "", wageText(value),
      ]
    }
    lines += TextTable.lines(
      [["site", "contract", "speaks", "skills", unit, "best start", "wages"]] + rows, leftAligned: [0, 1, 2, 3, 5])
    lines.append("")
    lines.append(
      currency == nil
        ? "Points are those of prices in scenario.yaml; give prices.currency where they are money."
        : "\(unit) are what prices in scenario.yaml put on missing and idle agents, not cash saved.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func wageText(_ value: Value) -> String {
    let scale = (0..<Money.minorDigits(of: value.wageCurrency)).reduce(1.0) { scale, _ in scale * 10 }
    return "\(number(Double(value.wageAMonth) / scale)) \(value.wageCurrency)"
  }

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }
}

extension Planner {
  /// What one more person of each site, contract and set of queues would save, by the requirement of the output folder.
  public func values() throws -> ValueReport {
    let scenario = try read(needsHistory: false).scenario
    let requirement = try reading { try readRequirement(for: scenario) }
    report(.began(.roster))
    return ValueReport(Rostering.valuesOfOneMore(covering: requirement, in: scenario), in: scenario)
  }
}
