import Timeline
public import Workforce

extension Audit {
  /// Where a roster goes without what the scenario asks for at a price: people who should be at a site while it is open, and
  /// stable starts.
  ///
  /// Neither is a rule: where nobody can be there, or a late start is worth its price, a roster may be right all the same.
  ///
  /// - Returns: sorted by kind, subject and date.
  /// - Complexity: O(minutes of the horizon x presences + shifts).
  public static func remarks(of roster: Roster, in scenario: Scenario) -> [Remark] {
    (scenario.presences.flatMap { absences(from: $0, roster, scenario) } + unstableStarts(roster, scenario)).sorted()
  }

  // MARK: - Presence

  /// One remark for each date on which fewer people are there than asked for; breaks count as away.
  private static func absences(from rule: PresenceRule, _ roster: Roster, _ scenario: Scenario) -> [Remark] {
    let zone = rule.open.zone
    let begin = zone.startOfDay(scenario.horizon.first)
    let end = zone.startOfDay(scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount))
    let present = people(rule, roster, scenario, from: begin, to: end)
    var missing: [CivilDate: [Range<Instant>]] = [:]
    for (minute, count) in present.enumerated() where count < rule.people {
      let instant = begin.advanced(bySeconds: minute * 60)
      guard rule.open.isOpen(at: instant) else { continue }
      let next = instant.advanced(bySeconds: 60)
      let date = zone.local(at: instant).date
      var stretches = missing[date] ?? []
      if let last = stretches.last, last.upperBound == instant {
        stretches[stretches.count - 1] = last.lowerBound..<next
      } else {
        stretches.append(instant..<next)
      }
      missing[date] = stretches
    }
    return missing.map { date, stretches in
      let seconds = stretches.reduce(0) { $0 + $1.upperBound.seconds(since: $1.lowerBound) }
      let hours = stretches.map {
        "\(zone.local(at: $0.lowerBound).clockText)-\(zone.local(at: $0.upperBound).clockText)"
      }
      return Remark(
        wish: .presence, subject: rule.site, date: date,
        finding: "has fewer than \(rule.people) of \(rule.skill) for \(lengthText(seconds: seconds)): "
          + hours.joined(separator: ", "))
    }
  }

  /// How many people of a site and skill are at work in each minute; a minute that is not wholly worked does not count.
  private static func people(
    _ rule: PresenceRule, _ roster: Roster, _ scenario: Scenario, from begin: Instant, to end: Instant
  ) -> [Int] {
    let minutes = end.seconds(since: begin) / 60
    let members = Set(scenario.agents.filter { $0.site == rule.site && $0.skills.contains(rule.skill) }.map(\.id))
    // Shape [minutes + 1]: how many more than the minute before.
    var steps = [Int](repeating: 0, count: minutes + 1)
    func add(_ sign: Int, from start: Int, to stop: Int) {
      let (first, last) = (min(max(0, start), minutes), min(max(0, stop), minutes))
      guard first < last else { return }
      steps[first] += sign
      steps[last] -= sign
    }
    for shift in roster.shifts where members.contains(shift.agent) && shift.site == rule.site {
      add(1, from: roundedUp(shift.start.seconds(since: begin)), to: roundedDown(shift.end.seconds(since: begin)))
      for pause in shift.breaks {
        add(-1, from: roundedDown(pause.start.seconds(since: begin)), to: roundedUp(pause.end.seconds(since: begin)))
      }
    }
    var count = 0
    return steps.dropLast().map { step in
      count += step
      return count
    }
  }

  private static func roundedDown(_ seconds: Int) -> Int { (seconds >= 0 ? seconds : seconds - 59) / 60 }
  private static func roundedUp(_ seconds: Int) -> Int { roundedDown(seconds + 59) }

  // MARK: - Stable starts

  /// Shifts that start further from the usual start of their week than the contract likes. The usual start is the one from which the
  /// week's starts are fewest hours, each begun, further than that, the earliest of several.
  private static func unstableStarts(_ roster: Roster, _ scenario: Scenario) -> [Remark] {
    let zones = scenario.zonesBySite
    let shifts = Dictionary(grouping: roster.shifts.filter { $0.ordinal == 0 }, by: \.agent)
    return scenario.agents.flatMap { agent -> [Remark] in
      guard let tolerance = scenario.contract(agent.contract)?.startTolerance else { return [] }
      return (0..<scenario.horizon.weeks).flatMap { week -> [Remark] in
        let first = scenario.horizon.first.advanced(byDays: 7 * week)
        let own = (shifts[agent.id] ?? []).filter { (first..<first.advanced(byDays: 7)).contains($0.date) }
        let starts = own.map { (zones[$0.site] ?? .utc).local(at: $0.start).secondsOfDay / 60 }
        func distance(_ start: Int, _ usual: Int) -> Int { min(abs(start - usual), 1440 - abs(start - usual)) }
        func hours(_ usual: Int) -> Int {
          starts.reduce(0) { $0 + (max(0, distance($1, usual) - tolerance) + 59) / 60 }
        }
        guard let usual = starts.min(by: { (hours($0), $0) < (hours($1), $1) }) else { return [] }
        return zip(own, starts).filter { distance($1, usual) > tolerance }.map { shift, start in
          let distance = distance(start, usual)
          return Remark(
            wish: .stableStart, subject: agent.id, date: shift.date,
            finding:
              "starts at \(clock(start)), \(lengthText(minutes: distance)) from the usual \(clock(usual)) of its "
              + "week, " + differenceText(seconds: distance * 60, wanted: tolerance * 60))
        }
      }
    }
  }

  private static func clock(_ minutes: Int) -> String { TimeOfDay(minutes: minutes)?.text ?? "\(minutes) min" }
}
