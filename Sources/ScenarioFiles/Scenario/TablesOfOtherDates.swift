import Timeline
import Workforce

extension Scenario {
  /// Notes on tables of people's dates of which no row is of a date of the plan, as after a slip in the year.
  ///
  /// - Parameter paths: of the tables that scenario.yaml names, by key.
  func tablesOfOtherDates(named paths: [String: String]) -> [String] {
    let last = horizon.first.advanced(byDays: horizon.dayCount - 1)
    let tables: [(key: String, rows: [(from: CivilDate, to: CivilDate)])] = [
      ("leave", leave.map { ($0.from, $0.to) }), ("requests", requests.map { ($0.date, $0.date) }),
      // Fixed shifts before the plan count as worked.
      ("fixed", fixedShifts.map { max($0.date, horizon.first) }.map { ($0, $0) }),
    ]
    return tables.compactMap { key, rows in
      guard !rows.isEmpty, !rows.contains(where: { $0.from <= last && horizon.first <= $0.to }) else { return nil }
      return
        "\(paths[key] ?? "\(key).csv"): \(rows.count == 1 ? "its row is not" : "none of its \(rows.count) rows is") "
        + "of a date of the plan, \(horizon.first) to \(last). Look at the years if it is meant for it."
    }
  }
}
