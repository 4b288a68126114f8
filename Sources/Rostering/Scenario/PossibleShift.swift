import Timeline
import Workforce

/// A shift that a contract allows on one date, with instants and breaks; what an option of the problem stands for. A split
/// shift is one, from the start of its first part to the end of its second.
struct PossibleShift: Hashable {
  var date: CivilDate
  var start: Instant
  var end: Instant
  var paidMinutes: Int
  var localStartMinutes: Int
  var isNight: Bool
  var layout: BreakLayout
}

extension PossibleShift {
  /// Whether any moment lies from 00:00 up to 05:00 on the site's clock.
  static func touchesNight(from start: Instant, to end: Instant, zone: Zone) -> Bool {
    NightHours(from: start, zone: zone).areTouched(until: end)
  }

  /// Stretches from a start to an end of work, in minutes after the start: one, or the two parts of a split shift.
  var parts: [Range<Int>] {
    let span = end.seconds(since: start) / 60
    return layout.gap.map { [0..<$0.lowerBound, $0.upperBound..<span] } ?? [0..<span]
  }

  /// Productive units in each interval the shift touches.
  ///
  /// - Parameter unitMinutes: length of one unit; divides the interval and every border of shift and breaks.
  func work(grid: IntervalGrid, unitMinutes: Int) -> (firstInterval: Int, units: [UInt8]) {
    let length = grid.intervalSeconds
    let begin = start.seconds(since: grid.start)
    let finish = end.seconds(since: grid.start)
    let first = floorDivide(begin, length)
    let last = floorDivide(finish - 1, length)
    var seconds = (first...last).map { min(finish, ($0 + 1) * length) - max(begin, $0 * length) }
    for pause in layout.idle {
      let pauseStart = begin + pause.lowerBound * 60
      let pauseEnd = begin + pause.upperBound * 60
      for interval in floorDivide(pauseStart, length)...floorDivide(pauseEnd - 1, length) {
        seconds[interval - first] -= min(pauseEnd, (interval + 1) * length) - max(pauseStart, interval * length)
      }
    }
    return (first, seconds.map { UInt8($0 / (unitMinutes * 60)) })
  }
}

/// Quotient rounded towards minus infinity.
func floorDivide(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
}
