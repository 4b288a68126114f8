/// Finds a language by its BCP 47 tag.
public enum LanguageTag {
  /// The one of some tags that is meant: the tag itself, else that of its base language; `nil` where there is neither.
  public static func match(_ tag: String, among known: [String]) -> String? {
    let wanted = tag.lowercased().map { $0 == "_" ? "-" : $0 }.split(separator: "-").map { String($0) }
    for length in stride(from: wanted.count, to: 0, by: -1) {
      let prefix = wanted.prefix(length).joined(separator: "-")
      let name = otherTags[prefix] ?? prefix
      if let found = known.first(where: { $0.lowercased() == name }) { return found }
    }
    return nil
  }

  /// Tags in use for a language that are not its own: older, narrower, or by region in place of script.
  private static let otherTags = [
    "nb": "no", "nn": "no", "iw": "he", "zh": "zh-hans", "zh-hant": "en", "zh-tw": "en", "zh-hk": "en", "zh-mo": "en",
  ]
}
