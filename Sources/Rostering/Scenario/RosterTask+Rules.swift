import Tours
import Workforce

extension ClosedRange<Int> {
  /// Minutes of a week or period that are left when days away take some off both ends. An absence at short notice takes the least away and
  /// nothing else: what was published stays within the most.
  func lowered(by minutes: Int, isAbsent: Bool) -> ClosedRange<Int> {
    let most = Swift.max(0, upperBound - minutes)
    return (isAbsent ? 0 : Swift.min(most, Swift.max(0, lowerBound - minutes)))...most
  }
}

extension Contract {
  /// Paid minutes of a week without days away, overtime left out.
  var weekMinutes: ClosedRange<Int> { min(weekLeastMinutes, weekMostMinutes)...weekMostMinutes }
}

/// What a contract allows, as the tour search counts it.
extension RosterTask {
  /// Whether the horizon has more weekends than the four that a contract's limit looks at.
  var holdsManyWeekends: Bool { problem.weekendCount > 4 }

  /// The contract as rules of a tour; every day away lowers the week by one day's share and one day.
  func rules(
    of contract: Contract, isAway: [Bool], isAbsent: [Bool], agent: Agent? = nil, before: WorkedBefore? = nil
  ) -> TourRules {
    var rules = TourRules()
    rules.leastRest = contract.restMinutes
    for week in 0..<scenario.horizon.weeks {
      let away = isAway[week * 7..<week * 7 + 7].count { $0 }
      let hours = contract.weekMinutes.lowered(
        by: away * contract.leaveCreditMinutes, isAbsent: isAbsent[week * 7..<week * 7 + 7].contains(true))
      rules.weekMinutes.append(hours.lowerBound...hours.upperBound + contract.overtimeMinutes)
      rules.weekDays.append(max(0, contract.weekDays - away) + contract.overtimeDays)
      if contract.overtimeMinutes > 0 { rules.overtimeAbove.append(hours.upperBound) }
    }
    if let reference = contract.reference {
      rules.weeksPerPeriod = reference.weeks
      rules.periodWeeksBefore = reference.weeksBefore(scenario.horizon)
      rules.periodMinutes = periods(of: reference, dayCredit: contract.leaveCreditMinutes, isAway, isAbsent)
      if rules.periodWeeksBefore > 0, !rules.periodMinutes.isEmpty {
        if let agent, let past = before?.period(of: agent, reference, dayCredit: contract.leaveCreditMinutes) {
          rules.periodMinutes[0] = rules.periodMinutes[0].lowered(
            by: past.away + past.minutes, isAbsent: past.isAbsent)
        } else {
          // Nothing is known of its weeks before the horizon.
          rules.periodMinutes[0] = 0...Int(Int32.max)
        }
      }
    }
    rules.overtimePrice = scenario.prices.overtime / 60
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
      return reference.minutes.lowered(
        by: credit, isAbsent: isAbsent[weeks.lowerBound * 7..<weeks.upperBound * 7].contains(true))
    }
  }
}
