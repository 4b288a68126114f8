import Timeline
import Workforce

extension QueueForecast {
  /// The forecast as it is staffed: each day raised to the chosen quantile of its total.
  ///
  /// All intervals of a local date get one factor, quantile over mean of the day's total, so the shape of the day stays.
  /// Intervals scatter around it by chance, and the queueing formulas allow for that already. Of a day that has begun, what came stands,
  /// and both are those of what is left.
  func planned(
    for level: DemandLevel, of queue: Queue, on grid: IntervalGrid, warnings: inout [String]
  ) -> QueueForecast {
    guard level != .mean else { return self }
    let dates = grid.indices.map { queue.open.zone.local(at: grid.instant(of: $0)).date }
    // A day without any range, over or of a table that has none, moves as a whole.
    let begun = Set(grid.indices.filter { offered[$0] > 0 && !hasCome($0) }.map { dates[$0] })
    var came: [CivilDate: Double] = [:]
    for interval in grid.indices where hasCome(interval) && begun.contains(dates[interval]) {
      came[dates[interval], default: 0] += offered[interval]
    }
    let factors = Dictionary(
      days.map { day -> (CivilDate, Double) in
        let known = came[day.date] ?? 0
        return (day.date, day.offered > known ? max(0, day.offered(at: level) - known) / (day.offered - known) : 1)
      }, uniquingKeysWith: { first, _ in first })
    var planned = self
    var unknown = Set<CivilDate>()
    for interval in grid.indices where offered[interval] > 0 {
      let date = dates[interval]
      guard let factor = factors[date] else {
        unknown.insert(date)
        continue
      }
      if came[date] == nil || !hasCome(interval) { planned.offered[interval] *= factor }
    }
    if let first = unknown.min() {
      warnings.append(
        "\(queue.id): \(unknown.count) days have no \(level.rawValue) in the forecast by days, the first of them "
          + "\(first); they are staffed for their mean")
    }
    return planned
  }
}
