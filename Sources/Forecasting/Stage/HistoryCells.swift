import Timeline
import Workforce

/// A queue's rows as cells of its local dates and slots: the one road from a history to the table that a model learns
/// from, for plans and back-tests alike.
///
/// A row is a volume over its own seconds, however long those of the plan are. One within a slot adds to it, with as much
/// exposure as it is long; one over several slots is divided among those that are open, by the shape that finer rows of
/// the queue show, or evenly where there are none.
struct HistoryCells {
  private(set) var cells: [LocalTable.Cell] = []
  /// Plain sentences about what had to be left out or assumed.
  private(set) var warnings: [String] = []

  private let queue: Queue
  private let slotSeconds: Int
  private let holidays: [CivilDate: String]
  private let firstDate: CivilDate?
  private let phase: Int
  /// Shape [7][1440]: whether the queue's hours include a minute, before any change of them.
  private let isOpenMinute: [Bool]

  /// - Parameters:
  ///   - holidays: of the queue's region.
  ///   - firstDate: rows on or after it are left out; `nil` takes all.
  ///   - phase: seconds after a whole slot of UTC at which slots start.
  init(
    _ series: ContactHistory.Series?, of queue: Queue, slotMinutes: Int, holidays: [CivilDate: String],
    before firstDate: CivilDate? = nil, phase: Int = 0
  ) {
    self.queue = queue
    self.holidays = holidays
    self.firstDate = firstDate
    self.phase = phase
    slotSeconds = slotMinutes * 60
    isOpenMinute = Self.openMinutes(of: queue)
    if let series { read(series) }
  }

  /// A slot that a row touches.
  private struct Place {
    var date: CivilDate
    var minute: Int
    /// Minute at which it starts, which is another where clocks are half an hour off.
    var start: Int
    /// Seconds of the row that lie in it.
    var seconds: Int
  }

  private mutating func read(_ series: ContactHistory.Series) {
    cells.reserveCapacity(series.starts.count)
    var wrong = 0
    var late = 0
    var closed = 0.0
    var total = 0.0
    var long: [Int] = []
    for index in series.starts.indices {
      let offered = series.offered[index]
      guard offered.isFinite, 0...LocalTable.largestCount ~= offered else {
        wrong += 1
        continue
      }
      total += offered
      let start = series.starts[index]
      let first = slotStart(of: start)
      let seconds = series.seconds(ofRow: index)
      guard start.seconds(since: first) + seconds <= slotSeconds else {
        long.append(index)
        continue
      }
      let place = place(first, seconds: seconds)
      if let firstDate, place.date >= firstDate {
        late += 1
      } else if isOpen(place) {
        cells.append(cell(place, series, row: index, share: 1))
      } else {
        closed += offered
      }
    }
    let shape = long.isEmpty ? nil : SlotShape(cells, slotMinutes: slotSeconds / 60)
    var isEven = false
    for index in long {
      let start = series.starts[index]
      let end = start.advanced(bySeconds: series.seconds(ofRow: index))
      var open: [Place] = []
      var slot = slotStart(of: start)
      while slot < end {
        let next = slot.advanced(bySeconds: slotSeconds)
        let place = place(slot, seconds: min(end, next).seconds(since: max(start, slot)))
        if let firstDate, place.date >= firstDate { late += 1 } else if isOpen(place) { open.append(place) }
        slot = next
      }
      guard !open.isEmpty else {
        closed += series.offered[index]
        continue
      }
      let weights = shape?.weights(open.map { ($0.date, $0.minute) })
      isEven = isEven || weights == nil
      let sizes = zip(open, weights ?? open.map { _ in 1 }).map { Double($0.seconds) * $1 }
      let sum = sizes.reduce(0, +)
      for (place, size) in zip(open, sizes) { cells.append(cell(place, series, row: index, share: size / sum)) }
    }
    say(series, wrong: wrong, late: late, closed: closed, total: total, isEven: isEven, long: long)
  }

  private func slotStart(of instant: Instant) -> Instant {
    let after = (instant.secondsSinceEpoch - phase) % slotSeconds
    return instant.advanced(bySeconds: -(after < 0 ? after + slotSeconds : after))
  }

  private func place(_ slot: Instant, seconds: Int) -> Place {
    let local = queue.open.zone.local(at: slot)
    let (start, minutes) = (local.minutesOfDay, slotSeconds / 60)
    return Place(date: local.date, minute: start / minutes * minutes, start: start, seconds: seconds)
  }

