/// A clock reading in whole minutes, `00:00` to `24:00`; 24:00 is the end of the day, as in opening hours.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes since midnight on the clock face, `0...1440`.
  public let minutes: Int

  /// Wraps minutes since midnight; nil outside `0...1440`.
  public init?(minutes: Int) {
    guard 0...1440 ~= minutes else { return nil }
    self.minutes = minutes
  }

  /// Reads `8:30`, `08:30` or `24:00`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let colon = bytes.count - 3
    guard colon == 1 || colon == 2, bytes[colon] == UInt8(ascii: ":") else { return nil }
    var position = 0
    guard let hour = IsoReader.number(bytes.span, &position, digits: colon) else { return nil }
    position += 1
    guard let minute = IsoReader.number(bytes.span, &position, digits: 2), minute < 60 else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// The start of the day, `00:00`.
  public static let midnight = TimeOfDay(clampedMinutes: 0)

  /// The end of the day, `24:00`.
  public static let endOfDay = TimeOfDay(clampedMinutes: 1440)

  private init(clampedMinutes: Int) { self.minutes = clampedMinutes }

  /// The hour on the clock face, `0...24`.
  public var hour: Int { minutes / 60 }

  /// The minute of the hour, `0...59`.
  public var minute: Int { minutes % 60 }

  /// Whether `a` is the earlier one.
  public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  /// Two digits each, for example `08:30`.
  public var text: String { IsoWriter.text { $0.clock(minutes * 60, hasSeconds: false) } }

  /// The same as `text`.
  public var description: String { text }
}
