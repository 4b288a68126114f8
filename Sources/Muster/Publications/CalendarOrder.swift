import Files
import Publishing
import Timeline
import Workforce

/// How the calendars of a roster are written, and what their files of changes are measured against.
struct CalendarOrder {
  var options: CalendarOptions
  /// How often what an entry tells had changed, by identity, in the state that changes are told since; `nil` where nobody was told
  /// anything else.
  var since: [String: Int]?
  /// Which whole days are shown.
  let allDay: Set<FreeDays.Kind>
  /// Which of them people were told.
  private let toldFreeDays: [FreeDays]

  /// Calendars of a draft or a publication.
  ///
  /// - Parameter told: what was published; where something was, identities, stamps and forms go on from it.
  init(_ terms: PublishTerms? = nil, told: ToldState?, since: [String: Int]?, for scenario: Scenario) {
    options = told?.options(for: scenario, now: terms?.now) ?? CalendarOptions(for: scenario)
    options.now = terms?.now
    let form = told.flatMap { CalendarOptions.TimeForm(rawValue: $0.latest.times) }
    let status = told.flatMap { CalendarOptions.Status(rawValue: $0.latest.status.uppercased()) }
    options.timeForm = terms?.timeForm ?? form ?? .automatic
    options.status = terms?.status ?? status ?? .confirmed
    let alarm = terms?.alarmMinutes ?? told?.latest.alarmMinutes ?? 0
    options.alarmMinutes = alarm > 0 ? alarm : nil
    allDay = terms?.allDay ?? Set((told?.latest.allDay ?? []).compactMap { FreeDays.Kind(rawValue: $0) })
    toldFreeDays = told?.freeDays ?? []
    options.freeDays = toldFreeDays
    self.since = since
  }

  /// Whether every calendar entry may differ from what a publication wrote.
  func differs(from publication: Publication) -> Bool {
    options.timeForm.rawValue != publication.times || tellsAnew(after: publication)
  }

  /// Whether all entries are news after a publication, although nobody's hours moved: they remind, or can be relied on.
  func tellsAnew(after publication: Publication) -> Bool {
    options.alarmMinutes != publication.alarmMinutes || hasOtherStatus(than: publication)
  }

  /// Whether people can rely on it otherwise than on a publication.
  func hasOtherStatus(than publication: Publication) -> Bool {
    options.status.rawValue.lowercased() != publication.status
  }

  /// The free days of a roster as they go on from what people were told; those of dates beyond the horizon as they were told.
  func freeDays(of roster: Roster, in scenario: Scenario) -> [FreeDays] {
    let told = toldFreeDays.filter { scenario.contains($0.first) }
    let days = FreeDays.following(told, now: FreeDays.all(of: roster, in: scenario, kinds: allDay))
    let carried = toldFreeDays.filter { days in
      !scenario.contains(days.first) && !(options.now.map(days.isPast) ?? false)
    }
    return (days + carried).sorted { ($0.agent, $0.first) < ($1.agent, $1.first) }
  }

  /// Whether calendars show other free days than people were told.
  func showsOthers(_ days: [FreeDays], in scenario: Scenario) -> Bool {
    Set(days.filter { scenario.contains($0.first) }) != Set(toldFreeDays.filter { scenario.contains($0.first) })
  }

  /// One calendar a person and one a team, one of duties for everybody who may be on call, one of days off and leave where they are
  /// asked for; one without withdrawn shifts to import
  /// afresh for everybody who has some, and one of changes for everybody who was told something else.
  ///
  /// A withdrawn shift or duty is told until it is past.
  ///
  /// - Parameter standing: the calendars of the publication before; one that would be the same is made only where it is not there.
  func calendars(
    of roster: Roster, in scenario: Scenario, standing: StandingCalendars? = nil
  ) -> [OutputFile] {
    let roster = withoutPast(roster)
    let options = currentOptions
    let same = standing?.same(as: roster, over: options.span, in: scenario)
    func files(
      _ calendars: [CalendarFile], in folder: String, where isSame: (String) -> Bool = { _ in false }
    ) -> [OutputFile] {
      calendars.map { calendar in
        let file = Planner.calendar(calendar, in: folder)
        return isSame(calendar.owner) ? file.expected(hash: standing?.hashes[file.name]) : file
      }
    }
    let shifts = RosterCalendars.perPersonAndTeam(of: roster, in: scenario, options: options)
    var written =
      files(shifts.people, in: "people") {
        same?.people.contains($0) ?? false
      }
      + files(shifts.teams, in: "teams") {
        same?.teams.contains($0) ?? false
      }
      + files(RosterCalendars.onCall(of: roster, in: scenario, options: options), in: "on-call")
      + files(RosterCalendars.freeDays(in: scenario, options: options), in: Self.freeDaysFolder)
    let withdrawn = Set(roster.cancelled.map(\.agent))
    if !withdrawn.isEmpty {
      let afresh = Roster(shifts: roster.shifts, spells: roster.spells)
      written += files(
        RosterCalendars.perPerson(of: afresh, in: scenario, options: options).filter { withdrawn.contains($0.owner) },
        in: "afresh")
    }
    if let since {
      written += files(
        RosterCalendars.changes(of: roster, in: scenario, options: options) {
          since[$0] != options.version(of: $0, sequence: $1)
        }, in: "changes")
    }
    return written
  }

  /// Name of the folder of days off and leave, also in feeds.
  static let freeDaysFolder = "days-off"

  /// The options without free days that were withdrawn and are past.
  var currentOptions: CalendarOptions {
    var current = options
    if let now = options.now { current.freeDays.removeAll { $0.isCancelled && $0.isPast(at: now) } }
    return current
  }

  /// A roster without what was withdrawn and is past.
  func withoutPast(_ roster: Roster) -> Roster {
    guard let now = options.now else { return roster }
    var roster = roster
    roster.cancelled.removeAll { $0.end <= now }
    roster.cancelledDuties.removeAll { $0.end <= now }
    return roster
  }
}
