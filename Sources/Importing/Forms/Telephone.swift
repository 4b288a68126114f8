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
