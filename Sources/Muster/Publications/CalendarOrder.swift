import Publishing
import Timeline
import Workforce

/// How the calendars of a roster are written, and what their files of changes are measured against.
struct CalendarOrder {
  var options: CalendarOptions
  /// `SEQUENCE` by identity of the state that changes are told since; `nil` where nobody was told anything else.
  var since: [String: Int]?

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
    self.since = since
  }

  /// Whether every calendar entry would differ from what a publication wrote.
  func differs(from publication: Publication) -> Bool {
    options.timeForm.rawValue != publication.times || options.status.rawValue.lowercased() != publication.status
  }

  /// One calendar a person and one a team, one of duties for everybody who may be on call; one without withdrawn shifts to import
  /// afresh for everybody who has some, and one of changes for everybody who was told something else.
  ///
  /// A withdrawn shift or duty is told until it is past.
  ///
  /// - Parameter standing: the calendars of the publication before; one that would be the same is made only where it is not there.
  func calendars(
    of roster: Roster, in scenario: Scenario, standing: StandingCalendars? = nil
  ) -> [OutputFile] {
    let roster = withoutPast(roster)
    let same = standing?.same(as: roster, in: scenario)
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
    let withdrawn = Set(roster.cancelled.map(\.agent))
    if !withdrawn.isEmpty {
      let afresh = Roster(shifts: roster.shifts, spells: roster.spells)
      written += files(
        RosterCalendars.perPerson(of: afresh, in: scenario, options: options).filter { withdrawn.contains($0.owner) },
        in: "afresh")
    }
    if let since {
      written += files(
        RosterCalendars.changes(of: roster, in: scenario, options: options) { since[$0] != $1 }, in: "changes")
    }
    return written
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
