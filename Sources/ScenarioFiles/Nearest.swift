import Tabular

/// The sentence that names the valid choices nearest to a wrong one, or the first of them when none is near.
///
/// - Parameter kind: what the choices are, in the plural, for example `queues`.
package func nearestAdvice(_ wrong: String, in known: [String], kind: String) -> String {
  let hint = didYouMean(wrong, in: known)
  if !hint.isEmpty { return trimmed(hint) }
  guard !known.isEmpty else { return "There are no \(kind) yet; add it, or take the name out." }
  let shown = known.prefix(longestList).joined(separator: ", ")
  return "The \(kind) are \(shown)\(known.count > longestList ? " and \(known.count - longestList) more" : "")."
}

/// More choices than this are not listed; all keys of a scenario are.
private let longestList = 40
