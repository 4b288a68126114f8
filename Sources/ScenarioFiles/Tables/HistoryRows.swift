import Tabular
import Timeline
import Workforce

/// The rows of one queue of a history as they come, in the order of the file.
struct HistoryRows {
  let queue: Queue
  /// One row of the file, or one of the two halves of what a repeated hour holds.
  private struct Row {
    var tableRow: Int
    var start: WrittenStart
    var offered: Double
    var handled: Double
    var abandoned: Double
    var handleSeconds: Double

    mutating func add(_ other: Row) {
      offered += other.offered
      handled += other.handled
      abandoned += other.abandoned
      handleSeconds += other.handleSeconds
    }

    mutating func halve() {
      offered /= 2
      handled /= 2
      abandoned /= 2
      handleSeconds /= 2
    }
  }

  /// In the order of the file; in order of time once resolved.
  private var rows: [Row] = []
  private(set) var localCount = 0

  /// - Parameter expected: about how many rows will be added.
  init(queue: Queue, expected: Int = 0) {
    self.queue = queue
    rows.reserveCapacity(expected)
  }

  var count: Int { rows.count }

  mutating func append(
    _ tableRow: Int, _ start: WrittenStart, _ offered: Double, _ handled: Double, _ abandoned: Double, _ seconds: Double
  ) {
    localCount += start.isLocal ? 1 : 0
    rows.append(
      Row(
        tableRow: tableRow, start: start, offered: offered, handled: handled, abandoned: abandoned,
        handleSeconds: seconds))
  }

  /// Gives rows at times that the clock shows twice their moments, and puts all rows in order of time.
  ///
  /// Where the rows of a repeated hour run on and then start anew, they are those of the first and of the second pass.
  /// Otherwise each holds the contacts of both passes, and each pass gets half of them.
  ///
  /// - Parameter addsUp: whether rows of one moment that were written with an offset are added up, as the passes of a
  ///   repeated hour are on a clock without one.
  mutating func resolve(addsUp: Bool, _ cells: inout TableCells, _ log: inout ClockLog) {
    // Beside times with offsets, one without is a slip.
    let isMixed = localCount < rows.count
    for row in rows where row.start.isSkipped {
      if isMixed {
        _ = cells.resolve(row.start.local, in: queue.open.zone, row.tableRow, "start")
      } else {
        log.skipped(row.start.local)
      }
    }
    rows.removeAll { $0.start.isSkipped }
    var repeated = rows.indices.filter { rows[$0].start.later != nil }
    if isMixed {
      for row in repeated { _ = cells.resolve(rows[row].start.local, in: queue.open.zone, rows[row].tableRow, "start") }
      let isSlip = Set(repeated)
      if !isSlip.isEmpty { rows = rows.indices.filter { !isSlip.contains($0) }.map { rows[$0] } }
      repeated = []
    }
    var isDropped = Set<Int>()
    var halves: [Row] = []
    var rest = repeated[...]
    while let first = rest.first {
      let date = rows[first].start.local.date
      let fold = Array(rest.prefix { rows[$0].start.local.date == date })
      rest = rest.dropFirst(fold.count)
      let turns = fold.indices.dropFirst().filter { rows[fold[$0]].start.local <= rows[fold[$0 - 1]].start.local }
      if let turn = turns.first, turns.count == 1 {
        for (place, row) in fold.enumerated() where place >= turn {
          rows[row].start.instant = rows[row].start.later ?? rows[row].start.instant
        }
        log.paired(rows[first].start.local, count: fold.count)
        continue
      }
      // A third row for one time stays, and is a problem later on.
      for row in fold {
        let same = fold.filter { rows[$0].start.local == rows[row].start.local }
        guard same.count > 1, row == same[1] else { continue }
        rows[same[0]].add(rows[row])
        isDropped.insert(row)
      }
      for row in fold where !isDropped.contains(row) {
        rows[row].halve()
        var half = rows[row]
        half.start.instant = half.start.later ?? half.start.instant
        halves.append(half)
      }
      log.shared(rows[first].start.local, count: fold.count)
    }
    if !isDropped.isEmpty { rows = rows.indices.filter { !isDropped.contains($0) }.map { rows[$0] } }
    rows += halves
    // Equal starts stay in the order of the file.
    if !zip(rows, rows.dropFirst()).allSatisfy({ $0.start.instant <= $1.start.instant }) {
      let order = rows.indices.sorted { (rows[$0].start.instant, $0) < (rows[$1].start.instant, $1) }
      rows = order.map { rows[$0] }
    }
    if addsUp { addUpEqualStarts() }
  }

