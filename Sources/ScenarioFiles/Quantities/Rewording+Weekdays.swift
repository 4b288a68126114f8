extension Rewording {
  /// Weekdays as they are written here, for `Monday to Friday`, `Mon–Fri` or `weekdays`; nil where none are meant.
  static func weekdays(_ key: String) -> String? {
    switch key.lowercased() {
    case "weekdays", "weekday", "workdays", "working days": return "mon-fri"
    case "weekend", "weekends": return "sat-sun"
    case "everyday", "every day", "all", "always", "week": return "daily"
    default: break
    }
    var days: [String] = []
    var separators: [String] = []
    var word = ""
    for letter in key.lowercased() + " " {
      if letter.isLetter {
        word.append(letter)
        continue
      }
      if word == "to" || word == "until" { separators.append("-") }
      if word == "and" { separators.append(", ") }
      if word.count >= 3, word != "and", word != "until" { days.append(String(word.prefix(3))) }
      word = ""
      if "-\u{2013}\u{2014}".contains(letter) { separators.append("-") }
      if ",&+/".contains(letter) { separators.append(", ") }
    }
    guard let first = days.first, days.count == separators.count + 1 else { return nil }
    let text = zip(separators, days.dropFirst()).reduce(first) { $0 + $1.0 + $1.1 }
    return readWeekdays(text) == nil ? nil : text
  }
}
