import Tabular
import Timeline
import Workforce

/// Reads holidays.csv.
func readHolidays(_ bytes: [UInt8], file: String, _ problems: inout ProblemCollector) -> [Holiday] {
  var cells = TableCells(bytes, file: file, required: ["date", "region", "name"])
  var holidays: [Holiday] = []
  for row in cells.rows {
    let date = cells.required(row, "date", readDate)
    let region = cells.required(row, "region")
    let name = cells.required(row, "name")
    guard let date, let region, let name else { continue }
    holidays.append(Holiday(date: date, region: region, name: name))
  }
  problems.add(cells.problems)
  return holidays
}

/// Days of the plan and after it that an event goes on: more than any outlook has.
private let endlessDays = 36_525

/// Reads events.csv.
///
/// - Parameter horizon: the first date planned. An event whose end is left open goes on; one without a factor that began before the
///   plan lasts until the day before it, since nobody says what it would bring.
func readEvents(
  _ bytes: [UInt8], file: String, queues: NameIndex, before horizon: CivilDate, _ problems: inout ProblemCollector,
  _ warnings: inout [InputProblem]
) -> [Event] {
  var cells = TableCells(bytes, file: file, required: ["from", "to", "queue"], optional: ["factor", "note"])
  let queues = queues.ending(" * is for all queues.")
  var events: [Event] = []
  var lineOf: [Event: Int] = [:]
  for row in cells.rows {
    let from = cells.required(row, "from", readDate)
    let end = cells.optional(row, "to", readDate)
    let isEveryQueue = cells.text(row, "queue") == "*"
    let queue = isEveryQueue ? "*" : cells.name(row, "queue", in: queues)
    let factor = cells.factor(row)
    if let factor, factor >= 10 {
      warnings.append(
        InputProblem(
          cells.place(row, "factor"), "\(FixedDecimal.text(factor, decimals: 0)) times as many contacts are expected",
          next: "Nothing, if that is meant; 1.2 stands for 20 % more, which is 120 %."))
    }
    let goesOn = factor.map { !$0.isNaN } ?? false
    let to =
      end
      ?? from.map {
        $0 < horizon && !goesOn ? horizon.advanced(byDays: -1) : max($0, horizon).advanced(byDays: endlessDays)
      }
    if let from, let to, from > to { cells.addBackwards(row, from, to) }
    guard let from, let to, let queue, let factor else { continue }
    let note = cells.text(row, "note") ?? ""
    let event = Event(from: from, to: to, queue: queue, factor: factor.isNaN ? nil : factor, note: note)
    // A campaign that is pasted twice would count with its factor twice.
    if goesOn, let line = lineOf[event] {
      cells.add(row, "from", "the same event is on line \(line) already", next: "Delete one of the two rows.")
    }
    lineOf[event] = cells.table.place(row: row).line
    events.append(event)
  }
  problems.add(cells.problems)
  return events
}
