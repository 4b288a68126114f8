import Timeline
import Workforce

extension LabourRule {
  /// What a week of the horizon may hold.
  static let weekRules = [
    LabourRule(
      "week-hours-most",
      "A week's paid time is at most the contract's, less a day's share for each day away, and its overtime."
    ) {
      record in
      weeks(of: record).compactMap { week in
        let most =
          max(0, record.contract.weekMostMinutes - week.daysAway * dayShare(record.contract))
          + record.contract.overtimeMinutes
        guard week.paidMinutes > most else { return nil }
        return finding(week, wanted: most)
      }
    },
    LabourRule(
      "week-hours-least",
      "A week's paid time is at least the contract's, less a day's share for each day away; a week with an absence has no least."
    ) { record in
      weeks(of: record).filter { !$0.hasAbsence }.compactMap { week in
        let least = max(0, record.contract.weekLeastMinutes - week.daysAway * dayShare(record.contract))
        guard week.paidMinutes < least else { return nil }
        return finding(week, wanted: least)
      }
    },
    LabourRule(
      "week-days",
      "A week holds at most the contract's worked dates, less one for each day away, and its days of overtime."
    ) { record in
      weeks(of: record).compactMap { week in
        let most = max(0, record.contract.weekDays - week.daysAway) + record.contract.overtimeDays
        guard week.workedDays > most else { return nil }
        return Finding(
          week.first,
          "works on \(countText(week.workedDays, "day")) in the week from here, \(week.workedDays - most) more than \(most)"
            + awayText(week))
      }
    },
  ]

  /// Seven dates of the horizon and what a person does on them.
  private struct Week {
    var first: CivilDate
    var paidMinutes: Int
    var workedDays: Int
    var daysAway: Int
    var hasAbsence: Bool
  }

  private static func weeks(of record: WorkRecord) -> [Week] {
    (0..<record.horizon.weeks).map { number in
      let first = record.horizon.first.advanced(byDays: 7 * number)
      let dates = first..<first.advanced(byDays: 7)
      let shifts = record.shifts.filter { dates.contains($0.shift.date) }
      return Week(
        first: first, paidMinutes: shifts.reduce(0) { $0 + $1.shift.paidMinutes },
        workedDays: Set(shifts.map(\.shift.date)).count, daysAway: dates.count(where: record.isAway),
        hasAbsence: dates.contains(where: record.isAbsent))
    }
  }

  /// Minutes one day away takes off a week: the most a week may hold, spread over its worked days, whole minutes.
  static func dayShare(_ contract: Contract) -> Int {
    contract.weekDays > 0 ? contract.weekMostMinutes / contract.weekDays : 0
  }

  private static func finding(_ week: Week, wanted: Int) -> Finding {
    let way = week.paidMinutes < wanted ? "less" : "more"
    return Finding(
      week.first,
      "is paid \(lengthText(minutes: week.paidMinutes)) in the week from here, "
        + "\(lengthText(minutes: abs(week.paidMinutes - wanted))) \(way) than \(lengthText(minutes: wanted))"
        + awayText(week))
  }

  private static func awayText(_ week: Week) -> String {
    week.daysAway == 0 ? "" : " with \(countText(week.daysAway, "day")) away"
  }
}
