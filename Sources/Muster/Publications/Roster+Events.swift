import Publishing
import ScenarioFiles
import Timeline
import Workforce

extension Roster {
  /// A shift, a duty or free days by place.
  private enum Event {
    case shift(Int)
    case withdrawnShift(Int)
    case duty(Int)
    case withdrawnDuty(Int)
    case freeDays(Int)
    /// A shift in the calendar of a team, where that says another sequence or stamp.
    case team(Int)
    case withdrawnTeam(Int)
    /// A shift in the calendar of a team that the person has left.
    case left(Int, team: String)
    case withdrawnLeft(Int, team: String)
  }

  /// What calendars say of every shift and duty and of free days, withdrawn ones among them, as a table by person, date and identity.
  func identities(_ options: CalendarOptions) -> TableParts {
    let events = eventsInOrder(options)
    return IdentitiesTable.parts(events.count) { entry(of: events[$0], options) }
  }

  /// `SEQUENCE` by identity of every shift and duty.
  func sequences(_ options: CalendarOptions) -> [String: Int] {
    let entries = events(options).lazy.map { entry(of: $0, options) }
    return Dictionary(entries.map { ($0.uid, $0.sequence) }, uniquingKeysWith: max)
  }

  private func events(_ options: CalendarOptions) -> [Event] {
    shifts.indices.map(Event.shift) + cancelled.indices.map(Event.withdrawnShift) + duties.indices.map(Event.duty)
      + cancelledDuties.indices.map(Event.withdrawnDuty) + options.freeDays.indices.map(Event.freeDays)
      + teamEvents(options)
  }

  private func teamEvents(_ options: CalendarOptions) -> [Event] {
    guard options.hasOwnTeamEntries else { return [] }
    func isOwn(_ shift: Shift, isCancelled: Bool) -> Bool {
      let uid = ShiftIdentity.uid(of: shift, options: options)
      // A dash stands before how a team's calendar words it.
      guard options.wording(of: uid).utf8.contains(UInt8(ascii: "-")) else { return false }
      let team = options.team(of: shift, uid: uid, isCancelled: isCancelled)
      let (sequence, stamp) = options.teamEntry(
        of: shift, uid: uid, teamUID: ShiftIdentity.teamUID(of: shift, in: team, options: options), in: team)
      return sequence != shift.sequence || stamp != options.stamp(of: uid, sequence: sequence)
    }
    func left(_ shift: Shift, isCancelled: Bool) -> [String] {
      guard options.teams.toldOfMovers[shift.agent] != nil else { return [] }
      return options.teamsLeft(
        by: shift, uid: ShiftIdentity.uid(of: shift, options: options), isCancelled: isCancelled)
    }
    return shifts.indices.filter { isOwn(shifts[$0], isCancelled: false) }.map(Event.team)
      + cancelled.indices.filter { isOwn(cancelled[$0], isCancelled: true) }.map(Event.withdrawnTeam)
      + shifts.indices.flatMap { place in
        left(shifts[place], isCancelled: false).map { Event.left(place, team: $0) }
      }
      + cancelled.indices.flatMap { place in
        left(cancelled[place], isCancelled: true).map { Event.withdrawnLeft(place, team: $0) }
      }
  }

  /// Identities are worked out only for several events of a person and date.
  private func eventsInOrder(_ options: CalendarOptions) -> [Event] {
    func isBefore(_ one: Event, _ other: Event) -> Bool {
      let (a, b) = (key(of: one, options), key(of: other, options))
      return (a.agent, a.date) < (b.agent, b.date)
    }
    var events = events(options)
    if zip(events, events.dropFirst()).contains(where: { isBefore($1, $0) }) { events.sort(by: isBefore) }
    var first = 0
    for next in 1..<max(1, events.count + 1) where next == events.count || isBefore(events[first], events[next]) {
      if next - first > 1 {
        let same = events[first..<next].map { (event: $0, uid: entry(of: $0, options).uid) }
        events.replaceSubrange(first..<next, with: same.sorted { $0.uid < $1.uid }.map(\.event))
      }
      first = next
    }
    return events
  }

  private func key(of event: Event, _ options: CalendarOptions) -> (agent: String, date: CivilDate) {
    switch event {
    case .shift(let place): (shifts[place].agent, shifts[place].date)
    case .withdrawnShift(let place): (cancelled[place].agent, cancelled[place].date)
    case .duty(let place): (duties[place].agent, duties[place].date)
    case .withdrawnDuty(let place): (cancelledDuties[place].agent, cancelledDuties[place].date)
    case .freeDays(let place): (options.freeDays[place].agent, options.freeDays[place].first)
    case .team(let place), .left(let place, _): (shifts[place].agent, shifts[place].date)
    case .withdrawnTeam(let place), .withdrawnLeft(let place, _): (cancelled[place].agent, cancelled[place].date)
    }
  }

