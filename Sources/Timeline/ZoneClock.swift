/// A stretch of time during which a zone's clock keeps one offset and name.
struct ZonePeriod: Hashable, Sendable {
  /// Seconds east of UTC.
  var offset: Int
  /// The name on the clock, for example `CEST`.
  var abbreviation: String
  /// The data's own daylight flag; set for the winter where the data calls the summer standard.
  var isException = false
}

/// One change of a zone's clock.
struct ZoneChange: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z at which `after` begins.
  var second: Int
  var before: ZonePeriod
  var after: ZonePeriod
}

/// When a period is in force: seconds since 1970-01-01T00:00:00Z, and its offset.
struct ZoneSpan {
  var seconds: Range<Int>
  var offset: Int
}

/// All changes of one zone: those listed in its file, then those its yearly rule makes.
///
/// A class so that copies of a zone share one table; nothing in it changes after it is made.
final class ZoneClock: Sendable {
  /// Changes in ascending order: shape [changes], seconds since 1970-01-01T00:00:00Z.
  private let seconds: [Int]
  /// Offset before the first change, then after each: shape [changes + 1].
  private let offsets: [Int]
  /// Period before the first change, then after each: shape [changes + 1].
  private let periods: [ZonePeriod]
  /// The yearly rule, asked for instants at or after `ruleStart`; nil where the last period goes on for ever.
  private let rule: YearlyRule?
  /// Where the table ends.
  private let ruleStart: Int

  /// Years the rule is written into the table for, so that nearly all questions are one binary search.
  private static let lastTableYear = 2100

  /// A clock that never changes.
  convenience init(period: ZonePeriod) { self.init(first: period, listed: [], rule: nil) }

  /// The clock of a zone file.
  ///
  /// - Parameters:
  ///   - first: the period before the first change.
  ///   - listed: seconds of each change and the period after it, ascending.
  ///   - rule: the file's footer; it is dropped where it does not give the offset of the last listed change, or where
  ///     none is listed does not know the first period's offset.
  init(first: ZonePeriod, listed: [(second: Int, period: ZonePeriod)], rule: YearlyRule?) {
    let last = listed.last?.period ?? first
    // Daylight time is no older than the last century, however early the last listed change.
    let oldest = CivilDate.days(year: 1900, month: 1, day: 1) * 86_400
    let lastSecond = max(listed.last?.second ?? oldest, oldest)
    let isListedLate = lastSecond > oldest
    let kept = rule.flatMap { rule in
      let agrees = isListedLate ? rule.period(at: lastSecond).offset == last.offset : rule.has(offset: last.offset)
      return agrees ? rule : nil
    }
    let ruleStart = max(lastSecond + 1, CivilDate.days(year: Self.lastTableYear + 1, month: 1, day: 1) * 86_400)

    var seconds: [Int] = []
    var periods = [first]
    let following = kept.map { $0.changes(from: lastSecond + 1, to: ruleStart) } ?? []
    for (second, period) in listed + following where period != periods.last {
      seconds.append(second)
      periods.append(period)
    }
    self.seconds = seconds
    self.periods = periods
    self.offsets = periods.map(\.offset)
    self.rule = kept.flatMap { $0.isConstant ? nil : $0 }
    self.ruleStart = ruleStart
  }

  func offset(at second: Int) -> Int {
    if let rule, second >= ruleStart { return rule.period(at: second).offset }
    return offsets[periodIndex(at: second)]
  }

  func period(at second: Int) -> ZonePeriod {
    if let rule, second >= ruleStart { return rule.period(at: second) }
    return periods[periodIndex(at: second)]
  }

  /// The number of listed changes at or before an instant.
  private func periodIndex(at second: Int) -> Int {
    var low = 0
    var high = seconds.count
    while low < high {
      let middle = (low + high) / 2
      if seconds[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Changes in a half-open range of seconds, ascending.
  func changes(from: Int, to: Int) -> [ZoneChange] {
    guard from < to else { return [] }
    var result: [ZoneChange] = []
    var index = periodIndex(at: from - 1)
    while index < seconds.count, seconds[index] < to {
      result.append(ZoneChange(second: seconds[index], before: periods[index], after: periods[index + 1]))
      index += 1
    }
    guard let rule, to > ruleStart else { return result }
    let start = max(from, ruleStart)
    var before = period(at: start - 1)
    for (second, after) in rule.changes(from: start, to: to) where after != before {
      result.append(ZoneChange(second: second, before: before, after: after))
      before = after
    }
    return result
  }

  /// The periods that might show a local time: all in force within 26 hours of it read as UTC, which no offset exceeds.
  func periods(near local: Int) -> [ZoneSpan] {
    let from = local - ZoneFile.offsetLimit
    let to = local + ZoneFile.offsetLimit
    if to < ruleStart || rule == nil {
      let index = periodIndex(at: from)
      if index == seconds.count || seconds[index] > to {
        return [ZoneSpan(seconds: from..<to, offset: offsets[index])]
      }
    }
    var start = from
    var offset = offset(at: from)
    var spans: [ZoneSpan] = []
    for change in changes(from: from + 1, to: to + 1) {
      spans.append(ZoneSpan(seconds: start..<change.second, offset: offset))
      (start, offset) = (change.second, change.after.offset)
    }
    spans.append(ZoneSpan(seconds: start..<to + 1, offset: offset))
    return spans
  }
}
