import Timeline
import Workforce

/// The state of an earlier publication as far as it can be told again: date by date of each person, and duty by duty.
///
/// Where something has begun, by what was told last or by the earlier state, all of the date stays as it was told last: half of each
/// would be two shifts of one name, or none.
struct EarlierState {
  /// What is told: shifts with their queues, and duties. Sequences are those of the state that each is from.
  let roster: Roster

  /// - Parameters:
  ///   - old: the earlier state.
  ///   - told: what was told last.
  ///   - dates: those of which the earlier publication speaks; others stay as they were told last.
  ///   - now: the moment it is.
  init(of old: Roster, over told: Roster, on dates: ClosedRange<CivilDate>, at now: Instant) {
    let begun = Set((told.shifts + old.shifts).filter { $0.start < now }.map(Day.init))
    let begunDuties = Set((told.duties + old.duties).filter { $0.start < now }.map(Post.init))
    func comesBack(_ shift: Shift) -> Bool { dates.contains(shift.date) && !begun.contains(Day(shift)) }
    func comesBack(_ duty: OnCallDuty) -> Bool { dates.contains(duty.date) && !begunDuties.contains(Post(duty)) }
    var roster = told.work { !comesBack($0) }.joined(with: old.work { comesBack($0) })
    roster.duties = told.duties.filter { !comesBack($0) } + old.duties.filter { comesBack($0) }
    self.roster = roster
  }

  /// A date of a person.
  private struct Day: Hashable {
    let agent: String
    let date: CivilDate

    init(_ shift: Shift) { (agent, date) = (shift.agent, shift.date) }
  }

  /// A duty on call, whoever holds it.
  private struct Post: Hashable {
    let date: CivilDate
    let site: String
    let skill: String

    init(_ duty: OnCallDuty) { (date, site, skill) = (duty.date, duty.site, duty.skill) }
  }
}
