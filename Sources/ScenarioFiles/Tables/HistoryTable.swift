import Tabular
import Timeline
import Workforce

/// What the history file says, and what had to be assumed about it.
struct HistoryReading {
  var history = ContactHistory(series: [])
  var assumptions: [String] = []
  var warnings: [InputProblem] = []
}

/// Reads history.csv: start, queue, offered, and where known handled, abandoned, handle_seconds_total.
///
/// A start without an offset is a time on the clock of the queue's opening hours; where that clock shows it twice or
/// never, it is a problem. The length of an interval is found from the minutes at which intervals start.
///
/// - Parameter names: all queue ids of the scenario; rows of one that is not among `queues` are checked and left out.
/// - Complexity: O(rows log rows).
func readHistory(
  _ bytes: [UInt8], file: String, queues: [Queue], names: NameIndex, usualIntervalSeconds: Int,
  _ problems: inout ProblemCollector
) -> HistoryReading {
  var cells = TableCells(
    bytes, file: file, required: ["start", "queue", "offered"],
    optional: ["handled", "abandoned", "handle_seconds_total"])
  let positions = names.names.map { name in queues.firstIndex { $0.id == name } }
  var rows = queues.map { HistoryRows(queue: $0) }
  var overHandled: (row: Int, count: Int)?
  for row in cells.rows {
    let queue = cells.position(row, "queue", in: names).flatMap { positions[$0] }
    let start = cells.writtenStart(row, zone: queue.map { queues[$0].open.zone })
    let offered = cells.requiredNumber(row, "offered", .contacts)
    let handled = cells.optionalNumber(row, "handled", .contacts)
    let abandoned = cells.optionalNumber(row, "abandoned", .contacts)
    let handleSeconds = cells.optionalNumber(row, "handle_seconds_total", .handleSeconds)
    guard let queue, let start, let offered, let handled, let abandoned, let handleSeconds else { continue }
    if handled > offered { overHandled = (overHandled?.row ?? row, (overHandled?.count ?? 0) + 1) }
    rows[queue].append(row, start, offered, handled, abandoned, handleSeconds)
  }
  if cells.isReadable, cells.table.rowCount == 0, cells.problems.isEmpty {
    cells.problems.add(
      Place(file: file), "the history is empty", next: "Write a row for each queue and interval that was open.")
  }

  var reading = HistoryReading()
  for read in rows {
    let interval = read.intervalSeconds ?? usualIntervalSeconds
    read.check(interval, &cells)
    reading.history.series.append(read.series(intervalSeconds: interval))
    if read.localCount > 0 {
      reading.assumptions.append(
        "Queue \(read.queue.id): \(read.localCount) starts in \(file) have no offset and are read on the clock of "
          + "\(read.queue.open.zone.name).")
    }
    if read.count == 0, !cells.rows.isEmpty {
      reading.warnings.append(
        InputProblem(
          Place(file: file), "queue \(read.queue.id) has no rows", next: "Nothing is forecast for it; add its history.")
      )
    }
  }
  if let overHandled {
    let others = overHandled.count - 1
    reading.warnings.append(
      InputProblem(
        cells.place(overHandled.row, "handled"),
        "\(cells.text(overHandled.row, "handled") ?? "") contacts were handled and "
          + "\(cells.text(overHandled.row, "offered") ?? "") offered"
          + (others > 0 ? ", and so in \(others) more rows" : ""),
        next: "Right where work is carried over; otherwise check how contacts are counted."))
  }
  problems.add(cells.problems)
  return reading
}

/// When an interval starts, and the minute of the hour at which the file says so.
struct WrittenStart {
  var instant: Instant
  var minuteOfHour: Int
  var isLocal: Bool
}

/// The rows of one queue in the order of the file.
private struct HistoryRows {
  let queue: Queue
  private var tableRows: [Int] = []
  private var starts: [WrittenStart] = []
  private var offered: [Double] = []
  private var handled: [Double] = []
  private var abandoned: [Double] = []
  private var handleSeconds: [Double] = []
  private(set) var localCount = 0

  init(queue: Queue) {
    self.queue = queue
  }

  var count: Int { starts.count }

  mutating func append(
    _ row: Int, _ start: WrittenStart, _ offered: Double, _ handled: Double, _ abandoned: Double, _ seconds: Double
  ) {
    tableRows.append(row)
    starts.append(start)
    self.offered.append(offered)
    self.handled.append(handled)
    self.abandoned.append(abandoned)
    handleSeconds.append(seconds)
    localCount += start.isLocal ? 1 : 0
  }

