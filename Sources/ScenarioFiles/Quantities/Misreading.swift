/// Why a written value cannot be read, and the edit that would work.
package struct Misreading: Error, Hashable {
  /// What is wrong, quoting the text as written; no full stop.
  package var what: String
  /// What to write instead, as a sentence.
  package var next: String

  /// A fault and its cure.
  package init(_ what: String, next: String) {
    self.what = what
    self.next = next
  }

  /// Whether the cure already names the value that is meant.
  var isSure: Bool { next.hasSuffix("if that is what is meant.") }
}
