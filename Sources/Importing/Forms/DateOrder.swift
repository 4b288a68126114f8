/// In which order a date has its numbers.
package enum DateOrder: String, CaseIterable, Hashable, Sendable {
  case yearFirst = "ymd"
  case dayFirst = "dmy"
  case monthFirst = "mdy"

  /// The day of a text, in days since 1970; nil for anything but a date.
  func day(_ text: String) -> Int? { time(text)?.day }

  /// Date and clock of a text; nil for anything else.
  func time(_ text: String) -> TimeReading? {
    var text = text
    return text.withUTF8 { TimeReader(order: self).read($0) }
  }

  /// Whether dates are written `03.04.2026`: nobody who parts them by dots puts the month first.
  static func isDotted(_ texts: some Collection<String>) -> Bool {
    !texts.isEmpty && texts.allSatisfy { text in text.count { $0 == "." } >= 2 && !text.contains("/") }
  }

  /// Why such dates are read so.
  static let dotted = "dates with dots have the day first"
}
