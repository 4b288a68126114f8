import Timeline
import Units

/// What to write in place of a refused value: a rewording that its reader takes, else the reader's own advice.
///
/// - Parameter example: a value of the kind, as `90 s`; empty where bare numbers have no unit.
package func advice<T>(
  on text: String, example: String, _ error: Misreading, _ parse: (String) throws(Misreading) -> T
) -> String {
  error.isSure ? error.next : Rewording.of(text, example: example, parse).map { "Write \($0)." } ?? error.next
}

/// Ways in which people write a value that the scenario writes otherwise: `8am to 6pm`, `11 hrs`, `9 €/h`, `2/4`.
///
/// Nothing is read from a rewording. It is offered as the edit, and only where the reader that refused the value takes it.
enum Rewording {
  /// The first rewording that a reader takes, else nil.
  ///
  /// - Parameter example: a value of the kind: a bare number is in the unit that brings it nearest to that, as clocks are; and the
  ///   step of times.
  static func of<T>(_ text: String, example: String, _ parse: (String) throws(Misreading) -> T) -> String? {
    for candidate in candidates(text, example: example) where candidate != text {
      if (try? parse(candidate)) != nil { return candidate }
    }
    return nil
  }

  /// Rewordings, the closest to the text first.
  static func candidates(_ text: String, example: String) -> [String] {
    let plain = words(of: text)
    var found = [plain]
    found.append(clocks(plain))
    found += units(of: plain, example: example)
    found.append(decimalPoint(plain))
    found += durations(plain, example: example)
    found += breaks(plain)
    found += prices(plain)
    found += counts(plain)
    found += dates(plain)
    if let days = weekdays(text) { found.append(days) }
    found += found.map(decimalPoint)
    // A window of starts without its step; any text would be an id with these words behind it.
    return example.contains(" every ") ? found + ["\(clocks(plain)) every 30 min"] : found
  }

  /// Dashes for `to`, short units, lower case, no brackets round words.
  private static func words(of text: String) -> String {
    let short = [
      "to": "-", "until": "-", "till": "-", "hrs": "h", "hr": "h", "mins": "min", "m": "min", "secs": "s",
      "percent": "%",
      "pct": "%", "minutes": "min", "hours": "h", "seconds": "s",
    ]
    let spaced = text.map { "\u{2013}\u{2014}\u{2212}".contains($0) ? "-" : String($0) }.joined()
      .filter { !"()".contains($0) }
    let parts = spaced.split(separator: " ").map { part -> String in
      let word = part.lowercased()
      // `2m` and `11hrs`: a number with its unit.
      let digits = word.prefix { $0.isNumber || $0 == "." || $0 == "," }
      let rest = String(word.dropFirst(digits.count))
      if !digits.isEmpty, let unit = short[rest] { return "\(digits) \(unit)" }
      return short[word] ?? String(part)
    }
    return parts.joined(separator: " ").split(separator: " - ").joined(separator: "-")
  }

  /// `8am`, `8.00`, `8h30` and bare hours of a range as times of day.
  private static func clocks(_ text: String) -> String {
    let head = text.components(separatedByWord: "every")
    let parts = head.first.split(separator: "-").map { String($0) }
    guard parts.count == 2 || (parts.count == 1 && parts[0].contains { $0 == "." || $0 == "m" }) else { return text }
    let times = parts.map(clock)
    guard times.allSatisfy({ $0 != nil }) else { return text }
    return times.compactMap(\.self).joined(separator: "-") + (head.rest.map { " every \($0)" } ?? "")
  }

  private static func clock(_ written: String) -> String? {
    var word = written.lowercased().filter { $0 != " " }
    var isAfternoon: Bool?
    for (ending, later) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] where word.hasSuffix(ending) {
      word = String(word.dropLast(ending.count))
      isAfternoon = later
    }
    let numbers = word.split { !$0.isNumber }.compactMap { Int($0) }
    guard (1...2).contains(numbers.count), word.allSatisfy({ $0.isNumber || ":.h".contains($0) }) else { return nil }
    var hour = numbers[0]
    let minute = numbers.count > 1 ? numbers[1] : 0
    if let isAfternoon {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    return TimeOfDay(minutes: hour * 60 + minute).map { _ in "\(twoDigits(hour)):\(twoDigits(minute))" }
  }

  /// `11:30` as hours and minutes, or as minutes and seconds of what lasts so long; `8h30`, `0:06:30`, `every 30` with its unit, and a
  /// length said per week.
  private static func durations(_ text: String, example: String = "") -> [String] {
    if ["24/7", "always", "all day"].contains(text.lowercased()) { return ["24 h"] }
    var found: [String] = []
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    let isSpelt = first.lowercased().contains("h")
    let mark: Character = isSpelt ? "h" : ":"
    let numbers = first.lowercased().split(separator: mark, omittingEmptySubsequences: false).map { Int($0) }
    let rest = text.dropFirst(first.count)
    if numbers.count == 2, let hours = numbers[0], let minutes = numbers[1] {
      let readings = [lengthText(minutes: hours * 60 + minutes)] + (isSpelt ? [] : ["\(hours * 60 + minutes) s"])
      found += nearest(readings, to: example).map { $0 + rest }
    } else if numbers.count == 3, let hours = numbers[0], let minutes = numbers[1], let seconds = numbers[2] {
      found.append("\((hours * 60 + minutes) * 60 + seconds) s\(rest)")
    }
    if text.contains("every"), text.last?.isNumber == true { found.append("\(clocks(text + " min"))") }
    if let per = text.split(separator: " ").firstIndex(where: { ["per", "a", "each"].contains($0) }) {
      found.append(text.split(separator: " ")[..<per].joined(separator: " "))
    }
    return found
  }

