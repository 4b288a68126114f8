import Timeline
public import Workforce

extension Rostering {
  /// Who has most of what nobody likes in a roster, and how much; what was done before the plan is not counted. `nil` without people.
  public static func most(
    _ burden: Promise.Burden, in roster: Roster, of scenario: Scenario
  ) -> (agent: String, count: Int)? {
    var counted = scenario
    counted.ledger = []
    var shifts = roster.shifts
    if burden == .lateWeekends {
      let zones = scenario.zonesBySite
      shifts = shifts.filter { shift in
        let zone = zones[shift.site] ?? .utc
        let isNight = PossibleShift.touchesNight(from: shift.start, to: shift.end, zone: zone)
        return isNight || LedgerExcess.isLateEnd(shift.end, isNight: isNight, zone: zone)
      }
    }
    let counts = ledger(after: Roster(shifts: shifts), in: counted).map { entry -> (agent: String, count: Int) in
      switch burden {
      case .nights: (entry.agent, entry.nights)
      case .weekends, .lateWeekends: (entry.agent, entry.weekends)
      case .lateEnds: (entry.agent, entry.lateEnds)
      }
    }
    return counts.max { ($0.count, $1.agent) < ($1.count, $0.agent) }
  }
}
