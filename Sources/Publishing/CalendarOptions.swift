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
