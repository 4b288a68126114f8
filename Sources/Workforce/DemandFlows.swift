public import Timeline
public import Units

/// An arrow of the demand network: a share of the contacts of one queue that come up again, in another or the same.
public struct Flow: Hashable, Sendable {
  /// Why contacts come up again.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Handled, and passed on to somebody who knows more.
    case escalation
    /// Handled, and passed on to another language or department.
    case transfer
    /// Handled but not solved: the customer comes again.
    case `repeat`
    /// Hung up: the customer calls again.
    case redial
  }

  /// Unique name.
  public var id: String
  /// Why.
  public var kind: Kind
  /// Id of the queue whose contacts they were.
  public var from: String
  /// Id of the queue where they come up.
  public var to: String
  /// Share of the handled contacts, for `redial` of those who hung up; `0...1`.
  public var share: Double
  /// The share that the history of `to` holds.
  public var historyShare: Double
  /// Elapsed time from the end of the contact until it comes up.
  public var after: Seconds

  /// An arrow; the history holds its share unless said otherwise.
  public init(
    _ id: String, _ kind: Kind, from: String, to: String, share: Double, historyShare: Double? = nil,
    after: Seconds = .seconds(0)
  ) {
    self.id = id
    self.kind = kind
    self.from = from
    self.to = to
    self.share = share
    self.historyShare = historyShare ?? share
    self.after = after
  }
}

/// A program in front of a queue that solves a share of what arrives.
public struct Bot: Hashable, Sendable {
  /// Unique name.
  public var id: String
  /// Id of the queue behind it.
  public var queue: String
  /// Share of the contacts that it keeps, `0...1`.
  public var containment: Double
  /// The share that it kept in the history of the queue.
  public var historyContainment: Double
  /// Share of the contacts it kept that were not solved and come to the queue.
  public var returns: Double
  /// Elapsed time until they do.
  public var after: Seconds
  /// Factor on the handle time of contacts that went through it: the easy ones are gone.
  public var handleTimeFactor: Double
  /// The same factor in the history of the queue, where it was there.
  public var historyHandleTimeFactor: Double
  /// When it is out of order; everything then goes to the queue. Ascending and apart.
  public var outages: [Range<Instant>]

  /// A bot; the history knows nothing of it unless said otherwise, and otherwise has the same factor.
  public init(
    _ id: String, before queue: String, containment: Double, historyContainment: Double = 0, returns: Double = 0,
    after: Seconds = .seconds(0), handleTimeFactor: Double = 1, outages: [Range<Instant>] = []
  ) {
    self.id = id
    self.queue = queue
    self.containment = containment
    self.historyContainment = historyContainment
    self.returns = returns
    self.after = after
    self.handleTimeFactor = handleTimeFactor
    historyHandleTimeFactor = handleTimeFactor
    self.outages = outages
  }

  /// Share of a stretch in which it works.
  public func workingShare(from start: Instant, to end: Instant) -> Double {
    let length = end.seconds(since: start)
    guard length > 0, !outages.isEmpty else { return 1 }
    let out = outages.reduce(0) { sum, outage in
      let (from, to) = (max(start, outage.lowerBound), min(end, outage.upperBound))
      return sum + (from < to ? to.seconds(since: from) : 0)
    }
    return 1 - Double(out) / Double(length)
  }
}

/// How many contacts a queue gets by its customers, where no history says it.
public struct ContactRate: Hashable, Sendable {
  /// Customers from a date on, straight lines between dates.
  public struct Count: Hashable, Sendable {
    /// The date.
    public var date: CivilDate
    /// How many there are.
    public var customers: Double

    /// Customers on a date.
    public init(date: CivilDate, customers: Double) {
      self.date = date
      self.customers = customers
    }
  }

  /// Unique name.
  public var id: String
  /// Id of the queue.
  public var queue: String
  /// Customers, by date; at least one.
  public var customers: [Count]
  /// Contacts of a customer in a month of 30.4375 days.
  public var perMonth: Double

  /// So many contacts per customer and month.
  public init(_ id: String, of queue: String, customers: [Count], perMonth: Double) {
    self.id = id
    self.queue = queue
    self.customers = customers
    self.perMonth = perMonth
  }

  /// Contacts of a mean day around a date.
  public func contacts(on date: CivilDate) -> Double {
    let next = customers.firstIndex { $0.date >= date } ?? customers.count
    let count: Double
    if next == 0 {
      count = customers.first?.customers ?? 0
    } else if next == customers.count {
      count = customers[next - 1].customers
    } else {
      let (a, b) = (customers[next - 1], customers[next])
      let share = Double(date.days(since: a.date)) / Double(b.date.days(since: a.date))
      count = a.customers + share * (b.customers - a.customers)
    }
    return count * perMonth / 30.4375
  }
}

