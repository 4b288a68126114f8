package import Workforce

extension RosterCalendars {
  /// BCP 47 tags of the languages that calendars are written in, in order.
  public static var languages: [String] { Phrases.table.map(\.language).sorted() }

  /// Whether calendars for a BCP 47 tag are in that language, and not in English for want of it.
  public static func hasLanguage(_ tag: String) -> Bool { LanguageTag.match(tag, among: languages) != nil }

  /// How times are written for readers of a BCP 47 tag.
  package static func hourCycle(of tag: String) -> HourCycle { Phrases.of(tag).hourCycle }

  /// The language of `languages` that readers of one that is missing are likeliest to read; `en` where none is near.
  public static func nearestLanguage(to tag: String) -> String {
    let parts = tag.lowercased().replacing("_", with: "-").split(separator: "-").map(String.init)
    guard let base = parts.first else { return "en" }
    return languages.first { $0 == base || $0.hasPrefix(base + "-") } ?? neighbours[base] ?? "en"
  }

  /// Related languages, or the other language of the country.
  private static let neighbours = [
    "af": "nl", "an": "es", "ast": "es", "be": "uk", "br": "fr", "co": "it", "eo": "en", "eu": "es", "fa": "ar",
    "fo": "da",
    "fy": "nl", "gl": "pt", "gsw": "de", "kl": "da", "ku": "tr", "lb": "de", "mk": "bg", "mo": "ro", "oc": "ca",
    "rm": "de",
    "ru": "uk", "sc": "it", "se": "no", "sk": "cs", "tk": "tr", "ur": "ar", "yi": "he", "yue": "zh-Hans", "az": "tr",
  ]
}
