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
  }
}

/// What calendars said of an event when it was published.
package struct ToldEvent: Hashable, Sendable {
  /// Its `SEQUENCE`.
  package var sequence: Int
  /// Its `LAST-MODIFIED`.
  package var stamp: Instant

  /// What was said.
  package init(sequence: Int, stamp: Instant) {
    self.sequence = sequence
    self.stamp = stamp
  }
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
    if sequence <= former.sequence { return former.stamp }
    let next = former.stamp.advanced(bySeconds: 60 * (sequence - former.sequence))
    return max(next, now ?? next)
  }
}
