/// Finds a language by its BCP 47 tag.
public enum LanguageTag {
  /// The one of some tags that is meant: the tag itself, else that of its base language; `nil` where there is neither, and where readers
  /// of the tag write the base language in another script.
  public static func match(_ tag: String, among known: [String]) -> String? {
    let wanted = parts(tag)
    for length in stride(from: wanted.count, to: 0, by: -1) {
      let prefix = wanted.prefix(length).joined(separator: "-")
      if otherScripts.contains(prefix) { return nil }
      let name = otherTags[prefix] ?? prefix
      if let found = known.first(where: { $0.lowercased() == name }) { return found }
    }
    return nil
  }

  /// The region of a tag in capitals, for example `MX` of `es-mx` or `419` of `es-419`; `nil` where it names none.
  package static func region(_ tag: String) -> String? {
    // What follows a single letter are extensions.
    for part in parts(tag).dropFirst() {
      if part.utf8.count == 1 { return nil }
      let isNumber = part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if part.utf8.count == 2 && !isNumber || part.utf8.count == 3 && isNumber { return part.uppercased() }
    }
    return nil
  }

  /// How many hours the clock has that a tag asks for, 12 or 24, as `el-u-hc-h23` does; `nil` where it leaves that to its region.
  ///
  /// - Source: Unicode Technical Standard 35, key `hc`.
  package static func hourCycle(_ tag: String) -> Int? {
    let parts = parts(tag)
    guard let extended = parts.firstIndex(of: "u"),
      let key = parts[extended...].firstIndex(of: "hc"), parts.indices.contains(key + 1)
    else { return nil }
    switch parts[key + 1] {
    case "h11", "h12": return 12
    case "h23", "h24": return 24
    default: return nil
    }
  }

  private static func parts(_ tag: String) -> [String] {
    tag.lowercased().map { $0 == "_" ? "-" : $0 }.split(separator: "-").map { String($0) }
  }

  /// Tags in use for a language that are not its own: older, narrower, or by region in place of script.
  private static let otherTags = [
    "nb": "no", "nn": "no", "iw": "he", "zh": "zh-hans",
  ]

  /// Chinese in traditional characters, which are not those of `zh-Hans`.
  private static let otherScripts: Set = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"]
}