  private func entry(of event: Event, _ options: CalendarOptions) -> IdentitiesTable.Entry {
    let (uid, sequence, kind, isCancelled): (String, Int, IdentitiesTable.Event, Bool)
    var until: CivilDate?
    var team: String?
    switch event {
    case .shift(let place):
      (uid, sequence) = (ShiftIdentity.uid(of: shifts[place], options: options), shifts[place].sequence)
      (kind, isCancelled) = (.shift, false)
      team = options.team(of: shifts[place], uid: uid, isCancelled: false)
    case .withdrawnShift(let place):
      (uid, sequence) = (ShiftIdentity.uid(of: cancelled[place], options: options), cancelled[place].sequence)
      (kind, isCancelled) = (.shift, true)
      team = options.team(of: cancelled[place], uid: uid, isCancelled: true)
    case .duty(let place):
      (uid, sequence) = (ShiftIdentity.uid(of: duties[place], options: options), duties[place].sequence)
      (kind, isCancelled) = (.onCall, false)
    case .withdrawnDuty(let place):
      let duty = cancelledDuties[place]
      (uid, sequence, kind, isCancelled) = (ShiftIdentity.uid(of: duty, options: options), duty.sequence, .onCall, true)
    case .freeDays(let place):
      let days = options.freeDays[place]
      (uid, sequence, until) = (ShiftIdentity.uid(of: days, options: options), days.sequence, days.last)
      (kind, isCancelled) = (days.kind == .leave ? .leave : .off, days.isCancelled)
    case .team(let place): return teamEntry(of: shifts[place], isCancelled: false, options)
    case .withdrawnTeam(let place): return teamEntry(of: cancelled[place], isCancelled: true, options)
    case .left(let place, let team): return leftEntry(of: shifts[place], in: team, options)
    case .withdrawnLeft(let place, let team): return leftEntry(of: cancelled[place], in: team, options)
    }
    let (agent, date) = key(of: event, options)
    var entry = IdentitiesTable.Entry(
      uid: uid, agent: agent, date: date, until: until, event: kind, isCancelled: isCancelled, sequence: sequence,
      stamp: options.stamp(of: uid, sequence: sequence))
    entry.wording = options.wording(of: uid)
    entry.reworded = options.rewordings(of: uid)
    entry.team = team
    return entry
  }

  private func teamEntry(of shift: Shift, isCancelled: Bool, _ options: CalendarOptions) -> IdentitiesTable.Entry {
    let own = ShiftIdentity.uid(of: shift, options: options)
    let team = options.team(of: shift, uid: own, isCancelled: isCancelled)
    let uid = ShiftIdentity.teamUID(of: shift, in: team, options: options)
    let (sequence, stamp) = options.teamEntry(of: shift, uid: own, teamUID: uid, in: team)
    var entry = IdentitiesTable.Entry(
      uid: uid, agent: shift.agent, date: shift.date, event: .team, isCancelled: isCancelled, sequence: sequence,
      stamp: stamp)
    entry.team = team
    return entry
  }

  private func leftEntry(of shift: Shift, in team: String, _ options: CalendarOptions) -> IdentitiesTable.Entry {
    let uid = ShiftIdentity.teamUID(of: shift, in: team, options: options)
    let (sequence, stamp) = options.leftEntry(uid: ShiftIdentity.uid(of: shift, options: options), teamUID: uid)
    var entry = IdentitiesTable.Entry(
      uid: uid, agent: shift.agent, date: shift.date, event: .left, isCancelled: true, sequence: sequence, stamp: stamp)
    entry.wording = options.wording(of: uid)
    entry.team = team
    return entry
  }

  /// Whether calendars of both rosters say the same.
  func isTheSame(as other: Roster) -> Bool {
    shifts == other.shifts && cancelled == other.cancelled && Set(duties) == Set(other.duties)
      && Set(cancelledDuties) == Set(other.cancelledDuties)
  }

  /// From the first to the last moment of everything that calendars show; nil of nothing.
  var span: ClosedRange<Instant>? {
    let starts = [shifts, cancelled].joined().lazy.map(\.start).min()
    let ends = [shifts, cancelled].joined().lazy.map(\.end).max()
    let served = [duties, cancelledDuties].joined()
    guard let first = [starts, served.map(\.start).min()].compactMap(\.self).min(),
      let last = [ends, served.map(\.end).max()].compactMap(\.self).max(), first < last
    else { return nil }
    return first...last
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
    let people = people(unlike: other)
    let (mine, theirs) = (Set(shifts(of: people)), Set(other.shifts(of: people)))
    let (held, holds) = (Set(duties), Set(other.duties))
    return
      (mine.symmetricDifference(theirs).map(\.start) + held.symmetricDifference(holds).map(\.start)).min()
  }
}

extension IdentitiesTable.Entry {
  /// Free days; `nil` of a shift or duty.
  var freeDays: FreeDays? {
    guard let until, let kind = FreeDays.Kind(rawValue: event.rawValue) else { return nil }
    return FreeDays(
      agent: agent, kind: kind, first: date, last: until, sequence: sequence, isCancelled: isCancelled)
  }

  /// What calendars said of it.
  var told: ToldEvent {
    var told = ToldEvent(sequence: sequence, stamp: stamp)
    (told.wording, told.reworded, told.team, told.isLeft) = (wording, reworded, team, event == .left)
    return told
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
