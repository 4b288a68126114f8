package import Timeline
import Workforce

/// Sentences about regions whose holidays end before the plan does, so that its holidays would be planned as plain dates.
///
/// A table that ends within the horizon may be whole; it is spoken of where an earlier year has a holiday between its end
/// and that of the horizon, unless the year has one of that name, as Easter moves.
///
/// - Parameters:
///   - first: first date of the plan.
///   - last: its last date.
///   - file: the name of the table.
func holidayEndNotes(_ scenario: Scenario, from first: CivilDate, to last: CivilDate, file: String) -> [String] {
  var regions: [String] = []
  for region in scenario.queues.map(\.region) + scenario.sites.map(\.region) {
    if let region, !regions.contains(region) { regions.append(region) }
  }
  return regions.compactMap { region in
    let holidays = scenario.holidays.filter { $0.region == region }
    let known = Set(holidays.map { "\($0.date.year) \($0.name)" })
    let dates = holidays.map(\.date).sorted()
    guard let end = dates.last, end < last else { return nil }
    let isMissed =
      end < first
      || holidays.contains { holiday in
        let date = holiday.date
        return (1...3).contains { years in
          !known.contains("\(date.year + years) \(holiday.name)")
            && CivilDate(year: date.year + years, month: date.month, day: date.day).map { end < $0 && $0 <= last }
              ?? false
        }
      }
    guard isMissed else { return nil }
    return
      "\(file): the holidays of \(region) end on \(end.isoText), and the plan runs from \(first.isoText) to "
      + "\(last.isoText); add those that lie in it, or they are planned as plain dates."
  }
}

extension ScenarioInput {
  /// The notes of a plan that looks further ahead than the horizon: of a region's holidays each is told once, for all of the time.
  ///
  /// - Parameter last: last date of the plan.
  package func notes(to last: CivilDate) -> [String] {
    guard let file = holidayFile else { return notes }
    let first = scenario.horizon.first
    let known = holidayEndNotes(
      scenario, from: first, to: first.advanced(byDays: scenario.horizon.dayCount - 1), file: file)
    return notes.filter { !known.contains($0) } + holidayEndNotes(scenario, from: first, to: last, file: file)
  }
}
