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
  /// Every shift that a contract allows at a site on a date: starts x paid lengths x break layouts,
  /// split ones after those in one piece.
  ///
  /// A start the clock skips cannot be had; of a start that happens twice the earlier one is taken. Lengths are elapsed,
  /// so a night shift over a clock change ends at another wall-clock time.
  static func all(on date: CivilDate, contract: Contract, zone: Zone, intervalMinutes: Int) -> [PossibleShift] {
    var shifts: [PossibleShift] = []
    var seen = Set<Int>()
    for minutes in contract.starts.flatMap(\.minutes) where seen.insert(minutes).inserted {
      let start: Instant
      switch zone.resolve(LocalDateTime(date: date, secondsOfDay: minutes * 60)) {
      case .once(let instant), .twice(let instant, _): start = instant
      case .never: continue
      }
      for paid in contract.shiftMinutes {
        let layouts =
          BreakLayout.layouts(for: contract, paid: paid, step: intervalMinutes)
          + BreakLayout.splitLayouts(for: contract, paid: paid, step: intervalMinutes)
        for layout in layouts {
          // Both parts of a split shift begin on its date.
          if let gap = layout.gap, zone.local(at: start.advanced(bySeconds: gap.upperBound * 60)).date != date {
            continue
          }
          let end = start.advanced(bySeconds: (paid + layout.unpaidMinutes) * 60)
          shifts.append(
            PossibleShift(
              date: date, start: start, end: end, paidMinutes: paid, localStartMinutes: minutes,
              isNight: touchesNight(from: start, to: end, zone: zone), layout: layout))
        }
      }
    }
    return shifts
  }

  /// Whether any moment lies from 00:00 up to 05:00 on the site's clock.
  static func touchesNight(from start: Instant, to end: Instant, zone: Zone) -> Bool {
    let local = zone.local(at: start)
    return start < end
      && (local.secondsOfDay < 5 * 3600 || zone.startOfDay(local.date.advanced(byDays: 1)) < end)
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
