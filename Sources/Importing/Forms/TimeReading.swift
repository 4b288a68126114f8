import Timeline

/// A date, a clock or both as read from a cell.
struct TimeReading: Hashable {
  /// Days since 1970-01-01; nil for a clock alone.
  var day: Int?
  /// Seconds since midnight, up to 86 400; nil for a date alone.
  var second: Int?
  /// Seconds east of UTC; nil where none is written.
  var offset: Int?
  /// Where a range ends, in seconds from its beginning.
  var lasts: Int?
}

/// Reads dates and clocks in whatever form exports write them.
///
/// Forms: `2026-03-29T01:00:00Z`, `29/03/2026 01:00`, `3/29/26 1:00 AM`, `29.03.2026, 01:00`, `20260329`, `Thu, 27 Oct 2016
/// 14:51:34`, `Oct 27, 2016 2:51 PM`, `Thu Oct 27 2016 14:51:34 GMT+0200 (Central European Summer Time)`, `Thu Oct 27 14:51:34
/// CEST 2016`, `2026年3月29日 9時30分`, `46097.375` of spreadsheets, `20260329010000`, epochs of 10, 13, 16 or 19 digits, `09:00`, `0900`, `9 AM`, `0.375`,
/// ranges `09:00-09:30`.
struct TimeReader: Hashable, Sendable {
  var order = DateOrder.yearFirst
  /// Whether what follows a time may be the end of a range: `09:00-09:30` is otherwise one with an offset.
  var hasRanges = false
  /// Whether digits alone are an hour or a clock, `9` or `0930`, and not a date.
  var isClock = false
  /// Whether one or two digits alone are minutes, as `30` is 0:30 beside `100` and `2330`, whose noughts a spreadsheet took.
  var losesNoughts = false
  /// Whether a clock is the part of the day that has gone by, `0.375` for 9:00: `0.25` is otherwise a quarter past midnight.
  var isDayPart = false

  /// Reads a whole cell; nil for anything else.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeReading? {
    var known = KnownDate()
    if let plain = known.plain(bytes) { return plain }
    var cursor = TimeCursor(bytes)
    cursor.skipBlanks()
    guard let first = moment(&cursor) else { return nil }
    var result = first
    cursor.skipBlanks()
    if !cursor.isAtEnd, cursor.skipRangeMark() {
      cursor.skipBlanks()
      guard let end = moment(&cursor), let from = first.second else { return nil }
      cursor.skipBlanks()
      if let till = end.second {
        var seconds = till - from
        if let day = end.day, let start = first.day { seconds += (day - start) * 86_400 }
        if seconds <= 0 { seconds += 86_400 }
        result.lasts = seconds
        if result.offset == nil { result.offset = end.offset }
      }
    }
    return cursor.isAtEnd ? result : nil
  }

  private func moment(_ cursor: inout TimeCursor) -> TimeReading? {
    let start = cursor.position
    if !isClock, let epoch = cursor.epoch() { return epoch }
    cursor.position = start
    if !isClock, let serial = cursor.serial() { return serial }
    cursor.position = start
    if !isClock, let (day, second) = cursor.joined() {
      return TimeReading(day: day, second: second, offset: cursor.offset(maybeRange: hasRanges))
    }
    cursor.position = start
    if !isClock, let moment = cursor.yearLast() { return moment }
    cursor.position = start
    if !isClock, let day = cursor.date(order) {
      let afterDate = cursor.position
      cursor.skipBetween()
      if let second = cursor.clock() ?? cursor.compactClock() {
        let offset = cursor.offset(maybeRange: hasRanges)
        // The name of the clock behind it says nothing more.
        if offset != nil { cursor.skipAside() }
        return TimeReading(day: day, second: second, offset: offset)
      }
      cursor.position = afterDate
      return TimeReading(day: day)
    }
    cursor.position = start
    if isClock, let second = cursor.dayPart(isSure: isDayPart) { return TimeReading(second: second) }
    cursor.position = start
    if let second = cursor.clock() {
      return TimeReading(second: second, offset: hasRanges ? nil : cursor.offset(maybeRange: false))
    }
    cursor.position = start
    // A clock in a cell of a date that means nothing, as spreadsheets write it.
    if isClock, cursor.date(order) != nil {
      cursor.skipBetween()
      return cursor.clock().map { TimeReading(second: $0) }
    }
    cursor.position = start
    return isClock ? cursor.bareClock(isMinutes: losesNoughts).map { TimeReading(second: $0) } : nil
  }
}

/// The date that was read last: rows follow each other in time, so that it is mostly the next one too.
struct KnownDate: Sendable {
  private var text: UInt64 = 0
  private var rest: UInt16 = 0
  private var day = 0

  /// `2026-03-29 01:00:00`, with `T` or `Z` or not, which is what most files write; nil for anything else.
  @inline(__always)
  mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeReading? {
    let count = bytes.count
    guard count == 19 || count == 20, bytes[10] == 32 || bytes[10] == 84, bytes[13] == 58, bytes[16] == 58 else {
      return nil
    }
    let raw = UnsafeRawBufferPointer(bytes)
    let text = raw.loadUnaligned(as: UInt64.self)
    let rest = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if text != self.text || rest != self.rest {
      let year = Self.two(bytes, 0) * 100 + Self.two(bytes, 2)
      guard bytes[4] == 45, bytes[7] == 45, 1900...2200 ~= year,
        let date = CivilDate(year: year, month: Self.two(bytes, 5), day: Self.two(bytes, 8))
      else { return nil }
      (self.text, self.rest, day) = (text, rest, date.daysSinceEpoch)
    }
    let (hour, minute, second) = (Self.two(bytes, 11), Self.two(bytes, 14), Self.two(bytes, 17))
    guard hour < 24, minute < 60, second < 60, count == 19 || bytes[19] == 90 else { return nil }
    return TimeReading(day: day, second: hour * 3600 + minute * 60 + second, offset: count == 20 ? 0 : nil)
  }

  /// Two digits; more than any clock shows for anything else.
  @inline(__always)
  private static func two(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let (a, b) = (bytes[index] &- 48, bytes[index + 1] &- 48)
    return a < 10 && b < 10 ? Int(a) * 10 + Int(b) : 1_000_000
  }
}
