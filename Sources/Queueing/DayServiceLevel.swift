/// The service level of a whole day (or any span) out of its intervals.
///
/// A day's level is the share over its contacts, not the mean of its intervals' levels: quiet intervals with good levels
/// weigh little. Report both; goals may be set on either.
public struct DayServiceLevel: Hashable, Sendable {
  /// How contacts are counted.
  public let definition: ServiceLevelDefinition
  /// Contacts served in time so far.
  public private(set) var served = 0.0
  /// Contacts that count so far.
  public private(set) var counted = 0.0
  /// The lowest level of any interval so far; 1 before the first.
  public private(set) var worstInterval = 1.0

  /// A day without intervals yet.
  public init(counting definition: ServiceLevelDefinition = .offered) { self.definition = definition }

  /// Adds an interval in which so many contacts were offered.
  public mutating func add(_ performance: Performance, offered: Double) {
    guard offered > 0 else { return }
    served += offered * performance.servedInTime(definition)
    counted += offered * performance.base(definition)
    worstInterval = min(worstInterval, performance.serviceLevel(definition))
  }

  /// Share of the day's contacts served in time; 1 for a day without any.
  public var level: Double { counted > 0 ? served / counted : 1 }
}
