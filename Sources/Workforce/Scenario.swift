public import Timeline

/// The weeks to be planned.
public struct Horizon: Hashable, Sendable {
  /// First local date; contract weeks are counted from it in sevens, so a Monday gives calendar weeks.
  public var first: CivilDate
  /// Number of weeks; at least 1.
  public var weeks: Int
  /// Length of an interval in minutes: 5 to 60, a divisor of 60.
  public var intervalMinutes: Int

  /// A number of weeks from a date.
  public init(first: CivilDate, weeks: Int, intervalMinutes: Int) {
    self.first = first
    self.weeks = weeks
    self.intervalMinutes = intervalMinutes
  }

  /// Number of local dates.
  public var dayCount: Int { weeks * 7 }
  /// Every local date in order.
  public var dates: [CivilDate] { (0..<dayCount).map { first.advanced(byDays: $0) } }
}

/// What shortage and surplus weigh against each other when a roster is chosen.
///
/// Points are per agent and half hour. Written in a currency, they are money.
public struct Prices: Hashable, Sendable {
  /// One agent missing for half an hour.
  public var short: Double
  /// One agent too many for half an hour.
  public var over: Double
  /// One published shift that is added, dropped or moved when a roster is mended.
  public var change: Double
  /// One supervisor or the like missing for half an hour.
  public var presence: Double
  /// One more night, weekend or late end of somebody who has one more than the mean of their colleagues, ledger and plan together.
  public var fairness: Double
  /// One hour of overtime.
  public var overtime: Double
  /// One hour, begun, that a shift starts further from the usual start of its week than its contract lets it.
  public var start: Double
  /// One split shift, where a contract allows them.
  public var split: Double
  /// One day off between two days of work, where a contract avoids them.
  public var singleDayOff: Double
  /// One change of queue inside a shift.
  public var queueChange: Double
  /// What a point is where prices are money, for example `EUR`; nil for plain points.
  public var currency: String?

  /// Prices in points, per agent and half hour unless they say otherwise.
  public init(
    short: Double = 10, over: Double = 1, change: Double = 20, presence: Double = 20, fairness: Double = 12,
    overtime: Double = 5, start: Double = 10, split: Double = 5, singleDayOff: Double = 30,
    queueChange: Double = 1.5, currency: String? = nil
  ) {
    self.short = short
    self.over = over
    self.change = change
    self.presence = presence
    self.fairness = fairness
    self.overtime = overtime
    self.start = start
    self.split = split
    self.singleDayOff = singleDayOff
    self.queueChange = queueChange
    self.currency = currency
  }
}

/// All that is written by hand about one plan; every stage reads it and none changes it.
public struct Scenario: Sendable {
  /// Title for people.
  public var name: String
  /// The weeks to plan.
  public var horizon: Horizon
  /// Queues in the order of the file; results are indexed by this order.
  public var queues: [Queue]
  /// Sites in the order of the file.
  public var sites: [Site]
  /// Contracts in the order of the file.
  public var contracts: [Contract]
  /// People in the order of the file.
  public var agents: [Agent]
  /// Dates people are away.
  public var leave: [Leave]
  /// Dates on which people are absent at short notice, after their shifts were published. Unlike leave they lower no
  /// limit of a week but its least hours, which then are none.
  public var absences: [Leave]
  /// Shifts that are decided already.
  public var fixedShifts: [FixedShift] = []
  /// Shifts of dates before the horizon, as they were worked: rest, rows of days, nights and weekends go on from them, and what
  /// reaches into the horizon covers its first hours. Empty where nothing is known of the past.
  public var worked: [Shift] = []
  /// Who should be where while it is open.
  public var presences: [PresenceRule] = []
  /// When somebody must be reachable outside their shifts.
  public var onCall: [OnCallRule] = []
  /// Unpopular work that people did before this plan; people without an entry did none.
  public var ledger: [LedgerEntry] = []
  /// When people can work; people without an entry always can.
  public var availability: [Availability] = []
  /// Wishes.
  public var requests: [Request]
  /// Public holidays of all regions.
  public var holidays: [Holiday]
  /// Known changes of volume.
  public var events: [Event]
  /// What a what-if changes of the forecast, in the order in which it is done.
  public var demandChanges: [DemandChange] = []
  /// How contacts come up again, what bots keep, and what customers bring.
  public var flows = DemandFlows()
  /// What has been promised of the plan, in the order of the file.
  public var promises: [Promise] = []
  /// Volume of a day that is staffed where a queue does not say.
  public var planFor = DemandLevel.mean
  /// What an open interval of the history without a row means; `nil` where nobody has decided.
  public var historyGaps: GapMeaning?
  /// Deferred work left from before the horizon.
  public var backlog: [BacklogBatch] = []
  /// People wanted by date and shift, instead of queues; `nil` where queues say who is needed when.
  public var shiftDemand: [ShiftDemand]?
  /// What shortage and surplus cost.
  public var prices: Prices
  /// How often at most a roster is simulated and made anew where its service misses a goal.
  public var serviceRounds = 0
  /// Seed of every random choice.
  public var seed: UInt64
  /// Sentences about what was assumed because the file does not say it.
  public var assumptions: [String]

