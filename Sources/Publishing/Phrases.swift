import Workforce

/// Every text of a calendar in one language; `{0}` stands for what is filled in.
///
/// A language is one value of this type, so a missing phrase does not compile.
struct Phrases: Sendable {
  /// BCP 47 tag of the language the phrases are in.
  let language: String
  /// Which clock its readers write, by region.
  let hours: HourCycles
  let personCalendar: String
  let teamCalendar: String
  let about: String
  let shift: String
  let nightShift: String
  let paidTime: String
  let breaks: String
  let mealBreak: String
  let shortBreak: String
  let paid: String
  let unpaid: String
  let queues: String
  let clockChange: String
  let onCall: String
  let onCallCalendar: String
  /// A day without a shift.
  let dayOff: String
  /// Leave or an absence, without saying which: it may be illness.
  let leave: String
  let daysOffCalendar: String
  /// What a withdrawn shift is called; programs that overlook its status show this first.
  let cancelled: String
  /// Asks a person by name whether they would trade shifts.
  let tradeQuestion: String
  /// The work that they would take over.
  let tradeTakes: String
  /// The work that they would give away.
  let tradeGives: String
  /// The clock that times are written on; that of the tag they were looked up by.
  var hourCycle = HourCycle.twentyFour

  /// The phrases for a BCP 47 tag: its own, else those of its base language, else English.
  static func of(_ tag: String) -> Phrases {
    let found = LanguageTag.match(tag, among: table.map(\.language))
    var phrases = table.first { $0.language == found } ?? english
    phrases.hourCycle = phrases.hours.cycle(for: tag)
    return phrases
  }

  /// A phrase with its gap filled.
  static func filled(_ phrase: String, _ value: String) -> String {
    guard let gap = phrase.utf8.firstIndex(of: UInt8(ascii: "{")) else { return phrase }
    return String(phrase[..<gap]) + value + phrase[gap...].dropFirst("{0}".count)
  }

  /// All languages, each in a file of its own; English first.
  static let table = [
    english, arabic, brazilian, bulgarian, catalan, czech, danish, dutch, finnish, french, german, greek, hebrew,
    hungarian, italian, japanese, norwegian, polish, portuguese, romanian, simplifiedChinese, spanish, swedish,
    turkish, ukrainian,
  ]
}
