import Workforce

/// What a contract that says nothing is taken to ask for, so that its rosters are ones that people would sign.
extension Contract {
  /// Minutes by which the starts of a week may differ from the usual one where the contract does not say.
  static let humaneStartTolerance = 60
  /// Minutes that a stretch on one queue lasts at least where the contract does not say.
  static let humaneStretch = 60
  /// Most changes of queue inside a shift where the contract does not say.
  static let humaneQueueChanges = 4
  /// Fewest days worked in a row, and those off that are wished for, where the contract does not say.
  private static let humaneRow = 2

  /// Asks for two days of work together, and at a price for two days off together, where the contract leaves them out and every one
  /// of its weeks can have them.
  mutating func fillHumaneRows(daysInARow: Bool, daysOff: Bool) {
    let shortest = shiftMinutes.min() ?? 0
    if daysInARow, self.daysInARow >= Self.humaneRow, weekDays >= Self.humaneRow, 2 * shortest <= weekMostMinutes {
      leastDaysInARow = Self.humaneRow
    }
    // Weeks of six days or more have no room for two days off together.
    if daysOff, let needed = fewestDays(self), needed <= min(7 - Self.humaneRow, self.daysInARow) {
      avoidsSingleDaysOff = true
    }
  }
}
