import Timeline
import Workforce

extension LabourRule {
  /// The pauses inside a shift.
  static let breakRules = [
    LabourRule(
      "lunch", "A shift in one piece and long enough for it holds the contract's lunch, and no other shift holds one."
    ) { record in
      judged(record).flatMap { whole in
        let lunch = record.contract.lunch.flatMap { rule in
          !whole.isSplit && whole.paidMinutes >= record.contract.lunchFromMinutes ? rule : nil
        }
        return findings(about: .lunch, called: "lunch", wanted: lunch, in: whole)
      }
    },
    LabourRule("breaks", "A shift holds the contract's short breaks, each of its length.") { record in
      judged(record).flatMap { whole in
        findings(about: .rest, called: "short break", wanted: record.contract.breaks, in: whole)
      }
    },
    LabourRule("lunch-window", "A lunch begins within the contract's window, counted from the start of the shift.") {
      record in
      record.wholeShifts.flatMap { outside(record.contract.lunch?.window, .lunch, called: "lunch", in: $0) }
    },
    LabourRule(
      "breaks-window", "A short break begins within the contract's window, counted from the start of the shift."
    ) { record in
      record.wholeShifts.flatMap { outside(record.contract.breaks?.window, .rest, called: "short break", in: $0) }
    },
    LabourRule("break-inside", "A break lies inside its shift.") { record in
      record.shifts.flatMap { worked in
        worked.shift.breaks.compactMap { pause -> Finding? in
          let early = worked.shift.start.seconds(since: pause.start)
          let late = pause.end.seconds(since: worked.shift.end)
          guard early > 0 || late > 0 else { return nil }
          let amount =
            early > 0 ? "starts \(lengthText(seconds: early)) before" : "ends \(lengthText(seconds: late)) after"
          return Finding(worked.shift.date, "has a break at \(clock(pause.start, worked)) that \(amount) the shift")
        }
      }
    },
    LabourRule("break-overlap", "No two breaks of a shift overlap.") { record in
      record.shifts.flatMap { worked in
        let pauses = worked.shift.breaks.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        return zip(pauses, pauses.dropFirst()).compactMap { before, after -> Finding? in
          let shared = min(before.end, after.end).seconds(since: after.start)
          guard shared > 0 else { return nil }
          return Finding(
            worked.shift.date,
            "has a break at \(clock(after.start, worked)) that overlaps the one before by \(lengthText(seconds: shared))"
          )
        }
      }
    },
  ]

  /// Shifts that an absence did not cut short.
  private static func judged(_ record: WorkRecord) -> [WholeShift] {
    record.wholeShifts.filter { whole in !whole.parts.contains { record.isCutShort($0.shift) } }
  }

  /// How the pauses of one kind differ from what the contract wants; `nil` wants none.
  private static func findings(about kind: Break.Kind, called name: String, wanted: BreakRule?, in shift: WholeShift)
    -> [Finding]
  {
    let pauses = shift.breaks.filter { $0.kind == kind }
    let count = wanted?.count ?? 0
    var found: [Finding] = []
    if pauses.count != count {
      let way = pauses.count < count ? "fewer" : "more"
      found.append(
        Finding(
          shift.date,
          "has \(countText(pauses.count, name)), \(abs(pauses.count - count)) \(way) than \(count) for a shift of "
            + lengthText(minutes: shift.paidMinutes) + " paid"))
    }
    guard let wanted else { return found }
    for pause in pauses {
      let length = pause.end.seconds(since: pause.start)
      if length != wanted.minutes * 60 {
        found.append(
          Finding(
            shift.date,
            "has a \(name) of \(lengthText(seconds: length)), "
              + differenceText(seconds: length, wanted: wanted.minutes * 60)))
      }
      if pause.isPaid != wanted.isPaid {
        let words = pause.isPaid ? "paid instead of unpaid" : "unpaid instead of paid"
        found.append(Finding(shift.date, "has a \(name) that is \(words)"))
      }
    }
    return found
  }

  /// Pauses of one kind that begin before or after their window, in elapsed time from the start of the shift.
  private static func outside(
    _ window: ClosedRange<Int>?, _ kind: Break.Kind, called name: String, in shift: WholeShift
  ) -> [Finding] {
    guard let window else { return [] }
    return shift.breaks.filter { $0.kind == kind }.compactMap { pause in
      let begin = pause.start.seconds(since: shift.parts[0].shift.start)
      let (least, most) = (window.lowerBound * 60, window.upperBound * 60)
      // A break before its shift is the business of another rule.
      guard begin >= 0, begin < least || begin > most else { return nil }
      let amount =
        begin < least
        ? "\(lengthText(seconds: least - begin)) before the earliest of \(lengthText(seconds: least))"
        : "\(lengthText(seconds: begin - most)) after the latest of \(lengthText(seconds: most))"
      return Finding(shift.date, "has a \(name) that begins \(lengthText(seconds: begin)) into the shift, \(amount)")
    }
  }

  private static func clock(_ instant: Instant, _ worked: WorkedShift) -> String {
    worked.zone.map { $0.local(at: instant).clockText } ?? instant.isoText
  }
}
