import Timeline
public import Workforce

/// An override and what it changed.
public struct AppliedOverride: Hashable, Sendable {
  /// The planner's figure, with author and note.
  public let override: ForecastOverride
  /// Contacts that the model expects over the stretch, on planned dates, without changes of volume that come on top.
  public let modelOffered: Double
  /// Contacts that the forecast now has there.
  public let offered: Double
  /// Open intervals of the stretch that are planned.
  let intervals: [Int]
  /// Same length: which part of an interval's contacts are those of the stretch, 1 where it lies in it altogether.
  private var parts: [Double]
  /// Which part of the open time of the stretch these are.
  private let plannedShare: Double
}

extension AppliedOverride {
  /// Puts an override into a forecast; intervals, quantiles and days move together.
  ///
  /// Of an interval that lies in the stretch with a part of its time, the contacts of that part are moved. Of a total, planned dates
  /// get the part that they have of the open time of the stretch. Where nothing at all is expected, a total is spread evenly over
  /// the open time.
  ///
  /// - Parameters:
  ///   - model: the forecast without any override.
  ///   - changes: changes of the queue's volume that the forecast holds already; they come on top of the override.
  ///   - known: intervals that hold what came.
  /// - Returns: `nil` when the queue is unknown or closed all through the stretch, then nothing changes.
  init?(
    _ override: ForecastOverride, to forecast: inout Forecast, model: Forecast, _ scenario: Scenario,
    changes: [DemandChange] = [], known: Set<Int> = []
  ) {
    let grid = forecast.grid
    guard let index = forecast.queues.firstIndex(where: { $0.queue == override.queue }),
      let queue = scenario.queues.first(where: { $0.id == override.queue })
    else { return nil }
    let covered = grid.indices.filter { forecast.queues[index].isOpen[$0] && override.share(of: $0, grid) > 0 }
    guard !covered.isEmpty else { return nil }
    let shares = covered.map { override.share(of: $0, grid) }
    let factors = covered.map { changes.factor(.volume, on: queue.open.zone.local(at: grid.instant(of: $0)).date) }
    func unchanged(_ offered: [Double]) -> Double {
      covered.indices.reduce(0) {
        factors[$1] > 0 ? $0 + shares[$1] * offered[covered[$1]] / factors[$1] : $0
      }
    }
    var inside = forecast.queues[index].offered
    if case .total = override.figure {
      // Of an interval that another override has a part of, the rest is still the model's.
      for (interval, share) in zip(covered, shares) where share < 1 {
        inside[interval] = model.queues[index].offered[interval]
      }
    }
    let before = unchanged(inside)
    let further = override.unplannedIntervals(of: queue, in: scenario)
    let time = shares.reduce(0, +)
    plannedShare = time / (time + Double(further))
    let wanted =
      switch override.figure {
      case .total(let total): max(0, total) * plannedShare
      case .factor(let factor): before * max(0, factor)
      }
    var change: [CivilDate: Double] = [:]
    var parts = shares
    for (place, interval) in covered.enumerated() where !known.contains(interval) {
      let old = forecast.queues[index].offered[interval]
      let part = shares[place] * inside[interval]
      let moved = before > 0 ? part * wanted / before : wanted * shares[place] / time * factors[place]
      let new = shares[place] < 1 ? max(0, old - part) + moved : moved
      if new > 0 { parts[place] = moved / new }
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
    modelOffered = unchanged(model.queues[index].offered)
    offered = wanted
    intervals = covered
    self.parts = parts
  }

  /// Keeps its contacts of intervals of which another override has another part, and has moved that.
  ///
  /// - Parameters:
  ///   - before: shape [grid.count]; contacts of the queue before the other.
  ///   - after: the same after it.
  fileprivate mutating func share(with other: AppliedOverride, _ before: [Double], _ after: [Double]) {
    let theirs = Dictionary(zip(other.intervals, other.parts)) { first, _ in first }
    for (place, interval) in intervals.enumerated() where parts[place] < 1 && after[interval] > 0 {
      if let part = theirs[interval], part < 1 { parts[place] *= before[interval] / after[interval] }
    }
  }

  /// The override with the contacts that a forecast made from this one has over the stretch.
  package func standing(in forecast: Forecast) -> AppliedOverride {
    guard let queue = forecast.queues.first(where: { $0.queue == override.queue }) else { return self }
    return AppliedOverride(
      override: override, modelOffered: modelOffered,
      offered: zip(intervals, parts).reduce(0) { $0 + $1.1 * queue.offered[$1.0] }, intervals: intervals, parts: parts,
      plannedShare: plannedShare)
  }

  /// What a planner should know who gave contacts of dates that are not planned; `nil` where there are none.
  func note(in scenario: Scenario) -> String? {
    guard case .total(let total) = override.figure, plannedShare < 1,
      let zone = scenario.queues.first(where: { $0.id == override.queue })?.open.zone
    else { return nil }
    let first = zone.local(at: override.start).date
    let last = zone.local(at: override.end.advanced(bySeconds: -1)).date
    let horizon = scenario.horizon
    let planned = (first: horizon.first, last: horizon.first.advanced(byDays: horizon.dayCount - 1))
    return
      "Queue \(override.queue): of the \(decimals(total, 0)) contacts that an override by \(override.author) gives "
      + "\(first.isoText) to \(last.isoText), \(decimals(total * plannedShare, 0)) count for the dates planned, "
      + "\(max(first, planned.first).isoText) to \(min(last, planned.last).isoText): "
      + "these have \(Share(plannedShare).text(decimals: 0)) of the open time."
  }
}

extension Forecast {
  /// Puts overrides in, in their order, and notes what planners should know about them.
  ///
  /// - Parameters:
  ///   - changes: changes of volume that the forecast holds already.
  ///   - known: intervals that hold what came, by queue.
  mutating func apply(
    _ overrides: [ForecastOverride], in scenario: Scenario, changes: [DemandChange] = [],
    known: [String: Set<Int>] = [:]
  ) -> [AppliedOverride] {
    let model = self
    var applied: [AppliedOverride] = []
    for override in overrides {
      let queue = queues.firstIndex { $0.queue == override.queue }
      let before = queue.map { queues[$0].offered } ?? []
      if let change = AppliedOverride(
        override, to: &self, model: model, scenario, changes: changes.filter { $0.queue == override.queue },
        known: known[override.queue] ?? [])
      {
        if let queue {
          for index in applied.indices where applied[index].override.queue == override.queue {
            applied[index].share(with: change, before, queues[queue].offered)
          }
        }
        applied.append(change)
        if let note = change.note(in: scenario) { warnings.append(note) }
      } else if !scenario.queues.contains(where: { $0.id == override.queue }) {
        warnings.append("An override by \(override.author) names the unknown queue \(override.queue).")
      } else if override.start < grid.instant(of: grid.count), override.end > grid.start {
        warnings.append(
          "Queue \(override.queue): an override by \(override.author) covers no open interval and changes nothing.")
      }
    }
    return applied
  }
}

extension ForecastOverride {
  /// Which part of an interval's time lies in the stretch.
  fileprivate func share(of interval: Int, _ grid: IntervalGrid) -> Double {
    let from = max(start, grid.instant(of: interval))
    let to = min(end, grid.instant(of: interval + 1))
    return Double(max(0, to.seconds(since: from))) / Double(grid.intervalSeconds)
  }

