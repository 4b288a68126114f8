import Timeline
public import Workforce

/// An override and what it changed.
public struct AppliedOverride: Hashable, Sendable {
  /// The planner's figure, with author and note.
  public let override: ForecastOverride
  /// Contacts that the model expects over the stretch.
  public let modelOffered: Double
  /// Contacts that the forecast now has there.
  public let offered: Double
}

extension AppliedOverride {
  /// Puts an override into a forecast; intervals, quantiles and days move together.
  ///
  /// An interval belongs to the stretch when it starts in it. Where the model expects nothing at all, a total is spread
  /// evenly over the open intervals.
  ///
  /// - Returns: `nil` when the queue is unknown or closed all through the stretch, then nothing changes.
  init?(_ override: ForecastOverride, to forecast: inout Forecast, _ scenario: Scenario) {
    let grid = forecast.grid
    guard let index = forecast.queues.firstIndex(where: { $0.queue == override.queue }),
      let queue = scenario.queues.first(where: { $0.id == override.queue })
    else { return nil }
    let covered = grid.indices.filter { interval in
      let start = grid.instant(of: interval)
      return override.start <= start && start < override.end && forecast.queues[index].isOpen[interval]
    }
    guard !covered.isEmpty else { return nil }
    let before = covered.reduce(0) { $0 + forecast.queues[index].offered[$1] }
    let wanted =
      switch override.figure {
      case .total(let total): max(0, total)
      case .factor(let factor): before * max(0, factor)
      }
    var change: [CivilDate: Double] = [:]
    for interval in covered {
      let old = forecast.queues[index].offered[interval]
      let new = before > 0 ? old * wanted / before : wanted / Double(covered.count)
      let factor = old > 0 ? new / old : 1
      forecast.queues[index].offered[interval] = new
      forecast.queues[index].p10[interval] = old > 0 ? forecast.queues[index].p10[interval] * factor : new
      forecast.queues[index].p90[interval] = old > 0 ? forecast.queues[index].p90[interval] * factor : new
      change[queue.open.zone.local(at: grid.instant(of: interval)).date, default: 0] += new - old
    }
    for day in forecast.queues[index].days.indices {
      guard let added = change[forecast.queues[index].days[day].date], added != 0 else { continue }
      forecast.queues[index].days[day].add(added)
    }
    self.override = override
    modelOffered = before
    offered = wanted
  }
}

extension DayForecast {
  /// Moves the day's total by some contacts and names the reason among its parts.
  mutating func add(_ contacts: Double) {
    let factor = offered > 0 ? (offered + contacts) / offered : 1
    parts.append(DayPart(name: "override", factor: offered > 0 ? factor : 0))
    p10 = offered > 0 ? p10 * factor : contacts
    p50 = p50.map { offered > 0 ? $0 * factor : contacts }
    p80 = p80.map { offered > 0 ? $0 * factor : contacts }
    p90 = offered > 0 ? p90 * factor : contacts
    if offered <= 0, let first = parts.firstIndex(where: { $0.name == "level" }) {
      // A day the model left empty: its level is the planner's.
      parts = [DayPart(name: parts[first].name, factor: contacts)]
    }
    offered += contacts
  }
}
