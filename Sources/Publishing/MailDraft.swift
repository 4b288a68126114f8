import Files
import Timeline

/// A message with a calendar attached that a mail program opens as a draft.
///
/// The same content gives the same bytes: date and identity are those of the publication, and nothing is drawn.
///
/// - Source: RFC 5322 (messages), 2045 to 2047 (MIME and its headers), 6047 (calendars by mail).
package struct MailDraft: Sendable {
  /// Id of the person it is for.
  package let owner: String
  /// Name of the file, for example `A0042.eml`.
  package let name: String
  /// Who sends it.
  let from: MailAddress
  /// Whom it goes to; to be filled in where nil.
  let to: MailAddress?
  let subject: String
  /// BCP 47 tag of subject and text.
  let language: String
  let date: Instant
  /// Identity without its brackets.
  let identity: String
  let text: String
  /// iCalendar with `METHOD:PUBLISH`.
  let calendar: [UInt8]

  /// The file: ASCII, every line ended by CR LF.
  package var bytes: [UInt8] {
    let stem = name.hasSuffix(".eml") ? String(name.dropLast(4)) : name
    // A boundary of text in base64 cannot hold `=_`.
    let boundary = "=_\(ContentHash.sha256Hex(identity).prefix(32))"
    var lines = ["From: \(from.headerText)"]
    if let to { lines.append("To: \(to.headerText)") }
    lines += [
      "Subject: \(MailText.header(subject))", "Date: \(MailText.date(date))", "Message-ID: <\(identity)>",
      "X-Unsent: 1", "MIME-Version: 1.0", "Content-Language: \(language)",
      "Content-Type: multipart/mixed;\r\n boundary=\"\(boundary)\"", "", "--\(boundary)",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
    ]
    lines += MailText.base64Lines(Array(text.replacing("\n", with: "\r\n").utf8))
    lines += [
      "--\(boundary)", "Content-Type: text/calendar; charset=utf-8; method=PUBLISH;\r\n component=VEVENT",
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment;\r\n filename=\"\(stem).ics\"", "",
    ]
    lines += MailText.base64Lines(calendar) + ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }
}

/// Pieces of messages.
enum MailText {
  /// Text of a header field: as it is where it is short ASCII, in encoded words otherwise.
  static func header(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { 32..<127 ~= $0 } && !text.contains("=?") && text.utf8.count <= 60
    return isPlain && !text.hasPrefix(" ") ? text : encodedWords(text).joined(separator: "\r\n ")
  }

  /// Text as words of at most 75 characters, none cut within a character.
  ///
  /// - Source: RFC 2047, sections 2 and 4.1.
  static func encodedWords(_ text: String) -> [String] {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let octets = Array(String(scalar.value < 32 || scalar.value == 127 ? " " : scalar).utf8)
      if words[words.count - 1].count + octets.count > 45 { words.append([]) }
      words[words.count - 1] += octets
    }
    return words.map { "=?UTF-8?B?\(base64($0))?=" }
  }

  /// Lines of 76 characters.
  static func base64Lines(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 57).map { base64(Array(bytes[$0..<min($0 + 57, bytes.count)])) }
  }

  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// - Source: RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for first in stride(from: 0, to: bytes.count, by: 3) {
      let three = (0..<3).map { first + $0 < bytes.count ? Int(bytes[first + $0]) : 0 }
      let bits = three[0] << 16 | three[1] << 8 | three[2]
      for place in 0..<4 {
        text.append(first + place <= bytes.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// For example `Sun, 01 Mar 2026 12:00:00 +0000`.
  ///
  /// - Source: RFC 5322, section 3.3.
  static func date(_ instant: Instant) -> String {
    let local = LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch)
    let (year, month, day) = local.date.parts
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.date.weekday.rawValue]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = [local.secondsOfDay / 3600, local.secondsOfDay / 60 % 60, local.secondsOfDay % 60].map(two)
    return "\(weekday), \(two(day)) \(name) \(year) \(clock.joined(separator: ":")) +0000"
  }
}