  /// Intervals of the stretch in which the queue takes contacts on dates that are not planned.
  ///
  /// - Complexity: O(intervals of the stretch).
  fileprivate func unplannedIntervals(of queue: Queue, in scenario: Scenario) -> Int {
    let grid = scenario.grid
    let holidays = scenario.holidays(in: queue.region)
    let step = grid.intervalSeconds
    let late = start.seconds(since: grid.start) % step
    var instant = late == 0 ? start : start.advanced(bySeconds: late > 0 ? step - late : -late)
    var count = 0
    while instant < end {
      if !scenario.contains(queue.open.zone.local(at: instant).date),
        queue.takesContacts(at: instant, holidays: holidays)
      {
        count += 1
      }
      instant = instant.advanced(bySeconds: step)
    }
    return count
  }
}

extension DayForecast {
  /// Moves the day's total by some contacts and names the reason among its parts.
  mutating func add(_ contacts: Double) {
    let factor = offered > 0 ? (offered + contacts) / offered : 1
    // A date has each part once, however many overrides are about it.
    if let part = parts.firstIndex(where: { $0.name == "override" }) {
      parts[part].factor *= offered > 0 ? factor : 0
    } else {
      parts.append(DayPart(name: "override", factor: offered > 0 ? factor : 0))
    }
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
