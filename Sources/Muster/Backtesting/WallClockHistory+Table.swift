public import Forecasting
public import Tabular
public import Timeline
import Units

extension WallClockHistory {
  /// Reads a table `start,queue,offered` whose starts are local wall-clock times; other columns are left aside.
  ///
  /// An offset behind a start is left aside too, and rows whose wall clock then reads the same are added up: the hour
  /// that the clocks repeat holds the contacts of both its passes.
  ///
  /// - Parameters:
  ///   - table: as read from a file, which its problems are about.
  ///   - zone: the clock of the starts; `nil` when nobody knows.
  ///   - holidays: names by date.
  /// - Throws: every problem of the table: a start that is no time, a count that is no number of at least 0, two rows
  ///   for one interval, no rows.
  public init(table: Table, zone: Zone? = nil, holidays: [CivilDate: String] = [:]) throws(InputError) {
    var problems = table.problems
    var positions: [String: Int] = [:]
    var rows: [WallClockRows] = []
    if let columns = table.columns(["start", "queue", "offered"], &problems) {
      for row in 0..<table.rowCount {
        let start = table.wallClock(row: row, column: columns[0], &problems)
        let offered = table.requiredNumber(row: row, column: columns[2], in: Bound.contacts.range, &problems)
        guard let name = table.requiredText(row: row, column: columns[1], &problems), let start, let offered else {
          continue
        }
        let position = positions[name] ?? rows.count
        if position == rows.count {
          positions[name] = position
          rows.append(WallClockRows(queue: name))
        }
        rows[position].add(start, offered, table, row: row, column: columns[0], &problems)
      }
      if rows.isEmpty, problems.isEmpty {
        problems.add(
          Place(file: table.file), "the history is empty",
          next: "Write a row for each queue and interval that was open.")
      }
    }
    if let error = problems.error { throw error }
    self.init(series: rows.map { $0.series(zone: zone, holidays: holidays) })
  }
}

/// A start as read from a table.
private struct WallClockStart {
  var local: LocalDateTime
  var hasOffset: Bool
}

/// Rows of one queue as they come.
private struct WallClockRows {
  private var all: WallClockHistory.Series
  /// Positions of starts; empty as long as every row was later than the one before, as files usually are.
  private var indexOf: [LocalDateTime: Int] = [:]

  init(queue: String) {
    all = WallClockHistory.Series(queue: queue, starts: [], offered: [])
  }

  mutating func add(
    _ start: WallClockStart, _ offered: Double, _ table: Table, row: Int, column: Int,
    _ problems: inout ProblemCollector
  ) {
    guard let earlier = position(of: start.local) else {
      if !indexOf.isEmpty { indexOf[start.local] = all.starts.count }
      all.starts.append(start.local)
      all.offered.append(offered)
      return
    }
    if start.hasOffset {
      all.offered[earlier] += offered
    } else {
      problems.add(
        table.place(row: row, column: column), "\(start.local) has a row for queue \(all.queue) already",
        next: "Delete one of the two rows, or add them up.")
    }
  }

  /// The row that has a start already.
  private mutating func position(of start: LocalDateTime) -> Int? {
    guard let last = all.starts.last else { return nil }
    if indexOf.isEmpty {
      if last < start { return nil }
      if last == start { return all.starts.count - 1 }
      for (index, earlier) in all.starts.enumerated() { indexOf[earlier] = index }
    }
    return indexOf[start]
  }

  func series(zone: Zone?, holidays: [CivilDate: String]) -> WallClockHistory.Series {
    var series = all
    series.zone = zone
    series.holidays = holidays
    if indexOf.isEmpty { return series }
    let order = all.starts.indices.sorted { all.starts[$0] < all.starts[$1] }
    series.starts = order.map { all.starts[$0] }
    series.offered = order.map { all.offered[$0] }
    return series
  }
}

extension Table {
  fileprivate func wallClock(row: Int, column: Int, _ problems: inout ProblemCollector) -> WallClockStart? {
    let written = withBytes(row: row, column: column) { WrittenTime(iso: $0) }
    let start: WallClockStart? =
      switch written {
      case .local(let local): WallClockStart(local: local, hasOffset: false)
      case .instant(let instant, let offset):
        WallClockStart(
          local: LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset), hasOffset: true)
      case nil: nil
      }
    switch start {
    case let start? where Bound.dates.wholeRange ~= start.local.date.year: return start
    case let start?:
      problems.add(
        place(row: row, column: column), "\(start.local) is not in the years 1970 to 2200",
        next: "Write \(Bound.dates.advice).")
      return nil
    case nil:
      problems.add(
        place(row: row, column: column), "\(quoted(text(row: row, column: column))) is not a date and time",
        next: "Write the local start of the interval, for example 2026-03-29T10:30:00.")
      return nil
    }
  }
}
