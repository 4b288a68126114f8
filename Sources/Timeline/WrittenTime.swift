/// A date and time as found in a file: with an offset it is a moment, without one it still needs a zone.
///
/// Forms read: `2026-03-29T01:00`, with a space or `t` for `T`, with seconds or not, with `Z`, `z`, `+02:00`, `+0200` or
/// `+02` or nothing behind; an offset may have seconds (`-00:44:30`), as clocks had long ago. Fractions of a second are cut off. `24:00` is the next day's `00:00`.
public enum WrittenTime: Hashable, Sendable {
  /// The text carried an offset; `offset` is in seconds east of UTC.
  case instant(Instant, offset: Int)
  /// The text carried none.
  case local(LocalDateTime)

  /// Reads one of the forms; nil for anything else.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span)
  }

  /// Reads one of the forms from bytes.
  public init?(iso bytes: borrowing Span<UInt8>) {
    var position = 0
    guard
      let date = IsoReader.date(bytes, &position),
      IsoReader.skip(bytes, &position, oneOf: "T", "t", " "),
      let seconds = IsoReader.clock(bytes, &position)
    else { return nil }
    let clockFace = date.daysSinceEpoch * 86_400 + seconds
    if position == bytes.count {
      self = .local(LocalDateTime(secondsSinceEpoch: clockFace))
      return
    }
    guard let offset = IsoReader.offset(bytes, &position), position == bytes.count else { return nil }
    self = .instant(Instant(secondsSinceEpoch: clockFace - offset), offset: offset)
  }
}

/// The pieces of ISO 8601 text; each reads at `position`, moves it behind what it read, and returns nil when it cannot.
enum IsoReader {
  /// Exactly so many decimal digits.
  static func number(_ bytes: borrowing Span<UInt8>, _ position: inout Int, digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + digits {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    position += digits
    return value
  }

  /// One of three characters.
  static func skip(
    _ bytes: borrowing Span<UInt8>, _ position: inout Int, oneOf a: Unicode.Scalar, _ b: Unicode.Scalar,
    _ c: Unicode.Scalar
  ) -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    guard byte == UInt8(ascii: a) || byte == UInt8(ascii: b) || byte == UInt8(ascii: c) else { return false }
    position += 1
    return true
  }

  /// One given character.
  static func skip(_ bytes: borrowing Span<UInt8>, _ position: inout Int, _ character: Unicode.Scalar) -> Bool {
    skip(bytes, &position, oneOf: character, character, character)
  }

  /// `YYYY-MM-DD`.
  static func date(_ bytes: borrowing Span<UInt8>, _ position: inout Int) -> CivilDate? {
    guard
      let year = number(bytes, &position, digits: 4), skip(bytes, &position, "-"),
      let month = number(bytes, &position, digits: 2), skip(bytes, &position, "-"),
      let day = number(bytes, &position, digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff` as seconds since midnight, `0...86_400`.
  static func clock(_ bytes: borrowing Span<UInt8>, _ position: inout Int) -> Int? {
    guard
      let hour = number(bytes, &position, digits: 2), skip(bytes, &position, ":"),
      let minute = number(bytes, &position, digits: 2), minute < 60
    else { return nil }
    var total = hour * 3600 + minute * 60
    if skip(bytes, &position, ":") {
      guard let second = number(bytes, &position, digits: 2), second < 60 else { return nil }
      total += second
      if skip(bytes, &position, oneOf: ".", ",", ".") {
        guard number(bytes, &position, digits: 1) != nil else { return nil }
        while number(bytes, &position, digits: 1) != nil {}
      }
    }
    return total <= 86_400 ? total : nil
  }

  /// `Z`, `+HH:MM`, `+HHMM`, `+HH`, or with `-`, as seconds east of UTC; `+HH:MM:SS` for the odd offsets of old.
  static func offset(_ bytes: borrowing Span<UInt8>, _ position: inout Int) -> Int? {
    if skip(bytes, &position, oneOf: "Z", "z", "Z") { return 0 }
    let isWest = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    guard skip(bytes, &position, oneOf: "+", "-", "+"), let hours = number(bytes, &position, digits: 2), hours < 24
    else { return nil }
    var seconds = hours * 3600
    let hasColon = skip(bytes, &position, ":")
    if let minutes = number(bytes, &position, digits: 2) {
      guard minutes < 60 else { return nil }
      seconds += minutes * 60
      if hasColon, skip(bytes, &position, ":") {
        guard let odd = number(bytes, &position, digits: 2), odd < 60 else { return nil }
        seconds += odd
      }
    } else if hasColon {
      return nil
    }
    return isWest ? -seconds : seconds
  }
}

/// An offset from UTC as ISO 8601 writes it, for example `+02:00`; seconds only for the odd offsets before about 1970.
///
/// - Parameter seconds: seconds east of UTC.
public func offsetText(_ seconds: Int) -> String { IsoWriter.text { $0.offset(seconds) } }
