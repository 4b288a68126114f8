import ScenarioFiles
import Tabular

/// Telephone numbers where queues are named: lines of the house, or people who were called, whose numbers go nowhere.
enum Telephone {
  /// An operation has no more lines than this that are known by their numbers alone.
  private static let mostLines = 40

  /// The names that are numbers; none where they are few enough to be lines.
  static func numbers(among names: some Sequence<String>) -> Set<String> {
    let numbers = Set(names.filter(isNumber))
    return numbers.count > mostLines ? numbers : []
  }

  /// Seven to fifteen digits, with the marks between them that people write.
  static func isNumber(_ name: String) -> Bool {
    let digits = name.utf8.count { $0 &- 48 < 10 }
    return 7...15 ~= digits
      && name.utf8.allSatisfy { $0 &- 48 < 10 || [43, 45, 32, 40, 41, 46, 47].contains($0) }
  }
}

/// Whether a text begins as dates do, also those that no calendar has: three numbers with one mark between them, a year of four
/// digits or none of more than two.
private func hasFormOfDate(_ text: String) -> Bool {
  guard let date = text.split(separator: " ").first, let mark = date.first(where: { "-/.".contains($0) }) else {
    return false
  }
  let lengths = date.split(separator: mark, omittingEmptySubsequences: false).map(\.utf8.count)
  guard lengths.count == 3, lengths[1] == 1 || lengths[1] == 2 else { return false }
  let ends = [lengths[0], lengths[2]].sorted()
  return 1...2 ~= ends[0] && (ends[1] == 4 || ends[1] <= 2)
}

/// A cell as a message may show it: one that does not belong in its column may be somebody's name, number or address, and is
/// then only said to be one of text.
func shownCell(_ text: String) -> String {
  let digits = text.utf8.count { $0 &- 48 < 10 }
  let letters = text.count(where: \.isLetter)
  let names = text.split(separator: " ").count { $0.first?.isUppercase == true }
  let isPersonal =
    digits == 0 && letters > 0 || letters > 2 * digits + (names > 1 ? 6 : 12) || text.contains("@")
    || Telephone.isNumber(text) && !hasFormOfDate(text)
  return isPersonal ? "a text (not shown: it may be personal)" : quoted(text)
}
