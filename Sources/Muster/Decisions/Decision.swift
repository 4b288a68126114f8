import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What was decided: whose plan, by whom, and what was expected of it.
public struct Decision: Hashable, Sendable, Encodable {
  /// What was expected of one queue.
  public struct Expectation: Hashable, Sendable, Encodable {
    /// Id of the queue.
    public var queue: String
    /// Contacts.
    public var offered: Double
    /// Share within the threshold of the goal; nil where nothing is offered.
    public var service: Double?
    /// Share that the goal asks for.
    public var goal: Double
    /// Net hours below the requirement.
    public var shortHours: Double
    /// Net hours above it.
    public var overHours: Double
  }

  /// 1 for the first.
  public var number: Int
  /// When, ISO 8601 in UTC.
  public var decided: String
  /// Who decided.
  public var owner: String
  /// Why.
  public var note: String
  /// Title of the scenario.
  public var scenario: String
  /// The folders that the variant extends, the nearest first; empty for a scenario of its own.
  public var extends: [String]
  /// First date of the plan, ISO 8601.
  public var first: String
  /// Its weeks.
  public var weeks: Int
  /// Fingerprint of the scenario with its tables, the history left aside.
  public var hash: String
  /// Paid hours.
  public var paidHours: Double
  /// Wages in minor units by currency.
  public var wages: [String: Int]
  /// By queue, in the order of the scenario.
  public var queues: [Expectation]

  /// The folder of decisions below a scenario's.
  static let folder = "decisions"
  static let fileName = "decision.yaml"

  /// The folder of one decision, below a scenario's.
  static func path(_ number: Int) -> String {
    let digits = String(number)
    return "\(folder)/" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The decision as lines for a terminal.
  public var text: String {
    let money = wages.sorted { $0.key < $1.key }.map { Money(minorUnits: $0.value, currency: $0.key).text }.joined(
      separator: ", ")
    return """
      Decision \(number): \(scenario), \(weeks) \(weeks == 1 ? "week" : "weeks") from \(first), by \(owner.isEmpty ? "nobody named" : owner)
      \(FixedDecimal.text(paidHours, decimals: 1)) paid hours, wages \(money.isEmpty ? "none" : money); kept in \(Decision.path(number))

      """
  }

  // MARK: - Its file

  /// The decision as text that `read` reads again.
  var yaml: String {
    func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
    let money = wages.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    var lines = [
      "# Kept by muster decide and read by muster review, with the tables beside it. Note and owner may be edited.",
      "number: \(self.number)", "decided: \(decided)", "owner: \(yamlQuoted(owner))",
      "note: \(yamlQuoted(note))",
      "scenario: \(yamlQuoted(scenario))", "extends: [\(extends.map(yamlQuoted).joined(separator: ", "))]",
      "first: \(first)", "weeks: \(weeks)", "hash: \(hash)", "paid-hours: \(number(paidHours, 4))",
      "wages-in-minor-units: { \(money) }", "queues:",
    ]
    for queue in queues {
      let service = queue.service.map { number($0, 4) } ?? "none"
      lines.append(
        "  - { queue: \(yamlQuoted(queue.queue)), offered: \(number(queue.offered, 2)), service: \(service), "
          + "goal: \(number(queue.goal, 4)), short-hours: \(number(queue.shortHours, 4)), over-hours: \(number(queue.overHours, 4)) }"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
