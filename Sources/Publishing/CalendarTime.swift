import Timeline

/// Times as iCalendar writes them.
enum CalendarTime {
  /// A local time, for example `20260329T010000`.
  static func text(_ local: LocalDateTime) -> String { made { append(local, to: &$0) } }

  /// An instant in UTC, for example `20260329T010000Z`.
  static func text(_ instant: Instant) -> String { made { append(instant, to: &$0) } }

  /// A date, for example `20260329`.
  static func text(_ date: CivilDate) -> String { made { append(date, to: &$0) } }

  /// An offset from UTC, for example `+0545`; seconds only where there are any.
  static func offset(_ seconds: Int) -> String {
    made { bytes in
      bytes.append(seconds < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      append(abs(seconds) / 3600, width: 2, to: &bytes)
      append(abs(seconds) / 60 % 60, width: 2, to: &bytes)
      if seconds % 60 != 0 { append(abs(seconds) % 60, width: 2, to: &bytes) }
    }
  }

  /// Adds a local time.
  static func append(_ local: LocalDateTime, to bytes: inout [UInt8]) {
    append(local.date, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    append(local.secondsOfDay / 3600, width: 2, to: &bytes)
    append(local.secondsOfDay / 60 % 60, width: 2, to: &bytes)
    append(local.secondsOfDay % 60, width: 2, to: &bytes)
  }

  /// Adds a date.
  static func append(_ date: CivilDate, to bytes: inout [UInt8]) {
    let (year, month, day) = date.parts
    append(year, width: 4, to: &bytes)
    append(month, width: 2, to: &bytes)
    append(day, width: 2, to: &bytes)
  }

  /// Adds an instant in UTC.
  static func append(_ instant: Instant, to bytes: inout [UInt8]) {
    append(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch), to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Adds a number from 0 with leading zeros.
  static func append(_ number: Int, width: Int, to bytes: inout [UInt8]) {
    // Nearly all of them: months, days, hours, minutes, seconds.
    if width == 2, 0..<100 ~= number {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
      return
    }
    var power = 1
    for _ in 1..<max(width, 1) { power *= 10 }
    while number / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
      power /= 10
    }
  }

  private static func made(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
