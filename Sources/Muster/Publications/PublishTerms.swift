public import Publishing
public import Timeline

/// How a roster is published.
public struct PublishTerms: Sendable {
  /// Who publishes, as they call themselves.
  public var by: String
  /// Why.
  public var note: String
  /// The moment it is: what has begun is worked and stays.
  public var now: Instant
  /// How times are written in calendars; that of the publication before, or automatic, when nil.
  public var timeForm: CalendarOptions.TimeForm?
  /// Whether people can rely on it; as the publication before, or confirmed, when nil.
  public var status: CalendarOptions.Status?
  /// Minutes before a shift or duty at which calendars remind people, 0 for none; as the publication before, or none, when nil.
  public var alarmMinutes: Int?
  /// Which whole days calendars show; as the publication before, or none, when nil.
  public var allDay: Set<FreeDays.Kind>?
  /// Number of the publication since which files of changes tell; the first one of the horizon when nil.
  public var since: Int?
  /// What stays of shifts whose zone has other rules than when they were told; a draft that has such shifts is refused when nil.
  public var keeping: KeptTimes?
  /// SHA-256 of the roster.csv that is to be published; another one is refused. Any roster when nil.
  public var seen: String?
  /// Whether an earlier state is told again although it breaks rules that what was told last keeps.
  public var allowsFaults = false

  /// Terms of a publication at a moment.
  public init(
    now: Instant, by: String = "", note: String = "", timeForm: CalendarOptions.TimeForm? = nil,
    status: CalendarOptions.Status? = nil, since: Int? = nil, keeping: KeptTimes? = nil, alarmMinutes: Int? = nil,
    allDay: Set<FreeDays.Kind>? = nil
  ) {
    self.keeping = keeping
    self.alarmMinutes = alarmMinutes
    self.allDay = allDay
    self.now = now
    self.by = by
    self.note = note
    self.timeForm = timeForm
    self.status = status
    self.since = since
  }
}
