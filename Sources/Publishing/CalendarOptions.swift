public import Timeline
public import Workforce

/// How calendars are written.
public struct CalendarOptions: Hashable, Sendable {
  /// How an event's start and end are written.
  public enum TimeForm: String, CaseIterable, Hashable, Sendable {
    /// On the site's clock where every client reads it alike, in UTC elsewhere.
    case automatic
    /// Always in UTC.
    case utc
    /// On the site's clock wherever its rules can be written, also where programs with older data of the zone read another hour.
    case zoned
  }

  /// Whether people can rely on the shifts yet.
  public enum Status: String, CaseIterable, Hashable, Sendable {
    /// Published.
    case confirmed = "CONFIRMED"
    /// A draft.
    case tentative = "TENTATIVE"
  }

  /// Id of the roster; part of every event's identity, so keep it when planning the same dates again.
  public var rosterID: String
  /// Domain behind the `@` of every event's identity.
  public var namespace: String
  /// When this state of the roster was published: `DTSTAMP` and `LAST-MODIFIED`.
  public var publication: Instant
  /// How times are written.
  public var timeForm: TimeForm
  /// Whether people can rely on the shifts yet.
  public var status: Status
  /// What calendars said of each event when it was published last, by identity; empty before anything was.
  package var told: [String: ToldEvent] = [:]
  /// Whether a shift may have another sequence in the calendar of a team than in the person's own.
  package var hasOwnTeamEntries = false
  /// In which teams' calendars people's shifts are told from now on, and were told.
  package var teams = TeamsOfPeople()
  /// Which entries say what they were told to say in other words.
  package var rewording = Rewording()
  /// From the first to the last moment by which rules of zones are judged; that of a calendar's own entries when nil. All calendars
  /// of a publication are given the same, so that an entry is written alike in each of them.
  package var span: ClosedRange<Instant>?
  /// When the changes since then were made; `nil` where that is not known.
  public var now: Instant?
  /// How many minutes before a shift or duty of their own people's calendars remind them; `nil` for not at all.
  public var alarmMinutes: Int?
  /// Days off and leave that calendars show; none unless asked for.
  public var freeDays: [FreeDays] = []
  /// Mail address of who publishes, for calendars that go by mail, which have a method; `nil` for calendars in files.
  public var organizer: String?

  /// Options of a scenario: identities from its name, published at 00:00 UTC of its first date unless said otherwise.
  public init(
    for scenario: Scenario, publication: Instant? = nil, namespace: String = "muster.invalid",
    timeForm: TimeForm = .automatic, status: Status = .confirmed
  ) {
    self.rosterID = scenario.name
    self.namespace = namespace
    self.publication = publication ?? Zone.utc.startOfDay(scenario.horizon.first)
    self.timeForm = timeForm
    self.status = status
    teams.now = Dictionary(scenario.agents.map { ($0.id, $0.team) }) { first, _ in first }
  }
}

/// What calendars said of an event when it was published.
package struct ToldEvent: Hashable, Sendable {
  /// Its `SEQUENCE`.
  package var sequence: Int
  /// Its `LAST-MODIFIED`.
  package var stamp: Instant
  /// A fingerprint of how it was worded; empty where that is not known.
  package var wording = ""
  /// How many of its sequences were other words for the same.
  package var reworded = 0
  /// In the calendar of which team it was, empty for none; nil where that is not known.
  package var team: String?
  /// Whether it is an entry in the calendar of a team that the person has left.
  package var isLeft = false

  /// What was said.
  package init(sequence: Int, stamp: Instant) {
    self.sequence = sequence
    self.stamp = stamp
  }

  /// How often what it tells changed; other words for the same do not count.
  package var version: Int { sequence - reworded }
}

extension CalendarOptions {
  /// When an event came to be as it is: `DTSTAMP` and `LAST-MODIFIED`.
  ///
  /// An event that is as it was published keeps its stamp. One that changed is stamped with the moment of the change, and a
  /// minute for each revision after the stamp before at least, so that stamps grow as sequences do whatever the clock says.
  public func stamp(of uid: String, sequence: Int) -> Instant {
    guard let former = told[uid] else {
      let first = publication.advanced(bySeconds: 60 * sequence)
      return sequence > 0 || !told.isEmpty ? max(first, now ?? first) : first
    }
    return stamp(after: former, steps: sequence - former.sequence)
  }

  /// `SEQUENCE` and stamp that a shift has in the calendar of a team: those of the person's own calendar, unless one of the two was
  /// worded anew and the other was not.
  ///
  /// - Parameters:
  ///   - uid: identity in the person's own calendar.
  ///   - teamUID: identity in the team's.
  package func teamEntry(
    of shift: Shift, uid: String, teamUID: String, in team: String
  ) -> (sequence: Int, stamp: Instant) {
    guard let own = told[uid] else { return (shift.sequence, stamp(of: uid, sequence: shift.sequence)) }
    // An entry that is new in this calendar, because the person joined the team, begins there.
    guard let former = told[teamUID] ?? (own.team == nil || own.team == team ? own : nil) else {
      return (shift.sequence, stamp(of: teamUID, sequence: shift.sequence))
    }
    let steps =
      shift.sequence - own.sequence - (rewording.own.contains(uid) ? 1 : 0) + (rewording.inTeams.contains(uid) ? 1 : 0)
    return (former.sequence + max(0, steps), stamp(after: former, steps: steps))
  }

  func stamp(after former: ToldEvent, steps: Int) -> Instant {
    if steps <= 0 { return former.stamp }
    let next = former.stamp.advanced(bySeconds: 60 * steps)
    return max(next, now ?? next)
  }

  /// A fingerprint of how an entry is worded; empty where that is not known.
  package func wording(of uid: String) -> String { rewording.wordings[uid] ?? told[uid]?.wording ?? "" }

  /// How many of the sequences of an entry were other words for the same.
  package func rewordings(of uid: String) -> Int {
    (told[uid]?.reworded ?? 0) + (rewording.isSilent && rewording.own.contains(uid) ? 1 : 0)
  }

  /// How often what an entry tells changed; other words for the same do not count.
  package func version(of uid: String, sequence: Int) -> Int { sequence - rewordings(of: uid) }
}
