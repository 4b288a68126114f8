public import Timeline

/// A shift that is decided before the roster is made.
public struct FixedShift: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Local date on which it starts.
  public var date: CivilDate
  /// Local start at the person's site.
  public var start: TimeOfDay
  /// Paid minutes.
  public var paidMinutes: Int

  /// A fixed shift.
  public init(agent: String, date: CivilDate, start: TimeOfDay, paidMinutes: Int) {
    self.agent = agent
    self.date = date
    self.start = start
    self.paidMinutes = paidMinutes
  }
}
