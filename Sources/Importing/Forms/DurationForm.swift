import Tabular

/// How a column writes lengths of time.
package enum DurationUnit: String, CaseIterable, Hashable, Sendable {
  case milliseconds = "ms"
  case seconds = "s"
  case minutes = "min"
  case hours = "h"
  case days = "days"
  /// `1:02:03` and `02:03`: hours, minutes and seconds, or minutes and seconds.
  case clock = "h:mm:ss"
  /// `02:03` as hours and minutes.
  case hoursAndMinutes = "h:mm"
  /// `1h 2m 3s`.
  case words = "words"

  /// Milliseconds of one; 0 for those that are no plain numbers.
  var wholeMilliseconds: Int {
    switch self {
    case .milliseconds: 1
    case .seconds: 1_000
    case .minutes: 60_000
    case .hours: 3_600_000
    case .days: 86_400_000
    case .clock, .hoursAndMinutes, .words: 0
    }
  }

  /// Milliseconds of one; nil for those that are no plain numbers.
  var milliseconds: Double? { wholeMilliseconds > 0 ? Double(wholeMilliseconds) : nil }
}

/// Reads lengths of time of one column.
struct DurationReader: Hashable, Sendable {
  var unit: DurationUnit
  var marks = NumberMarks.plain

  /// Longer than anybody works on one thing, or on all things of an interval.
  static let most = 1_000_000_000_000

  /// Milliseconds; nil for what is no length.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    readAny(bytes).flatMap { $0 <= Self.most ? $0 : nil }
  }

  private func readAny(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    switch unit {
    case .clock, .hoursAndMinutes: return Self.clock(bytes, pairIsHours: unit == .hoursAndMinutes) ?? Self.words(bytes)
    case .words: return Self.words(bytes)
    case .milliseconds, .seconds, .minutes, .hours, .days:
      guard let factor = unit.milliseconds else { return nil }
      if let whole = Self.digits(bytes) { return Int((Double(whole) * factor).rounded()) }
      guard let value = marks.number(bytes.span), value >= 0, value * factor < 1e16 else {
        return Self.words(bytes)
      }
      return Int((value * factor).rounded())
    }
  }

  /// Up to nine digits.
  static func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard 1...9 ~= bytes.count else { return nil }
    var value = 0
    for byte in bytes {
      let digit = byte &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// What ServiceNow writes before the times of day that are lengths.
  private static let firstMonth = Array("1970-01-".utf8)

  /// `1:02:03`, `02:03`, `:30`, `26:00:00`, `00:02:14.500`, `1.02:03:04`, `1 day, 2:03:04` and `1970-01-01 00:02:14`.
  static func clock(_ bytes: UnsafeBufferPointer<UInt8>, pairIsHours: Bool) -> Int? {
    var parts: [Int] = []
    var value = 0
    var digits = 0
    var days = 0
    var index = 0
    if bytes.count > 11, bytes.starts(with: firstMonth), let day = Self.digits(.init(rebasing: bytes[8..<10])),
      bytes[10] == 32, day > 0
    {
      days = day - 1
      index = 11
    }
    var thousandths = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte &- 48 < 10 {
        value = value * 10 + Int(byte - 48)
        digits += 1
        guard digits <= 9 else { return nil }
      } else if byte == 58 {
        // `:30` is half a minute.
        guard digits > 0 || index == 0 else { return nil }
        parts.append(value)
        (value, digits) = (0, 0)
      } else if byte == 46 || byte == 44, digits > 0 {
        if parts.isEmpty, byte == 46 {
          days = value
          (value, digits) = (0, 0)
        } else {
          // Decimals of a second.
          var scale = 100
          for rest in bytes[(index + 1)...] {
            guard rest &- 48 < 10 else { return nil }
            thousandths += Int(rest - 48) * scale
            scale /= 10
          }
          index = bytes.count
        }
      } else if byte == 32, parts.isEmpty, digits > 0 {
        // `1 day, 2:03:04`
        var word = index + 1
        while word < bytes.count, bytes[word] | 0x20 >= 97, bytes[word] | 0x20 <= 122 { word += 1 }
        guard word > index + 1, bytes[index + 1] | 0x20 == 100 else { return nil }
        days = value
        (value, digits) = (0, 0)
        index = word
        while index < bytes.count, bytes[index] == 44 || bytes[index] == 32 { index += 1 }
        continue
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0, 1...2 ~= parts.count else { return nil }
    parts.append(value)
    for part in parts.dropFirst() where part > 59 { return nil }
    let seconds: Int =
      parts.count == 3
      ? parts[0] * 3600 + parts[1] * 60 + parts[2]
      : pairIsHours ? parts[0] * 3600 + parts[1] * 60 : parts[0] * 60 + parts[1]
    return (days * 86_400 + seconds) * 1000 + thousandths
  }

  /// `1h 2m 3s`, `2 min`, `134 s`, `PT2M14S`, `1.5 hours`, `7,5 Min.`.
  static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    var total = 0.0
    var isFound = false
    if bytes.count > 2, bytes[0] | 0x20 == 112 {
      index = bytes[1] | 0x20 == 116 ? 2 : 1
    }
    while index < bytes.count {
      while index < bytes.count, bytes[index] == 32 || bytes[index] == 44 || bytes[index] | 0x20 == 116 { index += 1 }
      if index == bytes.count { break }
      let start = index
      while index < bytes.count, bytes[index] &- 48 < 10 || bytes[index] == 46 { index += 1 }
      guard index > start,
        var value = NumberText.number(UnsafeBufferPointer(rebasing: bytes[start..<index]).span)
      else { return nil }
      if index + 1 < bytes.count, bytes[index] == 44, bytes[index + 1] &- 48 < 10 {
        // Three digits behind a comma may be thousands.
        let decimals = bytes[(index + 1)...].prefix { $0 &- 48 < 10 }
        guard decimals.count < 3, value == value.rounded() else { return nil }
        value += decimals.reversed().reduce(0) { ($0 + Double($1 - 48)) / 10 }
        index += 1 + decimals.count
      }
      while index < bytes.count, bytes[index] == 32 { index += 1 }
      let word = index
      while index < bytes.count, bytes[index] | 0x20 >= 97, bytes[index] | 0x20 <= 122 { index += 1 }
      guard index > word else { return nil }
      let end = index
      // `Min.`, as German abbreviates.
      if index < bytes.count, bytes[index] == 46 { index += 1 }
      let first = bytes[word] | 0x20
      let second = end > word + 1 ? bytes[word + 1] | 0x20 : 0
      switch (first, second) {
      case (109, 115): total += value
      case (100, _): total += value * 86_400_000
      case (104, _), (115, 116): total += value * 3_600_000
      case (109, _): total += value * 60_000
      case (115, _): total += value * 1_000
      default: return nil
      }
      isFound = true
    }
    return isFound && total < 1e16 ? Int(total.rounded()) : nil
  }
}
