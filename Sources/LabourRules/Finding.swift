import Timeline

/// A broken rule before it is known whose and which: what a rule's check hands back.
struct Finding {
  var date: CivilDate
  var text: String

  init(_ date: CivilDate, _ text: String) {
    self.date = date
    self.text = text
  }
}

/// A length of time in words, for example `10 h 30 min`, `8 h`, `59 s`.
func lengthText(seconds: Int) -> String {
  let size = abs(seconds)
  var parts: [String] = []
  if size >= 3600 { parts.append("\(size / 3600) h") }
  if size / 60 % 60 > 0 { parts.append("\(size / 60 % 60) min") }
  if size % 60 > 0 || size == 0 { parts.append("\(size % 60) s") }
  return (seconds < 0 ? "minus " : "") + parts.joined(separator: " ")
}

/// A length of time in words.
func lengthText(minutes: Int) -> String { minutes == 0 ? "0 min" : lengthText(seconds: minutes * 60) }

/// A count with its noun, for example `1 day`, `2 lunches`.
func countText(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("ch") ? "es" : "s")"
}

/// What differs and which way, for example `15 min less than the 30 min`.
func differenceText(seconds found: Int, wanted: Int) -> String {
  let way = found < wanted ? "less" : "more"
  return "\(lengthText(seconds: abs(found - wanted))) \(way) than \(lengthText(seconds: wanted))"
}
