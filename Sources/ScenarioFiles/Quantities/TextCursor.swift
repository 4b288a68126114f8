/// A decimal number exactly as written, so that money is never rounded.
package struct WrittenNumber: Hashable {
  /// All digits without the point, for example 1850 for `18.50`.
  package var digits: Int
  /// Digits after the point, for example 2 for `18.50`.
  package var fractionDigits: Int

  /// The number as a `Double`.
  package var value: Double {
    var scale = 1.0
    for _ in 0..<fractionDigits { scale *= 10 }
    return Double(digits) / scale
  }
}

/// Walks over a short written value such as `2 x 15 min paid`, piece by piece.
///
/// Typographic spaces, dashes and the multiplication sign count as their plain forms, because values are often pasted.
package struct TextCursor {
  /// The value as written, for messages.
  package let text: String
  private let bytes: [UInt8]
  private var position = 0

  /// Starts before the first character of a value.
  package init(_ text: String) {
    self.text = text
    self.bytes = Array(TextCursor.plain(text).utf8)
  }

  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{A0}", "\u{2009}", "\u{202F}", "\t": plain.append(" ")
      case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}": plain.append("-")
      case "\u{D7}": plain.append("x")
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }

  /// Whether only spaces are left.
  package var isAtEnd: Bool { bytes[position...].allSatisfy { $0 == UInt8(ascii: " ") } }

  /// What is left, without spaces at either end.
  package var rest: String { trimmed(String(decoding: bytes[position...], as: UTF8.self)) }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Steps over one character if it comes next.
  package mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Steps over a whole word if it comes next, in any case.
  package mutating func skip(word: String) -> Bool {
    let before = position
    if self.word()?.lowercased() == word { return true }
    position = before
    return false
  }

  /// The letters that come next, or nil when there are none.
  package mutating func word() -> String? {
    skipSpaces()
    let start = position
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 128 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  /// The number that comes next, nil when there is none.
  ///
  /// - Throws: a decimal comma, or more digits than any real value has.
  package mutating func number() throws(Misreading) -> WrittenNumber? {
    skipSpaces()
    var number = WrittenNumber(digits: 0, fractionDigits: 0)
    var digitCount = 0
    var isFraction = false
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number.digits = number.digits * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        number.fractionDigits += isFraction ? 1 : 0
        digitCount += 1
      case UInt8(ascii: ".") where !isFraction && digitCount > 0 && isDigit(at: position + 1):
        isFraction = true
      case UInt8(ascii: ",") where digitCount > 0 && isDigit(at: position + 1):
        throw Misreading(
          "\(text) has a comma inside a number", next: "Write a decimal point and no thousands mark, for example 1.5.")
      default:
        break scan
      }
      guard digitCount <= 15 else { throw Misreading("\(text) has too many digits", next: "Write fewer digits.") }
      position += 1
    }
    return digitCount > 0 ? number : nil
  }

  private func isDigit(at index: Int) -> Bool {
    index < bytes.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index]
  }

  /// The clock reading that comes next, such as `08:30`, nil when there is none.
  package mutating func clock() -> String? {
    skipSpaces()
    let start = position
    while position < bytes.count, isDigit(at: position) || bytes[position] == UInt8(ascii: ":") { position += 1 }
    let reading = String(decoding: bytes[start..<position], as: UTF8.self)
    if reading.contains(":") { return reading }
    position = start
    return nil
  }
}

/// A text without the spaces at its ends.
package func trimmed(_ text: some StringProtocol) -> String {
  let scalars = text.unicodeScalars
  guard
    let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return "" }
  return String(String.UnicodeScalarView(scalars[first...last]))
}
