/// A limit on how many shifts of some kinds may follow each other, day by day: nights, or the late shifts of a contract.
package struct RowLimit: Hashable, Sendable {
  /// What planners call the kinds, for messages.
  package var name: String
  /// Shape [kinds]: whether a kind is meant.
  package var holds: [Bool]
  /// Most of them in a row; a day off or another kind ends the row.
  package var most: Int

  /// A limit on a row.
  package init(_ name: String, holds: [Bool], most: Int) {
    self.name = name
    self.holds = holds
    self.most = most
  }
}