  /// A break with its words in another order, or without its unit.
  private static func breaks(_ text: String) -> [String] {
    let parts = text.split(separator: " ").map(String.init)
    guard let kind = parts.first(where: { ["paid", "unpaid"].contains($0.lowercased()) }) else {
      return []
    }
    let others = parts.filter { $0 != kind }.joined(separator: " ")
    let hours = durations(others)
    return ([others, "\(others) min"] + hours).map { "\($0) \(kind.lowercased())" }
  }

  /// A price of an hour with a sign, small letters, `per hour` or the currency first.
  private static func prices(_ text: String) -> [String] {
    // What is paid for longer is no price of an hour, whatever its unit would be.
    let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
    guard
      words.isDisjoint(with: ["month", "monat", "mois", "mes", "mese", "year", "jahr", "week", "woche", "day", "tag"])
    else { return [] }
    let signs: [Character: String] = ["€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"]
    var number = ""
    var currency = ""
    for letter in text {
      if letter.isNumber || letter == "." || letter == "," { number.append(letter) }
      if let code = signs[letter] { currency = code }
    }
    if currency.isEmpty {
      let word = text.split { !$0.isLetter }.map { $0.uppercased() }.first { $0.count == 3 && $0 != "PER" }
      guard let word else { return [] }
      currency = word
    }
    guard !number.isEmpty else { return [] }
    return ["\(number) \(currency)/h", "\(decimalPoint(number)) \(currency)/h"]
  }

  /// A number with a needless word behind it, in letters, or `2 of 4` weekends.
  private static func counts(_ text: String) -> [String] {
    let letters = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    let parts = text.split { $0 == " " || $0 == "/" }.map(String.init)
    guard let first = parts.first else { return [] }
    let number = letters.firstIndex(of: first.lowercased()).map { String($0 + 1) } ?? first
    guard number.first?.isNumber == true else { return [] }
    return ["\(number) per 4 weeks", number].filter { parts.contains("4") || !$0.contains("per") }
  }

  /// A date with short months and days, or the day first with points.
  private static func dates(_ text: String) -> [String] {
    let dashes = text.split(separator: "-").compactMap { Int($0) }
    let points = text.split(separator: ".").compactMap { Int($0) }
    let slashes = text.split(separator: "/").compactMap { Int($0) }
    if dashes.count == 3 { return ["\(dashes[0])-\(twoDigits(dashes[1]))-\(twoDigits(dashes[2]))"] }
    if slashes.count == 3 { return slashedDate(slashes) }
    if points.count == 3 { return ["\(points[2])-\(twoDigits(points[1]))-\(twoDigits(points[0]))"] }
    return []
  }

  /// `2026/09/28`, and `28/9/2026` or `9/28/2026` where only one of day and month can come first.
  private static func slashedDate(_ parts: [Int]) -> [String] {
    let found = [(0, 1, 2), (2, 1, 0), (2, 0, 1)].filter { parts[$0.0] >= 1000 }
      .map { "\(parts[$0.0])-\(twoDigits(parts[$0.1]))-\(twoDigits(parts[$0.2]))" }
      .filter { CivilDate(iso: $0) != nil }
    return Set(found).count == 1 ? Array(found.prefix(1)) : []
  }

  /// A bare number in the units of its example, the likeliest first: `390` is in seconds beside `6 min`, and `4` in minutes.
  private static func units(of text: String, example: String) -> [String] {
    guard let unit = unit(of: example) else { return [] }
    let isLength = text.allSatisfy(\.isNumber) && usualLength(example) != nil
    return isLength ? nearest(["s", "min", "h"].map { "\(text) \($0)" }, to: example) : ["\(text) \(unit)"]
  }

  /// Lengths, that first which is nearest to an example as a ratio; in their order where the example is no length.
  private static func nearest(_ lengths: [String], to example: String) -> [String] {
    guard let usual = usualLength(example) else { return lengths }
    func ratio(_ text: String) -> Double {
      guard let value = try? readLength(text).value, value > 0 else { return .infinity }
      return max(value / usual, usual / value)
    }
    return lengths.sorted { ratio($0) < ratio($1) }
  }

  /// The seconds of an example that is a length or a list of one.
  private static func usualLength(_ example: String) -> Double? {
    (try? readLength(example.filter { !"[]".contains($0) }))?.value
  }

  private static func decimalPoint(_ text: String) -> String { String(text.map { $0 == "," ? "." : $0 }) }

  /// The unit at the end of an example such as `20 s`; nil where it has none.
  private static func unit(of example: String) -> String? {
    let example = example.filter { !"[]".contains($0) }
    guard example.first?.isNumber == true, let last = example.split(separator: " ").last else { return nil }
    return ["s", "min", "h", "d", "%"].contains(last) ? String(last) : nil
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
  /// What stands before and behind a word; no rest where the word is not there.
  fileprivate func components(separatedByWord word: String) -> (first: String, rest: String?) {
    let parts = split(separator: " ")
    guard let place = parts.firstIndex(of: Substring(word)) else { return (self, nil) }
    return (parts[..<place].joined(separator: " "), parts[(place + 1)...].joined(separator: " "))
  }
}
