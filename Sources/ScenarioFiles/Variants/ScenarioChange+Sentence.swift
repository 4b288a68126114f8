package import Tabular
import Timeline

extension ScenarioChange {
  /// Reads a change as it is said: `fr-phone volume x 1.1`, `* handle-time +5 %`, `L03 absent 2026-04-01`, `+2 like L03`.
  ///
  /// The words behind the thing changed are those of `change` in scenario.yaml. `volume fr-phone x 1.1` is the same as
  /// `fr-phone volume x 1.1`; who is `absent` is without work on some dates, and who `leaves` from a date on.
  ///
  /// - Throws: `InputError` with what is wrong and how it is written.
  package init(sentence: String) throws(InputError) {
    let place = Place(file: "\"\(sentence)\"")
    do throws(Misreading) {
      self = try Self.read(sentence, at: place)
    } catch {
      throw InputError(place, error.what, next: error.next)
    }
  }

  private static func read(_ sentence: String, at place: Place) throws(Misreading) -> ScenarioChange {
    let words = sentence.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    let example = "Write for example \"fr-phone volume x 1.1\", \"L03 absent 2026-04-01\" or \"+2 like L03\"."
    func rest(_ count: Int) -> String { words.dropFirst(count).joined(separator: " ") }
    if words.count >= 3, words[1] == "like" {
      return try ScenarioChange(.people, words[2], words[0] + (words.count > 3 ? " \(rest(3))" : ""), at: place)
    }
    guard words.count >= 2 else { throw Misreading("\"\(sentence)\" says no change", next: example) }
    if words[1] == "absent" || words[1] == "leaves" {
      // A date alone is the one day of an absence; otherwise the first of a stretch needs no from.
      let isDay = words.count == 3 && words[1] == "absent"
      let isStretch = words.count > 2 && CivilDate(iso: words[2]) != nil
      let dates = words.count == 2 ? "" : isDay ? " on \(words[2])" : (isStretch ? " from " : " ") + rest(2)
      guard words[1] == "leaves" || !dates.isEmpty else {
        throw Misreading("\"\(sentence)\" has no date", next: "Write for example \(words[0]) absent 2026-04-01.")
      }
      return try ScenarioChange(.people, words[0], "remove\(dates)", at: place)
    }
    // What planners call them.
    let asked = ["aht": "handle-time", "calls": "volume", "contacts": "volume", "demand": "volume", "wage": "wages"]
    for (kindAt, targetAt) in [(1, 0), (0, 1)] {
      guard words.count >= 3, let kind = Kind(rawValue: words[kindAt]), kind != .people else { continue }
      return try ScenarioChange(kind, words[targetAt], rest(2), at: place)
    }
    let kinds = Kind.allCases.map(\.rawValue).filter { $0 != Kind.people.rawValue } + ["absent", "leaves"]
    let near = asked[words[1].lowercased()].map { "Its word is \($0)." } ?? didYouMean(words[1], in: kinds)
    throw Misreading(
      words.count == 2 ? "\"\(sentence)\" does not say by how much" : "\(words[1]) is nothing that can change",
      next: (near.isEmpty ? "What can change: \(kinds.joined(separator: ", ")), like." : trimmed(near)) + " \(example)")
  }
}
