public import Timeline
public import Units

/// How contacts reach a queue, which decides how it is staffed.
public enum Channel: String, CaseIterable, Hashable, Sendable {
  /// One contact at a time, answered at once: Erlang C or A.
  case phone
  /// Several contacts at a time, answered at once.
  case chat
  /// Work that waits and is finished by a deadline.
  case email
  /// A call that the customer asked for: it waits for an agent and is made by a deadline.
  case callback
  /// Cases, claims and orders worked on away from the customer, finished by a deadline.
  case backOffice = "back-office"

  /// Whether contacts wait to be worked on by a deadline, and nobody hangs up.
  public var isDeferred: Bool {
    switch self {
    case .phone, .chat: false
    case .email, .callback, .backOffice: true
    }
  }

  /// Whether one person may handle several contacts at once.
  public var isConcurrent: Bool { self == .chat }

  /// Whether customers wait on the line, so that people between two calls may work on something that can wait.
  public var takesCalls: Bool { self == .phone }
}

/// How the load of an interval follows from its arrivals.
public enum LoadModel: String, CaseIterable, Hashable, Sendable {
  /// Steady where the handle time is shorter than the interval, lagged from there on.
  case automatic
  /// The work that is under way, which follows the arrivals by about one handle time.
  case lagged
  /// As if each interval went on for ever: offered x handle time / interval.
  case steady
}

/// Deferred work that the people of live queues do while they wait for contacts.
public struct Blend: Hashable, Sendable {
  /// Ids of the phone queues whose people do the work.
  public var queues: [String]
  /// Free agents that each of those queues keeps back for its own contacts; at least 0.
  public var reserve: Double

  /// Work in the gaps of some queues, with so many agents kept free on each.
  public init(with queues: [String], reserve: Double) {
    self.queues = queues
    self.reserve = reserve
  }
}

/// Which hours count towards a service threshold.
public enum ServiceClock: String, CaseIterable, Hashable, Sendable {
  /// Every hour counts.
  case wall
  /// Only the queue's opening hours count.
  case business
}

/// What a queue promises its customers, for example 80 % answered within 20 s.
public struct ServiceGoal: Hashable, Sendable {
  /// Share of offered contacts answered within the threshold, in `0...1`.
  public var answered: Double
  /// The threshold; for email the time by which the work is finished.
  public var within: Seconds
  /// Which hours count towards the threshold.
  public var clock: ServiceClock
  /// Most contacts that may hang up, as a share of offered; `nil` sets no cap.
  public var abandonedAtMost: Double?
  /// Highest occupancy people should work at; `nil` sets no cap.
  public var occupancyAtMost: Double?

  /// A goal; caps are off unless given.
  public init(
    answered: Double, within: Seconds, clock: ServiceClock = .wall, abandonedAtMost: Double? = nil,
    occupancyAtMost: Double? = nil
  ) {
    self.answered = answered
    self.within = within
    self.clock = clock
    self.abandonedAtMost = abandonedAtMost
    self.occupancyAtMost = occupancyAtMost
  }

  /// Whether a share that hangs up is above what a goal lets, by what is shown of it.
  package static func isAbove(_ most: Double?, _ share: Double?, give: Double = 0.0005) -> Bool {
    guard let most, let share else { return false }
    return share > most + give
  }
}

/// Hours of a local day, from `start` up to but not including `end`; `24:00` ends at midnight.
public struct LocalHours: Hashable, Sendable {
  /// First local time inside.
  public var start: TimeOfDay
  /// First local time outside; later than `start`.
  public var end: TimeOfDay

  /// Hours from a start up to an end.
  public init(from start: TimeOfDay, to end: TimeOfDay) {
    self.start = start
    self.end = end
  }
}

/// When a queue takes contacts, as wall-clock hours per weekday in one zone.
public struct OpeningHours: Hashable, Sendable {
  /// The clock the hours are written in.
  public var zone: Zone
  /// Shape [7], Monday first; each day's hours in order, without overlap. Hours past midnight belong to the next day.
  public var week: [[LocalHours]]
  /// Whether the queue closes on the holidays of its region.
  public var closesOnHolidays: Bool

