/// What can make two scenarios differ, in the order in which a comparison changes one into the other.
public enum Cause: String, CaseIterable, Hashable, Sendable, Encodable {
  /// Contacts: history, events, overrides, stated changes, backlog, and which queues there are.
  case volume
  /// Handle times: stated ones, changes of them, and the history's where it is another.
  case handleTime = "handle time"
  /// When queues are open, and holidays.
  case openingHours = "opening hours"
  /// What queues promise and ask of people.
  case goals
  /// Paid time away from the queue.
  case shrinkage
  /// Who works, when they are away, and the rules of their contracts.
  case people
  /// Prices of a paid hour.
  case wages
  /// What shortage, surplus and the like weigh.
  case prices
  /// What is left to the chance of the search for a roster.
  case search
}
