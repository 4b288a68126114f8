import Timeline
import Workforce

/// One queue of a scenario with its history, on the queue's own local dates and slots.
struct QueueTask: Sendable {
  let queue: Queue
  let table: LocalTable
  let calendar: DayCalendar
  /// Rows before the horizon.
  let historyRows: Int
  /// Shape [rows from historyRows on][slots]: how many intervals of the grid fall on a slot; 0 closed.
  let exposure: [Double]
  /// Shape [rows]: product of the stated factors of the events on a date.
  let eventFactor: [Double]
  /// Shape [grid.count]: index into the horizon's rows and slots, or -1 where the queue is closed.
  let place: [Int]
  /// Length of a slot.
  let slotSeconds: Int
  /// Row x slots + slot of intervals that a planner has declared right.
  let keeps: Set<Int>
  /// Rows at which a planner has said that no level changed.
  let steady: Set<Int>
  /// Plain sentences about the history.
  private(set) var warnings: [String]

  init(
    _ queue: Queue, _ series: ContactHistory.Series?, _ scenario: Scenario, _ grid: IntervalGrid,
    flags: [HistoryFlag] = []
  ) {
    self.queue = queue
    let holidays = scenario.holidays(in: queue.region)
    let zone = queue.open.zone
    let slotMinutes = scenario.horizon.intervalMinutes
    slotSeconds = slotMinutes * 60

    var openPlaces: [(interval: Int, date: CivilDate, minute: Int)] = []
    for interval in grid.indices {
      let instant = grid.instant(of: interval)
      guard scenario.isOpen(queue, at: instant, holidays: holidays) else { continue }
      let local = zone.local(at: instant)
      openPlaces.append((interval, local.date, local.minutesOfDay / slotMinutes * slotMinutes))
    }
    var reader = HistoryReader(
      queue: queue, slotMinutes: slotMinutes, holidays: holidays, firstDate: scenario.horizon.first)
    let cells = reader.cells(of: series)
    let horizonDates = Set(openPlaces.map(\.date)).sorted()
    let table = LocalTable(
      cells: cells, alsoOpen: horizonDates, slots: Array(Set(openPlaces.map(\.minute))).sorted())
    let historyRows = table.dates.firstIndex { $0 >= scenario.horizon.first } ?? table.dates.count
    let slotCount = table.slotMinutes.count

    let events = QueueEvents(scenario.events, queue: queue.id, dates: table.dates, historyRows: historyRows)
    eventFactor = events.factor
    var rates = table.rates
    events.takeOut(of: &rates)
    let decisions = FlagDecisions(flags, zone: zone, table, &rates)
    keeps = decisions.keeps
    steady = decisions.steady
    self.table = LocalTable(table, rates: rates)

    var rowOfDate: [CivilDate: Int] = [:]
    for row in historyRows..<max(historyRows, table.dates.count) { rowOfDate[table.dates[row]] = row - historyRows }
    var exposure = [Double](repeating: 0, count: (table.dates.count - historyRows) * slotCount)
    var place = [Int](repeating: -1, count: grid.count)
    for open in openPlaces {
      guard let row = rowOfDate[open.date], let slot = table.slotMinutes.firstIndex(of: open.minute) else { continue }
      place[open.interval] = row * slotCount + slot
      exposure[row * slotCount + slot] += 1
    }
    self.exposure = exposure
    self.place = place
    self.historyRows = historyRows
    let isClosed = table.dates.indices.map { row in
      guard row < historyRows else {
        let start = (row - historyRows) * slotCount
        return exposure[start..<(start + slotCount)].allSatisfy { $0 == 0 }
      }
      return holidays[table.dates[row]] != nil && !table.rates.hasAny(row: row)
    }
    calendar = DayCalendar(
      dates: table.dates, isClosed: isClosed, holidays: holidays, events: events.learned,
      trusted: decisions.trusted, historyRows: historyRows)
    warnings = reader.warnings + events.warnings
    if let sentence = weakHistory(horizon: scenario.horizon) { warnings.append(sentence) }
  }

  /// Sentences found elsewhere about the history.
  mutating func add(warnings more: [String]) { warnings = more + warnings }

  /// When a slot of a row starts; the earlier of two passes where the clock goes back, the jump where it leaps over it.
  func start(row: Int, slot: Int) -> Instant {
    let local = LocalDateTime(date: table.dates[row], secondsOfDay: table.slotMinutes[slot] * 60)
    switch queue.open.zone.resolve(local) {
    case .once(let instant): return instant
    case .twice(let earlier, _): return earlier
    case .never(_, let after, _): return after
    }
  }

  /// When a slot of a row ends.
  func end(row: Int, slot: Int) -> Instant {
    start(row: row, slot: slot).advanced(bySeconds: slotSeconds)
  }

