import Lanes
import Publishing
import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What people were told by the publications of a scenario.
struct ToldState {
  /// The last publication.
  var latest: Publication
  /// Its hash, by which a later one follows.
  var hash: String?
  /// Shifts and duties of the horizon's dates by the last publication that speaks of each, and those of other dates that the last one
  /// still holds.
  var roster: Roster
  /// Absences at short notice by the last publication.
  var absences: [Leave]
  /// What calendars said of each event.
  var events: [String: ToldEvent]
  /// Days off and leave that calendars showed, withdrawn ones among them.
  var freeDays: [FreeDays]
  /// The last publication that speaks of the horizon; `nil` where none does.
  var speaker: Publication?
  /// Sites of what was told that the scenario no longer has, with their clocks.
  private(set) var formerSites: [Site]
  /// Whether calendars of teams say other sequences of some shifts than people's own.
  private var hasOwnTeamEntries: Bool
  /// By id of a person, all teams in whose calendars shifts were told; empty names for no team.
  private var teams: [String: Set<String>] = [:]
  /// Whether nothing was added from older publications than the last.
  var isOfLatestAlone = true

  /// Reads it; `nil` where nothing was published.
  ///
  /// - Throws: `InputError` where a record cannot be read.
  init?(_ shelf: PublicationShelf, for scenario: Scenario) throws(InputError) {
    guard let latest = shelf.latest, let first = scenario.horizon.dates.first, let last = scenario.horizon.dates.last
    else { return nil }
    self.latest = latest
    hash = shelf.lastHash
    let (told, entries) = Lanes.both {
      Result { () throws(InputError) in try shelf.work(of: latest, for: scenario) }
    } _: {
      Result { () throws(InputError) in try shelf.identities(of: latest) }
    }
    (roster, formerSites) = try told.get()
    absences = try shelf.absences(of: latest, for: scenario)
    let identities = try entries.get()
    events = Dictionary(identities.map { ($0.uid, $0.told) }) { $0.sequence > $1.sequence ? $0 : $1 }
    freeDays = identities.compactMap(\.freeDays)
    hasOwnTeamEntries = identities.contains { $0.event == .team || $0.event == .left }
    note(teamsOf: identities)
    var known = latest.dates.map { [$0] } ?? []
    speaker = known.contains { $0.overlaps(first...last) } ? latest : nil
    // Dates of the horizon that only older publications speak of, as when a plan goes back to an earlier month.
    for older in shelf.publications.dropLast().reversed() {
      guard let dates = older.dates, dates.overlaps(first...last) else { continue }
      func isOpen(_ date: CivilDate) -> Bool {
        dates.contains(date) && scenario.contains(date) && !known.contains { $0.contains(date) }
      }
      guard scenario.horizon.dates.contains(where: isOpen) else { continue }
      speaker = speaker ?? older
      isOfLatestAlone = false
      let (told, sites) = try shelf.work(of: older, for: scenario)
      formerSites += sites
      // What newer publications still hold of these dates they say themselves.
      let said = Set((roster.shifts + roster.cancelled).map(\.name))
      let saidDuties = Set((roster.duties + roster.cancelledDuties).map(\.name))
      func isFurther(_ shift: Shift) -> Bool { isOpen(shift.date) && !said.contains(shift.name) }
      func isFurther(_ duty: OnCallDuty) -> Bool { isOpen(duty.date) && !saidDuties.contains(duty.name) }
      var further = told.work { isFurther($0) }
      further.cancelled = told.cancelled.filter { isFurther($0) }
      further.duties = told.duties.filter { isFurther($0) }
      further.cancelledDuties = told.cancelledDuties.filter { isFurther($0) }
      roster = roster.joined(with: further)
      let identities = try shelf.identities(of: older)
      events.merge(identities.map { ($0.uid, $0.told) }) { newer, _ in newer }
      freeDays += identities.compactMap(\.freeDays).filter { isOpen($0.first) }
      hasOwnTeamEntries = hasOwnTeamEntries || identities.contains { $0.event == .team || $0.event == .left }
      note(teamsOf: identities)
      known.append(dates)
    }
  }

  private mutating func note(teamsOf identities: [IdentitiesTable.Entry]) {
    var last: (agent: String, team: String)?
    for entry in identities {
      guard let team = entry.team, last?.agent != entry.agent || last?.team != team else { continue }
      teams[entry.agent, default: []].insert(team)
      last = (entry.agent, team)
    }
  }

  /// How calendars go on from what they said.
  func options(for scenario: Scenario, now: Instant? = nil) -> CalendarOptions {
    var options = CalendarOptions(for: scenario, namespace: latest.namespace)
    options.rosterID = latest.rosterID
    options.told = events
    options.span = roster.span
    options.teams.follow(teams)
    options.hasOwnTeamEntries = hasOwnTeamEntries || !options.teams.toldOfMovers.isEmpty
    options.now = now
    return options
  }
}

extension Shift {
  /// Whether a stretch on queues lies in the shift.
  func holds(_ spell: QueueSpell) -> Bool { agent == spell.agent && start <= spell.start && spell.end <= end }

  /// What makes it the same shift in another roster.
  var name: [String] { [agent, date.isoText, String(ordinal)] }
}

extension OnCallDuty {
  /// What makes it the same duty in another roster.
  var name: [String] { [agent, date.isoText, site, skill] }
}

extension Roster {
  /// The shifts for which a claim holds, with their queues.
  func work(where isKept: (Shift) -> Bool) -> Roster {
    let kept = shifts.filter(isKept)
    let byAgent = Dictionary(grouping: kept, by: \.agent)
    return Roster(
      shifts: kept, spells: spells.filter { spell in (byAgent[spell.agent] ?? []).contains { $0.holds(spell) } })
  }

  /// The shifts and duties on dates for which a claim holds, with their queues.
  func keeping(_ isKept: (CivilDate) -> Bool) -> Roster {
    var roster = work { isKept($0.date) }
    (roster.report, roster.warnings) = (report, warnings)
    roster.cancelled = cancelled.filter { isKept($0.date) }
    roster.duties = duties.filter { isKept($0.date) }
    roster.cancelledDuties = cancelledDuties.filter { isKept($0.date) }
    return roster
  }

  /// Whether it has nothing to be added.
  var isEmpty: Bool {
    shifts.isEmpty && spells.isEmpty && cancelled.isEmpty && duties.isEmpty && cancelledDuties.isEmpty
  }

  /// The same with the shifts and duties of another one added.
  ///
  /// A plan also says who takes which queues in work that had begun before its dates. Whoever has that shift says it themselves, as
  /// people were told it, so stretches that lie in no shift are left out.
  func joined(with other: Roster) -> Roster {
    if other.isEmpty { return self }
    let own = work { _ in true }
    var roster = Roster(
      shifts: own.shifts + other.shifts, spells: own.spells + other.spells, report: report, warnings: warnings,
      cancelled: cancelled + other.cancelled)
    roster.duties = (duties + other.duties).sorted {
      ($0.date, $0.site, $0.skill, $0.agent) < ($1.date, $1.site, $1.skill, $1.agent)
    }
    roster.cancelledDuties = cancelledDuties + other.cancelledDuties
    return roster
  }
}
