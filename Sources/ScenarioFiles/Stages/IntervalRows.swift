import Tabular
import Timeline
import Units
import Workforce

/// Reads tables with one row for each queue and interval of a plan.
struct IntervalRows {
  var cells: TableCells
  private let scenario: Scenario
  private let grid: IntervalGrid
  private let queues: NameIndex
  /// Shape [queues x grid.count]: the row that fills the place, -1 where none does.
  private var filledBy: [Int]

  /// - Parameter required: columns beside `queue` and the start.
  init(_ bytes: [UInt8], file: String, for scenario: Scenario, required: [String], optional: [String] = []) {
    self.cells = TableCells(
      bytes, file: file, required: ["queue"] + required, times: ["start"], optional: ["minutes"] + optional)
    self.scenario = scenario
    self.grid = scenario.grid
    self.queues = NameIndex("queue", scenario.queues.map(\.id))
    self.filledBy = [Int](repeating: -1, count: scenario.queues.count * grid.count)
  }

  /// The queue and interval of a row; nil after a problem, which includes a second row for the same place.
  mutating func place(of row: Int) -> (queue: Int, interval: Int)? {
    let queue = cells.position(row, "queue", in: queues)
    let start = cells.intervalStart(row, of: queue.map { scenario.queues[$0] })
    guard let queue, let start, let interval = cells.interval(row, at: start, on: grid) else { return nil }
    let index = queue * grid.count + interval
    if filledBy[index] >= 0 {
      // Two hours that a clock told apart can be one by its rules of today.
      if cells.believesOfIntervals == .clocksAsTold { return nil }
      let line = cells.table.place(row: filledBy[index]).line ?? 0
      cells.add(
        row, cells.filledColumn(row, "start"),
        "queue \(queues.names[queue]) has a row for this interval already, on line \(line)",
        next: "Delete one of the two rows.")
      return nil
    }
    filledBy[index] = row
    return (queue, interval)
  }

  /// Adds a problem for every queue whose rows are further apart than the intervals of the plan, as those of an hourly
  /// table are in a plan of half hours: the places between them would count as closed.
  mutating func checkDensity() {
    for (queue, name) in queues.names.enumerated() {
      let filled = grid.indices.filter { filledBy[queue * grid.count + $0] >= 0 }
      guard let least = coarseGap(of: filled, for: scenario.queues[queue], in: scenario) else { continue }
      let minutes = grid.intervalSeconds / 60
      let row = filledBy[queue * grid.count + filled[0]]
      cells.add(
        row, cells.filledColumn(row, "start"),
        "queue \(name) has rows every \(least * minutes) min, but the plan has intervals of \(minutes) min",
        next: "Write a row for each interval, or set the horizon's interval to that of the file.")
    }
  }

  /// Adds a problem when a sound table has no rows.
  mutating func checkNotEmpty(_ kind: String) {
    guard cells.isReadable, cells.table.rowCount == 0, cells.problems.isEmpty else { return }
    cells.problems.add(
      Place(file: cells.table.file), "the \(kind) is empty", next: "Run the stage before, or add rows by hand.")
  }
}

/// By how many intervals all rows of a queue are apart where they seem to be those of a coarser plan; nil where they do not.
///
/// Rows that leave out closed intervals alone are right: a queue that is open for one interval a day has one row a day.
///
/// - Parameter filled: the intervals that have a row, increasing.
func coarseGap(of filled: [Int], for queue: Queue, in scenario: Scenario) -> Int? {
  let gaps = zip(filled, filled.dropFirst()).map { $1 - $0 }
  guard gaps.count >= 3, let least = gaps.min(), least > 1 else { return nil }
  let holidays = scenario.holidays(in: queue.region)
  let grid = scenario.grid
  let leavesOpenOnesOut = filled.contains { interval in
    interval + 1 < grid.count && scenario.isOpen(queue, at: grid.instant(of: interval + 1), holidays: holidays)
  }
  return leavesOpenOnesOut ? least : nil
}

