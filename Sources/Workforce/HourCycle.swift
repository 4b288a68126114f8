/// How the time of day is written: `22:00`, or `10:00 PM` where clocks have twelve hours.
package enum HourCycle: Hashable, Sendable {
  /// From 00:00 to 23:59.
  case twentyFour
  /// From 12:00 to 11:59, twice; `{0}` stands for hours and minutes before and after noon.
  case twelve(morning: String, afternoon: String)

  /// Hours and minutes of a clock.
  ///
  /// - Parameter secondsOfDay: from 0; 86,400 is midnight as well.
  package func text(_ secondsOfDay: Int) -> String {
    var bytes: [UInt8] = []
    append(secondsOfDay, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds hours and minutes of a clock.
  package func append(_ secondsOfDay: Int, to bytes: inout [UInt8]) {
    let (hour, minute) = (secondsOfDay / 3600, secondsOfDay / 60 % 60)
    guard case .twelve(let morning, let afternoon) = self else {
      if hour < 10 { bytes.append(UInt8(ascii: "0")) }
      return Self.append(hour, minute, to: &bytes)
    }
    let phrase = (hour % 24 < 12 ? morning : afternoon).utf8
    let gap = phrase.firstIndex(of: UInt8(ascii: "{")) ?? phrase.endIndex
    bytes += phrase[..<gap]
    Self.append((hour + 11) % 12 + 1, minute, to: &bytes)
    bytes += phrase[gap...].dropFirst("{0}".utf8.count)
  }

  private static func append(_ hour: Int, _ minute: Int, to bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    if hour >= 10 { bytes.append(zero + UInt8(truncatingIfNeeded: hour / 10)) }
    bytes.append(zero + UInt8(truncatingIfNeeded: hour % 10))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(zero + UInt8(truncatingIfNeeded: minute / 10))
    bytes.append(zero + UInt8(truncatingIfNeeded: minute % 10))
  }
}
