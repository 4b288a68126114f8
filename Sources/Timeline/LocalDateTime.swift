/// What a calendar and a clock on the wall show, without saying where.
///
/// It is not a moment: in a zone it may happen once, twice or never (`Zone.resolve`).
public struct LocalDateTime: Hashable, Comparable, Sendable {
  // Histories hold millions of these: eight bytes each.
  private var day: Int32
  private var second: Int32

  /// The date on the calendar.
  public var date: CivilDate {
    get { CivilDate(daysSinceEpoch: Int(day)) }
    set { day = Int32(newValue.daysSinceEpoch) }
  }

  /// Seconds on the clock face since midnight, `0..<86_400`.
  public var secondsOfDay: Int {
    get { Int(second) }
    set { second = Int32(newValue) }
  }

  /// A date and the seconds on the clock face.
  ///
  /// - Precondition: `secondsOfDay` is in `0..<86_400`.
  public init(date: CivilDate, secondsOfDay: Int) {
    precondition(0..<86_400 ~= secondsOfDay, "A clock face shows 0 to 86 399 seconds, not \(secondsOfDay).")
    day = Int32(date.daysSinceEpoch)
    second = Int32(secondsOfDay)
  }

  /// A date and a time; `24:00` becomes `00:00` of the next date.
  public init(date: CivilDate, time: TimeOfDay) {
    self.init(secondsSinceEpoch: date.daysSinceEpoch * 86_400 + time.minutes * 60)
  }

  /// The reading that is this many clock-face seconds after 1970-01-01T00:00:00.
  public init(secondsSinceEpoch: Int) {
    let days = floorDivide(secondsSinceEpoch, 86_400)
    day = Int32(days)
    second = Int32(secondsSinceEpoch - days * 86_400)
  }

  /// Clock-face seconds after 1970-01-01T00:00:00, as if the clock ran on UTC.
  public var secondsSinceEpoch: Int { date.daysSinceEpoch * 86_400 + secondsOfDay }

  /// Whole minutes on the clock face, `0..<1440`.
  public var minutesOfDay: Int { secondsOfDay / 60 }

  /// Whether calendar and clock show `a` first on the same wall.
  public static func < (a: LocalDateTime, b: LocalDateTime) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }
}

extension LocalDateTime: CustomStringConvertible {
  /// ISO 8601 with seconds and without an offset, for example `2026-03-29T01:00:00`.
  public var isoText: String { IsoWriter.text { $0.local(self, hasSeconds: true) } }

  /// The form of tables, for example `2026-03-29 01:00:00`: with a blank, which more readers take for a time than `T`.
  public var tableText: String { IsoWriter.text { $0.local(self, hasSeconds: true, separator: " ") } }

  /// Adds ISO 8601 with an offset, for example `2026-03-29T01:00+01:00`; seconds only where there are some.
  ///
  /// - Parameter offset: seconds east of UTC.
  public func appendText(offset: Int, to bytes: inout [UInt8]) {
    IsoWriter.append(to: &bytes) {
      $0.local(self, hasSeconds: secondsOfDay % 60 != 0)
      $0.offset(offset)
    }
  }

  /// ISO 8601 to the minute, for example `2026-03-29T01:00`; seconds are cut off.
  public var minuteText: String { IsoWriter.text { $0.local(self, hasSeconds: false) } }

  /// The clock alone, for example `01:00`; seconds are cut off.
  public var clockText: String { IsoWriter.text { $0.clock(secondsOfDay, hasSeconds: false) } }

  /// As written by people: seconds only where there are any.
  public var description: String { secondsOfDay % 60 == 0 ? minuteText : isoText }

  /// Reads `2026-03-29T01:00`, with seconds or not; nil for anything else, and where an offset is given.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span)
  }

  /// Reads ISO 8601 bytes without an offset.
  public init?(iso bytes: borrowing Span<UInt8>) {
    guard case .local(let local)? = WrittenTime(iso: bytes) else { return nil }
    self = local
  }
}