  /// A scenario from its parts.
  public init(
    name: String, horizon: Horizon, queues: [Queue], sites: [Site], contracts: [Contract], agents: [Agent],
    leave: [Leave] = [], requests: [Request] = [], holidays: [Holiday] = [], events: [Event] = [],
    prices: Prices = Prices(), seed: UInt64 = 1, assumptions: [String] = [], absences: [Leave] = []
  ) {
    self.name = name
    self.horizon = horizon
    self.queues = queues
    self.sites = sites
    self.contracts = contracts
    self.agents = agents
    self.leave = leave
    self.absences = absences
    self.requests = requests
    self.holidays = holidays
    self.events = events
    self.prices = prices
    self.seed = seed
    self.assumptions = assumptions
  }

  /// The clock of every site, by its id; of two sites with one id that of the first.
  package var zonesBySite: [String: Zone] {
    Dictionary(sites.map { ($0.id, $0.zone) }) { first, _ in first }
  }

  /// The intervals of the plan: from the earliest local midnight of the first date at any site or queue to the
  /// latest local midnight after the last date, so that every site's every shift hour falls inside or just after.
  ///
  /// Aligned to whole intervals of UTC.
  public var grid: IntervalGrid {
    let zones = queues.map(\.open.zone) + sites.map(\.zone)
    let length = horizon.intervalMinutes * 60
    let after = horizon.first.advanced(byDays: horizon.dayCount)
    let starts = zones.map { $0.startOfDay(horizon.first).secondsSinceEpoch }
    let ends = zones.map { $0.startOfDay(after).secondsSinceEpoch }
    let fallback = Zone.utc.startOfDay(horizon.first).secondsSinceEpoch
    let first = (starts.min() ?? fallback).flooredToMultiple(of: length)
    let last = (ends.max() ?? fallback).ceiledToMultiple(of: length)
    return IntervalGrid(
      start: Instant(secondsSinceEpoch: first), intervalSeconds: length, count: max(0, (last - first) / length))
  }

  /// The site of an id.
  public func site(_ id: String) -> Site? { sites.first { $0.id == id } }
  /// The contract of an id.
  public func contract(_ id: String) -> Contract? { contracts.first { $0.id == id } }
  /// The person of an id.
  public func agent(_ id: String) -> Agent? { agents.first { $0.id == id } }
  /// Everybody by id, where many are asked for.
  package var agentsById: [String: Agent] { Dictionary(agents.map { ($0.id, $0) }) { first, _ in first } }

  /// Dates within the horizon on which a person is on leave.
  public func leaveDates(of agent: String) -> Set<CivilDate> { dates(of: agent, in: leave) }

