import ScenarioFiles
import Tabular
import Timeline

extension HeadcountTables {
  /// Reads hires that were announced, a headcount_hires.csv of an earlier plan.
  ///
  /// Starts before the plan are left out: who started is in agents.csv.
  ///
  /// - Throws: `InputError` with every problem of the table.
  static func readHires(
    _ file: String, for model: HeadcountModel
  ) throws(InputError) -> [(staffClass: Int, month: Int, people: Int)] {
    let table = Table.read(bytes: try FileAccess.read(file), file: file)
    var problems = table.problems
    guard let columns = table.columns(["class", "start", "people"], &problems) else {
      throw problems.error
        ?? InputError(
          Place(file: file), "the table cannot be read", next: "Write class, start and people.")
    }
    let months = MonthIndex(model.demand.starts)
    let names = model.problem.classes.filter { $0.hiring != nil }.map(\.id)
    var hires: [(staffClass: Int, month: Int, people: Int)] = []
    for row in 0..<table.rowCount {
      guard let name = table.requiredText(row: row, column: columns[0], &problems),
        let written = table.requiredText(row: row, column: columns[1], &problems),
        let people = table.requiredText(row: row, column: columns[2], &problems)
      else { continue }
      guard let index = model.problem.classes.firstIndex(where: { $0.id == name && $0.hiring != nil }) else {
        problems.add(
          table.place(row: row, column: columns[0]), "no class \(name) may be hired",
          next: nearestAdvice(name, in: names, kind: "classes that may be"))
        continue
      }
      guard let date = CivilDate(iso: written) else {
        problems.add(
          table.place(row: row, column: columns[1]), "\(written) is not a date of the calendar",
          next: "Write the first date of the month, for example 2026-04-01.")
        continue
      }
      guard let count = Int(people), 0...50_000 ~= count else {
        problems.add(
          table.place(row: row, column: columns[2]), "\(people) is no number of people",
          next: "Write a whole number from 0 to 50000.")
        continue
      }
      if let month = months.month(of: date) { hires.append((index, month, count)) }
    }
    try problems.check()
    return hires
  }
}