  /// The longest interval at whose multiples within the hour at least 99 % of the rows start; nil without rows.
  ///
  /// The one in a hundred keeps a stray row from shortening the intervals of a whole history.
  var intervalSeconds: Int? {
    guard !starts.isEmpty else { return nil }
    let minutes = [60, 30, 20, 15, 12, 10, 6, 5].first { minutes in
      starts.count { $0.minuteOfHour % minutes == 0 } * 100 >= starts.count * 99
    }
    return (minutes ?? 5) * 60
  }

  /// Positions of the rows in order of time; equal starts in the order of the file.
  private var order: [Int] {
    starts.indices.sorted { (starts[$0].instant, $0) < (starts[$1].instant, $1) }
  }

  /// Adds rows beside the intervals, rows for the same interval, and days instead of intervals to the problems.
  func check(_ intervalSeconds: Int, _ cells: inout TableCells) {
    let minutes = intervalSeconds / 60
    for (row, start) in zip(tableRows, starts) where start.minuteOfHour % minutes != 0 {
      cells.add(
        row, "start", "\(cells.text(row, "start") ?? "") does not start an interval of \(minutes) min",
        next: "Queue \(queue.id) has rows every \(minutes) min; move or delete this one.")
    }
    let order = order
    for (one, other) in zip(order, order.dropFirst()) where starts[one].instant == starts[other].instant {
      let line = cells.table.place(row: tableRows[one]).line ?? 0
      cells.add(
        tableRows[other], "start",
        "\(cells.text(tableRows[other], "start") ?? "") has a row for queue \(queue.id) already, on line \(line)",
        next: "Delete one of the two rows, or add them up.")
    }
    let gaps = zip(order, order.dropFirst()).map { starts[$1].instant.seconds(since: starts[$0].instant) }
    let openMinutes = queue.open.week.map { day in day.reduce(0) { $0 + $1.end.minutes - $1.start.minutes } }
    if gaps.count >= 6, let shortest = gaps.min(), shortest > 20 * 3600, openMinutes.contains(where: { $0 > 60 }) {
      cells.add(
        tableRows[order[0]], "start", "queue \(queue.id) has one row a day",
        next: "Write a row for each interval of 15, 30 or 60 min: days alone do not say when contacts arrive.")
    }
  }

  func series(intervalSeconds: Int) -> ContactHistory.Series {
    let order = order
    return ContactHistory.Series(
      queue: queue.id, intervalSeconds: intervalSeconds, starts: order.map { starts[$0].instant },
      offered: order.map { offered[$0] }, handled: order.map { handled[$0] }, abandoned: order.map { abandoned[$0] },
      handleSeconds: order.map { handleSeconds[$0] })
  }
}

extension TableCells {
  /// Reads the start of an interval, on a clock where the text has no offset.
  mutating func writtenStart(_ row: Int, column name: String = "start", zone: Zone?) -> WrittenStart? {
    guard let column = column(name) else { return nil }
    switch table.withBytes(row: row, column: column, { WrittenTime(iso: $0) }) {
    case .instant(let instant, let offset):
      let clock = LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset)
      guard isInBound(clock, row, name) else { return nil }
      return WrittenStart(instant: instant, minuteOfHour: clock.minutesOfDay % 60, isLocal: false)
    case .local(let local):
      guard isInBound(local, row, name), let zone, let instant = resolve(local, in: zone, row, name) else { return nil }
      return WrittenStart(instant: instant, minuteOfHour: local.minutesOfDay % 60, isLocal: true)
    case nil:
      if let text = required(row, name) {
        add(
          row, name, "\(quoted(text)) is not a date and time",
          next: "Write ISO 8601 with the offset, for example 2026-03-29T10:30+02:00.")
      }
      return nil
    }
  }

  /// The instant at which a zone's clock shows a time; a problem where that is not exactly one.
  mutating func resolve(_ local: LocalDateTime, in zone: Zone, _ row: Int, _ column: String) -> Instant? {
    switch zone.resolve(local) {
    case .once(let instant): return instant
    case .twice(let earlier, _):
      add(
        row, column, "\(local) happens twice in \(zone.name)",
        next: "Add the offset, for example \(local)\(offsetText(zone.offset(at: earlier))).")
    case .never(_, let after, _):
      add(
        row, column, "\(local) does not exist in \(zone.name), whose clock jumps over it",
        next: "Write the time that was meant with its offset, for example "
          + "\(zone.local(at: after))\(offsetText(zone.offset(at: after))).")
    }
    return nil
  }
}
