public import Timeline
public import Workforce

/// What leave costs.
public struct LeavePrice: Hashable, Sendable {
  /// Points by which the roster is dearer; below 0 where surplus goes away.
  public var points: Double
  /// Minor units of money that are paid more, by currency; leave is paid as work.
  public var wages: [String: Double]
}

/// Days off of a kind of person on a date.
public struct LeaveQuote: Hashable, Sendable {
  /// Why the next day off has no price or is not free at its price.
  public enum Obstacle: String, Hashable, Sendable, CaseIterable {
    /// Nobody of the kind works then.
    case nobodyWorks = "nobody works"
    /// Everybody who works has a free day.
    case everybodyIsOff = "nobody is left"
    /// The rules of nobody who works leave room for it.
    case rules
    /// A queue would miss a goal that it reaches.
    case goal
  }

  /// The local date.
  public var date: CivilDate
  /// Id of the site.
  public var site: String
  /// Id of the contract.
  public var contract: String
  /// Queues served.
  public var queues: String
  /// People of the kind.
  public var people = 0
  /// Of them at work then.
  public var working = 0
  /// Of them away by leave, absence or the dates of their employment.
  public var away = 0
  /// Days off more that are free when no other date and kind gets any.
  public var free = 0
  /// Ids of people who can be off then when all that are named, on all dates and of all kinds, are off together.
  public var together: [String] = []
  /// What the day off after the free ones costs; nil where there is none.
  public var next: LeavePrice?
  /// What is in its way beside the price.
  public var obstacle: Obstacle?

  init(_ site: String, _ contract: String, _ queues: String) {
    date = CivilDate(daysSinceEpoch: 0)
    self.site = site
    self.contract = contract
    self.queues = queues
  }
}

/// What became of a request for leave.
public struct LeaveAnswer: Hashable, Sendable {
  /// What was asked.
  public var request: Leave
  /// Whether it is granted.
  public var isGranted = false
  /// Place in the order of answers, 1 for the cheapest; nil where it was not weighed.
  public var rank: Int?
  /// What it costs on top of those before; nil where no lawful weeks are known.
  public var price: LeavePrice?
  /// Why it is refused; empty when it is granted and that needs no words.
  public var reason = ""

  init(request: Leave) { self.request = request }
}
