import Timeline
import Workforce

/// Days of a plan that are over, and what is left of it: they are learned from like any history.
struct DaysOver: Sendable {
  /// The history with the rows of the days that are over.
  let history: ContactHistory
  /// The scenario with what is left of its horizon, from the first date that is not over on.
  let scenario: Scenario
  /// Queues with rows of days that are over.
  let queues: Set<String>

  /// The first date that is not over.
  var origin: CivilDate { scenario.horizon.first }

  /// - Parameters:
  ///   - seen: rows of days of the horizon that have begun.
  ///   - now: up to when they are complete.
  ///   - history: what came before the horizon; its rows of the horizon are left aside.
  /// - Returns: `nil` where no day with a row is over, or nothing is left.
  init?(_ seen: ContactHistory, asOf now: Instant, after history: ContactHistory, in scenario: Scenario) {
    let horizon = scenario.horizon
    let named = scenario.queues.filter { queue in
      seen.series.contains { $0.queue == queue.id && !$0.starts.isEmpty }
    }
    guard let origin = named.map({ Self.firstLeft($0, now, in: scenario) }).min(), origin > horizon.first else {
      return nil
    }
    let left = horizon.dayCount - origin.days(since: horizon.first)
    guard left > 0 else { return nil }
    var rest = scenario
    rest.horizon.first = origin
    rest.horizon.weeks = (left + 6) / 7
    var learned = history
    var queues: Set<String> = []
    for queue in named {
      guard let rows = seen.series.first(where: { $0.queue == queue.id }) else { continue }
      let zone = queue.open.zone
      let over = rows.between(zone.startOfDay(horizon.first), zone.startOfDay(origin))
      guard !over.starts.isEmpty else { continue }
      queues.insert(queue.id)
      if let index = learned.series.firstIndex(where: { $0.queue == queue.id }) {
        learned.series[index] = learned.series[index].between(nil, zone.startOfDay(horizon.first)).followed(by: over)
      } else {
        learned.series.append(over)
      }
    }
    guard !queues.isEmpty else { return nil }
    self.history = learned
    self.scenario = rest
    self.queues = queues
  }

  /// The first date of a queue's clock on which it is open after a moment.
  private static func firstLeft(_ queue: Queue, _ now: Instant, in scenario: Scenario) -> CivilDate {
    let zone = queue.open.zone
    let today = zone.local(at: now).date
    let holidays = scenario.holidays(in: queue.region)
    let grid = scenario.grid
    let isLeft = grid.indices.contains { interval in
      let start = grid.instant(of: interval)
      return grid.instant(of: interval + 1) > now && zone.local(at: start).date == today
        && queue.takesContacts(at: start, holidays: holidays)
    }
    return isLeft ? today : today.advanced(byDays: 1)
  }
}

extension ContactHistory.Series {
  /// The rows that start in a stretch; from the first on where its start is nil.
  fileprivate func between(_ start: Instant?, _ end: Instant) -> ContactHistory.Series {
    let rows = starts.indices.filter { row in
      if let start, starts[row] < start { return false }
      return starts[row] < end
    }
    var result = ContactHistory.Series(
      queue: queue, intervalSeconds: intervalSeconds, starts: rows.map { starts[$0] },
      offered: rows.map { offered[$0] }, handled: rows.map { handled[$0] }, abandoned: rows.map { abandoned[$0] },
      handleSeconds: rows.map { handleSeconds[$0] })
    if !lengths.isEmpty { result.lengths = rows.map { lengths[$0] } }
    return result
  }

  /// These rows and then others of the same queue.
  func followed(by later: ContactHistory.Series) -> ContactHistory.Series {
    var result = self
    result.lengths = starts.indices.map { seconds(ofRow: $0) } + later.starts.indices.map { later.seconds(ofRow: $0) }
    result.intervalSeconds = min(intervalSeconds, later.intervalSeconds)
    result.starts += later.starts
    result.offered += later.offered
    result.handled += later.handled
    result.abandoned += later.abandoned
    result.handleSeconds += later.handleSeconds
    return result
  }
}
