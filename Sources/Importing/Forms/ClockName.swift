import Timeline

/// Clocks as exports name them: `Europe/Berlin`, `UTC`, `Z`, `CEST`, `GMT+2`, `UTC-05:00`, `+0530`.
enum ClockName {
  /// The IANA name of the clock that a text is; nil for anything else.
  static func zone(_ text: String) -> String? {
    if let zone = try? Zone(named: text) { return zone.name }
    if let offset = zoneNames[text.lowercased()] { return zone(ahead: offset) }
    let word = text.prefix { $0.isLetter }.uppercased()
    guard ["", "UTC", "GMT"].contains(word) else { return nil }
    return offset(ofText: text.dropFirst(word.count).drop { $0 == " " }).flatMap(zone(ahead:))
  }

  /// The IANA name of the clock that is so many seconds ahead of UTC all year; nil for parts of an hour.
  static func zone(ahead seconds: Int) -> String? {
    if seconds == 0 { return Zone.utc.name }
    guard seconds % 3600 == 0, -12...14 ~= seconds / 3600 else { return nil }
    // These names count hours behind UTC.
    let hours = -seconds / 3600
    return "Etc/GMT\(hours > 0 ? "+" : "")\(hours)"
  }

  /// Whether a clock is so many seconds ahead of UTC in winter or in summer.
  static func isEver(_ name: String, ahead seconds: Int) -> Bool {
    guard let zone = try? Zone(named: name) else { return false }
    return ["2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"].compactMap { Instant(iso: $0) }
      .contains { zone.offset(at: $0) == seconds }
  }

  /// The offset that the name of a column says its times have, `Created (GMT+2)` or `start UTC -05:00`, in seconds east of UTC.
  static func offset(in name: String) -> Int? {
    let words = name.uppercased().split { " _()[],;".contains($0) }
    for (place, word) in words.enumerated() {
      guard word.hasPrefix("UTC") || word.hasPrefix("GMT") else { continue }
      let rest = word.dropFirst(3)
      let next = rest.isEmpty && place + 1 < words.count ? words[place + 1] : rest
      if let found = offset(ofText: next) { return found }
    }
    return words.count > 1 ? words.last.flatMap { offset(ofText: $0) } : nil
  }

  /// Seconds of `+2`, `-05:00`, `+0530`; nil for anything else.
  private static func offset(ofText text: Substring) -> Int? {
    guard let sign = text.first, "+-\u{2212}\u{B1}".contains(sign) else { return nil }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, parts.allSatisfy({ 1...4 ~= $0.count && $0.allSatisfy(\.isASCII) }),
      let first = Int(parts[0]), let second = parts.count == 2 ? Int(parts[1]) : 0
    else { return nil }
    let isJoined = parts.count == 1 && parts[0].count > 2
    let (hours, minutes) = isJoined ? (first / 100, first % 100) : (first, second)
    guard 0...14 ~= hours, [0, 15, 30, 45].contains(minutes) else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == "-" || sign == "\u{2212}" ? -seconds : seconds
  }
}
