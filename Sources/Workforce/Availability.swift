public import Timeline

/// When somebody can work: hours of weekdays on the clock of their site. People with rows work within them alone, people without any
/// time.
public struct Availability: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Weekdays on which the stretch begins.
  public var weekdays: [Weekday]
  /// Begin of the stretch.
  public var from: TimeOfDay
  /// End of the stretch; on the next day where it is not after `from`.
  public var to: TimeOfDay
  /// First date on which a stretch begins; `nil` for any.
  public var first: CivilDate?
  /// Last date on which a stretch begins; `nil` for any.
  public var last: CivilDate?

  /// Hours of weekdays.
  public init(
    agent: String, weekdays: [Weekday], from: TimeOfDay, to: TimeOfDay, first: CivilDate? = nil, last: CivilDate? = nil
  ) {
    self.agent = agent
    self.weekdays = weekdays
    self.from = from
    self.to = to
    self.first = first
    self.last = last
  }

  /// The stretch that begins on a date, in minutes of the clock after its midnight; `nil` where none does.
  public func stretch(on date: CivilDate) -> Range<Int>? {
    if let first, date < first { return nil }
    if let last, date > last { return nil }
    guard weekdays.contains(date.weekday) else { return nil }
    return from.minutes..<(to.minutes > from.minutes ? to.minutes : to.minutes + 1440)
  }
}

extension [Availability] {
  /// Hours of one person in minutes of the clock after a date's midnight, from the day before to two days after it, in order;
  /// stretches that touch are one.
  public func stretches(around date: CivilDate) -> [Range<Int>] {
    let all = (-1...2).flatMap { day in
      compactMap { $0.stretch(on: date.advanced(byDays: day)) }.map {
        $0.lowerBound + 1440 * day..<$0.upperBound + 1440 * day
      }
    }
    return all.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }.reduce(into: []) {
      merged, next in
      if let last = merged.last, next.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, next.upperBound)
      } else {
        merged.append(next)
      }
    }
  }
}
