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
  /// Same shape: intervals that were open before a change of hours; empty without one.
  let wasOpen: [Bool]
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
  /// Shape [rows]: variance by chance of a contact of the history, which of a donor's rows is what they were scaled by; empty
  /// where all are the queue's own.
  private(set) var chance: [Double] = []
  /// The first date with rows of its own, where those before are a donor's; else `nil`.
  private var ownFrom: CivilDate?
  /// Plain sentences about the history.
  private(set) var warnings: [String]
  /// The first date of the plan, where days of it are part of the history; else `nil`.
  let plannedFrom: CivilDate?

  init(
    _ queue: Queue, _ series: ContactHistory.Series?, _ scenario: Scenario, _ grid: IntervalGrid,
    flags: [HistoryFlag] = [], plannedFrom: CivilDate? = nil
  ) {
    self.queue = queue
    self.plannedFrom = plannedFrom
    let holidays = scenario.holidays(in: queue.region)
    let zone = queue.open.zone
    let slotMinutes = scenario.horizon.intervalMinutes
    slotSeconds = slotMinutes * 60

    func places(of queue: Queue) -> [(interval: Int, date: CivilDate, minute: Int)] {
      var places: [(interval: Int, date: CivilDate, minute: Int)] = []
      for interval in grid.indices {
        let instant = grid.instant(of: interval)
        guard scenario.isOpen(queue, at: instant, holidays: holidays) else { continue }
        let local = zone.local(at: instant)
        places.append((interval, local.date, local.minutesOfDay / slotMinutes * slotMinutes))
      }
      return places
    }
    var openPlaces = places(of: queue)
    // What a change of hours closes keeps its place in the day and in the month, so that all else is forecast as before.
    var usualPlaces: [(interval: Int, date: CivilDate, minute: Int)] = []
    if let hours = queue.openBefore, !queue.isDeferred {
      var before = queue
      before.open = hours
      usualPlaces = places(of: before)
    }
    let read = HistoryCells(
      series, of: queue, slotMinutes: slotMinutes, holidays: holidays, before: scenario.horizon.first)
    let cells = read.cells
    if queue.isDeferred {
      let arrivals = ArrivalHours(cells, slotMinutes: slotMinutes, holidays: holidays)
      openPlaces.removeAll { !arrivals.contains($0.date, minute: $0.minute) }
    }
    let usualDates = Set(usualPlaces.map(\.date))
    let horizonDates = Set(openPlaces.map(\.date)).union(usualDates).sorted()
    let table = LocalTable(
      cells: cells, alsoOpen: horizonDates, slots: Set((openPlaces + usualPlaces).map(\.minute)).sorted())
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
    var wasOpen = [Bool](repeating: false, count: usualPlaces.isEmpty ? 0 : exposure.count)
    for usual in usualPlaces {
      guard let row = rowOfDate[usual.date], let slot = table.slotMinutes.firstIndex(of: usual.minute) else { continue }
      wasOpen[row * slotCount + slot] = true
    }
    self.exposure = exposure
    self.wasOpen = wasOpen
    self.place = place
    self.historyRows = historyRows
    let isClosed = table.dates.indices.map { row in
      guard row < historyRows else {
        let start = (row - historyRows) * slotCount
        return !usualDates.contains(table.dates[row])
          && exposure[start..<(start + slotCount)].allSatisfy { $0 == 0 }
      }
      return holidays[table.dates[row]] != nil && !table.rates.hasAny(row: row)
    }
    calendar = DayCalendar(
      dates: table.dates, isClosed: isClosed, holidays: holidays, events: events.learned,
      trusted: decisions.trusted, contacts: rates.prefix(historyRows).sums, historyRows: historyRows)
    warnings = read.warnings + events.warnings
    warnings += weakHistory(
      horizon: scenario.horizon, isFed: scenario.flows.feeds(queue.id), hasRows: series?.starts.isEmpty == false)
    if let sentence = unseenHours(openPlaces.map { ($0.date.weekday, $0.minute) }, read.cells) {
      warnings.append(sentence)
    }
  }

  /// Takes in what is known of where the history is from.
  mutating func add(_ borrowed: NewQueue) {
    warnings = borrowed.warnings + warnings
    guard let lent = borrowed.lent else { return }
    ownFrom = lent.before
    chance = table.dates.map { date in lent.before.map { date >= $0 } ?? false ? 1 : lent.scale }
  }

  /// Whether a level that moves at a row only tells a donor's rows from the queue's own.
  func isHandover(row: Int) -> Bool {
    ownFrom.map { abs(table.dates[row].days(since: $0)) <= 7 } ?? false
  }

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

  /// Names hours of the week in which the queue is open and its history never had a row; `nil` where they are few.
  private func unseenHours(_ open: [(weekday: Weekday, minute: Int)], _ cells: [LocalTable.Cell]) -> String? {
    guard historyRows >= 4 * calendar.week else { return nil }
    var isSeen = [Bool](repeating: false, count: 7 * 1440)
    for cell in cells { isSeen[CivilDate(daysSinceEpoch: cell.day).weekday.rawValue * 1440 + cell.minute] = true }
    let slots = Set(open.map { $0.weekday.rawValue * 1440 + $0.minute }).sorted()
    let unseen = slots.filter { !isSeen[$0] }
    guard unseen.count * 10 > slots.count else { return nil }
    let hours = decimals(Double(unseen.count * slotSeconds) / 3600, 0)
    let day = unseen[0] / 1440
    let start = LocalDateTime(secondsSinceEpoch: unseen[0] % 1440 * 60).clockText
    let all = decimals(Double(slots.count * slotSeconds) / 3600, 0)
    return
      "Queue \(queue.id): in \(hours) of the \(all) hours of a week in which it is open the history has no row, the first on "
      + "\(Weekday.allCases[day].abbreviation) at \(start); what is forecast for them is a guess. Check the opening hours."
  }

  /// What the length, the end and the gaps of the history mean for the forecast; nothing when all is well.
  ///
  /// - Parameters:
  ///   - isFed: whether contacts come to the queue by the demand network.
  ///   - hasRows: whether it has rows, of whatever time.
  private func weakHistory(horizon: Horizon, isFed: Bool, hasRows: Bool) -> [String] {
    let known = (0..<historyRows).filter { table.rates.hasAny(row: $0) }
    guard let first = known.first, let last = known.last else {
      if isFed || queue.activity != nil { return [] }
      return [
        hasRows
          ? "Queue \(queue.id): no row of its history counts for the plan, so 0 contacts are expected."
          : "Queue \(queue.id) has no history: 0 contacts are expected. Add its rows to the history."
      ]
    }
    let days = known.count
    let gap = horizon.first.days(since: table.dates[last]) - 1
    var sentences: [String] = []
    if gap >= 14 {
      sentences.append(
        "Queue \(queue.id): the history ends on \(table.dates[last].isoText), \(gap) days before the horizon; "
          + "the level of then is used. Add newer rows if there are any.")
    }
    if days < 4 * calendar.week {
      sentences.append(
        "Queue \(queue.id): only \(days) days of history; weekdays can hardly be told apart. "
          + "Check the forecast by hand, or add older rows.")
    } else if days < 8 * calendar.week {
      sentences.append(
        "Queue \(queue.id): \(days) days of history, less than eight weeks; month turns and holidays cannot be "
          + "learned yet.")
    }
    let missing = 1 - Double(days) / Double(last - first + 1)
    if missing > 0.2, days >= 8 * calendar.week {
      sentences.append(
        "Queue \(queue.id): \(Share(missing).text(decimals: 0)) of the open days between "
          + "\(table.dates[first].isoText) and \(table.dates[last].isoText) are missing from the history.")
    }
    return sentences
  }
}
