public import Timeline

/// A reason people are paid but not on the queue, and how much of their time it takes.
public struct ShrinkageCause: Hashable, Sendable {
  /// Name of the cause, for example `training`.
  public var name: String
  /// Share of paid time, in `0..<1`.
  public var share: Double

  /// A cause and its share of paid time.
  public init(name: String, share: Double) {
    self.name = name
    self.share = share
  }
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

  /// Share of rostered time that reaches the queue: one minus the sum of all causes.
  public var productiveShare: Double {
    1 - shrinkage.reduce(0) { $0 + $1.share }
  }
}
