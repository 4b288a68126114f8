/// A set of queue groups, in as many bits as there are groups.
///
/// The first 64, all that most operations have, are one word; further words are there only where one of their groups is. Sets are
/// ordered like the binary numbers they are.
package struct GroupSet: Hashable, Comparable, Sendable {
  private var first: UInt64 = 0
  /// The words behind the first, without zeros at the end.
  private var rest: [UInt64] = []

  /// No group.
  init() {}

  init(_ groups: some Sequence<Int>) {
    for group in groups { insert(group) }
  }

  var isEmpty: Bool { first == 0 && rest.isEmpty }

  var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  /// The smallest group.
  var least: Int? { (0..<64 * (rest.count + 1)).first(where: contains) }

  /// All groups, increasing.
  var groups: [Int] { (0..<64 * (rest.count + 1)).filter(contains) }

  func contains(_ group: Int) -> Bool { word(group / 64) >> UInt64(group % 64) & 1 == 1 }

  mutating func insert(_ group: Int) {
    if group < 64 {
      first |= 1 << UInt64(group)
      return
    }
    let place = group / 64 - 1
    while rest.count <= place { rest.append(0) }
    rest[place] |= 1 << UInt64(group % 64)
  }

  func intersects(_ other: GroupSet) -> Bool {
    first & other.first != 0 || zip(rest, other.rest).contains { $0 & $1 != 0 }
  }

  func isSubset(of other: GroupSet) -> Bool {
    first & ~other.first == 0 && rest.count <= other.rest.count && zip(rest, other.rest).allSatisfy { $0 & ~$1 == 0 }
  }

  static func | (a: GroupSet, b: GroupSet) -> GroupSet {
    a.rest.count < b.rest.count ? b | a : a.combined { $0 | b.word($1) }
  }

  static func & (a: GroupSet, b: GroupSet) -> GroupSet {
    a.combined { $0 & b.word($1) }
  }

  /// The groups of the first that are not in the second.
  static func - (a: GroupSet, b: GroupSet) -> GroupSet {
    a.combined { $0 & ~b.word($1) }
  }

  private func word(_ place: Int) -> UInt64 { place == 0 ? first : place <= rest.count ? rest[place - 1] : 0 }

  private func combined(_ change: (_ word: UInt64, _ place: Int) -> UInt64) -> GroupSet {
    var set = self
    set.first = change(first, 0)
    for place in rest.indices { set.rest[place] = change(rest[place], place + 1) }
    while set.rest.last == 0 { set.rest.removeLast() }
    return set
  }

  package static func < (a: GroupSet, b: GroupSet) -> Bool {
    if a.rest.count != b.rest.count { return a.rest.count < b.rest.count }
    for place in a.rest.indices.reversed() where a.rest[place] != b.rest[place] { return a.rest[place] < b.rest[place] }
    return a.first < b.first
  }
}
