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

/// The hours around a date in which one person can work, as the clock of their site shows them.
package struct AvailableHours: Sendable {
  private let date: CivilDate
  private let zone: Zone
  /// In minutes of the clock after the date's midnight, from the day before to two days after it, in order; those that touch are one.
  package let stretches: [Range<Int>]

  fileprivate init(_ rows: [Availability], around date: CivilDate, in zone: Zone) {
    self.date = date
    self.zone = zone
    let all = (-1...2).flatMap { day in
      rows.compactMap { $0.stretch(on: date.advanced(byDays: day)) }.map {
        $0.lowerBound + 1440 * day..<$0.upperBound + 1440 * day
      }
    }
    stretches = all.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }.reduce(into: []) {
      merged, next in
      if let last = merged.last, next.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        merged.append(next)
      }
    }
  }

  /// Whether the clock shows one of the hours from a moment up to another, whole minutes apart.
  ///
  /// In the night the clock goes back both hours of the same name count, and the hour that is skipped is not missed.
  package func hold(from start: Instant, to end: Instant) -> Bool {
    let minutes = end.seconds(since: start) / 60
    let first = clock(at: start)
    if clock(at: end) - first == minutes { return hold(first..<first + minutes) }
    // The clock changes on the way.
    return (0..<minutes).allSatisfy { minute in
      let shown = clock(at: start.advanced(bySeconds: minute * 60))
      return hold(shown..<shown + 1)
    }
  }

  private func clock(at moment: Instant) -> Int {
    let local = zone.local(at: moment)
    return local.date.days(since: date) * 1440 + local.secondsOfDay / 60
  }

  private func hold(_ minutes: Range<Int>) -> Bool {
    stretches.contains { $0.lowerBound <= minutes.lowerBound && minutes.upperBound <= $0.upperBound }
  }
}

extension [Availability] {
  /// Hours of one person around a date; everybody without rows can work at any time, so ask only where there are some.
  package func hours(around date: CivilDate, in zone: Zone) -> AvailableHours {
    AvailableHours(self, around: date, in: zone)
  }
}
