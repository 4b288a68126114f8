/// Builds ISO 8601 text byte by byte, in one go and without pieces of text in between.
struct IsoWriter {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  /// The date written last, and where.
  private var lastDate: (date: CivilDate, from: Int, to: Int)?

  /// No text of ours is longer: a date of any `Int` of days, a clock and an offset with seconds.
  private static let capacity = 64

  /// The text that `write` writes.
  static func text(_ write: (inout IsoWriter) -> Void) -> String {
    String(unsafeUninitializedCapacity: capacity) { buffer in
      var writer = IsoWriter(buffer: buffer)
      write(&writer)
      return writer.count
    }
  }

  /// Adds the text that `write` writes.
  ///
  /// - Parameter texts: how many dates, times and offsets it is made of.
  @inline(__always)
  static func append(to bytes: inout [UInt8], texts: Int = 1, _ write: (inout IsoWriter) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: texts * capacity) { buffer in
      var writer = IsoWriter(buffer: buffer)
      write(&writer)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<writer.count]))
    }
  }

  private init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  mutating func character(_ character: Unicode.Scalar) { byte(UInt8(ascii: character)) }

  mutating func byte(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }

  /// Digits of a number with leading zeros up to a width, and a minus where it is negative.
  mutating func number(_ value: Int, width: Int) {
    // Nearly all of them: months, days, hours, minutes, seconds.
    if width == 2, 0..<100 ~= value {
      buffer[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
      buffer[count + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
      count += 2
      return
    }
    if value < 0 { character("-") }
    var rest = value.magnitude
    var digits = 1
    var power: UInt = 10
    while digits < 19, rest >= power { (digits, power) = (digits + 1, power * 10) }
    digits = max(digits, width)
    for index in stride(from: count + digits - 1, through: count, by: -1) {
      buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digits
  }

  mutating func date(_ date: CivilDate) {
    if let lastDate, lastDate.date == date {
      for place in lastDate.from..<lastDate.to { byte(buffer[place]) }
      return
    }
    let from = count
    defer { lastDate = (date, from, count) }
    let (year, month, day) = date.parts
    number(year, width: 4)
    character("-")
    number(month, width: 2)
    character("-")
    number(day, width: 2)
  }

  /// `HH:MM`, and `:SS` where asked for.
  mutating func clock(_ secondsOfDay: Int, hasSeconds: Bool) {
    number(secondsOfDay / 3600, width: 2)
    character(":")
    number(secondsOfDay / 60 % 60, width: 2)
    guard hasSeconds else { return }
    character(":")
    number(secondsOfDay % 60, width: 2)
  }

  mutating func local(_ local: LocalDateTime, hasSeconds: Bool, separator: Unicode.Scalar = "T") {
    date(local.date)
    character(separator)
    clock(local.secondsOfDay, hasSeconds: hasSeconds)
  }

  /// `+HH:MM`, with `:SS` only for the odd offsets before about 1970.
  mutating func offset(_ seconds: Int) {
    character(seconds < 0 ? "-" : "+")
    clock(abs(seconds), hasSeconds: seconds % 60 != 0)
  }
}
