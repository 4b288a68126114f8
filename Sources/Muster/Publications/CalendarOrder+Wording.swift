import Lanes
import Publishing
import ScenarioFiles
import Timeline
import Workforce

extension CalendarOrder {
  /// Raises the sequence of every entry that is worded otherwise than it was told, once, where it did not rise for what it tells.
  ///
  /// - Parameters:
  ///   - roster: on dates of the horizon, with the sequences that follow from what was told.
  ///   - carried: what was told of other dates.
  ///   - standing: the calendars of the publication before; people whose entries stand there are not looked at.
  /// - Returns: whether any rose.
  mutating func reword(
    _ roster: inout Roster, _ carried: inout Roster, after told: ToldState?, standing: StandingCalendars?,
    in scenario: Scenario
  ) -> Bool {
    let whole = roster.joined(with: carried)
    options.span = whole.span
    let shown = withoutPast(whole)
    let same = standing?.same(as: shown, over: options.span, in: scenario)?.people ?? []
    options.rewording.wordings = wordings(of: shown, in: scenario) { !same.contains($0) }
    guard let told else { return false }
    options.rewording.isSilent = !tellsAnew(after: told.latest)
    for place in roster.shifts.indices where !same.contains(roster.shifts[place].agent) {
      raise(&roster.shifts[place], after: told)
    }
    for place in carried.shifts.indices where !same.contains(carried.shifts[place].agent) {
      raise(&carried.shifts[place], after: told)
    }
    for place in roster.cancelled.indices { raise(&roster.cancelled[place], after: told, isCancelled: true) }
    for place in carried.cancelled.indices { raise(&carried.cancelled[place], after: told, isCancelled: true) }
    for place in roster.duties.indices { raise(&roster.duties[place], after: told) }
    for place in carried.duties.indices { raise(&carried.duties[place], after: told) }
    for place in roster.cancelledDuties.indices {
      raise(&roster.cancelledDuties[place], after: told, isCancelled: true)
    }
    for place in carried.cancelledDuties.indices {
      raise(&carried.cancelledDuties[place], after: told, isCancelled: true)
    }
    for place in options.freeDays.indices {
      let days = options.freeDays[place]
      let uid = ShiftIdentity.uid(of: days, options: options)
      let isOther = hasOtherStatus(than: told.latest) && !days.isCancelled
      if isReworded(uid, days.sequence, told, else: isOther).own { options.freeDays[place].sequence += 1 }
    }
    noteLeft(shown.shifts, after: told, isCancelled: false)
    noteLeft(shown.cancelled, after: told, isCancelled: true)
    let isReworded =
      !options.rewording.own.isEmpty || !options.rewording.inTeams.isEmpty || !options.rewording.left.isEmpty
    options.hasOwnTeamEntries = options.hasOwnTeamEntries || isReworded
    return isReworded
  }

  /// Notes the entries of shifts that are withdrawn from calendars of teams because people left them, where they are not yet told so.
  private mutating func noteLeft(_ shifts: [Shift], after told: ToldState, isCancelled: Bool) {
    for shift in shifts where options.teams.toldOfMovers[shift.agent] != nil {
      let uid = ShiftIdentity.uid(of: shift, options: options)
      for team in options.teamsLeft(by: shift, uid: uid, isCancelled: isCancelled) {
        let entry = ShiftIdentity.teamUID(of: shift, in: team, options: options)
        let (before, own) = (told.events[entry], told.events[uid])
        // What was withdrawn there before the person left is there in the same words already.
        let known = before?.isLeft == true ? before?.wording : own?.team == team ? own?.wordingInTeam : nil
        guard let now = options.rewording.wordings[entry], now != known else { continue }
        options.rewording.left.insert(entry)
      }
    }
  }

  /// A fingerprint of every entry of some people, by identity.
  private func wordings(
    of roster: Roster, in scenario: Scenario, where isAsked: @escaping @Sendable (String) -> Bool
  ) -> [String: String] {
    let entries = EntryWordings(of: roster, in: scenario, options: currentOptions)
    let parts = min(entries.count, 16)
    let found = Lanes.run(parts) { part in
      (entries.count * part / parts..<entries.count * (part + 1) / parts).flatMap { place in
        isAsked(entries.person(place)) ? entries.wordings(of: place) : []
      }
    }
    return Dictionary(found.joined().map { ($0.uid, $0.wording) }) { first, _ in first }
  }

  private mutating func raise(_ shift: inout Shift, after told: ToldState, isCancelled: Bool = false) {
    let uid = ShiftIdentity.uid(of: shift, options: options)
    let isOther = differs(from: told.latest) && !isCancelled
    let (own, inTeam) = isReworded(uid, shift.sequence, told, else: isOther)
    if own { shift.sequence += 1 }
    let former = told.events[uid]?.team
    let isElsewhere = former.map { $0 != options.team(of: shift, uid: uid, isCancelled: isCancelled) } ?? false
    if inTeam || isElsewhere { options.rewording.inTeams.insert(uid) }
  }

  private mutating func raise(_ duty: inout OnCallDuty, after told: ToldState, isCancelled: Bool = false) {
    let uid = ShiftIdentity.uid(of: duty, options: options)
    let isOther = differs(from: told.latest) && !isCancelled
    if isReworded(uid, duty.sequence, told, else: isOther).own { duty.sequence += 1 }
  }

  /// Whether an entry that tells the same is worded otherwise.
  ///
  /// - Parameter isOther: what is thought of an entry of which no wording was recorded.
  private mutating func isReworded(
    _ uid: String, _ sequence: Int, _ told: ToldState, else isOther: Bool
  ) -> (own: Bool, inTeam: Bool) {
    guard let before = told.events[uid], before.sequence == sequence, let now = options.rewording.wordings[uid] else {
      return (false, false)
    }
    let differs =
      before.wording.isEmpty ? (own: isOther, inTeam: isOther) : Rewording.differs(now, from: before.wording)
    if differs.own { options.rewording.own.insert(uid) }
    return differs
  }
}