extension TableCells {
  /// Adds a problem where contacts and their handle time make more load than any queue has.
  mutating func checkLoad(_ row: Int, _ column: String, offered: Double, handleTime: Double, intervalSeconds: Int) {
    let load = offered * handleTime / Double(intervalSeconds)
    guard !Bound.load.contains(load) else { return }
    add(
      row, column, "contacts x handle time make \(plainText(load.rounded())) erlangs, more than \(Bound.load.mostText)",
      next: "Correct the contacts or the handle time.")
  }

  /// When the interval of a row starts, on the clock of its queue where it is not said in UTC; nil also where its clock jumps over that
  /// since the row was written.
  mutating func intervalStart(_ row: Int, of queue: Queue?) -> Instant? {
    if let zone = queue?.open.zone, believesOfIntervals == .clocksAsTold,
      case .local(let local)? = text(row, filledColumn(row, "start")).flatMap({ WrittenTime(iso: $0) }),
      case .never = zone.resolve(local)
    {
      return nil
    }
    let clock = queue.map { TableClock(zone: $0.open.zone, owner: "queue \($0.id)", believes: believesOfIntervals) }
    return moment(row, "start", on: clock, of: "the interval")
  }

  /// The interval that starts at an instant; a problem where the grid has none, or others of another length.
  mutating func interval(_ row: Int, at instant: Instant, on grid: IntervalGrid) -> Int? {
    let column = filledColumn(row, "start")
    let text = text(row, column) ?? ""
    let isAsTold = believesOfIntervals == .clocksAsTold
    guard let interval = grid.index(containing: instant) else {
      // Other rules of a zone move the first and last rows of a plan out of it, and not those of other dates.
      let slack = 3 * 3600
      if isAsTold, grid.start <= instant.advanced(bySeconds: slack), instant < grid.end.advanced(bySeconds: slack) {
        return nil
      }
      add(
        row, column, "\(text) is outside the plan",
        next: "The plan runs from \(grid.start) up to \(grid.end); delete the row or change the horizon.")
      return nil
    }
    guard grid.instant(of: interval) == instant || isAsTold else {
      add(
        row, column, "\(text) is inside an interval",
        next: "Write the start of an interval of \(grid.intervalSeconds / 60) min, for example "
          + "\(grid.instant(of: interval)).")
      return nil
    }
    if self.column("minutes") != nil, self.text(row, "minutes") != nil {
      guard let minutes = requiredInteger(row, "minutes", .intervalMinutes) else { return nil }
      guard minutes * 60 == grid.intervalSeconds else {
        add(
          row, "minutes",
          "the row is for \(minutes) min, but the plan has intervals of \(grid.intervalSeconds / 60) min",
          next: "Write a row for each interval, or set the horizon's interval to that of the file.")
        return nil
      }
    }
    return interval
  }

  /// Reads a cell of queue ids as indices, increasing; nil after a problem.
  ///
  /// Ids are separated by `;` or `|`; by blanks too where that makes them known.
  ///
  /// - Parameter passingStrangers: whether ids of no queue are left out and no problem.
  mutating func queues(_ row: Int, in names: NameIndex, passingStrangers: Bool = false) -> [Int]? {
    guard let text = required(row, "queues") else { return nil }
    var queues = Set<Int>()
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "|" }) {
      let name = trimmed(part)
      let parts = names[name] == nil ? words(in: name) : [name]
      for part in parts {
        guard let queue = names[part] else {
          if passingStrangers { continue }
          add(row, "queues", "there is no queue \(part)", next: names.advice(for: part))
          return nil
        }
        queues.insert(queue)
      }
    }
    return queues.sorted()
  }
}

extension TableWriter {
  /// Writes a number, or an empty cell for NaN.
  mutating func decimalOrBlank(_ value: Double, decimals: Int) {
    if value.isNaN { blank() } else { decimal(value, decimals: decimals) }
  }
}
