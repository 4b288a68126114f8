import Publishing
import ScenarioFiles
import Timeline
import Workforce

extension Roster {
  /// What calendars say of every shift and duty, withdrawn ones among them.
  func identities(_ options: CalendarOptions) -> [IdentitiesTable.Entry] {
    func entry(_ shift: Shift, isCancelled: Bool) -> IdentitiesTable.Entry {
      let uid = ShiftIdentity.uid(of: shift, options: options)
      return IdentitiesTable.Entry(
        uid: uid, agent: shift.agent, date: shift.date, isDuty: false, isCancelled: isCancelled,
        sequence: shift.sequence, stamp: options.stamp(of: uid, sequence: shift.sequence))
    }
    func entry(_ duty: OnCallDuty, isCancelled: Bool) -> IdentitiesTable.Entry {
      let uid = ShiftIdentity.uid(of: duty, options: options)
      return IdentitiesTable.Entry(
        uid: uid, agent: duty.agent, date: duty.date, isDuty: true, isCancelled: isCancelled, sequence: duty.sequence,
        stamp: options.stamp(of: uid, sequence: duty.sequence))
    }
    return shifts.map { entry($0, isCancelled: false) } + cancelled.map { entry($0, isCancelled: true) }
      + duties.map { entry($0, isCancelled: false) } + cancelledDuties.map { entry($0, isCancelled: true) }
  }

  /// `SEQUENCE` by identity of every shift and duty.
  func sequences(_ options: CalendarOptions) -> [String: Int] {
    Dictionary(identities(options).map { ($0.uid, $0.sequence) }, uniquingKeysWith: max)
  }

  /// Whether calendars of both rosters say the same.
  func isTheSame(as other: Roster) -> Bool {
    shifts == other.shifts && cancelled == other.cancelled && Set(duties) == Set(other.duties)
      && Set(cancelledDuties) == Set(other.cancelledDuties)
  }

  /// Raises every sequence of what is not past, because all calendar entries differ.
  mutating func raiseAll(after now: Instant) {
    for place in shifts.indices where shifts[place].end > now { shifts[place].sequence += 1 }
    for place in duties.indices where duties[place].end > now { duties[place].sequence += 1 }
  }

  /// What is not past.
  func lasting(after now: Instant) -> Roster {
    var roster = self
    roster.shifts.removeAll { $0.end <= now }
    roster.spells.removeAll { $0.end <= now }
    roster.cancelled.removeAll { $0.end <= now }
    roster.duties.removeAll { $0.end <= now }
    roster.cancelledDuties.removeAll { $0.end <= now }
    return roster
  }

  /// The first moment at which the two rosters are not the same.
  func firstDifference(from other: Roster) -> Instant? {
    let (mine, theirs) = (Set(shifts), Set(other.shifts))
    let (held, holds) = (Set(duties), Set(other.duties))
    return
      (mine.symmetricDifference(theirs).map(\.start) + held.symmetricDifference(holds).map(\.start)).min()
  }
}

extension ReasonsTable {
  /// Why a date of a person changed: what was said of it, once each; or else what the scenario knows of it.
  static func why(_ agent: String, _ date: CivilDate, in entries: [Entry], _ scenario: Scenario) -> String {
    var said: [String] = []
    for entry in entries where entry.agent == agent && entry.date == date && !said.contains(entry.reason) {
      said.append(entry.reason)
    }
    if !said.isEmpty { return said.joined(separator: "; ") }
    let away = (scenario.absences + scenario.leave).first { $0.agent == agent && $0.from <= date && date <= $0.to }
    return away.map(\.kind) ?? ""
  }
}
