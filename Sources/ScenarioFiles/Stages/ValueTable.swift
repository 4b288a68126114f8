import Tabular
import Timeline
package import Workforce

/// The files of what one more person would be worth: `value.csv`, one row a kind, and `value_shifts.csv`, the rosters compared.
package enum ValueTable {
  /// What the file of kinds holds.
  package static let kinds = TableDefinition(
    "value.csv", stage: "value --write", "one row a kind of person, the most valuable first",
    columns: [
      rank, .init("site", .text, "id of the site"), .init("contract", .text, "id of the contract"),
      .init("languages", .text, "languages of the queues served, separated by blanks"),
      .init("skills", .text, "skills, separated by blanks"), .init("queues", .text, "queues served"),
      .init("start_times", .text, mayBeEmpty: true, "first and last start of the shifts on the site's clock"),
      .init("points", .number, range: everything, "cost without less cost with the person, over the horizon"),
      .init("points_a_month", .number, range: everything, "the same a month of 30.4 days"),
      .init("short_hours_a_month", .number, unit: "hours", range: everything, "hours that are no longer missing"),
      .init("over_hours_a_month", .number, unit: "hours", range: everything, "hours more above the requirement"),
      .init("wages_a_month", .number, "wages of the contract's mean week, in its currency"),
      .init("currency", .text, "currency of the wages"),
    ], key: ["rank"])

  /// What the file of rosters holds.
  package static let shifts = TableDefinition(
    "value_shifts.csv", stage: "value --write",
    "one row for each stretch without a break, of dates on which somebody works otherwise than in roster.csv",
    columns: [
      .init("row", .integer, range: 1 ... .infinity, "1 for the first"),
      .init("rank", .integer, "the kind of person added, as in value.csv; 0 for the roster without one more"),
      .init("agent_id", .text, mayBeEmpty: true, "id of the person; empty for the one added"), .date,
    ] + .span + [
      .init("minutes", .integer, unit: "minutes", "elapsed minutes; 0, from midnight on, for a date without work")
    ], key: ["row"])

  private static let everything = -Double.infinity ... .infinity
  private static let rank = TableDefinition.Column(
    "rank", .integer, range: 1 ... .infinity, "rank of the kind, 1 for the most valuable")

  /// Writes the shifts of every kind; a date without work has a stretch of no length.
  ///
  /// - Parameter rosters: the dates without one more person, then with one of each kind.
  package static func write(_ rosters: [[OtherDay]], for scenario: Scenario) -> [UInt8] {
    var writer = shifts.writer()
    let zones = scenario.zonesBySite
    var row = 0
    for (kind, days) in rosters.enumerated() {
      for day in days {
        let site = day.shifts.first?.site ?? day.agent.flatMap { scenario.agent($0)?.site } ?? ""
        let zone = zones[site] ?? .utc
        let midnight = zone.startOfDay(day.date)
        for span in day.shifts.isEmpty ? [midnight..<midnight] : day.shifts.flatMap(\.stretches) {
          row += 1
          writer.integer(row)
          writer.integer(kind)
          writer.text(day.agent ?? "")
          writer.date(day.date)
          writer.span(span.lowerBound, span.upperBound, in: zone)
          writer.integer(span.upperBound.seconds(since: span.lowerBound) / 60)
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }
}