  /// Dates within the horizon on which a person is absent at short notice.
  public func absenceDates(of agent: String) -> Set<CivilDate> { dates(of: agent, in: absences) }

  /// The same of everybody who is.
  package var absenceDatesByAgent: [String: Set<CivilDate>] {
    Dictionary(grouping: absences, by: \.agent).mapValues { dates(of: $0) }
  }

  private func dates(of agent: String, in spans: [Leave]) -> Set<CivilDate> {
    dates(of: spans.lazy.filter { $0.agent == agent })
  }

  /// Dates within the horizon that some spans hold.
  public func dates(of spans: some Sequence<Leave>) -> Set<CivilDate> {
    var dates = Set<CivilDate>()
    for span in spans {
      var date = max(span.from, horizon.first)
      let last = min(span.to, horizon.first.advanced(byDays: horizon.dayCount - 1))
      while date <= last {
        dates.insert(date)
        date = date.advanced(byDays: 1)
      }
    }
    return dates
  }

  /// Names of the holidays of a region by date.
  public func holidays(in region: String?) -> [CivilDate: String] {
    guard let region else { return [:] }
    return Dictionary(holidays.filter { $0.region == region }.map { ($0.date, $0.name) }) { first, _ in first }
  }

  /// Whether contacts of a queue may arrive in the interval that starts at an instant.
  ///
  /// Phone and chat arrive while the queue is open, on the queue's own local dates of the horizon. Email arrives day
  /// and night; its opening hours say when it is worked. None reach an activity.
  ///
  /// - Parameter holidays: `holidays(in: queue.region)`, passed in because callers ask for every interval.
  public func isOpen(_ queue: Queue, at instant: Instant, holidays: [CivilDate: String]) -> Bool {
    isDated(queue, at: instant) && queue.takesContacts(at: instant, holidays: holidays)
  }

  /// Whether people work on a queue in the interval that starts at an instant: its opening hours, less the holidays
  /// on which it closes.
  public func isWorked(_ queue: Queue, at instant: Instant, holidays: [CivilDate: String]) -> Bool {
    isDated(queue, at: instant) && queue.isWorked(at: instant, holidays: holidays)
  }

  /// Whether a moment is of a date of the horizon on a queue's clock.
  package func isDated(_ queue: Queue, at instant: Instant) -> Bool {
    contains(queue.open.zone.local(at: instant).date)
  }

  /// Whether the horizon's last date is not over on a queue's clock.
  package func isBeforeEnd(_ queue: Queue, at instant: Instant) -> Bool {
    queue.open.zone.local(at: instant).date < horizon.first.advanced(byDays: horizon.dayCount)
  }

  /// Whether a local date belongs to the horizon.
  public func contains(_ date: CivilDate) -> Bool {
    date >= horizon.first && date < horizon.first.advanced(byDays: horizon.dayCount)
  }
}

extension Queue {
  /// Whether contacts can arrive in the interval that starts at an instant, in the horizon or not.
  package func takesContacts(at instant: Instant, holidays: [CivilDate: String]) -> Bool {
    activity == nil && (isDeferred || isWorked(at: instant, holidays: holidays))
  }

  /// Whether people work on it in the interval that starts at an instant, in the horizon or not.
  package func isWorked(at instant: Instant, holidays: [CivilDate: String]) -> Bool {
    open.isOpen(at: instant) && !(open.closesOnHolidays && holidays[open.zone.local(at: instant).date] != nil)
  }
}

extension Int {
  /// The largest multiple of `step` that is at most this number.
  fileprivate func flooredToMultiple(of step: Int) -> Int {
    let remainder = self % step
    return self - (remainder < 0 ? remainder + step : remainder)
  }

  /// The smallest multiple of `step` that is at least this number.
  fileprivate func ceiledToMultiple(of step: Int) -> Int {
    -((-self).flooredToMultiple(of: step))
  }
}
