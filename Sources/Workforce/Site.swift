public import Timeline

/// A reason people are paid but not on the queue, and how much of their time it takes.
public struct ShrinkageCause: Hashable, Sendable {
  /// Name of the cause, for example `training`.
  public var name: String
  /// Usual share of paid time, in `0..<1`.
  public var share: Double
  /// Shares of months that differ from the usual one, by month 1 to 12.
  public var months: [Int: Double]

  /// A cause and its share of paid time.
  public init(name: String, share: Double, months: [Int: Double] = [:]) {
    self.name = name
    self.share = share
    self.months = months
  }

  /// Share of paid time in a month, 1 to 12.
  public func share(inMonth month: Int) -> Double { months[month] ?? share }
}

/// Where work is done, with its own clock.
public struct Site: Hashable, Sendable {
  /// Unique name, for example `barcelona`.
  public var id: String
  /// The clock its people live by.
  public var zone: Zone
  /// Region whose holidays its people have, for example `ES`.
  public var region: String?
  /// Causes of shrinkage in the order of the file; breaks in the roster are not among them.
  public var shrinkage: [ShrinkageCause]

  /// A site.
  public init(id: String, zone: Zone, region: String? = nil, shrinkage: [ShrinkageCause] = []) {
    self.id = id
    self.zone = zone
    self.region = region
    self.shrinkage = shrinkage
  }

  /// Share of rostered time that reaches the queue in a month without shares of its own: one minus the sum of all causes.
  public var productiveShare: Double {
    1 - shrinkage.reduce(0) { $0 + $1.share }
  }

  /// Share of rostered time that reaches the queue in a month (1 to 12): one minus the sum of all causes.
  public func productiveShare(inMonth month: Int) -> Double {
    1 - shrinkage.reduce(0) { $0 + $1.share(inMonth: month) }
  }

  /// Mean productive share over dates; the usual one where there are none.
  ///
  /// Each person has one for the whole horizon when shifts are chosen; what a roster gives is counted month by month.
  public func productiveShare(over dates: [CivilDate]) -> Double {
    guard hasMonths, !dates.isEmpty else { return productiveShare }
    return dates.reduce(0) { $0 + productiveShare(inMonth: $1.month) } / Double(dates.count)
  }

  /// Whether any cause takes another share in some month.
  public var hasMonths: Bool { shrinkage.contains { !$0.months.isEmpty } }
}
