public import Timeline

/// A stretch of a queue's history that does not look like the rest, and what the planner decided about it.
public struct HistoryFlag: Hashable, Sendable {
  /// What it looks like.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Far fewer contacts than expected.
    case outage
    /// Far more.
    case spike
    /// None at all on a day that is usually open.
    case closure
    /// A level that moved and stayed, or growth that set in; `before` and `after` are contacts a day.
    case level
  }

  /// What is to be done with it.
  public enum Decision: String, CaseIterable, Hashable, Sendable {
    /// Nobody has looked yet: single intervals are left out, days are outvoted by the others.
    case open
    /// It is wrong: `after` stands in its place.
    case accept
    /// It is right as recorded, and counts like any other.
    case reject
    /// Nothing is to be learned from it.
    case discard
  }

  /// Id of the queue.
  public var queue: String
  /// First instant.
  public var start: Instant
  /// First instant after it.
  public var end: Instant
  /// What it looks like.
  public var kind: Kind
  /// Contacts recorded.
  public var before: Double
  /// Contacts that the rest of the history suggests.
  public var after: Double
  /// Why it was flagged, in a plain sentence.
  public var reason: String
  /// What the planner decided.
  public var decision: Decision

  /// A flag; nobody has looked at it unless said.
  public init(
    queue: String, start: Instant, end: Instant, kind: Kind, before: Double, after: Double, reason: String,
    decision: Decision = .open
  ) {
    self.queue = queue
    self.start = start
    self.end = end
    self.kind = kind
    self.before = before
    self.after = after
    self.reason = reason
    self.decision = decision
  }

  /// Whether two decided flags say what is to be done with the same contacts.
  ///
  /// A level is beside the odd days and intervals of its stretch, and beside growth that set in at another time.
  package func isDecided(with other: HistoryFlag) -> Bool {
    guard queue == other.queue, decision != .open, other.decision != .open else { return false }
    guard (kind == .level) == (other.kind == .level) else { return false }
    return kind == .level ? start == other.start : start < other.end && other.start < end
  }
}

/// A planner's own figure for a stretch of the horizon; the model's is kept beside it.
public struct ForecastOverride: Hashable, Sendable {
  /// What the figure means.
  public enum Figure: Hashable, Sendable {
    /// Contacts over the whole stretch; their spread inside it stays the model's.
    case total(Double)
    /// A factor on the model's figure.
    case factor(Double)
  }

  /// Id of the queue.
  public var queue: String
  /// First instant.
  public var start: Instant
  /// First instant after it.
  public var end: Instant
  /// The figure.
  public var figure: Figure
  /// Who says so.
  public var author: String
  /// Why.
  public var note: String

  /// A planner's figure.
  public init(queue: String, start: Instant, end: Instant, figure: Figure, author: String, note: String) {
    self.queue = queue
    self.start = start
    self.end = end
    self.figure = figure
    self.author = author
    self.note = note
  }
}

/// Where a new queue borrows its shape from until its own contacts say more.
public struct Donor: Hashable, Sendable {
  /// Id of the new queue.
  public var queue: String
  /// Id of the queue whose profile and weekdays are borrowed.
  public var donor: String
  /// Contacts expected on a mean day of the donor's opening hours; `nil` for as many as the donor has.
  public var contactsPerDay: Double?

  /// A new queue and its donor.
  public init(queue: String, donor: String, contactsPerDay: Double?) {
    self.queue = queue
    self.donor = donor
    self.contactsPerDay = contactsPerDay
  }
}
