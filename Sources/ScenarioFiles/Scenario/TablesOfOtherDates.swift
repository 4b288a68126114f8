import Timeline
import Workforce

extension Scenario {
  /// Notes on tables of dates of which no row is of a date of the plan, as after a slip in the year; of shifts that are decided and of
  /// people wanted, where any row is not.
  ///
  /// - Parameter paths: of the tables that scenario.yaml names, by key.
  func tablesOfOtherDates(named paths: [String: String]) -> [String] {
    let last = horizon.first.advanced(byDays: horizon.dayCount - 1)
    let tables: [(key: String, rows: [(from: CivilDate, to: CivilDate)])] = [
      ("leave", leave.map { ($0.from, $0.to) }), ("requests", requests.map { ($0.date, $0.date) }),
      // Fixed shifts before the plan count as worked.
      ("fixed", fixedShifts.map { max($0.date, horizon.first) }.map { ($0, $0) }),
      ("shift-demand", (shiftDemand ?? []).map { ($0.date, $0.date) }),
    ]
    return tables.compactMap { key, rows in
      let others = rows.filter { $0.from > last || horizon.first > $0.to }
      guard let one = others.first, others.count == rows.count || key == "fixed" || key == "shift-demand" else {
        return nil
      }
      let isSome = others.count < rows.count
      let which =
        isSome
        ? "\(others.count) of its \(rows.count) rows \(others.count == 1 ? "is" : "are") not"
        : rows.count == 1 ? "its row is not" : "none of its \(rows.count) rows is"
      return
        "\(paths[key] ?? "\(key).csv"): \(which) of a date of the plan, \(horizon.first) to \(last). "
        + "Look at the year\(isSome ? " of \(one.from)" : "s") if it is meant for it."
    }
  }
}
