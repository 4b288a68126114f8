import Timeline
import Workforce

extension QueueForecast {
  /// Makes the mean handle time of each date that of its intervals, each counting by its contacts; ranges move by as much.
  ///
  /// - Parameter zone: the queue's clock.
  /// - Complexity: O(intervals).
  mutating func settleDayHandleTimes(_ zone: Zone, _ grid: IntervalGrid) {
    guard days.contains(where: { $0.handleTime != nil }) else { return }
    var contacts: [CivilDate: Double] = [:]
    var seconds: [CivilDate: Double] = [:]
    for interval in grid.indices where isOpen[interval] && offered[interval] > 0 {
      let date = zone.local(at: grid.instant(of: interval)).date
      contacts[date, default: 0] += offered[interval]
      seconds[date, default: 0] += offered[interval] * averageHandleTime[interval]
    }
    for day in days.indices {
      guard let known = contacts[days[day].date], let sum = seconds[days[day].date] else { continue }
      days[day].handleTime = days[day].handleTime?.moved(to: sum / known)
    }
  }
}
