/// What a value of the wrong shape may have been meant as: one value for a group of keys, a list without brackets, several values in
/// one text.
enum YamlShape {
  /// The edit for a group of keys that is written as one value.
  static func group(_ name: String, keys: [String], written text: String?) -> String {
    let numbers = (text ?? "").split { !$0.isNumber && $0 != "." }.map(String.init)
      .filter { $0.contains(where: \.isNumber) }
    switch name {
    case "goal":
      let answered = numbers.first ?? "80"
      return "Write goal: { answered: \(answered) %, within: \(numbers.dropFirst().first ?? "20") s }"
    case "week": return "Write week: { hours: \(numbers.first ?? "40") h, days: 5 }"
    case "shrinkage": return "Write shrinkage: { absence: \(numbers.first ?? "6") % }"
    case "open":
      let isAlways = text.map { $0.hasPrefix("24") || $0.lowercased() == "always" } ?? false
      return "Write open: \(isAlways ? "{ daily: 24 h }" : hours(text) ?? "{ mon-fri: 08:00-20:00, sat: 09:00-17:00 }")"
    default:
      return keys.isEmpty
        ? "Write \(name) as a group of keys in braces." : "Write \(name) with the keys \(keys.joined(separator: ", "))."
    }
  }

  /// `mon-fri 08:00-18:00` as a group.
  private static func hours(_ text: String?) -> String? {
    let parts = (text ?? "").split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let days = Rewording.weekdays(parts[0].filter { $0 != ":" }) else { return nil }
    let stretch = Rewording.candidates(parts[1], example: "08:00-20:00").first { (try? readDayHours($0)) != nil }
    return stretch.map { "{ \(days): \($0) }" }
  }

  /// Keys that take a list.
  static let lists: Set<String> = ["starts", "lengths", "needs", "queues", "drivers"]
  /// Lists without brackets inside braces: what follows a comma is read as a key without a value.
  ///
  /// - Parameter leftovers: such keys, in the order of the file, all behind the same key.
  /// - Returns: what is wrong, the edit, and the value as it is meant where a comma stands for a point.
  static func brokenList(
    _ key: String, _ value: String, _ leftovers: [String]
  ) -> (what: String, next: String, meant: String?) {
    let all = ([value] + leftovers).joined(separator: ", ")
    let isDecimal =
      value.last?.isNumber == true && leftovers.count == 1 && leftovers[0].first?.isNumber == true && !all.contains(":")
    if isDecimal, !lists.contains(key) {
      let meant = "\(value).\(leftovers[0])"
      return ("\(key): \(value),\(leftovers[0]) has a comma inside a number", "Write \(key): \(meant)", meant)
    }
    guard lists.contains(key) else {
      return (
        "\(key) is followed by \(leftovers.joined(separator: ", ")) without a key",
        "Write a key and a colon before it, or take it out.", nil
      )
    }
    return ("\(key): \(all) is a list without brackets", "Write \(key): [\(all)]", nil)
  }
}
