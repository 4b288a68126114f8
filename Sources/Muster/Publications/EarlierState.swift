import Timeline
import Workforce

/// The state of an earlier publication as far as it can be told again: date by date of each person, and duty by duty.
///
/// Where something has begun, by what was told last or by the earlier state, all of the date stays as it was told last: half of each
/// would be two shifts of one name, or none. So it does where the earlier state has somebody at work who is away by now.
struct EarlierState {
  /// What is told: shifts with their queues, and duties. Sequences are those of the state that each is from.
  let roster: Roster
  /// What is to come and does not come back because somebody is away, as sentences.
  let notes: [String]

  /// - Parameters:
  ///   - old: the earlier state.
  ///   - told: what was told last.
  ///   - dates: those of which the earlier publication speaks; others stay as they were told last.
  ///   - now: the moment it is.
  ///   - scenario: with the absences that hold.
  init(of old: Roster, over told: Roster, on dates: ClosedRange<CivilDate>, at now: Instant, in scenario: Scenario) {
    let away = AwayDates(scenario)
    let missed = old.shifts.filter { away.reason(of: $0.agent, on: $0.date) != nil }
    let missedDuties = old.duties.filter { away.reason(of: $0.agent, on: $0.date) != nil }
    let begun = (told.shifts + old.shifts).filter { $0.start < now }
    let begunDuties = (told.duties + old.duties).filter { $0.start < now }
    let staying = Set((begun + missed).map(Day.init))
    let stayingDuties = Set((begunDuties + missedDuties).map(Post.init))
    func comesBack(_ shift: Shift) -> Bool { dates.contains(shift.date) && !staying.contains(Day(shift)) }
    func comesBack(_ duty: OnCallDuty) -> Bool { dates.contains(duty.date) && !stayingDuties.contains(Post(duty)) }
    var roster = told.work { !comesBack($0) }.joined(with: old.work { comesBack($0) })
    roster.duties = told.duties.filter { !comesBack($0) } + old.duties.filter { comesBack($0) }
    self.roster = roster
    notes = Self.notes(
      on: missed.filter { $0.end > now }, missedDuties.filter { $0.end > now }, over: told, away, scenario.zonesBySite)
  }

  /// One sentence for all dates of a person of which it says the same.
  private static func notes(
    on shifts: [Shift], _ duties: [OnCallDuty], over told: Roster, _ away: AwayDates, _ zones: [String: Zone]
  ) -> [String] {
    var dates: [[String]: [CivilDate]] = [:]
    func note(_ who: String, _ date: CivilDate, _ what: String) {
      dates[[who, what, away.reason(of: who, on: date) ?? ""], default: []].append(date)
    }
    let known = Dictionary(grouping: told.shifts, by: Day.init)
    for (day, missed) in Dictionary(grouping: shifts, by: Day.init) {
      let stays = (known[day] ?? []).clockText(in: zones)
      if missed.clockText(in: zones) != stays { note(day.agent, day.date, stays) }
    }
    let held = Dictionary(grouping: told.duties, by: Post.init)
    for duty in duties where !(held[Post(duty)] ?? []).contains(where: { $0.agent == duty.agent }) {
      note(duty.agent, duty.date, "not on call for \(duty.skill)")
    }
    return dates.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { said, dates in
      "\(said[0]) stays \(said[1]) on \(dates.sorted().map(\.isoText).joined(separator: ", ")): \(said[2])"
    }
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

/// Who is away when, and why.
private struct AwayDates {
  private let spans: [String: [Leave]]
  private let people: [String: Agent]

  init(_ scenario: Scenario) {
    spans = Dictionary(grouping: scenario.absences + scenario.leave, by: \.agent)
    people = scenario.agentsById
  }

  /// Nil where somebody may be asked to work.
  func reason(of agent: String, on date: CivilDate) -> String? {
    if let span = spans[agent]?.first(where: { $0.from <= date && date <= $0.to }) { return span.kind }
    return people[agent]?.isEmployed(on: date) == true ? nil : "not employed then"
  }
}
