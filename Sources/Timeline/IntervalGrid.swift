/// Equal gapless intervals in UTC: the rows of every history, forecast, requirement and coverage.
///
/// A grid of no intervals is allowed and harmless.
public struct IntervalGrid: Hashable, Sendable {
  /// Where interval 0 starts.
  public let start: Instant
  /// Length of each interval; positive, usually 900, 1800 or 3600.
  public let intervalSeconds: Int
  /// The number of intervals; at least 0.
  public let count: Int

  /// A grid from its parts.
  ///
  /// - Precondition: `intervalSeconds` is positive and `count` is not negative.
  public init(start: Instant, intervalSeconds: Int, count: Int) {
    precondition(intervalSeconds > 0, "An interval lasts at least a second, not \(intervalSeconds).")
    precondition(count >= 0, "A grid has no fewer than 0 intervals, not \(count).")
    self.start = start
    self.intervalSeconds = intervalSeconds
    self.count = count
  }

  /// The grid that starts with the first date in a zone and covers the last one to its end.
  ///
  /// Days of 23 or 25 hours have fewer or more intervals. Where the zone's days are not a whole number of intervals
  /// (hourly intervals in Lord Howe, which changes by half an hour) the last interval reaches into the next day.
  ///
  /// - Precondition: `intervalSeconds` is positive.
  public init(covering dates: ClosedRange<CivilDate>, in zone: Zone, intervalSeconds: Int) {
    let start = zone.startOfDay(dates.lowerBound)
    let end = zone.startOfDay(dates.upperBound.advanced(byDays: 1))
    self.init(from: start, to: end, intervalSeconds: intervalSeconds)
  }

  /// The grid that starts at `start` and whose last interval reaches `end` or just beyond; empty when `end` is not later.
  ///
  /// - Precondition: `intervalSeconds` is positive.
  public init(from start: Instant, to end: Instant, intervalSeconds: Int) {
    let seconds = max(0, end.seconds(since: start))
    let step = max(1, intervalSeconds)
    self.init(start: start, intervalSeconds: intervalSeconds, count: (seconds + step - 1) / step)
  }

  /// Where the grid ends: the first instant after its last interval.
  @inlinable public var end: Instant { start.advanced(bySeconds: count * intervalSeconds) }

  /// All instants of the grid.
  @inlinable public var range: Range<Instant> { start..<end }

  /// The indexes of the intervals, `0..<count`.
  @inlinable public var indices: Range<Int> { 0..<count }

  /// Where interval `index` starts; indexes outside the grid go on at the same step.
  @inlinable public func instant(of index: Int) -> Instant { start.advanced(bySeconds: index * intervalSeconds) }

  /// The interval that contains an instant; nil outside the grid.
  @inlinable public func index(containing instant: Instant) -> Int? {
    let seconds = instant.seconds(since: start)
    guard seconds >= 0, seconds < count * intervalSeconds else { return nil }
    return seconds / intervalSeconds
  }
}