  private mutating func addUpEqualStarts() {
    var result: [Row] = []
    for row in rows {
      if let last = result.last, last.start.instant == row.start.instant, !last.start.isLocal, !row.start.isLocal {
        result[result.count - 1].add(row)
      } else {
        result.append(row)
      }
    }
    rows = result
  }

  /// How long each row lasts, in order of time.
  func lengths() -> RowLengths {
    RowLengths(
      rows.map { row in
        let minutes = row.start.local.minutesOfDay
        return RowLengths.Start(
          seconds: row.start.instant.secondsSinceEpoch, minuteOfHour: minutes % 60,
          hourOfWeek: row.start.local.date.weekday.rawValue * 24 + minutes / 60)
      })
  }

  /// Adds rows beside the intervals, rows that overlap, and days instead of intervals to the problems.
  func check(_ lengths: RowLengths, _ cells: inout TableCells) {
    let minutes = lengths.minutes
    func line(_ row: Int) -> Int { cells.table.place(row: rows[row].tableRow).line ?? 0 }
    func text(_ row: Int) -> String { cells.text(rows[row].tableRow, "start") ?? "" }
    var covering: Int?
    var shortest = Int.max
    for row in rows.indices {
      let start = rows[row].start.instant
      let isInside = covering.map { start < rows[$0].start.instant.advanced(bySeconds: minutes[$0] * 60) } ?? false
      if row > 0 { shortest = min(shortest, start.seconds(since: rows[row - 1].start.instant)) }
      if let earlier = covering, rows[earlier].start.instant == start {
        cells.add(
          rows[row].tableRow, "start",
          "\(text(row)) has a row for queue \(queue.id) already, on line \(line(earlier))",
          next: "Delete one of the two rows, or add them up.")
      } else if (rows[row].start.local.minutesOfDay + 60 - lengths.phase) % 60 % minutes[row] != 0 {
        let other = covering.map { isInside ? ", and line \(line($0)) covers this time" : "" } ?? ""
        cells.add(
          rows[row].tableRow, "start", "\(text(row)) does not start an interval of \(minutes[row]) min",
          next: "Queue \(queue.id) has rows every \(minutes[row]) min\(other); move or delete this one.")
      } else if isInside, let earlier = covering {
        cells.add(
          rows[row].tableRow, "start",
          "\(text(row)) overlaps the \(minutes[earlier]) min of queue \(queue.id) that start on line \(line(earlier))",
          next: "A contact counts once: delete one of the two rows, or cut the longer one.")
      } else {
        covering = row
      }
    }
    let openMinutes = queue.open.week.map { day in day.reduce(0) { $0 + $1.end.minutes - $1.start.minutes } }
    if rows.count >= 7, shortest > 20 * 3600, openMinutes.contains(where: { $0 > 60 }) {
      cells.add(
        rows[0].tableRow, "start", "queue \(queue.id) has one row a day",
        next: "Write a row for each interval of 15, 30 or 60 min: days alone do not say when contacts arrive.")
    }
  }

  func series(_ minutes: [Int], usualSeconds: Int) -> ContactHistory.Series {
    var series = ContactHistory.Series(
      queue: queue.id, intervalSeconds: minutes.min().map { $0 * 60 } ?? usualSeconds,
      starts: rows.map(\.start.instant), offered: rows.map(\.offered), handled: rows.map(\.handled),
      abandoned: rows.map(\.abandoned), handleSeconds: rows.map(\.handleSeconds))
    if let first = minutes.first, minutes.contains(where: { $0 != first }) { series.lengths = minutes.map { $0 * 60 } }
    return series
  }
}
