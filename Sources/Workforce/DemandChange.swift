public import Timeline

/// A change of what is expected of a queue, as a what-if states it: contacts or handle times times a factor.
///
/// It comes on top of the forecast, overrides included, and teaches the model nothing.
public struct DemandChange: Hashable, Sendable {
  /// What is multiplied.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Contacts offered, with their quantiles.
    case volume
    /// Mean handle times, with theirs.
    case handleTime = "handle-time"
  }

  /// What is multiplied.
  public var kind: Kind
  /// Id of the queue.
  public var queue: String
  /// The factor; at least 0.
  public var factor: Double
  /// First date on the queue's clock; `nil` from the beginning on.
  public var from: CivilDate?
  /// Last date, included; `nil` without end.
  public var to: CivilDate?

  /// A factor for a queue and dates.
  public init(_ kind: Kind, of queue: String, by factor: Double, from: CivilDate? = nil, to: CivilDate? = nil) {
    self.kind = kind
    self.queue = queue
    self.factor = factor
    self.from = from
    self.to = to
  }

  /// Whether a date on the queue's clock is meant.
  public func covers(_ date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let to, date > to { return false }
    return true
  }
}
