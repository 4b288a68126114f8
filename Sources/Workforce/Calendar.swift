public import Timeline

/// A public holiday of a region.
public struct Holiday: Hashable, Sendable {
  /// The date.
  public var date: CivilDate
  /// Region, for example `ES`.
  public var region: String
  /// Name, the same each year so that its effect can be learned.
  public var name: String

  /// A holiday.
  public init(date: CivilDate, region: String, name: String) {
    self.date = date
    self.region = region
    self.name = name
  }
}

/// Something known that moves the volume of a queue for some dates: a campaign, a price change, an outage.
public struct Event: Hashable, Sendable {
  /// First date.
  public var from: CivilDate
  /// Last date, included.
  public var to: CivilDate
  /// Id of the queue, or `*` for all.
  public var queue: String
  /// Volume with the event over volume without it; `nil` means past dates are known to be unusual and are discarded,
  /// future ones are learned from past events of the same note.
  public var factor: Double?
  /// What it is, for people and for learning by name.
  public var note: String

  /// An event.
  public init(from: CivilDate, to: CivilDate, queue: String, factor: Double?, note: String) {
    self.from = from
    self.to = to
    self.queue = queue
    self.factor = factor
    self.note = note
  }

  /// Whether the event covers a queue on a date.
  public func covers(_ queue: String, on date: CivilDate) -> Bool {
    (self.queue == "*" || self.queue == queue) && from <= date && date <= to
  }
}