  private func isOpen(_ place: Place) -> Bool {
    if queue.isDeferred { return true }
    if queue.openInHistory.closesOnHolidays, holidays[place.date] != nil { return false }
    return isOpenMinute[place.date.weekday.rawValue * 1440 + place.start]
  }

  private func cell(_ place: Place, _ series: ContactHistory.Series, row: Int, share: Double) -> LocalTable.Cell {
    let offered = series.offered[row]
    var cell = LocalTable.Cell(
      day: place.date.daysSinceEpoch, minute: place.minute, offered: offered * share,
      exposure: Double(place.seconds) / Double(slotSeconds))
    let seconds = series.handleSeconds[row]
    let handled = series.handled[row].isFinite ? series.handled[row] : offered
    if seconds.isFinite, seconds > 0, handled > 0 {
      cell.handled = handled * share
      cell.handleSeconds = seconds * share
    }
    return cell
  }

  private mutating func say(
    _ series: ContactHistory.Series, wrong: Int, late: Int, closed: Double, total: Double, isEven: Bool, long: [Int]
  ) {
    if !long.isEmpty {
      let minutes = Set(long.map { series.seconds(ofRow: $0) / 60 }).sorted().map(String.init).joined(separator: ", ")
      warnings.append(
        "Queue \(queue.id): the history has intervals of \(minutes) min and the plan of \(slotSeconds / 60) min; contacts "
          + (isEven
            ? "are spread evenly within each. Give a finer history for a truer shape."
            : "are spread within each as in the queue's finer intervals."))
    }
    if wrong > 0 {
      warnings.append("Queue \(queue.id): \(wrong) rows whose contacts are no possible count were left out.")
    }
    if total > 0, closed > 0.01 * total {
      warnings.append(
        "Queue \(queue.id): \(Share(closed / total).text(decimals: 0)) of the history's contacts came outside the "
          + "opening hours and were left out. Check the hours in the scenario.")
    }
    if late > 0, let firstDate {
      warnings.append("Queue \(queue.id): rows on or after \(firstDate.isoText) were not used to forecast that time.")
    }
  }

  private static func openMinutes(of queue: Queue) -> [Bool] {
    var open = [Bool](repeating: false, count: 7 * 1440)
    for (weekday, hours) in queue.openInHistory.week.enumerated() {
      for span in hours where span.start < span.end {
        for minute in span.start.minutes..<span.end.minutes { open[weekday * 1440 + minute] = true }
      }
    }
    return open
  }
}

/// How contacts spread over the slots of an hour, seen in rows fine enough to tell.
private struct SlotShape {
  /// Shape [7][1440]: contacts per slot by weekday and minute.
  private var contacts = [Double](repeating: 0, count: 7 * 1440)
  /// Same shape: slots seen.
  private var seen = [Double](repeating: 0, count: 7 * 1440)

  /// Slots that must be seen before a weekday's own shape counts, and before any does.
  private static let leastSeen = 3.0

  /// - Returns: `nil` without cells.
  init?(_ cells: [LocalTable.Cell], slotMinutes: Int) {
    guard !cells.isEmpty else { return nil }
    for cell in cells {
      let index = CivilDate(daysSinceEpoch: cell.day).weekday.rawValue * 1440 + cell.minute
      contacts[index] += cell.offered
      seen[index] += cell.exposure
    }
  }

  /// Relative sizes of the slots of one row; `nil` where they were not seen.
  func weights(_ slots: [(date: CivilDate, minute: Int)]) -> [Double]? {
    let own = slots.map { $0.date.weekday.rawValue * 1440 + $0.minute }
    var rates = own.map { rate([$0]) }
    if rates.contains(where: { $0 == nil }) {
      rates = slots.map { slot in rate((0..<7).map { $0 * 1440 + slot.minute }) }
    }
    let known = rates.compactMap { $0 }
    guard known.count == slots.count, known.contains(where: { $0 > 0 }) else { return nil }
    return known
  }

  private func rate(_ indices: [Int]) -> Double? {
    let total = indices.reduce(0) { $0 + seen[$1] }
    guard total >= Self.leastSeen else { return nil }
    return indices.reduce(0) { $0 + contacts[$1] } / total
  }
}
