import Libc
import Timeline
import Workforce

extension QueueForecast {
  /// A handle time where an interval has none: the queue's, or the mean of the others.
  func usualHandleTime(of queue: Queue) -> Double {
    let known = averageHandleTime.filter { $0 > 0 }
    return queue.handleTime?.value ?? (known.isEmpty ? 300 : known.reduce(0, +) / Double(known.count))
  }

  private mutating func open(_ interval: Int, handleTime: Double) {
    isOpen[interval] = true
    averageHandleTime[interval] = handleTime
    eightWeekMean[interval] = .nan
    if !handleTimeP10.isEmpty { handleTimeP10[interval] = .nan }
    if !handleTimeP90.isEmpty { handleTimeP90[interval] = .nan }
  }

  /// Takes over what arrives in all. Ranges move with the contacts; where there were none they are those of counts, as wide as given.
  ///
  /// - Parameters:
  ///   - totals: contacts by interval.
  ///   - times: factors on handle times; nil for none.
  ///   - spread: spread of days relative to their mean, beyond that of counts.
  mutating func take(_ totals: [Double], times: [Double]?, spread: Double, of queue: Queue, on grid: IntervalGrid) {
    if let times {
      for interval in times.indices where times[interval] != 1 {
        averageHandleTime[interval] *= times[interval]
        if !handleTimeP10.isEmpty { handleTimeP10[interval] *= times[interval] }
        if !handleTimeP90.isEmpty { handleTimeP90[interval] *= times[interval] }
      }
    }
    guard totals != offered else { return }
    let usual = usualHandleTime(of: queue)
    for interval in grid.indices where totals[interval] > 0 && !isOpen[interval] { open(interval, handleTime: usual) }
    func deviation(_ contacts: Double) -> Double { (contacts + spread * spread * contacts * contacts).squareRoot() }
    var dates: [(date: CivilDate, before: Double, after: Double)] = []
    for interval in grid.indices where isOpen[interval] {
      let (before, after) = (offered[interval], totals[interval])
      let date = queue.open.zone.local(at: grid.instant(of: interval)).date
      if dates.last?.date != date { dates.append((date, 0, 0)) }
      dates[dates.count - 1].before += before
      dates[dates.count - 1].after += after
      guard after != before else { continue }
      offered[interval] = after
      if before > 0 {
        p10[interval] *= after / before
        p90[interval] *= after / before
      } else {
        p10[interval] = max(0, after - 1.2816 * deviation(after))
        p90[interval] = after + 1.2816 * deviation(after)
      }
    }
    let known = Dictionary(days.map { ($0.date, $0) }) { first, _ in first }
    days = dates.map { date, before, after in
      guard var day = known[date], day.offered > 0, before > 0 else {
        let width = deviation(after)
        return DayForecast(
          date: date, offered: after, p10: max(0, after - 1.2816 * width), p50: after, p80: after + 0.8416 * width,
          p90: after + 1.2816 * width, eightWeekMean: known[date]?.eightWeekMean ?? .nan,
          parts: [DayPart(name: "level", factor: after)])
      }
      guard before != after else { return day }
      let factor = after / before
      day.offered *= factor
      day.p10 *= factor
      day.p50 = day.p50.map { $0 * factor }
      day.p80 = day.p80.map { $0 * factor }
      day.p90 *= factor
      if let part = day.parts.firstIndex(where: { $0.name == "flows" }) {
        day.parts[part].factor *= factor
      } else {
        day.parts.append(DayPart(name: "flows", factor: factor))
      }
      return day
    }
  }
}

extension Forecast {
  /// Gives queues with a contact rate as many contacts a week as their customers make; the shape inside the week stays.
  ///
  /// A week without any shape is spread evenly over the open intervals. Intervals of which more is known by now move by as much, and
  /// the others of their week stay.
  ///
  /// - Parameter usual: the forecast before any of the horizon's contacts were known, which gives the shape.
  /// - Returns: the usual spread of days relative to their mean, over all queues.
  mutating func takeRates(in scenario: Scenario, shapedBy usual: Forecast) -> Double {
    let spread = daySpread
    for rate in scenario.flows.rates {
      guard let index = scenario.queues.firstIndex(where: { $0.id == rate.queue }) else { continue }
      let queue = scenario.queues[index]
      let takes = DemandNetwork.takes(queue, on: grid, in: scenario)
      var totals = [Double](repeating: 0, count: grid.count)
      let dates = grid.indices.map { queue.open.zone.local(at: grid.instant(of: $0)).date }
      for week in 0..<scenario.horizon.weeks {
        let days = (0..<7).map { scenario.horizon.first.advanced(byDays: 7 * week + $0) }
        guard let first = days.first, let last = days.last else { continue }
        let places = grid.indices.filter { takes[$0] && dates[$0] >= first && dates[$0] <= last }
        let shape = places.map { usual.queues[index].offered[$0] }
        let contacts = days.reduce(0) { $0 + rate.contacts(on: $1) }
        let sum = shape.reduce(0, +)
        for (place, part) in zip(places, shape) {
          let share = sum > 0 ? part / sum : 1 / Double(places.count)
          totals[place] = contacts * share * (part > 0 ? queues[index].offered[place] / part : 1)
        }
      }
      queues[index].take(totals, times: nil, spread: spread, of: queue, on: grid)
    }
    return spread
  }

  /// The mean over dates of how far their totals spread beyond counts, relative to the mean; 0 where nothing is known.
  private var daySpread: Double {
    var (sum, weight) = (0.0, 0.0)
    for day in queues.flatMap(\.days) where day.offered > 0 && day.p90 > day.offered {
      let width = (day.p90 - day.offered) / 1.2816
      sum += max(0, width * width - day.offered).squareRoot()
      weight += day.offered
    }
    return weight > 0 ? sum / weight : 0
  }
}
