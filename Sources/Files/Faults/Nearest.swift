/// The known names that look most like a wrong one, best first; none where nothing is close.
///
/// Close is at most one edit for every three letters (two at least), or one name being the start of the other. Case counts for nothing
/// but ties; among equals the order is that of the alphabet.
///
/// - Parameter limit: how many at most.
/// - Complexity: O(known x length squared); names of more than 100 bytes are near none, so that no slip costs time.
public func nearest(to name: String, in known: some Sequence<String>, limit: Int = 3) -> [String] {
  guard name.utf8.count <= longestNear else { return [] }
  let wanted = Array(name.lowercased().unicodeScalars)
  let allowed = max(2, wanted.count / 3)
  var close: [(edits: Int, name: String)] = []
  for candidate in Set(known) where !candidate.isEmpty && !wanted.isEmpty && candidate.utf8.count <= longestNear {
    let other = Array(candidate.lowercased().unicodeScalars)
    let edits = editDistance(wanted, other)
    let isStart = min(wanted.count, other.count) >= 3 && (other.starts(with: wanted) || wanted.starts(with: other))
    // Two edits turn any short word into any other, so at least one letter in two must stay.
    if edits <= allowed && edits * 2 <= max(wanted.count, other.count) {
      close.append((edits, candidate))
    } else if isStart {
      close.append((allowed + 1, candidate))
    }
  }
  close.sort { ($0.edits, $0.name) < ($1.edits, $1.name) }
  return close.prefix(limit).map(\.name)
}

/// The most bytes of a name that is looked for.
private let longestNear = 100

/// A hint to end a `next:` line with: ` Did you mean a or b?`, or nothing where no name is close.
public func didYouMean(_ name: String, in known: some Sequence<String>) -> String {
  let names = nearest(to: name, in: known)
  guard let last = names.last else { return "" }
  let others = names.dropLast().joined(separator: ", ")
  return " Did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
}

/// The number of letters inserted, left out, replaced or swapped with their neighbour to get from one word to another.
///
/// - Source: edit distance, Levenshtein (1966), with neighbours swapped after Damerau (1964); each place is edited once.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var twoBack = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in a.indices {
    current[0] = i + 1
    for j in b.indices {
      let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
      current[j + 1] = min(replaced, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], twoBack[j - 1] + 1)
      }
    }
    (twoBack, previous, current) = (previous, current, twoBack)
  }
  return previous[b.count]
}
