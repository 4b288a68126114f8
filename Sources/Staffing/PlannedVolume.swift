import Timeline
import Workforce

extension QueueForecast {
  /// The forecast as it is staffed: each day raised to the chosen quantile of its total.
  ///
  /// All intervals of a local date get one factor, quantile over mean of the day's total, so the shape of the day stays.
  /// Intervals scatter around it by chance, and the queueing formulas allow for that already.
  func planned(
    for level: DemandLevel, of queue: Queue, on grid: IntervalGrid, warnings: inout [String]
  ) -> QueueForecast {
    guard level != .mean else { return self }
    let factors = Dictionary(
      days.map { ($0.date, $0.offered > 0 ? $0.offered(at: level) / $0.offered : 1) },
      uniquingKeysWith: { first, _ in first })
    var planned = self
    var unknown = Set<CivilDate>()
    for interval in grid.indices where offered[interval] > 0 {
      let date = queue.open.zone.local(at: grid.instant(of: interval)).date
      if let factor = factors[date] { planned.offered[interval] *= factor } else { unknown.insert(date) }
    }
    if let first = unknown.min() {
      warnings.append(
        "\(queue.id): \(unknown.count) days have no \(level.rawValue) in the forecast by days, the first of them "
          + "\(first); they are staffed for their mean")
    }
    return planned
  }
}
