public import Timeline

/// A date on which somebody works otherwise than in a roster.
public struct OtherDay: Hashable, Sendable {
  /// Id of the person; nil for somebody who is not in the roster.
  public var agent: String?
  /// The local date.
  public var date: CivilDate
  /// The shifts instead; none for a day off.
  public var shifts: [Shift]

  /// A date.
  public init(agent: String?, date: CivilDate, shifts: [Shift]) {
    self.agent = agent
    self.date = date
    self.shifts = shifts
  }
}

extension Shift {
  /// The parts that no break covers, by time.
  public var stretches: [Range<Instant>] {
    var found: [Range<Instant>] = []
    var from = start
    for pause in breaks.sorted(by: { $0.start < $1.start }) {
      if from < pause.start { found.append(from..<pause.start) }
      from = max(from, pause.end)
    }
    if from < end { found.append(from..<end) }
    return found
  }
}