  /// What the length and the gaps of the history mean for the forecast; `nil` when all is well.
  private func weakHistory(horizon: Horizon) -> String? {
    let known = (0..<historyRows).filter { table.rates.hasAny(row: $0) }
    guard let first = known.first, let last = known.last else {
      return "Queue \(queue.id) has no history: 0 contacts are expected. Add its rows to the history."
    }
    let days = known.count
    let gap = horizon.first.days(since: table.dates[last]) - 1
    if gap > 28 {
      return "Queue \(queue.id): the history ends on \(table.dates[last].isoText), \(gap) days before the horizon; "
        + "the level of then is used. Add newer rows if there are any."
    }
    if days < 4 * calendar.week {
      return "Queue \(queue.id): only \(days) days of history; weekdays can hardly be told apart. "
        + "Check the forecast by hand, or add older rows."
    }
    if days < 8 * calendar.week {
      return "Queue \(queue.id): \(days) days of history, less than eight weeks; month turns and holidays cannot be "
        + "learned yet."
    }
    let missing = 1 - Double(days) / Double(last - first + 1)
    if missing > 0.2 {
      return "Queue \(queue.id): \(Int((missing * 100).rounded())) % of the open days between "
        + "\(table.dates[first].isoText) and \(table.dates[last].isoText) are missing from the history."
    }
    return nil
  }
}

/// Turns a queue's rows into cells of its local dates and slots, and remembers what it had to leave out.
private struct HistoryReader {
  let queue: Queue
  let slotMinutes: Int
  let holidays: [CivilDate: String]
  let firstDate: CivilDate
  private(set) var warnings: [String] = []

  init(queue: Queue, slotMinutes: Int, holidays: [CivilDate: String], firstDate: CivilDate) {
    self.queue = queue
    self.slotMinutes = slotMinutes
    self.holidays = holidays
    self.firstDate = firstDate
  }

  mutating func cells(of series: ContactHistory.Series?) -> [LocalTable.Cell] {
    guard let series else { return [] }
    let isOpenMinute = openMinutes()
    let pieces = pieces(of: series)
    var cells: [LocalTable.Cell] = []
    cells.reserveCapacity(series.starts.count * pieces)
    var wrong = 0
    var closed = 0.0
    var total = 0.0
    var late = 0
    for index in series.starts.indices {
      let offered = series.offered[index]
      guard offered.isFinite, 0...LocalTable.largestCount ~= offered else {
        wrong += 1
        continue
      }
      total += offered
      for piece in 0..<pieces {
        let local = queue.open.zone.local(at: series.starts[index].advanced(bySeconds: piece * slotMinutes * 60))
        guard local.date < firstDate else {
          late += 1
          continue
        }
        let isHoliday = queue.open.closesOnHolidays && holidays[local.date] != nil
        if queue.channel != .email,
          isHoliday || !isOpenMinute[local.date.weekday.rawValue * 1440 + local.minutesOfDay]
        {
          closed += offered / Double(pieces)
          continue
        }
        var cell = LocalTable.Cell(
          day: local.date.daysSinceEpoch, minute: local.minutesOfDay / slotMinutes * slotMinutes,
          offered: offered / Double(pieces),
          exposure: min(1, Double(series.intervalSeconds) / Double(slotMinutes * 60)))
        let seconds = series.handleSeconds[index]
        let handled = series.handled[index].isFinite ? series.handled[index] : offered
        if seconds.isFinite, seconds > 0, handled > 0 {
          cell.handled = handled / Double(pieces)
          cell.handleSeconds = seconds / Double(pieces)
        }
        cells.append(cell)
      }
    }
    if wrong > 0 {
      warnings.append("Queue \(queue.id): \(wrong) rows whose contacts are no possible count were left out.")
    }
    if total > 0, closed > 0.01 * total {
      warnings.append(
        "Queue \(queue.id): \(Int((100 * closed / total).rounded())) % of the history's contacts came outside the "
          + "opening hours and were left out. Check the hours in the scenario.")
    }
    if late > 0 {
      warnings.append("Queue \(queue.id): rows on or after \(firstDate.isoText) were not used to forecast that time.")
    }
    return cells
  }

  /// Into how many slots a row is spread: 1 unless the history is coarser than the plan.
  private mutating func pieces(of series: ContactHistory.Series) -> Int {
    let slotSeconds = slotMinutes * 60
    guard series.intervalSeconds > slotSeconds else { return 1 }
    warnings.append(
      "Queue \(queue.id): the history has intervals of \(series.intervalSeconds / 60) min and the plan of "
        + "\(slotMinutes) min; contacts are spread evenly within each. Give a finer history for a truer shape.")
    return (series.intervalSeconds + slotSeconds - 1) / slotSeconds
  }

  /// Shape [7][1440]: whether the queue's hours include a minute.
  private func openMinutes() -> [Bool] {
    var open = [Bool](repeating: false, count: 7 * 1440)
    for (weekday, hours) in queue.open.week.enumerated() {
      for span in hours where span.start < span.end {
        for minute in span.start.minutes..<span.end.minutes { open[weekday * 1440 + minute] = true }
      }
    }
    return open
  }
}