  /// Hours per weekday, Monday first.
  public init(zone: Zone, week: [[LocalHours]], closesOnHolidays: Bool = false) {
    precondition(week.count == 7, "opening hours need seven weekdays")
    self.zone = zone
    self.week = week
    self.closesOnHolidays = closesOnHolidays
  }

  /// Open day and night.
  public static func always(zone: Zone) -> OpeningHours {
    OpeningHours(
      zone: zone,
      week: Array(repeating: [LocalHours(from: .midnight, to: .endOfDay)], count: 7))
  }

  /// Whether the queue is open at an instant, holidays left aside.
  public func isOpen(at instant: Instant) -> Bool {
    let local = zone.local(at: instant)
    let minute = local.secondsOfDay / 60
    return week[local.date.weekday.rawValue].contains { $0.start.minutes <= minute && minute < $0.end.minutes }
  }
}

/// A place where contacts wait: one language, one channel, one tier.
public struct Queue: Hashable, Sendable {
  /// Unique name, for example `fr-phone`.
  public var id: String
  /// Language a person must speak to take from it, for example `fr`.
  public var language: String
  /// How contacts arrive.
  public var channel: Channel
  /// Support tier, for example `L1`.
  public var tier: String
  /// Further skills a person must have.
  public var needs: [String]
  /// Contacts one person handles at once; 1 but for chat.
  public var concurrency: Int
  /// Chat: mean handle time with 1, 2, ... `concurrency` contacts at once; empty when it is not known to differ.
  public var handleTimesAtOnce: [Seconds] = []
  /// When it takes contacts.
  public var open: OpeningHours
  /// The hours before a change of `open`, by which its history is read: in hours that a what-if opens it had none, and
  /// those that it closes were open. `nil` where nothing was changed.
  package var openBefore: OpeningHours?
  /// What it promises.
  public var goal: ServiceGoal
  /// Mean time before a customer hangs up; `nil` when nobody does or nobody knows.
  public var patience: Seconds?
  /// Handle time to use where the history has none.
  public var handleTime: Seconds?
  /// Region whose holidays shape its volume, for example `FR`; `nil` when none does.
  public var region: String?
  /// Volume of a day that is staffed; `nil` takes the scenario's.
  public var planFor: DemandLevel?
  /// How the load follows from the arrivals.
  public var loadModel = LoadModel.automatic
  /// Deferred work: live queues whose people work on it in their gaps; `nil` when nobody does.
  public var blend: Blend?
  /// Minutes that somebody stays on the queue at least; `nil` for what their contract says.
  public var leastStretch: Int?
  /// What is to be done where it is an activity, which no contacts reach; `nil` for a queue.
  public var activity: Activity?

  /// The hours in which its history was recorded.
  package var openInHistory: OpeningHours { openBefore ?? open }
  /// Whether its contacts wait to be worked on by a deadline.
  public var isDeferred: Bool { channel.isDeferred }
  /// Whether one person may handle several of its contacts at once.
  public var isConcurrent: Bool { channel.isConcurrent }
  /// Contacts that one person handles at once.
  package var placesAtOnce: Double { isConcurrent ? Double(concurrency) : 1 }
  /// Whether its customers wait on the line.
  public var takesCalls: Bool { channel.takesCalls }

  /// A queue; only what differs from a plain L1 queue needs to be said.
  public init(
    id: String, language: String, channel: Channel, tier: String = "L1", needs: [String] = [], concurrency: Int = 1,
    open: OpeningHours, goal: ServiceGoal, patience: Seconds? = nil, handleTime: Seconds? = nil, region: String? = nil
  ) {
    self.id = id
    self.language = language
    self.channel = channel
    self.tier = tier
    self.needs = needs
    self.concurrency = concurrency
    self.open = open
    self.goal = goal
    self.patience = patience
    self.handleTime = handleTime
    self.region = region
  }
}

extension Sequence<Queue> {
  /// The languages that people must speak for them, each once, in their order; an activity that names none adds none.
  package var languages: [String] {
    var known: Set<String> = [""]
    return map(\.language).filter { known.insert($0).inserted }
  }
}
