import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension ScheduleLoss {
  /// Reads what shifts lost in an earlier plan, its schedule_loss.csv, so that plans may be compared by the same weeks.
  ///
  /// - Throws: `InputError` with every problem of the table; a queue of the scenario without a row is one.
  init(_ file: String, for scenario: Scenario) throws(InputError) {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    var problems = table.problems
    let names = ["week", "queue", "needed_hours", "rostered_hours", "short_hours"]
    guard let columns = table.columns(names, &problems) else {
      throw problems.error
        ?? InputError(Place(file: file), "the table cannot be read", next: "Give schedule_loss.csv of an earlier plan.")
    }
    let ids = scenario.queues.map(\.id)
    var weeks: [CivilDate: Week] = [:]
    var isThere = ids.map { _ in false }
    for row in 0..<table.rowCount {
      guard let written = table.requiredText(row: row, column: columns[0], &problems),
        let name = table.requiredText(row: row, column: columns[1], &problems)
      else { continue }
      let hours = columns.dropFirst(2).compactMap {
        table.requiredNumber(row: row, column: $0, in: 0 ... .infinity, &problems)
      }
      guard let monday = CivilDate(iso: written) else {
        problems.add(
          table.place(row: row, column: columns[0]), "\(written) is not a date of the calendar",
          next: "Write the Monday of the week, for example 2026-04-06.")
        continue
      }
      // Queues of another scenario are none of this one's.
      guard let queue = ids.firstIndex(of: name), hours.count == 3 else { continue }
      isThere[queue] = true
      let none = ids.map { _ in 0.0 }
      var week = weeks[monday] ?? Week(monday: monday, needed: none, rostered: none, short: none)
      (week.needed[queue], week.rostered[queue], week.short[queue]) = (hours[0], hours[1], hours[2])
      weeks[monday] = week
    }
    for (index, id) in ids.enumerated() where !isThere[index] && problems.isEmpty {
      problems.add(
        Place(file: file), "the table has no week of queue \(id)",
        next: "Leave --losses out, so that typical weeks are rostered.")
    }
    try problems.check()
    self.init(weeks.values.sorted { $0.monday < $1.monday }, queueCount: ids.count)
  }
}
