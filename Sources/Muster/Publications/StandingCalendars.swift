import Files
import Publishing
import ScenarioFiles
import Timeline
import Workforce

/// The calendars that the last publication wrote into the output folder, as far as the next one would write them in the same way.
struct StandingCalendars {
  /// SHA-256 by name of file.
  let hashes: [String: String]
  /// What the last publication told.
  private let told: Roster
  private let toldSpan: ClosedRange<Instant>?
  /// Teams whose calendars also tell of people who left them.
  private let teamsLeft: Set<String>

  /// Whose calendars are the same.
  struct Same {
    var people: Set<String>
    var teams: Set<String>
  }

  /// The calendars of the folder; `nil` where they are not those of the last publication, or where anything but the roster may
  /// make them differ: the version of Muster, the rules of zones, files of the scenario, how times and status are written.
  init?(_ told: ToldState, _ manifest: Manifest?, _ order: CalendarOrder, _ input: ScenarioInput) {
    let last = told.latest
    guard let manifest, manifest.calendars == last.number, told.isOfLatestAlone, manifest.muster == musterVersion,
      manifest.timeZoneData == Zone.dataVersion(), last.timeZoneData == manifest.timeZoneData,
      !order.differs(from: last), let then = Instant(iso: last.at),
      input.files.allSatisfy({ manifest.inputs[$0.name] == ContentHash.sha256Hex($0.bytes) })
    else { return nil }
    hashes = manifest.outputs
    toldSpan = told.roster.span
    teamsLeft = order.options.teams.toldOfMovers.values.reduce(into: []) { $0.formUnion($1) }
    var roster = told.roster
    // What was past was not told any more.
    roster.cancelled.removeAll { $0.end <= then }
    roster.cancelledDuties.removeAll { $0.end <= then }
    self.told = roster
  }

  /// Who has the same shifts as before, and which teams consist of such people.
  ///
  /// - Parameters:
  ///   - roster: without what is past of withdrawn shifts.
  ///   - span: from the first to the last moment of it and of what is past.
  func same(as roster: Roster, over span: ClosedRange<Instant>?, in scenario: Scenario) -> Same? {
    let unlike = roster.people(unlike: told)
    // Which zones are written depends on the first and the last moment; names of files on everybody there is.
    guard span == toldSpan, unlike.isSubset(of: scenario.agents.map(\.id)) else { return nil }
    let teams = Dictionary(grouping: scenario.agents, by: \.team)
    return Same(
      people: Set(scenario.agents.map(\.id)).union(roster.shifts.map(\.agent)).subtracting(unlike),
      teams: Set(teams.filter { $0.value.allSatisfy { !unlike.contains($0.id) } }.keys).subtracting(teamsLeft))
  }
}
