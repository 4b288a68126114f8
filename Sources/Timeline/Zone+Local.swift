/// When a local time happens in a zone.
public enum Resolution: Hashable, Sendable {
  /// The usual case.
  case once(Instant)
  /// The clock goes back over it. (Should it ever happen more often, these are the first and the last time.)
  case twice(earlier: Instant, later: Instant)
  /// The clock jumps over it. `before` and `after` are the instants that lie as far before and after the jump as the
  /// local time lies inside the gap's two ends: 02:30 in a gap from 02:00 to 03:00 gives 01:30 and 03:30.
  case never(before: Instant, after: Instant, gapSeconds: Int)
}

extension Zone {
  /// When calendar and clock show this local time.
  public func resolve(_ local: LocalDateTime) -> Resolution {
    let wanted = local.secondsSinceEpoch
    let periods = clock.periods(near: wanted)
    if periods.count == 1 { return .once(Instant(secondsSinceEpoch: wanted - periods[0].offset)) }

    var found: [Instant] = []
    for period in periods where period.seconds.contains(wanted - period.offset) {
      found.append(Instant(secondsSinceEpoch: wanted - period.offset))
    }
    if let first = found.first, let last = found.last {
      return found.count == 1 ? .once(first) : .twice(earlier: first, later: last)
    }
    let gap = gap(around: wanted, in: periods)
    return .never(
      before: Instant(secondsSinceEpoch: wanted - gap.after), after: Instant(secondsSinceEpoch: wanted - gap.before),
      gapSeconds: gap.after - gap.before)
  }

  /// The first instant whose local date is `date`, also where midnight does not exist or happens twice.
  ///
  /// A date the zone skipped (30 December 2011 in Pacific/Apia) starts where the next one does and lasts 0 seconds.
  public func startOfDay(_ date: CivilDate) -> Instant {
    firstInstant(at: LocalDateTime(date: date, secondsOfDay: 0))
  }

  /// The first instant at which the clock shows this local time, or jumps over it.
  ///
  /// Instants of later local times are never earlier, but where the clock goes back.
  public func firstInstant(at local: LocalDateTime) -> Instant {
    switch resolve(local) {
    case .once(let instant), .twice(let instant, _): return instant
    case .never:
      let wanted = local.secondsSinceEpoch
      return Instant(secondsSinceEpoch: gap(around: wanted, in: clock.periods(near: wanted)).second)
    }
  }

  /// Elapsed seconds from the start of a date to the start of the next: 86 400 but for clock changes.
  public func dayLengthSeconds(_ date: CivilDate) -> Int {
    startOfDay(date.advanced(byDays: 1)).seconds(since: startOfDay(date))
  }

  /// The jump over a local time that no period shows.
  private func gap(around wanted: Int, in periods: [ZoneSpan]) -> (second: Int, before: Int, after: Int) {
    for (earlier, later) in zip(periods, periods.dropFirst()) {
      let jump = later.seconds.lowerBound
      if jump + earlier.offset <= wanted, wanted < jump + later.offset { return (jump, earlier.offset, later.offset) }
    }
    preconditionFailure("A local time that no period shows lies in a gap between two periods of \(name).")
  }
}
