import Timeline
import Workforce

extension LabourRule {
  /// What lies between one shift and the next, in elapsed time.
  static let restRules = [
    LabourRule("overlap", "No two shifts of a person overlap.") { record in
      followers(in: record).compactMap { before, after in
        let shared = sharedSeconds(before, after)
        guard shared > 0, before.shift.site == after.shift.site else { return nil }
        return Finding(
          after.shift.date,
          "starts \(lengthText(seconds: shared)) before the shift of \(before.shift.date.isoText) ends")
      }
    },
    LabourRule("two-places", "Nobody works at two sites at once.") { record in
      followers(in: record).compactMap { before, after in
        let shared = sharedSeconds(before, after)
        guard shared > 0, before.shift.site != after.shift.site else { return nil }
        return Finding(
          after.shift.date,
          "works at \(before.shift.site) and \(after.shift.site) at once for \(lengthText(seconds: shared))")
      }
    },
    LabourRule("rest", "Between two shifts lies at least the contract's rest, in elapsed time.") { record in
      let secondParts = Set(record.wholeShifts.filter(\.isSplit).map { $0.parts[1].shift })
      return followers(in: record).compactMap { before, after in
        guard !secondParts.contains(after.shift) else { return nil }
        let rest = after.shift.start.seconds(since: before.shift.end)
        let least = record.contract.restMinutes * 60
        guard rest >= 0, rest < least else { return nil }
        return Finding(
          after.shift.date,
          "rests \(lengthText(seconds: rest)) after the shift of \(before.shift.date.isoText), "
            + differenceText(seconds: rest, wanted: least))
      }
    },
  ]

  /// Each shift but the first with the one that ended last among those that started before it.
  /// What was worked before the horizon goes before, and comes never after.
  private static func followers(in record: WorkRecord) -> [(before: WorkedShift, after: WorkedShift)] {
    let shifts = record.allShifts
    let judged = Set(record.shifts.map(\.shift))
    guard var last = shifts.first else { return [] }
    var pairs: [(before: WorkedShift, after: WorkedShift)] = []
    for shift in shifts.dropFirst() {
      if judged.contains(shift.shift) { pairs.append((last, shift)) }
      if shift.shift.end > last.shift.end { last = shift }
    }
    return pairs
  }

  private static func sharedSeconds(_ before: WorkedShift, _ after: WorkedShift) -> Int {
    min(before.shift.end, after.shift.end).seconds(since: after.shift.start)
  }
}
