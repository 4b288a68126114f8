import Tours
import Workforce

/// What a contract allows, as the tour search counts it.
extension RosterTask {
  /// Whether the horizon has more weekends than the four that a contract's limit looks at.
  var holdsManyWeekends: Bool { problem.weekendCount > 4 }

  /// The contract as rules of a tour; every day away lowers the week by one day's share and one day.
  ///
  /// Absence at short notice takes away the least of its week and nothing else: what was published stays within the most.
  func rules(
    of contract: Contract, isAway: [Bool], isAbsent: [Bool], agent: Agent? = nil, before: WorkedBefore? = nil
  ) -> TourRules {
    var rules = TourRules()
    rules.leastRest = contract.restMinutes
    for week in 0..<scenario.horizon.weeks {
      let away = isAway[week * 7..<week * 7 + 7].count { $0 }
      let credit = away * contract.leaveCreditMinutes
      let most = max(0, contract.weekMostMinutes - credit)
      let hasAbsence = isAbsent[week * 7..<week * 7 + 7].contains(true)
      let least = hasAbsence ? 0 : min(most, max(0, contract.weekLeastMinutes - credit))
      rules.weekMinutes.append(least...most + contract.overtimeMinutes)
      rules.weekDays.append(max(0, contract.weekDays - away) + contract.overtimeDays)
      if contract.overtimeMinutes > 0 { rules.overtimeAbove.append(most) }
    }
    if let reference = contract.reference {
      rules.weeksPerPeriod = reference.weeks
      rules.periodWeeksBefore = reference.weeksBefore(scenario.horizon)
      rules.periodMinutes = periods(of: reference, dayCredit: contract.leaveCreditMinutes, isAway, isAbsent)
      if rules.periodWeeksBefore > 0, !rules.periodMinutes.isEmpty {
        let first = rules.periodMinutes[0]
        if let agent, let past = before?.period(of: agent, reference, dayCredit: contract.leaveCreditMinutes) {
          let most = max(0, first.upperBound - past.away - past.minutes)
          let least = past.isAbsent ? 0 : max(0, min(most, first.lowerBound - past.away - past.minutes))
          rules.periodMinutes[0] = least...most
        } else {
          // Nothing is known of its weeks before the horizon.
          rules.periodMinutes[0] = 0...Int(Int32.max)
        }
      }
    }
    rules.overtimePrice = contract.overtimeMinutes > 0 ? scenario.prices.overtime / 60 : 0
    if let tolerance = contract.startTolerance {
      rules.startTolerance = tolerance
      rules.unstableStartPrice = scenario.prices.start
    }
    if contract.avoidsSingleDaysOff { rules.singleDayOffPrice = scenario.prices.singleDayOff }
    rules.leastDaysInARow = contract.leastDaysInARow
    rules.excusesBlocksBesideDaysOff = true
    rules.mostDaysInARow = contract.daysInARow
    rules.leastDaysOff = contract.daysOffInARow
    if let nights = contract.nightsInARow { rules.mostNightsInARow = nights }
    rules.kindsInARow = kinds.limits(of: contract)
    // Where the horizon has no more than the rule looks at, all of them together are counted.
    if let weekends = contract.weekendsPerFourWeeks {
      if holdsManyWeekends {
        rules.weekendWindow = WeekendWindow(most: weekends, of: 4)
      } else {
        rules.mostWeekends = weekends
      }
    }
    return rules
  }

  /// Minutes of each whole reference period of the horizon. Days away lower both ends as they lower their week, by no more than
  /// the mean of a week; an absence takes away the least.
  private func periods(
    of reference: ReferencePeriod, dayCredit: Int, _ isAway: [Bool], _ isAbsent: [Bool]
  ) -> [ClosedRange<Int>] {
    let mean = reference.minutes.upperBound / reference.weeks
    let before = reference.weeksBefore(scenario.horizon)
    return (0..<(scenario.horizon.weeks + before) / reference.weeks).map { period in
      let next = (period + 1) * reference.weeks - before
      let weeks = max(0, next - reference.weeks)..<next
      let credit = weeks.reduce(0) { $0 + min(mean, isAway[$1 * 7..<$1 * 7 + 7].count { $0 } * dayCredit) }
      let hasAbsence = isAbsent[weeks.lowerBound * 7..<weeks.upperBound * 7].contains(true)
      let most = max(0, reference.minutes.upperBound - credit)
      return (hasAbsence ? 0 : min(most, max(0, reference.minutes.lowerBound - credit)))...most
    }
  }
}
