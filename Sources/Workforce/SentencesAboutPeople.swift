/// Sentences that begin with the id of whom they are about, for example `A0042: no lawful way to work ...`, in the order in which they
/// came: of several people for whom the same holds one sentence is left, which says how many they are and who.
///
/// - Parameter told: each with the id of its person, empty where it is about nobody.
package func sentences(about told: [(person: String, sentence: String)]) -> [String] {
  var people: [String: [String]] = [:]
  var order: [String] = []
  for (person, sentence) in told {
    let begin = "\(person): "
    let isTheirs = !person.isEmpty && sentence.hasPrefix(begin)
    let text = isTheirs ? String(sentence.dropFirst(begin.count)) : sentence
    if people[text] == nil { order.append(text) }
    people[text, default: []] += isTheirs ? [person] : []
  }
  return order.map { text in
    let ids = people[text] ?? []
    if ids.count < 2 { return ids.map { "\($0): " }.joined() + text }
    let more = ids.count > mostNamed ? " and \(ids.count - mostNamed) more" : ""
    return "\(ids.count) people (\(ids.prefix(mostNamed).joined(separator: ", "))\(more)): \(text)"
  }
}

/// People who are named in one sentence at most.
private let mostNamed = 50

extension RuleClash {
  /// Clashes as sentences, people of the same clash together.
  package static func sentences(of clashes: [RuleClash]) -> [String] {
    Workforce.sentences(about: clashes.map { ($0.agent, $0.sentence) })
  }
}
