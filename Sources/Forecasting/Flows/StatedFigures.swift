import Workforce

/// What planners say of queues whose contacts the demand network may change.
///
/// It holds behind the network: overrides, and changes of the volume of queues that flows alone feed, whose forecast only
/// begins there.
struct StatedFigures {
  private let overrides: [ForecastOverride]
  /// Changes of volume of queues that flows alone feed.
  private let changes: [DemandChange]
  /// Changes of volume of the other queues: these are in the forecast before the network.
  private let earlier: [DemandChange]
  /// Intervals that hold what came, by queue.
  private let known: [String: Set<Int>]
  private let scenario: Scenario

  /// - Parameters:
  ///   - fed: ids of queues that get what customers and arrows bring.
  ///   - forecast: the forecast before the network.
  init(_ overrides: [ForecastOverride], fed: [String], of forecast: Forecast, in scenario: Scenario) {
    self.overrides = overrides.filter { scenario.flows.moves($0.queue) }
    self.scenario = scenario
    let volumes = scenario.demandChanges.filter { $0.kind == .volume && $0.factor != 1 }
    changes = volumes.filter { fed.contains($0.queue) }
    earlier = volumes.filter { !fed.contains($0.queue) }
    let named = Set(self.overrides.map(\.queue))
    known = Dictionary(
      uniqueKeysWithValues: forecast.queues.filter { named.contains($0.queue) }.map { queue in
        (queue.queue, Set(queue.offered.indices.filter(queue.hasCome)))
      })
  }

  var isEmpty: Bool { overrides.isEmpty && changes.isEmpty }

  /// What is said of each interval, shape [queues][grid.count]; NaN where nothing is.
  ///
  /// - Parameter totals: shape [queues][grid.count], what arrives where nothing is said.
  func totals(of forecast: Forecast, without totals: [[Double]]) -> [[Double]] {
    var made = forecast
    for queue in totals.indices {
      made.queues[queue].take(totals[queue], times: nil, spread: 0, of: scenario.queues[queue], on: made.grid)
    }
    let plain = made
    let applied = put(into: &made)
    return made.queues.indices.map { index in
      let own = applied.filter { $0.override.queue == made.queues[index].queue }
      let said = Set(own.flatMap(\.intervals)).subtracting(known[made.queues[index].queue] ?? [])
      return made.grid.indices.map { interval in
        let total = made.queues[index].offered[interval]
        return said.contains(interval) || total != plain.queues[index].offered[interval] ? total : .nan
      }
    }
  }

  /// Puts all of it into a forecast behind the network.
  func put(into forecast: inout Forecast) -> [AppliedOverride] {
    guard !isEmpty else { return [] }
    let applied = forecast.apply(overrides, in: scenario, changes: earlier, known: known)
    for index in forecast.queues.indices {
      let queue = forecast.queues[index].queue
      let own = changes.filter { $0.queue == queue }
      guard let zone = scenario.queues.first(where: { $0.id == queue })?.open.zone else { continue }
      if !own.isEmpty {
        forecast.queues[index].foldChanges()
        forecast.queues[index].apply(own, zone: zone, on: forecast.grid)
      } else if applied.contains(where: { $0.override.queue == queue }) {
        forecast.queues[index].settleDayHandleTimes(zone, forecast.grid)
      }
    }
    return applied
  }
}

extension QueueForecast {
  /// Makes the changes of a forecast that the network has replaced part of what the network did.
  fileprivate mutating func foldChanges() {
    for day in days.indices {
      guard let change = days[day].parts.firstIndex(where: { $0.name == "change" }),
        let flows = days[day].parts.firstIndex(where: { $0.name == "flows" })
      else { continue }
      days[day].parts[flows].factor *= days[day].parts[change].factor
      days[day].parts.remove(at: change)
    }
  }
}
