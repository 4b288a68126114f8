import Libc
import Timeline
import Workforce

/// Finds what does not look like the rest of a queue's history.
struct FlagFinder {
  let task: QueueTask
  let model: SeriesModel

  /// The history at today's level.
  private var totals: DayTotals { model.totals }

  /// A day is flagged when it is this many deviations, and at least 30 %, off the days around it.
  private static let oddDay = 5.0
  private static let leastDayDistance = 0.26

  /// Flags in order of time.
  func flags() -> [HistoryFlag] {
    let days = oddDays() + silentDays()
    let odd = Set(days.map(\.row))
    let intervals = model.badIntervals.filter { !odd.contains($0.row) }
    return (days.map(flag) + merged(intervals).map(flag) + levels()).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  /// A day far off what regression and neighbours suggest, or without any contact.
  private struct OddDay {
    let row: Int
    let recorded: Double
    let expected: Double
    let deviations: Double
  }

  private func silentDays() -> [OddDay] {
    model.silence.days.map { day in
      OddDay(row: day.row, recorded: 0, expected: day.usual, deviations: day.usual.squareRoot())
    }
  }

  /// Steps of the level, each as far as the next one, and growth that set in.
  private func levels() -> [HistoryFlag] {
    let changes = model.levels.changes
    let steps = changes.indices.filter { !task.isHandover(row: changes[$0].row) }.map { index in
      let change = changes[index]
      let last = (index + 1 < changes.count ? changes[index + 1].row : model.origin) - 1
      let after = mean(change.row...max(change.row, last))
      let slots = task.table.slotMinutes.count
      return HistoryFlag(
        queue: task.queue.id, start: task.start(row: change.row, slot: 0),
        end: task.end(row: max(change.row, last), slot: max(0, slots - 1)), kind: .level,
        before: after / exp(change.size), after: after,
        reason: "contacts a day are \(LevelChanges.factorText(change.size)) what they were")
    }
    guard let bend = model.levels.bend else { return steps }
    let last = model.origin - 1
    let after = mean(max(bend.row, last - task.calendar.week + 1)...last)
    let slots = task.table.slotMinutes.count
    return steps + [
      HistoryFlag(
        queue: task.queue.id, start: task.start(row: bend.row, slot: 0),
        end: task.end(row: last, slot: max(0, slots - 1)), kind: .level,
        before: after / exp(bend.slope * Double(last - bend.row)), after: after,
        reason: "contacts have \(bend.text(week: task.calendar.week)) a week")
    ]
  }

  /// Mean contacts of a day of some rows, as recorded.
  private func mean(_ rows: ClosedRange<Int>) -> Double {
    var sum = 0.0
    var count = 0.0
    for row in rows where row < totals.logTotal.count && !totals.logTotal[row].isNaN {
      sum += exp(totals.logTotal[row] - model.levels.shift[row]) - 0.5
      count += 1
    }
    return count > 0 ? max(0, sum / count) : 0
  }

  private func oddDays() -> [OddDay] {
    let calendar = task.calendar
    let rows = totals.logTotal.count
    guard rows > 4 * calendar.week else { return [] }
    var regression = DayRegression(
      calendar, logTotal: totals.logTotal, halfLife: 52, ridge: 0.2, keeping: .infinity)
    let residuals = regression.fit(before: rows).residuals
    let distances = Self.distanceFromNeighbours(residuals, reach: calendar.week + 1)
    var sizes = distances.filter { !$0.isNaN }.map { abs($0) }
    let scale = max(0.02, 1.4826 * median(&sizes))
    return (0..<rows).compactMap { row in
      let distance = distances[row]
      guard !distance.isNaN, !calendar.keepsWeight[row],
        abs(distance) > max(Self.oddDay * scale, Self.leastDayDistance)
      else { return nil }
      let log = totals.logTotal[row] - model.levels.shift[row]
      let recorded = exp(log) - 0.5
      let expected = exp(log - distance) - 0.5
      // In small queues chance alone is far off in per cent.
      guard abs(recorded - expected) > Self.oddDay * max(expected, 1).squareRoot() else { return nil }
      return OddDay(
        row: row, recorded: max(0, recorded), expected: max(0, expected), deviations: abs(distance) / scale)
    }
  }

  /// Each residual less the middle of those around it; NaN where unknown.
  private static func distanceFromNeighbours(_ residuals: [Double], reach: Int) -> [Double] {
    residuals.indices.map { row in
      guard !residuals[row].isNaN else { return .nan }
      var around: [Double] = []
      for other in max(0, row - reach)...min(residuals.count - 1, row + reach)
      where other != row && !residuals[other].isNaN {
        around.append(residuals[other])
      }
      return residuals[row] - median(&around)
    }
  }

  private func flag(_ day: OddDay) -> HistoryFlag {
    let slots = (0..<task.table.slotMinutes.count).filter { !task.table.rates[day.row, $0].isNaN }
    let kind: HistoryFlag.Kind =
      day.recorded < 0.02 * day.expected ? .closure : day.recorded < day.expected ? .outage : .spike
    let off = Share(day.recorded / max(day.expected, 1e-9) - 1).text(decimals: 0)
    return HistoryFlag(
      queue: task.queue.id, start: task.start(row: day.row, slot: slots.first ?? 0),
      end: task.end(row: day.row, slot: slots.last ?? 0), kind: kind, before: day.recorded, after: day.expected,
      reason: "the day is \(off) off its weekday and neighbours, \(decimals(day.deviations, 1)) deviations")
  }

  /// Bad intervals of a day that follow each other and err the same way, as one.
  private func merged(_ intervals: [DayTotals.BadInterval]) -> [[DayTotals.BadInterval]] {
    var groups: [[DayTotals.BadInterval]] = []
    for interval in intervals {
      if let last = groups.last?.last, last.row == interval.row, last.slot + 1 == interval.slot,
        (last.value > last.expected) == (interval.value > interval.expected)
      {
        groups[groups.count - 1].append(interval)
      } else {
        groups.append([interval])
      }
    }
    return groups
  }

  private func flag(_ intervals: [DayTotals.BadInterval]) -> HistoryFlag {
    let first = intervals[0]
    let last = intervals[intervals.count - 1]
    let before = intervals.reduce(0) { $0 + $1.value }
    let after = intervals.reduce(0) { $0 + $1.expected }
    return HistoryFlag(
      queue: task.queue.id, start: task.start(row: first.row, slot: first.slot),
      end: task.end(row: last.row, slot: last.slot), kind: before < after ? .outage : .spike, before: before,
      after: after,
      reason: "\(decimals(before, 0)) contacts where the rest of the day and other weeks suggest "
        + "\(decimals(after, 0))")
  }
}

extension HistoryFlag {
  /// The flags of a review and of a new look at the history as one list, in order of queue and time.
  ///
  /// What was decided stays decided, and a flag that no longer stands out stays listed and says so: no flag of the past
  /// changes silently.
  static func merged(reviewed: [HistoryFlag], found: [HistoryFlag]) -> [HistoryFlag] {
    var result = reviewed.map { flag in
      guard flag.decision == .open,
        !found.contains(where: { $0.queue == flag.queue && $0.start < flag.end && flag.start < $0.end })
      else { return flag }
      var copy = flag
      let ending = "; with the newer history it no longer stands out"
      if !copy.reason.hasSuffix(ending) { copy.reason += ending }
      return copy
    }
    for flag in found
    where !reviewed.contains(where: { $0.queue == flag.queue && $0.start < flag.end && flag.start < $0.end }) {
      result.append(flag)
    }
    return result.sorted { ($0.queue, $0.start, $0.end) < ($1.queue, $1.start, $1.end) }
  }
}
