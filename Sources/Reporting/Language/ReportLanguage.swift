import Tabular
import Timeline

/// How one language writes a report: its words, and its dates and numbers.
///
/// A language is one value of this type, so a missing phrase does not compile. `{0}`, `{1}` stand for what is filled in.
struct ReportLanguage: Sendable {
  /// BCP 47 tag.
  let tag: String
  let forms: LocaleForms
  let desk: DeskWords
  let phrases: ReportPhrases

  /// Whether lines run from right to left.
  var isRightToLeft: Bool { tag == "ar" || tag == "he" }

  /// Every language, English first.
  static let table: [ReportLanguage] = [
    english, arabic, brazilian, bulgarian, catalan, czech, danish, dutch, finnish, french, german, greek, hebrew,
    hungarian, italian, japanese, norwegian, polish, portuguese, romanian, simplifiedChinese, spanish, swedish,
    turkish, ukrainian,
  ]
}

/// Dates and numbers of a language, as people there write them.
struct LocaleForms: Sendable {
  /// Between the whole part and the decimals.
  let decimal: String
  /// Between thousands.
  let group: String
  /// A percentage: `{0}` is the number.
  let percent: String
  /// The weekday on which a week begins.
  let firstWeekday: Weekday
  /// Short names, Monday first.
  let weekdays: [String]
  /// Short names, January first, as they stand in a date.
  let months: [String]
  /// A date without its year: `{W}` weekday, `{d}` day, `{M}` month by name, `{m}` by number.
  let date: String
  /// A date with its year `{y}`.
  let fullDate: String
}

extension LocaleForms {
  /// A number with fixed decimals, thousands apart.
  func number(_ value: Double, _ decimals: Int = 0) -> String {
    guard value.isFinite, abs(value) < 0x1p62 else { return "–" }
    let plain = FixedDecimal.text(value, decimals: decimals)
    let isNegative = plain.hasPrefix("-")
    let parts = plain.drop { $0 == "-" }.split(separator: ".")
    var whole = String(parts.first ?? "0")
    if whole.utf8.count > 4 || (whole.utf8.count > 3 && group == ",") {
      var position = whole.utf8.count - 3
      while position > 0 {
        whole.insert(contentsOf: group, at: whole.index(whole.startIndex, offsetBy: position))
        position -= 3
      }
    }
    let text = parts.count > 1 ? "\(whole)\(decimal)\(parts[1])" : whole
    return isNegative ? "\u{2212}" + text : text
  }

  /// A share in `0...1` as a percentage.
  func percentage(_ share: Double, _ decimals: Int = 0) -> String {
    guard share.isFinite else { return "–" }
    return filled(percent, number(share * 100, decimals))
  }

  /// A date without its year.
  func text(_ date: CivilDate) -> String { text(date, pattern: self.date) }

  /// A date with its year.
  func fullText(_ date: CivilDate) -> String { text(date, pattern: fullDate) }

  private func text(_ date: CivilDate, pattern: String) -> String {
    let (year, month, day) = date.parts
    var text = ""
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
      text += rest[..<open]
      switch rest[rest.index(after: open)..<close] {
      case "W": text += weekdays[date.weekday.rawValue]
      case "d": text += String(day)
      case "M": text += months[month - 1]
      case "m": text += String(month)
      default: text += String(year)
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// The first date of the week of a date, weeks beginning on the language's day.
  func weekStart(of date: CivilDate) -> CivilDate {
    date.advanced(byDays: -((date.weekday.rawValue - firstWeekday.rawValue + 7) % 7))
  }
}

/// A phrase with its gaps `{0}`, `{1}`, ... filled in their order.
func filled(_ phrase: String, _ values: String...) -> String {
  var text = ""
  var rest = phrase[...]
  while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
    text += rest[..<open]
    let index = Int(rest[rest.index(after: open)..<close]) ?? 0
    if values.indices.contains(index) { text += values[index] }
    rest = rest[rest.index(after: close)...]
  }
  return text + rest
}
