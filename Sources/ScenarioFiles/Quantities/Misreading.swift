/// Why a written value cannot be read, and the edit that would work.
package struct Misreading: Error, Hashable {
  /// What is wrong, quoting the text as written; no full stop.
  package var what: String
  /// What to write instead, as a sentence.
  package var next: String
  /// Whether the value is well written and stands for something else already, so that no other wording helps.
  package var isTaken = false

  /// A fault and its cure.
  package init(_ what: String, next: String, isTaken: Bool = false) {
    self.what = what
    self.next = next
    self.isTaken = isTaken
  }

  /// Whether the cure is what it takes: it names the value that is meant, or asks for another value.
  var isSure: Bool { isTaken || next.hasSuffix("if that is what is meant.") }
}
