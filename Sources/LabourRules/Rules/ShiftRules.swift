import Timeline
import Workforce

extension LabourRule {
  /// When a shift starts and how long it is.
  static let shiftRules = [
    LabourRule("span", "A shift ends after it starts.") { record in
      record.shifts.filter { $0.span <= 0 }.map {
        Finding($0.shift.date, "has a shift that ends \(lengthText(seconds: -$0.span)) before it starts")
      }
    },
    LabourRule("start", "A shift starts at one of the contract's start times on the site's clock.") { record in
      record.wholeShifts.compactMap { whole in
        guard let local = whole.localStart else { return nil }
        let starts = record.contract.starts
        if local.secondsOfDay % 60 == 0, starts.contains(where: { $0.allows(minute: local.minutesOfDay) }) {
          return nil
        }
        return Finding(
          whole.date,
          "starts at \(local.clockText), which is not a start of contract \(record.contract.id)"
            + nearestText(to: local.minutesOfDay, in: starts))
      }
    },
    LabourRule("paid-length", "A shift's paid time is one of the contract's shift lengths.") { record in
      record.wholeShifts.filter { whole in
        !record.contract.shiftMinutes.contains(whole.paidMinutes)
          && !whole.parts.contains { record.isCutShort($0.shift) }
      }.map {
        let paid = $0.paidMinutes
        let allowed = record.contract.shiftMinutes.sorted()
        let nearest = allowed.min { (abs($0 - paid), $0) < (abs($1 - paid), $1) }
        let amount = nearest.map { ", " + differenceText(seconds: paid * 60, wanted: $0 * 60) } ?? ""
        return Finding(
          $0.date,
          "is paid \(lengthText(minutes: paid)) for a shift\(amount) in contract \(record.contract.id)")
      }
    },
    LabourRule("paid-time", "A shift's paid time is its elapsed time less unpaid breaks.") { record in
      record.shifts.compactMap { worked in
        let elapsed = worked.span - worked.unpaidSeconds
        let paid = worked.shift.paidMinutes * 60
        guard worked.span > 0, paid != elapsed else { return nil }
        return Finding(
          worked.shift.date,
          "is paid \(lengthText(minutes: worked.shift.paidMinutes)), "
            + differenceText(seconds: paid, wanted: elapsed) + " of elapsed time less unpaid breaks")
      }
    },
  ]

  /// The start a planner may have meant.
  private static func nearestText(to minute: Int, in starts: [StartWindow]) -> String {
    let distances = (0...720).first { distance in
      starts.contains { $0.allows(minute: wrapped(minute + distance)) || $0.allows(minute: wrapped(minute - distance)) }
    }
    guard let distance = distances else { return "" }
    let isLater = starts.contains { $0.allows(minute: wrapped(minute + distance)) }
    let nearest = TimeOfDay(minutes: wrapped(minute + (isLater ? distance : -distance)))
    let way = isLater ? "before" : "after"
    return nearest.map { "; \(lengthText(minutes: distance)) \(way) \($0.text)" } ?? ""
  }

  private static func wrapped(_ minute: Int) -> Int { (minute % 1440 + 1440) % 1440 }
}

extension StartWindow {
  /// Whether a shift may start at this minute after midnight: whole steps after `from`, up to and including `to`.
  func allows(minute: Int) -> Bool {
    let length = to.minutes >= from.minutes ? to.minutes - from.minutes : to.minutes + 1440 - from.minutes
    let since = ((minute - from.minutes) % 1440 + 1440) % 1440
    return since <= length && since % max(1, stepMinutes) == 0
  }
}
