/// What a roster costs, item by item; the sum is its cost.
///
/// Everything is counted on the roster that is written down: whole people, on one set of queues at a time.
public struct CostStatement: Hashable, Sendable {
  /// What something is paid for, in the order in which it is told.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Agents missing on a queue.
    case shortage
    /// Agents above what a queue needs.
    case surplus
    /// Supervisors and the like missing at a site.
    case presence
    /// Wishes that are not granted.
    case wishes
    /// Nights, weekends and late ends that colleagues do not share evenly.
    case fairness
    /// Changes of queue inside a shift.
    case queueChanges = "queue_changes"
    /// Overtime.
    case overtime
    /// Shifts that start far from the usual start of their week.
    case starts
    /// Split shifts.
    case splits
    /// Days off between two days of work.
    case singleDaysOff = "single_days_off"
    /// Shortage and surplus in the hours after a queue's last date that shifts of the plan reach.
    case hoursAfter = "hours_after"

    /// The name for people.
    public var words: String {
      switch self {
      case .queueChanges: "changes of queue"
      case .splits: "split shifts"
      case .singleDaysOff: "single days off"
      case .hoursAfter: "hours after the horizon"
      case .shortage, .surplus, .presence, .wishes, .fairness, .overtime, .starts: rawValue
      }
    }

    /// What the amount of an item counts; empty where it has none.
    public var unit: String {
      switch self {
      case .shortage, .surplus, .presence, .overtime, .starts: "hours"
      case .queueChanges: "changes"
      case .splits: "shifts"
      case .singleDaysOff: "days"
      case .wishes, .fairness, .hoursAfter: ""
      }
    }
  }

  /// One item.
  public struct Item: Hashable, Sendable {
    /// What is paid for.
    public var kind: Kind
    /// Index of the queue, of what belongs to one.
    public var queue: Int?
    /// Week of the horizon from 0, of what belongs to one.
    public var week: Int?
    /// How much, in the unit of the kind; 0 where that has none.
    public var amount: Double
    /// What it costs.
    public var points: Double

    /// An item.
    public init(_ kind: Kind, queue: Int? = nil, week: Int? = nil, amount: Double = 0, points: Double) {
      self.kind = kind
      self.queue = queue
      self.week = week
      self.amount = amount
      self.points = points
    }
  }

  /// Items that cost something, by kind, then queue, then week.
  public let items: [Item]

  /// A statement; items that cost nothing and amount to nothing are left out.
  public init(_ items: [Item]) {
    let order = Dictionary(uniqueKeysWithValues: Kind.allCases.enumerated().map { ($1, $0) })
    self.items = items.filter { abs($0.points) > 1e-9 || abs($0.amount) > 1e-9 }.sorted {
      (order[$0.kind] ?? 0, $0.queue ?? -1, $0.week ?? -1) < (order[$1.kind] ?? 0, $1.queue ?? -1, $1.week ?? -1)
    }
  }

  /// The sum.
  public var total: Double { items.reduce(0) { $0 + $1.points } }

  /// Amount and points of a kind.
  public func sum(of kind: Kind) -> (amount: Double, points: Double) {
    items.filter { $0.kind == kind }.reduce((0, 0)) { ($0.0 + $1.amount, $0.1 + $1.points) }
  }
}
