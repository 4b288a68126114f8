import Tabular
import Timeline
import Units
import Workforce

/// Reads shift-demand.csv: how many people are wanted on a date in shifts of a kind, or between two hours, at a site.
func readShiftDemand(
  _ bytes: [UInt8], file: String, sites: NameIndex, kinds: [String], horizon: Horizon?,
  _ problems: inout ProblemCollector
) -> [ShiftDemand] {
  var cells = TableCells(
    bytes, file: file, required: ["date", "site", "wanted"],
    optional: ["kind", "start", "end", "skill", "least", "most", "price"])
  var demand: [ShiftDemand] = []
  var lineOf: [CivilDate: [ShiftPost: Int]] = [:]
  for row in cells.rows {
    let date = cells.required(row, "date", readDate)
    let site = cells.name(row, "site", in: sites)
    let wanted = cells.required(row, "wanted", readPeople)
    let (least, most) = (cells.optional(row, "least", readPeople), cells.optional(row, "most", readPeople))
    let price = cells.optional(row, "price", readPrice)
    let span = cells.span(row, kinds: kinds)
    guard let date, let site, let wanted, let span else { continue }
    if let least, least > wanted {
      cells.add(
        row, "least", "the least, \(least), is more than the \(wanted) wanted", next: "Raise wanted, or lower least.")
    }
    if let most, most < wanted {
      cells.add(
        row, "most", "the most, \(most), is fewer than the \(wanted) wanted", next: "Lower wanted, or raise most.")
    }
    let post = ShiftPost(site: site, skill: cells.text(row, "skill"), span: span)
    if let line = lineOf[date]?[post] {
      cells.add(row, "date", "\(post.text) is on line \(line) for \(date) already", next: "Delete one of the two rows.")
      continue
    }
    lineOf[date, default: [:]][post] = cells.table.place(row: row).line
    demand.append(
      ShiftDemand(date: date, post: post, least: min(least ?? 0, wanted), wanted: wanted, most: most, price: price))
  }
  if cells.isReadable, cells.problems.isEmpty, let horizon,
    !demand.contains(where: { horizon.dates.contains($0.date) })
  {
    cells.problems.add(
      Place(file: file),
      "no row is of a date of the plan, \(horizon.first) to \(horizon.first.advanced(byDays: horizon.dayCount - 1))",
      next: "Add a row for each date and shift, or correct horizon.first.")
  }
  problems.add(cells.problems)
  return demand
}

extension TableCells {
  /// A kind of shift, or a start and an end.
  fileprivate mutating func span(_ row: Int, kinds: [String]) -> ShiftPost.Span? {
    let (hasKind, hasStart, hasEnd) = (isFilled(row, "kind"), isFilled(row, "start"), isFilled(row, "end"))
    guard hasKind != hasStart, hasStart == hasEnd else {
      add(
        row, hasKind ? "kind" : "start", "it is not clear which shifts are meant",
        next: "Fill in kind, for example early, or start and end, for example 22:00 and 06:00.")
      return nil
    }
    if hasKind {
      return optional(row, "kind") { text throws(Misreading) in
        guard kinds.contains(text) else {
          throw Misreading(
            "no contract has shifts of the kind \(quoted(text))",
            next: kinds.isEmpty
              ? "Name starts under kinds in scenario.yaml, for example early: 06:00-09:00."
              : nearestAdvice(text, in: kinds, kind: "kinds"))
        }
        return .kind(text)
      }
    }
    let start = optional(row, "start", readClock)
    let end = optional(row, "end", readClock)
    guard let start, let end else { return nil }
    if start == end {
      add(row, "end", "\(start) to \(end) is an empty stretch of time", next: "Write another end.")
      return nil
    }
    return .hours(from: start, to: end)
  }
}

/// Reads a time of day from a cell.
func readClock(_ text: String) throws(Misreading) -> TimeOfDay {
  var cursor = TextCursor(text)
  guard let time = cursor.clock().flatMap({ TimeOfDay($0) }), cursor.isAtEnd else {
    throw Misreading("\(quoted(text)) is not a time of day", next: "Write for example 22:00.")
  }
  return time
}

private func readPeople(_ text: String) throws(Misreading) -> Int {
  let people = try readWhole(text)
  guard people >= 0 else { throw Misreading("\(text) is negative", next: "Write 0 or more people.") }
  if people > 0 { try checkBound(Double(people), text, .people) }
  return people
}
