import Units

/// Work beside the queues that no customer waits for, such as claims, quality checks or training on the job.
///
/// In a scenario an activity is a `Queue` with this value: people are on it for stretches, one activity at a time and nothing beside
/// it, and it has hours, a price and columns like any queue. It has no contacts, no goal and no forecast.
public struct Activity: Hashable, Sendable {
  /// How much of it is wanted.
  public enum Amount: Hashable, Sendable {
    /// So many people whenever it is open.
    case people(Int)
    /// So many minutes of work in each period, done where the queues of the same people need fewest.
    case minutes(Int, Period)
  }

  /// What hours are counted by.
  public enum Period: String, CaseIterable, Hashable, Sendable {
    /// A local date on the clock of its hours.
    case day
    /// Seven dates from the first of the horizon.
    case week
  }

  /// Minutes of a stretch at least where the activity does not say.
  public static let usualStretch = 60

  /// What stands where a queue has its goal; nothing is held against it, since nothing is offered.
  public static let noGoal = ServiceGoal(answered: 1, within: .seconds(86_400))

  /// How much is wanted, in time of the roster: shrinkage is part of it, breaks are not.
  public var amount: Amount
  /// Most people who do it at a time; nil for no limit. Only hours are spread by it.
  public var most: Int?
  /// Points for one person missing for half an hour; nil for the scenario's price of shortage.
  public var price: Double?

  /// So much work, with no limit of people and at the scenario's price.
  public init(_ amount: Amount, most: Int? = nil, price: Double? = nil) {
    self.amount = amount
    self.most = most
    self.price = price
  }
}

extension Activity: CustomStringConvertible {
  /// How much is wanted, as a scenario writes it: `6 h a day`, `2 people`.
  public var description: String {
    switch amount {
    case .people(let count): return count == 1 ? "1 person" : "\(count) people"
    case .minutes(let minutes, let period): return "\(lengthText(minutes: minutes)) a \(period.rawValue)"
    }
  }
}
