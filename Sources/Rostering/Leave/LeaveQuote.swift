package import Timeline
package import Workforce

/// What leave costs.
package struct LeavePrice: Hashable, Sendable {
  /// Points by which the roster is dearer; below 0 where surplus goes away.
  package var points: Double
  /// Minor units of money that are paid more, by currency; leave is paid as work.
  package var wages: [String: Double]
}

/// Days off of a kind of person on a date.
package struct LeaveQuote: Hashable, Sendable {
  /// Why the next day off has no price or is not free at its price.
  package enum Obstacle: String, Hashable, Sendable, CaseIterable {
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
  package var date: CivilDate
  /// Id of the site.
  package var site: String
  /// Id of the contract.
  package var contract: String
  /// Queues served.
  package var queues: String
  /// People of the kind.
  package var people = 0
  /// Of them at work then.
  package var working = 0
  /// Of them away by leave, absence or the dates of their employment.
  package var away = 0
  /// Days off more that are free when no other date and kind gets any.
  package var free = 0
  /// Ids of people who can be off then when all that are named, on all dates and of all kinds, are off together.
  package var together: [String] = []
  /// What the day off after the free ones costs; nil where there is none.
  package var next: LeavePrice?
  /// What is in its way beside the price.
  package var obstacle: Obstacle?

  init(_ site: String, _ contract: String, _ queues: String) {
    date = CivilDate(daysSinceEpoch: 0)
    self.site = site
    self.contract = contract
    self.queues = queues
  }
}

/// What became of a request for leave.
package struct LeaveAnswer: Hashable, Sendable {
  /// What was asked.
  package var request: Leave
  /// Whether it is granted.
  package var isGranted = false
  /// Place in the order of answers, 1 for the cheapest; nil where it was not weighed.
  package var rank: Int?
  /// What it costs on top of those before; nil where no lawful weeks are known.
  package var price: LeavePrice?
  /// Why it is refused, or what is missing where one that is not free is granted; empty when it is granted and that needs no words.
  package var reason = ""

  init(request: Leave) { self.request = request }
}
