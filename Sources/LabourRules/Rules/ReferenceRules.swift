import Timeline
import Workforce

extension LabourRule {
  /// What the weeks of a reference period may hold together.
  static let referenceRules = [
    LabourRule(
      "reference-hours-most",
      "The paid time of a reference period is at most the contract's, less what days away take off its weeks."
    ) { record in
      periods(of: record).compactMap { $0.paidMinutes > $0.most ? finding($0, wanted: $0.most) : nil }
    },
    LabourRule(
      "reference-hours-least",
      "It is at least the contract's, less what days away take off its weeks; a period with an absence has no least."
    ) { record in
      periods(of: record).compactMap {
        !$0.hasAbsence && $0.paidMinutes < $0.least ? finding($0, wanted: $0.least) : nil
      }
    },
  ]

  /// A whole reference period of the horizon and what a person does in it.
  private struct Period {
    var first: CivilDate
    var weeks: Int
    var paidMinutes: Int
    var least: Int
    var most: Int
    var daysAway: Int
    var hasAbsence: Bool
  }

  private static func periods(of record: WorkRecord) -> [Period] {
    guard let reference = record.contract.reference, reference.weeks > 0 else { return [] }
    let before = reference.weeksBefore(record.horizon)
    return (0..<(record.horizon.weeks + before) / reference.weeks).compactMap { number in
      let first = record.horizon.first.advanced(byDays: 7 * (reference.weeks * number - before))
      // Hours of weeks of which nothing is known cannot be judged.
      guard record.isKnown(first) else { return nil }
      let dates = first..<first.advanced(byDays: 7 * reference.weeks)
      let awayByWeek = (0..<reference.weeks).map { week in
        (0..<7).count { record.isAway(on: first.advanced(byDays: 7 * week + $0)) }
      }
      // A week away takes off no more than the mean of a week.
      let mean = reference.minutes.upperBound / reference.weeks
      let off = awayByWeek.reduce(0) { $0 + min(mean, $1 * dayShare(record.contract)) }
      return Period(
        first: first, weeks: reference.weeks,
        paidMinutes: record.allShifts.reduce(0) { $0 + (dates.contains($1.shift.date) ? $1.shift.paidMinutes : 0) },
        least: max(0, reference.minutes.lowerBound - off), most: max(0, reference.minutes.upperBound - off),
        daysAway: awayByWeek.reduce(0, +), hasAbsence: dates.contains(where: record.isAbsent))
    }
  }

  private static func finding(_ period: Period, wanted: Int) -> Finding {
    let way = period.paidMinutes < wanted ? "less" : "more"
    return Finding(
      period.first,
      "is paid \(lengthText(minutes: period.paidMinutes)) in the \(period.weeks) weeks from here, "
        + "\(lengthText(minutes: abs(period.paidMinutes - wanted))) \(way) than \(lengthText(minutes: wanted))"
        + (period.daysAway == 0 ? "" : " with \(countText(period.daysAway, "day")) away"))
  }
}
