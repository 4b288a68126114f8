public import Timeline

extension Scenario {
  /// Shifts before the horizon that are known, by person and time: those of the table of worked shifts, and fixed shifts of
  /// earlier dates where the table has none of that person and date.
  public var shiftsBefore: [Shift] {
    let told = worked.filter { $0.date < horizon.first }
    let known = Set(told.map { WorkDay(agent: $0.agent, date: $0.date) })
    let fixed = fixedShifts.filter {
      $0.date < horizon.first && !known.contains(WorkDay(agent: $0.agent, date: $0.date))
    }
    let people = fixed.isEmpty ? [:] : agentsById
    return (told + fixed.compactMap { shift($0, of: people[$0.agent]) }).sorted {
      ($0.agent, $0.start, $0.ordinal) < ($1.agent, $1.start, $1.ordinal)
    }
  }

  /// The first date of which it is known who worked: that of the earliest worked shift of anybody, or of the horizon.
  public var knownFrom: CivilDate { min(horizon.first, worked.map(\.date).min() ?? horizon.first) }

  private struct WorkDay: Hashable {
    var agent: String
    var date: CivilDate
  }

  /// A fixed shift from its start to its end. Where its breaks lay is not known, so it has none here.
  private func shift(_ fixed: FixedShift, of agent: Agent?) -> Shift? {
    guard let agent, let zone = site(agent.site)?.zone, let contract = contract(agent.contract)
    else { return nil }
    let start: Instant
    switch zone.resolve(LocalDateTime(date: fixed.date, secondsOfDay: fixed.start.minutes * 60)) {
    case .once(let instant), .twice(let instant, _): start = instant
    case .never: return nil
    }
    let unpaid = contract.unpaidMinutes(ofPaid: fixed.paidMinutes)
    return Shift(
      agent: fixed.agent, date: fixed.date, site: agent.site, start: start,
      end: start.advanced(bySeconds: (fixed.paidMinutes + unpaid) * 60), paidMinutes: fixed.paidMinutes, breaks: [])
  }
}
