/// The footer of a zone file: a POSIX TZ text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// - Source: POSIX.1, Environment Variables, TZ; with the wider hours of RFC 8536, section 3.3.1: a change may be at
///   -167 to 167 hours, so that it falls on another day than the one named (`M3.4.4/26` is Friday 02:00).
struct YearlyRule: Sendable {
  /// The period named first; in force all year where there is no second.
  private let standard: ZonePeriod
  /// The period named second with its start and end; for Dublin this is the winter, an hour behind.
  private let exception: (period: ZonePeriod, start: Edge, end: Edge)?

  /// A yearly change: a day and clock-face seconds after its midnight, which may be negative or beyond the day.
  private struct Edge: Sendable {
    enum Day: Sendable {
      /// Weekday 0 = Sunday of week `1...5` of a month, 5 being the last.
      case weekday(month: Int, week: Int, weekday: Int)
      /// Day `1...365`; 29 February is never counted.
      case withoutLeapDay(Int)
      /// Day `0...365`; 29 February is counted.
      case fromZero(Int)
    }
    var day: Day
    var seconds: Int

    /// Clock-face seconds since 1970-01-01T00:00:00 of the change in a year.
    func clockFace(inYear year: Int) -> Int { date(inYear: year) * 86_400 + seconds }

    private func date(inYear year: Int) -> Int {
      switch day {
      case .withoutLeapDay(let number):
        let leapDay = CivilDate.isLeap(year: year) && number > 59 ? 1 : 0
        return CivilDate.days(year: year, month: 1, day: 1) + number - 1 + leapDay
      case .fromZero(let number):
        return CivilDate.days(year: year, month: 1, day: 1) + number
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(daysSinceEpoch: CivilDate.days(year: year, month: month, day: 1))
        let sundayBased = (first.weekday.rawValue + 1) % 7
        let day = 1 + (weekday - sundayBased + 7) % 7 + (week - 1) * 7
        let isPastTheMonth = day > CivilDate.dayCount(year: year, month: month)
        return first.daysSinceEpoch + (isPastTheMonth ? day - 7 : day) - 1
      }
    }
  }

  /// Whether one period holds all year.
  var isConstant: Bool { exception == nil }

  /// Whether the clock ever shows this offset.
  func has(offset: Int) -> Bool { standard.offset == offset || exception?.period.offset == offset }

  /// Changes in a half-open range of seconds since 1970-01-01T00:00:00Z, ascending, with the period after each.
  func changes(from: Int, to: Int) -> [(second: Int, period: ZonePeriod)] {
    guard let exception, from < to else { return [] }
    var changes: [(second: Int, period: ZonePeriod)] = []
    let firstYear = CivilDate(daysSinceEpoch: floorDivide(from, 86_400)).year - 1
    let lastYear = CivilDate(daysSinceEpoch: floorDivide(to, 86_400)).year + 1
    for year in firstYear...lastYear {
      changes.append((exception.start.clockFace(inYear: year) - standard.offset, exception.period))
      changes.append((exception.end.clockFace(inYear: year) - exception.period.offset, standard))
    }
    // Where one exception ends as the next begins (all-year daylight time), the beginning counts.
    changes.sort { ($0.second, $0.period.isException ? 1 : 0) < ($1.second, $1.period.isException ? 1 : 0) }
    return changes.filter { from <= $0.second && $0.second < to }
  }

  /// The period in force at an instant.
  func period(at second: Int) -> ZonePeriod {
    let twoYears = 2 * 366 * 86_400
    return changes(from: second - twoYears, to: second + 1).last?.period ?? standard
  }
}

extension YearlyRule {
  /// Reads a footer; nil for one that is empty or not understood.
  init?(_ text: [UInt8]) {
    var reader = RuleReader(bytes: text)
    guard let name = reader.name(), let west = reader.hours() else { return nil }
    let standard = ZonePeriod(offset: -west, abbreviation: name)
    if reader.isAtEnd {
      self.init(standard: standard, exception: nil)
      return
    }
    guard let otherName = reader.name() else { return nil }
    let otherWest = reader.hours() ?? west - 3600
    let other = ZonePeriod(offset: -otherWest, abbreviation: otherName, isException: true)
    guard reader.skip(","), let start = reader.edge(), reader.skip(","), let end = reader.edge(), reader.isAtEnd
    else { return nil }
    self.init(standard: standard, exception: (other, start, end))
  }

  /// Walks along the text of a footer.
  private struct RuleReader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    /// Letters, or anything between `<` and `>`.
    mutating func name() -> String? {
      let isQuoted = skip("<")
      let start = position
      while position < bytes.count, isQuoted ? bytes[position] != UInt8(ascii: ">") : isLetter(bytes[position]) {
        position += 1
      }
      guard position > start else { return nil }
      let name = String(decoding: bytes[start..<position], as: UTF8.self)
      return !isQuoted || skip(">") ? name : nil
    }

    private func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }

    mutating func number() -> Int? {
      let start = position
      var value = 0
      while position < bytes.count, 48...57 ~= bytes[position], position - start < 4 {
        value = value * 10 + Int(bytes[position] - 48)
        position += 1
      }
      return position > start ? value : nil
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    mutating func hours() -> Int? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = number(), hours <= 167 else { return nil }
      var seconds = hours * 3600
      if skip(":") {
        guard let minutes = number(), minutes < 60 else { return nil }
        seconds += minutes * 60
        if skip(":") {
          guard let more = number(), more < 60 else { return nil }
          seconds += more
        }
      }
      return isNegative ? -seconds : seconds
    }

    /// `Mm.w.d`, `Jn` or `n`, then `/time`; 02:00 without.
    mutating func edge() -> Edge? {
      guard let day = day() else { return nil }
      guard skip("/") else { return Edge(day: day, seconds: 7200) }
      guard let seconds = hours() else { return nil }
      return Edge(day: day, seconds: seconds)
    }

    private mutating func day() -> Edge.Day? {
      if skip("M") {
        guard
          let month = number(), 1...12 ~= month, skip("."), let week = number(), 1...5 ~= week, skip("."),
          let weekday = number(), 0...6 ~= weekday
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
      }
      let isWithoutLeapDay = skip("J")
      guard let number = number(), (isWithoutLeapDay ? 1...365 : 0...365) ~= number else { return nil }
      return isWithoutLeapDay ? .withoutLeapDay(number) : .fromZero(number)
    }
  }
}
