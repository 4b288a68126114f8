import Tabular
import Timeline
import Workforce

/// What the history file says, and what had to be assumed about it.
struct HistoryReading {
  var history = ContactHistory(series: [])
  var assumptions: [String] = []
  var warnings: [InputProblem] = []
  /// Ids of queues without any row, where others have some.
  var emptyQueues: [String] = []
  /// Plain sentences about what the rows could not say.
  var notes: [String] = []
}

/// Reads history.csv: start, queue, offered, and where known handled, abandoned, handle_seconds_total.
///
/// A start without an offset is a time on the clock of the queue's opening hours. The hour that this clock repeats may be
/// there once, with the contacts of both passes, or twice in order; a time that it never shows is a problem unless nothing
/// came then. How long a row lasts is found from when the rows around it start (`RowLengths`).
///
/// - Parameters:
///   - names: all queue ids of the scenario; rows of one that is not among `queues` are checked and left out.
///   - isWallClock: whether offsets are left aside, because nobody knows the zone.
/// - Complexity: O(rows log rows).
func readHistory(
  _ bytes: [UInt8], file: String, queues: [Queue], names: NameIndex, usualIntervalSeconds: Int,
  isWallClock: Bool = false, _ problems: inout ProblemCollector
) -> HistoryReading {
  var cells = TableCells(
    bytes, file: file, required: ["start", "queue", "offered"],
    optional: ["handled", "abandoned", "handle_seconds_total"])
  let positions = names.names.map { name in queues.firstIndex { $0.id == name } }
  let share = cells.rows.count / max(1, queues.count)
  var rows = queues.map { HistoryRows(queue: $0, expected: share + share / 8) }
  var overHandled: (row: Int, count: Int)?
  var overAbandoned: (row: Int, count: Int)?
  var log = ClockLog(file: file)
  var strays = StrayLines()
  let markNotes = cells.findNumberMarks(
    [("offered", true), ("handled", true), ("abandoned", true), ("handle_seconds_total", false)])
  let isOnClock = cells.hasClocks("handle_seconds_total")
  for row in cells.rows {
    guard let written = cells.intervalTime(row, &strays) else { continue }
    let queue = cells.position(row, "queue", in: names).flatMap { positions[$0] }
    let start = cells.historyStart(
      row, written, zone: queue.map { queues[$0].open.zone }, isWallClock: isWallClock)
    let offered = cells.requiredNumber(row, "offered", .contacts)
    let told = cells.optionalNumber(row, "handled", .contacts)
    let abandoned = cells.optionalNumber(row, "abandoned", .contacts)
    let handleSeconds = isOnClock ? Double.nan : cells.optionalNumber(row, "handle_seconds_total", .handleSeconds)
    guard let queue, let start, let offered, let told, let abandoned, let handleSeconds else { continue }
    // Whoever did not hang up was answered, where nothing says otherwise.
    let handled = told.isNaN && abandoned <= offered ? offered - abandoned : told
    if handled > offered { overHandled = (overHandled?.row ?? row, (overHandled?.count ?? 0) + 1) }
    if abandoned > offered { overAbandoned = (overAbandoned?.row ?? row, (overAbandoned?.count ?? 0) + 1) }
    rows[queue].append(row, start, offered, handled, abandoned, handleSeconds)
  }
  strays.report(&cells)
  if cells.isReadable, cells.table.rowCount == 0, cells.problems.isEmpty {
    cells.problems.add(
      Place(file: file), "the history is empty", next: "Write a row for each queue and interval that was open.")
  }

  var reading = HistoryReading()
  let isAsked = ["offered", "handled", "handle_seconds_total"].contains { cells.isAsked(about: $0) }
  for queue in rows.indices {
    rows[queue].resolve(addsUp: isWallClock, &cells, &log)
    let read = rows[queue]
    let lengths = read.lengths()
    read.check(lengths, &cells)
    let series = read.series(lengths.minutes, usualSeconds: usualIntervalSeconds)
    reading.history.series.append(series)
    let units = HandleTimeUnits(series, of: read.queue)
    // Where counts may be a thousand times as many, so may times be.
    if !isAsked, let fault = units.fault {
      cells.problems.add(cells.columnPlace("handle_seconds_total"), fault.message, next: fault.next)
    }
    if !isAsked, let remark = units.remark { reading.notes.append(remark) }
    if read.localCount > 0 {
      reading.assumptions.append(
        "Queue \(read.queue.id): \(read.localCount) starts in \(file) have no offset and are read on the clock of "
          + "\(read.queue.open.zone.name).")
    }
    // What the series holds is not needed twice.
    rows[queue] = HistoryRows(queue: read.queue)
    if read.count == 0, !cells.rows.isEmpty { reading.emptyQueues.append(read.queue.id) }
  }
  let unread = cells.column("handle_seconds_total") == nil ? cells.unreadNumbers : []
  if !unread.isEmpty {
    reading.notes.append(
      "\(file) has no handle_seconds_total, and of its numbers these are not read: \(unread.joined(separator: ", ")). If one is a "
        + "handle time, let muster import make a history of the file.")
  }
  if let total = SummedQueue.found(in: reading.history) { reading.notes.append(total.note(reading.history)) }
  reading.notes += markNotes + log.sentences
  for (over, name, what, next) in [
    (
      overHandled, "handled", "contacts were handled",
      "Right where work is carried over; otherwise check how contacts are counted."
    ),
    (overAbandoned, "abandoned", "contacts hung up", "Check how contacts are counted: who hangs up was offered too."),
  ] {
    guard let over else { continue }
    reading.warnings.append(
      InputProblem(
        cells.place(over.row, name),
        "\(cells.text(over.row, name) ?? "") \(what) and \(cells.text(over.row, "offered") ?? "") offered"
          + (over.count > 1 ? ", and so in \(over.count - 1) more rows" : ""), next: next))
  }
  problems.add(cells.problems)
  return reading
}