/// How contacts reach queues beyond what a history says: the demand network of a scenario.
public struct DemandFlows: Hashable, Sendable {
  /// Arrows between queues, in the order of the file.
  public var arrows: [Flow]
  /// Bots, at most one before a queue.
  public var bots: [Bot]
  /// Queues that get contacts by their customers.
  public var rates: [ContactRate]
  /// Ids of queues whose own history is left aside: they get what the arrows bring.
  public var derived: Set<String>

  /// A network.
  public init(
    arrows: [Flow] = [], bots: [Bot] = [], rates: [ContactRate] = [], derived: Set<String> = []
  ) {
    self.arrows = arrows
    self.bots = bots
    self.rates = rates
    self.derived = derived
  }

  /// Whether there is none.
  public var isEmpty: Bool { arrows.isEmpty && bots.isEmpty && rates.isEmpty }

  /// Whether contacts come to a queue by it, so that it needs no history.
  public func feeds(_ queue: String) -> Bool {
    arrows.contains { $0.to == queue && $0.from != queue } || rates.contains { $0.queue == queue }
  }

  /// Whether the contacts of a queue may be others behind the network than its history says.
  package func moves(_ queue: String) -> Bool {
    guard !isEmpty else { return false }
    return derived.contains(queue) || feeds(queue) || arrows.contains { $0.to == queue }
      || bots.contains { $0.queue == queue }
  }

  /// Queues that pass all their contacts round among themselves for ever, in order; nil where every contact gets out in the end.
  public var endlessLoop: [String]? {
    let queues = Set(arrows.flatMap { [$0.from, $0.to] }).sorted()
    var leads = Set<String>()
    func kept(_ queue: String) -> Double {
      arrows.reduce(0) { $1.from == queue && $1.kind != .redial ? $0 + $1.share : $0 }
    }
    for queue in queues where kept(queue) < 1 { leads.insert(queue) }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for arrow in arrows where arrow.share > 0 && arrow.kind != .redial && leads.contains(arrow.to) {
        if leads.insert(arrow.from).inserted { hasGrown = true }
      }
    }
    guard let first = queues.first(where: { !leads.contains($0) }) else { return nil }
    var loop = [first]
    while let last = loop.last,
      let next = arrows.first(where: { $0.from == last && $0.share > 0 && $0.kind != .redial })?.to
    {
      loop.append(next)
      if loop.dropLast().contains(next) { return Array(loop.drop { $0 != next }) }
    }
    return loop
  }
}

/// What one arrow carries over the horizon; all arrays have shape [grid.count], contacts.
public struct FlowCourse: Hashable, Sendable {
  /// What an arrow is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// From customers, to a queue or to the bot before it. Of an observed queue it is what its history holds beyond the arrows.
    case arrival
    /// What a bot lets through.
    case passed
    /// What a bot kept and solved.
    case contained
    /// What a bot kept and did not solve.
    case returned
    /// As a flow of that kind.
    case escalation
    /// As a flow of that kind.
    case transfer
    /// As a flow of that kind.
    case `repeat`
    /// As a flow of that kind.
    case redial
    /// Handled, and not heard of again.
    case solved
    /// Gone without an answer, and not heard of again.
    case hungUp = "hung-up"
  }

  /// Name of the arrow.
  public var id: String
  /// What it is.
  public var kind: Kind
  /// Where it begins: a queue or bot; nil for customers.
  public var from: String?
  /// Where it ends; nil where contacts end.
  public var to: String?
  /// Contacts that arrived at the beginning in the interval and take it.
  public var left: [Double]
  /// Contacts that come out of it in the interval.
  public var arrived: [Double]
  /// Contacts that are on their way at the end of the interval.
  public var onTheWay: [Double]
  /// Contacts on their way when the horizon began.
  public var onTheWayBefore: Double

  /// An arrow with its contacts.
  public init(
    _ id: String, _ kind: Kind, from: String?, to: String?, left: [Double], arrived: [Double], onTheWay: [Double],
    onTheWayBefore: Double
  ) {
    self.id = id
    self.kind = kind
    self.from = from
    self.to = to
    self.left = left
    self.arrived = arrived
    self.onTheWay = onTheWay
    self.onTheWayBefore = onTheWayBefore
  }
}
