import Timeline
public import Workforce

extension Rostering {
  /// The hours of everybody in every week of the horizon.
  ///
  /// - Returns: by person in the order of the scenario, then week.
  /// - Complexity: O(shifts + people x weeks).
  public static func hours(of roster: Roster, in scenario: Scenario) -> [PersonWeek] {
    let zones = scenario.zonesBySite
    let shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    let before = WorkedBefore(scenario)
    let leave = Dictionary(grouping: scenario.leave, by: \.agent)
    let absences = Dictionary(grouping: scenario.absences, by: \.agent)
    let first = scenario.horizon.first
    return scenario.agents.flatMap { agent -> [PersonWeek] in
      let contract = scenario.contract(agent.contract)
      let away = scenario.dates(of: leave[agent.id] ?? [])
      let absent = scenario.dates(of: absences[agent.id] ?? [])
      var weeks = (0..<scenario.horizon.weeks).map { PersonWeek(agent: agent.id, week: first.advanced(byDays: 7 * $0)) }
      for shift in shifts[agent.id] ?? [] {
        let week = shift.date.days(since: first)
        guard week >= 0, weeks.indices.contains(week / 7) else { continue }
        weeks[week / 7].add(shift, in: zones[shift.site] ?? .utc)
      }
      let credits = weeks.map { week in
        (0..<7).count { day in
          let date = week.week.advanced(byDays: day)
          return away.contains(date) || !agent.isEmployed(on: date)
        } * (contract?.leaveCreditMinutes ?? 0)
      }
      var leaveLeft = agent.leaveDays
      for place in weeks.indices {
        let dates = (0..<7).map { weeks[place].week.advanced(byDays: $0) }
        weeks[place].leaveDays = dates.count { away.contains($0) }
        // A whole week away costs the days that are worked in it.
        leaveLeft? -= min(weeks[place].leaveDays, contract?.weekDays ?? 7)
        weeks[place].leaveBalanceDays = leaveLeft
        weeks[place].absentDays = dates.count { absent.contains($0) }
        guard let contract else { continue }
        let hours = contract.weekMinutes.lowered(by: credits[place], isAbsent: weeks[place].absentDays > 0)
        weeks[place].contractMinutes = hours
        weeks[place].overtimeMinutes = max(0, weeks[place].paidMinutes - hours.upperBound)
      }
      if let reference = contract?.reference, let contract {
        let past = before.period(of: agent, reference, dayCredit: contract.leaveCreditMinutes)
        addPeriods(reference, to: &weeks, after: past, scenario.horizon, credits: credits)
      }
      return weeks
    }
  }

  /// Adds up the weeks of each reference period; an absence takes away its least.
  ///
  /// - Parameters:
  ///   - past: the part of the first period before the horizon; nil where it is not known, and nothing is said of that period.
  ///   - credits: minutes that days away take off each week.
  private static func addPeriods(
    _ reference: ReferencePeriod, to weeks: inout [PersonWeek], after past: WorkedBefore.Period?, _ horizon: Horizon,
    credits: [Int]
  ) {
    let offset = reference.weeksBefore(horizon)
    let mean = reference.minutes.upperBound / reference.weeks
    var sum = past
    for place in weeks.indices {
      if (place + offset) % reference.weeks == 0 { sum = (0, 0, false) }
      guard var period = sum else { continue }
      period.minutes += weeks[place].paidMinutes
      period.away += min(mean, credits[place])
      period.isAbsent = period.isAbsent || weeks[place].absentDays > 0
      sum = period
      weeks[place].periodMinutes = period.minutes
      weeks[place].periodContractMinutes = reference.minutes.lowered(by: period.away, isAbsent: period.isAbsent)
    }
  }
}

extension PersonWeek {
  /// Adds the hours of a shift.
  fileprivate mutating func add(_ shift: Shift, in zone: Zone) {
    paidMinutes += shift.paidMinutes
    let pauses = shift.breaks.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    workedMinutes += (shift.end.seconds(since: shift.start) - pauses) / 60
    var day = zone.local(at: shift.start).date
    while zone.startOfDay(day) < shift.end {
      let begin = zone.startOfDay(day)
      let next = zone.startOfDay(day.advanced(byDays: 1))
      if day.weekday == .saturday || day.weekday == .sunday {
        weekendMinutes += Self.overlap(shift, begin, next)
      }
      nightMinutes += Self.overlap(shift, begin, Self.five(on: day, in: zone))
      day = day.advanced(byDays: 1)
    }
  }

  /// The moment at which the clock of a date shows 05:00.
  private static func five(on day: CivilDate, in zone: Zone) -> Instant {
    switch zone.resolve(LocalDateTime(date: day, secondsOfDay: 5 * 3600)) {
    case .once(let instant), .twice(let instant, _), .never(_, let instant, _): instant
    }
  }

  private static func overlap(_ shift: Shift, _ start: Instant, _ end: Instant) -> Int {
    max(0, min(shift.end, end).seconds(since: max(shift.start, start))) / 60
  }
}
