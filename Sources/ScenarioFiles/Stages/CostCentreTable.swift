import Tabular
import Timeline
package import Workforce

/// The file of hours by whose budget they come from, `hours_by_cost_centre.csv`: one row a cost centre, month and currency.
package enum CostCentreTable {
  /// Name of the file.
  package static let fileName = "hours_by_cost_centre.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster",
    "one row for each cost centre, month and currency with a shift; there where agents.csv says `cost_centre` of anybody",
    columns: [
      .init("cost_centre", .text, "whose budget: the `cost_centre` of the person, else the site"),
      .init("month", .date, "first date of the month; a shift belongs to the month of its date"),
      .init("currency", .text, "currency of the contracts"),
      .init("people", .integer, unit: "people", "people with a shift"),
      .init("shifts", .integer, unit: "shifts", "their shifts"),
      .init("paid_minutes", .integer, unit: "minutes", "paid minutes of these"),
      .init("money", .number, unit: "currency", "their wages, rounded to coins for each person and price of an hour"),
    ], key: ["cost_centre", "month", "currency"])

  /// Whether there is anything to tell that sites do not.
  package static func isWanted(for scenario: Scenario) -> Bool { scenario.agents.contains { !$0.costCentre.isEmpty } }

  /// Writes one row a cost centre, month and currency, in this order.
  package static func write(_ roster: Roster, for scenario: Scenario) -> [UInt8] {
    let agents = scenario.agentsById
    var groups: [Group: [Shift]] = [:]
    // Of a person by month, so that all rows add up to the wages of the plan.
    var wages: [String: [CivilDate: [String: Int]]] = [:]
    for (centre, shifts) in Dictionary(grouping: roster.shifts, by: { agents[$0.agent].map(centre) ?? "" }) {
      wages[centre] = scenario.wages(of: shifts) { $0.date.firstOfMonth }
    }
    for shift in roster.shifts {
      guard let agent = agents[shift.agent], let contract = scenario.contract(agent.contract) else { continue }
      let centre = centre(of: agent)
      let currency = contract.costPerHour(on: shift.date).currency
      groups[Group(centre: centre, month: shift.date.firstOfMonth, currency: currency), default: []].append(shift)
    }
    var writer = definition.writer()
    for (group, shifts) in groups.sorted(by: { $0.key < $1.key }) {
      writer.text(group.centre)
      writer.date(group.month)
      writer.text(group.currency)
      writer.integer(Set(shifts.map(\.agent)).count)
      writer.integer(shifts.count)
      writer.integer(shifts.reduce(0) { $0 + $1.paidMinutes })
      let money = Money(minorUnits: wages[group.centre]?[group.month]?[group.currency] ?? 0, currency: group.currency)
      writer.decimal(money.majorUnits, decimals: Money.minorDigits(of: group.currency))
      writer.endRow()
    }
    return writer.bytes
  }

  private static func centre(of agent: Agent) -> String { agent.costCentre.isEmpty ? agent.site : agent.costCentre }

  private struct Group: Hashable, Comparable {
    let centre: String
    let month: CivilDate
    let currency: String

    static func < (a: Group, b: Group) -> Bool { (a.centre, a.month, a.currency) < (b.centre, b.month, b.currency) }
  }
}
