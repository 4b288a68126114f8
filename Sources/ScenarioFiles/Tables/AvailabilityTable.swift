import Tabular
import Timeline
import Workforce

/// Reads availability.csv: hours of weekdays in which people can work, on the clock of their site.
func readAvailability(
  _ bytes: [UInt8], file: String, agents: NameIndex, _ problems: inout ProblemCollector
) -> [Availability] {
  var cells = TableCells(
    bytes, file: file, required: ["agent", "weekdays", "from", "to"], optional: ["first", "last"])
  var rows: [Availability] = []
  for row in cells.rows {
    let agent = cells.name(row, "agent", in: agents)
    let weekdays = cells.required(row, "weekdays", readWeekdayCell)
    let from = cells.required(row, "from") { text throws(Misreading) in
      try readClockCell(text, before: .endOfDay)
    }
    let to = cells.required(row, "to") { text throws(Misreading) in try readClockCell(text, before: nil) }
    let first = cells.optional(row, "first", readDate)
    let last = cells.optional(row, "last", readDate)
    if let first, let last, first > last {
      cells.add(
        row, "first", "\(first) is after \(last)",
        next: "Write the earlier date under first; both dates are included.")
    }
    if let from, let to, from == to {
      cells.add(
        row, "to", "\(from) to \(to) is an empty stretch of time",
        next: "Write 00:00 and 24:00 for the whole day; for a day without work leave the row out.")
      continue
    }
    guard let agent, let weekdays, let from, let to else { continue }
    rows.append(Availability(agent: agent, weekdays: weekdays, from: from, to: to, first: first, last: last))
  }
  problems.add(cells.problems)
  return rows
}

/// Reads `mon-fri`, `daily`, or several days with blanks, commas or semicolons between them.
private func readWeekdayCell(_ text: String) throws(Misreading) -> [Weekday] {
  let parts = text.split { " ,;|\u{A0}".contains($0) }.joined(separator: ",")
  guard let days = readWeekdays(parts), !days.isEmpty else {
    throw Misreading("\(quoted(text)) names no weekdays", next: "Write mon-fri, sat, mon wed fri, or daily.")
  }
  return Weekday.allCases.filter(days.contains)
}

private func readClockCell(_ text: String, before limit: TimeOfDay?) throws(Misreading) -> TimeOfDay {
  var cursor = TextCursor(text)
  guard let time = cursor.clock().flatMap({ TimeOfDay($0) }), cursor.isAtEnd, limit.map({ time < $0 }) ?? true else {
    throw Misreading("\(quoted(text)) is not a time of day", next: "Write for example 16:00.")
  }
  return time
}
